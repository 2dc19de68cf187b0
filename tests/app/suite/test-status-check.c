/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A status that no campaign names is said before anything is uploaded.
 */
#include "app/suite/status-check.h"

#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  OdBackend *backend;
  OdImportSheet *sheet;
  OdRecordList *campaigns;
} Fixture;

static gboolean
is_loaded (gpointer data)
{
  return od_import_sheet_get_state (data) == OD_SHEET_LOADED;
}

static void
load (Fixture *f, const char *text)
{
  od_import_sheet_load_text (f->sheet, text);
  od_test_wait_until (is_loaded, f->sheet, LIMIT_S, "the sheet to be loaded");
  od_import_sheet_map (f->sheet, 1, "Phone", NULL);
}

static void
hear_campaigns (Fixture *f)
{
  json_t *campaigns = json_pack ("[{s:i, s:s, s:[s, s]}]", "id", 4, "name", "Spring",
                                 "source_statuses", "READY", "HOT");

  od_record_list_replace (f->campaigns, campaigns);
  json_decref (campaigns);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  /* Nothing is sent: nobody need be there. */
  f->backend = od_backend_new ("http://127.0.0.1:1", NULL);
  f->sheet = od_import_sheet_new (f->backend);
  f->campaigns = od_record_list_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->sheet);
  g_object_unref (f->campaigns);
  g_object_unref (f->backend);
}

static void
assert_says (Fixture *f, const char *names)
{
  g_autofree char *sentence = od_status_check_say (f->sheet, f->campaigns);
  g_autofree char *begin = g_strdup_printf ("Unknown status: %s. ", names);

  g_assert_nonnull (sentence);
  g_assert_true (g_str_has_prefix (sentence, begin));
}

static void
assert_silent (Fixture *f)
{
  g_assert_null (od_status_check_say (f->sheet, f->campaigns));
}

static void
test_unknown_ones_are_named_once (Fixture *f, gconstpointer data)
{
  load (f,
        "44116, ready\n44117, Redy\n44118, hot\n44119, REDY\n44120, New\n44121,Cold\n");
  hear_campaigns (f);
  assert_silent (f); /* nobody said which column it is */
  od_import_sheet_map (f->sheet, 2, "Status", NULL);
  assert_says (f, "REDY, COLD");
}

static void
test_what_is_not_imported_is_not_looked_at (Fixture *f, gconstpointer data)
{
  load (f, "Phone,Status\n44116,Ready\n44117,Hot\n");
  hear_campaigns (f);
  od_import_sheet_map (f->sheet, 2, "Status", NULL);
  assert_says (f, "STATUS");
  od_import_sheet_set_start_row (f->sheet, 2);
  assert_silent (f);
}

static void
test_what_the_rows_are_filled_with_counts (Fixture *f, gconstpointer data)
{
  load (f, "44116\n44117\n");
  hear_campaigns (f);
  g_assert_true (od_import_sheet_populate (f->sheet, "Status", "warm", NULL));
  assert_says (f, "WARM");
  g_assert_true (od_import_sheet_populate (f->sheet, "Status", "hot", NULL));
  assert_silent (f);
}

static void
test_many_are_not_all_named (Fixture *f, gconstpointer data)
{
  load (f, "1,a\n2,b\n3,c\n4,d\n");
  hear_campaigns (f);
  od_import_sheet_map (f->sheet, 2, "Status", NULL);
  assert_says (f, "A, B, C…");
}

static void
test_nothing_is_unknown_while_nothing_is_known (Fixture *f, gconstpointer data)
{
  load (f, "44116,Redy\n");
  od_import_sheet_map (f->sheet, 2, "Status", NULL);
  assert_silent (f);
  hear_campaigns (f);
  assert_says (f, "REDY");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/status-check/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("unknown", test_unknown_ones_are_named_once);
  ADD ("start-row", test_what_is_not_imported_is_not_looked_at);
  ADD ("filled", test_what_the_rows_are_filled_with_counts);
  ADD ("many", test_many_are_not_all_named);
  ADD ("not-loaded", test_nothing_is_unknown_while_nothing_is_known);
  return g_test_run ();
}
