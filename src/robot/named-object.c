/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People say names, the server wants ids. Pure.
 */
#include "robot/named-object.h"

#include "shared/wire/fields.h"

static gboolean
is_called (json_t *object, const char *wanted)
{
  const char *name = json_string_value (json_object_get (object, OD_FIELD_NAME));
  gint64 id = json_integer_value (json_object_get (object, OD_FIELD_ID));
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *folded = g_utf8_casefold (wanted, -1);
  g_autofree char *folded_name = g_utf8_casefold (name != NULL ? name : "", -1);

  return g_strcmp0 (number, wanted) == 0 || g_strcmp0 (folded, folded_name) == 0;
}

gint64
od_named_object_find_in (json_t *list, const char *wanted, gint64 campaign_id)
{
  json_t *object;
  gsize i;

  json_array_foreach (list, i, object)
  {
    gint64 owner = json_integer_value (json_object_get (object, OD_FIELD_CAMPAIGN));

    if (is_called (object, wanted) && (campaign_id == 0 || owner == campaign_id))
      return json_integer_value (json_object_get (object, OD_FIELD_ID));
  }

  return 0;
}

gint64
od_named_object_find (json_t *list, const char *wanted)
{
  return od_named_object_find_in (list, wanted, 0);
}
