/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request or a pause, never two; and after it what is wanted next. Main thread.
 */
#include "app/shift/shift-plan.h"

#include "shared/model/thread.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

typedef enum { NOTHING, PAUSE, READY } Asked;

struct _OdShiftPlan {
  OdBackend *backend; /* lent */
  const OdDuty *duty; /* lent */
  GObject *owner;     /* lent, but for the length of a request */
  OdShiftAnswered answered;

  OdShiftStep step;
  OdShiftStep again;               /* where the pause leads */
  GCancellable *request;           /* under way; NULL: none */
  guint pause_id;                  /* source; 0: no pause */
  gint64 due_us[OD_SHIFT_N_STEPS]; /* monotonic; 0: not wanted */
  gint64 refreshed_us;             /* when the last refresh began; 0: none did */

  gint64 campaign;        /* chosen by the agent; 0: none yet */
  gboolean campaign_told; /* and the server took it */
  Asked asked;            /* not answered yet */
  gboolean told_ready;    /* what was told last */
};

/* A step that is not here asks nothing. */
static const struct {
  const char *method, *path;
} requests[OD_SHIFT_N_STEPS] = {
  [OD_SHIFT_REFRESHING] = { "GET", OD_PATH_ME },
  [OD_SHIFT_REGISTERING] = { "GET", OD_PATH_ME_SIP },
  [OD_SHIFT_ASKING] = { "PUT", OD_PATH_ME_STATE },
};

/* --- a request or a pause --------------------------------------------------------- */

static void
drop (OdShiftPlan *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (self->request != NULL)
    g_cancellable_cancel (self->request);
  g_clear_object (&self->request);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OdShiftPlan *self = user_data;
  g_autoptr (GObject) owner = self->owner; /* the request's reference */
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_object (&self->request);
    self->answered (owner, answer, error);
  }
  json_decref (answer);
}

/* (transfer full) (nullable) */
static json_t *
make_body (OdShiftPlan *self)
{
  if (self->step != OD_SHIFT_ASKING)
    return NULL;

  self->told_ready = od_shift_plan_get_ready (self);
  return json_pack ("{s:b, s:I}", OD_FIELD_READY, self->told_ready, OD_FIELD_CAMPAIGN,
                    (json_int_t) self->campaign);
}

static void
ask (OdShiftPlan *self)
{
  json_t *body = make_body (self);
  OdBackendRequest request = { requests[self->step].method, requests[self->step].path,
                               body };

  self->request = g_cancellable_new ();
  g_object_ref (self->owner);
  od_backend_call_async (self->backend, &request, self->request, on_answer, self);
  json_decref (body);
}

static gboolean
on_pause_over (gpointer data)
{
  OdShiftPlan *self = data;
  gboolean refreshes = od_shift_plan_is_due (self, OD_SHIFT_REFRESHING);

  self->pause_id = 0;
  od_shift_plan_go (self, refreshes ? OD_SHIFT_REFRESHING : self->again);
  return G_SOURCE_REMOVE;
}

void
od_shift_plan_go_later (OdShiftPlan *self, OdShiftStep step, guint pause_ms)
{
  OD_ASSERT_MAIN ();

  drop (self);
  self->again = step;
  self->pause_id = g_timeout_add (pause_ms, on_pause_over, self);
}

/* The server knows all of it. */
static gboolean
is_granted (const OdShiftPlan *self)
{
  return self->campaign_told && self->asked == NOTHING;
}

void
od_shift_plan_go (OdShiftPlan *self, OdShiftStep step)
{
  OD_ASSERT_MAIN ();

  drop (self);
  if (self->step == OD_SHIFT_GONE)
    return;

  self->step = step == OD_SHIFT_ASKING && is_granted (self) ? OD_SHIFT_WORKING : step;
  if (self->step == OD_SHIFT_REFRESHING)
    self->due_us[step] = self->refreshed_us = g_get_monotonic_time ();
  if (requests[self->step].method != NULL)
    ask (self);
  else
    od_shift_plan_settle (self);
}

OdShiftStep
od_shift_plan_get_step (const OdShiftPlan *self)
{
  OD_ASSERT_MAIN ();

  return self->step;
}

/* --- what is wanted --------------------------------------------------------------- */

/* The refresh under way will serve all who wanted one. */
static gboolean
is_served (const OdShiftPlan *self, OdShiftStep step)
{
  return step == OD_SHIFT_REFRESHING && self->due_us[step] <= self->refreshed_us;
}

void
od_shift_plan_want (OdShiftPlan *self, OdShiftStep step, guint pause_ms)
{
  OD_ASSERT_MAIN ();

  gint64 due_us = g_get_monotonic_time () + pause_ms * 1000;

  if (self->due_us[step] == 0 || is_served (self, step) || due_us < self->due_us[step])
    self->due_us[step] = due_us;
}

/* A refresh leads to the phone as well, and without a campaign nobody needs a phone. */
void
od_shift_plan_settle (OdShiftPlan *self)
{
  OD_ASSERT_MAIN ();

  gint64 due_us = self->due_us[OD_SHIFT_REFRESHING];
  gint64 phone_us = self->due_us[OD_SHIFT_REGISTERING];
  OdShiftStep next = OD_SHIFT_REFRESHING;

  if (self->step != OD_SHIFT_WORKING && self->step != OD_SHIFT_CHOOSING)
    return;
  if (self->step == OD_SHIFT_WORKING && phone_us != 0
      && (due_us == 0 || phone_us < due_us)) {
    due_us = phone_us;
    next = OD_SHIFT_REGISTERING;
  }
  if (due_us != 0)
    od_shift_plan_go_later (self, next, MAX (due_us - g_get_monotonic_time (), 0) / 1000);
}

gboolean
od_shift_plan_is_due (const OdShiftPlan *self, OdShiftStep step)
{
  OD_ASSERT_MAIN ();

  return self->due_us[step] != 0 && self->due_us[step] <= g_get_monotonic_time ();
}

void
od_shift_plan_end (OdShiftPlan *self, OdShiftStep step)
{
  OD_ASSERT_MAIN ();

  if (step != OD_SHIFT_REFRESHING || is_served (self, step))
    self->due_us[step] = 0;
}

/* --- what the agent asks for ------------------------------------------------------ */

void
od_shift_plan_choose (OdShiftPlan *self, gint64 campaign)
{
  OD_ASSERT_MAIN ();

  self->campaign = campaign;
  self->campaign_told = FALSE;
}

gint64
od_shift_plan_get_campaign (const OdShiftPlan *self)
{
  OD_ASSERT_MAIN ();

  return self->campaign;
}

void
od_shift_plan_set_ready (OdShiftPlan *self, gboolean ready)
{
  OD_ASSERT_MAIN ();

  self->asked = ready ? READY : PAUSE;
}

gboolean
od_shift_plan_get_ready (const OdShiftPlan *self)
{
  OD_ASSERT_MAIN ();

  return self->asked != NOTHING ? self->asked == READY
                                : od_duty_get_wants_ready (self->duty);
}

gboolean
od_shift_plan_is_asking (const OdShiftPlan *self)
{
  OD_ASSERT_MAIN ();

  return self->asked != NOTHING;
}

gboolean
od_shift_plan_take_granted (OdShiftPlan *self)
{
  OD_ASSERT_MAIN ();

  self->campaign_told = TRUE;
  if (self->asked == (self->told_ready ? READY : PAUSE))
    self->asked = NOTHING;
  return self->told_ready;
}

void
od_shift_plan_take_refused (OdShiftPlan *self)
{
  OD_ASSERT_MAIN ();

  self->asked = NOTHING;
  if (!self->campaign_told)
    self->campaign = 0;
}

gboolean
od_shift_plan_compare (OdShiftPlan *self)
{
  OD_ASSERT_MAIN ();

  gint64 campaign = od_duty_get_campaign (self->duty);

  if (self->campaign_told && campaign == 0) {
    od_shift_plan_choose (self, 0);
    return FALSE;
  }

  if (self->campaign == 0 && campaign != 0 && od_duty_get_wants_ready (self->duty)) {
    self->campaign = campaign;
    self->campaign_told = TRUE;
  }
  return TRUE;
}

/* --- the plan --------------------------------------------------------------------- */

OdShiftPlan *
od_shift_plan_new (OdBackend *backend,
                   const OdDuty *duty,
                   GObject *owner,
                   OdShiftAnswered answered)
{
  OD_ASSERT_MAIN ();

  OdShiftPlan *self = g_new0 (OdShiftPlan, 1);

  self->backend = backend;
  self->duty = duty;
  self->owner = owner;
  self->answered = answered;
  return self;
}

void
od_shift_plan_free (OdShiftPlan *self)
{
  OD_ASSERT_MAIN ();

  drop (self);
  g_free (self);
}
