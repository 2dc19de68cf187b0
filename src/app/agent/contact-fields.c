/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines the contact form has. The names are those of the CSV mapping, the labels
 * those of the guide. Pure.
 */
#include "app/agent/contact-fields.h"

#include "shared/wire/fields.h"

#include <glib/gi18n.h>
#include <string.h>

/* The server's. */
#define MAX_CHARS 10000 /* of a field */
#define MAX_BYTES 65536 /* of all, and of a request */

static void
field_free (gpointer data)
{
  OdContactField *field = data;

  g_free (field->name);
  g_free (field->label);
  g_free (field);
}

static void
add (GPtrArray *list, const char *name, const char *label, gboolean prose)
{
  OdContactField *field = g_new0 (OdContactField, 1);

  field->name = g_strdup (name);
  field->label = g_strdup (label);
  field->prose = prose;
  g_ptr_array_add (list, field);
}

static void
add_known (GPtrArray *list)
{
  add (list, "First Name", _ ("First Name"), FALSE);
  add (list, "Last Name", _ ("Last Name"), FALSE);
  add (list, "Address 1", _ ("Address One"), FALSE);
  add (list, "Address 2", _ ("Address Two"), FALSE);
  add (list, "Address 3", _ ("Address Three"), FALSE);
  add (list, "City", _ ("City"), FALSE);
  add (list, "Gender", _ ("Gender"), FALSE);
  add (list, "Email", _ ("Email"), FALSE);
  add (list, "Comments", _ ("Comments"), TRUE);
}

static gboolean
is_listed (GPtrArray *list, const char *name)
{
  for (guint i = 0; i < list->len; i++) {
    if (strcmp (((OdContactField *) list->pdata[i])->name, name) == 0)
      return TRUE;
  }

  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
od_contact_fields_list (json_t *fields)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (field_free);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  const char *name;
  json_t *value;

  add_known (list);
  json_object_foreach (fields, name, value)
  {
    if (!is_listed (list, name) && json_is_string (value))
      g_ptr_array_add (others, (gpointer) name);
  }
  g_ptr_array_sort (others, compare);
  for (guint i = 0; i < others->len; i++)
    add (list, others->pdata[i], others->pdata[i], FALSE);

  return list;
}

char *
od_contact_fields_name (json_t *fields)
{
  const char *first = json_string_value (json_object_get (fields, "First Name"));
  const char *last = json_string_value (json_object_get (fields, "Last Name"));
  g_autofree char *both = g_strdup_printf ("%s %s", first != NULL ? first : "",
                                           last != NULL ? last : "");

  return g_strdup (g_strstrip (both));
}

/* In bytes, as it is sent. */
static gsize
measure (json_t *object)
{
  return json_dumpb (object, NULL, 0, JSON_COMPACT);
}

static gsize
measure_merged (json_t *fields, json_t *patch)
{
  json_t *merged = fields != NULL ? json_copy (fields) : json_object ();
  const char *name;
  json_t *value;
  gsize size;

  json_object_foreach (patch, name, value)
  {
    if (json_is_null (value))
      json_object_del (merged, name);
    else
      json_object_set (merged, name, value);
  }
  size = measure (merged);
  json_decref (merged);
  return size;
}

const char *
od_contact_fields_check (json_t *fields, json_t *patch, const char **name)
{
  json_t *body = json_pack ("{s:O}", OD_FIELD_FIELDS, patch);
  gsize size = MAX (measure_merged (fields, patch), measure (body));
  const char *one;
  json_t *value;

  json_decref (body);
  json_object_foreach (patch, one, value)
  {
    const char *text = json_string_value (value);

    if (text != NULL && g_utf8_strlen (text, -1) > MAX_CHARS) {
      *name = one;
      return _ ("This is too long: a field has at most 10,000 characters.");
    }
  }

  *name = NULL;
  return size > MAX_BYTES
           ? _ ("The contact is too long: all fields together have at most 64 KiB.")
           : NULL;
}
