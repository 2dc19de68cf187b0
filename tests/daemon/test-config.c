/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every refusal of the settings names what is wrong and where.
 */
#include "daemon/config.h"

#include "support/waiting.h"

#include <string.h>

#define GOOD  "[outdiald]\ndata_dir=/var/lib/outdial\n"
#define TRUNK "[trunk one]\nhost=127.0.0.1:5070\n"

typedef struct {
  const char *text;
  const char *named[2]; /* both are in the sentence */
} Refusal;

static const Refusal refusals[] = {
  { TRUNK, { "[outdiald]", "data_dir" } },
  { "[outdiald]\ndata_dir=var\n" TRUNK, { "[outdiald]", "data_dir" } },
  { GOOD "colour=red\n" TRUNK, { "[outdiald]", "colour" } },
  { GOOD TRUNK "port=1\n", { "[trunk one]", "port" } },
  { GOOD TRUNK "calls_per_second=0\n", { "[trunk one]", "calls_per_second" } },
  { GOOD TRUNK "calls_per_second=1001\n", { "[trunk one]", "1 to 1000" } },
  { GOOD TRUNK "channels=many\n", { "[trunk one]", "channels" } },
  { GOOD TRUNK "[phones]\n", { "[phones]", "no group" } },
  { GOOD "api_listen=somewhere\n" TRUNK, { "[outdiald]", "api_listen" } },
  { GOOD "sip_listen=127.0.0.1\n" TRUNK, { "[outdiald]", "sip_listen" } },
  { GOOD "trunk_listen=localhost:5080\n" TRUNK, { "[outdiald]", "trunk_listen" } },
  { GOOD "rtp_ports=16384\n" TRUNK, { "[outdiald]", "rtp_ports" } },
  { GOOD "rtp_ports=-1-20000\n" TRUNK, { "[outdiald]", "rtp_ports" } },
  { GOOD "rtp_ports=20000-16384\n" TRUNK, { "[outdiald]", "rtp_ports" } },
  { GOOD "rtp_ports=80-90\n" TRUNK, { "[outdiald]", "rtp_ports" } },
  { GOOD "sip_listen=\\q\n" TRUNK, { "[outdiald]", "sip_listen" } },
  { GOOD "rtp_ports=\\q\n" TRUNK, { "[outdiald]", "rtp_ports" } },
  { GOOD "rtp_address=\xff\n" TRUNK, { "[outdiald]", "rtp_address" } },
  { GOOD "api_socket=\n" TRUNK, { "[outdiald]", "api_socket" } },
  { GOOD "api_socket=api.sock\n" TRUNK, { "[outdiald]", "api_socket" } },
  { GOOD "rtp_address=\n" TRUNK, { "[outdiald]", "rtp_address" } },
  { GOOD "time_zone=\n" TRUNK, { "[outdiald]", "time_zone" } },
  { GOOD "time_zone=Mars/Olympus\n" TRUNK, { "time_zone", "Mars/Olympus" } },
  { GOOD "time_zone=america/new_york\n" TRUNK, { "time_zone", "america/new_york" } },
  { GOOD "time_zone=+05:00\n" TRUNK, { "time_zone", "+05:00" } },
  { GOOD "time_zone=../zone.tab\n" TRUNK, { "time_zone", "../zone.tab" } },
  { GOOD "agent_numbers=\n" TRUNK, { "[outdiald]", "agent_numbers" } },
  { GOOD "agent_numbers=12600\n" TRUNK, { "[outdiald]", "agent_numbers" } },
  { GOOD "agent_numbers=12600-12599\n" TRUNK, { "[outdiald]", "agent_numbers" } },
  { GOOD "agent_numbers=9990-10010\n" TRUNK, { "[outdiald]", "agent_numbers" } },
  { GOOD "agent_numbers=012600-012999\n" TRUNK, { "[outdiald]", "agent_numbers" } },
  { GOOD "agent_numbers=12600-12999-1\n" TRUNK, { "[outdiald]", "agent_numbers" } },
  { GOOD "agent_numbers=12600-1299x\n" TRUNK, { "[outdiald]", "agent_numbers" } },
  { GOOD "agent_numbers=12600-92600\n" TRUNK, { "[outdiald]", "agent_numbers" } },
  { GOOD "agent_numbers=12-99\n" TRUNK, { "[outdiald]", "agent_numbers" } },
  { GOOD "[trunk one]\nhost=127.0.0.1:0\n", { "[trunk one]", "host" } },
  { GOOD "[trunk one]\nhost=127.0.0.1\n", { "[trunk one]", "host" } },
  { GOOD "[trunk one]\nhost=\\q\n", { "[trunk one]", "host" } },
  { GOOD, { "[trunk NAME]", "host" } },
  { GOOD "[trunk one]\n", { "[trunk one]", "host" } },
  { GOOD "[trunk one]\nhost=carrier.example:5060\n", { "[trunk one]", "host" } },
  { GOOD "[trunk one]\nhost=192.0.2.1:5060\n", { "[trunk one]", "192.0.2.1:5060" } },
};

static OdConfig *
load (const char *text, GError **error)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "outdiald.conf", NULL);
  OdConfig *config;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  config = od_config_load (path, error);
  od_test_remove_dir (dir);
  return config;
}

static void
test_refusals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *shown = g_strescape (refusals[i].text, NULL);
    OdConfig *config = load (refusals[i].text, &error);

    g_test_message ("%s", shown);
    g_assert_null (config);
    g_assert_nonnull (strstr (error->message, "outdiald.conf: "));
    g_assert_nonnull (strstr (error->message, refusals[i].named[0]));
    g_assert_nonnull (strstr (error->message, refusals[i].named[1]));
  }
}

static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdConfig) config = load (GOOD TRUNK, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (config->api_listen, ==, "127.0.0.1:8620");
  g_assert_null (config->api_socket);
  g_assert_cmpstr (config->trunk->name, ==, "one");
  g_assert_cmpstr (config->trunk->host, ==, "127.0.0.1:5070");
  g_assert_true (config->trunks_on_loopback);
  g_assert_cmpuint (config->rtp_port_min, ==, 16384);
  g_assert_cmpuint (config->rtp_port_max, ==, 32767);
  g_assert_cmpint (config->first_number, ==, 0);
}

static void
test_numbers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdConfig) config = load (GOOD "agent_numbers=12600-12999\n" TRUNK, &error);

  g_assert_no_error (error);
  g_assert_cmpint (config->first_number, ==, 12600);
  g_assert_cmpint (config->last_number, ==, 12999);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/refusals", test_refusals);
  g_test_add_func ("/config/defaults", test_defaults);
  g_test_add_func ("/config/numbers", test_numbers);
  return g_test_run ();
}
