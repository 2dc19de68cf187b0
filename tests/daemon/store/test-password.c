/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passwords at rest.
 */
#include "daemon/store/password.h"

#include <string.h>

#include "daemon/store/store.h"

static void
test_a_password_fits_its_own_hash_only (void)
{
  g_autofree char *hash = od_password_hash ("correct horse");
  g_autofree char *again = od_password_hash ("correct horse");

  g_assert_true (g_str_has_prefix (hash, "$argon2id$"));
  g_assert_cmpstr (hash, !=, again); /* salted */
  g_assert_true (od_password_fits ("correct horse", hash));
  g_assert_false (od_password_fits ("Correct horse", hash));
  g_assert_false (od_password_fits ("correct horse", "no hash"));
}

/* clang-format off */
static const struct {
  const char *letter;
  guint times;
  const char *says; /* NULL: fine */
} rules[] = {
  { "x", 0,    "at least 10 characters" },
  { "x", 9,    "at least 10 characters" },
  { "ä", 9,    "at least 10 characters" }, /* 18 bytes are still nine characters */
  { "x", 10,   NULL },
  { "ä", 10,   NULL },
  { "x", 1024, NULL },
  { "x", 1025, "at most 1024" },
};
/* clang-format on */

static void
test_the_sentence_says_what_is_wrong (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    g_autoptr (GString) password = g_string_new (NULL);
    g_autoptr (GError) error = NULL;

    for (guint j = 0; j < rules[i].times; j++)
      g_string_append (password, rules[i].letter);
    g_assert_true (od_password_check_rules (password->str, &error)
                   == (rules[i].says == NULL));
    if (rules[i].says != NULL) {
      g_assert_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, rules[i].says));
    }
  }
}

/* Else a repeated request would not be found again, or another one would. */
static void
test_a_stretched_text_is_the_same_again (void)
{
  g_autofree char *one = od_password_stretch ("correct horse", "salt");
  g_autofree char *again = od_password_stretch ("correct horse", "salt");
  g_autofree char *text = od_password_stretch ("correct horses", "salt");
  g_autofree char *salt = od_password_stretch ("correct horse", "pepper");

  g_assert_cmpuint (strlen (one), ==, 64);
  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, text);
  g_assert_cmpstr (one, !=, salt);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password/a-password-fits-its-own-hash-only",
                   test_a_password_fits_its_own_hash_only);
  g_test_add_func ("/password/the-sentence-says-what-is-wrong",
                   test_the_sentence_says_what_is_wrong);
  g_test_add_func ("/password/a-stretched-text-is-the-same-again",
                   test_a_stretched_text_is_the_same_again);
  return g_test_run ();
}
