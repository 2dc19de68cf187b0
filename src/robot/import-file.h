/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import/import-sheet.h"

/*
 * What the command line says of an import. Main thread.
 */
typedef struct {
  char *server;
  char *user;
  char *password_file;
  char *leadset;  /* name or id */
  char *campaign; /* the leadset must be of this one, name or id; NULL: of any */
  char *file;     /* "-": standard input */
  gint64 start_row;
  char **map;      /* "Phone=1"; NULL: the file's header says it */
  char **populate; /* "Status=READY"; NULL: none */
  char *country;   /* whose the national numbers are; NULL: such are refused */
  char *rejects;   /* where refused rows go, as CSV; NULL: nowhere */
} OdImportOptions;

/** od_import_file_load: what the options name, as od_import_sheet_load(); standard input
 * is read whole first. FALSE: it cannot be read. */
gboolean od_import_file_load (const OdImportOptions *options,
                              OdImportSheet *sheet,
                              GError **error);

/** od_import_file_decide: the options' words about a sheet that is loaded. FALSE: they
 * and the file do not agree; nothing may be uploaded. */
gboolean od_import_file_decide (const OdImportOptions *options,
                                OdImportSheet *sheet,
                                GError **error);
