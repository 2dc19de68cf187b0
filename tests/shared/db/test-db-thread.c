/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thread, one database: in which order works run and are answered, what a group does
 * to them, and what an end leaves.
 */
#include "shared/db/db-thread.h"

#include "support/waiting.h"

/* A database, its thread, and the story that works and answers write of themselves. */
typedef struct {
  OdDb *db;
  OdDbThread *thread;
  GMutex gate; /* held by the test, no work gets past the one that waits for it */
  GString *story;
  guint n_answers;
  guint n_freed;
  gboolean begin_fails;
  gboolean commit_fails;
} Desk;

typedef struct {
  Desk *desk;
  int number; /* negative: it fails; 0: it waits at the gate */
} Work;

static void
set_error (GError **error, const char *message)
{
  g_set_error_literal (error, OD_DB_ERROR, OD_DB_ERROR_FULL, message);
}

static gboolean
begin (gpointer owner, GError **error)
{
  Desk *desk = owner;

  if (desk->begin_fails) {
    set_error (error, "no begin");
    return FALSE;
  }
  return od_db_begin (desk->db, error);
}

static gboolean
commit (gpointer owner, GError **error)
{
  Desk *desk = owner;

  if (!desk->commit_fails)
    return od_db_commit (desk->db, error);

  od_db_rollback (desk->db);
  set_error (error, "no commit");
  return FALSE;
}

static Desk *
desk_new (guint group_size)
{
  Desk *desk = g_new0 (Desk, 1);
  OdDbGroup group = { group_size, begin, commit, desk };
  g_autoptr (GError) error = NULL;

  g_mutex_init (&desk->gate);
  desk->story = g_string_new (NULL);
  desk->db = od_db_open (":memory:", OD_DB_WRITER, &error);
  g_assert_no_error (error);
  g_assert_true (od_db_exec (desk->db, "CREATE TABLE seen (n BIGINT NOT NULL)", NULL));
  desk->thread = od_db_thread_new ("desk", G_PRIORITY_DEFAULT, desk->db,
                                   group_size > 0 ? &group : NULL);
  return desk;
}

static gint64
desk_free (Desk *desk)
{
  static const char count[] = "SELECT count(*) FROM seen";
  gint64 n;

  g_clear_pointer (&desk->thread, od_db_thread_end);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  od_db_take (desk->db);
  {
    g_autoptr (OdStatement)
      st = od_db_query_binds (desk->db, count, NULL, &(OdBind){ NULL });

    g_assert_true (od_statement_next (st, NULL));
    n = od_statement_get_int (st, 0);
  }
  od_db_close (desk->db);
  g_string_free (desk->story, TRUE);
  g_mutex_clear (&desk->gate);
  g_free (desk);
  return n;
}

static gboolean
run (gpointer data, GError **error)
{
  static const char see[] = "INSERT INTO seen (n) VALUES (:n)";
  Work *work = data;

  if (work->number == 0) {
    g_mutex_lock (&work->desk->gate);
    g_mutex_unlock (&work->desk->gate);
  }
  if (work->number < 0) {
    set_error (error, "no");
    return FALSE;
  }
  return od_db_run (work->desk->db, see, error, OD_INT (":n", work->number));
}

static void
on_done (gpointer data, const GError *error, gpointer user_data)
{
  Work *work = data;
  Desk *desk = user_data;

  desk->n_answers++;
  g_string_append_printf (desk->story, "%d%s ", work->number,
                          error != NULL ? error->message : "");
}

static void
work_free (gpointer data)
{
  Work *work = data;

  work->desk->n_freed++;
  g_free (work);
}

static void
give (Desk *desk, int number)
{
  Work *work = g_new (Work, 1);

  *work = (Work){ desk, number };
  od_db_thread_give (desk->thread, run, work, work_free, on_done, desk);
}

static gboolean
are_four_answered (gpointer data)
{
  Desk *desk = data;

  return desk->n_answers == 4 && desk->n_freed == 4;
}

static void
test_works_are_answered_in_order_and_fail_alone (void)
{
  Desk *desk = desk_new (0);

  for (int i = 1; i <= 4; i++)
    give (desk, i == 3 ? -3 : i);
  od_test_wait_until (are_four_answered, desk, 10, "four answers");

  g_assert_cmpstr (desk->story->str, ==, "1 2 -3no 4 ");
  g_assert_cmpint (desk_free (desk), ==, 3);
}

/* The first work keeps the thread until the other three wait together. */
static void
run_three_as_group (Desk *desk)
{
  g_mutex_lock (&desk->gate);
  give (desk, 0);
  for (int i = 1; i <= 3; i++)
    give (desk, i == 2 ? -2 : i);
  g_mutex_unlock (&desk->gate);
  od_test_wait_until (are_four_answered, desk, 10, "four answers");
}

static void
test_a_group_that_cannot_commit_fails_as_a_whole (void)
{
  Desk *desk = desk_new (100);

  desk->commit_fails = TRUE;
  run_three_as_group (desk);

  g_assert_cmpstr (desk->story->str, ==, "0no commit 1no commit -2no 3no commit ");
  g_assert_cmpint (desk_free (desk), ==, 0);
}

static void
test_a_group_that_cannot_begin_runs_nothing (void)
{
  Desk *desk = desk_new (100);

  desk->begin_fails = TRUE;
  run_three_as_group (desk);

  g_assert_cmpstr (desk->story->str, ==, "0no begin 1no begin -2no begin 3no begin ");
  g_assert_cmpint (desk_free (desk), ==, 0);
}

static void
test_an_end_runs_what_was_given_and_answers_nothing (void)
{
  Desk *desk = desk_new (0);

  give (desk, 1);
  give (desk, 2);
  g_clear_pointer (&desk->thread, od_db_thread_end);
  while (desk->n_freed < 2)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (desk->n_answers, ==, 0);
  od_db_take (desk->db);
  desk->thread = od_db_thread_new ("again", G_PRIORITY_DEFAULT, desk->db, NULL);
  g_assert_cmpint (desk_free (desk), ==, 2);
}

static void
on_told (gpointer data)
{
  g_string_append (((Desk *) data)->story, "word ");
}

static gboolean
tell (gpointer data, GError **error)
{
  Work *work = data;

  od_db_thread_tell (work->desk->thread, on_told, work->desk, NULL);
  return run (data, error);
}

static gboolean
is_answered (gpointer data)
{
  return ((Desk *) data)->n_answers == 1;
}

static void
test_what_a_work_tells_comes_before_its_answer (void)
{
  Desk *desk = desk_new (0);
  Work work = { desk, 1 };

  od_db_thread_give (desk->thread, tell, &work, NULL, on_done, desk);
  od_test_wait_until (is_answered, desk, 10, "the answer");

  g_assert_cmpstr (desk->story->str, ==, "word 1 ");
  g_assert_cmpint (desk_free (desk), ==, 1);
}

/* The maker has lent its database. */
static void
test_the_maker_must_not_touch_it (void)
{
  if (g_test_subprocess ()) {
    Desk *desk = desk_new (0);

    give (desk, 1);
    od_test_wait_until (is_answered, desk, 10, "the answer");
    g_assert_false (od_db_is_mine (desk->db));
    od_db_exec (desk->db, "DELETE FROM seen", NULL);
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);

  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*od_db_is_mine (db)*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db-thread/works-are-answered-in-order-and-fail-alone",
                   test_works_are_answered_in_order_and_fail_alone);
  g_test_add_func ("/db-thread/a-group-that-cannot-commit-fails-as-a-whole",
                   test_a_group_that_cannot_commit_fails_as_a_whole);
  g_test_add_func ("/db-thread/a-group-that-cannot-begin-runs-nothing",
                   test_a_group_that_cannot_begin_runs_nothing);
  g_test_add_func ("/db-thread/an-end-runs-what-was-given-and-answers-nothing",
                   test_an_end_runs_what_was_given_and_answers_nothing);
  g_test_add_func ("/db-thread/what-a-work-tells-comes-before-its-answer",
                   test_what_a_work_tells_comes_before_its_answer);
  g_test_add_func ("/db-thread/the-maker-must-not-touch-it",
                   test_the_maker_must_not_touch_it);
  return g_test_run ();
}
