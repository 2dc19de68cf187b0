/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's last hour on the wire. Pure; any thread.
 */
#include "shared/wire/hour-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-table.h"
#include "shared/wire/tally-json.h"

static json_t *
count_to (gint64 count)
{
  return count < 0 ? json_null () : json_integer (count);
}

static json_t *
placed_to (gconstpointer minute)
{
  return count_to (((const OdHourMinute *) minute)->placed);
}

static json_t *
answered_to (gconstpointer minute)
{
  return count_to (((const OdHourMinute *) minute)->answered);
}

static json_t *
abandoned_to (gconstpointer minute)
{
  return count_to (((const OdHourMinute *) minute)->abandoned);
}

static json_t *
idle_to (gconstpointer minute)
{
  gint64 hundredths = ((const OdHourMinute *) minute)->idle_hundredths;

  return hundredths < 0 ? json_null () : json_real (hundredths / 100.0);
}

static json_t *
free_soon_to (gconstpointer pace)
{
  return count_to (((const OdPace *) pace)->free_soon);
}

static json_t *
soon_s_to (gconstpointer pace)
{
  return count_to (((const OdPace *) pace)->soon_s);
}

static json_t *
cap_left_to (gconstpointer pace)
{
  return count_to (((const OdPace *) pace)->cap_left);
}

static json_t *
limit_to (gconstpointer pace)
{
  return json_string (od_pace_limit_get_name (((const OdPace *) pace)->limit));
}

/* clang-format off */
static const OdJsonRow pace_rows[] = {
  { OD_FIELD_FREE_AGENTS, OD_JSON_INT, G_STRUCT_OFFSET (OdPace, free_agents) },
  { OD_FIELD_FREE_SOON, OD_JSON_OTHER, .to = free_soon_to },
  { OD_FIELD_SOON_S, OD_JSON_OTHER, .to = soon_s_to },
  { OD_FIELD_RINGING, OD_JSON_INT, G_STRUCT_OFFSET (OdPace, ringing) },
  { OD_FIELD_WAITING, OD_JSON_INT, G_STRUCT_OFFSET (OdPace, waiting) },
  { OD_FIELD_CAP_LEFT, OD_JSON_OTHER, .to = cap_left_to },
  { OD_FIELD_NEXT_LIMIT, OD_JSON_OTHER, .to = limit_to },
};

static const OdJsonRow minute_rows[] = {
  { OD_FIELD_AT_MS, OD_JSON_INT, G_STRUCT_OFFSET (OdHourMinute, at_ms) },
  { OD_FIELD_PLACED, OD_JSON_OTHER, .to = placed_to },
  { OD_FIELD_ANSWERED, OD_JSON_OTHER, .to = answered_to },
  { OD_FIELD_ABANDONED, OD_JSON_OTHER, .to = abandoned_to },
  { OD_FIELD_IDLE_AGENTS, OD_JSON_OTHER, .to = idle_to },
};
/* clang-format on */

json_t *
od_hour_json_to (const OdHour *hour, GArray *latencies)
{
  json_t *minutes = json_array ();

  for (guint i = 0; i < OD_HOUR_MINUTES; i++)
    json_array_append_new (minutes,
                           od_json_table_to (minute_rows, G_N_ELEMENTS (minute_rows),
                                             &hour->minutes[i]));

  return json_pack ("{s:o, s:o, s:o}", OD_FIELD_MINUTES, minutes,
                    OD_FIELD_ANSWER_TO_AGENT_MS, od_tally_json_latency_to (latencies),
                    OD_FIELD_NOW,
                    od_json_table_to (pace_rows, G_N_ELEMENTS (pace_rows), &hour->now));
}
