/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An import's way to a server that stumbles.
 */
#include "robot/leadset-upload.h"

#include "app/sync/http-peer.h"
#include "shared/wire/paths.h"
#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  char *folder;
  char *path;
  guint n_batches;   /* asked so far */
  guint bad_batches; /* the first so many are not taken */
  gboolean over;
  OdImportSheet *sheet; /* NULL: nothing was imported yet */
  gint64 leadset_id;
  GError *error;
  Peer *peer;
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  if (strcmp (asked->path, OD_PATH_META) == 0)
    peer_say (message, 200, "{\"wire\":1}");
  else if (strcmp (asked->path, OD_PATH_SESSIONS) == 0)
    peer_say (message, 201, "{\"token\":\"t\"}");
  else if (strcmp (asked->path, OD_PATH_CAMPAIGNS) == 0)
    peer_say (message, 200, "{\"campaigns\":[{\"id\":4,\"name\":\"Spring\"}]}");
  else if (strcmp (asked->path, OD_PATH_LEADSETS) == 0)
    peer_say (message, 200,
              "{\"leadsets\":[{\"id\":7,\"name\":\"Guide\",\"campaign\":null},"
              "{\"id\":8,\"name\":\"Other\",\"campaign\":4}]}");
  else if (f->n_batches++ < f->bad_batches)
    peer_say (message, 503, "{\"code\":\"unavailable\",\"title\":\"Not now\"}");
  else
    peer_say (message, 200, "{\"added\":2,\"duplicates\":1}");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = od_test_scratch_dir ();
  f->path = g_build_filename (f->folder, "leads.csv", NULL);
  g_assert_true (g_file_set_contents (f->path,
                                      "Phone,Status\n44116,Ready\n44117,Ready\n"
                                      "44118,Ready\n",
                                      -1, NULL));
  f->peer = peer_new (0, answer, f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_error (&f->error);
  g_clear_object (&f->sheet);
  peer_free (f->peer);
  g_free (f->path);
  od_test_remove_dir (f->folder);
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  od_leadset_upload_finish (OD_BACKEND (source), result, &f->leadset_id, &f->error);
  f->over = TRUE;
}

static gboolean
is_over (gpointer data)
{
  return ((Fixture *) data)->over;
}

static void
upload (Fixture *f, const char *leadset, const char *campaign)
{
  OdImportOptions options = { .user = (char *) "boss",
                              .file = f->path,
                              .leadset = (char *) leadset,
                              .campaign = (char *) campaign };
  g_autoptr (OdBackend) backend = od_backend_new (f->peer->url, NULL);

  g_clear_object (&f->sheet);
  f->sheet = od_import_sheet_new (backend);
  od_leadset_upload_async (backend, &options, "secret", f->sheet, on_uploaded, f);
  od_test_wait_until (is_over, f, LIMIT_S, "the upload");
}

static void
test_a_batch_without_answer_is_sent_again_as_it_was (Fixture *f, gconstpointer data)
{
  const OdUploadProgress *progress;
  const Asked *first, *third;

  f->bad_batches = 2;
  upload (f, "guide", NULL);
  g_assert_no_error (f->error);
  g_assert_cmpint (f->leadset_id, ==, 7);
  progress = od_import_sheet_get_progress (f->sheet);
  g_assert_cmpuint (progress->added, ==, 2);
  g_assert_cmpuint (progress->duplicates, ==, 1);

  g_assert_cmpuint (f->peer->asked->len, ==, 6);
  first = peer_get (f->peer, 3);
  third = peer_get (f->peer, 5);
  g_assert_cmpstr (first->path, ==, "/v1/leadsets/7/batches");
  g_assert_cmpstr (first->key, ==, third->key);
  g_assert_cmpstr (first->body, ==, third->body);
  g_assert_nonnull (strstr (first->body, progress->upload));
}

/* clang-format off */
static const struct {
  const char *leadset, *campaign;
  gint64 id; /* 0: refused */
} places[] = {
  { "7", NULL, 7 },
  { "OTHER", "spring", 8 },
  { "Other", "4", 8 },
  { "Guide", "Spring", 0 },
  { "Nowhere", NULL, 0 },
  { "Guide", "Nothing", 0 },
};
/* clang-format on */

static void
test_an_unknown_place_gets_nothing (Fixture *f, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    guint before = f->n_batches;

    f->over = FALSE;
    upload (f, places[i].leadset, places[i].campaign);
    g_assert_cmpint (f->leadset_id, ==, places[i].id);
    g_assert_cmpuint (f->n_batches - before, ==, places[i].id != 0 ? 1 : 0);
    if (places[i].id == 0)
      g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    g_clear_error (&f->error);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/leadset-upload/again", Fixture, NULL, set_up,
              test_a_batch_without_answer_is_sent_again_as_it_was, tear_down);
  g_test_add ("/leadset-upload/place", Fixture, NULL, set_up,
              test_an_unknown_place_gets_nothing, tear_down);
  return g_test_run ();
}
