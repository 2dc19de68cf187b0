#pragma once

#include <gio/gio.h>

/*
 * A file on its way to the server: which columns, from which row, what became of each
 * row. Reading blocks. One thread.
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

typedef struct {
  guint64 total;      /* rows from the start row on, but for blank ones */
  guint64 duplicates; /* of a number that stood in the file before */
  guint64 failed;
} OdImportSums;

typedef struct _OdImportFile OdImportFile;

/** od_import_file_open: reads the first rows and checks everything that can be checked
 * before anything is sent. @options is lent for the file's life. */
OdImportFile *od_import_file_open (const OdImportOptions *options, GError **error);
void od_import_file_free (OdImportFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdImportFile, od_import_file_free)

/** od_import_file_next_batch: (transfer full) (element-type OdLead): NULL at the end, or
 * with @error. */
GPtrArray *od_import_file_next_batch (OdImportFile *file, GError **error);

OdImportSums od_import_file_get_sums (OdImportFile *file);

/** od_import_file_get_first_reason: (nullable): line and reason of the first refused row;
 * NULL: none was. Lent. */
const char *od_import_file_get_first_reason (const OdImportFile *file);

/** od_import_file_get_encoding: as od_csv_reader_get_encoding(). */
const char *od_import_file_get_encoding (OdImportFile *file);
