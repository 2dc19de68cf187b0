#pragma once

#include "app/upload/lead-file.h"

/*
 * Where rows come from: a file, or text somebody pasted. Can be opened again and again.
 * Counted references; any thread.
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

OdLeadSource *od_lead_source_ref (OdLeadSource *source);
void od_lead_source_unref (OdLeadSource *source);

/** od_lead_source_get_name: for messages; lent. */
const char *od_lead_source_get_name (const OdLeadSource *source);

/** od_lead_source_open: @size: (out): in bytes as it lies on the disk; 0: unknown.
 * Blocks. */
OdLeadFile *
od_lead_source_open (const OdLeadSource *source, goffset *size, GError **error);
