/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's past on the wire. Pure; any thread.
 */
#include "shared/wire/past-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-table.h"

#define MAX_LEARNED 100000 /* ten times of what a pacer writes */

/* clang-format off */
#define COUNT(name, member)                                                              \
  { name, OD_JSON_INT, G_STRUCT_OFFSET (OdPast, member), 0, G_MAXINT32 }
/* Verdicts that are taken back later than they were given may leave less than nothing. */
#define SUM(name, member)                                                                \
  { name, OD_JSON_INT, G_STRUCT_OFFSET (OdPast, member), -G_MAXINT32, G_MAXINT32 }
static const OdJsonRow rows[] = {
  COUNT (OD_FIELD_AGENTS, agents),
  COUNT (OD_FIELD_LEADS, leads),
  SUM (OD_FIELD_TALKED, talked),
  SUM (OD_FIELD_PEOPLE, people),
  SUM (OD_FIELD_MONTH_PEOPLE, month_people),
  SUM (OD_FIELD_MONTH_ABANDONED, month_abandoned),
  COUNT (OD_FIELD_CALLS_PER_SECOND, calls_per_second),
  COUNT (OD_FIELD_CHANNELS, channels),
  { OD_FIELD_LEARNED, OD_JSON_TEXT, G_STRUCT_OFFSET (OdPast, learned), 0, MAX_LEARNED },
};
/* clang-format on */

static void
clamp_sums (OdPast *past)
{
  past->talked = MAX (past->talked, 0);
  past->people = MAX (past->people, 0);
  past->month_people = MAX (past->month_people, 0);
  past->month_abandoned = MAX (past->month_abandoned, 0);
}

json_t *
od_past_json_to (const OdPast *past)
{
  OdPast clamped = *past;

  clamp_sums (&clamped);
  return od_json_table_to (rows, G_N_ELEMENTS (rows), &clamped);
}

gboolean
od_past_json_apply (OdPast *past, json_t *object, GError **error)
{
  if (!od_json_table_apply (rows, G_N_ELEMENTS (rows), past, object, error))
    return FALSE;

  clamp_sums (past);
  return TRUE;
}
