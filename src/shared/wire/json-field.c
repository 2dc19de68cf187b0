/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One field of a JSON object at a time, strictly. Pure; any thread.
 */
#include "shared/wire/json-field.h"

#include <string.h>

#define THE_BODY  "body" /* in the place of a field, where all of it is wrong */
#define MAX_WORDS 200    /* statuses or dispositions of one campaign */

G_DEFINE_QUARK (od_wire_error, od_wire_error)

gboolean
od_json_field_set_error (GError **error, const char *name, const char *what)
{
  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID, "%s: %s", name, what);
  return FALSE;
}

gboolean
od_json_field_require (gboolean present, const char *name, GError **error)
{
  return present || od_json_field_set_error (error, name, "is required");
}

gboolean
od_json_field_only (json_t *object, const char *const *names, GError **error)
{
  const char *key;
  json_t *value;

  if (!json_is_object (object))
    return od_json_field_set_error (error, THE_BODY, "must be a JSON object");
  json_object_foreach (object, key, value)
  {
    if (!g_strv_contains (names, key))
      return od_json_field_set_error (error, key, "is not a field you can set here");
  }

  return TRUE;
}

static gboolean
refuse_length (const char *name, gsize min_chars, gsize max_chars, GError **error)
{
  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID,
               "%s: must have %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT " characters",
               name, min_chars, max_chars);
  return FALSE;
}

gboolean
od_json_field_text (json_t *object,
                    const char *name,
                    gsize min_chars,
                    gsize max_chars,
                    char **target,
                    GError **error)
{
  json_t *value = json_object_get (object, name);
  g_autofree char *text = NULL;
  gsize length;

  if (value == NULL)
    return TRUE;
  if (!json_is_string (value))
    return od_json_field_set_error (error, name, "must be text");

  text = g_strstrip (g_strdup (json_string_value (value)));
  length = g_utf8_strlen (text, -1);
  if (length < min_chars || length > max_chars)
    return refuse_length (name, min_chars, max_chars, error);

  g_free (*target);
  *target = g_steal_pointer (&text);
  return TRUE;
}

gboolean
od_json_field_word (json_t *object,
                    const char *name,
                    gsize max_chars,
                    char *(*normalize) (const char *),
                    char **target,
                    GError **error)
{
  g_autofree char *text = NULL;
  char *word;

  if (!od_json_field_text (object, name, 1, max_chars, &text, error) || text == NULL)
    return json_object_get (object, name) == NULL;
  word = normalize (text);
  if (word == NULL)
    return refuse_length (name, 1, max_chars, error);

  g_free (*target);
  *target = word;
  return TRUE;
}

gboolean
od_json_field_int (json_t *object,
                   const char *name,
                   gint64 min,
                   gint64 max,
                   gint64 *target,
                   GError **error)
{
  json_t *value = json_object_get (object, name);
  gint64 number;

  if (value == NULL)
    return TRUE;
  if (!json_is_integer (value))
    return od_json_field_set_error (error, name, "must be a whole number");
  number = json_integer_value (value);
  if (number < min || number > max) {
    g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID,
                 "%s: must be %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, name, min, max);
    return FALSE;
  }

  *target = number;
  return TRUE;
}

gboolean
od_json_field_bool (json_t *object, const char *name, gboolean *target, GError **error)
{
  json_t *value = json_object_get (object, name);

  if (value == NULL)
    return TRUE;
  if (!json_is_boolean (value))
    return od_json_field_set_error (error, name, "must be true or false");

  *target = json_is_true (value);
  return TRUE;
}

gboolean
od_json_field_id (json_t *object, const char *name, gint64 *target, GError **error)
{
  if (json_is_null (json_object_get (object, name))) {
    *target = 0;
    return TRUE;
  }

  return od_json_field_int (object, name, 1, G_MAXINT64, target, error);
}

static gboolean
add_word (GPtrArray *words, json_t *item, char *(*normalize) (const char *) )
{
  g_autofree char *word = json_is_string (item) ? normalize (json_string_value (item))
                                                : NULL;

  if (word == NULL)
    return FALSE;
  if (!g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
    g_ptr_array_add (words, g_steal_pointer (&word));

  return TRUE;
}

gboolean
od_json_field_words (json_t *object,
                     const char *name,
                     char *(*normalize) (const char *text),
                     char ***target,
                     GError **error)
{
  json_t *array = json_object_get (object, name);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  json_t *item;
  gsize i;

  if (array == NULL)
    return TRUE;
  if (!json_is_array (array) || json_array_size (array) > MAX_WORDS)
    return od_json_field_set_error (error, name, "must be a list of at most 200 words");
  json_array_foreach (array, i, item)
  {
    if (!add_word (words, item, normalize))
      return od_json_field_set_error (error, name,
                                      "has an entry that is empty, too long or no text");
  }

  g_ptr_array_add (words, NULL);
  g_strfreev (*target);
  *target = (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
  return TRUE;
}

json_t *
od_json_field_from_text (const char *text)
{
  return text != NULL ? json_string (text) : json_null ();
}

json_t *
od_json_field_from_id (gint64 id)
{
  return id != 0 ? json_integer (id) : json_null ();
}

json_t *
od_json_field_from_words (char **words)
{
  json_t *array = json_array ();

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    json_array_append_new (array, json_string (words[i]));

  return array;
}
