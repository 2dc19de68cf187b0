/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The data, or outdiald that has them: one of the two, never both.
 */
#include "ctl/site.h"

#include "daemon/store/store-folder.h"
#include "shared/model/uuid.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_S 60
#define MAX_TRIES  10 /* each met an outdiald that was about to stop */

struct _OdSite {
  SoupSession *link;
  gboolean heard; /* it has done something */
};

static SoupMessage *
message_new (const char *method, const char *path, json_t *body)
{
  /* The socket is outdiald's: the name is only there because HTTP wants one. */
  g_autofree char *url = g_strconcat ("http://outdiald", path, NULL);
  g_autofree char *key = od_uuid_new (od_clock_now_ms (od_clock_system ()));
  SoupMessage *message = soup_message_new (method, url);

  soup_message_headers_replace (soup_message_get_request_headers (message), OD_HEADER_KEY,
                                key);
  if (body != NULL) {
    char *text = json_dumps (body, JSON_COMPACT);
    g_autoptr (GBytes)
      bytes = g_bytes_new_with_free_func (text, strlen (text), free, text);

    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }

  return message;
}

static void
set_lost_error (GError **error, const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
      || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    od_store_error_set (error, OD_STORE_ERROR_IN_USE,
                        "An outdiald has the data and does not answer on its socket "
                        "there: it is stopping, or an older one: try again, or stop it "
                        "first");
  else
    od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                        "outdiald was asked and did not answer (%s): look whether it was "
                        "done",
                        cause->message);
}

static void
set_problem (GError **error, json_t *answer)
{
  const char *title = json_string_value (json_object_get (answer, OD_FIELD_TITLE));
  const char *code = json_string_value (json_object_get (answer, OD_FIELD_CODE));

  od_store_error_set (error,
                      g_strcmp0 (code, "closing") == 0 ? OD_STORE_ERROR_IN_USE
                                                       : OD_STORE_ERROR_REFUSED,
                      "%s", title != NULL ? title : "What answers is no outdiald");
}

json_t *
od_site_ask (OdSite *site,
             const char *method,
             const char *path,
             json_t *body,
             GError **error)
{
  g_autoptr (SoupMessage) message = message_new (method, path, body);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes)
    bytes = soup_session_send_and_read (site->link, message, NULL, &local);
  json_t *answer;

  json_decref (body);
  if (bytes == NULL) {
    set_lost_error (error, local);
    return NULL;
  }
  answer = g_bytes_get_size (bytes) > 0 ? json_loadb (g_bytes_get_data (bytes, NULL),
                                                      g_bytes_get_size (bytes), 0, NULL)
                                        : json_null ();
  if (answer != NULL && SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message))) {
    site->heard |= strcmp (method, "GET") != 0;
    return answer;
  }

  set_problem (error, answer);
  json_decref (answer);
  return NULL;
}

/* @again: (out): it was about to stop, and nothing was done: the data are free soon. */
static gboolean
ask_outdiald (const char *data_dir,
              OdSiteAsk ask,
              gpointer data,
              gboolean *again,
              GError **error)
{
  g_autoptr (GSocketAddress) address = od_store_folder_get_control (data_dir, error);
  g_autoptr (GError) local = NULL;
  OdSite site = { NULL, FALSE };
  gboolean ok;

  if (address == NULL)
    return FALSE;
  site.link = soup_session_new_with_options ("remote-connectable", address, "timeout",
                                             PATIENCE_S, NULL);
  ok = ask (&site, data, &local);
  *again = !site.heard && g_error_matches (local, OD_STORE_ERROR, OD_STORE_ERROR_IN_USE);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&local));
  g_object_unref (site.link);
  return ok;
}

/* With the turn. @in_use: (out): nothing was done: an outdiald has the data. */
static gboolean
work_on_data (const char *data_dir,
              OdStoreWork work,
              gpointer data,
              gboolean *in_use,
              GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (OdStore) store = od_store_open (data_dir, NULL, od_clock_system (), &local);

  *in_use = g_error_matches (local, OD_STORE_ERROR, OD_STORE_ERROR_IN_USE);
  if (store != NULL)
    return od_store_write_now (store, work, data, error);

  if (!*in_use)
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
try (const char *data_dir,
     OdStoreWork work,
     OdSiteAsk ask,
     gpointer data,
     gboolean *again,
     GError **error)
{
  int turn = od_store_folder_take_turn (data_dir, PATIENCE_S, error);
  gboolean in_use, ok;

  *again = FALSE;
  if (turn < 0)
    return FALSE;
  ok = work_on_data (data_dir, work, data, &in_use, error);
  close (turn);
  return in_use ? ask_outdiald (data_dir, ask, data, again, error) : ok;
}

gboolean
od_site_work (const char *data_dir,
              OdStoreWork work,
              OdSiteAsk ask,
              gpointer data,
              GError **error)
{
  gboolean again = TRUE, ok = FALSE;

  for (guint i = 0; again && i < MAX_TRIES; i++) {
    g_clear_error (error);
    ok = try (data_dir, work, ask, data, &again, error);
  }

  return ok;
}
