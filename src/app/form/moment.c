/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A day and a time as people read them. Pure.
 */
#include "app/form/moment.h"

#include <glib/gi18n.h>

char *
od_moment_format (gint64 at_ms)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_ms / 1000);

  /* Translators: a moment, as g_date_time_format () takes it. */
  return g_date_time_format (at, _ ("%-e %B %Y, %H:%M"));
}
