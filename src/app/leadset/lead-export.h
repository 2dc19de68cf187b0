/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend.h"

/*
 * All leads that an address lists, as a CSV file. The columns are Phone (+E.164), Status,
 * Dialing (the server's word: "ready"), Calls (how often it was called) and then every
 * field that any of the leads has, by name in the order of its bytes: two exports of the
 * same leads are the same file. Main thread.
 */
typedef struct {
  OdBackend *backend; /* a reference is taken */
  const char *path;   /* of the leads, with what is asked after a '?'; copied */
  GFile *file;        /* what is there is replaced; a reference is taken */
  /* (nullable): @read leads have come; @writing: all have, and the file is written */
  void (*tell) (guint64 read, gboolean writing, gpointer data);
  gpointer data;
} OdLeadExport;

/**
 * od_lead_export_async:
 *
 * The server is read once, page by page, into a nameless file; only then are all field
 * names known, and the CSV file is written from it, beside its place, and moved there
 * when it is whole. After a cancel or an error nothing new lies there.
 */
void od_lead_export_async (const OdLeadExport *order,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** od_lead_export_finish: @n: (out): leads in the file. FALSE with a sentence. */
gboolean od_lead_export_finish (GAsyncResult *result, guint64 *n, GError **error);
