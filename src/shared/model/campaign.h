/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/disposition.h"

/*
 * Which leads, which agents, how hard to dial, under whose law.
 */
typedef enum {
  OD_RULES_NONE, /* not chosen: such a campaign cannot be saved */
  OD_RULES_US_TSR,
  OD_RULES_UK,
  OD_RULES_EU,
  OD_RULES_TEST, /* only with trunks on loopback */
  OD_RULES_N,
} OdCallingRules;

#define OD_CAMPAIGN_WRAP_UP_MS    30000 /* the guide's 30 seconds */
#define OD_CAMPAIGN_WRAP_UP_MAX   600000
#define OD_CAMPAIGN_RING_LIMIT_MS 25000
#define OD_CAMPAIGN_RING_MIN_MS   15000 /* rule L3: no cancel before 15 s of ringing */
#define OD_CAMPAIGN_RING_MAX_MS   120000
#define OD_CAMPAIGN_SETUP_MS      10000 /* for an INVITE that rings nowhere */
#define OD_CAMPAIGN_WAIT_MS       2000  /* for an agent, from the answer on */

typedef struct {
  gint64 id;
  char *name; /* 1 to 64 characters, unique whatever the case */
  gboolean active;
  gint64 script_id; /* 0: none */
  char *notes;
  char *caller_id;      /* as phone-number keeps it */
  guint multiplier_x10; /* Outbound Multiplier in tenths: 10 (progressive) to 100 */
  OdCallingRules rules;
  gint64 wrap_up_ms; /* from Submit to the next call */
  gint64 ring_limit_ms;
  char **source_statuses;  /* normalized lead statuses; empty: nothing is dialed */
  GPtrArray *dispositions; /* (element-type OdDisposition): its own, in their order */
  gint64 version;
} OdCampaign;

OdCampaign *od_campaign_new (void);
OdCampaign *od_campaign_copy (const OdCampaign *campaign);
void od_campaign_free (OdCampaign *campaign);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCampaign, od_campaign_free)

const char *od_calling_rules_get_name (OdCallingRules rules);
gboolean od_calling_rules_from_name (const char *name, OdCallingRules *rules);

/** od_calling_rules_get_cap: abandoned / answered by a person that must never be
 * exceeded, in tenths of a percent. US: 16 CFR 310.4(b)(4)(i), 3 %. UK: Ofcom's
 * statement of 20 December 2016 knows no safe harbour: 0, progressive only. EU: as
 * strict as the strictest member we know. TEST: the US figure, so that it is tested. */
guint od_calling_rules_get_cap (OdCallingRules rules);
