/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * States as sentences.
 */
#include "app/agent/duty-words.h"

#include <string.h>

/* clang-format off */
static const struct {
  OdSoftphoneState state;
  gboolean heard;
  const char *reason;
  const char *words;
} phones[] = {
  { OD_SOFTPHONE_STOPPED,     FALSE, NULL,          "Not registered" },
  { OD_SOFTPHONE_STARTING,    FALSE, NULL,          "Phone is starting…" },
  { OD_SOFTPHONE_REGISTERING, FALSE, NULL,          "Registering…" },
  { OD_SOFTPHONE_REGISTERED,  TRUE,  NULL,          "Registered" },
  { OD_SOFTPHONE_REGISTERED,  FALSE, NULL,          "Registering…" }, /* a new server */
  { OD_SOFTPHONE_REFUSED,     FALSE, "Bad account", "Refused: Bad account" },
  { OD_SOFTPHONE_REFUSED,     FALSE, NULL,          "Refused: no reason was given" },
  { OD_SOFTPHONE_BROKEN,      FALSE, "No baresip",  "Phone broken: No baresip" },
};

static const struct {
  OdAgentState state;
  gboolean wants_ready;
  gboolean asking;
  const char *words;
} states[] = {
  { OD_AGENT_OFFLINE,   FALSE, FALSE, "Not at work yet" },
  { OD_AGENT_PAUSED,    FALSE, FALSE, "Paused" },
  { OD_AGENT_PAUSED,    TRUE,  TRUE,  "Asking for calls…" },
  { OD_AGENT_PAUSED,    TRUE,  FALSE, "Ready as soon as the phone is" },
  { OD_AGENT_READY,     TRUE,  FALSE, "Ready" },
  { OD_AGENT_READY,     FALSE, TRUE,  "Asking for a pause…" },
  { OD_AGENT_PAUSING,   FALSE, FALSE, "Pausing: a call may still come" },
  { OD_AGENT_IN_CALL,   TRUE,  FALSE, "In call" },
  { OD_AGENT_IN_CALL,   FALSE, FALSE, "In call, then paused" },
  { OD_AGENT_DISPOSING, TRUE,  FALSE, "After call" },
  { OD_AGENT_WRAP_UP,   TRUE,  FALSE, "Wrapping up" },
};

static const struct {
  OdAgentState state;
  gboolean wants_ready;
  gint64 wrap_up_ms;
  const char *words;
} rests[] = {
  { OD_AGENT_READY,     TRUE,  -1,    "Waiting for a call" },
  { OD_AGENT_PAUSED,    FALSE, -1,    "Paused" },
  { OD_AGENT_PAUSED,    TRUE,  -1,    "Waiting for the phone" },
  { OD_AGENT_PAUSING,   FALSE, -1,    "Pausing: a call may still come" },
  { OD_AGENT_WRAP_UP,   TRUE,  26500, "Next call in 0:27" },
  { OD_AGENT_DISPOSING, TRUE,  -1,    "The disposition is on its way to the server" },
};

static const struct {
  OdAgentState state;
  gboolean undisposed;
  gboolean typing;
  const char *words;
} leavings[] = {
  { OD_AGENT_READY,     FALSE, FALSE, "Leaving: a call may still come" },
  { OD_AGENT_PAUSING,   FALSE, FALSE, "Leaving: a call may still come" },
  { OD_AGENT_RESERVED,  FALSE, FALSE, "Leaving: a call may still come" },
  { OD_AGENT_IN_CALL,   FALSE, TRUE,  "Leaving after this call and its disposition" },
  { OD_AGENT_DISPOSING, TRUE,  TRUE,  "Leaving as soon as the disposition is chosen" },
  { OD_AGENT_PAUSED,    FALSE, TRUE,  "Leaving as soon as what you typed about the contact"
                                      " is saved or cancelled" },
  { OD_AGENT_PAUSED,    FALSE, FALSE, "Leaving: the server is being told…" },
};
/* clang-format on */

static void
test_the_phone_says_what_is_true (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++) {
    g_autofree char *words = od_duty_words_phone (phones[i].state, phones[i].heard,
                                                  phones[i].reason);

    g_assert_cmpstr (words, ==, phones[i].words);
  }
}

static void
test_every_state_has_its_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_assert_cmpstr (od_duty_words_state (states[i].state, states[i].wants_ready,
                                          states[i].asking),
                     ==, states[i].words);
}

static void
test_who_waits_knows_for_what (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rests); i++) {
    g_autofree char *words = od_duty_words_wrap_up (rests[i].state, rests[i].wants_ready,
                                                    rests[i].wrap_up_ms);

    g_assert_cmpstr (words, ==, rests[i].words);
  }
}

static void
test_who_leaves_knows_what_keeps_them (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (leavings); i++)
    g_assert_cmpstr (od_duty_words_leaving (leavings[i].state, leavings[i].undisposed,
                                            leavings[i].typing),
                     ==, leavings[i].words);
}

/* Who waits for a campaign that is switched off must not believe that calls come. */
static void
test_a_campaign_that_is_off_is_told_of (void)
{
  const char *on = od_duty_words_wrap_up_hint (OD_AGENT_READY, TRUE, TRUE);
  const char *off = od_duty_words_wrap_up_hint (OD_AGENT_READY, TRUE, FALSE);

  g_assert_cmpstr (on, !=, off);
  g_assert_nonnull (strstr (off, "switched off"));
  g_assert_cmpstr (od_duty_words_wrap_up_hint (OD_AGENT_PAUSED, FALSE, FALSE), ==, off);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duty-words/the-phone-says-what-is-true",
                   test_the_phone_says_what_is_true);
  g_test_add_func ("/duty-words/every-state-has-its-words",
                   test_every_state_has_its_words);
  g_test_add_func ("/duty-words/who-waits-knows-for-what", test_who_waits_knows_for_what);
  g_test_add_func ("/duty-words/who-leaves-knows-what-keeps-them",
                   test_who_leaves_knows_what_keeps_them);
  g_test_add_func ("/duty-words/a-campaign-that-is-off-is-told-of",
                   test_a_campaign_that_is_off_is_told_of);
  return g_test_run ();
}
