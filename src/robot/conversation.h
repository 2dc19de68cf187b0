/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shift/handset.h"

/*
 * How a pretend agent behaves on the line: presses keys, talks for a drawn time, holds in
 * the middle, hangs up. Main thread.
 */
typedef struct _OdConversation OdConversation;

typedef struct {
  guint min_ms; /* of talk, drawn between both for each call */
  guint max_ms;
  guint hold_ms;    /* in the middle of each call; 0: never */
  const char *keys; /* pressed at the beginning of each call; NULL: none */
} OdConversationHabits;

/** od_conversation_new: @seed: the same seed and @name draw the same. @handset: a
 * reference is taken. Copies @habits. */
OdConversation *od_conversation_new (OdHandset *handset,
                                     const OdConversationHabits *habits,
                                     guint32 seed,
                                     const char *name);
void od_conversation_free (OdConversation *self);

/** od_conversation_begin: a lead is on the handset's line. */
void od_conversation_begin (OdConversation *self);

/** od_conversation_end: no longer; also when there was none. */
void od_conversation_end (OdConversation *self);
