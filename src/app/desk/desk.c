/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sign-in and its live link. Nothing here decides: it keeps what the server said, and
 * knows how old that is. A list is read when somebody first looks at it; from then on a
 * line of the live stream says when to read it again. Main thread.
 */
#include "app/desk/desk.h"

#include "app/sync/server-address.h"

#include "app/desk/reader.h"
#include "app/object/signal.h"
#include "shared/model/thread.h"
#include "shared/model/user.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <string.h>

#define LIST_PAUSE_MS 250 /* a list is read at most four times a second */

/* clang-format off */
static const struct {
  const char *path;
  const char *field; /* of the answer */
  const char *news;  /* the log's words for: read it again; */
  const char *gone;  /* NULL: none of these is ever deleted */
} kinds[OD_DESK_N_LISTS] = {
  [OD_DESK_CAMPAIGNS] = { OD_PATH_CAMPAIGNS, OD_FIELD_CAMPAIGNS, "campaign-saved", NULL },
  [OD_DESK_LEADSETS]  = { OD_PATH_LEADSETS,  OD_FIELD_LEADSETS,  "leadset-saved",  NULL },
  [OD_DESK_SCRIPTS]   = { OD_PATH_SCRIPTS,   OD_FIELD_SCRIPTS,   "script-saved",
                          "script-deleted" },
  [OD_DESK_AGENTS]    = { OD_PATH_AGENTS,    OD_FIELD_AGENTS,    "agents-saved",   NULL },
  [OD_DESK_USERS]     = { OD_PATH_USERS,     OD_FIELD_USERS,     "agents-saved",   NULL },
};
/* clang-format on */

struct _OdDesk {
  GObject parent_instance;

  OdBackend *backend;
  OdLiveFeed *feed;
  char *user; /* "" before the sign-in */
  gboolean agent;
  gboolean admin;
  OdRecordList *lists[OD_DESK_N_LISTS];
  OdReader *readers[OD_DESK_N_LISTS];
  gboolean looked_at[OD_DESK_N_LISTS];
  OdReader *tiles;
  json_t *dashboard; /* NULL: never heard */
  gint64 true_us;    /* when the dashboard was last known to be true */
};

G_DEFINE_FINAL_TYPE (OdDesk, od_desk, G_TYPE_OBJECT)

/* --- answers ---------------------------------------------------------------------- */

static void
take_dashboard (OdDesk *self, json_t *dashboard)
{
  json_incref (dashboard);
  json_decref (self->dashboard);
  self->dashboard = dashboard;
  self->true_us = g_get_monotonic_time ();
  g_signal_emit_by_name (self, "dashboard-changed");
}

static void
be_signed_out (OdDesk *self)
{
  od_live_feed_stop (self->feed);
  od_backend_forget (self->backend);
  g_signal_emit_by_name (self, "signed-out",
                         _ ("The server ended your sign-in. Sign in again."));
}

static void
on_list_read (OdReader *reader, json_t *answer, OdDesk *self)
{
  for (guint i = 0; i < OD_DESK_N_LISTS; i++) {
    if (self->readers[i] == reader)
      od_record_list_replace (self->lists[i], json_object_get (answer, kinds[i].field));
  }
}

/* A server that is away will be heard again, and then everything is read again. */
static void
on_read_failed (OdReader *reader, const GError *error, OdDesk *self)
{
  if (g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_SIGNED_OUT))
    be_signed_out (self);
}

/* The answer is the store's, which does not know what is in the way at this moment: that
 * is what the stream said last. */
static void
on_tiles_read (OdReader *reader, json_t *answer, OdDesk *self)
{
  static const char *const streamed[] = { OD_FIELD_TROUBLE, OD_FIELD_CAPS_PASSED };
  json_t *tiles = json_copy (answer);

  for (gsize i = 0; i < G_N_ELEMENTS (streamed); i++)
    json_object_set (tiles, streamed[i], json_object_get (self->dashboard, streamed[i]));
  take_dashboard (self, tiles);
  json_decref (tiles);
}

/* --- what happens by itself ------------------------------------------------------- */

static void
read_everything (OdDesk *self)
{
  for (guint i = 0; i < OD_DESK_N_LISTS; i++) {
    if (self->looked_at[i])
      od_reader_read (self->readers[i]);
  }
  if (!self->agent)
    od_reader_read (self->tiles);
  g_signal_emit_by_name (self, "refresh");
}

static void
on_link_changed (OdLiveFeed *feed, gboolean up, OdDesk *self)
{
  if (up)
    read_everything (self);
  else
    self->true_us = od_live_feed_get_heard_us (feed);
  g_signal_emit_by_name (self, "link-changed");
}

static void
on_reset (OdLiveFeed *feed, OdDesk *self)
{
  read_everything (self);
}

static void
on_event (OdLiveFeed *feed, const char *name, gint64 id, json_t *body, OdDesk *self)
{
  if (strcmp (name, OD_NEWS_DASHBOARD) == 0)
    take_dashboard (self, body);
  else if (strcmp (name, OD_NEWS_AGENT) == 0)
    od_record_list_merge (self->lists[OD_DESK_AGENTS],
                          json_integer_value (json_object_get (body, OD_FIELD_ID)), body);
  for (guint i = 0; i < OD_DESK_N_LISTS; i++) {
    if (self->looked_at[i]
        && (strcmp (name, kinds[i].news) == 0 || g_strcmp0 (name, kinds[i].gone) == 0))
      od_reader_read (self->readers[i]);
  }
  g_signal_emit_by_name (self, "news", name, id, body);
}

static void
on_feed_signed_out (OdLiveFeed *feed, OdDesk *self)
{
  be_signed_out (self);
}

/* --- signing in ------------------------------------------------------------------- */

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OdDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  json_t *answer = od_backend_sign_in_finish (OD_BACKEND (source), result, &error);
  const char *role = json_string_value (json_object_get (answer, OD_FIELD_ROLE));
  const char *name = json_string_value (json_object_get (answer, OD_FIELD_NAME));

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_free (self->user);
  self->user = g_strdup (name != NULL ? name : "");
  self->agent = g_strcmp0 (role, od_role_get_name (OD_ROLE_AGENT)) == 0;
  self->admin = g_strcmp0 (role, od_role_get_name (OD_ROLE_ADMIN)) == 0;
  json_decref (answer);
  od_live_feed_start (self->feed);
  g_task_return_boolean (task, TRUE);
}

void
od_desk_sign_in_async (OdDesk *self,
                       const char *user,
                       const char *password,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OD_ASSERT_MAIN ();

  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, od_desk_sign_in_async);
  od_backend_sign_in_async (self->backend, user, password, cancellable, on_signed_in,
                            task);
}

gboolean
od_desk_sign_in_finish (OdDesk *self, GAsyncResult *result, GError **error)
{
  OD_ASSERT_MAIN ();

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_signed_out_there (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdDesk) self = user_data;

  /* Unheard, the session ends there by itself; the token is dropped here either way. */
  json_decref (od_backend_call_finish (OD_BACKEND (source), result, NULL));
  od_backend_forget (OD_BACKEND (source));
  g_signal_emit_by_name (self, "left");
}

void
od_desk_sign_out (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  OdBackendRequest request = { "DELETE", OD_PATH_SESSION };

  od_live_feed_stop (self->feed);
  od_reader_stop (self->tiles);
  for (guint i = 0; i < OD_DESK_N_LISTS; i++) {
    od_reader_stop (self->readers[i]);
    self->looked_at[i] = FALSE;
  }
  if (od_backend_is_signed_in (self->backend))
    od_backend_call_async (self->backend, &request, NULL, on_signed_out_there,
                           g_object_ref (self));
  else
    g_signal_emit_by_name (self, "left");
}

/* --- the object ------------------------------------------------------------------- */

static void
od_desk_finalize (GObject *object)
{
  OdDesk *self = OD_DESK (object);

  if (self->feed != NULL)
    od_live_feed_stop (self->feed);
  od_signal_leave (&self->feed, self);
  for (guint i = 0; i < OD_DESK_N_LISTS; i++) {
    od_reader_leave (&self->readers[i], self);
    g_clear_object (&self->lists[i]);
  }
  od_reader_leave (&self->tiles, self);
  g_clear_object (&self->backend);
  g_free (self->user);
  json_decref (self->dashboard);
  G_OBJECT_CLASS (od_desk_parent_class)->finalize (object);
}

static void
od_desk_class_init (OdDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_desk_finalize;

  od_signal_new (klass, "link-changed", 0);
  od_signal_new (klass, "dashboard-changed", 0);
  od_signal_new (klass, "news", 3, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_POINTER);
  od_signal_new (klass, "refresh", 0);
  od_signal_new (klass, "signed-out", 1, G_TYPE_STRING);
  od_signal_new (klass, "left", 0);
}

static void
od_desk_init (OdDesk *self)
{
  self->user = g_strdup ("");
}

static OdReader *
make_reader (OdDesk *self, const char *path, GCallback on_read)
{
  OdReader *reader = od_reader_new (self->backend, path, LIST_PAUSE_MS);

  g_signal_connect (reader, "read", on_read, self);
  g_signal_connect (reader, "failed", G_CALLBACK (on_read_failed), self);
  return reader;
}

OdDesk *
od_desk_new (const char *address, GError **error)
{
  OD_ASSERT_MAIN ();

  OdBackend *backend = od_backend_new (address, error);
  OdDesk *self;

  if (backend == NULL)
    return NULL;

  self = g_object_new (OD_TYPE_DESK, NULL);
  self->backend = backend;
  self->feed = od_live_feed_new (backend);
  self->tiles = make_reader (self, OD_PATH_DASHBOARD, G_CALLBACK (on_tiles_read));
  for (guint i = 0; i < OD_DESK_N_LISTS; i++) {
    self->lists[i] = od_record_list_new ();
    self->readers[i] = make_reader (self, kinds[i].path, G_CALLBACK (on_list_read));
  }
  g_signal_connect (self->feed, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->feed, "link-changed", G_CALLBACK (on_link_changed), self);
  g_signal_connect (self->feed, "reset", G_CALLBACK (on_reset), self);
  g_signal_connect (self->feed, "signed-out", G_CALLBACK (on_feed_signed_out), self);
  return self;
}

OdBackend *
od_desk_get_backend (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  return self->backend;
}

gboolean
od_desk_is_at (OdDesk *self, const char *url)
{
  OD_ASSERT_MAIN ();

  g_autoptr (OdServerAddress) address = od_server_address_new (url, NULL);

  return address != NULL
         && g_strcmp0 (address->place, od_backend_get_place (self->backend)) == 0;
}

const char *
od_desk_get_user (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  return self->user;
}

gboolean
od_desk_is_agent (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  return self->agent;
}

gboolean
od_desk_is_admin (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  return self->admin;
}

gboolean
od_desk_is_live (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  return od_live_feed_is_up (self->feed);
}

OdRecordList *
od_desk_get_list (OdDesk *self, OdDeskList which)
{
  OD_ASSERT_MAIN ();

  g_return_val_if_fail (which < OD_DESK_N_LISTS, NULL);

  if (!self->looked_at[which])
    od_desk_read_list (self, which);
  return self->lists[which];
}

void
od_desk_read_list (OdDesk *self, OdDeskList which)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (which < OD_DESK_N_LISTS);

  self->looked_at[which] = TRUE;
  if (od_backend_is_signed_in (self->backend))
    od_reader_read (self->readers[which]);
}

json_t *
od_desk_get_dashboard (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  return self->dashboard;
}

gint64
od_desk_get_waiting_ms (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  json_t *waiting = json_object_get (self->dashboard, OD_FIELD_CALLS_WAITING);
  json_t *longest = json_object_get (self->dashboard, OD_FIELD_LONGEST_WAITING_MS);

  if (longest == NULL || json_integer_value (waiting) == 0)
    return -1;

  return json_integer_value (longest) + (g_get_monotonic_time () - self->true_us) / 1000;
}

gint64
od_desk_get_dashboard_age_ms (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  if (self->dashboard == NULL)
    return -1;
  /* The link is back, the tiles are not read again yet. */
  if (od_desk_is_live (self) && od_reader_is_due (self->tiles))
    return (g_get_monotonic_time () - self->true_us) / 1000;

  return od_desk_get_silence_ms (self);
}

gint64
od_desk_get_silence_ms (OdDesk *self)
{
  OD_ASSERT_MAIN ();

  return (g_get_monotonic_time () - od_live_feed_get_heard_us (self->feed)) / 1000;
}
