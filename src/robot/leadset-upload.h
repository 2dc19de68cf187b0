/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend.h"
#include "robot/import-file.h"

/*
 * One import's way into one leadset: load the file, sign in, find the leadset, upload.
 * Main thread, default main context.
 */

/**
 * od_leadset_upload_async:
 * @options: lent until it finishes
 * @sheet: an empty one of @backend's
 *
 * A server that is away is waited for, two minutes at most.
 */
void od_leadset_upload_async (OdBackend *backend,
                              const OdImportOptions *options,
                              const char *password,
                              OdImportSheet *sheet,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/** od_leadset_upload_finish: @leadset_id: (out): filled also with @error; 0: the leadset
 * was not found. How far it came: od_import_sheet_get_progress(). */
gboolean od_leadset_upload_finish (OdBackend *backend,
                                   GAsyncResult *result,
                                   gint64 *leadset_id,
                                   GError **error);
