/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/switch.h"

#include "sip-peer.h"
#include "support/waiting.h"

/*
 * A switch with short limits, a phone and a carrier on loopback, and all facts in a list.
 * Every wait is for a fact or a message, never for a time.
 */
#define LIMIT_S 10
#define AGENT   1
#define LEAD    100

/* The real limits' proportions, in milliseconds. */
#define MIN_RING_MS   600
#define MIN_UNRUNG_MS 400
#define WAIT_MS       1500

typedef struct {
  OdSwitch *sw;
  SipPeer *phone;
  SipPeer *carrier;
  GArray *facts; /* (element-type OdFactCopy) */
} Fixture;

void set_up (Fixture *f, gconstpointer data);
void tear_down (Fixture *f, gconstpointer data);

/** make_limits: short ones. */
OdSwitchLimits make_limits (void);
OdSwitch *new_switch (Fixture *f, const char *sip_listen, GError **error);

/** collect_fact: an OdSwitchFactFunc; @data is the Fixture. */
void collect_fact (const OdFact *fact, gpointer data);
OdFact wait_fact (Fixture *f, OdFactKind kind, OdLegId leg);
guint count_facts (Fixture *f, OdFactKind kind, OdLegId leg);

/** wait_count: until *@count is at least one. */
void wait_count (guint *count, const char *what);

/** register_and_wait: the final status of the REGISTER. */
guint register_and_wait (SipPeer *phone, guint expires);

/** nail_up: the agent's phone is registered, called and has answered. */
PeerCall *nail_up (Fixture *f);

/** originate: Call-ID "0190a000-0000-7000-8000-" and @leg in twelve digits. */
void originate (Fixture *f, OdLegId leg, const char *number);

/** bridge_lead: originated, answered, bridged, heard; the lead's end. */
PeerCall *bridge_lead (Fixture *f, OdLegId leg, const char *number);

/** hear_from_now: 400 ms of audio since now. */
void hear_from_now (RtpEar *ear);

/** wait_tone: until the last 200 ms heard are that tone. */
void wait_tone (RtpEar *ear, double hz);

#define SWITCH_TEST(name, data, func)                                                    \
  g_test_add ("/switch/" name, Fixture, data, set_up, func, tear_down)
