/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/lead-file.h"

/*
 * What the command line says of an import. One thread.
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
  char *country;   /* calling code of national numbers; NULL: none are */
  char *rejects;   /* where refused rows go, as CSV; NULL: nowhere */
} OdImportOptions;

/** od_import_file_open: reads the first rows and checks everything that can be checked
 * before anything is sent. @mapping: filled, and lent for the file's life. */
OdLeadFile *od_import_file_open (const OdImportOptions *options,
                                 OdColumnMapping *mapping,
                                 GError **error);
