/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/agent-state.h"

#include <jansson.h>

/*
 * What the server said last of one agent: state, campaign, the call on the line. A plain
 * value; times are given. All JSON and text is lent until the next take. Main thread.
 */
typedef struct _OdDuty OdDuty;

OdDuty *od_duty_new (void);
void od_duty_free (OdDuty *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDuty, od_duty_free)

/** od_duty_take_me: @me: as the live stream's "me". FALSE: it is none, and changed
 * nothing. @now_us: monotonic. */
gboolean od_duty_take_me (OdDuty *self, json_t *me, gint64 now_us);

/** od_duty_take_wants_ready: the server has agreed to this. */
void od_duty_take_wants_ready (OdDuty *self, gboolean wants_ready);

/** od_duty_take_campaigns: the active ones open to this agent. */
void od_duty_take_campaigns (OdDuty *self, json_t *campaigns);

/** od_duty_get_state: OFFLINE before anything was said. */
OdAgentState od_duty_get_state (const OdDuty *self);
gboolean od_duty_get_wants_ready (const OdDuty *self);

/** od_duty_get_registered: the server hears the phone. */
gboolean od_duty_get_registered (const OdDuty *self);

/** od_duty_has_phone: the server hears the phone, or its call to it is up: to register
 * again would end that call, perhaps in the middle of a talk. */
gboolean od_duty_has_phone (const OdDuty *self);

/** od_duty_get_campaign: 0: none. */
gint64 od_duty_get_campaign (const OdDuty *self);

/** od_duty_find_campaign: (nullable): an open one, {id, name …}. */
json_t *od_duty_find_campaign (const OdDuty *self, gint64 id);

/** od_duty_get_campaign_name: as it was heard last, also of one that is switched off
 * since; "" if it never was. */
const char *od_duty_get_campaign_name (const OdDuty *self, gint64 id);

/** od_duty_get_campaigns: (nullable): array; NULL before anything was said. */
json_t *od_duty_get_campaigns (const OdDuty *self);

/** od_duty_get_dispositions: (nullable): array of labels. */
json_t *od_duty_get_dispositions (const OdDuty *self);

/** od_duty_get_line: (nullable): the id of the call on the line. */
const char *od_duty_get_line (const OdDuty *self);

/** od_duty_get_waiting: (nullable): the id of the call that has ended and waits for a
 * disposition, as far as the state tells. */
const char *od_duty_get_waiting (const OdDuty *self);

/** od_duty_get_call: (nullable): the call on the line, or the last one: {id, lead,
 * script, held …}. The caller may put corrections into its lead. */
json_t *od_duty_get_call (const OdDuty *self);

/** od_duty_get_talk_ms: since lead and agent hear each other. */
gint64 od_duty_get_talk_ms (const OdDuty *self, gint64 now_us);

/** od_duty_get_wrap_up_ms: of the wrap-up; -1: there is none. */
gint64 od_duty_get_wrap_up_ms (const OdDuty *self, gint64 now_us);
