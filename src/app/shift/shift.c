/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The agent's day: what an answer, a line of news or a click means for the plan. The
 * phone registers beside all this: the server makes nobody ready whose phone it does not
 * hear. Main thread.
 */
#include "app/shift/shift.h"

#include "app/desk/call-view.h"
#include "app/object/signal.h"
#include "shared/model/event.h"
#include "shared/model/thread.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <string.h>

#define AGAIN_MS       1000 /* before a step that failed is tried again */
#define PHONE_AGAIN_MS 5000 /* before a refused phone is told its account again */
#define SOON_MS        250  /* several lines of news at once lead to one refresh */

struct _OdShift {
  GObject parent_instance;

  OdDesk *desk;
  OdHandset *handset;
  OdPaperwork *paperwork;

  OdDuty *duty;
  OdShiftPlan *plan;
  char *trouble; /* why the step does not succeed; NULL: it does */
  char *line;    /* the call that was told as begun; NULL: none */
};

G_DEFINE_FINAL_TYPE (OdShift, od_shift, G_TYPE_OBJECT)

static void
tell_changed (OdShift *self)
{
  g_signal_emit_by_name (self, "changed");
}

static void
tell_failed (OdShift *self, const char *why)
{
  g_signal_emit_by_name (self, "failed", why);
}

static void
want_refresh (OdShift *self)
{
  od_shift_plan_want (self->plan, OD_SHIFT_REFRESHING, SOON_MS);
  od_shift_plan_settle (self->plan);
}

static void
set_trouble (OdShift *self, const char *why)
{
  if (g_strcmp0 (self->trouble, why) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (why);
  tell_changed (self);
}

/* --- what the server says of this agent ------------------------------------------- */

/* What was corrected here is shown corrected, also while it waits in the outbox. */
static void
correct_call (OdShift *self)
{
  json_t *call = od_duty_get_call (self->duty);

  if (call != NULL)
    od_paperwork_overlay (self->paperwork, od_call_view_read (call).id,
                          json_object_get (call, OD_FIELD_LEAD));
}

static void
change_line (OdShift *self, const char *call)
{
  gboolean had_one = self->line != NULL;

  if (g_strcmp0 (call, self->line) == 0)
    return;
  g_free (self->line);
  self->line = g_strdup (call);
  od_handset_set_line (self->handset, call);
  if (had_one)
    g_signal_emit_by_name (self, "call-ended");
  if (call != NULL)
    g_signal_emit_by_name (self, "call-began");
}

static void
take_me (OdShift *self, json_t *me)
{
  if (!od_duty_take_me (self->duty, me, g_get_monotonic_time ()))
    return;

  correct_call (self);
  change_line (self, od_duty_get_line (self->duty));
  od_paperwork_take_ended (self->paperwork, od_duty_get_waiting (self->duty),
                           od_duty_get_call (self->duty));
  tell_changed (self);
}

static void
settle_campaign (OdShift *self)
{
  if (!od_shift_plan_compare (self->plan))
    tell_failed (self, _ ("You were taken off this campaign. Choose another one."));
}

static void
refresh (OdShift *self, json_t *answer)
{
  json_t *me = json_object_get (answer, OD_FIELD_AGENT);

  if (me == NULL) {
    set_trouble (self, _ ("This account is not an agent's. Sign in as an agent."));
    return;
  }

  od_shift_plan_end (self->plan, OD_SHIFT_REFRESHING);
  od_duty_take_campaigns (self->duty, json_object_get (answer, OD_FIELD_CAMPAIGNS));
  take_me (self, me);
  od_paperwork_take_undisposed (self->paperwork,
                                json_object_get (answer, OD_FIELD_UNDISPOSED));
  od_paperwork_take_last (self->paperwork, json_object_get (answer, OD_FIELD_LAST_CALL));
  settle_campaign (self);
  if (od_shift_get_campaign (self) == 0)
    od_shift_plan_go (self->plan, OD_SHIFT_CHOOSING);
  else if (od_shift_plan_is_due (self->plan, OD_SHIFT_REGISTERING)
           || !od_duty_has_phone (self->duty))
    od_shift_plan_go (self->plan, OD_SHIFT_REGISTERING);
  else
    od_shift_plan_go (self->plan, OD_SHIFT_ASKING);
}

static void
register_phone (OdShift *self, json_t *answer)
{
  if (!od_handset_register (self->handset, answer)) {
    set_trouble (self, _ ("The server names no registrar for the phone."));
    od_shift_plan_go_later (self->plan, OD_SHIFT_REGISTERING, PHONE_AGAIN_MS);
    return;
  }

  od_shift_plan_end (self->plan, OD_SHIFT_REGISTERING);
  od_shift_plan_go (self->plan, OD_SHIFT_ASKING);
}

/* The next line of "me" says the same; until it comes, this is the truth. */
static void
take_granted (OdShift *self)
{
  od_duty_take_wants_ready (self->duty, od_shift_plan_take_granted (self->plan));
  od_shift_plan_go (self->plan, OD_SHIFT_ASKING);
}

static void
take_answer (OdShift *self, json_t *answer)
{
  set_trouble (self, NULL);
  switch (od_shift_get_step (self)) {
  case OD_SHIFT_REFRESHING:
    refresh (self, answer);
    break;
  case OD_SHIFT_REGISTERING:
    register_phone (self, answer);
    break;
  case OD_SHIFT_ASKING:
    take_granted (self);
    break;
  default:
    g_assert_not_reached ();
  }
  tell_changed (self);
}

static void
take_refused (OdShift *self, const char *why)
{
  od_shift_plan_take_refused (self->plan);
  tell_failed (self, why);
  want_refresh (self);
  od_shift_plan_go_later (self->plan, OD_SHIFT_REFRESHING, SOON_MS);
}

static void
take_error (OdShift *self, const GError *error)
{
  if (g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_SIGNED_OUT)) {
    od_shift_plan_want (self->plan, OD_SHIFT_REGISTERING, 0);
    set_trouble (self, error->message); /* a new sign-in brings "refresh" */
  } else if (od_shift_get_step (self) == OD_SHIFT_ASKING
             && g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_REFUSED)) {
    take_refused (self, error->message);
  } else {
    set_trouble (self, error->message);
    od_shift_plan_go_later (self->plan, od_shift_get_step (self), AGAIN_MS);
  }
  tell_changed (self);
}

static void
on_answered (GObject *owner, json_t *answer, const GError *error)
{
  if (error == NULL)
    take_answer (OD_SHIFT (owner), answer);
  else
    take_error (OD_SHIFT (owner), error);
}

static gboolean
has_begun (OdShift *self)
{
  OdShiftStep step = od_shift_get_step (self);

  return step != OD_SHIFT_IDLE && step != OD_SHIFT_GONE;
}

static gboolean
is_about_campaigns (const char *name)
{
  return strcmp (name, od_event_kind_get_name (OD_EVENT_CAMPAIGN_SAVED)) == 0
         || strcmp (name, od_event_kind_get_name (OD_EVENT_AGENTS_SAVED)) == 0;
}

static void
on_news (OdDesk *desk, const char *name, gint64 id, json_t *body, OdShift *self)
{
  if (!has_begun (self))
    return;
  if (strcmp (name, OD_NEWS_ME) == 0)
    take_me (self, body);
  else if (is_about_campaigns (name)
           || od_paperwork_is_unknown_end (self->paperwork, name, body,
                                           od_call_view_read (
                                             od_duty_get_call (self->duty))
                                             .id))
    want_refresh (self);
}

static void
on_refresh (OdDesk *desk, OdShift *self)
{
  if (has_begun (self))
    od_shift_plan_go (self->plan, OD_SHIFT_REFRESHING);
}

static void
on_link_changed (OdDesk *desk, OdShift *self)
{
  if (od_desk_is_live (desk)) {
    od_paperwork_wake (self->paperwork);
    od_handset_ask_again (self->handset);
  }
  tell_changed (self);
}

static void
on_signed_out (OdDesk *desk, const char *why, OdShift *self)
{
  od_shift_plan_want (self->plan, OD_SHIFT_REGISTERING, 0);
  set_trouble (self, why);
}

static void
on_phone_refused (OdShift *self)
{
  od_shift_plan_want (self->plan, OD_SHIFT_REGISTERING, PHONE_AGAIN_MS);
  od_shift_plan_settle (self->plan);
}

static void
on_paperwork_opened (OdPaperwork *paperwork, OdShift *self)
{
  if (od_shift_get_step (self) == OD_SHIFT_IDLE)
    od_shift_plan_go (self->plan, OD_SHIFT_REFRESHING);
}

static void
on_paperwork_changed (OdPaperwork *paperwork, OdShift *self)
{
  correct_call (self);
  tell_changed (self);
}

static void
on_paperwork_failed (OdPaperwork *paperwork, const char *why, OdShift *self)
{
  if (od_shift_get_step (self) == OD_SHIFT_IDLE)
    set_trouble (self, why); /* the file cannot be used: no day begins */
  tell_failed (self, why);
}

/* --- the object ------------------------------------------------------------------- */

static void
od_shift_finalize (GObject *object)
{
  OdShift *self = OD_SHIFT (object);

  od_shift_plan_go (self->plan, OD_SHIFT_GONE);
  od_paperwork_close (self->paperwork);
  od_signal_leave (&self->desk, self);
  od_signal_leave (&self->handset, self);
  od_signal_leave (&self->paperwork, self);
  od_shift_plan_free (self->plan);
  od_duty_free (self->duty);
  g_free (self->line);
  g_free (self->trouble);
  G_OBJECT_CLASS (od_shift_parent_class)->finalize (object);
}

static void
od_shift_class_init (OdShiftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_shift_finalize;

  od_signal_new (klass, "changed", 0);
  od_signal_new (klass, "call-began", 0);
  od_signal_new (klass, "call-ended", 0);
  od_signal_new (klass, "failed", 1, G_TYPE_STRING);
}

static void
od_shift_init (OdShift *self)
{
  self->duty = od_duty_new ();
}

static void
listen_to_all (OdShift *self)
{
  g_signal_connect (self->desk, "news", G_CALLBACK (on_news), self);
  g_signal_connect (self->desk, "refresh", G_CALLBACK (on_refresh), self);
  g_signal_connect (self->desk, "link-changed", G_CALLBACK (on_link_changed), self);
  g_signal_connect (self->desk, "signed-out", G_CALLBACK (on_signed_out), self);
  g_signal_connect_swapped (self->handset, "changed", G_CALLBACK (tell_changed), self);
  g_signal_connect_swapped (self->handset, "refused", G_CALLBACK (on_phone_refused),
                            self);
  g_signal_connect_swapped (self->handset, "failed", G_CALLBACK (tell_failed), self);
  g_signal_connect (self->paperwork, "opened", G_CALLBACK (on_paperwork_opened), self);
  g_signal_connect (self->paperwork, "changed", G_CALLBACK (on_paperwork_changed), self);
  g_signal_connect_swapped (self->paperwork, "stale", G_CALLBACK (want_refresh), self);
  g_signal_connect (self->paperwork, "failed", G_CALLBACK (on_paperwork_failed), self);
}

OdShift *
od_shift_new (OdDesk *desk, const OdShiftOptions *options)
{
  OD_ASSERT_MAIN ();

  OdShift *self = g_object_new (OD_TYPE_SHIFT, NULL);
  OdBackend *backend = od_desk_get_backend (desk);

  self->desk = g_object_ref (desk);
  self->plan = od_shift_plan_new (backend, self->duty, G_OBJECT (self), on_answered);
  od_shift_plan_want (self->plan, OD_SHIFT_REGISTERING, 0);
  self->handset = od_handset_new (backend, &options->phone);
  self->paperwork = od_paperwork_new (options->outbox_path, backend);
  listen_to_all (self);
  return self;
}

void
od_shift_start (OdShift *self)
{
  OD_ASSERT_MAIN ();

  od_paperwork_open (self->paperwork);
}

void
od_shift_leave (OdShift *self)
{
  OD_ASSERT_MAIN ();

  od_shift_plan_go (self->plan, OD_SHIFT_GONE);
  od_handset_stop (self->handset);
  od_paperwork_close (self->paperwork);
}

void
od_shift_choose_campaign (OdShift *self, gint64 id)
{
  OD_ASSERT_MAIN ();

  if (!has_begun (self))
    return;
  od_shift_plan_choose (self->plan, id);
  od_shift_plan_go (self->plan, OD_SHIFT_REFRESHING);
}

void
od_shift_set_wants_ready (OdShift *self, gboolean ready)
{
  OD_ASSERT_MAIN ();

  if (ready == od_shift_get_wants_ready (self))
    return;
  od_shift_plan_set_ready (self->plan, ready);
  if (od_shift_get_step (self) == OD_SHIFT_WORKING
      || (od_shift_get_step (self) == OD_SHIFT_ASKING
          && od_shift_get_campaign (self) != 0))
    od_shift_plan_go (self->plan, OD_SHIFT_ASKING);
  tell_changed (self);
}

void
od_shift_retry_phone (OdShift *self)
{
  OD_ASSERT_MAIN ();

  od_shift_plan_want (self->plan, OD_SHIFT_REGISTERING, 0);
  if (has_begun (self) && od_shift_get_campaign (self) != 0)
    od_shift_plan_go (self->plan, OD_SHIFT_REGISTERING);
}

/* --- what is shown ---------------------------------------------------------------- */

OdShiftStep
od_shift_get_step (OdShift *self)
{
  OD_ASSERT_MAIN ();

  return od_shift_plan_get_step (self->plan);
}

const OdDuty *
od_shift_get_duty (OdShift *self)
{
  OD_ASSERT_MAIN ();

  return self->duty;
}

OdPaperwork *
od_shift_get_paperwork (OdShift *self)
{
  OD_ASSERT_MAIN ();

  return self->paperwork;
}

OdHandset *
od_shift_get_handset (OdShift *self)
{
  OD_ASSERT_MAIN ();

  return self->handset;
}

gint64
od_shift_get_campaign (OdShift *self)
{
  OD_ASSERT_MAIN ();

  return od_shift_plan_get_campaign (self->plan);
}

gboolean
od_shift_get_wants_ready (OdShift *self)
{
  OD_ASSERT_MAIN ();

  return od_shift_plan_get_ready (self->plan);
}

gboolean
od_shift_is_asking (OdShift *self)
{
  OD_ASSERT_MAIN ();

  return od_shift_plan_is_asking (self->plan);
}

gboolean
od_shift_is_talking (OdShift *self)
{
  OD_ASSERT_MAIN ();

  return self->line != NULL;
}

const char *
od_shift_get_trouble (OdShift *self)
{
  OD_ASSERT_MAIN ();

  return self->trouble;
}

gboolean
od_shift_may_leave (OdShift *self)
{
  OD_ASSERT_MAIN ();

  gboolean live = od_desk_is_live (self->desk);

  return (self->line == NULL || !live)
         && od_paperwork_count_undisposed (self->paperwork) == 0;
}

gboolean
od_shift_is_over (OdShift *self)
{
  OD_ASSERT_MAIN ();

  OdAgentState state = od_duty_get_state (self->duty);
  gboolean idle = state == OD_AGENT_OFFLINE || state == OD_AGENT_PAUSED
                  || state == OD_AGENT_WRAP_UP;

  /* Without a campaign nothing is asked for, and no call comes. */
  return idle && !od_shift_get_wants_ready (self)
         && (!od_shift_is_asking (self) || od_shift_get_step (self) == OD_SHIFT_CHOOSING)
         && od_paperwork_count_undisposed (self->paperwork) == 0
         && od_paperwork_count_unsent (self->paperwork) == 0;
}
