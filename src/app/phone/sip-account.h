/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The account a softphone registers with. Kept in memory only. No thread.
 */
typedef struct _OdSipAccount OdSipAccount;

/**
 * od_sip_account_new:
 * @registrar: "host:port"
 *
 * Returns: (transfer full): %NULL with an OD_PHONE_ERROR set if a part has a letter that
 *   baresip's account line cannot carry
 */
OdSipAccount *od_sip_account_new (const char *registrar,
                                  const char *user,
                                  const char *password,
                                  GError **error);

/** od_sip_account_free: also wipes the password. */
void od_sip_account_free (OdSipAccount *self);

/** od_sip_account_get_name: "sip:user@host:port", as baresip names it in events. */
const char *od_sip_account_get_name (OdSipAccount *self);

/** od_sip_account_get_line: what baresip's "uanew" takes. Holds the password: never log
 * it. */
const char *od_sip_account_get_line (OdSipAccount *self);

/** od_sip_account_is_local: is the registrar on this machine? */
gboolean od_sip_account_is_local (OdSipAccount *self);

/** od_sip_account_explain: (transfer full): a sentence for people on why registering
 * failed. @detail: "401 Unauthorized" or an error's text, as baresip said; may be
 * %NULL. */
char *od_sip_account_explain (OdSipAccount *self, const char *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSipAccount, od_sip_account_free)
