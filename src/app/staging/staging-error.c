/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the database says, in the words of the person who asked. Any thread.
 */
#include "app/staging/staging-error.h"

#include "shared/db/typed.h"

#include <glib/gi18n.h>

G_DEFINE_QUARK (od_staging_error, od_staging_error)

static void
replace (GError **error, GQuark domain, int code, const char *words)
{
  g_clear_error (error);
  g_set_error_literal (error, domain, code, words);
}

void
od_staging_error_explain (GError **error, gint64 patience_ms)
{
  g_autofree char *words = NULL;

  if (error == NULL || *error == NULL)
    return;

  if ((*error)->domain == OD_TYPED_ERROR) {
    words = g_strdup ((*error)->message);
    replace (error, OD_STAGING_ERROR, OD_STAGING_ERROR_STATEMENT, words);
  } else if (g_error_matches (*error, OD_DB_ERROR, OD_DB_ERROR_TIMEOUT)) {
    words = g_strdup_printf (
      /* Translators: a number of seconds, "30". */
      _ ("It was stopped after %.3g seconds, and nothing was changed"),
      patience_ms / 1000.0);
    replace (error, OD_STAGING_ERROR, OD_STAGING_ERROR_TIMEOUT, words);
  } else if (g_error_matches (*error, OD_DB_ERROR, OD_DB_ERROR_FULL)) {
    words = g_strdup_printf (_ ("The disk that holds %s is full: nothing was changed"),
                             g_get_user_cache_dir ());
    replace (error, OD_DB_ERROR, OD_DB_ERROR_FULL, words);
  }
}
