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
  { "{\"free_agents\":2,\"free_soon\":4,\"soon_s\":12,\"ringing\":3,\"waiting\":1,"
    "\"cap_left\":4,\"next_limit\":\"calls-per-second\"}",
    "Now: 3 calls ring, 1 person waits, 2 agents are free, 4 will be within 12 seconds. "
    "The cap allows 4 more abandoned calls. Next limit: calls per second." },
  { "{\"free_agents\":0,\"free_soon\":0,\"soon_s\":9,\"ringing\":0,\"waiting\":0,"
    "\"cap_left\":null,\"next_limit\":\"no-agent\"}",
    "Now: 0 calls ring, 0 agents are free, 0 will be within 9 seconds. Nobody is called: "
    "no agent works in this campaign." },
  { "{\"free_agents\":1,\"free_soon\":1,\"soon_s\":1,\"ringing\":1,\"waiting\":2,"
    "\"cap_left\":1,\"next_limit\":\"free-agents\"}",
    "Now: 1 call rings, 2 people wait, 1 agent is free, 1 will be within 1 second. The "
    "cap allows 1 more abandoned call. Next limit: free agents, one call for each." },
  { "{\"free_agents\":1,\"free_soon\":null,\"soon_s\":null,\"ringing\":0,\"waiting\":0,"
    "\"cap_left\":null,\"next_limit\":\"no-lead\"}",
    "Now: 0 calls ring, 1 agent is free. No lead can be dialed now." },
  /* of an older server */
  { "{\"free_agents\":0,\"ringing\":2,\"waiting\":0,\"cap_left\":3,"
    "\"next_limit\":\"pacer\"}",
    "Now: 2 calls ring, 0 agents are free. The cap allows 3 more abandoned calls. Next "
    "limit: agents have to come free first, to stay under the abandonment cap." },
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
