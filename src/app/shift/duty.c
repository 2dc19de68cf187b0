/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the server said of one agent, kept. Lengths of time were true when they were
 * heard: what has passed since is added here. Main thread.
 */
#include "app/shift/duty.h"

#include "app/desk/call-view.h"
#include "shared/model/thread.h"
#include "shared/wire/fields.h"

#include <string.h>

struct _OdDuty {
  OdAgentState state;
  json_t *me;        /* NULL: nothing was said yet */
  json_t *call;      /* on the line, or the last one; NULL: none */
  json_t *campaigns; /* NULL: nothing was said yet */
  GHashTable *names; /* id -> name of every campaign ever heard of */
  gint64 heard_us;   /* when me was said */
};

OdDuty *
od_duty_new (void)
{
  OD_ASSERT_MAIN ();

  OdDuty *self = g_new0 (OdDuty, 1);

  self->state = OD_AGENT_OFFLINE;
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

void
od_duty_free (OdDuty *self)
{
  OD_ASSERT_MAIN ();

  json_decref (self->me);
  json_decref (self->call);
  json_decref (self->campaigns);
  g_hash_table_unref (self->names);
  g_free (self);
}

/* Another call than the one that is kept is named, without its details: the lead of the
 * kept one is somebody else. */
static gboolean
is_about_another (const OdDuty *self, json_t *me)
{
  const char *id = json_string_value (json_object_get (me, OD_FIELD_CALL_ID));
  const char *kept = od_call_view_read (self->call).id;

  return id != NULL && kept != NULL && strcmp (id, kept) != 0;
}

gboolean
od_duty_take_me (OdDuty *self, json_t *me, gint64 now_us)
{
  OD_ASSERT_MAIN ();

  const char *word = json_string_value (json_object_get (me, OD_FIELD_STATE));
  json_t *call = json_object_get (me, OD_FIELD_CALL);

  if (word == NULL || !od_agent_state_from_name (word, &self->state))
    return FALSE;

  json_incref (me);
  json_decref (self->me);
  self->me = me;
  self->heard_us = now_us;
  if (od_call_view_read (call).id != NULL) {
    json_decref (self->call);
    self->call = json_deep_copy (call);
  } else if (is_about_another (self, me)) {
    g_clear_pointer (&self->call, json_decref);
  }
  return TRUE;
}

void
od_duty_take_wants_ready (OdDuty *self, gboolean wants_ready)
{
  OD_ASSERT_MAIN ();

  json_object_set_new (self->me, OD_FIELD_WANTS_READY, json_boolean (wants_ready));
}

static void
learn_name (OdDuty *self, json_t *campaign)
{
  const char *name = json_string_value (json_object_get (campaign, OD_FIELD_NAME));
  gint64 *id = g_new (gint64, 1);

  *id = json_integer_value (json_object_get (campaign, OD_FIELD_ID));
  g_hash_table_insert (self->names, id, g_strdup (name != NULL ? name : ""));
}

void
od_duty_take_campaigns (OdDuty *self, json_t *campaigns)
{
  OD_ASSERT_MAIN ();

  json_t *campaign;
  gsize i;

  json_incref (campaigns);
  json_decref (self->campaigns);
  self->campaigns = campaigns;
  json_array_foreach (campaigns, i, campaign) learn_name (self, campaign);
}

OdAgentState
od_duty_get_state (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return self->state;
}

gboolean
od_duty_get_wants_ready (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return json_is_true (json_object_get (self->me, OD_FIELD_WANTS_READY));
}

gboolean
od_duty_get_registered (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return json_is_true (json_object_get (self->me, OD_FIELD_REGISTERED));
}

gboolean
od_duty_has_phone (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return od_duty_get_registered (self)
         || json_is_true (json_object_get (self->me, OD_FIELD_ON_LINE));
}

gint64
od_duty_get_campaign (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return json_integer_value (json_object_get (self->me, OD_FIELD_CAMPAIGN));
}

json_t *
od_duty_find_campaign (const OdDuty *self, gint64 id)
{
  OD_ASSERT_MAIN ();

  json_t *campaign;
  gsize i;

  json_array_foreach (self->campaigns, i, campaign)
  {
    if (json_integer_value (json_object_get (campaign, OD_FIELD_ID)) == id)
      return campaign;
  }

  return NULL;
}

const char *
od_duty_get_campaign_name (const OdDuty *self, gint64 id)
{
  OD_ASSERT_MAIN ();

  const char *name = g_hash_table_lookup (self->names, &id);

  return name != NULL ? name : "";
}

json_t *
od_duty_get_campaigns (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return self->campaigns;
}

json_t *
od_duty_get_dispositions (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return json_object_get (self->me, OD_FIELD_DISPOSITIONS);
}

static const char *
get_call_id (const OdDuty *self, OdAgentState state)
{
  if (self->state != state)
    return NULL;

  return json_string_value (json_object_get (self->me, OD_FIELD_CALL_ID));
}

const char *
od_duty_get_line (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return get_call_id (self, OD_AGENT_IN_CALL);
}

const char *
od_duty_get_waiting (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return get_call_id (self, OD_AGENT_DISPOSING);
}

json_t *
od_duty_get_call (const OdDuty *self)
{
  OD_ASSERT_MAIN ();

  return self->call;
}

static gint64
get_passed_ms (const OdDuty *self, gint64 now_us)
{
  return (now_us - self->heard_us) / 1000;
}

gint64
od_duty_get_talk_ms (const OdDuty *self, gint64 now_us)
{
  OD_ASSERT_MAIN ();

  json_t *call = json_object_get (self->me, OD_FIELD_CALL);

  if (call == NULL || od_duty_get_line (self) == NULL)
    return 0;

  return json_integer_value (json_object_get (call, OD_FIELD_TALK_MS))
         + get_passed_ms (self, now_us);
}

gint64
od_duty_get_wrap_up_ms (const OdDuty *self, gint64 now_us)
{
  OD_ASSERT_MAIN ();

  json_t *left = json_object_get (self->me, OD_FIELD_READY_IN_MS);

  if (self->state != OD_AGENT_WRAP_UP || left == NULL)
    return -1;

  return MAX (json_integer_value (left) - get_passed_ms (self, now_us), 0);
}
