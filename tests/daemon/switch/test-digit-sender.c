/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as RFC 4733 wants them.
 */
#include "daemon/switch/digit-sender.h"

#include <string.h>

static guint
duration (const OdDigitStep *step)
{
  return step->payload[2] << 8 | step->payload[3];
}

static void
test_one_key_from_press_to_rest (void)
{
  OdDigitSender sender = { 0 };
  OdDigitStep step;

  g_assert_true (od_digit_sender_push (&sender, "#"));
  for (guint i = 0; i < 5; i++) {
    g_assert_true (od_digit_sender_step (&sender, &step));
    g_assert_cmpuint (step.n, ==, i == 0 || i == 4 ? 3 : 1);
    g_assert_cmpint (step.first, ==, i == 0);
    g_assert_cmpuint (step.payload[0], ==, 11);
    g_assert_cmpuint (step.payload[1] >> 7, ==, i == 4);
    g_assert_cmpuint (duration (&step), ==, (i + 1) * 160);
  }
  for (guint i = 0; i < 3; i++) {
    g_assert_true (od_digit_sender_step (&sender, &step));
    g_assert_cmpuint (step.n, ==, 0);
  }
  g_assert_false (od_digit_sender_step (&sender, &step));
}

static void
test_keys_queue_in_order (void)
{
  OdDigitSender sender = { 0 };
  OdDigitStep step;
  g_autoptr (GString) seen = g_string_new (NULL);

  g_assert_true (od_digit_sender_push (&sender, "11"));
  g_assert_true (od_digit_sender_push (&sender, "*dA0"));
  while (od_digit_sender_step (&sender, &step)) {
    if (step.first)
      g_string_append_c (seen, od_digit_from_code (step.payload[0]));
  }
  g_assert_cmpstr (seen->str, ==, "11*DA0");
}

static void
test_what_is_no_key_queues_nothing (void)
{
  OdDigitSender sender = { 0 };
  OdDigitStep step;
  g_autofree char *many = g_strnfill (OD_DIGIT_QUEUE_MAX + 1, '1');

  g_assert_false (od_digit_sender_push (&sender, "12x"));
  g_assert_false (od_digit_sender_push (&sender, many));
  g_assert_false (od_digit_sender_step (&sender, &step));
  g_assert_true (od_digit_sender_push (&sender, many + 1));
  g_assert_false (od_digit_sender_push (&sender, "1"));
}

static void
test_codes_and_keys_agree (void)
{
  for (guint code = 0; code < 16; code++)
    g_assert_cmpint (od_digit_code (od_digit_from_code (code)), ==, code);
  g_assert_cmpint (od_digit_from_code (16), ==, '\0');
  g_assert_cmpint (od_digit_code ('\0'), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digit-sender/one-key", test_one_key_from_press_to_rest);
  g_test_add_func ("/digit-sender/queue", test_keys_queue_in_order);
  g_test_add_func ("/digit-sender/refusals", test_what_is_no_key_queues_nothing);
  g_test_add_func ("/digit-sender/codes", test_codes_and_keys_agree);
  return g_test_run ();
}
