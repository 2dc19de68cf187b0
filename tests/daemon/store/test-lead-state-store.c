/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A slip that is taken back costs nobody anything: a lead whose number was barred for a
 * while stands where it would have stood. "said" is the call on which the slip was made.
 */
#include "daemon/store/lead-state-store.h"

#include "daemon/store/call-store.h"
#include "daemon/store/dnc-store.h"
#include "daemon/store/store-scene.h"

#define HOUR_MS 3600000

typedef struct {
  OdScene *s;
  gint64 first, second; /* leads with the same number, of two leadsets */
  gint64 until_ms;
} World;

static void
set_up (World *w, gconstpointer data)
{
  w->s = od_scene_new ();
  w->until_ms = w->s->now_ms + HOUR_MS;
  w->first = od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1);
  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  w->second =
    od_scene_add_leads (w->s, od_scene_add_leadset (w->s, "Second", w->s->campaign, TRUE),
                        "NEW", 44100, 1);
}

static void
tear_down (World *w, gconstpointer data)
{
  od_scene_free (w->s);
}

static void
move (World *w, OdLeadDialState from, OdLeadDialState to, gint64 until_ms)
{
  g_autoptr (GError) error = NULL;

  OD_OK (od_lead_state_store_move (od_scene_begin (w->s), w->second, from, to, until_ms,
                                   &error));
  od_scene_commit (w->s);
}

static void
assert_stands (World *w, gint64 lead_id, OdLeadDialState state, gint64 until_ms)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce(not_before_ms, 0) FROM lead"
                                          " WHERE id = %" G_GINT64_FORMAT,
                                          lead_id);

  g_assert_cmpint (od_scene_get_lead_state (w->s, lead_id), ==, state);
  g_assert_cmpint (od_scene_look (w->s, sql), ==, until_ms);
}

static void
test_who_waited_waits_again (World *w, gconstpointer data)
{
  move (w, OD_LEAD_READY, OD_LEAD_WAITING_RETRY, w->until_ms);
  od_scene_dispose (w->s, "said", "DO NOT CALL");
  assert_stands (w, w->second, OD_LEAD_DO_NOT_CALL, 0);
  od_scene_dispose (w->s, "said", "DISCONNECTED NUMBER");
  assert_stands (w, w->second, OD_LEAD_BAD_NUMBER, 0);
  od_scene_dispose (w->s, "said", "SALE MADE");
  assert_stands (w, w->second, OD_LEAD_WAITING_RETRY, w->until_ms);
}

/* Whose retry had come, for one. */
static void
test_who_was_ready_after_attempts_is_ready (World *w, gconstpointer data)
{
  od_scene_look (w->s, "UPDATE lead SET attempts = 2 WHERE leadset_id <> 1 RETURNING 1");
  od_scene_dispose (w->s, "said", "DO NOT CALL");
  od_scene_dispose (w->s, "said", "SALE MADE");
  assert_stands (w, w->second, OD_LEAD_READY, 0);
}

/* What was on the line while the word was said: where its end would have put it. */
static void
test_what_ended_meanwhile_waits (World *w, gconstpointer data)
{
  move (w, OD_LEAD_READY, OD_LEAD_CLAIMED, 0);
  od_scene_dispose (w->s, "said", "DO NOT CALL");
  move (w, OD_LEAD_CLAIMED, OD_LEAD_WAITING_RETRY, w->until_ms);
  assert_stands (w, w->second, OD_LEAD_DO_NOT_CALL, 0);
  od_scene_dispose (w->s, "said", "SALE MADE");
  assert_stands (w, w->second, OD_LEAD_WAITING_RETRY, w->until_ms);
}

static void
list_number (World *w, gboolean listed)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (w->s);
  gboolean added;

  if (listed)
    OD_OK (od_dnc_store_add (tx, "44100", 0, "by letter", &added, &error));
  else
    OD_OK (od_dnc_store_take_out (tx, "44100", 0, "another number", &error));
  od_scene_commit (w->s);
}

/* The agent says how the call came out while somebody has listed its number. */
static void
test_what_is_said_meanwhile_is_kept (World *w, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  list_number (w, TRUE);
  assert_stands (w, w->first, OD_LEAD_DO_NOT_CALL, 0);
  OD_OK (od_call_store_dispose (od_scene_begin (w->s), "said", w->s->ann, "CALL BACK",
                                w->until_ms, &error));
  od_scene_commit (w->s);
  assert_stands (w, w->first, OD_LEAD_DO_NOT_CALL, 0);
  list_number (w, FALSE);
  assert_stands (w, w->first, OD_LEAD_WAITING_RETRY, w->until_ms);

  list_number (w, TRUE);
  od_scene_dispose (w->s, "said", "SALE MADE");
  list_number (w, FALSE);
  assert_stands (w, w->first, OD_LEAD_DONE, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/lead-state-store/" name, World, NULL, set_up, func, tear_down)
  ADD ("waited", test_who_waited_waits_again);
  ADD ("ready", test_who_was_ready_after_attempts_is_ready);
  ADD ("ended-meanwhile", test_what_ended_meanwhile_waits);
  ADD ("said-meanwhile", test_what_is_said_meanwhile_is_kept);
  return g_test_run ();
}
