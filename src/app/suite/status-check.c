/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks at no more than the sheet shows: some hundred rows, whenever a mapping changes.
 * Main thread.
 */
#include "app/suite/status-check.h"

#include "shared/model/lead.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define MOST_NAMED 3

static GHashTable *
collect_known (OdRecordList *campaigns)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (known, g_strdup ("READY"));
  g_hash_table_add (known, g_strdup ("NEW"));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (campaigns)); i++) {
    g_autoptr (OdRecord) campaign = g_list_model_get_item (G_LIST_MODEL (campaigns), i);
    json_t *statuses = json_object_get (od_record_get_body (campaign),
                                        OD_FIELD_SOURCE_STATUSES);
    json_t *status;
    size_t at;

    json_array_foreach (statuses, at, status)
      g_hash_table_add (known, g_strdup (json_string_value (status)));
  }
  return known;
}

/* A cell that is empty has what the rows are filled with; what is no status at all is
 * refused with its row. */
static char *
status_of (OdImportSheet *sheet, OdSheetRow *row, guint column)
{
  g_autofree char *own = od_lead_normalize_status (
    column != 0 ? od_sheet_row_get_cell (row, column) : "");
  const char *populated =
    od_column_mapping_get_value (od_import_sheet_get_mapping (sheet), OD_COLUMN_STATUS);

  if (own != NULL)
    return g_steal_pointer (&own);

  return populated != NULL ? od_lead_normalize_status (populated) : NULL;
}

static GPtrArray *
collect_unknown (OdImportSheet *sheet, GHashTable *known)
{
  GPtrArray *unknown = g_ptr_array_new_with_free_func (g_free);
  GListModel *rows = G_LIST_MODEL (od_import_sheet_get_look (sheet)->rows);
  guint column = od_column_mapping_get_column (od_import_sheet_get_mapping (sheet),
                                               OD_COLUMN_STATUS);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (OdSheetRow) row = g_list_model_get_item (rows, i);
    g_autofree char *status = status_of (sheet, row, column);

    if (od_sheet_row_get_number (row) < od_import_sheet_get_start_row (sheet)
        || status == NULL || !g_hash_table_add (known, g_strdup (status)))
      continue;
    g_ptr_array_add (unknown, g_steal_pointer (&status));
  }
  return unknown;
}

char *
od_status_check_say (OdImportSheet *sheet, OdRecordList *campaigns)
{
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (GPtrArray) unknown = NULL;
  g_autofree char *names = NULL;
  gboolean more;

  if (!od_record_list_get_loaded (campaigns))
    return NULL;
  known = collect_known (campaigns);
  unknown = collect_unknown (sheet, known);
  if (unknown->len == 0)
    return NULL;

  more = unknown->len > MOST_NAMED;
  if (more)
    g_ptr_array_set_size (unknown, MOST_NAMED);
  g_ptr_array_add (unknown, NULL);
  names = g_strjoinv (", ", (char **) unknown->pdata);
  return g_strdup_printf (_ ("Unknown status: %s%s. Such leads wait until a campaign has "
                             "it as Source Status."),
                          names, more ? "…" : "");
}
