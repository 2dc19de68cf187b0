/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log on the wire. Pure; any thread.
 */
#include "shared/wire/event-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-table.h"

/* clang-format off */
#define AT(member) G_STRUCT_OFFSET (OdEvent, member)
static const OdJsonRow rows[] = {
  { OD_FIELD_SEQ, OD_JSON_INT, AT (seq) },
  { OD_FIELD_AT_MS, OD_JSON_INT, AT (at_ms) },
  { OD_FIELD_N, OD_JSON_INT, AT (n) },
  { OD_FIELD_CAMPAIGN, OD_JSON_ID, AT (campaign_id), .use = OD_JSON_IF_ANY },
  { OD_FIELD_LEADSET, OD_JSON_ID, AT (leadset_id), .use = OD_JSON_IF_ANY },
  { OD_FIELD_LEAD, OD_JSON_ID, AT (lead_id), .use = OD_JSON_IF_ANY },
  { OD_FIELD_AGENT, OD_JSON_ID, AT (agent_id), .use = OD_JSON_IF_ANY },
  { OD_FIELD_CALL, OD_JSON_TEXT, AT (call_id), .use = OD_JSON_IF_ANY },
  { OD_FIELD_WORD, OD_JSON_TEXT, AT (word), .use = OD_JSON_IF_ANY },
  { OD_FIELD_WAS, OD_JSON_TEXT, AT (was), .use = OD_JSON_IF_ANY },
};
/* clang-format on */

json_t *
od_event_json_to (const OdEvent *event)
{
  return od_json_table_to (rows, G_N_ELEMENTS (rows), event);
}
