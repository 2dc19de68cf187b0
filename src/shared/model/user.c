/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only account: a plain value and its role's name. Pure.
 */
#include "shared/model/user.h"

#include "shared/model/names.h"

#include <string.h>

#define MAX_NAME 32

static const char *const role_names[OD_ROLE_N] = {
  [OD_ROLE_AGENT] = "agent",
  [OD_ROLE_SUPERVISOR] = "supervisor",
  [OD_ROLE_ADMIN] = "admin",
};

void
od_user_free (OdUser *user)
{
  g_free (user->name);
  g_free (user);
}

const char *
od_role_get_name (OdRole role)
{
  g_return_val_if_fail (role < OD_ROLE_N, NULL);
  return role_names[role];
}

gboolean
od_role_from_name (const char *name, OdRole *role)
{
  return OD_NAMES_FIND (role_names, name, role);
}

gboolean
od_user_name_is_valid (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  return length >= 1 && length <= MAX_NAME && g_ascii_isalnum (name[0])
         && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789._-") == length;
}
