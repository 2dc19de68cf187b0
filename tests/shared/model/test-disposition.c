/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a call came out, in the guide's words and in the agent's.
 */
#include "shared/model/disposition.h"

#include <string.h>

/* clang-format off */
static const struct {
  OdEndReason reason;
  const char *unanswered;
} ends[] = {
  { OD_END_BUSY,          "Rejected" },         { OD_END_DECLINED,      "Rejected" },
  { OD_END_NO_ANSWER,     "Rejected" },         { OD_END_BAD_NUMBER,    "Rejected" },
  { OD_END_TRUNK_REFUSED, "Connection Error" }, { OD_END_NO_REPLY, "Connection Error" },
  { OD_END_TRANSPORT,     "Connection Error" }, { OD_END_NUMBER_IN_USE, "Error" },
  { OD_END_SHUTDOWN,      "Error" },            { OD_END_CRASH,         "Error" },
  { OD_END_INTERNAL,      "Error" },            { OD_END_NONE,          "In Progress" },
};

static const struct {
  const char *text, *label;
} labels[] = {
  { "Sale made", "SALE MADE" },  { "  SALE \t made\n", "SALE MADE" },
  { "überlegt", "ÜBERLEGT" },    { "", NULL }, { " \t", NULL }, { NULL, NULL },
  { "\xff", NULL },
  { "0123456789012345678901234567890123456789012345678901234567890123",
    "0123456789012345678901234567890123456789012345678901234567890123" },
  { "01234567890123456789012345678901234567890123456789012345678901234", NULL },
};
/* clang-format on */

static const char *
word (OdEndReason reason, gboolean answered, gboolean bridged)
{
  return od_system_disposition_get_name (
    od_system_disposition_of_end (reason, answered, bridged));
}

static void
test_an_unanswered_call_is_named_by_why_it_ended (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    g_assert_cmpstr (word (ends[i].reason, FALSE, FALSE), ==, ends[i].unanswered);
}

static void
test_an_answered_call_is_answered_or_abandoned_whatever_ended_it (void)
{
  for (guint reason = OD_END_NONE + 1; reason < OD_END_N_REASONS; reason++) {
    g_assert_cmpstr (word (reason, TRUE, TRUE), ==, "Answered");
    g_assert_cmpstr (word (reason, TRUE, FALSE), ==, "Agent Unavailable");
  }
}

static void
test_every_reason_has_a_name_of_its_own (void)
{
  OdEndReason back;

  for (guint reason = 0; reason < OD_END_N_REASONS; reason++) {
    g_assert_true (od_end_reason_from_name (od_end_reason_get_name (reason), &back));
    g_assert_cmpint (back, ==, reason);
  }
  for (guint i = 0; i < OD_SYSTEM_N_DISPOSITIONS; i++)
    g_assert_nonnull (od_system_disposition_get_name (i));
  g_assert_false (od_end_reason_from_name ("bored", &back));
}

static void
test_labels_that_read_the_same_are_one (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++) {
    g_autofree char *label = od_disposition_normalize (labels[i].text);

    g_assert_cmpstr (label, ==, labels[i].label);
  }
}

static void
test_predefined_labels_are_normal (void)
{
  gsize n;
  const OdDisposition *predefined = od_disposition_get_predefined (&n);

  for (gsize i = 0; i < n; i++) {
    g_autofree char *label = od_disposition_normalize (predefined[i].label);

    g_assert_cmpstr (label, ==, predefined[i].label);
  }
  g_assert_cmpuint (n, ==, 10);
  g_assert_cmpstr (od_disposition_get_mended_by_edit ()->label, ==, "WRONG DETAILS");
}

static void
assert_keys (GPtrArray *own, const char *expected)
{
  g_autoptr (GPtrArray) offered = od_disposition_list_offered (own);
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < offered->len; i++) {
    const OdDisposition *one = g_ptr_array_index (offered, i);

    g_string_append_c (keys, one->key != 0 ? one->key : '-');
  }
  g_assert_cmpstr (keys->str, ==, expected);
}

static void
test_a_key_chooses_one_disposition (void)
{
  g_autoptr (GPtrArray) own = od_disposition_list_new ();
  OdDisposition *loved = od_disposition_new ("LOVED IT");

  assert_keys (own, "02345678-9");
  g_ptr_array_add (own, loved);
  g_ptr_array_add (own, od_disposition_new ("MAYBE"));
  assert_keys (own, "02345678-91-");
  loved->key = '3';
  assert_keys (own, "02-45678-931");
  /* what every campaign has is there once */
  g_ptr_array_add (own, od_disposition_new ("BUSY"));
  assert_keys (own, "02-45678-931");
}

/* The first key is the first that somebody presses unawares. */
static void
test_what_cannot_be_taken_back_is_never_on_key_1 (void)
{
  g_autoptr (GPtrArray) own = od_disposition_list_new ();
  OdDisposition *never = od_disposition_new ("NEVER AGAIN");
  OdDisposition *nobody = od_disposition_new ("NOBODY THERE");

  never->do_not_call = TRUE;
  never->key = '1';
  nobody->bad_number = TRUE;
  g_ptr_array_add (own, never);
  g_ptr_array_add (own, nobody);
  g_ptr_array_add (own, od_disposition_new ("MAYBE"));
  assert_keys (own, "02345678-9--1");
  nobody->key = '2';
  assert_keys (own, "0-345678-9-21");
  g_assert_true (od_disposition_is_irreversible (never));
  g_assert_false (od_disposition_is_irreversible (od_disposition_find (own, "MAYBE")));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/disposition/an-unanswered-call-is-named-by-why-it-ended",
                   test_an_unanswered_call_is_named_by_why_it_ended);
  g_test_add_func ("/disposition/an-answered-call-is-answered-or-abandoned",
                   test_an_answered_call_is_answered_or_abandoned_whatever_ended_it);
  g_test_add_func ("/disposition/every-reason-has-a-name-of-its-own",
                   test_every_reason_has_a_name_of_its_own);
  g_test_add_func ("/disposition/labels-that-read-the-same-are-one",
                   test_labels_that_read_the_same_are_one);
  g_test_add_func ("/disposition/predefined-labels-are-normal",
                   test_predefined_labels_are_normal);
  g_test_add_func ("/disposition/keys", test_a_key_chooses_one_disposition);
  g_test_add_func ("/disposition/never-on-key-1",
                   test_what_cannot_be_taken_back_is_never_on_key_1);
  return g_test_run ();
}
