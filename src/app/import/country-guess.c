/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list's own numbers with + say more than the language of the desktop. Main thread.
 */
#include "app/import/country-guess.h"

#include "app/import/sheet-row.h"
#include "shared/model/phone-number.h"
#include "shared/model/thread.h"
#include "shared/numbers/number-country.h"

#include <string.h>

/* @votes: calling code -> how many numbers have it, as pointers. */
static void
count_row (GHashTable *votes, OdSheetRow *row, guint n_columns)
{
  for (guint column = 1; column <= n_columns; column++) {
    const char *cell = od_sheet_row_get_cell (row, column);
    OdNumber number;
    gpointer code;

    if (strchr (cell, '+') == NULL || !od_phone_number_read (cell, NULL, &number, NULL))
      continue;
    code = GUINT_TO_POINTER (number.country_code);
    g_hash_table_insert (votes, code,
                         GUINT_TO_POINTER (
                           GPOINTER_TO_UINT (g_hash_table_lookup (votes, code)) + 1));
  }
}

static guint
find_winner (GHashTable *votes)
{
  GHashTableIter iter;
  gpointer code, n;
  guint winner = 0, most = 0;

  g_hash_table_iter_init (&iter, votes);
  while (g_hash_table_iter_next (&iter, &code, &n)) {
    if (GPOINTER_TO_UINT (n) > most) {
      most = GPOINTER_TO_UINT (n);
      winner = GPOINTER_TO_UINT (code);
    }
  }

  return winner;
}

const char *
od_country_guess_rows (GListModel *rows, guint n_columns)
{
  OD_ASSERT_MAIN ();

  g_autoptr (GHashTable) votes = g_hash_table_new (NULL, NULL);
  g_autofree char *code = NULL;
  OdNumberCountry country;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (OdSheetRow) row = g_list_model_get_item (rows, i);

    count_row (votes, row, n_columns);
  }
  code = g_strdup_printf ("+%u", find_winner (votes));

  return od_number_country_find (code, &country) ? country.name : NULL;
}

const char *
od_country_guess_languages (const char *const *languages)
{
  OD_ASSERT_MAIN ();

  for (; *languages != NULL; languages++) {
    const char *mark = strchr (*languages, '_');
    g_autofree char *iso = mark != NULL ? g_strndup (mark + 1, 2) : NULL;
    OdNumberCountry country;

    if (iso != NULL && od_number_country_find (iso, &country))
      return country.name;
  }

  return NULL;
}
