/*
 * Talking and paper work. A call's disposition goes under the call's own id as key: said
 * twice, by this robot or by one that was killed, it is the same request. Main thread.
 */
#include "robot/call-desk.h"

#include "robot/verdict.h"
#include "shared/model/agent-state.h"
#include "shared/model/call-state.h"
#include "shared/model/event.h"
#include "shared/wire/paths.h"

#include <string.h>

#define AGAIN_MS     500 /* before hanging up is tried again */
#define MAX_REFUSALS 3   /* of one call; then it is left alone */

struct _OdCallDesk {
  GObject parent_instance;

  OdBackend *backend;
  OdOutbox *outbox;
  OdWitness *witness; /* lent */
  char *name;
  guint32 seed;
  guint talk_min_ms;
  guint talk_max_ms;
  guint hold_ms;
  char *keys; /* NULL: none are pressed */
  GRand *random;
  char *call;           /* the one being talked on; NULL: none */
  guint talk_id;        /* source: when to hang up; 0: not now */
  guint hold_id;        /* source: when to hold, then when to resume; 0: neither */
  char **offered;       /* the campaign's labels; NULL: not heard yet */
  GHashTable *given;    /* calls whose disposition was handed over */
  GHashTable *refusals; /* call -> how often the server refused it */
};

G_DEFINE_FINAL_TYPE (OdCallDesk, od_call_desk, G_TYPE_OBJECT)

enum { SAVED, STALE, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean on_talked_enough (gpointer data); /* hanging up may have to be repeated */

/* --- talking ---------------------------------------------------------------------- */

static void
on_hung_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdCallDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  json_decref (answer);
  /* Refused: the lead was quicker. */
  if (error != NULL && self->call != NULL && self->talk_id == 0
      && !g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_REFUSED))
    self->talk_id = g_timeout_add (AGAIN_MS, on_talked_enough, self);
}

static gboolean
on_talked_enough (gpointer data)
{
  OdCallDesk *self = data;
  g_autofree char *path = od_backend_fill_path (OD_PATH_CALL_HANG_UP, self->call);
  OdBackendRequest request = { "POST", path };

  self->talk_id = 0;
  od_backend_call_async (self->backend, &request, NULL, on_hung_up, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* What is asked of a call is not repeated: a call that is gone needs no hold. */
static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdCallDesk) self = user_data;
  g_autoptr (GError) error = NULL;

  json_decref (od_backend_call_finish (OD_BACKEND (source), result, &error));
  if (error != NULL)
    g_printerr ("outdial-robot: %s: %s\n", self->name, error->message);
}

static void
ask (OdCallDesk *self, const char *template, json_t *body)
{
  g_autofree char *path = od_backend_fill_path (template, self->call);
  OdBackendRequest request = { "POST", path, body };

  od_backend_call_async (self->backend, &request, NULL, on_asked, g_object_ref (self));
}

static void
press_keys (OdCallDesk *self)
{
  json_t *body = json_pack ("{s:s}", "digits", self->keys);

  ask (self, OD_PATH_CALL_DIGITS, body);
  json_decref (body);
}

static gboolean
on_held_enough (gpointer data)
{
  OdCallDesk *self = data;

  self->hold_id = 0;
  ask (self, OD_PATH_CALL_RESUME, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_half_talked (gpointer data)
{
  OdCallDesk *self = data;

  self->hold_id = g_timeout_add (self->hold_ms, on_held_enough, self);
  ask (self, OD_PATH_CALL_HOLD, NULL);
  return G_SOURCE_REMOVE;
}

static void
begin_call (OdCallDesk *self, const char *call)
{
  guint talk_ms = g_rand_int_range (self->random, self->talk_min_ms,
                                    self->talk_max_ms + 1);

  if (g_strcmp0 (self->call, call) == 0)
    return;
  g_free (self->call);
  self->call = g_strdup (call);
  g_clear_handle_id (&self->talk_id, g_source_remove);
  self->talk_id = g_timeout_add (talk_ms + self->hold_ms, on_talked_enough, self);
  g_clear_handle_id (&self->hold_id, g_source_remove);
  if (self->hold_ms > 0)
    self->hold_id = g_timeout_add (talk_ms / 2, on_half_talked, self);
  if (self->keys != NULL)
    press_keys (self);
  od_witness_say (self->witness, self->name, "in-call", call, NULL);
}

static void
end_call (OdCallDesk *self)
{
  if (self->call == NULL)
    return;
  g_clear_handle_id (&self->talk_id, g_source_remove);
  g_clear_handle_id (&self->hold_id, g_source_remove);
  od_witness_say (self->witness, self->name, "ended", self->call, NULL);
  g_clear_pointer (&self->call, g_free);
}

/* --- paper work ------------------------------------------------------------------- */

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdCallDesk) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!od_outbox_add_finish (OD_OUTBOX (source), result, &error))
    g_printerr ("outdial-robot: %s cannot keep a disposition: %s\n", self->name,
                error->message);
}

static void
dispose_of (OdCallDesk *self, const char *call)
{
  g_autofree char *path = od_backend_fill_path (OD_PATH_CALL_DISPOSE, call);
  OdBackendRequest request = { "PUT", path, NULL, call };

  if (!g_hash_table_add (self->given, g_strdup (call)))
    return;
  request.body = json_pack ("{s:s}", "disposition",
                            od_verdict_choose (self->seed, call,
                                               (const char *const *) self->offered));
  od_outbox_add_async (self->outbox, call, &request, on_accepted, g_object_ref (self));
  json_decref (request.body);
}

static void
on_sent (OdOutbox *outbox, const char *key, json_t *answer, OdCallDesk *self)
{
  od_witness_say (self->witness, self->name, "saved", key,
                  json_string_value (json_object_get (answer, "disposition")));
  g_signal_emit (self, signals[SAVED], 0);
}

static void
on_refused (OdOutbox *outbox, const char *key, const GError *error, OdCallDesk *self)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->refusals, key)) + 1;

  g_printerr ("outdial-robot: %s, call %s: %s\n", self->name, key, error->message);
  g_hash_table_insert (self->refusals, g_strdup (key), GUINT_TO_POINTER (n));
  if (n >= MAX_REFUSALS)
    return;
  g_hash_table_remove (self->given, key);
  g_signal_emit (self, signals[STALE], 0);
}

/* --- what the server says --------------------------------------------------------- */

static void
learn_labels (OdCallDesk *self, json_t *labels)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  json_t *label;
  gsize i;

  if (json_array_size (labels) == 0)
    return;
  json_array_foreach (labels, i, label)
  {
    if (json_is_string (label))
      g_strv_builder_add (builder, json_string_value (label));
  }
  g_strfreev (self->offered);
  self->offered = g_strv_builder_end (builder);
}

void
od_call_desk_take_me (OdCallDesk *self, json_t *me)
{
  const char *name = json_string_value (json_object_get (me, "state"));
  const char *call = json_string_value (json_object_get (me, "call_id"));
  OdAgentState state;

  if (name == NULL || !od_agent_state_from_name (name, &state))
    return;

  learn_labels (self, json_object_get (me, "dispositions"));
  if (state == OD_AGENT_IN_CALL && call != NULL) {
    begin_call (self, call);
    return;
  }
  end_call (self);
  if (state == OD_AGENT_DISPOSING && call != NULL)
    dispose_of (self, call);
}

void
od_call_desk_take_undisposed (OdCallDesk *self, json_t *calls)
{
  json_t *call;
  gsize i;

  json_array_foreach (calls, i, call)
  {
    const char *id = json_string_value (json_object_get (call, "id"));

    if (id != NULL)
      dispose_of (self, id);
  }
}

gboolean
od_call_desk_is_unknown_end (OdCallDesk *self, const char *name, json_t *event)
{
  const char *word = json_string_value (json_object_get (event, "word"));
  const char *call = json_string_value (json_object_get (event, "call"));
  OdCallState state;

  return strcmp (name, od_event_kind_get_name (OD_EVENT_CALL_MOVED)) == 0 && call != NULL
         && word != NULL && od_call_state_from_name (word, &state)
         && state >= OD_CALL_ENDED && g_strcmp0 (self->call, call) != 0
         && !g_hash_table_contains (self->given, call);
}

gboolean
od_call_desk_is_talking (OdCallDesk *self)
{
  return self->call != NULL;
}

void
od_call_desk_close (OdCallDesk *self)
{
  g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_handle_id (&self->talk_id, g_source_remove);
  g_clear_handle_id (&self->hold_id, g_source_remove);
  g_clear_pointer (&self->call, g_free);
}

static void
od_call_desk_finalize (GObject *object)
{
  OdCallDesk *self = OD_CALL_DESK (object);

  od_call_desk_close (self);
  g_object_unref (self->backend);
  g_object_unref (self->outbox);
  g_free (self->name);
  g_free (self->keys);
  g_rand_free (self->random);
  g_strfreev (self->offered);
  g_hash_table_unref (self->given);
  g_hash_table_unref (self->refusals);
  G_OBJECT_CLASS (od_call_desk_parent_class)->finalize (object);
}

static void
od_call_desk_class_init (OdCallDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_call_desk_finalize;
  signals[SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[STALE] = g_signal_new ("stale", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
od_call_desk_init (OdCallDesk *self)
{
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refusals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

OdCallDesk *
od_call_desk_new (const OdPretendAgentSetup *setup, OdBackend *backend, OdOutbox *outbox)
{
  OdCallDesk *self = g_object_new (OD_TYPE_CALL_DESK, NULL);
  guint32 seeds[] = { setup->seed, g_str_hash (setup->name) };

  self->backend = g_object_ref (backend);
  self->outbox = g_object_ref (outbox);
  self->witness = setup->witness;
  self->name = g_strdup (setup->name);
  self->seed = setup->seed;
  self->talk_min_ms = setup->talk_min_ms;
  self->talk_max_ms = setup->talk_max_ms;
  self->hold_ms = setup->hold_ms;
  self->keys = g_strdup (setup->keys);
  self->random = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  g_signal_connect (outbox, "sent", G_CALLBACK (on_sent), self);
  g_signal_connect (outbox, "refused", G_CALLBACK (on_refused), self);
  return self;
}
