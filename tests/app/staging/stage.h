/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Rows on a stage: a text staged in a cache folder of the test's own.
 */
#include "app/staging/fill-store.h"
#include "app/staging/step-store.h"
#include "support/waiting.h"

#include <string.h>

/* As the guide has it: the comma at the end of its first line makes a third column. */
#define GUIDE                                                                            \
  "Column 1,Column 2,\nPhone, Status\n44116, Ready\n44117, Ready\n44118, Ready\n"        \
  "44119, Ready\n"

/* Before anything asks GLib for the cache folder: it remembers. */
static inline char *
stage_use_scratch (void)
{
  char *scratch = od_test_scratch_dir ();

  g_setenv ("XDG_CACHE_HOME", scratch, TRUE);
  return scratch;
}

/* Phone in column 1, status in column 2. */
static inline OdColumnMapping *
stage_map (guint64 start_row)
{
  OdColumnMapping *mapping = od_column_mapping_new ();

  od_column_mapping_set_start_row (mapping, start_row);
  g_assert_true (od_column_mapping_map (mapping, 1, "Phone", NULL));
  g_assert_true (od_column_mapping_map (mapping, 2, "Status", NULL));
  return mapping;
}

static inline void
stage_ignore (goffset done, goffset size, gpointer data)
{
}

static inline OdStagingStore *
stage_text (const char *text, guint64 start_row)
{
  g_autoptr (OdColumnMapping) mapping = stage_map (start_row);
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_text (text);
  g_autoptr (GError) error = NULL;
  OdStagingStore *store = od_staging_store_new (mapping, NULL, &error);

  g_assert_no_error (error);
  od_fill_store_run (store, source, NULL, stage_ignore, NULL, &error);
  g_assert_no_error (error);
  return store;
}

/* "3 44116|Ready|; 4 …!why; " */
static inline char *
stage_say_rows (GPtrArray *rows, guint n_columns)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++) {
    OdStagedRow *row = g_ptr_array_index (rows, i);
    const char *problem = od_staged_row_get_problem (row);

    g_string_append_printf (words, "%lu ", (gulong) od_staged_row_get_number (row));
    for (guint column = 1; column <= n_columns; column++)
      g_string_append_printf (words, "%s|", od_staged_row_get_cell (row, column));
    if (problem != NULL)
      g_string_append_printf (words, "!%s", problem);
    g_string_append (words, "; ");
  }
  return g_string_free (words, FALSE);
}

static inline char *
stage_say (OdStagingStore *store, OdStagedFilter filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = od_staging_store_read (store, filter, 0, 10000, &error);

  g_assert_no_error (error);
  return stage_say_rows (rows, od_staging_store_get_columns (store)->len);
}

/* The tally is kept; what is there is counted. */
static inline void
stage_check_tally (OdStagingStore *store, guint64 n_rows, guint64 n_refused)
{
  g_autoptr (GPtrArray)
    all = od_staging_store_read (store, OD_STAGED_ALL, 0, 100000, NULL);
  g_autoptr (GPtrArray)
    refused = od_staging_store_read (store, OD_STAGED_REFUSED, 0, 100000, NULL);
  OdStagedTally tally = od_staging_store_get_tally (store, NULL);

  g_assert_cmpuint (all->len, ==, n_rows);
  g_assert_cmpuint (refused->len, ==, n_refused);
  g_assert_cmpuint (tally.n_rows, ==, n_rows);
  g_assert_cmpuint (tally.n_refused, ==, n_refused);
}
