/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/sip-invite.h"

/**
 * struct od_sip_dialog: what a 200 makes of an INVITE of ours: one phone that answered,
 * and where the requests to it go. A fork has as many as phones answered. Switch thread.
 */
struct od_sip_dialog;

/** od_sip_dialog_alloc: @msg: the 200. @own is lent and outlives the dialog. */
int od_sip_dialog_alloc (struct od_sip_dialog **dialogp,
                         const OdSipOwn *own,
                         const struct sip_msg *msg);

/** od_sip_dialog_is_with: @tag is the other side's. */
bool od_sip_dialog_is_with (const struct od_sip_dialog *dialog, const struct pl *tag);

/** od_sip_dialog_ack: once for each 200, repeated ones too. */
void od_sip_dialog_ack (struct od_sip_dialog *dialog);

/** od_sip_dialog_bye: hangs up; libre repeats it until it is answered. Once. */
void od_sip_dialog_bye (struct od_sip_dialog *dialog);

/** od_sip_dialog_is_settled: it waits for no answer. */
bool od_sip_dialog_is_settled (const struct od_sip_dialog *dialog);
