/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file's first rows, and what nobody has said of them yet. Main thread.
 */
#include "app/import/sheet-look.h"

#include "shared/model/phone-number.h"
#include "shared/model/thread.h"

void
od_sheet_look_take (OdSheetLook *look, const char *name, OdLeadFile *file)
{
  OD_ASSERT_MAIN ();

  g_autoptr (OdColumnMapping) named = od_column_mapping_new ();

  look->name = name;
  g_list_store_remove_all (look->rows);
  for (GList *l = od_lead_file_get_ahead (file)->head; l != NULL; l = l->next) {
    g_autoptr (OdSheetRow) row = od_sheet_row_new (l->data);

    g_list_store_append (look->rows, row);
  }
  look->n_columns = od_lead_file_get_n_columns (file);
  look->guessed_encoding = od_lead_file_is_guess (file)
                             ? g_intern_string (od_lead_file_get_encoding (file))
                             : NULL;
  look->header_row = od_lead_file_propose (file, named, 0)
                       ? od_column_mapping_get_start_row (named) - 1
                       : 0;
}

OdSheetRow *
od_sheet_look_find_row (const OdSheetLook *look, guint64 number)
{
  OD_ASSERT_MAIN ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (look->rows)); i++) {
    g_autoptr (OdSheetRow) row = g_list_model_get_item (G_LIST_MODEL (look->rows), i);

    if (od_sheet_row_get_number (row) == number)
      return g_steal_pointer (&row);
  }

  return NULL;
}

static gboolean
has_mapping (const OdSheetLook *look, const OdColumnMapping *mapping)
{
  for (guint i = 1; i <= look->n_columns; i++) {
    if (od_column_mapping_get_field (mapping, i) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* TRUE also where no row is shown. A national number is one, whosesoever. */
static gboolean
first_has_phone (const OdSheetLook *look, guint64 start, guint column)
{
  g_autoptr (OdSheetRow) first = od_sheet_look_find_row (look, start);
  g_autoptr (GError) error = NULL;
  g_autofree char *phone =
    first != NULL
      ? od_phone_number_normalize (od_sheet_row_get_cell (first, column), NULL, &error)
      : NULL;

  return first == NULL || phone != NULL
         || g_error_matches (error, OD_PHONE_NUMBER_ERROR,
                             OD_PHONE_NUMBER_ERROR_NO_COUNTRY);
}

OdSheetNeeds
od_sheet_look_find_needs (const OdSheetLook *look,
                          const OdColumnMapping *mapping,
                          gboolean start_chosen)
{
  OD_ASSERT_MAIN ();

  guint phone = od_column_mapping_get_column (mapping, OD_COLUMN_PHONE);
  OdSheetNeeds needs = 0;

  if (phone == 0)
    needs |= OD_SHEET_NEEDS_PHONE;
  if (od_column_mapping_get_column (mapping, OD_COLUMN_STATUS) == 0
      && od_column_mapping_get_value (mapping, OD_COLUMN_STATUS) == NULL)
    needs |= OD_SHEET_NEEDS_STATUS;
  if (!start_chosen)
    needs |= OD_SHEET_NEEDS_START_ROW;
  if (!has_mapping (look, mapping))
    needs |= OD_SHEET_NEEDS_COLUMNS;
  if (phone != 0
      && !first_has_phone (look, od_column_mapping_get_start_row (mapping), phone))
    needs |= OD_SHEET_NEEDS_LOOK;
  return needs;
}
