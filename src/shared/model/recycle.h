/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/disposition.h"

/*
 * Which leads of a leadset are to be dialed again: those whose last attempt came out so
 * that it proves nothing. Cleared with od_recycle_clear().
 */
typedef struct {
  guint64 ends;        /* a bit for each OdEndReason, of attempts that no agent had */
  char *dispositions;  /* "\nBUSY\nANSWERING MACHINE\n"; NULL: none */
  gint64 min_age_ms;   /* since the last attempt ended */
  gint64 max_attempts; /* who was tried so often is left alone */
} OdRecycle;

/** OD_RECYCLE_NO_LIMIT: as max_attempts. */
#define OD_RECYCLE_NO_LIMIT G_MAXINT32

/*
 * After one outcome, leads of one leadset are dialed again by themselves.
 */
typedef struct {
  char *outcome;       /* an end reason's name, or a disposition's label; owned */
  gint64 delay_ms;     /* from the outcome on */
  gint64 max_attempts; /* in all; who was called so often is left alone */
} OdRetryRule;

/* What people may ask for: sooner is a nuisance, and later is another day's work. Where
 * the law wants longer after a call that no agent took (72 hours in the United Kingdom),
 * it is the campaign's calling rules that must know. */
#define OD_RETRY_RULE_MIN_DELAY_MS G_GINT64_CONSTANT (120000)
#define OD_RETRY_RULE_MAX_DELAY_MS (G_GINT64_CONSTANT (30) * 24 * 3600 * 1000)
#define OD_RETRY_RULE_MAX_ATTEMPTS 10

/** od_retry_rule_list_new: (transfer full): (element-type OdRetryRule): empty; it owns
 * its outcomes. */
GArray *od_retry_rule_list_new (void);

/** od_recycle_is_open_end: an attempt no agent had that ended so proves nothing: its lead
 * may be dialed again. */
gboolean od_recycle_is_open_end (OdEndReason reason);

/** od_recycle_is_open: FALSE: @outcome is the name of an end that is final. Whether a
 * disposition is, its table says. */
gboolean od_recycle_is_open (const char *outcome);

/** od_recycle_is_disposition: @outcome is not the name of an end. */
gboolean od_recycle_is_disposition (const char *outcome);

/** od_recycle_add: @outcome is an end reason's name or a disposition's label. FALSE: it
 * is not od_recycle_is_open(): such leads are not dialed again. */
gboolean od_recycle_add (OdRecycle *recycle, const char *outcome);

void od_recycle_clear (OdRecycle *recycle);
