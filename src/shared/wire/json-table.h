/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

/*
 * A struct and its JSON object by a table: one row a field, for both directions. What is
 * read is checked as json-field.h says: strictly, and a field that is absent leaves the
 * struct as it is, so that a table serves POST and PATCH alike. Any thread.
 */
typedef enum {
  OD_JSON_INT,   /* gint64 of @min to @max */
  OD_JSON_ID,    /* gint64; null for 0 */
  OD_JSON_BOOL,  /* gboolean */
  OD_JSON_TEXT,  /* char * of @min to @max characters; "" if it was never given */
  OD_JSON_NAME,  /* the same, and od_names_is_plain () */
  OD_JSON_WORDS, /* char **, each through @normalize; empty if it was never given */
  OD_JSON_OTHER, /* by @to and @apply */
} OdJsonKind;

typedef enum {
  OD_JSON_OPTIONAL,
  OD_JSON_REQUIRED,  /* a text that must be there at the end */
  OD_JSON_READ_ONLY, /* told, and refused where somebody would set it */
  OD_JSON_IF_ANY,    /* the same; not told where it is null */
} OdJsonUse;

typedef struct {
  const char *name; /* OD_FIELD_… */
  OdJsonKind kind;
  gsize offset; /* in the struct */
  gint64 min, max;
  OdJsonUse use;
  char *(*normalize) (const char *text);
  json_t *(*to) (gconstpointer value); /* transfer full; of the struct, so below */
  gboolean (*apply) (gpointer value, json_t *object, GError **error); /* of any kind */
} OdJsonRow;

/** od_json_table_to: (transfer full): all @n rows of @value, in their order. */
json_t *od_json_table_to (const OdJsonRow *rows, gsize n, gconstpointer value);

/** od_json_table_array_to: (transfer full): an object for each struct of @values. */
json_t *od_json_table_array_to (const OdJsonRow *rows, gsize n, GArray *values);

/** od_json_table_apply: FALSE: @object has a field that no row may set, or a wrong one;
 * @value may be half changed then. */
gboolean od_json_table_apply (const OdJsonRow *rows,
                              gsize n,
                              gpointer value,
                              json_t *object,
                              GError **error);
