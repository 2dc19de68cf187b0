/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dispositions on the wire, flag by flag as the model's table has them. Pure; any thread.
 */
#include "shared/wire/disposition-json.h"

#include "shared/model/names.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

#define MAX_OWN 100 /* of one campaign: more than any agent would read */

static gboolean
refuse (GError **error, const char *name, const char *label, const char *what)
{
  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID, "%s: “%s” %s", name, label,
               what);
  return FALSE;
}

static json_t *
disposition_to (const OdDisposition *is)
{
  const char key[] = { is->key, '\0' };
  json_t *object = json_pack ("{s:s, s:o}", OD_FIELD_LABEL, is->label, OD_FIELD_KEY,
                              od_json_field_from_text (is->key != 0 ? key : NULL));
  gsize n;
  const OdDispositionFlag *flags = od_disposition_get_flags (&n);

  for (gsize i = 0; i < n; i++)
    json_object_set_new (object, flags[i].name,
                         json_boolean (G_STRUCT_MEMBER (gboolean, is, flags[i].offset)));
  return object;
}

json_t *
od_disposition_json_list_to (GPtrArray *list)
{
  json_t *array = json_array ();

  for (guint i = 0; i < list->len; i++)
    json_array_append_new (array, disposition_to (g_ptr_array_index (list, i)));
  return array;
}

static gboolean
read_key (OdDisposition *is, const char *name, json_t *value, GError **error)
{
  const char *key = json_string_value (value);

  if (json_is_null (value)) {
    is->key = 0;
    return TRUE;
  }
  if (key == NULL || key[0] < '0' || key[0] > '9' || key[1] != '\0')
    return refuse (error, name, is->label, "needs a key of 0 to 9, or none: null");

  is->key = key[0];
  return TRUE;
}

/* One that is not a campaign's to choose may stand there as it is. */
static gboolean
read_flag (OdDisposition *is,
           const OdDispositionFlag *flag,
           const char *name,
           json_t *value,
           GError **error)
{
  gboolean *target = &G_STRUCT_MEMBER (gboolean, is, flag->offset);
  g_autofree char *what = NULL;

  if (json_is_boolean (value)
      && (flag->own || json_is_true (value) == (*target != FALSE))) {
    *target = json_is_true (value);
    return TRUE;
  }

  what = g_strdup_printf (json_is_boolean (value) ? "cannot have %s yet"
                                                  : "needs true or false as %s",
                          flag->name);
  return refuse (error, name, is->label, what);
}

static const OdDispositionFlag *
find_flag (const char *key)
{
  gsize n;
  const OdDispositionFlag *flags = od_disposition_get_flags (&n);

  for (gsize i = 0; i < n; i++) {
    if (g_str_equal (flags[i].name, key))
      return &flags[i];
  }

  return NULL;
}

static gboolean
read_property (OdDisposition *is,
               const char *name,
               const char *key,
               json_t *value,
               GError **error)
{
  const OdDispositionFlag *flag = find_flag (key);
  g_autofree char *what = NULL;

  if (g_str_equal (key, OD_FIELD_LABEL))
    return TRUE;
  if (g_str_equal (key, OD_FIELD_KEY))
    return read_key (is, name, value, error);
  if (flag != NULL)
    return read_flag (is, flag, name, value, error);

  what = g_strdup_printf ("has no “%s” that you can set", key);
  return refuse (error, name, is->label, what);
}

/* (transfer full): @item is a label, or an object with one. */
static OdDisposition *
read_one (json_t *item, const char *name, GError **error)
{
  const char *text = json_string_value (
    json_is_object (item) ? json_object_get (item, OD_FIELD_LABEL) : item);
  g_autofree char *label = od_disposition_normalize (text);
  g_autoptr (OdDisposition) is = NULL;
  const char *key;
  json_t *value;

  if (label == NULL || !od_names_is_plain (label)) {
    od_json_field_set_error (error, name,
                             label == NULL
                               ? "each needs a label of 1 to 64 characters"
                               : "no label may hold control characters or marks of "
                                 "direction");
    return NULL;
  }

  is = od_disposition_new (label);
  json_object_foreach (item, key, value)
  {
    if (!read_property (is, name, key, value, error))
      return NULL;
  }
  if (is->call_back && json_is_true (json_object_get (item, OD_FIELD_FINAL))) {
    refuse (error, name, is->label, "calls back: it cannot be final, too");
    return NULL;
  }
  is->final = is->final && !is->call_back;
  return g_steal_pointer (&is);
}

/* Is there place for @is among @list? */
static gboolean
check_one (GPtrArray *list, const OdDisposition *is, const char *name, GError **error)
{
  g_autofree char *what = NULL;

  if (od_disposition_find (list, is->label) != NULL)
    return refuse (error, name, is->label,
                   "is there already: every campaign has it, or you named it twice");
  for (guint i = 0; is->key != 0 && i < list->len; i++) {
    const OdDisposition *other = g_ptr_array_index (list, i);

    if (other->key != is->key)
      continue;
    what = g_strdup_printf ("has the same key as “%s”: %c", other->label, is->key);
    return refuse (error, name, is->label, what);
  }

  return TRUE;
}

gboolean
od_disposition_json_list_from (json_t *object,
                               const char *name,
                               GPtrArray **target,
                               GError **error)
{
  json_t *array = json_object_get (object, name), *item;
  g_autoptr (GPtrArray) list = od_disposition_list_new ();
  gsize i;

  if (array == NULL)
    return TRUE;
  if (!json_is_array (array) || json_array_size (array) > MAX_OWN)
    return od_json_field_set_error (error, name, "must be a list, of at most 100");
  json_array_foreach (array, i, item)
  {
    OdDisposition *is = read_one (item, name, error);

    if (is == NULL)
      return FALSE;
    if (!check_one (list, is, name, error)) {
      od_disposition_free (is);
      return FALSE;
    }
    g_ptr_array_add (list, is);
  }

  g_ptr_array_unref (*target);
  *target = g_steal_pointer (&list);
  return TRUE;
}

json_t *
od_disposition_json_offered (json_t *campaign)
{
  GPtrArray *own = od_disposition_list_new ();
  g_autoptr (GPtrArray) offered = NULL;
  json_t *array;

  od_disposition_json_list_from (campaign, OD_FIELD_DISPOSITIONS, &own, NULL);
  offered = od_disposition_list_offered (own);
  array = od_disposition_json_list_to (offered);
  g_ptr_array_unref (own);
  return array;
}
