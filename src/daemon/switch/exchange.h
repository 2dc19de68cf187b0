#pragma once

#include "daemon/switch/leg-audio.h"
#include "daemon/switch/switch-limits.h"

/** Facts, as they leave the switch thread; what @fact points to lives for the call. */
typedef void (od_fact_h) (const OdFact *fact, void *arg);

/** OdExchange: what all legs of one switch share. Made once, outlives every leg; switch
 * thread. */
typedef struct {
  struct sip *phones; /* two stacks, so that nothing an agent sends can reach a trunk */
  struct sip *trunks;
  char *phones_host; /* "host:port" that phones and carriers are told */
  char *trunks_host;
  OdAudioPorts ports;
  OdSwitchLimits limits;
  od_fact_h *facth;
  void *arg;
} OdExchange;
