/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one log: dense, complete, read forwards.
 */
#include "daemon/store/event-store.h"

#include "daemon/store/store-scene.h"

static void
append (OdTx *tx, gint64 n)
{
  OdEvent event = { .kind = OD_EVENT_RECOVERED, .n = n };

  od_tx_log (tx, &event);
}

static gint64
last_seq (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = od_event_store_last_seq (od_scene_begin (s), &error);

  od_scene_commit (s);
  g_assert_no_error (error);
  return seq;
}

static OdEvent *
last_event (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gint64 seq = last_seq (s);

  events = od_event_store_since (od_scene_begin (s), seq - 1, 10, &error);
  od_scene_commit (s);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
  return od_event_copy (g_ptr_array_index (events, 0));
}

static void
test_numbers_of_undone_work_are_given_again (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 first, undone, second;

  append (od_scene_begin (s), 1);
  od_scene_commit (s);
  first = last_seq (s);
  append (od_scene_begin (s), 2);
  od_scene_undo (s);
  undone = last_seq (s);
  append (od_scene_begin (s), 3);
  od_scene_commit (s);
  second = last_seq (s);

  g_assert_cmpint (undone, ==, first);
  g_assert_cmpint (second, ==, first + 1);
}

/* A number is a lock that all writers of the log wait for: it is taken last. */
static void
test_a_work_has_no_number_yet (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 before = last_seq (s);
  OdTx *tx = od_scene_begin (s);

  append (tx, 1);
  g_assert_cmpint (od_event_store_last_seq (tx, &error), ==, before);
  g_assert_cmpint (((OdEvent *) g_ptr_array_index (tx->events, 0))->seq, ==, 0);
  od_scene_commit (s);
  g_assert_cmpint (last_seq (s), ==, before + 1);
}

static void
test_an_event_comes_back_whole (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
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
  g_autoptr (OdEvent) back = NULL;

  od_tx_log (od_scene_begin (s), &event);
  od_scene_commit (s);
  back = last_event (s);
  g_assert_cmpint (back->seq, ==, last_seq (s));
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
  g_autoptr (OdEvent) back = NULL;

  append (od_scene_begin (s), 0);
  od_scene_commit (s);
  back = last_event (s);
  g_assert_cmpint (back->at_ms, ==, s->now_ms);
  g_assert_cmpint (back->lead_id, ==, 0);
  g_assert_null (back->call_id);
  g_assert_null (back->word);
}

static void
test_the_log_is_read_in_pages (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = last_seq (s), seq = start;
  OdTx *tx = od_scene_begin (s);

  for (int i = 0; i < 10; i++)
    append (tx, i);
  od_scene_commit (s);
  tx = od_scene_begin (s);
  for (int page = 0; page < 4; page++) {
    g_autoptr (GPtrArray) events = od_event_store_since (tx, seq, 3, &error);

    g_assert_cmpuint (events->len, ==, page < 3 ? 3 : 1);
    for (guint i = 0; i < events->len; i++) {
      const OdEvent *event = g_ptr_array_index (events, i);

      g_assert_cmpint (event->n, ==, seq - start);
      g_assert_cmpint (event->seq, ==, ++seq);
    }
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
  g_test_add_func ("/event-store/a-work-has-no-number-yet",
                   test_a_work_has_no_number_yet);
  g_test_add_func ("/event-store/an-event-comes-back-whole",
                   test_an_event_comes_back_whole);
  g_test_add_func ("/event-store/what-an-event-does-not-have-stays-empty",
                   test_what_an_event_does_not_have_stays_empty);
  g_test_add_func ("/event-store/the-log-is-read-in-pages",
                   test_the_log_is_read_in_pages);
  return g_test_run ();
}
