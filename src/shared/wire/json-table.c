/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Row by row, each by its kind. Pure; any thread.
 */
#include "shared/wire/json-table.h"

#include "shared/model/names.h"
#include "shared/wire/json-field.h"

#define MEMBER(row, value, type) G_STRUCT_MEMBER (type, value, (row)->offset)

static json_t *
row_to (const OdJsonRow *row, gconstpointer value)
{
  switch (row->kind) {
  case OD_JSON_INT:
    return json_integer (MEMBER (row, value, gint64));
  case OD_JSON_ID:
    return od_json_field_from_id (MEMBER (row, value, gint64));
  case OD_JSON_BOOL:
    return json_boolean (MEMBER (row, value, gboolean));
  case OD_JSON_TEXT:
  case OD_JSON_NAME:
    return od_json_field_from_text (MEMBER (row, value, char *));
  case OD_JSON_WORDS:
    return od_json_field_from_words (MEMBER (row, value, char **));
  case OD_JSON_OTHER:
    break;
  }

  return row->to (value);
}

json_t *
od_json_table_to (const OdJsonRow *rows, gsize n, gconstpointer value)
{
  json_t *object = json_object ();

  for (gsize i = 0; i < n; i++) {
    json_t *field = row_to (&rows[i], value);

    if (rows[i].use == OD_JSON_IF_ANY && json_is_null (field))
      json_decref (field);
    else
      json_object_set_new (object, rows[i].name, field);
  }

  return object;
}

json_t *
od_json_table_array_to (const OdJsonRow *rows, gsize n, GArray *values)
{
  json_t *array = json_array ();
  gsize size = g_array_get_element_size (values);

  for (guint i = 0; i < values->len; i++)
    json_array_append_new (array, od_json_table_to (rows, n, values->data + i * size));
  return array;
}

static gboolean
is_set_by_others (const OdJsonRow *row)
{
  return row->use == OD_JSON_READ_ONLY || row->use == OD_JSON_IF_ANY;
}

static gboolean
check_names (const OdJsonRow *rows, gsize n, json_t *object, GError **error)
{
  g_autofree const char **names = g_new0 (const char *, n + 1);
  gsize k = 0;

  for (gsize i = 0; i < n; i++) {
    if (!is_set_by_others (&rows[i]))
      names[k++] = rows[i].name;
  }

  return od_json_field_only (object, names, error);
}

static gboolean
apply_text (const OdJsonRow *row, char **text, json_t *object, GError **error)
{
  if (!od_json_field_text (object, row->name, row->min, row->max, text, error))
    return FALSE;
  if (row->use == OD_JSON_REQUIRED)
    return od_json_field_require (*text != NULL, row->name, error);
  if (*text == NULL)
    *text = g_strdup ("");
  return TRUE;
}

/* What stood there before this was asked stays. */
static gboolean
check_plain (const OdJsonRow *row, const char *text, json_t *object, GError **error)
{
  return json_object_get (object, row->name) == NULL || od_names_is_plain (text)
         || od_json_field_set_error (error, row->name,
                                     "must not hold control characters or marks of "
                                     "direction");
}

static gboolean
apply_words (const OdJsonRow *row, char ***words, json_t *object, GError **error)
{
  if (!od_json_field_words (object, row->name, row->normalize, words, error))
    return FALSE;
  if (*words == NULL)
    *words = g_new0 (char *, 1);
  return TRUE;
}

static gboolean
apply_row (const OdJsonRow *row, gpointer value, json_t *object, GError **error)
{
  gpointer member = G_STRUCT_MEMBER_P (value, row->offset);

  if (row->apply != NULL)
    return row->apply (value, object, error);
  switch (row->kind) {
  case OD_JSON_INT:
    return od_json_field_int (object, row->name, row->min, row->max, member, error);
  case OD_JSON_ID:
    return od_json_field_id (object, row->name, member, error);
  case OD_JSON_BOOL:
    return od_json_field_bool (object, row->name, member, error);
  case OD_JSON_TEXT:
    return apply_text (row, member, object, error);
  case OD_JSON_NAME:
    return apply_text (row, member, object, error)
           && check_plain (row, MEMBER (row, value, char *), object, error);
  case OD_JSON_WORDS:
    return apply_words (row, member, object, error);
  case OD_JSON_OTHER:
    break;
  }

  g_assert_not_reached ();
}

gboolean
od_json_table_apply (const OdJsonRow *rows,
                     gsize n,
                     gpointer value,
                     json_t *object,
                     GError **error)
{
  if (!check_names (rows, n, object, error))
    return FALSE;
  for (gsize i = 0; i < n; i++) {
    if (!is_set_by_others (&rows[i]) && !apply_row (&rows[i], value, object, error))
      return FALSE;
  }

  return TRUE;
}
