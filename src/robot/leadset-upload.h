/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend.h"
#include "app/upload/lead-upload.h"
#include "robot/import-file.h"

/*
 * One import's way into one leadset: sign in, find it, upload. Main thread, default main
 * context.
 */
typedef struct {
  char *upload; /* its UUID; NULL: nothing was sent */
  gint64 leadset_id;
  guint64 added;
  guint64 duplicates; /* numbers the leadset had already */
} OdUploadResult;

/**
 * od_leadset_upload_async:
 * @file: lent until it finishes
 *
 * A server that is away is waited for, two minutes at most.
 */
void od_leadset_upload_async (OdBackend *backend,
                              const OdImportOptions *options,
                              const char *password,
                              OdLeadFile *file,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/** od_leadset_upload_finish: @result: (out): filled also with @error, as far as it came;
 * free its upload. */
gboolean od_leadset_upload_finish (OdBackend *backend,
                                   GAsyncResult *res,
                                   OdUploadResult *result,
                                   GError **error);
