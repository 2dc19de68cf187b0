/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The lines of the log that a program like fail2ban reads. Their form does not change:
 *
 *   security: EVENT address=ADDRESS name=NAME [by=NAME] [to=WORD] [unsaid=N]
 *
 * data/fail2ban/filter.d/outdial.conf reads it. A name that failed is cut: people type
 * passwords there. Of an event at most OD_SECURITY_LOG_A_SECOND lines are written in a
 * second; how many were not is said by the next one.
 */
typedef enum {
  OD_SECURITY_SIGN_IN_FAILED,
  OD_SECURITY_LOCKOUT,      /* too many of them: see daemon/api/sign-in-limits.h */
  OD_SECURITY_PHONE_FAILED, /* a REGISTER with a wrong digest */
  OD_SECURITY_USER_ADDED,
  OD_SECURITY_ROLE_CHANGED,
  OD_SECURITY_PASSWORD_SET,
  OD_SECURITY_USER_DISABLED,
  OD_SECURITY_USER_ENABLED,
  OD_SECURITY_SESSIONS_ENDED,
  OD_SECURITY_N
} OdSecurityEvent;

#define OD_SECURITY_LOG_A_SECOND 20

/** od_security_log: @by: who did it, NULL where nobody has signed in; @to: the new role,
 * NULL where there is none. Any thread. */
void od_security_log (OdSecurityEvent event,
                      const char *address,
                      const char *name,
                      const char *by,
                      const char *to);
