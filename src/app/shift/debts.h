/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * What a shift owes itself, whatever step is under way: a look at the server's word, and
 * the phone's account. Only the answer settles a debt: a request that was given up did
 * not. A plain value; times are monotonic and given. Main thread.
 */
typedef struct {
  gint64 look_due_us;   /* 0: none is owed; so below */
  gint64 look_asked_us; /* when the last look began: it serves what was due by then */
  gint64 tune_due_us;   /* the phone is to be told its account */
} OdDebts;

/** od_debts_owe_look: from @due_us on. One look serves all who ask before it begins; one
 * under way may not know what is asked for now. */
void od_debts_owe_look (OdDebts *self, gint64 due_us);

/** od_debts_begin_look, od_debts_end_look: it is asked for; its answer is here. */
void od_debts_begin_look (OdDebts *self, gint64 now_us);
void od_debts_end_look (OdDebts *self);

/** od_debts_owe_tune: at @due_us, or earlier if that is owed already. */
void od_debts_owe_tune (OdDebts *self, gint64 due_us);

/** od_debts_end_tune: the phone has its account. */
void od_debts_end_tune (OdDebts *self);

gboolean od_debts_must_look (const OdDebts *self, gint64 now_us);
gboolean od_debts_must_tune (const OdDebts *self, gint64 now_us);
