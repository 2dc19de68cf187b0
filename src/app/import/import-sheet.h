/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/staging/staging.h"
#include "app/import/lead-upload.h"
#include "app/import/sheet-look.h"

/**
 * OdImportSheet:
 *
 * An import before and while it happens, without a widget: what is imported, its first
 * rows, what was decided about them, what is still missing, how far the upload is.
 * Reading happens on worker threads. Main thread.
 *
 *   EMPTY --load--> LOADING --> LOADED --upload--> UPLOADING --> DONE
 *     ^                |          ^ ^                  |           |
 *     +---- error -----+          | +-- error at once -+           |
 *   (LOADED again if it was)      +---------- back ----------------+
 *
 *   LOADED --modify--> STAGING --> STAGED --upload--> UPLOADING, as above
 *     ^                   |         | ^                  |
 *     +-- cancel, error --+---------+ +-- what leads to LOADED above
 *     unmodify
 *
 * An upload that fails after some batches is DONE, with a problem.
 *
 * Signals:
 *   "changed"   any of the getters says something else
 *   "progress"  od_import_sheet_get_progress() does
 */
#define OD_TYPE_IMPORT_SHEET (od_import_sheet_get_type ())
G_DECLARE_FINAL_TYPE (OdImportSheet, od_import_sheet, OD, IMPORT_SHEET, GObject)

typedef enum {
  OD_SHEET_EMPTY,
  OD_SHEET_LOADING,
  OD_SHEET_LOADED,
  OD_SHEET_STAGING, /* all rows are read, to be mended */
  OD_SHEET_STAGED,  /* what is mended is what will be uploaded */
  OD_SHEET_UPLOADING,
  OD_SHEET_DONE,
} OdSheetState;

/* Where the rows go, and how. The texts are lent until the upload is over. */
typedef struct {
  gint64 leadset_id;
  gint64 patience_ms;  /* how long a server that is away is waited for; -1: for ever */
  const char *rejects; /* path for the refused rows; NULL: a file of the sheet's own */
} OdImportTerms;

OdImportSheet *od_import_sheet_new (OdBackend *backend);

/** od_import_sheet_load: in the place of what was loaded, mappings and all, if it can be
 * read. A reference to @source is taken. */
void od_import_sheet_load (OdImportSheet *self, OdLeadSource *source);
void od_import_sheet_load_file (OdImportSheet *self, GFile *file);
void od_import_sheet_load_text (OdImportSheet *self, const char *text);

OdSheetState od_import_sheet_get_state (OdImportSheet *self);

/** od_import_sheet_get_problem: (nullable): why the last loading or upload failed. */
const char *od_import_sheet_get_problem (OdImportSheet *self);

/** od_import_sheet_get_look: of what is loaded, or of nothing. Lent. */
const OdSheetLook *od_import_sheet_get_look (OdImportSheet *self);

/** od_import_sheet_use_header: maps what the row of that number names and starts after
 * it; a row that names no phone number changes nothing. */
void od_import_sheet_use_header (OdImportSheet *self, guint64 number);

/** od_import_sheet_set_start_row: what stands before is not imported. */
void od_import_sheet_set_start_row (OdImportSheet *self, guint64 row);

/** od_import_sheet_get_start_row: 0: nobody chose one; then it is 1. */
guint64 od_import_sheet_get_start_row (OdImportSheet *self);

/** od_import_sheet_map: @field: (nullable): NULL: the column is nothing any more.
 * Returns: FALSE with a sentence: there is no such field. */
gboolean od_import_sheet_map (OdImportSheet *self,
                              guint column,
                              const char *field,
                              GError **error);

/** od_import_sheet_populate: every row without a value of its own gets @value; NULL or
 * "": no longer. Returns: FALSE with a sentence: there is no such field. */
gboolean od_import_sheet_populate (OdImportSheet *self,
                                   const char *field,
                                   const char *value,
                                   GError **error);

/** od_import_sheet_get_mapping: what was decided so far; lent until the next "changed".
 */
const OdColumnMapping *od_import_sheet_get_mapping (OdImportSheet *self);

/** od_import_sheet_set_country: @country: (nullable): whose the national numbers are in
 * rows that do not say it themselves: an ISO name, a calling code, a country's name; NULL
 * or "": nobody's, and such numbers are refused. Returns: FALSE with a sentence: there is
 * no such country. */
gboolean
od_import_sheet_set_country (OdImportSheet *self, const char *country, GError **error);

/** od_import_sheet_get_country: (nullable): its ISO name; static. */
const char *od_import_sheet_get_country (OdImportSheet *self);

OdSheetNeeds od_import_sheet_get_needs (OdImportSheet *self);

/** od_import_sheet_modify: when LOADED and nothing must be done first. */
void od_import_sheet_modify (OdImportSheet *self);

/** od_import_sheet_unmodify: from STAGING or STAGED to LOADED: what was mended is lost.
 */
void od_import_sheet_unmodify (OdImportSheet *self);

/** od_import_sheet_get_staging: (nullable): the rows that are mended; NULL: none are.
 * Lent. */
OdStaging *od_import_sheet_get_staging (OdImportSheet *self);

/** od_import_sheet_upload: when STAGED, or LOADED and nothing must be done first. */
void od_import_sheet_upload (OdImportSheet *self, const OdImportTerms *terms);

/** od_import_sheet_cancel: what was sent stays in the leadset. */
void od_import_sheet_cancel (OdImportSheet *self);

/** od_import_sheet_get_progress: of the upload under way or just over; lent. */
const OdUploadProgress *od_import_sheet_get_progress (OdImportSheet *self);

/** od_import_sheet_get_fraction: 0 to 1 of what is read; -1: cannot be told. */
double od_import_sheet_get_fraction (OdImportSheet *self);

/** od_import_sheet_get_rejects: (nullable): the file with the refused rows; NULL: none
 * was refused. The sheet's own is removed with it. */
const char *od_import_sheet_get_rejects (OdImportSheet *self);

/** od_import_sheet_get_file: (nullable): what the last upload read; lent, to be asked
 * when it is over. NULL: there was none. */
OdLeadFile *od_import_sheet_get_file (OdImportSheet *self);

/** od_import_sheet_back: from DONE to where the upload began. */
void od_import_sheet_back (OdImportSheet *self);
