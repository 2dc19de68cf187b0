/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

/*
 * Many new agents' passwords: made here, shown once. Any thread.
 */

/** od_bulk_agents_make_passwords: (transfer full): @n of 16 letters and digits, from the
 * kernel's random source: about 95 bits each. */
char **od_bulk_agents_make_passwords (guint n);

/** od_bulk_agents_join: (transfer full): an array of {"id", "name", "password"}: the
 * server's @agents, each with the password of its place. */
json_t *od_bulk_agents_join (json_t *agents, char **passwords);

/** od_bulk_agents_make_csv: (transfer full): a line "user,password", then one of each. */
char *od_bulk_agents_make_csv (json_t *joined);
