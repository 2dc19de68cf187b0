/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every state has a word, and every ping.
 */
#include "app/supervisor/agent-words.h"

#include "shared/model/agent-state.h"

#include <string.h>

static OdRecord *
new_agent (const char *text)
{
  json_t *body = json_loads (text, 0, NULL);
  OdRecord *agent = od_record_new (body);

  json_decref (body);
  return agent;
}

/* clang-format off */
static const struct {
  const char *body;
  const char *presence;
  const char *state;
} cases[] = {
  { "{\"id\":1,\"state\":\"offline\",\"registered\":false}", "Offline", "Offline" },
  { "{\"id\":1,\"state\":\"ready\"}", "Online", "Waiting" },
  { "{\"id\":1,\"state\":\"paused\",\"registered\":true}", "Online", "Paused" },
  { "{\"id\":1,\"state\":\"paused\",\"registered\":false}", "No phone", "Paused" },
  { "{\"id\":1,\"state\":\"in-call\"}", "Online", "In call" },
  { "{\"id\":1,\"state\":\"wrap-up\"}", "Online", "Wrap-up" },
  { "{\"id\":1,\"state\":\"on-the-moon\"}", "Offline", "on-the-moon" },
};
/* clang-format on */

static void
test_what_an_agent_does_has_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (OdRecord) agent = new_agent (cases[i].body);
    g_autofree char *presence = od_agent_words_dup_presence (agent, NULL);
    g_autofree char *state = od_agent_words_dup_state (agent, NULL);

    g_assert_cmpstr (presence, ==, cases[i].presence);
    g_assert_cmpstr (state, ==, cases[i].state);
  }
}

static void
test_no_state_is_without_a_word (void)
{
  for (int i = 0; i < OD_AGENT_N_STATES; i++) {
    const char *name = od_agent_state_get_name ((OdAgentState) i);
    g_autofree char *body = g_strdup_printf ("{\"id\":1,\"state\":\"%s\"}", name);
    g_autoptr (OdRecord) agent = new_agent (body);
    g_autofree char *word = od_agent_words_dup_state (agent, NULL);

    g_assert_cmpstr (word, !=, name);
    g_assert_true (g_ascii_isupper (word[0]));
  }
}

/* clang-format off */
static const struct {
  const char *phone;
  const char *ping;
} phones[] = {
  { "null", "-" },
  { "{\"age_ms\":5000,\"ping_us\":null}", "-" },
  { "{\"age_ms\":5000,\"ping_us\":412}", "0.4 ms" },
  { "{\"age_ms\":5000,\"ping_us\":81260}", "81.3 ms" },
};
/* clang-format on */

static void
test_a_ping_is_in_milliseconds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++) {
    g_autofree char *body = g_strdup_printf ("{\"id\":1,\"phone\":%s}", phones[i].phone);
    g_autoptr (OdRecord) agent = new_agent (body);
    g_autofree char *ping = od_agent_words_dup_ping (agent, NULL);

    g_assert_cmpstr (ping, ==, phones[i].ping);
  }
}

/* A day is written as in every window. */
static void
test_long_ago_has_its_day (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *year = g_date_time_format (now, "%Y, "), *never = NULL;
  g_autofree char *today = od_agent_words_dup_moment (1000);
  g_autofree char *before = od_agent_words_dup_moment (12 * 3600 * 1000);

  never = od_agent_words_dup_moment (-1);
  g_assert_cmpuint (strlen (today), ==, strlen ("21:34:05"));
  g_assert_nonnull (strstr (before, year));
  g_assert_cmpstr (never, ==, "-");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent-words/what-an-agent-does-has-words",
                   test_what_an_agent_does_has_words);
  g_test_add_func ("/agent-words/no-state-is-without-a-word",
                   test_no_state_is_without_a_word);
  g_test_add_func ("/agent-words/a-phone-is-what-it-said",
                   test_a_ping_is_in_milliseconds);
  g_test_add_func ("/agent-words/long-ago-has-its-day", test_long_ago_has_its_day);
  return g_test_run ();
}
