/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long people wait, in words; what is not known is not said.
 */
#include "app/supervisor/latency-words.h"

#include <glib.h>

/* clang-format off */
static const struct {
  const char *body;
  const char *words;
} cases[] = {
  { "{}", NULL },
  { "{\"n\":0,\"p50\":null,\"p95\":null,\"p99\":null,\"max\":null}",
    "From answer to agent: no call yet." },
  { "{\"n\":40,\"p50\":0.24,\"p95\":12.6,\"p99\":null,\"max\":20}",
    "From answer to agent, lately: 0.2 ms for half of the calls, 13 ms for 95 of 100 "
    "(calls: 40)." },
  { "{\"n\":100,\"p50\":90,\"p95\":180.4,\"p99\":260,\"max\":300}",
    "From answer to agent, lately: 90 ms for half of the calls, 180 ms for 95 of 100, "
    "260 ms for 99 of 100 (calls: 100)." },
};
/* clang-format on */

static void
test_percentiles_have_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    json_t *body = json_loads (cases[i].body, 0, NULL);
    g_autofree char *words = od_latency_words_dup (body);

    g_assert_cmpstr (words, ==, cases[i].words);
    json_decref (body);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/latency-words/percentiles", test_percentiles_have_words);
  return g_test_run ();
}
