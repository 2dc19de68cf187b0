/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The robots' diary.
 */
#include "robot/witness.h"

#include "support/waiting.h"

#include <gio/gio.h>
#include <jansson.h>
#include <string.h>

static void
test_each_event_is_one_line_of_json (void)
{
  char *folder = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (folder, "log", NULL);
  OdWitness *witness = od_witness_new (path, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  json_t *line;

  od_witness_say (witness, "a", "ready", NULL, NULL);
  od_witness_free (witness);
  witness = od_witness_new (path, NULL);
  od_witness_say (witness, "b \"c\"", "saved", "c1", "BUSY");
  od_witness_free (witness);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  line = json_loads (lines[0], 0, NULL);
  g_assert_cmpuint (json_object_size (line), ==, 3);
  json_decref (line);
  line = json_loads (lines[1], 0, NULL);
  g_assert_cmpstr (json_string_value (json_object_get (line, "agent")), ==, "b \"c\"");
  g_assert_cmpstr (json_string_value (json_object_get (line, "event")), ==, "saved");
  g_assert_cmpstr (json_string_value (json_object_get (line, "call")), ==, "c1");
  g_assert_cmpstr (json_string_value (json_object_get (line, "disposition")), ==, "BUSY");
  g_assert_true (json_is_integer (json_object_get (line, "at_ms")));
  json_decref (line);
  od_test_remove_dir (folder);
}

static void
test_a_log_that_cannot_be_is_named (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (od_witness_new ("/nowhere/log", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "/nowhere/log"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/witness/lines", test_each_event_is_one_line_of_json);
  g_test_add_func ("/witness/no-file", test_a_log_that_cannot_be_is_named);
  return g_test_run ();
}
