/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person at an agent's window would do, and nothing else: the day itself is the
 * window's own, OdShift on an OdDesk, so that every robot proves the code that people
 * use. Whatever goes wrong BEGINNING is fatal; at WORK it is tried again. Main thread.
 *
 *   IDLE --start--> BEGINNING --ready was asked for--> WORK --leave--> LEAVING
 *                       |                               |                 |
 *                       |                             drop     paused, nothing is owed
 *                       +-- leave or drop --> GONE <----+-----------------+
 *
 * A sign-in that the server has ended is renewed BEGINNING and at WORK.
 */
#include "robot/pretend-agent.h"

#include "app/desk/call-view.h"
#include "app/shift/shift.h"
#include "robot/conversation.h"
#include "robot/named-object.h"
#include "robot/verdict.h"
#include "shared/wire/disposition-json.h"
#include "shared/wire/fields.h"

#define AGAIN_MS  1000 /* before what was not possible is tried again */
#define MAX_GIVEN 3    /* words for one call, if the server refuses them */

typedef enum { IDLE, BEGINNING, WORK, LEAVING, GONE } Step;

struct _OdPretendAgent {
  GObject parent_instance;

  char *name;
  char *password;
  char *campaign; /* name or id */
  guint32 seed;
  OdWitness *witness; /* lent */
  OdDesk *desk;
  OdShift *shift;
  OdConversation *conversation;

  Step step;
  GCancellable *signing_in; /* NULL: not now */
  guint sign_in_id;         /* source: when to sign in again; 0: not */
  guint again_id;           /* source: when to choose or repair again; 0: not */
  gint64 campaign_id;       /* 0: not known yet */
  gboolean chosen;          /* the campaign was chosen; nobody said no yet */
  gboolean must_ask;        /* calls are asked for, if the server does not know it */
  gboolean was_ready;       /* "ready" was told */
  gboolean left;            /* the desk is signed out */
  gboolean lost;            /* the server cannot be heard; so below */
  gboolean silent;          /* no sound comes in the call on the line */
  OdAgentState state;       /* of the last look; so below */
  OdSoftphoneState phone;
  char *complaint;   /* the last thing that failed, for whoever reads; NULL: none */
  char *call;        /* on the line; NULL: none */
  char *verdict;     /* the call whose word is on its way to the disk; NULL: none */
  GHashTable *given; /* call -> how many words were given */
};

G_DEFINE_FINAL_TYPE (OdPretendAgent, od_pretend_agent, G_TYPE_OBJECT)

enum { FAILED, SETTLED, READY, SAVED, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void look (OdPretendAgent *self); /* a pause leads back to looking */

static void
say (OdPretendAgent *self, const char *event)
{
  od_witness_say (self->witness, self->name, event, NULL, NULL);
}

static void
stop_trying (OdPretendAgent *self)
{
  g_clear_handle_id (&self->sign_in_id, g_source_remove);
  g_clear_handle_id (&self->again_id, g_source_remove);
  if (self->signing_in != NULL)
    g_cancellable_cancel (self->signing_in);
  g_clear_object (&self->signing_in);
  od_conversation_end (self->conversation);
}

static void
fail (OdPretendAgent *self, const char *why)
{
  g_autofree char *sentence = g_strdup_printf ("%s: %s", self->name, why);

  stop_trying (self);
  self->step = GONE;
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

/* --- going home ------------------------------------------------------------------- */

static void
check_gone (OdPretendAgent *self)
{
  if (self->step != GONE || !self->left || self->phone != OD_SOFTPHONE_STOPPED)
    return;
  self->left = FALSE; /* once */
  g_signal_emit (self, signals[LEFT], 0);
}

static void
go_home (OdPretendAgent *self)
{
  stop_trying (self);
  self->step = GONE;
  od_shift_leave (self->shift);
  self->phone = od_handset_get_state (od_shift_get_handset (self->shift));
  od_desk_sign_out (self->desk);
}

/* A pause that was refused is not waited for. */
static gboolean
may_go (OdPretendAgent *self)
{
  gboolean refused = od_shift_get_wants_ready (self->shift)
                     && !od_shift_is_asking (self->shift);

  return refused || od_shift_is_over (self->shift);
}

/* --- signing in ------------------------------------------------------------------- */

static gboolean on_sign_in_due (gpointer data);

static void
sign_in_later (OdPretendAgent *self)
{
  if (self->sign_in_id == 0)
    self->sign_in_id = g_timeout_add (AGAIN_MS, on_sign_in_due, self);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdPretendAgent) self = user_data;
  g_autoptr (GError) error = NULL;

  if (od_desk_sign_in_finish (OD_DESK (source), result, &error)) {
    say (self, "signed-in");
    if (od_shift_get_step (self->shift) == OD_SHIFT_IDLE)
      od_shift_start (self->shift);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    return;
  } else if (self->step == BEGINNING) {
    fail (self, error->message);
  } else {
    sign_in_later (self);
  }
  g_clear_object (&self->signing_in);
}

static gboolean
on_sign_in_due (gpointer data)
{
  OdPretendAgent *self = data;

  self->sign_in_id = 0;
  if (self->signing_in != NULL) /* one is under way */
    return G_SOURCE_REMOVE;
  self->signing_in = g_cancellable_new ();
  od_desk_sign_in_async (self->desk, self->name, self->password, self->signing_in,
                         on_signed_in, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* --- campaign and phone ----------------------------------------------------------- */

static gboolean
on_again (gpointer data)
{
  OdPretendAgent *self = data;
  OdHandset *handset = od_shift_get_handset (self->shift);

  self->again_id = 0;
  self->chosen = FALSE;
  if (od_handset_get_state (handset) == OD_SOFTPHONE_BROKEN)
    od_shift_retry_phone (self->shift);
  look (self);
  return G_SOURCE_REMOVE;
}

static void
try_again_later (OdPretendAgent *self)
{
  if (self->again_id == 0)
    self->again_id = g_timeout_add (AGAIN_MS, on_again, self);
}

/* The list has active campaigns only; a number may be of one that will be. */
static gboolean
find_campaign (OdPretendAgent *self)
{
  json_t *campaigns = od_duty_get_campaigns (od_shift_get_duty (self->shift));
  gint64 id = od_named_object_find (campaigns, self->campaign);

  if (id != 0)
    self->campaign_id = id;
  if (self->campaign_id == 0)
    g_ascii_string_to_signed (self->campaign, 10, 1, G_MAXINT64, &self->campaign_id,
                              NULL);
  return self->campaign_id != 0;
}

static void
choose_campaign (OdPretendAgent *self)
{
  g_autofree char *why = NULL;

  if (self->chosen && self->step == BEGINNING) {
    fail (self, self->complaint != NULL ? self->complaint : "the campaign was refused");
  } else if (self->chosen) {
    try_again_later (self);
  } else if (!find_campaign (self)) {
    why = g_strdup_printf ("no active campaign \"%s\" is open to this agent: switch it "
                           "on and assign the agent to it, or give its id",
                           self->campaign);
    fail (self, why);
  } else {
    self->chosen = TRUE;
    self->must_ask = FALSE;
    od_shift_choose_campaign (self->shift, self->campaign_id);
    od_shift_set_wants_ready (self->shift, TRUE);
  }
}

static void
settle (OdPretendAgent *self)
{
  if (self->step != BEGINNING || self->phone != OD_SOFTPHONE_REGISTERED)
    return;

  self->step = WORK;
  g_signal_emit (self, signals[SETTLED], 0);
}

/* Whom a supervisor sends on pause stays there until the link was lost. */
static void
ask_for_calls (OdPretendAgent *self)
{
  self->chosen = FALSE;
  if (self->must_ask) {
    self->must_ask = FALSE;
    od_shift_set_wants_ready (self->shift, TRUE);
  }
  if (od_shift_is_asking (self->shift))
    return;
  if (od_shift_get_wants_ready (self->shift))
    settle (self);
  else if (self->step == BEGINNING)
    fail (self, self->complaint != NULL ? self->complaint : "calls were refused");
}

static void
look_at_phone (OdPretendAgent *self)
{
  OdHandset *handset = od_shift_get_handset (self->shift);
  OdSoftphoneState was = self->phone;

  self->phone = od_handset_get_state (handset);
  if (self->phone == OD_SOFTPHONE_REGISTERED && was != OD_SOFTPHONE_REGISTERED)
    say (self, "registered");
  if (self->phone != OD_SOFTPHONE_BROKEN && self->phone != OD_SOFTPHONE_REFUSED)
    return;
  if (self->step == BEGINNING)
    fail (self, od_handset_get_reason (handset));
  else if (self->phone == OD_SOFTPHONE_BROKEN && self->step == WORK)
    try_again_later (self);
}

/* --- paper work ------------------------------------------------------------------- */

static char **
get_labels (OdPretendAgent *self)
{
  json_t *known = od_duty_get_dispositions (od_shift_get_duty (self->shift));
  json_t *offered = known != NULL ? json_incref (known)
                                  : od_disposition_json_offered (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  json_t *label;
  gsize i;

  json_array_foreach (offered, i, label)
  {
    const char *text = json_string_value (json_object_get (label, OD_FIELD_LABEL));

    if (text != NULL)
      g_strv_builder_add (builder, text);
  }
  json_decref (offered);
  return g_strv_builder_end (builder);
}

static void
on_disposed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdPretendAgent) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->verdict, g_free);
  if (!od_paperwork_dispose_finish (OD_PAPERWORK (source), result, &error))
    g_printerr ("outdial-robot: %s cannot keep a disposition: %s\n", self->name,
                error->message);
}

/* A robot that was killed and started again says the same word once more. */
static void
dispose_of (OdPretendAgent *self, const char *call)
{
  g_auto (GStrv) labels = get_labels (self);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->given, call));

  if (self->verdict != NULL || n >= MAX_GIVEN)
    return;
  self->verdict = g_strdup (call);
  g_hash_table_insert (self->given, g_strdup (call), GUINT_TO_POINTER (n + 1));
  od_paperwork_dispose_async (od_shift_get_paperwork (self->shift), call,
                              od_verdict_choose (self->seed, call,
                                                 (const char *const *) labels),
                              FALSE, NULL, 0, on_disposed, g_object_ref (self));
}

static void
look_at_papers (OdPretendAgent *self)
{
  const char *call = od_call_view_read (
                       od_paperwork_get_undisposed (od_shift_get_paperwork (self->shift)))
                       .id;

  if (call != NULL)
    dispose_of (self, call);
}

/* What a window says above everything else. */
static void
look_at_link (OdPretendAgent *self)
{
  gboolean lost = !od_desk_is_live (self->desk);
  gboolean silent = self->call != NULL
                    && od_handset_is_silent (od_shift_get_handset (self->shift));

  if (lost != self->lost)
    say (self, lost ? "server-lost" : "server-back");
  if (silent != self->silent)
    od_witness_say (self->witness, self->name, silent ? "sound-lost" : "sound-back",
                    self->call, NULL);
  self->lost = lost;
  self->silent = silent;
}

/* --- looking ---------------------------------------------------------------------- */

static void
look_at_state (OdPretendAgent *self)
{
  OdAgentState was = self->state;

  self->state = od_duty_get_state (od_shift_get_duty (self->shift));
  if (self->state != OD_AGENT_READY || was == OD_AGENT_READY)
    return;
  say (self, "ready");
  if (self->was_ready)
    return;
  self->was_ready = TRUE;
  g_signal_emit (self, signals[READY], 0);
}

static void
look_at_step (OdPretendAgent *self)
{
  OdShiftStep step = od_shift_get_step (self->shift);
  const char *trouble = od_shift_get_trouble (self->shift);

  if (self->step == BEGINNING && trouble != NULL)
    fail (self, trouble);
  else if (step == OD_SHIFT_CHOOSING)
    choose_campaign (self);
  else if (step == OD_SHIFT_WORKING)
    ask_for_calls (self);
}

/* Everything that the window would show is looked at, and what is to be done is done. */
static void
look (OdPretendAgent *self)
{
  if (self->step == BEGINNING || self->step == WORK || self->step == LEAVING) {
    look_at_state (self);
    look_at_papers (self);
  }
  look_at_phone (self);
  if (self->step == WORK)
    look_at_link (self);
  if (self->step == BEGINNING || self->step == WORK)
    look_at_step (self);
  if (self->step == LEAVING && may_go (self))
    go_home (self);
  check_gone (self);
}

/* --- what happens by itself ------------------------------------------------------- */

static void
on_call_began (OdShift *shift, OdPretendAgent *self)
{
  g_free (self->call);
  self->call = g_strdup (od_duty_get_line (od_shift_get_duty (shift)));
  od_conversation_begin (self->conversation);
  od_witness_say (self->witness, self->name, "in-call", self->call, NULL);
}

static void
on_call_ended (OdShift *shift, OdPretendAgent *self)
{
  od_conversation_end (self->conversation);
  od_witness_say (self->witness, self->name, "ended", self->call, NULL);
  g_clear_pointer (&self->call, g_free);
}

static void
on_not_done (OdShift *shift, const char *why, OdPretendAgent *self)
{
  g_printerr ("outdial-robot: %s: %s\n", self->name, why);
  g_free (self->complaint);
  self->complaint = g_strdup (why);
}

static void
on_saved (OdPaperwork *paperwork,
          const char *call,
          const char *label,
          OdPretendAgent *self)
{
  od_witness_say (self->witness, self->name, "saved", call, label);
  g_signal_emit (self, signals[SAVED], 0);
}

static void
on_refresh (OdDesk *desk, OdPretendAgent *self)
{
  self->must_ask = TRUE;
}

static void
on_signed_out (OdDesk *desk, const char *why, OdPretendAgent *self)
{
  if (self->step == BEGINNING || self->step == WORK)
    sign_in_later (self);
  else if (self->step == LEAVING)
    go_home (self);
}

static void
on_left (OdDesk *desk, OdPretendAgent *self)
{
  self->left = TRUE;
  check_gone (self);
}

/* --- the object ------------------------------------------------------------------- */

static void
od_pretend_agent_dispose (GObject *object)
{
  OdPretendAgent *self = OD_PRETEND_AGENT (object);

  if (self->conversation != NULL)
    stop_trying (self);
  if (self->shift != NULL) {
    g_signal_handlers_disconnect_by_data (od_shift_get_paperwork (self->shift), self);
    g_signal_handlers_disconnect_by_data (self->shift, self);
    g_signal_handlers_disconnect_by_data (self->desk, self);
  }
  g_clear_pointer (&self->conversation, od_conversation_free);
  g_clear_object (&self->shift);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_pretend_agent_parent_class)->dispose (object);
}

static void
od_pretend_agent_finalize (GObject *object)
{
  OdPretendAgent *self = OD_PRETEND_AGENT (object);

  g_free (self->name);
  g_free (self->password);
  g_free (self->campaign);
  g_free (self->complaint);
  g_free (self->call);
  g_free (self->verdict);
  g_hash_table_unref (self->given);
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
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
listen_to_all (OdPretendAgent *self)
{
  OdPaperwork *paperwork = od_shift_get_paperwork (self->shift);

  g_signal_connect (self->desk, "refresh", G_CALLBACK (on_refresh), self);
  g_signal_connect (self->desk, "signed-out", G_CALLBACK (on_signed_out), self);
  g_signal_connect (self->desk, "left", G_CALLBACK (on_left), self);
  g_signal_connect_swapped (self->shift, "changed", G_CALLBACK (look), self);
  g_signal_connect (self->shift, "call-began", G_CALLBACK (on_call_began), self);
  g_signal_connect (self->shift, "call-ended", G_CALLBACK (on_call_ended), self);
  g_signal_connect (self->shift, "failed", G_CALLBACK (on_not_done), self);
  g_signal_connect (paperwork, "saved", G_CALLBACK (on_saved), self);
}

OdPretendAgent *
od_pretend_agent_new (const OdPretendAgentSetup *setup, GError **error)
{
  OdShiftOptions options = { .outbox_path = setup->outbox_path,
                             .phone = { .source_wav = setup->voice,
                                        .may_be_silent = TRUE,
                                        .record_dir = setup->record_dir } };
  OdDesk *desk = od_desk_new (setup->server, error);
  OdPretendAgent *self;

  if (desk == NULL)
    return NULL;

  self = g_object_new (OD_TYPE_PRETEND_AGENT, NULL);
  self->name = g_strdup (setup->name);
  self->password = g_strdup (setup->password);
  self->campaign = g_strdup (setup->campaign);
  self->seed = setup->seed;
  self->witness = setup->witness;
  self->desk = desk;
  self->shift = od_shift_new (desk, &options);
  self->conversation = od_conversation_new (od_shift_get_handset (self->shift),
                                            &setup->habits, setup->seed, setup->name);
  listen_to_all (self);
  return self;
}

void
od_pretend_agent_start (OdPretendAgent *self)
{
  self->step = BEGINNING;
  on_sign_in_due (self);
}

void
od_pretend_agent_leave (OdPretendAgent *self)
{
  if (self->step != WORK) {
    od_pretend_agent_drop (self);
    return;
  }

  self->step = LEAVING;
  od_shift_set_wants_ready (self->shift, FALSE);
  look (self);
}

void
od_pretend_agent_drop (OdPretendAgent *self)
{
  if (self->step != GONE)
    go_home (self);
  look (self);
}

gboolean
od_pretend_agent_is_talking (OdPretendAgent *self)
{
  return od_shift_is_talking (self->shift);
}
