/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line an event, never more than a person or a disk can take. Any thread.
 */
#include "shared/model/security-log.h"

#include <string.h>

#define SHOWN 2 /* letters of a name that failed */

typedef struct {
  const char *words;
  gboolean failed; /* the name is what somebody typed */
} Event;

static const Event events[OD_SECURITY_N] = {
  [OD_SECURITY_SIGN_IN_FAILED] = { "sign-in failed", TRUE },
  [OD_SECURITY_LOCKOUT] = { "lockout", TRUE },
  [OD_SECURITY_PHONE_FAILED] = { "phone failed", TRUE },
  [OD_SECURITY_USER_ADDED] = { "user added", FALSE },
  [OD_SECURITY_ROLE_CHANGED] = { "role changed", FALSE },
  [OD_SECURITY_PASSWORD_SET] = { "password set", FALSE },
  [OD_SECURITY_USER_DISABLED] = { "user disabled", FALSE },
  [OD_SECURITY_USER_ENABLED] = { "user enabled", FALSE },
  [OD_SECURITY_SESSIONS_ENDED] = { "sessions ended", FALSE },
};

/* How many lines of an event this second has seen. */
typedef struct {
  gint64 second;
  guint n;
  guint unsaid;
} Meter;

static GMutex lock; /* of meters */
static Meter meters[OD_SECURITY_N];

/* Nothing that could end the line or look like its next word. (transfer full) */
static char *
to_word (const char *text, gsize most)
{
  GString *word = g_string_new (NULL);

  for (gsize i = 0; text[i] != '\0' && i < most; i++)
    g_string_append_c (word, g_ascii_isalnum (text[i]) || strchr ("._-:", text[i]) != NULL
                               ? text[i]
                               : '?');
  if (strlen (text) > most)
    g_string_append_c (word, '*');
  return g_string_free (word, FALSE);
}

/* FALSE: not now. */
static gboolean
may_say (OdSecurityEvent event, guint *unsaid)
{
  Meter *meter = &meters[event];
  gint64 second = g_get_monotonic_time () / G_USEC_PER_SEC;
  gboolean may;

  g_mutex_lock (&lock);
  if (meter->second != second) {
    meter->second = second;
    meter->n = 0;
  }
  may = meter->n < OD_SECURITY_LOG_A_SECOND;
  *unsaid = may ? meter->unsaid : 0;
  meter->unsaid = may ? 0 : meter->unsaid + 1;
  meter->n += may;
  g_mutex_unlock (&lock);
  return may;
}

void
od_security_log (OdSecurityEvent event,
                 const char *address,
                 const char *name,
                 const char *by,
                 const char *to)
{
  g_autoptr (GString) line = NULL;
  g_autofree char *where = to_word (address, 64);
  g_autofree char *who = to_word (name, events[event].failed ? SHOWN : 64);
  guint unsaid;

  if (!may_say (event, &unsaid))
    return;

  line = g_string_new (NULL);
  g_string_printf (line, "security: %s address=%s name=%s", events[event].words, where,
                   who);
  if (by != NULL)
    g_string_append_printf (line, " by=%s", by);
  if (to != NULL)
    g_string_append_printf (line, " to=%s", to);
  if (unsaid > 0)
    g_string_append_printf (line, " unsaid=%u", unsaid);
  g_message ("%s", line->str);
}
