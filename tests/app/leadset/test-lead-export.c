/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file has every lead of every page and every field once, and nothing of an export
 * that did not come to its end is ever seen.
 */
#include "app/leadset/lead-export.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

#include <unistd.h>

#include <glib/gstdio.h>

#define LIMIT_S 20
#define PATH    "/v1/leadsets/7/leads?words=a"

/* The first page knows two fields, the second a third and a wicked value. */
#define FIRST                                                                            \
  "{\"leads\":[{\"id\":1,\"phone\":\"44116\",\"status\":\"READY\",\"dial_state\":"       \
  "\"ready\",\"attempts\":0,\"fields\":{\"Shoe\":\"43\",\"City\":\"York, \\\"N\\\"\"}}]" \
  ",\"next\":44116}"
#define SECOND                                                                           \
  "{\"leads\":[{\"id\":2,\"phone\":\"44117\",\"status\":\"=NEW\",\"dial_state\":"        \
  "\"done\",\"attempts\":3,\"fields\":{\"Age\":\"=cmd()\",\"City\":\"Zoë\\nTown\"}},"   \
  "{\"id\":3,\"phone\":\"44118\",\"status\":\"READY\",\"dial_state\":\"ready\","         \
  "\"attempts\":1}],\"next\":null}"

#define WRITTEN                                                                          \
  "\"Phone\",\"Status\",\"Dialing\",\"Calls\",\"Age\",\"City\",\"Shoe\"\r\n"             \
  "\"+44116\",\"READY\",\"ready\",\"0\",\"\",\"York, \"\"N\"\"\",\"43\"\r\n"             \
  "\"+44117\",\"'=NEW\",\"done\",\"3\",\"'=cmd()\",\"Zoë\nTown\",\"\"\r\n"              \
  "\"+44118\",\"READY\",\"ready\",\"1\",\"\",\"\",\"\"\r\n"

typedef struct {
  Peer *peer;
  OdBackend *backend;
  GCancellable *cancellable;
  char *dir;
  GFile *file;
  gboolean refuses;        /* the server, the second page */
  gboolean cancel_on_page; /* the person, when the first page has come */
  gboolean cancel_on_writing;
  gboolean cut_on_writing; /* somebody empties what is kept */
  guint n_told;
  gboolean done;
  guint64 n;
  GError *error;
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  g_assert_true (g_str_has_prefix (query, "words=a&limit=500&after="));
  if (g_str_has_suffix (query, "after=0"))
    peer_say (message, 200, FIRST);
  else if (f->refuses)
    peer_say (message, 404, "{\"code\":\"not-found\",\"title\":\"It is gone\"}");
  else
    peer_say (message, 200, SECOND);
}

/* What is kept has no name; the system's list of open files leads to it. */
static void
cut_what_is_kept (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
    g_autofree char *target = g_file_read_link (path, NULL);

    if (target != NULL && strstr (target, "outdial-export-") != NULL)
      n += truncate (path, 0) == 0;
  }
  g_assert_cmpuint (n, ==, 1);
}

static void
on_progress (guint64 read, gboolean writing, gpointer data)
{
  Fixture *f = data;

  f->n_told++;
  if (f->cut_on_writing && writing)
    cut_what_is_kept ();
  if ((f->cancel_on_page && !writing) || (f->cancel_on_writing && writing))
    g_cancellable_cancel (f->cancellable);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->done = TRUE;
  g_assert_cmpint (od_lead_export_finish (result, &f->n, &f->error), ==,
                   f->error == NULL);
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->done;
}

static void export(Fixture *f)
{
  OdLeadExport order = { f->backend, PATH, f->file, on_progress, f };

  od_lead_export_async (&order, f->cancellable, on_exported, f);
  od_test_wait_until (is_done, f, LIMIT_S, "the export");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = od_test_scratch_dir ();
  f->file = g_file_new_build_filename (f->dir, "leads.csv", NULL);
  f->peer = peer_new (0, answer, f);
  f->backend = od_backend_new (f->peer->url, NULL);
  f->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  od_test_let_go (f->backend);
  g_clear_error (&f->error);
  g_object_unref (f->cancellable);
  g_object_unref (f->file);
  peer_free (f->peer);
  od_test_remove_dir (f->dir);
}

/* Whatever is in the folder, hidden or not: "leads.csv ". */
static char *
list_dir (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GString *names = g_string_new (NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_string_append_printf (names, "%s ", name);
  return g_string_free (names, FALSE);
}

static void
assert_file (Fixture *f, const char *expected)
{
  g_autofree char *names = list_dir (f->dir);
  g_autofree char *kept = list_dir (g_get_user_cache_dir ());
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (kept, ==, "");
  if (expected == NULL) {
    g_assert_cmpstr (names, ==, "");
    return;
  }
  g_assert_cmpstr (names, ==, "leads.csv ");
  g_file_load_contents (f->file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
put_older_file (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_file_replace_contents (f->file, "older", 5, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                           NULL, &error);
  g_assert_no_error (error);
}

static void
test_every_lead_and_every_field (Fixture *f, gconstpointer data)
{
  put_older_file (f);
  export(f);
  g_assert_no_error (f->error);
  g_assert_cmpuint (f->n, ==, 3);
  g_assert_cmpuint (f->n_told, ==, 2);
  assert_file (f, WRITTEN);
}

static void
test_who_cancels_finds_nothing (Fixture *f, gconstpointer data)
{
  f->cancel_on_page = TRUE;
  export(f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_file (f, NULL);
}

static void
test_who_cancels_late_finds_what_was_there (Fixture *f, gconstpointer data)
{
  put_older_file (f);
  f->cancel_on_writing = TRUE;
  export(f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_file (f, "older");
}

static void
test_a_refused_page_leaves_what_was_there (Fixture *f, gconstpointer data)
{
  put_older_file (f);
  f->refuses = TRUE;
  export(f);
  g_assert_error (f->error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_REFUSED);
  assert_file (f, "older");
}

static void
test_a_place_that_is_not_there_is_said (Fixture *f, gconstpointer data)
{
  g_object_unref (f->file);
  f->file = g_file_new_build_filename (f->dir, "no", "leads.csv", NULL);
  export(f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* The system has no complaint: the words are ours. */
static void
test_what_is_lost_on_the_way_is_said (Fixture *f, gconstpointer data)
{
  put_older_file (f);
  f->cut_on_writing = TRUE;
  export(f);
  g_assert_nonnull (f->error);
  g_assert_nonnull (strstr (f->error->message, "cannot be read back"));
  g_assert_null (strstr (f->error->message, g_strerror (0)));
  assert_file (f, "older");
}

int
main (int argc, char *argv[])
{
  char *cache = od_test_scratch_dir ();
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/lead-export/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("contents", test_every_lead_and_every_field);
  ADD ("cancel", test_who_cancels_finds_nothing);
  ADD ("cancel-late", test_who_cancels_late_finds_what_was_there);
  ADD ("refused", test_a_refused_page_leaves_what_was_there);
  ADD ("lost", test_what_is_lost_on_the_way_is_said);
  ADD ("no-place", test_a_place_that_is_not_there_is_said);
  status = g_test_run ();
  od_test_remove_dir (cache);
  return status;
}
