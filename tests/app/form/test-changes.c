/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Only what differs stays.
 */
#include "app/form/changes.h"

#include <glib.h>

/* clang-format off */
static const struct {
  const char *name, *body, *original, *kept;
} cases[] = {
  { "new", "{\"a\":1,\"b\":null}", "null", "{\"a\":1,\"b\":null}" },
  { "same", "{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":[1]}",
    "{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":[1],\"e\":2}", "{}" },
  { "other", "{\"a\":2,\"b\":\"x\",\"c\":true}", "{\"a\":1,\"b\":\"y\",\"c\":true}",
    "{\"a\":2,\"b\":\"x\"}" },
  { "unknown", "{\"a\":2}", "{\"b\":2}", "{\"a\":2}" },
  { "tenths", "{\"a\":2.3,\"b\":2.4}", "{\"a\":2.3000000001,\"b\":2.3}", "{\"b\":2.4}" },
  { "whole", "{\"a\":1.0,\"b\":0}", "{\"a\":1,\"b\":null}", "{\"b\":0}" },
};
/* clang-format on */

static void
test_only_what_differs_stays (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  json_t *body = json_loads (cases[i].body, 0, NULL);
  json_t *original = json_loads (cases[i].original, JSON_DECODE_ANY, NULL);
  json_t *kept = json_loads (cases[i].kept, 0, NULL);

  od_changes_keep (body, json_is_null (original) ? NULL : original);
  g_assert_true (json_equal (body, kept));
  json_decref (kept);
  json_decref (original);
  json_decref (body);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/changes/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_only_what_differs_stays);
  }
  return g_test_run ();
}
