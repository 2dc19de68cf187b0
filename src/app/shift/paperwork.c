/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undisposed calls and their dispositions. A call is undisposed from its end until the
 * outbox has accepted its disposition; what an earlier run left in the file is sent
 * before anything is asked again. The first request for a call has the call's own id as
 * its key; one that was refused is followed by another request, with a key of its own.
 * Main thread.
 */
#include "app/shift/paperwork.h"

#include "app/desk/call-view.h"
#include "app/object/signal.h"
#include "app/shift/last-word.h"
#include "shared/model/call-state.h"
#include "shared/model/event.h"
#include "shared/model/thread.h"
#include "shared/model/uuid.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <string.h>

struct _OdPaperwork {
  GObject parent_instance;

  OdOutbox *outbox;
  json_t *undisposed;      /* array of calls, oldest first */
  GHashTable *given;       /* calls whose disposition was accepted */
  GHashTable *refused;     /* calls whose first key is used up */
  GHashTable *verdicts;    /* key -> call: this run's dispositions */
  GHashTable *corrections; /* key -> call: this run's corrected contacts */
  OdLastWord *last;        /* what can be taken back */
  json_t *edits;           /* call -> {key: fields}: corrected during it, in order */
  guint n_left;            /* requests of an earlier run that are not answered yet */
};

G_DEFINE_FINAL_TYPE (OdPaperwork, od_paperwork, G_TYPE_OBJECT)

/* One request on its way to the disk. */
typedef struct {
  char *call;
  char *key;
  json_t *fields; /* NULL: it is a disposition */
  char *label;    /* the disposition; NULL: it is none */
  gboolean again; /* which corrects the one before */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->call);
  g_free (entry->key);
  json_decref (entry->fields);
  g_free (entry->label);
  g_free (entry);
}

static const char *
id_of (json_t *call)
{
  return od_call_view_read (call).id;
}

static gssize
find_undisposed (OdPaperwork *self, const char *call)
{
  json_t *item;
  gsize i;

  json_array_foreach (self->undisposed, i, item)
  {
    if (g_strcmp0 (id_of (item), call) == 0)
      return i;
  }

  return -1;
}

static void
close_call (OdPaperwork *self, const char *call)
{
  gssize i = find_undisposed (self, call);

  if (i >= 0)
    json_array_remove (self->undisposed, i);
}

/* --- answers ---------------------------------------------------------------------- */

/* Work of an earlier run is done: from now on an undisposed call is truly one. */
static void
count_left (OdPaperwork *self, const char *key)
{
  if (self->n_left == 0 || g_hash_table_contains (self->verdicts, key)
      || g_hash_table_contains (self->corrections, key)
      || od_last_word_is_amended (self->last, key))
    return;
  self->n_left--;
  if (self->n_left == 0)
    g_signal_emit_by_name (self, "stale");
}

static void
on_sent (OdOutbox *outbox, const char *key, json_t *answer, OdPaperwork *self)
{
  const char *call = json_string_value (json_object_get (answer, OD_FIELD_CALL));
  const char *label = json_string_value (json_object_get (answer, OD_FIELD_DISPOSITION));

  if (call != NULL && label != NULL)
    g_signal_emit_by_name (self, "saved", call, label);
  count_left (self, key);
  g_signal_emit_by_name (self, "changed");
}

/* What was shown as corrected is not: the server's own fields are read again. */
static void
drop_edit (OdPaperwork *self, const char *call, const char *key, const char *why)
{
  json_t *edits = json_object_get (self->edits, call);
  json_t *fields = json_incref (json_object_get (edits, key));

  json_object_del (edits, key);
  g_signal_emit_by_name (self, "edit-refused", call, fields, why);
  json_decref (fields);
  g_signal_emit_by_name (self, "stale");
}

static void
on_refused (OdOutbox *outbox, const char *key, const GError *error, OdPaperwork *self)
{
  const char *call = g_hash_table_lookup (self->verdicts, key);
  const char *corrected = g_hash_table_lookup (self->corrections, key);

  count_left (self, key);
  g_signal_emit_by_name (self, "failed", error->message);
  if (corrected != NULL)
    drop_edit (self, corrected, key, error->message);
  od_last_word_refuse (self->last, key);
  if (call != NULL) {
    od_last_word_forget (self->last, call);
    g_hash_table_add (self->refused, g_strdup (call));
    g_hash_table_remove (self->given, call);
    g_signal_emit_by_name (self, "stale");
  }
  g_signal_emit_by_name (self, "changed");
}

static void
on_outbox_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdPaperwork) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!od_outbox_start_finish (OD_OUTBOX (source), result, &error)) {
    g_signal_emit_by_name (self, "failed", error->message);
    return;
  }

  self->n_left = od_outbox_count (self->outbox);
  g_signal_emit_by_name (self, "opened");
}

static void
keep_edit (OdPaperwork *self, Entry *entry)
{
  json_t *edits = json_object_get (self->edits, entry->call);

  if (edits == NULL) {
    edits = json_object ();
    json_object_set_new (self->edits, entry->call, edits);
  }
  json_object_set (edits, entry->key, entry->fields);
}

static void
keep_last (OdPaperwork *self, const Entry *entry)
{
  gssize i = find_undisposed (self, entry->call);
  json_t *call = i >= 0 ? json_incref (json_array_get (self->undisposed, i))
                        : json_pack ("{s:s}", OD_FIELD_ID, entry->call);

  od_last_word_take (self->last, call, entry->label);
  json_decref (call);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OdPaperwork *self = g_task_get_source_object (task);
  Entry *entry = g_task_get_task_data (task);
  GError *error = NULL;

  if (!od_outbox_add_finish (OD_OUTBOX (source), result, &error)) {
    if (entry->fields == NULL && !entry->again)
      g_hash_table_remove (self->given, entry->call);
    g_task_return_error (task, error);
    return;
  }

  if (entry->fields != NULL) {
    keep_edit (self, entry);
  } else {
    keep_last (self, entry);
    close_call (self, entry->call);
  }
  g_task_return_boolean (task, TRUE);
  g_signal_emit_by_name (self, "changed");
}

static void
add (OdPaperwork *self, GTask *task, const char *method, const char *path, json_t *body)
{
  Entry *entry = g_task_get_task_data (task);
  OdBackendRequest request = { method, path, body, entry->key };

  od_outbox_add_async (self->outbox, entry->call, &request, on_accepted, task);
}

static GTask *
make_entry (OdPaperwork *self,
            const char *call,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Entry *entry = g_new0 (Entry, 1);

  entry->call = g_strdup (call);
  g_task_set_task_data (task, entry, entry_free);
  return task;
}

/* --- the object ------------------------------------------------------------------- */

static void
od_paperwork_finalize (GObject *object)
{
  OdPaperwork *self = OD_PAPERWORK (object);

  od_outbox_stop (self->outbox);
  od_signal_leave (&self->outbox, self);
  json_decref (self->undisposed);
  json_decref (self->edits);
  g_hash_table_unref (self->given);
  g_hash_table_unref (self->refused);
  g_hash_table_unref (self->verdicts);
  g_hash_table_unref (self->corrections);
  od_last_word_free (self->last);
  G_OBJECT_CLASS (od_paperwork_parent_class)->finalize (object);
}

static void
od_paperwork_class_init (OdPaperworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_paperwork_finalize;

  od_signal_new (klass, "changed", 0);
  od_signal_new (klass, "opened", 0);
  od_signal_new (klass, "saved", 2, G_TYPE_STRING, G_TYPE_STRING);
  od_signal_new (klass, "stale", 0);
  od_signal_new (klass, "failed", 1, G_TYPE_STRING);
  od_signal_new (klass, "edit-refused", 3, G_TYPE_STRING, G_TYPE_POINTER, G_TYPE_STRING);
}

static void
od_paperwork_init (OdPaperwork *self)
{
  self->undisposed = json_array ();
  self->edits = json_object ();
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->corrections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->last = od_last_word_new ();
}

OdPaperwork *
od_paperwork_new (const char *path, OdBackend *backend)
{
  OD_ASSERT_MAIN ();

  OdPaperwork *self = g_object_new (OD_TYPE_PAPERWORK, NULL);

  self->outbox = od_outbox_new (path, backend);
  g_signal_connect (self->outbox, "sent", G_CALLBACK (on_sent), self);
  g_signal_connect (self->outbox, "refused", G_CALLBACK (on_refused), self);
  return self;
}

void
od_paperwork_open (OdPaperwork *self)
{
  OD_ASSERT_MAIN ();

  od_outbox_start_async (self->outbox, NULL, on_outbox_open, g_object_ref (self));
}

/* --- undisposed calls ------------------------------------------------------------- */

/* Of a call of which only the id was known, more may be heard later. */
static gboolean
learn (json_t *open, json_t *call)
{
  if (json_object_size (open) > 1 || json_object_size (call) <= 1)
    return FALSE;

  json_object_update (open, call);
  return TRUE;
}

static gboolean
add_undisposed (OdPaperwork *self, json_t *call)
{
  const char *id = id_of (call);
  gssize i = find_undisposed (self, id);

  if (i >= 0)
    return learn (json_array_get (self->undisposed, i), call);
  if (id == NULL || self->n_left > 0 || g_hash_table_contains (self->given, id))
    return FALSE;

  json_array_append (self->undisposed, call);
  return TRUE;
}

void
od_paperwork_take_ended (OdPaperwork *self, const char *id, json_t *last)
{
  OD_ASSERT_MAIN ();

  json_t *call;

  if (id == NULL)
    return;
  call = g_strcmp0 (id_of (last), id) == 0 ? json_incref (last)
                                           : json_pack ("{s:s}", OD_FIELD_ID, id);
  if (add_undisposed (self, call))
    g_signal_emit_by_name (self, "changed");
  json_decref (call);
}

void
od_paperwork_take_undisposed (OdPaperwork *self, json_t *calls)
{
  OD_ASSERT_MAIN ();

  gboolean more = FALSE;
  json_t *call;
  gsize i;

  json_array_foreach (calls, i, call) more |= add_undisposed (self, call);
  if (more)
    g_signal_emit_by_name (self, "changed");
}

void
od_paperwork_take_last (OdPaperwork *self, json_t *call)
{
  OD_ASSERT_MAIN ();

  json_t *label = json_object_get (call, OD_FIELD_DISPOSITION);

  if (json_is_string (label))
    od_last_word_hear (self->last, call, json_string_value (label));
}

json_t *
od_paperwork_get_undisposed (OdPaperwork *self)
{
  OD_ASSERT_MAIN ();

  return json_array_get (self->undisposed, 0);
}

guint
od_paperwork_count_undisposed (OdPaperwork *self)
{
  OD_ASSERT_MAIN ();

  return json_array_size (self->undisposed);
}

guint
od_paperwork_count_unsent (OdPaperwork *self)
{
  OD_ASSERT_MAIN ();

  return od_outbox_count (self->outbox);
}

gboolean
od_paperwork_is_unknown_end (OdPaperwork *self,
                             const char *name,
                             json_t *event,
                             const char *known)
{
  OD_ASSERT_MAIN ();

  const char *word = json_string_value (json_object_get (event, OD_FIELD_WORD));
  const char *call = json_string_value (json_object_get (event, OD_FIELD_CALL));
  OdCallState state;

  return strcmp (name, od_event_kind_get_name (OD_EVENT_CALL_MOVED)) == 0 && call != NULL
         && word != NULL && od_call_state_from_name (word, &state)
         && od_call_state_is_over (state) && g_strcmp0 (call, known) != 0
         && !g_hash_table_contains (self->given, call);
}

/* --- what is said ----------------------------------------------------------------- */

/* @body: what else is said; taken. */
static void
add_word (OdPaperwork *self, GTask *task, const char *label, gint64 at_ms, json_t *body)
{
  Entry *entry = g_task_get_task_data (task);
  g_autofree char *path = od_backend_fill_path (OD_PATH_CALL_DISPOSE, entry->call);

  g_task_set_source_tag (task, od_paperwork_dispose_async);
  entry->label = g_strdup (label);
  json_object_set_new (body, OD_FIELD_DISPOSITION, json_string (label));
  if (at_ms != 0)
    json_object_set_new (body, OD_FIELD_CALL_BACK_AT_MS, json_integer (at_ms));
  add (self, task, "PUT", path, body);
  json_decref (body);
}

void
od_paperwork_dispose_async (OdPaperwork *self,
                            const char *call,
                            const char *label,
                            gboolean pause,
                            const char *reason,
                            gint64 call_back_at_ms,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  OD_ASSERT_MAIN ();

  GTask *task = make_entry (self, call, callback, user_data);
  Entry *entry = g_task_get_task_data (task);
  json_t *body = json_object ();

  if (pause)
    json_object_set_new (body, OD_FIELD_PAUSE, json_true ());
  if (reason != NULL && reason[0] != '\0')
    json_object_set_new (body, OD_FIELD_REASON, json_string (reason));
  entry->key = g_hash_table_contains (self->refused, call)
                 ? od_uuid_new (g_get_real_time () / 1000)
                 : g_strdup (call);
  g_hash_table_add (self->given, g_strdup (call));
  g_hash_table_insert (self->verdicts, g_strdup (entry->key), g_strdup (call));
  add_word (self, task, label, call_back_at_ms, body);
}

void
od_paperwork_correct_async (OdPaperwork *self,
                            const char *call,
                            const char *label,
                            gint64 call_back_at_ms,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  OD_ASSERT_MAIN ();

  GTask *task = make_entry (self, call, callback, user_data);
  Entry *entry = g_task_get_task_data (task);

  entry->again = TRUE;
  entry->key = od_uuid_new (g_get_real_time () / 1000);
  od_last_word_amend (self->last, entry->key);
  add_word (self, task, label, call_back_at_ms, json_object ());
}

gboolean
od_paperwork_dispose_finish (OdPaperwork *self, GAsyncResult *result, GError **error)
{
  OD_ASSERT_MAIN ();

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

json_t *
od_paperwork_get_last (OdPaperwork *self, const char **label)
{
  OD_ASSERT_MAIN ();

  return od_last_word_get (self->last, label);
}

void
od_paperwork_edit_async (OdPaperwork *self,
                         const char *call,
                         gint64 lead,
                         json_t *fields,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  OD_ASSERT_MAIN ();

  GTask *task = make_entry (self, call, callback, user_data);
  Entry *entry = g_task_get_task_data (task);
  g_autofree char *path = od_backend_fill_id (OD_PATH_LEAD, lead);
  json_t *body = json_pack ("{s:O}", OD_FIELD_FIELDS, fields);

  g_task_set_source_tag (task, od_paperwork_edit_async);
  entry->key = od_uuid_new (g_get_real_time () / 1000);
  entry->fields = json_deep_copy (fields);
  g_hash_table_insert (self->corrections, g_strdup (entry->key), g_strdup (call));
  add (self, task, "PATCH", path, body);
  json_decref (body);
}

gboolean
od_paperwork_edit_finish (OdPaperwork *self, GAsyncResult *result, GError **error)
{
  OD_ASSERT_MAIN ();

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
put_over (json_t *fields, json_t *edit)
{
  const char *name;
  json_t *value;

  json_object_foreach (edit, name, value)
  {
    if (json_is_null (value))
      json_object_del (fields, name);
    else
      json_object_set (fields, name, value);
  }
}

void
od_paperwork_overlay (OdPaperwork *self, const char *call, json_t *lead)
{
  OD_ASSERT_MAIN ();

  json_t *fields = json_object_get (lead, OD_FIELD_FIELDS);
  const char *key;
  json_t *edit;

  json_object_foreach (json_object_get (self->edits, call), key, edit)
    put_over (fields, edit);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  od_outbox_settle_finish (OD_OUTBOX (source), result);
  g_task_return_boolean (task, TRUE);
}

void
od_paperwork_settle_async (OdPaperwork *self,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  OD_ASSERT_MAIN ();

  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, od_paperwork_settle_async);
  od_outbox_settle_async (self->outbox, on_settled, task);
}

void
od_paperwork_settle_finish (OdPaperwork *self, GAsyncResult *result)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (g_task_is_valid (result, self));
  g_task_propagate_boolean (G_TASK (result), NULL);
}

void
od_paperwork_wake (OdPaperwork *self)
{
  OD_ASSERT_MAIN ();

  od_outbox_wake (self->outbox);
}

void
od_paperwork_close (OdPaperwork *self)
{
  OD_ASSERT_MAIN ();

  od_outbox_stop (self->outbox);
}
