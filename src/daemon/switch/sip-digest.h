/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <re.h>

#include <glib.h>

#define OD_SIP_REALM "outdial"

/** OdSipDigest: issues nonces and checks answers to them. A nonce is a keyed hash of when
 * and to whom it was given, so that nothing is remembered per asker. Switch thread. */
typedef struct {
  guint8 key[32]; /* of this process */
} OdSipDigest;

typedef enum {
  OD_DIGEST_OK,
  OD_DIGEST_STALE,   /* right, but the nonce is older than 60 s: ask again */
  OD_DIGEST_FOREIGN, /* right, but the nonce was not given to this address: as after a
                        restart of ours */
  OD_DIGEST_WRONG,
} OdDigestVerdict;

void od_sip_digest_init (OdSipDigest *self);

/** od_sip_digest_make_ha1: what is kept instead of a password. Any thread. */
void
od_sip_digest_make_ha1 (const char *user, const char *password, guint8 ha1[MD5_SIZE]);

/** od_sip_digest_issue: @nonce holds at least 64 octets. */
void od_sip_digest_issue (const OdSipDigest *self,
                          const struct sa *to,
                          gint64 now_us,
                          char *nonce);

/** od_sip_digest_check: @ha1 of the user that @resp names; for an unknown user any
 * octets, so that both take the same time. */
OdDigestVerdict od_sip_digest_check (const OdSipDigest *self,
                                     const struct httpauth_digest_resp *resp,
                                     const struct sip_msg *msg,
                                     const guint8 ha1[MD5_SIZE],
                                     gint64 now_us);
