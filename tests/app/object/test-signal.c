/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/object/signal.h"

#define TYPE_BELL (bell_get_type ())
G_DECLARE_FINAL_TYPE (Bell, bell, TEST, BELL, GObject)

struct _Bell {
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (Bell, bell, G_TYPE_OBJECT)

static void
bell_class_init (BellClass *klass)
{
  od_signal_new (klass, "rung", 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
bell_init (Bell *self)
{
}

static void
on_rung (Bell *bell, const char *text, gboolean loud, GString *heard)
{
  g_string_append_printf (heard, "%s%s", text, loud ? "!" : "");
}

static void
test_a_signal_brings_its_parameters (void)
{
  g_autoptr (Bell) bell = g_object_new (TYPE_BELL, NULL);
  g_autoptr (GString) heard = g_string_new (NULL);

  g_signal_connect (bell, "rung", G_CALLBACK (on_rung), heard);
  g_signal_emit_by_name (bell, "rung", "ding", TRUE);
  g_assert_cmpstr (heard->str, ==, "ding!");
}

static void
test_who_left_hears_nothing (void)
{
  g_autoptr (Bell) bell = g_object_new (TYPE_BELL, NULL);
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) stays = g_string_new (NULL);
  Bell *mine = g_object_ref (bell);

  g_signal_connect (bell, "rung", G_CALLBACK (on_rung), left);
  g_signal_connect (bell, "rung", G_CALLBACK (on_rung), stays);
  od_signal_leave (&mine, left);
  g_assert_null (mine);
  g_signal_emit_by_name (bell, "rung", "dong", FALSE);
  g_assert_cmpstr (left->str, ==, "");
  g_assert_cmpstr (stays->str, ==, "dong");
  od_signal_leave (&mine, left); /* nothing to leave any more */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signal/parameters", test_a_signal_brings_its_parameters);
  g_test_add_func ("/signal/leave", test_who_left_hears_nothing);

  return g_test_run ();
}
