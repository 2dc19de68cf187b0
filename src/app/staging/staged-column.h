/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the SQL calls a column, what it was called in the file, which field it is. */
typedef struct {
  char *name;        /* in the SQL: "first_name", "col_3"; unique */
  char *heading;     /* of the file's header, or "Col 3" */
  const char *field; /* static; NULL: not imported */
} OdStagedColumn;

/** od_staged_column_new_list: (element-type OdStagedColumn): owns them. */
GPtrArray *od_staged_column_new_list (void);

/**
 * od_staged_column_add: one more at the end of @columns. @heading: (nullable): of the
 * file. The name is made of a-z, 0-9 and _ only, and is no keyword, so that it stands in
 * SQL as it is.
 */
void od_staged_column_add (GPtrArray *columns, const char *heading, const char *field);
