/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting for facts and tidying up after a test.
 */
#include "support/waiting.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#define LIMIT_S 20

static gboolean
on_limit (gpointer data)
{
  gboolean *over = data;

  *over = TRUE;
  return G_SOURCE_REMOVE;
}

void
od_test_wait_until (gboolean (*met) (gpointer),
                    gpointer data,
                    guint limit_s,
                    const char *what)
{
  gboolean over = FALSE;
  guint id = g_timeout_add_seconds (limit_s, on_limit, &over);

  while (!met (data) && !over)
    g_main_context_iteration (NULL, TRUE);
  if (over)
    g_error ("waited %u s for: %s", limit_s, what);
  g_source_remove (id);
}

static gboolean
is_only_ours (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

void
od_test_let_go (gpointer object)
{
  od_test_wait_until (is_only_ours, object, LIMIT_S, G_OBJECT_TYPE_NAME (object));
  g_assert_finalize_object (G_OBJECT (object));
}

char *
od_test_scratch_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("outdial-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static int
on_entry (const char *path, const struct stat *st, int kind, struct FTW *walk)
{
  return remove (path);
}

void
od_test_remove_dir (char *path)
{
  nftw (path, on_entry, 16, FTW_DEPTH | FTW_PHYS);
  g_free (path);
}
