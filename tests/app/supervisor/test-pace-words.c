/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What limits dialing has words; what is said elsewhere has none here.
 */
#include "app/supervisor/pace-words.h"

#include "shared/model/pace.h"

#include <glib.h>

/* clang-format off */
static const struct {
  const char *body;
  const char *words;
} cases[] = {
  { "{}", NULL },
  { "{\"free_agents\":0,\"ringing\":0,\"waiting\":0,\"cap_left\":null,"
    "\"next_limit\":\"off\"}", NULL },
  { "{\"free_agents\":2,\"ringing\":3,\"waiting\":1,\"cap_left\":4,"
    "\"next_limit\":\"calls-per-second\"}",
    "Now: free agents 2, calls ringing 3, calls waiting 1. Left under the abandonment cap: "
    "4. Next limit: calls per second." },
  { "{\"free_agents\":0,\"ringing\":0,\"waiting\":0,\"cap_left\":null,"
    "\"next_limit\":\"no-agent\"}",
    "Now: free agents 0, calls ringing 0, calls waiting 0. Nobody is called: no agent "
    "works in this campaign." },
  { "{\"free_agents\":1,\"ringing\":1,\"waiting\":0,\"cap_left\":null,"
    "\"next_limit\":\"free-agents\"}",
    "Now: free agents 1, calls ringing 1, calls waiting 0. Next limit: free agents, one "
    "call for each." },
  { "{\"free_agents\":0,\"ringing\":2,\"waiting\":0,\"cap_left\":3,"
    "\"next_limit\":\"pacer\"}",
    "Now: free agents 0, calls ringing 2, calls waiting 0. Left under the abandonment cap: "
    "3. Next limit: agents have to come free first, to stay under the abandonment cap." },
};
/* clang-format on */

static void
test_limits_have_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    json_t *body = json_loads (cases[i].body, 0, NULL);
    g_autofree char *words = od_pace_words_dup (body);

    g_assert_cmpstr (words, ==, cases[i].words);
    json_decref (body);
  }
}

static void
test_every_other_limit_has_some (void)
{
  for (guint i = 0; i < OD_PACE_N_LIMITS; i++) {
    json_t *body = json_pack ("{s:s}", "next_limit", od_pace_limit_get_name (i));
    g_autofree char *words = od_pace_words_dup (body);

    g_assert_cmpint (words == NULL, ==, i == OD_PACE_OFF || i == OD_PACE_TROUBLE);
    json_decref (body);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pace-words/limits", test_limits_have_words);
  g_test_add_func ("/pace-words/every", test_every_other_limit_has_some);
  return g_test_run ();
}
