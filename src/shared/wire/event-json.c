/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log on the wire. Pure; any thread.
 */
#include "shared/wire/event-json.h"

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
  json_t *object = json_pack ("{s:I, s:I, s:I}", "seq", event->seq, "at_ms", event->at_ms,
                              "n", event->n);

  set_id (object, "campaign", event->campaign_id);
  set_id (object, "leadset", event->leadset_id);
  set_id (object, "lead", event->lead_id);
  set_id (object, "agent", event->agent_id);
  set_text (object, "call", event->call_id);
  set_text (object, "word", event->word);
  set_text (object, "was", event->was);
  return object;
}
