/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/disposition.h"

/*
 * Which leads of a leadset are to be dialed again: those whose last attempt came out so
 * that it proves nothing. A plain value.
 */
typedef struct {
  guint64 ends;        /* a bit for each OdEndReason, of attempts that no agent had */
  gboolean busy;       /* disposed of as BUSY */
  gboolean machine;    /* disposed of as ANSWERING MACHINE */
  gint64 min_age_ms;   /* since the last attempt ended */
  gint64 max_attempts; /* who was tried so often is left alone */
} OdRecycle;

/** OD_RECYCLE_NO_LIMIT: as max_attempts. */
#define OD_RECYCLE_NO_LIMIT G_MAXINT32

/*
 * After one outcome, leads of one leadset are dialed again by themselves. A plain value.
 */
typedef struct {
  const char *outcome; /* as od_recycle_find_outcome() gives it */
  gint64 delay_ms;     /* from the outcome on */
  gint64 max_attempts; /* in all; who was called so often is left alone */
} OdRetryRule;

/* What people may ask for: sooner is a nuisance, and later is another day's work. Where
 * the law wants longer after a call that no agent took (72 hours in the United Kingdom),
 * it is the campaign's calling rules that must know. */
#define OD_RETRY_RULE_MIN_DELAY_MS G_GINT64_CONSTANT (120000)
#define OD_RETRY_RULE_MAX_DELAY_MS (G_GINT64_CONSTANT (30) * 24 * 3600 * 1000)
#define OD_RETRY_RULE_MAX_ATTEMPTS 10

/** od_recycle_find_outcome: the same word, static; NULL: @outcome is final, or none. */
const char *od_recycle_find_outcome (const char *outcome);

/** od_recycle_add: @outcome is an end reason or an agent's label, as it is spelt
 * elsewhere. FALSE: it is final, or no outcome: such leads are not dialed again. */
gboolean od_recycle_add (OdRecycle *recycle, const char *outcome);
