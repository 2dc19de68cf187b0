/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/db.h"

/*
 * A struct and its row by a table: a column for each member, in the order in which the
 * statements select them. A column is called as its member, and so is the parameter that
 * takes its value (":name"): a statement that selects something else, or in another
 * order, is a fault of the program that stops it at the first row. The thread of the
 * OdDb.
 */
typedef struct {
  const char *parameter; /* ":name" */
  enum { OD_COLUMN_INT64, OD_COLUMN_INT, OD_COLUMN_TEXT, OD_COLUMN_CHAR } kind;
  gsize offset;      /* in the struct */
  gboolean nullable; /* 0 is NULL; so is a text that is NULL, always */
} OdColumn;

/** OD_COLUMN, OD_COLUMN_OR_NULL: of @member of @type, a gint64, a gboolean, an enum, a
 * text, or a char that is a text of one sign (0: NULL). OR_NULL: a number that is 0 where
 * there is none. OD_COLUMN_AS: one whose column is not called as it is. */
#define OD_COLUMN(type, member)          OD_COLUMN_ANY (type, member, #member, FALSE)
#define OD_COLUMN_OR_NULL(type, member)  OD_COLUMN_ANY (type, member, #member, TRUE)
#define OD_COLUMN_AS(name, type, member) OD_COLUMN_ANY (type, member, name, FALSE)
/* clang-format off */
#define OD_COLUMN_ANY(type, member, name, nullable_)                                     \
  {                                                                                      \
    .parameter = ":" name, .offset = G_STRUCT_OFFSET (type, member),                     \
    .nullable = nullable_, .kind = OD_COLUMN_KIND (((type *) NULL)->member)              \
  }
#define OD_COLUMN_KIND(member) \
  _Generic (member, gint64: OD_COLUMN_INT64, guint64: OD_COLUMN_INT64, \
            gint: OD_COLUMN_INT, guint: OD_COLUMN_INT, \
            char *: OD_COLUMN_TEXT, char: OD_COLUMN_CHAR)
/* clang-format on */

typedef struct {
  const OdColumn *columns; /* the last has no parameter */
  gsize size;              /* of the struct */
  GDestroyNotify free;
  gpointer (*make) (void); /* what a column that is NULL leaves as it is; NULL: zeroes */
} OdRowType;

/** od_row_fill: writes the row that @statement stands at into @value, which owns no texts
 * yet. */
void od_row_fill (const OdRowType *type, OdStatement *statement, gpointer value);

/** od_row_read: (transfer full): the row that @statement stands at. */
gpointer od_row_read (const OdRowType *type, OdStatement *statement);

/**
 * od_row_find:
 * @statement: (transfer full) (nullable): NULL: od_db_query() has set @error already
 * @row: (out) (transfer full) (nullable): the first row; NULL: there is none
 */
gboolean od_row_find (const OdRowType *type,
                      OdStatement *statement,
                      gpointer *row,
                      GError **error);

/** od_row_list: (transfer full): all rows; @statement as in od_row_find(). */
GPtrArray *od_row_list (const OdRowType *type, OdStatement *statement, GError **error);

/** od_row_run: binds those members of @value that @sql has a parameter for, then the
 * named values that follow @error, and steps to the end. Every parameter needs a value.
 */
#define od_row_run(type, value, db, sql, error, ...)                                     \
  od_row_run_binds (type, value, db, sql, error,                                         \
                    (const OdBind[]){ __VA_ARGS__, { NULL } })
gboolean od_row_run_binds (const OdRowType *type,
                           gconstpointer value,
                           OdDb *db,
                           const char *sql,
                           GError **error,
                           const OdBind *binds);
