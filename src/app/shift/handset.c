/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The telephone and its buttons. Sound and mute are the phone's; hold, digits and the end
 * are asked of the server, which has the lead. Digits go one request after the other: two
 * at once could overtake each other. The end is asked for until the server has heard of
 * it or the call is gone: who pressed it once has ended the call. Main thread.
 */
#include "app/shift/handset.h"

#include "app/object/signal.h"
#include "shared/model/thread.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#define AGAIN_MS 1000 /* before the server is asked for the end again */

struct _OdHandset {
  GObject parent_instance;

  OdBackend *backend;
  OdSoftphone *phone;
  char *line;           /* the call that is up; NULL: none */
  GString *digits;      /* pressed and not sent yet */
  gboolean sending;     /* digits are under way */
  gboolean ending;      /* the end of line was asked for, and not answered */
  guint again_id;       /* source: asks for the end again; 0: none */
  GCancellable *asking; /* for the end; NULL: no request is under way */
};

G_DEFINE_FINAL_TYPE (OdHandset, od_handset, G_TYPE_OBJECT)

static void send_next (OdHandset *self); /* an answer makes room for more digits */

static void
ask (OdHandset *self, const char *template, json_t *body, GAsyncReadyCallback callback)
{
  g_autofree char *path = od_backend_fill_path (template, self->line);
  OdBackendRequest request = { "POST", path, body };

  od_backend_call_async (self->backend, &request, NULL, callback, g_object_ref (self));
  json_decref (body);
}

static void
finish (OdHandset *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  json_decref (od_backend_call_finish (OD_BACKEND (source), result, &error));
  if (error != NULL)
    g_signal_emit_by_name (self, "failed", error->message);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdHandset) self = user_data;

  finish (self, source, result);
}

static void
on_digits_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdHandset) self = user_data;

  self->sending = FALSE;
  finish (self, source, result);
  send_next (self);
}

static void
send_next (OdHandset *self)
{
  json_t *body;

  if (self->sending || self->digits->len == 0 || self->line == NULL)
    return;

  body = json_pack ("{s:s}", OD_FIELD_DIGITS, self->digits->str);
  g_string_truncate (self->digits, 0);
  self->sending = TRUE;
  ask (self, OD_PATH_CALL_DIGITS, body, on_digits_sent);
}

static void
set_ending (OdHandset *self, gboolean ending)
{
  if (self->ending == ending)
    return;
  self->ending = ending;
  g_signal_emit_by_name (self, "changed");
}

static void ask_for_end (OdHandset *self); /* an answer may lead to another request */

static gboolean
on_again (gpointer data)
{
  OdHandset *self = data;

  self->again_id = 0;
  ask_for_end (self);
  return G_SOURCE_REMOVE;
}

/* One end that was asked for. */
typedef struct {
  OdHandset *self;
  char *call;
  GCancellable *asking;
} End;

static void
on_end_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  End *end = user_data;
  OdHandset *self = end->self;
  g_autoptr (GError) error = NULL;
  gboolean is_ours = self->ending && end->asking == self->asking
                     && g_strcmp0 (end->call, self->line) == 0;

  json_decref (od_backend_call_finish (OD_BACKEND (source), result, &error));
  if (end->asking == self->asking)
    g_clear_object (&self->asking);
  if (is_ours && g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE)) {
    self->again_id = g_timeout_add (AGAIN_MS, on_again, self);
  } else if (is_ours) {
    set_ending (self, FALSE);
    if (error != NULL)
      g_signal_emit_by_name (self, "failed", error->message);
  }
  g_object_unref (end->asking);
  g_free (end->call);
  g_free (end);
  g_object_unref (self);
}

static void
ask_for_end (OdHandset *self)
{
  g_autofree char *path = od_backend_fill_path (OD_PATH_CALL_HANG_UP, self->line);
  OdBackendRequest request = { "POST", path };
  End *end = g_new0 (End, 1);

  end->self = g_object_ref (self);
  end->call = g_strdup (self->line);
  end->asking = g_cancellable_new ();
  g_set_object (&self->asking, end->asking);
  od_backend_call_async (self->backend, &request, end->asking, on_end_asked, end);
}

static void
on_phone_changed (OdSoftphone *phone, OdHandset *self)
{
  if (od_softphone_get_state (phone) == OD_SOFTPHONE_REFUSED)
    g_signal_emit_by_name (self, "refused");
  g_signal_emit_by_name (self, "changed");
}

static void
on_silence_changed (OdHandset *self)
{
  g_signal_emit_by_name (self, "changed");
}

static void
od_handset_finalize (GObject *object)
{
  OdHandset *self = OD_HANDSET (object);

  g_clear_handle_id (&self->again_id, g_source_remove);
  od_signal_leave (&self->phone, self);
  g_clear_object (&self->asking);
  g_object_unref (self->backend);
  g_free (self->line);
  g_string_free (self->digits, TRUE);
  G_OBJECT_CLASS (od_handset_parent_class)->finalize (object);
}

static void
od_handset_class_init (OdHandsetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_handset_finalize;

  od_signal_new (klass, "changed", 0);
  od_signal_new (klass, "refused", 0);
  od_signal_new (klass, "failed", 1, G_TYPE_STRING);
}

static void
od_handset_init (OdHandset *self)
{
  self->digits = g_string_new (NULL);
}

OdHandset *
od_handset_new (OdBackend *backend, const OdSoftphoneOptions *options)
{
  OD_ASSERT_MAIN ();

  OdHandset *self = g_object_new (OD_TYPE_HANDSET, NULL);

  self->backend = g_object_ref (backend);
  self->phone = od_softphone_new (options);
  g_signal_connect (self->phone, "state-changed", G_CALLBACK (on_phone_changed), self);
  g_signal_connect_swapped (self->phone, "silence-changed",
                            G_CALLBACK (on_silence_changed), self);
  return self;
}

gboolean
od_handset_register (OdHandset *self, json_t *account)
{
  OD_ASSERT_MAIN ();

  const char *registrar = json_string_value (
    json_object_get (account, OD_FIELD_REGISTRAR));
  const char *user = json_string_value (json_object_get (account, OD_FIELD_USER));
  const char *password = json_string_value (json_object_get (account, OD_FIELD_PASSWORD));

  if (registrar == NULL || user == NULL || password == NULL)
    return FALSE;

  /* What keeps the phone from starting is its state's reason. */
  od_softphone_start (self->phone, NULL);
  od_softphone_set_account (self->phone, registrar, user, password);
  return TRUE;
}

void
od_handset_stop (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  g_clear_handle_id (&self->again_id, g_source_remove);
  od_softphone_stop (self->phone);
}

void
od_handset_set_line (OdHandset *self, const char *call)
{
  OD_ASSERT_MAIN ();

  if (g_strcmp0 (self->line, call) == 0)
    return;
  g_free (self->line);
  self->line = g_strdup (call);
  g_string_truncate (self->digits, 0); /* they were for the earlier call */
  self->ending = FALSE;
  g_clear_handle_id (&self->again_id, g_source_remove);
  od_softphone_set_muted (self->phone, FALSE);
}

void
od_handset_hold (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  if (self->line != NULL)
    ask (self, OD_PATH_CALL_HOLD, NULL, on_asked);
}

void
od_handset_resume (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  if (self->line != NULL)
    ask (self, OD_PATH_CALL_RESUME, NULL, on_asked);
}

void
od_handset_hang_up (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  if (self->line == NULL || self->ending)
    return;
  ask_for_end (self);
  set_ending (self, TRUE);
}

void
od_handset_ask_again (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  g_autoptr (GCancellable) asking = g_steal_pointer (&self->asking);

  if (!self->ending)
    return;
  if (asking != NULL)
    g_cancellable_cancel (asking);
  g_clear_handle_id (&self->again_id, g_source_remove);
  ask_for_end (self);
}

gboolean
od_handset_is_ending (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  return self->ending;
}

void
od_handset_set_muted (OdHandset *self, gboolean muted)
{
  OD_ASSERT_MAIN ();

  if (self->line == NULL)
    return;
  od_softphone_set_muted (self->phone, muted);
  g_signal_emit_by_name (self, "changed");
}

gboolean
od_handset_get_muted (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  return od_softphone_get_muted (self->phone);
}

gboolean
od_handset_is_silent (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  return od_softphone_get_silent (self->phone);
}

void
od_handset_send_digits (OdHandset *self, const char *digits)
{
  OD_ASSERT_MAIN ();

  g_string_append (self->digits, digits);
  send_next (self);
}

OdSoftphoneState
od_handset_get_state (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  return od_softphone_get_state (self->phone);
}

const char *
od_handset_get_reason (OdHandset *self)
{
  OD_ASSERT_MAIN ();

  return od_softphone_get_reason (self->phone);
}
