/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import/sheet-row.h"
#include "app/intake/lead-file.h"

#include <gio/gio.h>

/*
 * What was loaded for an import, as far as it was looked at, and what has still to be
 * decided about it. Main thread.
 */
typedef struct {
  const char *name; /* the file's, or "The pasted text"; "": nothing is loaded. Lent */
  GListStore *rows; /* (element-type OdSheetRow): the first hundred; always the same */
  guint n_columns;
  const char *guessed_encoding; /* static; NULL: the file says which it has */
  guint64 header_row;           /* the row that looks like a header; 0: none does */
} OdSheetLook;

/* What is still to be done before the upload. */
typedef enum {
  OD_SHEET_NEEDS_PHONE = 1 << 0,     /* must */
  OD_SHEET_NEEDS_STATUS = 1 << 1,    /* must: map or fill it */
  OD_SHEET_NEEDS_START_ROW = 1 << 2, /* should: nobody chose one */
  OD_SHEET_NEEDS_COLUMNS = 1 << 3,   /* should: nothing is mapped */
  OD_SHEET_NEEDS_LOOK = 1 << 4,      /* should: the start row's phone is no number */
} OdSheetNeeds;

#define OD_SHEET_MUST (OD_SHEET_NEEDS_PHONE | OD_SHEET_NEEDS_STATUS)

/** od_sheet_look_take: in the place of what was there. @file: not begun yet. @name:
 * lent, until the next one. */
void od_sheet_look_take (OdSheetLook *look, const char *name, OdLeadFile *file);

/** od_sheet_look_find_row: (nullable) (transfer full): the row of that number. */
OdSheetRow *od_sheet_look_find_row (const OdSheetLook *look, guint64 number);

/** od_sheet_look_find_needs: @start_chosen: somebody chose the first row. */
OdSheetNeeds od_sheet_look_find_needs (const OdSheetLook *look,
                                       const OdColumnMapping *mapping,
                                       gboolean start_chosen);
