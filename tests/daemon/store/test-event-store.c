/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one log: dense, complete, read forwards.
 */
#include "daemon/store/event-store.h"

#include "daemon/store/store-scene.h"

static gint64
append (OdTx *tx, gint64 n)
{
  g_autoptr (GError) error = NULL;
  OdEvent event = { .kind = OD_EVENT_RECOVERED, .n = n };

  OD_OK (od_event_store_append (tx, &event, &error));
  return event.seq;
}

static void
test_numbers_of_undone_work_are_given_again (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 first = append (od_scene_begin (s), 1), undone, second;

  od_scene_commit (s);
  undone = append (od_scene_begin (s), 2);
  od_scene_undo (s);
  second = append (od_scene_begin (s), 3);
  od_scene_commit (s);
  g_assert_cmpint (undone, ==, first + 1);
  g_assert_cmpint (second, ==, first + 1);
}

static void
test_an_event_comes_back_whole (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdEvent event = { .at_ms = 5,
                    .kind = OD_EVENT_CALL_MOVED,
                    .campaign_id = 1,
                    .leadset_id = 2,
                    .lead_id = 3,
                    .agent_id = 4,
                    .call_id = (char *) "call",
                    .word = (char *) "ended",
                    .was = (char *) "bridged",
                    .n = -7 };
  OdTx *tx = od_scene_begin (s);
  g_autoptr (GPtrArray) events = NULL;
  const OdEvent *back;

  OD_OK (od_event_store_append (tx, &event, &error));
  events = od_event_store_since (tx, event.seq - 1, 10, &error);
  od_scene_commit (s);
  g_assert_cmpuint (events->len, ==, 1);
  back = g_ptr_array_index (events, 0);
  g_assert_cmpint (back->seq, ==, event.seq);
  g_assert_cmpint (back->at_ms, ==, 5);
  g_assert_cmpint (back->kind, ==, OD_EVENT_CALL_MOVED);
  g_assert_cmpint (back->campaign_id, ==, 1);
  g_assert_cmpint (back->leadset_id, ==, 2);
  g_assert_cmpint (back->lead_id, ==, 3);
  g_assert_cmpint (back->agent_id, ==, 4);
  g_assert_cmpstr (back->call_id, ==, "call");
  g_assert_cmpstr (back->word, ==, "ended");
  g_assert_cmpstr (back->was, ==, "bridged");
  g_assert_cmpint (back->n, ==, -7);
}

static void
test_what_an_event_does_not_have_stays_empty (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  gint64 seq = append (tx, 0);
  g_autoptr (GPtrArray) events = od_event_store_since (tx, seq - 1, 1, &error);
  const OdEvent *back = g_ptr_array_index (events, 0);

  g_assert_cmpint (back->at_ms, ==, s->now_ms);
  g_assert_cmpint (back->lead_id, ==, 0);
  g_assert_null (back->call_id);
  g_assert_null (back->word);
  od_scene_commit (s);
}

static void
test_the_log_is_read_in_pages (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  gint64 start = od_event_store_last_seq (tx, &error), seq = start;

  for (int i = 0; i < 10; i++)
    append (tx, i);
  for (int page = 0; page < 4; page++) {
    g_autoptr (GPtrArray) events = od_event_store_since (tx, seq, 3, &error);

    g_assert_cmpuint (events->len, ==, page < 3 ? 3 : 1);
    for (guint i = 0; i < events->len; i++)
      g_assert_cmpint (((OdEvent *) g_ptr_array_index (events, i))->seq, ==, ++seq);
  }
  g_assert_cmpint (seq, ==, start + 10);
  g_assert_cmpint (od_event_store_last_seq (tx, &error), ==, seq);
  g_assert_cmpint (od_event_store_first_seq (tx, &error), ==, 1);
  od_scene_commit (s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-store/numbers-of-undone-work-are-given-again",
                   test_numbers_of_undone_work_are_given_again);
  g_test_add_func ("/event-store/an-event-comes-back-whole",
                   test_an_event_comes_back_whole);
  g_test_add_func ("/event-store/what-an-event-does-not-have-stays-empty",
                   test_what_an_event_does_not_have_stays_empty);
  g_test_add_func ("/event-store/the-log-is-read-in-pages",
                   test_the_log_is_read_in_pages);
  return g_test_run ();
}
