/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/lead-file.h"
#include "app/sync/backend.h"

/*
 * Batches of one file into one leadset. A batch that got no answer is sent again under
 * its number and key: the server counts it once. The file is read on a worker thread
 * between batches. Main thread, default main context.
 */
typedef struct {
  char *upload;        /* its UUID; lent for the length of the call that gives it */
  guint64 added;       /* as the server counted */
  guint64 duplicates;  /* numbers the leadset had already */
  gboolean waiting;    /* the server does not answer: tried again and again */
  OdLeadFileSums file; /* as far as it was read */
} OdUploadProgress;

/** OdLeadUploadFunc: told after each batch, and when the server is lost or back. */
typedef void (*OdLeadUploadFunc) (const OdUploadProgress *progress, gpointer data);

typedef struct {
  OdBackend *backend;
  gint64 leadset_id;
  OdLeadFile *file;      /* begun; lent until it finishes */
  gint64 patience_ms;    /* how long a server that is away is waited for; -1: for ever */
  OdLeadUploadFunc tell; /* NULL: nobody wants to know */
  gpointer data;         /* for @tell */
} OdLeadUploadSetup;

/** od_lead_upload_async: @setup: copied. What was sent before a cancel or an error stays
 * in the leadset. */
void od_lead_upload_async (const OdLeadUploadSetup *setup,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** od_lead_upload_finish: @progress: (out): filled also with @error; free its upload. */
gboolean
od_lead_upload_finish (GAsyncResult *result, OdUploadProgress *progress, GError **error);
