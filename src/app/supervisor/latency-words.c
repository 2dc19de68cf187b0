/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Percentiles for people who never heard of one. Pure; any thread.
 */
#include "app/supervisor/latency-words.h"

#include "shared/wire/fields.h"

#include <glib.h>
#include <glib/gi18n.h>

#define FINE_MS 10 /* below, a tenth is worth its digit */

static char *
dup_ms (json_t *latency, const char *field)
{
  double ms = json_number_value (json_object_get (latency, field));

  return g_strdup_printf (ms < FINE_MS ? _ ("%.1f ms") : _ ("%.0f ms"), ms);
}

char *
od_latency_words_dup (json_t *latency)
{
  json_t *calls = json_object_get (latency, OD_FIELD_N);
  g_autofree char *half = dup_ms (latency, OD_FIELD_P50);
  g_autofree char *most = dup_ms (latency, OD_FIELD_P95);
  g_autofree char *nearly_all = dup_ms (latency, OD_FIELD_P99);

  if (!json_is_integer (calls))
    return NULL;
  if (json_integer_value (calls) == 0)
    return g_strdup (_ ("From answer to agent: no call yet."));
  if (json_is_null (json_object_get (latency, OD_FIELD_P99)))
    /* Translators: lengths of time, and how many calls. */
    return g_strdup_printf (_ ("From answer to agent, lately: %s for half of the calls, "
                               "%s for 95 of 100 (calls: %'ld)."),
                            half, most, (glong) json_integer_value (calls));

  return g_strdup_printf (_ ("From answer to agent, lately: %s for half of the calls, "
                             "%s for 95 of 100, %s for 99 of 100 (calls: %'ld)."),
                          half, most, nearly_all, (glong) json_integer_value (calls));
}
