/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/fact.h"
#include "daemon/switch/leg-audio.h"
#include "daemon/switch/switch-limits.h"

/** Facts, as they leave the switch thread; what @fact points to lives for the call. */
typedef void (od_fact_h) (const OdFact *fact, void *arg);

/** OdSwitchSetup: the configuration, parsed. */
typedef struct {
  struct sa sip_listen;
  struct sa trunk_listen;
  struct sa trunk_host; /* not set: anybody */
  struct sa rtp_address;
  const char *sip_advertise; /* NULL: as listened */
  guint16 rtp_port_min;
  guint16 rtp_port_max;
  OdSwitchLimits limits;
} OdSwitchSetup;

/** OdSwitchgear: what all legs of one switch share. Made once, outlives every leg; switch
 * thread. */
typedef struct {
  struct sip *phones; /* two stacks, so that nothing an agent sends can reach a trunk */
  struct sip *trunks;
  struct sa sip_address; /* where they really listen */
  struct sa trunk_address;
  struct sa trunk_host; /* of the carrier; not set: anybody is */
  char *phones_host;    /* "host:port" that phones and carriers are told */
  char *trunks_host;
  OdAudioPorts ports;
  OdSwitchLimits limits;
  od_fact_h *facth;
  void *arg;
} OdSwitchgear;

/** od_switchgear_open: listens; facth and arg are the caller's to set. On error @what
 * names the setting whose address could not be had, NULL when it was something else; what
 * is open stays so until od_switchgear_close(). */
int
od_switchgear_open (OdSwitchgear *gear, const OdSwitchSetup *setup, const char **what);

void od_switchgear_close (OdSwitchgear *gear);
