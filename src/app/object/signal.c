/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every class would write again about its signals. Main thread.
 */
#include "app/object/signal.h"

void
od_signal_new (gpointer klass, const char *name, guint n, ...)
{
  va_list types;

  va_start (types, n);
  g_signal_new_valist (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, NULL, NULL,
                       NULL, NULL, G_TYPE_NONE, n, types);
  va_end (types);
}

void
od_signal_leave_object (gpointer *source, gpointer self)
{
  if (*source == NULL)
    return;

  g_signal_handlers_disconnect_by_data (*source, self);
  g_clear_object (source);
}
