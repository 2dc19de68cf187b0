/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/*
 * What a pacer is told, of calls and agents of its campaign, when it happens.
 */
typedef enum {
  OD_PACER_LAUNCH,   /* call */
  OD_PACER_ANSWER,   /* call */
  OD_PACER_FAIL,     /* call: ended unanswered */
  OD_PACER_CONNECT,  /* call, agent */
  OD_PACER_ABANDON,  /* call */
  OD_PACER_TALK_END, /* agent */
  OD_PACER_WRAP_END, /* agent: free again */
  OD_PACER_LEAVE,    /* agent: busy, and will not be free after it; or gone */
} OdPacerEventKind;

typedef struct {
  double at_s; /* seconds since any fixed moment, never going back */
  OdPacerEventKind kind;
  uint64_t call;
  int64_t agent;
} OdPacerEvent;
