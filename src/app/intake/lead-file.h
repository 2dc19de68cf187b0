/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/column-mapping.h"
#include "app/intake/row-reader.h"

/*
 * A file of leads, or rows from elsewhere, on the way to the server: the first rows for
 * people to look at, then batches, and what became of each row. Reading blocks: for a
 * worker thread or a program without windows; one thread at a time.
 */
typedef struct {
  guint64 total;      /* rows from the start row on, but for blank ones */
  guint64 duplicates; /* of a number that stood in the file before */
  guint64 failed;
  guint64
    doubtful;     /* leads whose number's range is given out to nobody, as far as known */
  guint64 shorts; /* leads with a short number: test numbers, a switchboard's own */
  goffset position; /* of the size that the source told; 0: cannot be told */
} OdLeadFileSums;

typedef struct _OdLeadFile OdLeadFile;

/** od_lead_file_open: reads the first hundred rows. Takes a reference to @stream; @name
 * is for messages, and copied. */
OdLeadFile *od_lead_file_open (GInputStream *stream, const char *name, GError **error);

/** od_lead_file_new: the same for rows that lie elsewhere. @rows: (transfer full), also
 * when it fails. */
OdLeadFile *od_lead_file_new (OdRowReader *rows, const char *name, GError **error);
void od_lead_file_free (OdLeadFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdLeadFile, od_lead_file_free)

/** od_lead_file_get_ahead: (element-type OdCsvRow): the first rows; lent until begun. */
const GQueue *od_lead_file_get_ahead (OdLeadFile *file);

/** od_lead_file_propose: maps what a header among the first rows names: the row before
 * @start_row, or for 0 the first that looks like one. Returns: FALSE: there is none. */
gboolean
od_lead_file_propose (OdLeadFile *file, OdColumnMapping *mapping, guint64 start_row);

/**
 * od_lead_file_begin:
 * @mapping: (transfer none): lent for the file's life
 * @country: (nullable): as for od_lead_import_new()
 * @rejects: (nullable): where refused rows go, as CSV; overwritten
 *
 * Once; checks everything that can be checked before anything is sent.
 */
gboolean od_lead_file_begin (OdLeadFile *file,
                             const OdColumnMapping *mapping,
                             const char *country,
                             const char *rejects,
                             GError **error);

/** od_lead_file_next_batch: (transfer full) (element-type OdLead): NULL at the end, or
 * with @error: at the end too, when no row was a lead. */
GPtrArray *od_lead_file_next_batch (OdLeadFile *file, GError **error);

/** od_lead_file_next_row: (transfer full): rows instead of leads: in
 * the place of od_lead_file_begin() and batches. NULL at the end, or with @error. */
OdCsvRow *od_lead_file_next_row (OdLeadFile *file, GError **error);

OdLeadFileSums od_lead_file_get_sums (OdLeadFile *file);

/** od_lead_file_get_first_reason: (nullable): line and reason of the first refused row;
 * NULL: none was. Lent. */
const char *od_lead_file_get_first_reason (const OdLeadFile *file);

guint od_lead_file_get_n_columns (OdLeadFile *file);

/** od_lead_file_get_encoding, od_lead_file_is_guess: as od_csv_reader_get_encoding(). */
const char *od_lead_file_get_encoding (OdLeadFile *file);
gboolean od_lead_file_is_guess (OdLeadFile *file);
