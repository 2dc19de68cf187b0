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
  const char *const *predefined = od_disposition_get_predefined ();

  for (gsize i = 0; predefined[i] != NULL; i++) {
    g_autofree char *label = od_disposition_normalize (predefined[i]);

    g_assert_cmpstr (label, ==, predefined[i]);
  }
  g_assert_cmpuint (g_strv_length ((char **) predefined), ==, 10);
}

static void
test_only_an_agents_word_says_who_was_on_the_line (void)
{
  g_assert_true (od_disposition_is_person ("CALL BACK"));
  g_assert_true (od_disposition_is_person ("OUR OWN LABEL"));
  g_assert_false (od_disposition_is_person ("ANSWERING MACHINE"));
  g_assert_false (od_disposition_is_person ("Null"));
  g_assert_false (od_disposition_is_person (NULL));
  for (guint i = 0; i < OD_SYSTEM_N_DISPOSITIONS; i++)
    g_assert_false (od_disposition_is_person (od_system_disposition_get_name (i)));
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
  g_test_add_func ("/disposition/who-was-on-the-line",
                   test_only_an_agents_word_says_who_was_on_the_line);
  return g_test_run ();
}
