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
