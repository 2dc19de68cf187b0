/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every store function leans on.
 */
#include "daemon/store/tx.h"

G_DEFINE_QUARK (od_store_error, od_store_error)

static void
set_sentence (GError **error, OdStoreError code, const char *format, va_list args)
{
  g_autofree char *sentence = g_strdup_vprintf (format, args);

  g_set_error_literal (error, OD_STORE_ERROR, code, sentence);
}

gboolean
od_store_error_set (GError **error, OdStoreError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  set_sentence (error, code, format, args);
  va_end (args);
  return FALSE;
}

gboolean
od_store_error_explain (GError **error, const char *format, ...)
{
  va_list args;

  if (error == NULL || !g_error_matches (*error, OD_DB_ERROR, OD_DB_ERROR_CONFLICT))
    return FALSE;

  g_clear_error (error);
  va_start (args, format);
  set_sentence (error, OD_STORE_ERROR_REFUSED, format, args);
  va_end (args);
  return FALSE;
}

gpointer
od_tx_take (const OdRowType *type, OdStatement *st, const char *what, GError **error)
{
  gpointer row;

  if (od_row_find (type, st, &row, error) && row == NULL)
    od_store_error_set (error, OD_STORE_ERROR_NOT_FOUND, "There is no such %s", what);
  return row;
}

gboolean
od_tx_log (OdTx *tx, const OdEvent *event)
{
  OdEvent *copy = od_event_copy (event);

  OD_ASSERT_STORE (tx);
  g_assert (tx->events != NULL);

  if (copy->at_ms == 0)
    copy->at_ms = tx->now_ms;
  g_ptr_array_add (tx->events, copy);
  return TRUE;
}
