/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/phone/softphone-state.h"
#include "shared/model/agent-state.h"

/*
 * How an agent's day is put into words. Pure; what is returned is translated.
 */

/** od_duty_words_phone: (transfer full): "Registered", "Refused: …". @heard: the server
 * hears this phone; @reason: as od_softphone_get_reason(). */
char *od_duty_words_phone (OdSoftphoneState state, gboolean heard, const char *reason);

/** od_duty_words_state: beside the Agent Status switch. @wants_ready: what the agent
 * asked for; @asking: the server has not answered that yet. */
const char *
od_duty_words_state (OdAgentState state, gboolean wants_ready, gboolean asking);

/** od_duty_words_wrap_up: (transfer full): what an agent who is not talking waits for.
 * @wrap_up_ms: of the wrap-up. */
char *od_duty_words_wrap_up (OdAgentState state, gboolean wants_ready, gint64 wrap_up_ms);

/** od_duty_words_wrap_up_hint: and what can be done about it; "": nothing. @active: the
 * campaign is switched on. */
const char *
od_duty_words_wrap_up_hint (OdAgentState state, gboolean wants_ready, gboolean active);

/** od_duty_words_leaving: what keeps an agent who leaves. @undisposed: a call waits for
 * its disposition; @typing: a contact is open. */
const char *
od_duty_words_leaving (OdAgentState state, gboolean undisposed, gboolean typing);
