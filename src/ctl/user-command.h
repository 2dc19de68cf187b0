/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_user_command_add, od_user_command_passwd: the password is read from @input's first
 * line. FALSE with a sentence for the administrator. */
gboolean od_user_command_add (const char *data_dir,
                              const char *name,
                              const char *role,
                              int input,
                              GError **error);
gboolean od_user_command_passwd (const char *data_dir,
                                 const char *name,
                                 int input,
                                 GError **error);
