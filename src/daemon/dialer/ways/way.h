/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor.h"
#include "daemon/pacing/pacer.h"

/*
 * A way of dialing a campaign: the decisions in which one kind of dialer differs from
 * another. It reads the floor and the pacer and changes neither; whoever asks acts. Each
 * way is one file of this room, which knows neither store nor switch. Main thread.
 */
typedef struct {
  /* Leads to claim and call now, 0 or more. */
  int (*count_calls) (OdPacer *pacer, const OdPacerView *view);

  /* (nullable): who gets the lead who has said hello and waits; NULL: nobody yet. */
  OdFloorAgent *(*pick_agent) (OdFloor *floor, gint64 campaign_id);

  /* May one of the agents who asked to pause go? */
  bool (*may_release) (const OdPacer *pacer, const OdPacerView *view);
} OdWay;

/** od_way_auto: leads are called by themselves, as many as the pacer says, and whoever
 * answers gets the agent who has been ready longest. */
extern const OdWay od_way_auto;
