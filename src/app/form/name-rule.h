/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_name_rule_check: what the server would say of @name, the name of a campaign, script
 * or leadset; space around it does not count. Returns (nullable): a sentence for the
 * person who types, static; NULL: it is a name. */
const char *od_name_rule_check (const char *name);
