/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Group commit and the two threads: who stands, who falls, in which order it is told,
 * and what a real kill -9 leaves behind. Run with "writer FOLDER" this program is the
 * process that is killed.
 */
#include "daemon/store/store.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/store/event-store.h"
#include "daemon/store/store-scene.h"
#include "daemon/store/tally-store.h"
#include "support/waiting.h"

/* One work of a test and what it was told. */
typedef struct {
  gint64 n; /* what its event carries */
  enum { STAND, FALL, FILL_DISK, LOG_TOO_MUCH } way;
  GString *told; /* lent: the story all works of the test write */
  GError *error; /* what done was given */
  gboolean done;
} Work;

static void
append (OdTx *tx, gint64 n)
{
  OdEvent event = { .kind = OD_EVENT_RECOVERED, .n = n };

  od_tx_log (tx, &event);
}

/* Writes until SQLite finds no page any more, which it answers by undoing the whole
 * transaction, not only this work. */
static gboolean
fill_disk (OdTx *tx, GError **error)
{
  static const char write[] =
    "INSERT INTO operation (id, account_id, request_hash, status, body, at_ms)"
    " VALUES (:id, 1, '', 0, :body, 0)";
  g_autofree char *much = g_strnfill (100000, 'x');
  gboolean ok = TRUE;

  g_assert_true (od_db_exec (tx->db, "PRAGMA max_page_count = 100", NULL));
  for (int i = 0; ok && i < 100; i++) {
    g_autofree char *id = g_strdup_printf ("%d", i);

    ok = od_db_run (tx->db, write, error, OD_TEXT (":id", id), OD_TEXT (":body", much));
  }
  return ok;
}

/* The same, but found out only when the log is written, right before the commit. */
static void
log_too_much (OdTx *tx)
{
  g_autofree char *much = g_strnfill (100000, 'x');
  OdEvent event = { .kind = OD_EVENT_RECOVERED, .word = much };

  g_assert_true (od_db_exec (tx->db, "PRAGMA max_page_count = 100", NULL));
  for (int i = 0; i < 100; i++)
    od_tx_log (tx, &event);
}

static gboolean
run_work (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  if (work->way == FILL_DISK)
    return fill_disk (tx, error);
  if (work->way == LOG_TOO_MUCH)
    log_too_much (tx);
  append (tx, work->n);
  if (work->way != FALL)
    return TRUE;

  g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED, "no");
  return FALSE;
}

static void
on_answer (gpointer data, const GError *error, gpointer user_data)
{
  Work *work = data;

  work->done = TRUE;
  work->error = error != NULL ? g_error_copy (error) : NULL;
  if (work->told != NULL)
    g_string_append_printf (work->told, "%s%d ", error == NULL ? "+" : "-",
                            (int) work->n);
}

static void
on_event (const OdEvent *event, gpointer user_data)
{
  g_string_append_printf (user_data, "e%d ", (int) event->n);
}

static gboolean
is_answered (gpointer data)
{
  Work *work = data;

  return work->done;
}

/* Gives all works while the writer is busy, so that they make one group. */
static void
run_as_group (OdScene *s, Work *works, gsize n)
{
  od_scene_begin (s);
  for (gsize i = 0; i < n; i++)
    od_store_write (s->store, run_work, &works[i], NULL, on_answer, NULL);
  od_scene_commit (s);
  od_test_wait_until (is_answered, &works[n - 1], 10, "the last answer");
}

static void
test_work_that_fails_is_undone_alone (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  Work works[] = { { 11 }, { 12, FALL }, { 13 }, { 14, FALL }, { 15 } };
  gint64 before = od_scene_look (s, "SELECT max(seq) FROM event");

  run_as_group (s, works, G_N_ELEMENTS (works));
  for (gsize i = 0; i < G_N_ELEMENTS (works); i++) {
    if (works[i].way == FALL)
      g_assert_error (works[i].error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED);
    else
      g_assert_no_error (works[i].error);
    g_clear_error (&works[i].error);
  }
  g_assert_cmpint (od_scene_look (s, "SELECT max(seq) FROM event"), ==, before + 3);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM event WHERE n IN (12, 14)"),
                   ==, 0);
}

static void
test_answers_come_in_order_and_events_before_them (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GString) told = g_string_new (NULL);
  Work works[] = { { 1, STAND, told }, { 2, FALL, told }, { 3, STAND, told } };

  od_store_set_event_func (s->store, on_event, told);
  run_as_group (s, works, G_N_ELEMENTS (works));
  g_assert_cmpstr (told->str, ==, "e1 +1 -2 e3 +3 ");
  g_clear_error (&works[1].error);
}

static void
test_more_work_than_a_group_takes_is_still_in_order (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  enum { N = 700 };
  g_autofree Work *works = g_new0 (Work, N);
  g_autoptr (GString) told = g_string_new (NULL), expected = g_string_new (NULL);

  for (int i = 0; i < N; i++) {
    works[i] = (Work){ i, STAND, told };
    g_string_append_printf (expected, "+%d ", i);
  }
  run_as_group (s, works, N);
  g_assert_cmpstr (told->str, ==, expected->str);
}

/* A full disk takes the whole group with it: then everybody of the group must be told
 * so, nothing of it may be on the disk, and the log must go on without a gap. */
static void
check_full_disk (int way)
{
  g_autoptr (OdScene) s = od_scene_new ();
  Work works[] = { { 11 }, { 0, way }, { 13 } };
  Work later[] = { { 14 } };
  gint64 before = od_scene_look (s, "SELECT max(seq) FROM event");

  run_as_group (s, works, G_N_ELEMENTS (works));
  for (gsize i = 0; i < G_N_ELEMENTS (works); i++) {
    g_assert_error (works[i].error, OD_DB_ERROR, OD_DB_ERROR_FULL);
    g_clear_error (&works[i].error);
  }
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM event WHERE n IN (11, 13)"),
                   ==, 0);

  od_db_exec (od_scene_begin (s)->db, "PRAGMA max_page_count = 1000000", NULL);
  od_scene_commit (s);
  run_as_group (s, later, 1);
  g_assert_no_error (later[0].error);
  g_assert_cmpint (od_scene_look (s, "SELECT max(seq) FROM event"), ==, before + 1);
}

static void
test_a_full_disk_fails_the_group_and_nothing_of_it_stands (void)
{
  check_full_disk (FILL_DISK);
  check_full_disk (LOG_TOO_MUCH);
}

static void
test_a_second_opener_is_refused_in_words (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  OD_REFUSED (od_store_open (s->dir, NULL, &s->clock, &error) != NULL,
              OD_STORE_ERROR_IN_USE);
  g_assert_null (od_store_open (s->dir, NULL, &s->clock, &error));
  g_assert_nonnull (strstr (error->message, s->dir));
  g_assert_nonnull (strstr (error->message, "stop it first"));
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM epoch"), ==, 1);
}

static void
test_a_folder_that_cannot_be_made_is_named (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (od_store_open ("/dev/null/data", NULL, od_clock_system (), &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "/dev/null/data"));
}

static void
test_a_file_that_is_no_database_is_refused (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "outdial.db", NULL);
  g_autofree char *noise = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, noise, -1, NULL));
  g_assert_null (od_store_open (dir, NULL, od_clock_system (), &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
  od_test_remove_dir (dir);
}

static void
count_free (gpointer data)
{
  Work *work = data;

  work->n = -1;
}

static void
test_closing_runs_what_was_given_and_drops_the_answers (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  Work work = { 77 };

  od_store_write (s->store, run_work, &work, count_free, on_answer, NULL);
  od_scene_reopen (s);
  g_assert_false (work.done);
  g_assert_cmpint (work.n, ==, -1);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM event WHERE n = 77"), ==, 1);
}

static void
test_write_now_waits_for_the_commit (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  Work stands = { 21 }, falls = { 22, FALL };

  OD_OK (od_store_write_now (s->store, run_work, &stands, &error));
  OD_REFUSED (od_store_write_now (s->store, run_work, &falls, &error),
              OD_STORE_ERROR_REFUSED);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM event WHERE n IN (21, 22)"),
                   ==, 1);
}

static void
test_a_read_that_writes_is_refused (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  Work work = { 31, FILL_DISK };

  od_store_read (s->store, run_work, &work, NULL, on_answer, NULL);
  od_test_wait_until (is_answered, &work, 10, "the reader's answer");
  g_assert_error (work.error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
  g_clear_error (&work.error);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM operation"), ==, 0);
}

typedef struct {
  gint64 seq;
  gboolean done;
} Look;

static gboolean
look (OdTx *tx, gpointer data, GError **error)
{
  Look *seen = data;

  seen->seq = od_event_store_last_seq (tx, error);
  return seen->seq >= 0;
}

static void
on_looked (gpointer data, const GError *error, gpointer user_data)
{
  Look *seen = data;

  g_assert_no_error (error);
  seen->done = TRUE;
}

static gboolean
is_seen (gpointer data)
{
  Look *seen = data;

  return seen->done;
}

static void
test_a_read_sees_only_what_is_committed (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 before = od_scene_look (s, "SELECT max(seq) FROM event");
  Look during = { 0 }, after = { 0 };

  append (od_scene_begin (s), 41);
  od_store_read (s->store, look, &during, NULL, on_looked, NULL);
  od_test_wait_until (is_seen, &during, 10, "the read during the write");
  od_scene_commit (s);
  od_store_read (s->store, look, &after, NULL, on_looked, NULL);
  od_test_wait_until (is_seen, &after, 10, "the read after the write");

  g_assert_cmpint (during.seq, ==, before);
  g_assert_cmpint (after.seq, ==, before + 1);
}

/* --- the process that is killed --------------------------------------------------- */

enum { FIRST_N = 1000000, BUSY_WITH = 8 };

static void
on_acknowledged (gpointer data, const GError *error, gpointer user_data)
{
  Work *work = data;
  OdStore *store = user_data;
  g_autofree char *line = g_strdup_printf ("%d\n", (int) work->n);

  g_assert_no_error (error);
  if (write (STDOUT_FILENO, line, strlen (line)) != (gssize) strlen (line))
    _exit (1);
  work->n += BUSY_WITH;
  od_store_write (store, run_work, work, NULL, on_acknowledged, store);
}

G_NORETURN static void
write_until_killed (const char *dir)
{
  g_autoptr (GError) error = NULL;
  OdStore *store = od_store_open (dir, NULL, od_clock_system (), &error);
  Work works[BUSY_WITH] = { 0 };

  g_assert_no_error (error);
  for (int i = 0; i < BUSY_WITH; i++) {
    works[i].n = FIRST_N + i;
    od_store_write (store, run_work, &works[i], NULL, on_acknowledged, store);
  }
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* Reads acknowledged numbers and kills the writer after @kill_after of them. */
static GArray *
kill_writer (GSubprocess *child, guint kill_after)
{
  g_autoptr (GDataInputStream)
    lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  GArray *acknowledged = g_array_new (FALSE, FALSE, sizeof (gint64));
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL) {
    gint64 n = g_ascii_strtoll (line, NULL, 10);

    if (n >= FIRST_N)
      g_array_append_val (acknowledged, n);
    if (acknowledged->len == kill_after)
      g_subprocess_force_exit (child);
    g_free (line);
  }
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, 9);
  return acknowledged;
}

static void
assert_all_there (OdScene *s, GArray *acknowledged)
{
  OdTx *tx = od_scene_begin (s);

  for (guint i = 0; i < acknowledged->len; i++) {
    g_autofree char *find =
      g_strdup_printf ("SELECT count(*) FROM event WHERE n = %" G_GINT64_FORMAT,
                       g_array_index (acknowledged, gint64, i));

    g_assert_cmpint (od_scene_ask (tx, find), ==, 1);
  }
  od_scene_commit (s);
}

static void
test_what_was_acknowledged_survives_a_kill (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  for (guint round = 1; round <= 3; round++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GArray) acknowledged = NULL;
    g_autoptr (GSubprocess) child = NULL;

    od_store_close (s->store);
    child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe",
                              "writer", s->dir, NULL);
    g_assert_no_error (error);
    acknowledged = kill_writer (child, 37 * round);
    s->store = od_store_open (s->dir, NULL, &s->clock, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (acknowledged->len, >=, 37 * round);
    assert_all_there (s, acknowledged);
    g_assert_cmpint (od_scene_look (s, "SELECT max(id) FROM epoch"), ==, 1 + 2 * round);
    OD_OK (od_db_exec (od_scene_begin (s)->db, "UPDATE event SET n = 0", &error));
    od_scene_commit (s);
  }
}

/* A read that takes until the test lets it go on. */
typedef struct {
  GAsyncQueue *gate;
  OdDashboard tiles;
  guint done;
} Reads;

static gboolean
look_long (OdTx *tx, gpointer data, GError **error)
{
  Reads *reads = data;

  g_async_queue_pop (reads->gate);
  return od_event_store_last_seq (tx, error) >= 0;
}

static gboolean
read_tiles (OdTx *tx, gpointer data, GError **error)
{
  Reads *reads = data;

  return od_tally_store_get_dashboard (tx, &reads->tiles, error);
}

static void
on_read (gpointer data, const GError *error, gpointer user_data)
{
  g_assert_no_error (error);
  ++*(guint *) user_data;
}

static gboolean
is_one (gpointer data)
{
  return *(guint *) data == 1;
}

static gboolean
are_through (gpointer data)
{
  return *(guint *) data == 9;
}

static void
test_the_tiles_wait_for_no_long_search (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  Reads reads = { g_async_queue_new () };
  guint tiles = 0, others = 0;

  for (int i = 0; i < 8; i++)
    od_store_search (s->store, look_long, &reads, NULL, on_read, &reads.done);
  od_store_read (s->store, read_tiles, &reads, NULL, on_read, &tiles);
  od_test_wait_until (is_one, &tiles, 10, "the tiles");
  g_assert_cmpint (reads.tiles.seq, >, 0);

  /* Nor for a read that should have been short. */
  od_store_read (s->store, look_long, &reads, NULL, on_read, &reads.done);
  od_store_read (s->store, read_tiles, &reads, NULL, on_read, &others);
  od_test_wait_until (is_one, &others, 10, "the tiles once more");

  g_assert_cmpuint (reads.done, ==, 0);
  for (int i = 0; i < 9; i++)
    g_async_queue_push (reads.gate, &reads);
  od_test_wait_until (are_through, &reads.done, 10, "the searches");
  g_async_queue_unref (reads.gate);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "writer") == 0)
    write_until_killed (argv[2]);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/work-that-fails-is-undone-alone",
                   test_work_that_fails_is_undone_alone);
  g_test_add_func ("/store/answers-come-in-order-and-events-before-them",
                   test_answers_come_in_order_and_events_before_them);
  g_test_add_func ("/store/more-work-than-a-group-takes-is-still-in-order",
                   test_more_work_than_a_group_takes_is_still_in_order);
  g_test_add_func ("/store/a-full-disk-fails-the-group-and-nothing-of-it-stands",
                   test_a_full_disk_fails_the_group_and_nothing_of_it_stands);
  g_test_add_func ("/store/a-second-opener-is-refused-in-words",
                   test_a_second_opener_is_refused_in_words);
  g_test_add_func ("/store/a-folder-that-cannot-be-made-is-named",
                   test_a_folder_that_cannot_be_made_is_named);
  g_test_add_func ("/store/a-file-that-is-no-database-is-refused",
                   test_a_file_that_is_no_database_is_refused);
  g_test_add_func ("/store/closing-runs-what-was-given-and-drops-the-answers",
                   test_closing_runs_what_was_given_and_drops_the_answers);
  g_test_add_func ("/store/write-now-waits-for-the-commit",
                   test_write_now_waits_for_the_commit);
  g_test_add_func ("/store/a-read-that-writes-is-refused",
                   test_a_read_that_writes_is_refused);
  g_test_add_func ("/store/a-read-sees-only-what-is-committed",
                   test_a_read_sees_only_what_is_committed);
  g_test_add_func ("/store/what-was-acknowledged-survives-a-kill",
                   test_what_was_acknowledged_survives_a_kill);
  g_test_add_func ("/store/the-tiles-wait-for-no-long-search",
                   test_the_tiles_wait_for_no_long_search);
  return g_test_run ();
}
