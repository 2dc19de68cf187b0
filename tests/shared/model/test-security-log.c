/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The security log's lines, letter by letter: other programs read them.
 */
#include "shared/model/security-log.h"

#include <string.h>

static GPtrArray *lines;

static GLogWriterOutput
hear (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  for (gsize i = 0; i < n; i++) {
    if (strcmp (fields[i].key, "MESSAGE") == 0)
      g_ptr_array_add (lines, g_strdup (fields[i].value));
  }
  return G_LOG_WRITER_HANDLED;
}

static const struct {
  OdSecurityEvent event;
  const char *address, *name, *by, *to, *line;
} said[] = {
  { OD_SECURITY_SIGN_IN_FAILED, "192.0.2.7", "supervisor", NULL, NULL,
    "security: sign-in failed address=192.0.2.7 name=su*" },
  { OD_SECURITY_SIGN_IN_FAILED, "2001:db8::1", "a\nsecurity: x", NULL, NULL,
    "security: sign-in failed address=2001:db8::1 name=a?*" },
  { OD_SECURITY_SIGN_IN_FAILED, "proxy", "", NULL, NULL,
    "security: sign-in failed address=proxy name=" },
  { OD_SECURITY_LOCKOUT, "192.0.2.7", "ab", NULL, NULL,
    "security: lockout address=192.0.2.7 name=ab" },
  { OD_SECURITY_PHONE_FAILED, "192.0.2.7", "s-0011", NULL, NULL,
    "security: phone failed address=192.0.2.7 name=s-*" },
  { OD_SECURITY_ROLE_CHANGED, "192.0.2.7", "bob", "admin", "supervisor",
    "security: role changed address=192.0.2.7 name=bob by=admin to=supervisor" },
  { OD_SECURITY_USER_DISABLED, "192.0.2.7", "bob", "admin", NULL,
    "security: user disabled address=192.0.2.7 name=bob by=admin" },
};

static void
test_the_lines (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++) {
    g_ptr_array_set_size (lines, 0);
    od_security_log (said[i].event, said[i].address, said[i].name, said[i].by,
                     said[i].to);
    g_assert_cmpuint (lines->len, ==, 1);
    g_assert_cmpstr (g_ptr_array_index (lines, 0), ==, said[i].line);
  }
}

/* A flood is a few lines. It may fall into two seconds. */
static void
test_a_flood_is_a_few_lines (void)
{
  g_ptr_array_set_size (lines, 0);
  for (guint i = 0; i < 1000; i++)
    od_security_log (OD_SECURITY_USER_ADDED, "192.0.2.7", "bob", NULL, NULL);
  g_assert_cmpuint (lines->len, >=, OD_SECURITY_LOG_A_SECOND);
  g_assert_cmpuint (lines->len, <=, 2 * OD_SECURITY_LOG_A_SECOND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  lines = g_ptr_array_new_with_free_func (g_free);
  g_log_set_writer_func (hear, NULL, NULL);
  g_test_add_func ("/security-log/the-lines", test_the_lines);
  g_test_add_func ("/security-log/a-flood-is-a-few-lines", test_a_flood_is_a_few_lines);
  return g_test_run ();
}
