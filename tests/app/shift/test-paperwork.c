/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an agent owes the server, while that is away, refuses, or was never told.
 */
#include "app/shift/paperwork.h"

#include "app/shift/agent-peer.h"

typedef struct {
  AgentPeer server;
  OdPaperwork *paper;
  guint n_stale;
  guint n_failed;
  char *dropped; /* "c1 {"City":"Leeds"}"; NULL: nothing was */
  gboolean opened;
  gboolean kept;
  char *why;   /* it was not kept */
  char *saved; /* "c1 SALE MADE": on the server; NULL: nothing is */
} Fixture;

static void
on_opened (OdPaperwork *paper, Fixture *f)
{
  f->opened = TRUE;
}

static void
on_stale (OdPaperwork *paper, Fixture *f)
{
  f->n_stale++;
}

static void
on_failed (OdPaperwork *paper, const char *why, Fixture *f)
{
  f->n_failed++;
}

static void
on_saved (OdPaperwork *paper, const char *call, const char *label, Fixture *f)
{
  g_free (f->saved);
  f->saved = g_strdup_printf ("%s %s", call, label);
}

static void
on_edit_refused (OdPaperwork *paper,
                 const char *call,
                 json_t *fields,
                 const char *why,
                 Fixture *f)
{
  char *text = json_dumps (fields, JSON_COMPACT);

  g_assert_cmpstr (why, ==, "No such word");
  g_free (f->dropped);
  f->dropped = g_strdup_printf ("%s %s", call, text);
  free (text);
}

static gboolean
is_opened (gpointer data)
{
  return ((Fixture *) data)->opened;
}

static void
make_paper (Fixture *f, const char *path)
{
  f->paper = od_paperwork_new (path, od_desk_get_backend (f->server.desk));
  g_signal_connect (f->paper, "opened", G_CALLBACK (on_opened), f);
  g_signal_connect (f->paper, "saved", G_CALLBACK (on_saved), f);
  g_signal_connect (f->paper, "stale", G_CALLBACK (on_stale), f);
  g_signal_connect (f->paper, "failed", G_CALLBACK (on_failed), f);
  g_signal_connect (f->paper, "edit-refused", G_CALLBACK (on_edit_refused), f);
  f->opened = FALSE;
  od_paperwork_open (f->paper);
}

static void
end_paper (Fixture *f)
{
  od_paperwork_close (f->paper);
  g_signal_handlers_disconnect_by_data (f->paper, f);
  agent_peer_await_end (G_OBJECT (f->paper), "the paper work to end");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  agent_peer_set_up (&f->server);
  make_paper (f, f->server.outbox);
  od_test_wait_until (is_opened, f, LIMIT_S, "the file to open");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  end_paper (f);
  g_free (f->why);
  g_free (f->saved);
  g_free (f->dropped);
  agent_peer_tear_down (&f->server);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;

  f->kept = od_paperwork_dispose_finish (OD_PAPERWORK (source), result, &error);
  if (error != NULL)
    f->why = g_strdup (error->message);
}

static gboolean
is_answered (gpointer data)
{
  Fixture *f = data;

  return f->kept || f->why != NULL;
}

static void
dispose_of (Fixture *f, const char *call)
{
  f->kept = FALSE;
  od_paperwork_dispose_async (f->paper, call, "SALE MADE", FALSE, NULL, 0, on_kept, f);
  od_test_wait_until (is_answered, f, LIMIT_S, "the disposition to be kept or not");
}

static void
edit (Fixture *f, const char *text)
{
  json_t *fields = json_loads (text, 0, NULL);

  f->kept = FALSE;
  od_paperwork_edit_async (f->paper, "c1", 44, fields, on_kept, f);
  json_decref (fields);
  od_test_wait_until (is_answered, f, LIMIT_S, "the contact to be kept or not");
}

static gboolean
is_all_sent (gpointer data)
{
  return od_paperwork_count_unsent (((Fixture *) data)->paper) == 0;
}

static gboolean
has_failed (gpointer data)
{
  return ((Fixture *) data)->n_failed > 0;
}

static gboolean
is_stale (gpointer data)
{
  return ((Fixture *) data)->n_stale > 0;
}

static void
check_lead (Fixture *f, const char *wanted)
{
  json_t *lead = json_loads ("{\"fields\":{\"City\":\"York\",\"Comments\":\"tea\"}}", 0,
                             NULL);
  char *text;

  od_paperwork_overlay (f->paper, "c1", lead);
  text = json_dumps (json_object_get (lead, "fields"), JSON_COMPACT | JSON_SORT_KEYS);
  g_assert_cmpstr (text, ==, wanted);
  free (text);
  json_decref (lead);
}

/* --- the tests -------------------------------------------------------------------- */

/* The agent's state names only the id; the list of open calls, the number too. */
static void
test_the_number_may_be_heard_later (Fixture *f, gconstpointer data)
{
  json_t *undisposed = json_loads ("[{\"id\":\"c1\",\"phone\":\"44116\"}]", 0, NULL);
  json_t *open;

  od_paperwork_take_ended (f->paper, "c1", NULL);
  od_paperwork_take_undisposed (f->paper, undisposed);
  open = od_paperwork_get_undisposed (f->paper);
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 1);
  g_assert_cmpstr (json_string_value (json_object_get (open, "phone")), ==, "44116");
  json_decref (undisposed);
}

static void
test_what_is_accepted_is_done_for_the_agent (Fixture *f, gconstpointer data)
{
  f->server.away = TRUE;
  od_paperwork_take_ended (f->paper, "c1", NULL);
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 1);
  dispose_of (f, "c1");
  g_assert_true (f->kept);
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 0);
  g_assert_cmpuint (od_paperwork_count_unsent (f->paper), ==, 1);
  g_assert_null (f->saved);

  f->server.away = FALSE;
  od_paperwork_wake (f->paper);
  od_test_wait_until (is_all_sent, f, LIMIT_S, "the server to take it");
  g_assert_cmpstr (f->saved, ==, "c1 SALE MADE");
  od_paperwork_take_ended (f->paper, "c1", NULL);
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 0);
}

static void
test_what_was_refused_is_asked_again (Fixture *f, gconstpointer data)
{
  f->server.refuses = TRUE;
  dispose_of (f, "c1");
  od_test_wait_until (is_stale, f, LIMIT_S, "the refusal");
  g_assert_cmpuint (f->n_failed, ==, 1);
  od_paperwork_take_ended (f->paper, "c1", NULL);
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 1);

  f->server.refuses = FALSE;
  dispose_of (f, "c1");
  od_test_wait_until (is_all_sent, f, LIMIT_S, "the second word");
  g_assert_cmpuint (f->server.keys->len, ==, 2);
  g_assert_cmpstr (f->server.keys->pdata[0], ==, "c1");
  g_assert_cmpstr (f->server.keys->pdata[1], !=, "c1");
}

/* The answer is in the file already: the agent is not asked for another. */
static void
test_what_an_earlier_run_left_comes_first (Fixture *f, gconstpointer data)
{
  json_t *undisposed = json_loads ("[{\"id\":\"c1\"}]", 0, NULL);

  f->server.away = TRUE;
  dispose_of (f, "c1");
  end_paper (f);
  make_paper (f, f->server.outbox);
  od_test_wait_until (is_opened, f, LIMIT_S, "the file to open");
  od_paperwork_take_undisposed (f->paper, undisposed);
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 0);

  f->server.away = FALSE;
  od_paperwork_wake (f->paper);
  od_test_wait_until (is_stale, f, LIMIT_S, "the old work to be done");
  g_assert_cmpstr (f->saved, ==, "c1 SALE MADE");      /* whichever run said it */
  od_paperwork_take_undisposed (f->paper, undisposed); /* a correction is possible now */
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 1);
  json_decref (undisposed);
}

static const char *
last_label (Fixture *f)
{
  const char *label;
  json_t *call = od_paperwork_get_last (f->paper, &label);

  g_assert_cmpint (call != NULL, ==, label != NULL);
  return label;
}

static void
take_back (Fixture *f, const char *call, const char *label)
{
  f->kept = FALSE;
  od_paperwork_correct_async (f->paper, call, label, 0, on_kept, f);
  od_test_wait_until (is_answered, f, LIMIT_S, "the correction to be kept or not");
}

/* It goes behind the first word, with a key of its own, and is none for the next call. */
static void
test_a_word_is_taken_back (Fixture *f, gconstpointer data)
{
  g_assert_null (last_label (f));
  f->server.away = TRUE;
  od_paperwork_take_ended (f->paper, "c1", NULL);
  dispose_of (f, "c1");
  g_assert_cmpstr (last_label (f), ==, "SALE MADE");
  take_back (f, "c1", "BUSY");
  g_assert_cmpstr (last_label (f), ==, "BUSY");
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 0);

  f->server.away = FALSE;
  od_paperwork_wake (f->paper);
  od_test_wait_until (is_all_sent, f, LIMIT_S, "both to be sent");
  g_assert_cmpstr (f->saved, ==, "c1 BUSY");
  g_assert_cmpstr (f->server.disposition, ==, "{\"disposition\":\"BUSY\"}");
  g_assert_cmpstr (f->server.keys->pdata[f->server.keys->len - 1], !=, "c1");
  g_assert_cmpuint (f->n_failed, ==, 0);
}

static void
test_a_word_that_is_not_taken_back_stands (Fixture *f, gconstpointer data)
{
  od_paperwork_take_ended (f->paper, "c1", NULL);
  dispose_of (f, "c1");
  od_test_wait_until (is_all_sent, f, LIMIT_S, "the first word");
  f->server.refuses = TRUE;
  take_back (f, "c1", "BUSY");
  od_test_wait_until (has_failed, f, LIMIT_S, "the sentence");
  g_assert_cmpstr (last_label (f), ==, "SALE MADE");
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 0);
}

static void
test_a_correction_is_seen_at_once (Fixture *f, gconstpointer data)
{
  f->server.away = TRUE;
  edit (f, "{\"City\":\"Leeds\",\"Comments\":null}");
  g_assert_true (f->kept);
  check_lead (f, "{\"City\":\"Leeds\"}");

  f->server.away = FALSE;
  od_paperwork_wake (f->paper);
  od_test_wait_until (is_all_sent, f, LIMIT_S, "the correction to be sent");
  g_assert_null (f->saved); /* that is for dispositions */
  g_assert_cmpstr (f->server.lead, ==,
                   "{\"fields\":{\"City\":\"Leeds\",\"Comments\":null}}");
  check_lead (f, "{\"City\":\"Leeds\"}");
}

static void
test_a_refused_correction_is_not_pretended (Fixture *f, gconstpointer data)
{
  f->server.refuses = TRUE;
  edit (f, "{\"City\":\"Leeds\"}");
  od_test_wait_until (is_all_sent, f, LIMIT_S, "the refusal");
  g_assert_cmpuint (f->n_failed, ==, 1);
  g_assert_cmpuint (f->n_stale, ==, 1); /* what the server has is asked for */
  g_assert_cmpstr (f->dropped, ==, "c1 {\"City\":\"Leeds\"}");
  check_lead (f, "{\"City\":\"York\",\"Comments\":\"tea\"}");
}

static void
test_one_refused_correction_leaves_the_others (Fixture *f, gconstpointer data)
{
  edit (f, "{\"Comments\":\"coffee\"}");
  od_test_wait_until (is_all_sent, f, LIMIT_S, "the first correction");
  f->server.refuses = TRUE;
  edit (f, "{\"City\":\"Leeds\"}");
  od_test_wait_until (is_all_sent, f, LIMIT_S, "the refusal");
  check_lead (f, "{\"City\":\"York\",\"Comments\":\"coffee\"}");
}

static void
test_what_cannot_be_kept_stays_open (Fixture *f, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (f->server.outbox, "in-a-file", NULL);

  end_paper (f);
  make_paper (f, nowhere);
  od_test_wait_until (has_failed, f, LIMIT_S, "the sentence");
  od_paperwork_take_ended (f->paper, "c1", NULL);
  dispose_of (f, "c1");
  g_assert_nonnull (f->why);
  g_assert_cmpuint (od_paperwork_count_undisposed (f->paper), ==, 1);
}

/* Said in an earlier run of the program: only the server knows. */
static void
test_a_word_of_an_earlier_run_is_taken_back (Fixture *f, gconstpointer data)
{
  json_t *call = json_pack ("{s:s, s:s}", "id", "c1", "disposition", "BUSY");

  od_paperwork_take_last (f->paper, NULL);
  g_assert_null (last_label (f));
  od_paperwork_take_last (f->paper, call);
  g_assert_cmpstr (last_label (f), ==, "BUSY");
  take_back (f, "c1", "SALE MADE");
  od_test_wait_until (is_all_sent, f, LIMIT_S, "the correction");
  g_assert_cmpstr (f->saved, ==, "c1 SALE MADE");
  od_paperwork_take_last (f->paper, call); /* it was asked before that */
  g_assert_cmpstr (last_label (f), ==, "SALE MADE");
  json_decref (call);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/paperwork/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("the-number-may-be-heard-later", test_the_number_may_be_heard_later);
  ADD ("what-is-accepted-is-done-for-the-agent",
       test_what_is_accepted_is_done_for_the_agent);
  ADD ("what-was-refused-is-asked-again", test_what_was_refused_is_asked_again);
  ADD ("what-an-earlier-run-left-comes-first", test_what_an_earlier_run_left_comes_first);
  ADD ("a-word-is-taken-back", test_a_word_is_taken_back);
  ADD ("earlier-run-taken-back", test_a_word_of_an_earlier_run_is_taken_back);
  ADD ("a-word-that-is-not-taken-back", test_a_word_that_is_not_taken_back_stands);
  ADD ("a-correction-is-seen-at-once", test_a_correction_is_seen_at_once);
  ADD ("a-refused-correction-is-not-pretended",
       test_a_refused_correction_is_not_pretended);
  ADD ("one-refused-correction-leaves-the-others",
       test_one_refused_correction_leaves_the_others);
  ADD ("what-cannot-be-kept-stays-open", test_what_cannot_be_kept_stays_open);
  return g_test_run ();
}
