/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Twelve keys, by mouse and by keyboard.
 */
#include "app/agent/keypad.h"

#include "support/seen.h"

static void
on_pressed (OdKeypad *keypad, const char *digit, GString *pressed)
{
  g_string_append (pressed, digit);
}

static void
test_every_key_is_told (void)
{
  OdKeypad *keypad = g_object_ref_sink (g_object_new (OD_TYPE_KEYPAD, NULL));
  g_autoptr (GString) pressed = g_string_new (NULL);

  g_signal_connect (keypad, "pressed", G_CALLBACK (on_pressed), pressed);
  for (const char *key = "123456789*0#"; *key != '\0'; key++) {
    const char label[] = { *key, '\0' };
    GtkWidget *button = od_test_find_button (GTK_WIDGET (keypad), label);

    g_assert_nonnull (button);
    g_signal_emit_by_name (button, "clicked");
  }
  g_assert_cmpstr (pressed->str, ==, "123456789*0#");
  g_assert_finalize_object (keypad);
}

static void
test_the_keyboard_works_too (void)
{
  OdKeypad *keypad = g_object_ref_sink (g_object_new (OD_TYPE_KEYPAD, NULL));
  g_autoptr (GString) pressed = g_string_new (NULL);

  g_signal_connect (keypad, "pressed", G_CALLBACK (on_pressed), pressed);
  g_assert_true (od_keypad_take_key (keypad, GDK_KEY_7));
  g_assert_true (od_keypad_take_key (keypad, GDK_KEY_KP_0));
  g_assert_true (od_keypad_take_key (keypad, GDK_KEY_numbersign));
  g_assert_false (od_keypad_take_key (keypad, GDK_KEY_a));
  g_assert_false (od_keypad_take_key (keypad, GDK_KEY_Escape));
  g_assert_cmpstr (pressed->str, ==, "70#");
  g_assert_finalize_object (keypad);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/keypad/every-key-is-told", test_every_key_is_told);
  g_test_add_func ("/keypad/the-keyboard-works-too", test_the_keyboard_works_too);
  return g_test_run ();
}
