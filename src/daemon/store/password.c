/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passwords at rest: argon2id by libsodium. Slow on purpose; never on the main thread.
 */
#include "daemon/store/password.h"

#include "daemon/store/tx.h"

#include <sodium.h>
#include <string.h>

#define MIN_LENGTH 10   /* characters, as people count them */
#define MAX_LENGTH 1024 /* bytes: nobody makes us hash a book */

char *
od_password_hash (const char *password)
{
  char hash[crypto_pwhash_STRBYTES];

  if (sodium_init () < 0
      || crypto_pwhash_str (hash, password, strlen (password),
                            crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE)
           != 0)
    return NULL;

  return g_strdup (hash);
}

char *
od_password_stretch (const char *text, const char *salt)
{
  guint8 salt_bytes[crypto_pwhash_SALTBYTES];
  guint8 key[32];
  char hex[sizeof key * 2 + 1];

  if (sodium_init () < 0
      || crypto_generichash (salt_bytes, sizeof salt_bytes, (const guint8 *) salt,
                             strlen (salt), NULL, 0)
           != 0
      || crypto_pwhash (key, sizeof key, text, strlen (text), salt_bytes,
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_DEFAULT)
           != 0)
    return NULL;

  return g_strdup (sodium_bin2hex (hex, sizeof hex, key, sizeof key));
}

gboolean
od_password_fits (const char *password, const char *hash)
{
  return sodium_init () >= 0
         && crypto_pwhash_str_verify (hash, password, strlen (password)) == 0;
}

gboolean
od_password_check_rules (const char *password, GError **error)
{
  if (g_utf8_strlen (password, -1) < MIN_LENGTH)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "The password must have at least %d characters",
                               MIN_LENGTH);
  if (strlen (password) > MAX_LENGTH)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "The password must have at most %d characters",
                               MAX_LENGTH);

  return TRUE;
}
