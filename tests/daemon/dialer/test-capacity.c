/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/dialer/capacity.h"

/* clang-format off */
static const struct {
  OdCapacity capacity;
  const char *said; /* NULL: enough */
} cases[] = {
  { { .ports = 0, .descriptors = 0, .agents = 500, .channels = 900 }, NULL },
  { { .ports = 6, .descriptors = 65536, .agents = 3, .channels = 3 }, NULL },
  { { .ports = 5, .descriptors = 65536, .agents = 3, .channels = 3 },
    "rtp_ports has room for 5 legs, but 3 agents and the trunk's 3 channels want 6: widen "
    "it to at least 12 ports, or calls will wait for one another" },
  { { .ports = 4, .descriptors = 65536, .agents = 3, .channels = 0 },
    "rtp_ports has room for 4 legs, but 3 agents and a call for each want 6: widen it to "
    "at least 12 ports, or calls will wait for one another" },
  { { .ports = 8000, .descriptors = 65536, .agents = 0, .channels = 0 }, NULL },
  { { .ports = 8000, .descriptors = 2904, .agents = 100, .channels = 200 }, NULL },
  { { .ports = 8000, .descriptors = 1024, .agents = 100, .channels = 200 },
    "the system gives outdiald 1024 file descriptors, but 100 agents and the trunk's 200 "
    "channels want 2904: raise the limit (ulimit -n, LimitNOFILE=), or calls will wait for "
    "one another" },
};
/* clang-format on */

static void
test_what_is_short_is_said (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *said = od_capacity_check (&cases[i].capacity);

    g_assert_cmpstr (said, ==, cases[i].said);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capacity/what-is-short", test_what_is_short_is_said);

  return g_test_run ();
}
