/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An order's life, and what is asked for in it.
 */
#include "app/staging/staging-order.h"

OdStagingOrder *
od_staging_order_new (gpointer staging,
                      gpointer tag,
                      gboolean (*run) (OdStagingOrder *, GError **),
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  OdStagingOrder *order = g_new0 (OdStagingOrder, 1);

  order->task = g_task_new (staging, cancellable, callback, user_data);
  order->run = run;
  g_task_set_source_tag (order->task, tag);
  /* What is changed is changed. */
  g_task_set_check_cancellable (order->task, FALSE);
  return order;
}

void
od_staging_order_free (OdStagingOrder *order)
{
  if (order->result != NULL)
    order->free_result (order->result);
  g_free (order->undo);
  g_object_unref (order->task);
  g_free (order);
}

static void
ask_to_fill_free (gpointer data)
{
  OdAskToFill *ask = data;

  od_lead_source_unref (ask->source);
  od_column_mapping_free (ask->mapping);
  g_free (ask->country);
  g_free (ask);
}

static void
ask_for_rows_free (gpointer data)
{
  OdAskForRows *ask = data;

  g_clear_pointer (&ask->rows, g_array_unref);
  g_free (ask->text);
  g_free (ask);
}

static void
ask_by_sql_free (gpointer data)
{
  OdAskBySql *ask = data;

  g_clear_object (&ask->file);
  g_free (ask->sql);
  g_free (ask);
}

OdAskToFill *
od_staging_order_ask_to_fill (OdStagingOrder *order)
{
  OdAskToFill *ask = g_new0 (OdAskToFill, 1);

  g_task_set_task_data (order->task, ask, ask_to_fill_free);
  return ask;
}

OdAskForRows *
od_staging_order_ask_for_rows (OdStagingOrder *order)
{
  OdAskForRows *ask = g_new0 (OdAskForRows, 1);

  g_task_set_task_data (order->task, ask, ask_for_rows_free);
  return ask;
}

OdAskBySql *
od_staging_order_ask_by_sql (OdStagingOrder *order)
{
  OdAskBySql *ask = g_new0 (OdAskBySql, 1);

  g_task_set_task_data (order->task, ask, ask_by_sql_free);
  return ask;
}
