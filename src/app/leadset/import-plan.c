/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A mapping, what it is filled up with, and whether a person chose the start row or
 * nobody did. Main thread.
 */
#include "app/leadset/import-plan.h"

#include "shared/model/phone-number.h"

struct _OdImportPlan {
  OdColumnMapping *mapping;
  GHashTable *populated; /* field (static) -> value */
  gboolean start_chosen;
};

OdImportPlan *
od_import_plan_new (void)
{
  OdImportPlan *plan = g_new0 (OdImportPlan, 1);

  plan->mapping = od_column_mapping_new ();
  plan->populated = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return plan;
}

void
od_import_plan_free (OdImportPlan *plan)
{
  od_column_mapping_free (plan->mapping);
  g_hash_table_unref (plan->populated);
  g_free (plan);
}

const OdColumnMapping *
od_import_plan_get_mapping (const OdImportPlan *plan)
{
  return plan->mapping;
}

void
od_import_plan_use_header (OdImportPlan *plan, OdSheetRow *row)
{
  OdCsvRow header = { .number = od_sheet_row_get_number (row),
                      .cells = od_sheet_row_get_cells (row) };

  header.n_cells = g_strv_length (header.cells);
  plan->start_chosen = od_column_mapping_propose (plan->mapping, &header);
}

void
od_import_plan_set_start_row (OdImportPlan *plan, guint64 row)
{
  od_column_mapping_set_start_row (plan->mapping, row);
  plan->start_chosen = TRUE;
}

guint64
od_import_plan_get_start_row (const OdImportPlan *plan)
{
  return plan->start_chosen ? od_column_mapping_get_start_row (plan->mapping) : 0;
}

void
od_import_plan_map (OdImportPlan *plan, guint column, const char *field)
{
  if (field != NULL)
    od_column_mapping_map (plan->mapping, column, field, NULL);
  else
    od_column_mapping_unmap (plan->mapping, column);
}

gboolean
od_import_plan_populate (OdImportPlan *plan,
                         const char *field,
                         const char *value,
                         GError **error)
{
  const char *known = od_column_mapping_find_field (field);
  gboolean empty = value == NULL || *value == '\0';

  if (!od_column_mapping_populate (plan->mapping, field, empty ? NULL : value, error))
    return FALSE;

  if (empty)
    g_hash_table_remove (plan->populated, known);
  else
    g_hash_table_replace (plan->populated, (gpointer) known, g_strdup (value));
  return TRUE;
}

const char *
od_import_plan_get_populated (const OdImportPlan *plan, const char *field)
{
  return g_hash_table_lookup (plan->populated, field);
}

OdSheetRow *
od_import_plan_find_row (GListModel *rows, guint64 number)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (OdSheetRow) row = g_list_model_get_item (rows, i);

    if (od_sheet_row_get_number (row) == number)
      return g_steal_pointer (&row);
  }

  return NULL;
}

static gboolean
has_mapping (const OdImportPlan *plan, guint n_columns)
{
  for (guint i = 1; i <= n_columns; i++) {
    if (od_column_mapping_get_field (plan->mapping, i) != NULL)
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_phone (const char *text)
{
  g_autofree char *phone = od_phone_number_normalize (text, NULL, NULL);

  return phone != NULL;
}

OdSheetNeeds
od_import_plan_get_needs (const OdImportPlan *plan, GListModel *rows, guint n_columns)
{
  guint phone = od_column_mapping_get_column (plan->mapping, OD_FIELD_PHONE);
  guint status = od_column_mapping_get_column (plan->mapping, OD_FIELD_STATUS);
  g_autoptr (OdSheetRow) first =
    od_import_plan_find_row (rows, od_column_mapping_get_start_row (plan->mapping));
  OdSheetNeeds needs = 0;

  if (phone == 0)
    needs |= OD_SHEET_NEEDS_PHONE;
  if (status == 0 && od_import_plan_get_populated (plan, OD_FIELD_STATUS) == NULL)
    needs |= OD_SHEET_NEEDS_STATUS;
  if (!plan->start_chosen)
    needs |= OD_SHEET_NEEDS_START_ROW;
  if (!has_mapping (plan, n_columns))
    needs |= OD_SHEET_NEEDS_COLUMNS;
  if (phone != 0 && first != NULL && !is_phone (od_sheet_row_get_cell (first, phone)))
    needs |= OD_SHEET_NEEDS_LOOK;
  return needs;
}
