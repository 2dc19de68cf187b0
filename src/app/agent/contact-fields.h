/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

/* One line of the contact form. */
typedef struct {
  char *name;     /* on the wire: "Address 1" */
  char *label;    /* for people, translated: "Address One" */
  gboolean prose; /* may be of many lines */
} OdContactField;

/** od_contact_fields_list: (element-type OdContactField): the guide's fields first, then
 * every other one that @fields (a lead's) has, by the alphabet. */
GPtrArray *od_contact_fields_list (json_t *fields);

/** od_contact_fields_name: (transfer full): of the person, as the title of a call; "" if
 * it is not known. */
char *od_contact_fields_name (json_t *fields);

/**
 * od_contact_fields_check:
 * @fields: (nullable): a lead's
 * @patch: the fields that were changed; null takes a field away
 * @name: (out) (nullable): the field that is too long; NULL: all of them together are
 *
 * Returns: (nullable): a sentence why the server would not take it. Static.
 */
const char *od_contact_fields_check (json_t *fields, json_t *patch, const char **name);
