/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passwords for agents nobody has met yet. They are never stored by this program, never
 * logged, and not derived from anything. Any thread.
 */
#include "app/supervisor/bulk-agents.h"

#include "shared/wire/fields.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define PASSWORD_CHARS 16

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                              "0123456789";
#define N_LETTERS (sizeof letters - 1)

/* A byte that every letter is equally likely to come from. */
static guint8
draw_fair_byte (void)
{
  guint8 byte;

  do {
    while (getrandom (&byte, 1, 0) != 1)
      g_assert (errno == EINTR); /* the kernel has no other reason for one byte */
  } while (byte >= 256 / N_LETTERS * N_LETTERS);

  return byte;
}

char **
od_bulk_agents_make_passwords (guint n)
{
  char **passwords = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++) {
    passwords[i] = g_malloc0 (PASSWORD_CHARS + 1);
    for (guint j = 0; j < PASSWORD_CHARS; j++)
      passwords[i][j] = letters[draw_fair_byte () % N_LETTERS];
  }

  return passwords;
}

json_t *
od_bulk_agents_join (json_t *agents, char **passwords)
{
  json_t *joined = json_array ();
  json_t *agent;
  gsize i;

  json_array_foreach (agents, i, agent)
  {
    json_t *copy;

    if (passwords[i] == NULL) /* more than were asked for: they have none of ours */
      break;
    copy = json_copy (agent);
    json_object_set_new (copy, OD_FIELD_PASSWORD, json_string (passwords[i]));
    json_array_append_new (joined, copy);
  }

  return joined;
}

static void
add_field (GString *csv, const char *text)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *doubled = NULL;

  if (strpbrk (text, ",\"\r\n") == NULL) {
    g_string_append (csv, text);
    return;
  }

  parts = g_strsplit (text, "\"", -1);
  doubled = g_strjoinv ("\"\"", parts);
  g_string_append_printf (csv, "\"%s\"", doubled);
}

char *
od_bulk_agents_make_csv (json_t *joined)
{
  GString *csv = g_string_new ("user,password\n");
  json_t *agent;
  gsize i;

  json_array_foreach (joined, i, agent)
  {
    const char *name = json_string_value (json_object_get (agent, OD_FIELD_NAME));

    add_field (csv, name != NULL ? name : "");
    g_string_append_c (csv, ',');
    add_field (csv, json_string_value (json_object_get (agent, OD_FIELD_PASSWORD)));
    g_string_append_c (csv, '\n');
  }

  return g_string_free (csv, FALSE);
}
