/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The only account. What a role may do stands in the API's route table, nowhere else;
 * a higher role may do all a lower one may, except be an agent. */
typedef enum { OD_ROLE_AGENT, OD_ROLE_SUPERVISOR, OD_ROLE_ADMIN, OD_ROLE_N } OdRole;

typedef struct {
  gint64 id;
  char *name;
  OdRole role;
  gboolean disabled; /* may not sign in for now */
} OdUser;

void od_user_free (OdUser *user);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdUser, od_user_free)

const char *od_role_get_name (OdRole role);
gboolean od_role_from_name (const char *name, OdRole *role);

/** od_user_name_is_valid: 1 to 32 of a-z 0-9 . _ - beginning with a letter or digit. */
gboolean od_user_name_is_valid (const char *name);
