/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/pacing/pacer.h"
#include "daemon/rehearsal/stage.h"

/*
 * The product's own pacer on the stage, as it is, between the same limits: calls in a
 * second and calls at once. As in the product, a person counts when the agent says who it
 * was: at the end of the paper work.
 */
typedef struct {
  OdPacerSettings pacing;
  int calls_per_second; /* 0: as many as you like */
  int channels;         /* calls at once; likewise */

  /* What the ledger of 30 days has seen before; the day's begins with nothing. */
  long month_people, month_abandoned;
} OdPacedSettings;

typedef struct _OdPaced OdPaced;

/** od_paced_new: @learned: what its pacer knows (od_pacer_save()); NULL, or damaged:
 * nothing. */
OdPaced *od_paced_new (const OdPacedSettings *settings, const char *learned);
void od_paced_free (OdPaced *paced);

/** od_paced_save: (transfer full): of malloc(): what its pacer knows by now. */
char *od_paced_save (const OdPaced *paced);

extern const OdStageDialer od_paced_dialer;
