/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/lead-file.h"

/*
 * Where rows come from: a file, text somebody pasted, or a supply. Can be opened
 * again and again. Counted references; any thread.
 */
typedef struct _OdLeadSource OdLeadSource;

#define OD_LEAD_SOURCE_ERROR (od_lead_source_error_quark ())
GQuark od_lead_source_error_quark (void);

typedef enum {
  OD_LEAD_SOURCE_ERROR_NO_CSV, /* choose another file */
} OdLeadSourceError;

/** od_lead_source_new_for_file: NULL when its name says that it is no CSV file. Opens
 * nothing yet. */
OdLeadSource *od_lead_source_new_for_file (GFile *file, GError **error);
OdLeadSource *od_lead_source_new_for_text (const char *text);

/** od_lead_source_new_for_bytes: what a file would hold. @name: for messages, copied. */
OdLeadSource *od_lead_source_new_for_bytes (const char *name, GBytes *bytes);

/* Rows that are in no CSV file. */
typedef struct {
  /* On a worker thread, from the first row each time; @size: (out): as for
   * od_lead_source_open(). */
  OdRowReader *(*open) (gpointer data, goffset *size, GError **error);
  gpointer data;
  GDestroyNotify destroy; /* of @data, on the thread of the last reference */
} OdLeadSupply;

/** od_lead_source_new_for_supply: @name: for messages. Both are copied. */
OdLeadSource *od_lead_source_new_for_supply (const char *name,
                                             const OdLeadSupply *supply);

OdLeadSource *od_lead_source_ref (OdLeadSource *source);
void od_lead_source_unref (OdLeadSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdLeadSource, od_lead_source_unref)

/** od_lead_source_get_name: for messages; lent. */
const char *od_lead_source_get_name (const OdLeadSource *source);

/** od_lead_source_open: @size: (out): how much there is to read, in bytes as it lies on
 * the disk or in rows; 0: unknown. Blocks. */
OdLeadFile *
od_lead_source_open (const OdLeadSource *source, goffset *size, GError **error);

/** od_lead_source_open_async: the same on a worker thread. */
void od_lead_source_open_async (OdLeadSource *source,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
OdLeadFile *
od_lead_source_open_finish (GAsyncResult *result, goffset *size, GError **error);

/** od_lead_source_get_opened: which one @result is about; lent. */
OdLeadSource *od_lead_source_get_opened (GAsyncResult *result);
