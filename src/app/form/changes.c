/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a form changed of what it was filled with. Pure; any thread.
 */
#include "app/form/changes.h"

#include <glib.h>
#include <math.h>

/* 2.3 typed and 2.3 heard are one number, and 1 and 1.0. */
static gboolean
is_same (json_t *a, json_t *b)
{
  if (json_is_number (a) && json_is_number (b))
    return fabs (json_number_value (a) - json_number_value (b)) < 0.01;

  return json_equal (a, b);
}

void
od_changes_keep (json_t *body, json_t *original)
{
  const char *field;
  json_t *value;
  void *next;

  json_object_foreach_safe (body, next, field, value)
  {
    if (is_same (value, json_object_get (original, field)))
      json_object_del (body, field);
  }
}
