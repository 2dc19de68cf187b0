/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/staging/staged-result.h"
#include "shared/db/db.h"

#include <gio/gio.h>

/*
 * Rows of a statement into a CSV or JSON file, one by one: it is written beside its place
 * and moved there when all of it is written. Freed before: nothing is left of it. Blocks;
 * one thread.
 */
typedef struct _OdStagedExport OdStagedExport;

OdStagedExport *od_staged_export_new (GFile *file, OdStagedFormat format, GError **error);
void od_staged_export_free (OdStagedExport *export);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdStagedExport, od_staged_export_free)

OdStagedFormat od_staged_export_get_format (OdStagedExport *export);

/** od_staged_export_begin: @names: of the columns; in JSON, the second of a name is told
 * apart by a number. */
gboolean
od_staged_export_begin (OdStagedExport *export, const char *const *names, GError **error);

/** od_staged_export_add: the row that @statement is at. In JSON, numbers are numbers and
 * NULL is null; in CSV, what a spreadsheet would take for a formula is defused as by
 * od_csv_writer_add_cell(). */
gboolean
od_staged_export_add (OdStagedExport *export, OdStatement *statement, GError **error);

/** od_staged_export_end: it is whole. */
gboolean
od_staged_export_end (OdStagedExport *export, GCancellable *cancellable, GError **error);
