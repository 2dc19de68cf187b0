/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file of every schema there ever was is opened as somebody's data is: its rows are all
 * there, its sums are those of its rows, and as it was it lies beside it.
 */
#include "daemon/store/schema.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>

#include "daemon/store/disposition-store.h"
#include "daemon/store/store-scene.h"
#include "shared/db/copy.h"
#include "support/waiting.h"

/* What has run on somebody's data is never edited: a change is a new script, and a new
 * script a new line here. */
/* clang-format off */
static const struct {
  const char *name;
  const char *sha256;
} scripts[] = {
  { "001-spine.sql",
    "3c8024d869c0213d24d7a3bf1b00a58f23b5ca82bf1af87f6488bec99c4f9ad0" },
  { "002-lead-history.sql",
    "99e2cf6f775cccbfead1a574f91c97f280847b33a9e83dc35f600379cd2dfb53" },
  { "003-disposition-reason.sql",
    "b935384d46417b5247e0f9a9b8b97ae4c6fcb57a46ae6c003577daeb3de4dc55" },
  { "004-recycle.sql",
    "6cf1633cb4520b285c0bd8eb3b1aa753d777f38caf0d1e8b7fbf452aaa677591" },
  { "005-agent-calls.sql",
    "cf199ef36cec132f4c57f0e227a14a3dc06e5fcae553f38ee5ad99f9cf09f7ce" },
  { "006-recycling.sql",
    "207273478a19950eb01b172c825f44399cd66a5c2c7e32078dd357ef50d2ad38" },
  { "007-call-slice.sql",
    "7bdcbe12cfdf2b1642347dfb0f3a4e6c538466ab75851add2cd6fb52529f0ea4" },
  { "008-latency-bucket.sql",
    "2a4ff65f834dff05f0137d3186361cca80671085aa88ebdc84774f3951c26b48" },
  { "009-deleted-script.sql",
    "113a1ac3eecc4445e2a5a62ec4ac0abdad30d3a77d7c5b739da9f963b45d812c" },
  { "010-retry-rule.sql",
    "0242f5318b4b9f71338a055e5431beaa4f079f5539ce8b0c8ec745100aaa3c53" },
  { "011-disposition.sql",
    "93ce3a00b2ad4c618edff9d98b08ceb1ace87a38bf36444174a9a54eabb26226" },
  { "012-event-head.sql",
    "c08a209695b9ced87fbcfb10901ab66f9ff4f470111aa8bc407068bcac16c2e3" },
  { "013-campaign-latency.sql",
    "2bbb84cac9be17de02919545551fe598c082c1c48cffcbed5a6f9d6389b0df89" },
  { "014-early-index.sql",
    "d8694b64e4380928f4436333b07c5f07abe62095998f71c5995fb92a6264e5be" },
  { "015-given-back.sql",
    "635289db4135b5d816e35dcec769ee086b7565d4f3bebc9fccfa0964b43ea9ed" },
  { "016-barred-number.sql",
    "dec406ec1fccce397973bc7e597113ad2b79a18373cac8075eb51f73735b0871" },
  { "017-number-rest.sql",
    "f197732d4982261f908c2a805a2e7f2260c3cac55279e61cbdcb4c172d4125d1" },
  { "018-campaign-stop.sql",
    "930910a9d36f302d6b86a7f0daaedfef4b28a093dad4941046e9d068cf7fdd24" },
  { "019-campaign-quota.sql",
    "5d85b8a2fc5be5f85c46677c60c22d9c47713be0614e086fc13cef88f0498a04" },
  { "020-steady-clock.sql",
    "c67aa4678d5934b8fb50af931f1ffb4b7d55bd7730f8979d389c40e7e013c046" },
  { "021-totals.sql",
    "d9dc757b1b28ae46e4633c9d9618f913685106d251a21bd77da34c6e7d1479af" },
  { "022-known-address.sql",
    "193255db04d3d88141ce1696b16349417eeda5da492fe95ef3b884acaed9ac8d" },
  { "023-correction.sql",
    "0aa1e823e18555e4a9c2ac793dea721351bc12b4b2d9429b4f9e25b55eeafe9c" },
  { "024-last-call.sql",
    "8368c903de58ad8d3ac25a506a1965b20a3c5ea135ef82dddd31190ad9bbf015" },
  { "025-what-was.sql",
    "6c262ed6cf216d5068f01b1ad892424126d65b31a0361a73d0144d2440a4a4ca" },
  { "026-pacing.sql",
    "3ef93263eee0489a70c30f3d34f6d1483c6f414459ef9c10af089988a6e53a27" },
};
/* clang-format on */

static void
test_scripts_of_the_schema_are_frozen (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv)
    names = g_resources_enumerate_children ("/dev/outdial/schema", 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), ==, G_N_ELEMENTS (scripts));
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autofree char *path = g_strconcat ("/dev/outdial/schema/", scripts[i].name, NULL);
    g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, &error);
    g_autofree char *sha256 = NULL;

    g_assert_no_error (error);
    sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
    g_assert_cmpstr (sha256, ==, scripts[i].sha256);
  }
}

/* Made by old/make-old.py. */
static const struct {
  const char *name;
  int version;
} old_files[] = {
  { "001-first", 1 }, { "001", 1 },  { "002", 2 },  { "003", 3 },
  { "004", 4 },       { "005", 5 },  { "006", 6 },  { "007-first", 7 },
  { "007", 7 },       { "008", 8 },  { "009", 9 },  { "010", 10 },
  { "011", 11 },      { "012", 12 }, { "013", 13 }, { "013-of-firsts", 13 },
  { "014", 14 },      { "015", 15 }, { "016", 16 }, { "017", 17 },
  { "018", 18 },      { "019", 19 }, { "020", 20 }, { "021", 21 },
  { "022", 22 },      { "023", 23 }, { "024", 24 }, { "025", 25 },
};

static void
unpack (const char *name, const char *path)
{
  g_autofree char *base = g_strconcat (name, ".db.gz", NULL);
  g_autofree char *packed_path = g_test_build_filename (G_TEST_DIST, "daemon", "store",
                                                        "old", base, NULL);
  g_autoptr (GFile) packed = g_file_new_for_path (packed_path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GZlibDecompressor)
    gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) bytes = g_file_read (packed, NULL, &error);
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GFileOutputStream) out = NULL;

  g_assert_no_error (error);
  in = g_converter_input_stream_new (G_INPUT_STREAM (bytes), G_CONVERTER (gunzip));
  out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_splice (G_OUTPUT_STREAM (out), in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                          NULL, &error);
  g_assert_no_error (error);
}

/* A data folder with the file @name in it. */
static char *
make_dir (const char *name)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "outdial.db", NULL);

  unpack (name, path);
  return dir;
}

static char *
read_text (OdTx *tx, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = od_db_prepare (tx->db, sql, &error);

  g_assert_no_error (error);
  OD_OK (od_statement_next (st, &error));
  return od_statement_dup_text (st, 0);
}

/* Every table and index, as it was made. */
static char *
read_schema (OdScene *s)
{
  char *schema = read_text (od_scene_begin (s),
                            "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM"
                            " sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name)");

  od_scene_undo (s);
  return schema;
}

/* What an old file holds, once it is opened by a new process, whatever its schema was. */
/* clang-format off */
static const struct {
  const char *sql;
  gint64 n;
} facts[] = {
  { "SELECT max(version) FROM schema_version", G_N_ELEMENTS (scripts) },
  { "SELECT count(*) FROM schema_version", G_N_ELEMENTS (scripts) },
  { "SELECT count(*) FROM pragma_foreign_key_check", 0 },
  { "SELECT count(*) FROM lead WHERE dial_state = 0", 3 },
  { "SELECT count(*) FROM lead WHERE dial_state = 3", 9 },
  { "SELECT count(*) FROM lead WHERE dial_state = 4", 1 },
  { "SELECT count(*) FROM lead WHERE dial_state = 5", 6 },
  { "SELECT count(*) FROM call", 17 },
  { "SELECT count(*) FROM call WHERE state = 6", 6 },
  { "SELECT count(DISTINCT slice) FROM call", 9 },
  { "SELECT sum(n) FROM counter WHERE leadset_id = 0 AND name = 'placed'", 17 },
  { "SELECT sum(n) FROM counter WHERE campaign_id = 0 AND name = 'placed'", 17 },
  { "SELECT sum(n) FROM counter WHERE leadset_id = 0 AND name LIKE 'slice:%'"
    " AND agent_id = 0", 17 },
  { "SELECT sum(n) FROM counter WHERE leadset_id = 0 AND name = 'interrupted'", 6 },
  { "SELECT count(*) FROM call WHERE person = 1", 3 },
  { "SELECT sum(n) FROM day_sum WHERE name = 'people' AND day = 19560", 3 },
  { "SELECT sum(n) FROM day_sum WHERE name = 'abandoned' AND day = 19560", 4 },
  { "SELECT sum(n) FROM day_sum WHERE name = 'talked' AND agent_id = 3", 3 },
  { "SELECT sum(n) FROM day_sum WHERE name = 'talked' AND agent_id = 2", 3 },
  { "SELECT sum(n) FROM latency_bucket WHERE campaign_id = 1", 4 },
  { "SELECT sum(n) FROM latency_bucket WHERE campaign_id = 2", 2 },
  { "SELECT count(*) FROM (SELECT campaign_id, low_us, n, max_us FROM latency_bucket"
    " EXCEPT SELECT campaign_id, (SELECT max(low_us) FROM latency_bound"
    "  WHERE low_us <= latency_us) AS low, count(*), max(latency_us) FROM call"
    "  WHERE latency_us IS NOT NULL GROUP BY 1, 2) AS differ", 0 },
  { "SELECT count(*) FROM campaign WHERE active = 1", 2 },
  { "SELECT count(*) FROM session WHERE account_id = 2", 1 },
  { "SELECT count(*) FROM agent WHERE state <> 0", 0 },
  { "SELECT count(*) FROM script_text WHERE script_id = 1", 2 },
  { "SELECT count(*) FROM event WHERE kind = 8", 1 },
};
/* clang-format on */

static void
check_facts (OdTx *tx)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++) {
    gint64 n = od_scene_ask (tx, facts[i].sql);

    if (n != facts[i].n)
      g_error ("%d instead of %d: %s", (int) n, (int) facts[i].n, facts[i].sql);
  }
}

static void
check_meanings (OdTx *tx, int version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) own = od_disposition_store_list (tx, 1, &error);
  g_autofree char *integrity = read_text (tx, "PRAGMA integrity_check");
  const OdDisposition *first;

  g_assert_no_error (error);
  g_assert_cmpuint (own->len, ==, 2);
  first = g_ptr_array_index (own, 0);
  g_assert_cmpstr (first->label, ==, "ASK AGAIN");
  g_assert_true (first->person && first->final);
  g_assert_cmpstr (integrity, ==, "ok");

  if (version >= 6) {
    g_autofree char *words = read_text (tx, "SELECT dispositions FROM recycling"
                                            " WHERE state = 0 AND n = 1 AND after = 11");

    g_assert_cmpstr (words, ==, "\nBUSY\nANSWERING MACHINE\n");
  }
}

/* The log says where the copy is. */
static void
assert_said (const char *dir, int version)
{
  g_autofree char *path = g_strdup_printf ("%s/outdial.db.schema-%d\n", dir, version);
  g_autofree char *log = od_scene_take_log ();

  g_assert_nonnull (strstr (log, path));
}

static void
assert_kept (const char *dir, int version)
{
  g_autofree char *path = g_strdup_printf ("%s/outdial.db.schema-%d", dir, version);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) db = od_db_open (path, OD_DB_READER, &error);
  OdTx tx = { .db = db };
  gboolean copy;

  g_assert_no_error (error);
  g_assert_cmpint (od_scene_ask (&tx, "SELECT max(version) FROM schema_version"), ==,
                   version);
  g_assert_cmpint (od_scene_ask (&tx, "SELECT count(*) FROM lead WHERE dial_state = 2"),
                   ==, 4);
  OD_OK (od_db_is_copy (db, &copy, &error));
  g_assert_true (copy);
}

static void
test_every_earlier_schema_opens_with_its_sums (void)
{
  g_autoptr (OdScene) fresh = od_scene_new ();
  g_autofree char *newest = read_schema (fresh);

  for (gsize i = 0; i < G_N_ELEMENTS (old_files); i++) {
    char *dir = make_dir (old_files[i].name);
    g_autofree char *schema = NULL;

    g_test_message ("%s", old_files[i].name);
    {
      g_autoptr (OdScene) s = od_scene_open (dir);

      check_facts (od_scene_begin (s));
      check_meanings (s->tx, old_files[i].version);
      od_scene_undo (s);
      schema = read_schema (s);
      g_assert_cmpstr (schema, ==, newest);
      assert_said (dir, old_files[i].version);
      assert_kept (dir, old_files[i].version);
    } /* and the scene recounts every sum */
  }
}

/* Who said so before there was a list of numbers is on it. */
static void
test_an_old_word_is_kept_by_number (void)
{
  char *dir = make_dir ("015");
  g_autofree char *path = g_build_filename (dir, "outdial.db", NULL);
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (OdDb) db = od_db_open (path, OD_DB_WRITER, &error);

    g_assert_no_error (error);
    OD_OK (od_db_exec (db,
                       "UPDATE call SET disposition = 'DO NOT CALL',"
                       " slice = 'DO NOT CALL' WHERE id = 'call-5';"
                       "UPDATE counter SET name = 'slice:DO NOT CALL'"
                       " WHERE name = 'slice:SALE MADE';"
                       "UPDATE lead SET phone = (SELECT phone FROM lead WHERE id = 8)"
                       " WHERE id = 16;",
                       &error));
  }
  {
    g_autoptr (OdScene) s = od_scene_open (dir);
    OdTx *tx = od_scene_begin (s);

    g_assert_cmpint (od_scene_ask (tx, "SELECT count(*) FROM barred_number"
                                       " WHERE call_id = 'call-5' AND account_id = 2"),
                     ==, 1);
    g_assert_cmpint (od_scene_ask (tx, "SELECT sum(id) FROM lead WHERE dial_state = 6"),
                     ==, 8 + 16);
    od_scene_undo (s);
  }
}

static void
test_a_new_file_and_one_of_today_are_not_copied (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  od_scene_reopen (s);
  dir = g_dir_open (s->dir, 0, &error);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_null (strstr (name, "schema"));
}

/* What opening the data in @dir says; NULL: it opens. */
static char *
refusal (const char *dir)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStore) store = od_store_open (dir, NULL, od_clock_system (), &error);

  return store != NULL ? NULL : g_strdup (error->message);
}

static void
set_file (const char *dir, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A migration was cut off before its first script was committed: once with its copy made,
 * once while it was made, once while it was compared with a second one. */
static void
test_a_migration_that_was_cut_off_is_made_again (void)
{
  char *dir = make_dir ("010");
  g_autofree char *path = g_build_filename (dir, "outdial.db", NULL);
  g_autofree char *copy = g_strconcat (path, ".schema-10", NULL);
  g_autofree char *part = g_strconcat (copy, ".part", NULL);
  g_autofree char *today = g_strconcat (copy, ".today.part", NULL);
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (OdDb) db = od_db_open (path, OD_DB_WRITER, &error);

    OD_OK (od_db_copy (db, copy, &error));
  }
  set_file (dir, "outdial.db.schema-10.part", "half");
  set_file (dir, "outdial.db.schema-10.today.part", "half");
  said = refusal (dir);
  g_assert_null (said);
  assert_said (dir, 10);
  assert_kept (dir, 10);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (today, G_FILE_TEST_EXISTS));
  od_test_remove_dir (dir);
}

static void
test_an_earlier_copy_is_not_written_over (void)
{
  char *dir = make_dir ("010");
  g_autofree char *said = NULL, *again = NULL, *text = NULL;
  g_autofree char *copy = g_build_filename (dir, "outdial.db.schema-10", NULL);
  g_autofree char *moved = g_build_filename (dir, "elsewhere", NULL);

  set_file (dir, "outdial.db.schema-10", "somebody's");
  said = refusal (dir);
  g_assert_nonnull (said);
  g_assert_nonnull (strstr (said, copy));
  g_assert_nonnull (strstr (said, "stays at schema 10"));
  g_assert_true (g_file_get_contents (copy, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "somebody's");

  g_assert_cmpint (g_rename (copy, moved), ==, 0);
  again = refusal (dir);
  g_assert_null (again);
  assert_kept (dir, 10);
  od_test_remove_dir (dir);
}

static gint64
read_version (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "outdial.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) db = od_db_open (path, OD_DB_READER, &error);
  OdTx tx = { .db = db };

  g_assert_no_error (error);
  return od_scene_ask (&tx, "SELECT max(version) FROM schema_version");
}

static void
test_without_room_for_a_copy_nothing_is_changed (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "outdial.db", NULL);
  g_autofree char *said = NULL, *copy = g_strconcat (path, ".schema-10", NULL);

  if (mount ("none", dir, "tmpfs", 0, "size=136k") != 0) {
    g_test_skip ("making a small disk is for root only");
    od_test_remove_dir (dir);
    return;
  }
  unpack ("010", path);
  said = refusal (dir);
  g_assert_nonnull (said);
  g_assert_nonnull (strstr (said, "no room"));
  g_assert_cmpint (read_version (dir), ==, 10);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_cmpint (umount (dir), ==, 0);
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  od_scene_hear_log ();
  g_test_add_func ("/schema/scripts-are-frozen", test_scripts_of_the_schema_are_frozen);
  g_test_add_func ("/schema/every-earlier-schema-opens-with-its-sums",
                   test_every_earlier_schema_opens_with_its_sums);
  g_test_add_func ("/schema/an-old-word-is-kept-by-number",
                   test_an_old_word_is_kept_by_number);
  g_test_add_func ("/schema/a-new-file-and-one-of-today-are-not-copied",
                   test_a_new_file_and_one_of_today_are_not_copied);
  g_test_add_func ("/schema/a-migration-that-was-cut-off-is-made-again",
                   test_a_migration_that_was_cut_off_is_made_again);
  g_test_add_func ("/schema/an-earlier-copy-is-not-written-over",
                   test_an_earlier_copy_is_not_written_over);
  g_test_add_func ("/schema/without-room-for-a-copy-nothing-is-changed",
                   test_without_room_for_a_copy_nothing_is_changed);
  return g_test_run ();
}
