/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What most tests of the store do on a scene with a call, each in works of its own.
 */
#include "daemon/store/lead-store.h"
#include "daemon/store/store-scene.h"

gint64
od_scene_look (OdScene *self, const char *sql)
{
  gint64 n = od_scene_ask (od_scene_begin (self), sql);

  od_scene_undo (self);
  return n;
}

OdLeadDialState
od_scene_get_lead_state (OdScene *self, gint64 lead_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdLead) lead = od_lead_store_get (od_scene_begin (self), lead_id, &error);

  g_assert_no_error (error);
  od_scene_undo (self);
  return lead->dial_state;
}

void
od_scene_talk (OdScene *self, gint64 campaign, const char *id, gint64 agent)
{
  g_assert_true (od_scene_begin_call (self, campaign, id));
  od_scene_step (self, id, OD_CALL_ANSWER, 0, OD_END_NONE);
  od_scene_step (self, id, OD_CALL_BRIDGE, agent, OD_END_NONE);
  od_scene_step (self, id, OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
}

void
od_scene_dispose (OdScene *self, const char *id, const char *label)
{
  g_autoptr (GError) error = NULL;

  OD_OK (od_call_store_dispose (od_scene_begin (self), id, self->ann, label, 0, &error));
  od_scene_commit (self);
}

void
od_scene_attempt (OdScene *s,
                  const char *id,
                  OdEndReason end,
                  gboolean answered,
                  const char *label)
{
  g_assert_true (od_scene_begin_call (s, s->campaign, id));
  if (answered)
    od_scene_step (s, id, OD_CALL_ANSWER, 0, OD_END_NONE);
  if (label != NULL)
    od_scene_step (s, id, OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  od_scene_step (s, id, answered ? OD_CALL_HANGUP : OD_CALL_FAIL, 0, end);
  if (label != NULL && label[0] != '\0')
    od_scene_dispose (s, id, label);
}
