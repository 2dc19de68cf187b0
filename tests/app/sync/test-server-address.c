/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which addresses are a server's, and which may be plain http.
 */
#include "app/sync/server-address.h"

#include "app/sync/backend.h"

/* clang-format off */
static const struct {
  const char *url;
  const char *want; /* NULL: refused */
  const char *place;
} cases[] = {
  { "http://127.0.0.1:8620",    "http://127.0.0.1:8620",  "127.0.0.1:8620" },
  { "http://127.0.0.1:8620/",   "http://127.0.0.1:8620",  "127.0.0.1:8620" },
  { "http://localhost:1",       "http://localhost:1",     "localhost:1" },
  { "http://[::1]:8620",        "http://[::1]:8620",      "[::1]:8620" },
  { "http://127.9.9.9",         "http://127.9.9.9:80",    "127.9.9.9:80" },
  { "https://dialer.example",   "https://dialer.example:443", "dialer.example:443" },
  { "http://dialer.example",    NULL },
  { "http://10.0.0.1:8620",     NULL },
  { "http://localhost.evil.example", NULL },
  { "http://127.0.0.1.evil.example", NULL },
  { "http://user:pw@127.0.0.1", NULL },
  { "http://127.0.0.1/v1",      NULL },
  { "http://127.0.0.1?x=1",     NULL },
  { "127.0.0.1:8620",           "http://127.0.0.1:8620",  "127.0.0.1:8620" },
  { "localhost",                "http://localhost:80",    "localhost:80" },
  { "[::1]:8620",               "http://[::1]:8620",      "[::1]:8620" },
  { "dialer.example",           "https://dialer.example:443", "dialer.example:443" },
  { " dialer.example:8443/ ",   "https://dialer.example:8443", "dialer.example:8443" },
  { "10.0.0.1",                 "https://10.0.0.1:443",   "10.0.0.1:443" },
  { "anna@dialer.example",      NULL },
  { "dialer.example/v1",        NULL },
  { "my dialer",                NULL },
  { "::1",                      NULL },
  { "ftp://127.0.0.1",          NULL },
  { "http://",                  NULL },
  { "",                         NULL },
};
/* clang-format on */

static void
test_only_this_machine_is_spoken_to_openly (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OdServerAddress) address = od_server_address_new (cases[i].url, &error);

    g_test_message ("%s", cases[i].url);
    if (cases[i].want == NULL) {
      g_assert_error (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_ADDRESS);
      continue;
    }
    g_assert_no_error (error);
    g_assert_cmpstr (address->url, ==, cases[i].want);
    g_assert_cmpstr (address->place, ==, cases[i].place);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-address/table", test_only_this_machine_is_spoken_to_openly);
  return g_test_run ();
}
