/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/record.h"

/* One column of an OdRecordTable. */

typedef enum {
  OD_LIST_TEXT,
  OD_LIST_LINK,   /* text that can be pressed */
  OD_LIST_CHIP,   /* a word in a frame, coloured by @css */
  OD_LIST_BUTTON, /* the same words in every row: neither searched nor sorted */
} OdListCell;

/* Write the members by name: those that are left out are the usual ones. What a column
 * says is @text, or @words, or its @number, or the text in its field. */
typedef struct {
  const char *name;   /* of the column, static: a field's (OD_FIELD_…), or one's own */
  const char *within; /* the object of the record that has the field; NULL: the record */
  const char *title;  /* shown as it is: translated already */
  char *(*text) (OdRecord *row, gpointer data); /* transfer full */
  const char *words;                            /* of a button, static: in every row */
  const char *missing; /* static: in the place of a text that is not there; NULL: "" */
  gboolean counts;     /* the field is a whole number: it is @number */
  gint64 (*number) (OdRecord *row, gpointer data); /* sorts by it; NULL: by the text */
  OdListCell kind;
  const char *(*css) (OdRecord *row, gpointer data); /* a chip's class; NULL: none */
  guint chars; /* of a text or link, so many are always seen; 0: as there is room */
} OdListColumn;
