/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/clock.h"

/*
 * How often somebody may fail to sign in: by client address, and by user name from an
 * address. Each is a bucket that failures fill and time empties; time is the monotonic
 * clock's. All tables are bounded. Who has signed in from an address before is asked
 * for that name there alone: a stranger's guesses, from elsewhere or for other names, do
 * not keep anybody out. Main thread.
 */
typedef struct _OdSignInLimits OdSignInLimits;

/** OD_SIGN_IN_NAME_FAILURES, OD_SIGN_IN_ADDRESS_FAILURES: so many wrong passwords for a
 * name from an address, and from an address for any names, are only slow; then one in
 * OD_SIGN_IN_NAME_PAUSE_MS, OD_SIGN_IN_ADDRESS_PAUSE_MS. */
#define OD_SIGN_IN_NAME_FAILURES    10
#define OD_SIGN_IN_NAME_PAUSE_MS    12000
#define OD_SIGN_IN_ADDRESS_FAILURES 30
#define OD_SIGN_IN_ADDRESS_PAUSE_MS 2000

typedef enum {
  OD_SIGN_IN_OPEN,
  /* The address has failed too often. One whose name exists and has not failed here is
   * let through: a whole floor may share the address with the one who guesses. */
  OD_SIGN_IN_NARROW,
  OD_SIGN_IN_FULL, /* the same, and the name has failed here */
  OD_SIGN_IN_SHUT, /* the name has failed too often from here */
} OdSignInLeave;

OdSignInLimits *od_sign_in_limits_new (const OdClock *clock);
void od_sign_in_limits_free (OdSignInLimits *limits);

/** od_sign_in_limits_know: @name has signed in from @address. */
void
od_sign_in_limits_know (OdSignInLimits *limits, const char *name, const char *address);
gboolean
od_sign_in_limits_knows (OdSignInLimits *limits, const char *name, const char *address);

/** od_sign_in_limits_ask: @retry_s (out): unless OPEN, seconds until a failure is
 * forgotten; at least 1. Nothing is counted. */
OdSignInLeave od_sign_in_limits_ask (OdSignInLimits *limits,
                                     const char *name,
                                     const char *address,
                                     guint *retry_s);

/** od_sign_in_limits_try: a password is about to be looked at; it counts as wrong until
 * od_sign_in_limits_pass(). Returns: that is one more than either may: a lockout begins.
 */
gboolean
od_sign_in_limits_try (OdSignInLimits *limits, const char *name, const char *address);

/** od_sign_in_limits_pass: it was right; the failures of @name from here are forgotten,
 * and both know each other. */
void
od_sign_in_limits_pass (OdSignInLimits *limits, const char *name, const char *address);

/** od_sign_in_limits_is_clean: nobody has failed at @address of late. */
gboolean od_sign_in_limits_is_clean (OdSignInLimits *limits, const char *address);
