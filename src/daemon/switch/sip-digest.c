/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SIP digest authentication, the server's half. Runs on the switch thread.
 */
#include "daemon/switch/sip-digest.h"

#include <string.h>

#define NONCE_LIFE_US (60 * G_USEC_PER_SEC)
#define NONCE_SIZE    64
#define HASH_SIZE     20 /* of HMAC-SHA1 */

void
od_sip_digest_init (OdSipDigest *self)
{
  rand_bytes (self->key, sizeof (self->key));
}

void
od_sip_digest_make_ha1 (const char *user, const char *password, guint8 ha1[MD5_SIZE])
{
  (void) md5_printf (ha1, "%s:%s:%s", user, OD_SIP_REALM, password);
}

/* Nonce: when, in hexadecimal, and the keyed hash of when and whom. */
static void
write_nonce (const OdSipDigest *self, const struct sa *to, guint64 at_us, char *nonce)
{
  guint8 hash[HASH_SIZE];
  char text[NONCE_SIZE];

  re_snprintf (text, sizeof (text), "%016llx %J", at_us, to);
  hmac_sha1 (self->key, sizeof (self->key), (guint8 *) text, strlen (text), hash,
             sizeof (hash));
  re_snprintf (nonce, NONCE_SIZE, "%016llx%w", at_us, hash, sizeof (hash));
}

void
od_sip_digest_issue (const OdSipDigest *self,
                     const struct sa *to,
                     gint64 now_us,
                     char *nonce)
{
  write_nonce (self, to, now_us, nonce);
}

static OdDigestVerdict
check_nonce (const OdSipDigest *self,
             const struct pl *nonce,
             const struct sa *from,
             gint64 now_us)
{
  struct pl stamp = { nonce->p, MIN (nonce->l, (size_t) 16) };
  guint64 at_us = pl_x64 (&stamp);
  char expected[NONCE_SIZE];

  write_nonce (self, from, at_us, expected);
  if (nonce->l != strlen (expected)
      || mem_seccmp ((const guint8 *) nonce->p, (const guint8 *) expected, nonce->l))
    return OD_DIGEST_FOREIGN;

  return now_us - (gint64) at_us > NONCE_LIFE_US ? OD_DIGEST_STALE : OD_DIGEST_OK;
}

OdDigestVerdict
od_sip_digest_check (const OdSipDigest *self,
                     const struct httpauth_digest_resp *resp,
                     const struct sip_msg *msg,
                     const guint8 ha1[MD5_SIZE],
                     gint64 now_us)
{
  if (pl_strcmp (&resp->realm, OD_SIP_REALM)
      || httpauth_digest_response_auth (resp, &msg->met, ha1))
    return OD_DIGEST_WRONG;

  return check_nonce (self, &resp->nonce, &msg->src, now_us);
}
