/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the dialer see of it: on the floor, on disk, and in the carrier's
 * own log.
 */
#include "dialer-stage.h"

#include <string.h>

typedef struct {
  Stage *stage;
  gint64 agent_id;
  const char *text;
  const char *number;
  int state;
  guint n;
  gpointer found;
} Wanted;

static gboolean
is_agent_in (gpointer data)
{
  Wanted *wanted = data;

  return stage_agent (wanted->stage, wanted->agent_id)->state
         == (OdAgentState) wanted->state;
}

void
stage_wait_agent (Stage *stage, gint64 agent_id, OdAgentState state)
{
  Wanted wanted = { .stage = stage, .agent_id = agent_id, .state = state };

  od_test_wait_until (is_agent_in, &wanted, LIMIT_S, od_agent_state_get_name (state));
}

static gboolean
is_call_in (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (GPtrArray) calls = od_floor_list_calls (wanted->stage->floor);

  for (guint i = 0; i < calls->len; i++) {
    OdFloorCall *call = g_ptr_array_index (calls, i);

    if (strcmp (call->lead->phone, wanted->number) == 0
        && call->state == (OdCallState) wanted->state) {
      wanted->found = call;
      return TRUE;
    }
  }

  return FALSE;
}

OdFloorCall *
stage_wait_call (Stage *stage, const char *number, OdCallState state)
{
  Wanted wanted = { .stage = stage, .number = number, .state = state };

  od_test_wait_until (is_call_in, &wanted, LIMIT_S, od_call_state_get_name (state));
  return wanted.found;
}

guint
stage_count_moves (Stage *stage, const char *line)
{
  g_autofree char *whole = g_strconcat ("\n", line, "\n", NULL);
  const char *at = stage->moves->str;
  guint n = 0;

  while ((at = strstr (at, whole)) != NULL) {
    at++;
    n++;
  }

  return n;
}

static gboolean
has_moved (gpointer data)
{
  Wanted *wanted = data;

  return stage_count_moves (wanted->stage, wanted->text) >= wanted->n;
}

void
stage_wait_moves (Stage *stage, const char *line, guint n)
{
  Wanted wanted = { .stage = stage, .text = line, .n = n };

  od_test_wait_until (has_moved, &wanted, LIMIT_S, line);
}

static gboolean
has_ended (gpointer data)
{
  Wanted *wanted = data;

  for (guint i = 0; i < wanted->stage->ends->len; i++) {
    OdCall *call = g_ptr_array_index (wanted->stage->ends, i);

    if (strcmp (call->phone, wanted->number) == 0)
      wanted->found = call;
  }

  return wanted->found != NULL;
}

const OdCall *
stage_wait_end (Stage *stage, const char *number)
{
  Wanted wanted = { .stage = stage, .number = number };

  od_test_wait_until (has_ended, &wanted, LIMIT_S, "the end of a call");
  return wanted.found;
}

guint
stage_count_book (Stage *stage, const char *event, const char *number)
{
  g_autofree char *text = NULL;
  g_autofree char *event_part = g_strdup_printf ("\"event\":\"%s\"", event);
  g_autofree char *number_part = g_strdup_printf ("\"number\":\"%s\"", number);
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (stage->book, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    n += strstr (lines[i], event_part) != NULL
         && (number == NULL || strstr (lines[i], number_part) != NULL);

  return n;
}

static gboolean
has_line (gpointer data)
{
  Wanted *wanted = data;

  return stage_count_book (wanted->stage, wanted->text, wanted->number) >= wanted->n;
}

void
stage_wait_book (Stage *stage, const char *event, const char *number, guint n)
{
  Wanted wanted = { .stage = stage, .text = event, .number = number, .n = n };

  od_test_wait_until (has_line, &wanted, LIMIT_S, "a line in the carrier's log");
}

/* When the carrier got them. (element-type gint64) */
static GArray *
read_invites (Stage *stage)
{
  g_autofree char *book = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_true (g_file_get_contents (stage->book, &book, NULL, NULL));
  lines = g_strsplit (book, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    const char *at = strstr (lines[i], "\"mono_us\":");
    gint64 time_us = at != NULL ? g_ascii_strtoll (at + strlen ("\"mono_us\":"), NULL, 10)
                                : 0;

    if (strstr (lines[i], "\"invite\"") != NULL)
      g_array_append_val (times, time_us);
  }

  return times;
}

void
stage_assert_pace (Stage *stage, guint n)
{
  g_autoptr (GArray) times = read_invites (stage);

  g_assert_cmpuint (times->len, >, n);
  for (guint i = n; i < times->len; i++) {
    gint64 span_us = g_array_index (times, gint64, i)
                     - g_array_index (times, gint64, i - n);

    g_assert_cmpint (span_us, >=, G_USEC_PER_SEC);
    g_assert_cmpint (span_us, <, 3 * G_USEC_PER_SEC);
  }
}
