/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an account line may hold, and what people are told of a refusal.
 */
#include "app/phone/sip-account.h"

#include "app/phone/phone-error.h"

#include <string.h>

typedef struct {
  const char *name, *registrar, *user, *password;
  const char *wrong; /* the word the refusal must have; NULL: it is good */
} Case;

#define LONG "0123456789012345678901234567890123456789012345678901234567890123456789"

/* clang-format off */
static const Case cases[] = {
  { "plain",          "10.0.0.1:5060",     "alice",     "s3cret",         NULL },
  { "marks",          "pbx.example.com:1", "a.b-c_d+e", "a/b+c=:!@[]{}~", NULL },
  { "longest",        "127.0.0.1:65535",   "alice",     LONG LONG LONG,   NULL },
  { "parameter",      "127.0.0.1:5060",    "alice",     "x;regint=0",     "password" },
  { "quote",          "127.0.0.1:5060",    "alice",     "x\"y",           "password" },
  { "bracket",        "127.0.0.1:5060",    "alice",     "x>y",            "password" },
  { "space",          "127.0.0.1:5060",    "alice",     "x y",            "password" },
  { "line break",     "127.0.0.1:5060",    "alice",     "x\ny",           "password" },
  { "not ASCII",      "127.0.0.1:5060",    "alice",     "pass\xc3\xa9",   "password" },
  { "no password",    "127.0.0.1:5060",    "alice",     "",               "password" },
  { "user with @",    "127.0.0.1:5060",    "a@b",       "secret",         "user name" },
  { "user with >",    "127.0.0.1:5060",    "a>",        "secret",         "user name" },
  { "no user",        "127.0.0.1:5060",    "",          "secret",         "user name" },
  { "host with ;",    "host;transport=udp", "alice",    "secret",         "address" },
  { "no host",        "",                  "alice",     "secret",         "address" },
  { "too long",       "127.0.0.1:5060",    "alice",     LONG LONG LONG LONG LONG,
    "too long" },
};
/* clang-format on */

static void
test_only_harmless_letters_pass (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSipAccount)
    account = od_sip_account_new (c->registrar, c->user, c->password, &error);

  if (c->wrong == NULL) {
    g_assert_no_error (error);
    g_assert_nonnull (strstr (od_sip_account_get_line (account), c->password));
    g_assert_cmpuint (strlen (od_sip_account_get_line (account)), <, 900);
    return;
  }
  g_assert_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_BAD_ACCOUNT);
  g_assert_nonnull (strstr (error->message, c->wrong));
  if (*c->password != 0)
    g_assert_null (strstr (error->message, c->password));
}

static void
test_the_line_is_what_baresip_takes (void)
{
  g_autoptr (OdSipAccount)
    account = od_sip_account_new ("127.0.0.1:5060", "alice", "secret", NULL);

  g_autoptr (OdSipAccount)
    local = od_sip_account_new ("localhost:5060", "alice", "secret", NULL);

  g_assert_cmpstr (od_sip_account_get_name (account), ==, "sip:alice@127.0.0.1:5060");
  g_assert_cmpstr (od_sip_account_get_name (local), ==, "sip:alice@127.0.0.1:5060");
  g_assert_cmpstr (od_sip_account_get_line (account), ==,
                   "<sip:alice@127.0.0.1:5060;transport=tcp>;auth_user=alice;"
                   "auth_pass=secret;regint=60;audio_codecs=PCMU,PCMA;answermode=manual");
}

static void
test_loopback_is_known (void)
{
  static const struct {
    const char *registrar;
    gboolean local;
  } hosts[] = { { "127.0.0.1:5060", TRUE },
                { "127.9.9.9:1", TRUE },
                { "localhost:5060", TRUE },
                { "128.0.0.1:5060", FALSE },
                { "localhost.example.com:5060", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (OdSipAccount)
      account = od_sip_account_new (hosts[i].registrar, "alice", "secret", NULL);
    g_assert_cmpint (od_sip_account_is_local (account), ==, hosts[i].local);
  }
}

static void
test_a_refusal_is_a_sentence (void)
{
  static const struct {
    const char *detail, *words;
  } refusals[] = { { "401 Unauthorized", "wrong user name or password" },
                   { "403 Forbidden", "wrong user name or password" },
                   { "503 Service Unavailable", "refused the softphone: 503 Service" },
                   { "Connection refused",
                     "does not reach the server at 127.0.0.1:5060" },
                   { NULL, "no answer" } };
  g_autoptr (OdSipAccount)
    account = od_sip_account_new ("127.0.0.1:5060", "alice", "secret", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *said = od_sip_account_explain (account, refusals[i].detail);
    g_assert_nonnull (strstr (said, refusals[i].words));
    g_assert_null (strstr (said, "secret"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/sip-account/", cases[i].name, NULL);
    g_test_add_data_func (path, &cases[i], test_only_harmless_letters_pass);
  }
  g_test_add_func ("/sip-account/line", test_the_line_is_what_baresip_takes);
  g_test_add_func ("/sip-account/loopback", test_loopback_is_known);
  g_test_add_func ("/sip-account/refusal", test_a_refusal_is_a_sentence);
  return g_test_run ();
}
