/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_password_hash: (transfer full): argon2id, 64 MiB and two passes (libsodium's
 * interactive limits): about 0.1 s of one core. Any thread; NULL: no memory. */
char *od_password_hash (const char *password);

/** od_password_stretch: (transfer full): of the same @text and @salt always the same, as
 * slow as od_password_hash(): for what must be found again. Any thread; NULL: no memory.
 */
char *od_password_stretch (const char *text, const char *salt);

/** od_password_fits: costs the same whether it does or not. */
gboolean od_password_fits (const char *password, const char *hash);

/** od_password_check_rules: a sentence in @error when too short or too long. */
gboolean od_password_check_rules (const char *password, GError **error);
