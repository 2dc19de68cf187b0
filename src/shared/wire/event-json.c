/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log on the wire. Pure; any thread.
 */
#include "shared/wire/event-json.h"

#include "shared/wire/fields.h"

static void
set_id (json_t *object, const char *name, gint64 id)
{
  if (id != 0)
    json_object_set_new (object, name, json_integer (id));
}

static void
set_text (json_t *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_new (object, name, json_string (text));
}

json_t *
od_event_json_to (const OdEvent *event)
{
  json_t *object = json_pack ("{s:I, s:I, s:I}", OD_FIELD_SEQ, event->seq, OD_FIELD_AT_MS,
                              event->at_ms, OD_FIELD_N, event->n);

  set_id (object, OD_FIELD_CAMPAIGN, event->campaign_id);
  set_id (object, OD_FIELD_LEADSET, event->leadset_id);
  set_id (object, OD_FIELD_LEAD, event->lead_id);
  set_id (object, OD_FIELD_AGENT, event->agent_id);
  set_text (object, OD_FIELD_CALL, event->call_id);
  set_text (object, OD_FIELD_WORD, event->word);
  set_text (object, OD_FIELD_WAS, event->was);
  return object;
}
