/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include <glib.h>

/*
 * What an agent has asked for, a campaign and calls or a pause, and how much of it the
 * server has granted. A plain value. Main thread.
 */
typedef struct _OdWish OdWish;

OdWish *od_wish_new (void);
void od_wish_free (OdWish *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdWish, od_wish_free)

/** od_wish_choose: this campaign, whatever was chosen before. */
void od_wish_choose (OdWish *self, gint64 campaign);

/** od_wish_get_campaign: the chosen one; 0: none yet. */
gint64 od_wish_get_campaign (const OdWish *self);

void od_wish_set_ready (OdWish *self, gboolean ready);

/** od_wish_get_ready: what was asked for last; @said: what the server says, which is so
 * when nothing is being asked. */
gboolean od_wish_get_ready (const OdWish *self, gboolean said);

/** od_wish_is_asking: calls, or a pause, were asked for and not answered yet. */
gboolean od_wish_is_asking (const OdWish *self);

/** od_wish_is_granted: the server knows all of it: there is nothing to tell. */
gboolean od_wish_is_granted (const OdWish *self);

/** od_wish_tell: (transfer full): the body of PUT /v1/me/state. @said: as above. */
json_t *od_wish_tell (OdWish *self, gboolean said);

/** od_wish_take_granted: what was told last is so. TRUE: calls are coming. A wish of
 * meanwhile stays. */
gboolean od_wish_take_granted (OdWish *self);

/** od_wish_take_refused: a refused wish is no wish any more, and a refused campaign is
 * not chosen. */
void od_wish_take_refused (OdWish *self);

/** od_wish_compare: with what the server says: @campaign: 0: none. Whoever finds calls
 * coming goes on where an earlier run was. FALSE: a supervisor took the agent off the
 * campaign: another one is to be chosen. */
gboolean od_wish_compare (OdWish *self, gint64 campaign, gboolean wants_ready);
