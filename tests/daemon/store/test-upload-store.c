/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A batch of leads arrives once, whole, whatever breaks.
 */
#include "daemon/store/upload-store.h"

#include "daemon/store/store-scene.h"

static GPtrArray *
leads_new (gint64 phone, guint n)
{
  GPtrArray *leads = g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);

  for (guint i = 0; i < n; i++) {
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, phone + i);

    g_ptr_array_add (leads, od_lead_new (number, i % 3 == 0 ? "NEW" : "READY"));
  }
  return leads;
}

typedef struct {
  gint64 added;
  gint64 duplicates;
} Answer;

static gboolean
add (OdScene *s, const OdBatch *batch, Answer *answer, GError **error)
{
  gboolean ok = od_upload_store_add_batch (od_scene_begin (s), batch, &answer->added,
                                           &answer->duplicates, error);

  if (ok)
    od_scene_commit (s);
  else
    od_scene_undo (s);
  return ok;
}

static void
test_the_same_batch_again_is_the_same_answer (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) leads = leads_new (44100, 10);
  OdBatch batch = { s->leadset, "upload", 0, "abc", leads };
  Answer first, again;
  gint64 events;

  OD_OK (add (s, &batch, &first, &error));
  g_assert_cmpint (first.added, ==, 10);
  g_assert_cmpint (first.duplicates, ==, 0);
  events = od_scene_look (s, "SELECT count(*) FROM event");

  OD_OK (add (s, &batch, &again, &error));
  g_assert_cmpint (again.added, ==, 10);
  g_assert_cmpint (again.duplicates, ==, 0);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM event"), ==, events);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead"), ==, 10);
}

static void
test_other_content_under_the_same_number_is_refused (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) leads = leads_new (44100, 3), others = leads_new (45100, 3);
  gint64 elsewhere = od_scene_add_leadset (s, "Other", s->campaign, TRUE);
  OdBatch batch = { s->leadset, "upload", 0, "abc", leads };
  OdBatch changed = { s->leadset, "upload", 0, "abd", others };
  OdBatch moved = { elsewhere, "upload", 0, "abc", leads };
  OdBatch next = { s->leadset, "upload", 1, "abd", others };
  Answer answer;

  OD_OK (add (s, &batch, &answer, &error));
  OD_REFUSED (add (s, &changed, &answer, &error), OD_STORE_ERROR_REFUSED);
  OD_REFUSED (add (s, &moved, &answer, &error), OD_STORE_ERROR_REFUSED);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead"), ==, 3);
  OD_OK (add (s, &next, &answer, &error));
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead"), ==, 6);
}

static void
test_duplicates_are_counted_and_the_first_one_stays (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) leads = leads_new (44100, 5), more = leads_new (44103, 4);
  OdBatch batch = { s->leadset, "upload", 0, "abc", leads };
  OdBatch overlap = { s->leadset, "upload", 1, "abd", more };
  Answer answer;

  OD_OK (add (s, &batch, &answer, &error));
  g_ptr_array_add (more, od_lead_new ("44106", "LATER")); /* twice in this batch */
  OD_OK (add (s, &overlap, &answer, &error));
  g_assert_cmpint (answer.added, ==, 2);
  g_assert_cmpint (answer.duplicates, ==, 3);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead WHERE status = 'LATER'"),
                   ==, 0);
}

static void
test_a_batch_that_breaks_leaves_nothing (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) leads = leads_new (44100, 5);
  OdBatch nowhere = { 999, "upload", 0, "abc", leads };
  OdBatch batch = { s->leadset, "upload", 0, "abc", leads };
  Answer answer;

  g_assert_false (add (s, &nowhere, &answer, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead"), ==, 0);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM upload_batch"), ==, 0);
  OD_OK (add (s, &batch, &answer, &error));
  g_assert_cmpint (answer.added, ==, 5);
}

static void
test_a_batch_is_one_event_with_its_count (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) leads = leads_new (44100, 5);
  OdBatch batch = { s->leadset, "upload", 0, "abc", leads };
  OdTx *tx = od_scene_begin (s);
  Answer answer;
  const OdEvent *event;

  OD_OK (
    od_upload_store_add_batch (tx, &batch, &answer.added, &answer.duplicates, &error));
  g_assert_cmpuint (tx->events->len, ==, 1);
  event = g_ptr_array_index (tx->events, 0);
  g_assert_cmpint (event->kind, ==, OD_EVENT_LEADS_ADDED);
  g_assert_cmpint (event->leadset_id, ==, s->leadset);
  g_assert_cmpstr (event->word, ==, "upload");
  g_assert_cmpint (event->n, ==, 5);
  od_scene_commit (s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/upload-store/the-same-batch-again-is-the-same-answer",
                   test_the_same_batch_again_is_the_same_answer);
  g_test_add_func ("/upload-store/other-content-under-the-same-number-is-refused",
                   test_other_content_under_the_same_number_is_refused);
  g_test_add_func ("/upload-store/duplicates-are-counted-and-the-first-one-stays",
                   test_duplicates_are_counted_and_the_first_one_stays);
  g_test_add_func ("/upload-store/a-batch-that-breaks-leaves-nothing",
                   test_a_batch_that_breaks_leaves_nothing);
  g_test_add_func ("/upload-store/a-batch-is-one-event-with-its-count",
                   test_a_batch_is_one_event_with_its_count);
  return g_test_run ();
}
