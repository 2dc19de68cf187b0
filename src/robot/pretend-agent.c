/*
 * A pretend agent's day, one step after the other; a lost link leads back to LOOKING, a
 * lost session to SIGNING_IN. At most one request is under way; whoever goes to another
 * step gives it up. Main thread.
 *
 *   IDLE --> SIGNING_IN --> LOOKING --> TUNING --> REGISTERING --> ASKING --> WORKING
 *                              ^  |                                   ^         |
 *               link is back   |  +-- the server hears our phone -----+         |
 *                              +------------------------------------------------+
 *   (any) --leave--> PAUSING --> FINISHING --> SIGNING_OUT --> GONE
 */
#include "robot/pretend-agent.h"

#include "app/phone/softphone.h"
#include "app/sync/live-feed.h"
#include "app/sync/outbox.h"
#include "robot/call-desk.h"
#include "robot/named-object.h"
#include "shared/model/agent-state.h"
#include "shared/wire/paths.h"

#include <string.h>

#define AGAIN_MS 1000 /* before a step that failed is tried again */

typedef enum {
  IDLE,
  SIGNING_IN,
  LOOKING,
  TUNING,
  REGISTERING,
  ASKING,
  WORKING,
  PAUSING,
  FINISHING,
  SIGNING_OUT,
  GONE,
} Step;

struct _OdPretendAgent {
  GObject parent_instance;

  char *name;
  char *password;
  char *campaign;
  OdWitness *witness; /* lent */
  OdBackend *backend;
  OdLiveFeed *feed;
  OdOutbox *outbox;
  OdSoftphone *phone;
  OdCallDesk *desk;

  Step step;
  Step again;           /* where the pause leads */
  guint pause_id;       /* source: 0: no pause */
  GCancellable *errand; /* the request under way; NULL: none */
  gint64 campaign_id;   /* 0: not known yet */
  gboolean settled;     /* has been WORKING: from now on nothing is fatal */
  gboolean was_ready;   /* "ready" was told */
  gboolean wants_ready; /* the server knows that we want calls */
  gboolean must_look;   /* the link came up after /me was read: read it again */
  gboolean new_session; /* the phone does not have this session's account yet */
  OdAgentState state;   /* as the server said last */
};

G_DEFINE_FINAL_TYPE (OdPretendAgent, od_pretend_agent, G_TYPE_OBJECT)

enum { FAILED, SETTLED, READY, SAVED, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void go (OdPretendAgent *self, Step step); /* answers lead to the next step */

static void
say (OdPretendAgent *self, const char *event)
{
  od_witness_say (self->witness, self->name, event, NULL, NULL);
}

static void
fail (OdPretendAgent *self, const char *why)
{
  g_autofree char *sentence = g_strdup_printf ("%s: %s", self->name, why);

  self->step = GONE;
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static gboolean
on_pause_over (gpointer data)
{
  OdPretendAgent *self = data;

  self->pause_id = 0;
  go (self, self->again);
  return G_SOURCE_REMOVE;
}

static void
go_later (OdPretendAgent *self, Step step)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->again = step;
  self->pause_id = g_timeout_add (AGAIN_MS, on_pause_over, self);
}

/* --- what comes back -------------------------------------------------------------- */

static void
take_me (OdPretendAgent *self, json_t *me)
{
  const char *name = json_string_value (json_object_get (me, "state"));
  OdAgentState was = self->state;

  if (name == NULL || !od_agent_state_from_name (name, &self->state))
    return;
  self->wants_ready = json_is_true (json_object_get (me, "wants_ready"));
  if (self->state == OD_AGENT_READY && was != OD_AGENT_READY)
    say (self, "ready");
  od_call_desk_take_me (self->desk, me);
  if (self->state == OD_AGENT_READY && !self->was_ready) {
    self->was_ready = TRUE;
    g_signal_emit (self, signals[READY], 0);
  }
}

/* The list has active campaigns only; a number may be of one that will be. */
static gboolean
find_campaign (OdPretendAgent *self, json_t *campaigns)
{
  gint64 id = od_named_object_find (campaigns, self->campaign);

  if (id != 0)
    self->campaign_id = id;
  if (self->campaign_id == 0)
    g_ascii_string_to_signed (self->campaign, 10, 1, G_MAXINT64, &self->campaign_id,
                              NULL);
  return self->campaign_id != 0;
}

/* Whoever the server hears on the phone keeps the line: a new registration ends it. */
static void
look (OdPretendAgent *self, json_t *answer)
{
  json_t *me = json_object_get (answer, "agent");
  g_autofree char *why = NULL;

  if (me == NULL) {
    fail (self, "this account is no agent's: the robots need agents");
    return;
  }
  if (!find_campaign (self, json_object_get (answer, "campaigns"))) {
    why = g_strdup_printf ("no active campaign \"%s\" is open to this agent: switch it "
                           "on and assign the agent to it, or give its id",
                           self->campaign);
    fail (self, why);
    return;
  }

  take_me (self, me);
  od_call_desk_take_undisposed (self->desk, json_object_get (answer, "undisposed"));
  if (self->new_session || !json_is_true (json_object_get (me, "registered")))
    go (self, TUNING);
  else
    go (self, self->wants_ready ? WORKING : ASKING);
}

static void
tune (OdPretendAgent *self, json_t *answer)
{
  const char *registrar = json_string_value (json_object_get (answer, "registrar"));
  const char *user = json_string_value (json_object_get (answer, "user"));
  const char *password = json_string_value (json_object_get (answer, "password"));
  g_autoptr (GError) error = NULL;

  if (registrar == NULL || user == NULL || password == NULL) {
    fail (self, "the server names no registrar for the phone");
    return;
  }
  if (!od_softphone_start (self->phone, &error)) {
    fail (self, error->message);
    return;
  }

  self->new_session = FALSE;
  go (self, REGISTERING);
  od_softphone_set_account (self->phone, registrar, user, password);
}

static void
take_answer (OdPretendAgent *self, json_t *answer)
{
  switch (self->step) {
  case SIGNING_IN:
    say (self, "signed-in");
    self->new_session = TRUE;
    od_live_feed_start (self->feed);
    od_outbox_wake (self->outbox);
    go (self, LOOKING);
    break;
  case LOOKING:
    look (self, answer);
    break;
  case TUNING:
    tune (self, answer);
    break;
  case ASKING:
    go (self, WORKING);
    break;
  case PAUSING:
    go (self, FINISHING);
    break;
  case SIGNING_OUT:
    go (self, GONE);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
take_error (OdPretendAgent *self, const GError *error)
{
  gboolean signed_out = g_error_matches (error, OD_BACKEND_ERROR,
                                         OD_BACKEND_ERROR_SIGNED_OUT);

  if (self->step == SIGNING_OUT) {
    go (self, GONE);
  } else if (self->step == PAUSING
             && !g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE)) {
    go (self, SIGNING_OUT);
  } else if (signed_out && self->step != SIGNING_IN) {
    go (self, SIGNING_IN);
  } else if (!self->settled) {
    fail (self, error->message);
  } else {
    go_later (self, self->step);
  }
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdPretendAgent) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->errand);
  if (error == NULL)
    take_answer (self, answer);
  else
    take_error (self, error);
  json_decref (answer);
}

/* --- steps ------------------------------------------------------------------------ */

static void
ask (OdPretendAgent *self, const char *method, const char *path, json_t *body)
{
  OdBackendRequest request = { method, path, body };

  self->errand = g_cancellable_new ();
  od_backend_call_async (self->backend, &request, self->errand, on_answer,
                         g_object_ref (self));
  json_decref (body);
}

static void
sign_in (OdPretendAgent *self)
{
  od_live_feed_stop (self->feed);
  self->errand = g_cancellable_new ();
  od_backend_sign_in_async (self->backend, self->name, self->password, self->errand,
                            on_answer, g_object_ref (self));
}

static void
settle (OdPretendAgent *self)
{
  if (self->settled)
    return;
  self->settled = TRUE;
  g_signal_emit (self, signals[SETTLED], 0);
}

/* Nothing can land any more, nothing is unsaid, nothing is unsent. */
static void
finish (OdPretendAgent *self)
{
  gboolean done = self->state == OD_AGENT_PAUSED || self->state == OD_AGENT_OFFLINE
                  || self->state == OD_AGENT_WRAP_UP;

  if (self->step == FINISHING && done && od_outbox_count (self->outbox) == 0)
    go (self, SIGNING_OUT);
}

static void
sign_out (OdPretendAgent *self)
{
  od_live_feed_stop (self->feed);
  od_outbox_stop (self->outbox);
  od_call_desk_close (self->desk);
  if (od_backend_is_signed_in (self->backend))
    ask (self, "DELETE", OD_PATH_SESSION, NULL);
  else
    go (self, GONE);
}

static void
be_gone (OdPretendAgent *self)
{
  od_backend_forget (self->backend);
  if (od_softphone_get_state (self->phone) == OD_SOFTPHONE_STOPPED)
    g_signal_emit (self, signals[LEFT], 0);
  else
    od_softphone_stop (self->phone);
}

static void
go (OdPretendAgent *self, Step step)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (self->errand != NULL)
    g_cancellable_cancel (self->errand);
  g_clear_object (&self->errand);
  self->step = step;

  switch (step) {
  case SIGNING_IN:
    sign_in (self);
    break;
  case LOOKING:
    self->must_look = FALSE;
    ask (self, "GET", OD_PATH_ME, NULL);
    break;
  case TUNING:
    ask (self, "GET", OD_PATH_ME_SIP, NULL);
    break;
  case ASKING:
    ask (self, "PUT", OD_PATH_ME_STATE,
         json_pack ("{s:b, s:I}", "ready", 1, "campaign", self->campaign_id));
    break;
  case WORKING:
    settle (self);
    if (self->must_look)
      go (self, LOOKING);
    break;
  case PAUSING:
    ask (self, "PUT", OD_PATH_ME_STATE, json_pack ("{s:b}", "ready", 0));
    break;
  case FINISHING:
    finish (self);
    break;
  case SIGNING_OUT:
    sign_out (self);
    break;
  case GONE:
    be_gone (self);
    break;
  case IDLE:
  case REGISTERING: /* the phone will tell */
    break;
  }
}

/* --- what happens by itself ------------------------------------------------------- */

static void
on_event (OdLiveFeed *feed,
          const char *name,
          gint64 id,
          json_t *body,
          OdPretendAgent *self)
{
  if (strcmp (name, OD_NEWS_ME) == 0) {
    take_me (self, body);
    finish (self);
  } else if (self->step == WORKING
             && od_call_desk_is_unknown_end (self->desk, name, body)) {
    go_later (self, LOOKING);
  }
}

static gboolean
may_look (OdPretendAgent *self)
{
  return self->step >= LOOKING && self->step <= WORKING && self->settled;
}

static void
on_link_changed (OdLiveFeed *feed, gboolean up, OdPretendAgent *self)
{
  if (!up)
    return;
  self->must_look = TRUE;
  od_outbox_wake (self->outbox);
  if (may_look (self))
    go (self, LOOKING);
}

static void
on_reset (OdLiveFeed *feed, OdPretendAgent *self)
{
  if (may_look (self))
    go (self, LOOKING);
}

static void
on_signed_out (OdLiveFeed *feed, OdPretendAgent *self)
{
  if (self->step > SIGNING_IN && self->step < PAUSING)
    go_later (self, SIGNING_IN);
}

static void
on_stale (OdCallDesk *desk, OdPretendAgent *self)
{
  if (self->step == WORKING)
    go_later (self, LOOKING);
}

static void
on_saved (OdCallDesk *desk, OdPretendAgent *self)
{
  g_signal_emit (self, signals[SAVED], 0);
  finish (self);
}

static void
on_phone_changed (OdSoftphone *phone, OdPretendAgent *self)
{
  OdSoftphoneState state = od_softphone_get_state (phone);
  const char *reason = od_softphone_get_reason (phone);

  if (state == OD_SOFTPHONE_STOPPED && self->step == GONE) {
    g_signal_emit (self, signals[LEFT], 0);
  } else if (state == OD_SOFTPHONE_REGISTERED && self->step == REGISTERING) {
    say (self, "registered");
    go (self, self->wants_ready ? WORKING : ASKING);
  } else if ((state == OD_SOFTPHONE_REFUSED || state == OD_SOFTPHONE_BROKEN)
             && self->step == REGISTERING) {
    if (self->settled)
      go_later (self, TUNING);
    else
      fail (self, reason);
  }
}

static void
on_outbox_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdPretendAgent) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!od_outbox_start_finish (OD_OUTBOX (source), result, &error))
    fail (self, error->message);
  else if (self->step == IDLE)
    go (self, SIGNING_IN);
}

/* --- the object ------------------------------------------------------------------- */

static void
od_pretend_agent_dispose (GObject *object)
{
  OdPretendAgent *self = OD_PRETEND_AGENT (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (self->feed != NULL)
    g_signal_handlers_disconnect_by_data (self->feed, self);
  if (self->phone != NULL)
    g_signal_handlers_disconnect_by_data (self->phone, self);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->feed);
  g_clear_object (&self->desk);
  g_clear_object (&self->outbox);
  g_clear_object (&self->phone);
  g_clear_object (&self->errand);
  g_clear_object (&self->backend);
  G_OBJECT_CLASS (od_pretend_agent_parent_class)->dispose (object);
}

static void
od_pretend_agent_finalize (GObject *object)
{
  OdPretendAgent *self = OD_PRETEND_AGENT (object);

  g_free (self->name);
  g_free (self->password);
  g_free (self->campaign);
  G_OBJECT_CLASS (od_pretend_agent_parent_class)->finalize (object);
}

static void
od_pretend_agent_class_init (OdPretendAgentClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_pretend_agent_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_pretend_agent_finalize;
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[READY] = g_signal_new ("ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
od_pretend_agent_init (OdPretendAgent *self)
{
}

static void
listen_to_all (OdPretendAgent *self)
{
  g_signal_connect (self->feed, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->feed, "link-changed", G_CALLBACK (on_link_changed), self);
  g_signal_connect (self->feed, "reset", G_CALLBACK (on_reset), self);
  g_signal_connect (self->feed, "signed-out", G_CALLBACK (on_signed_out), self);
  g_signal_connect (self->desk, "stale", G_CALLBACK (on_stale), self);
  g_signal_connect (self->desk, "saved", G_CALLBACK (on_saved), self);
  g_signal_connect (self->phone, "state-changed", G_CALLBACK (on_phone_changed), self);
}

OdPretendAgent *
od_pretend_agent_new (const OdPretendAgentSetup *setup, GError **error)
{
  OdSoftphoneOptions options = { .source_wav = setup->voice,
                                 .record_dir = setup->record_dir };
  g_autoptr (OdBackend) backend = od_backend_new (setup->server, error);
  OdPretendAgent *self;

  if (backend == NULL)
    return NULL;

  self = g_object_new (OD_TYPE_PRETEND_AGENT, NULL);
  self->name = g_strdup (setup->name);
  self->password = g_strdup (setup->password);
  self->campaign = g_strdup (setup->campaign);
  self->witness = setup->witness;
  self->backend = g_steal_pointer (&backend);
  self->feed = od_live_feed_new (self->backend);
  self->outbox = od_outbox_new (setup->outbox_path, self->backend);
  self->phone = od_softphone_new (&options);
  self->desk = od_call_desk_new (setup, self->backend, self->outbox);
  listen_to_all (self);
  return self;
}

void
od_pretend_agent_start (OdPretendAgent *self)
{
  od_outbox_start_async (self->outbox, NULL, on_outbox_open, g_object_ref (self));
}

void
od_pretend_agent_leave (OdPretendAgent *self)
{
  if (self->settled && self->step < PAUSING)
    go (self, PAUSING);
  else if (self->step < PAUSING)
    go (self, SIGNING_OUT);
}

void
od_pretend_agent_drop (OdPretendAgent *self)
{
  if (self->step < SIGNING_OUT)
    go (self, SIGNING_OUT);
}

gboolean
od_pretend_agent_is_talking (OdPretendAgent *self)
{
  return od_call_desk_is_talking (self->desk);
}
