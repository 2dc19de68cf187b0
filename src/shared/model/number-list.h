/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/phone-number.h"

#include <glib.h>

/*
 * A file of telephone numbers, each with its country code: one a line, or the first
 * column of a CSV. Empty lines are none, and a first line without a digit is a heading.
 */
#define OD_NUMBER_LIST_SHOWN 5

/* A line without a number, and what is wrong with it. */
typedef struct {
  guint line;              /* the first is 1 */
  OdPhoneNumberError code; /* the kind of it, */
  char *why;               /* and the sentence, in English */
} OdNumberRefusal;

typedef struct {
  GPtrArray *phones;  /* (element-type utf8): as they are kept, each once, in the
                       * file's order */
  GPtrArray *refused; /* (element-type OdNumberRefusal): the first lines that have no
                       * number, up to OD_NUMBER_LIST_SHOWN */
  guint n_refused;    /* of all such lines */
} OdNumberList;

/** od_number_list_read: (transfer full): what @text, of @length octets, holds. Anything
 * can be read: what is no number is refused by its line. Any thread. */
OdNumberList *od_number_list_read (const char *text, gsize length);

void od_number_list_free (OdNumberList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdNumberList, od_number_list_free)
