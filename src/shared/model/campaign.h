/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/calling-rules.h"
#include "shared/model/disposition.h"

#define OD_CAMPAIGN_WRAP_UP_MS    30000 /* the guide's 30 seconds */
#define OD_CAMPAIGN_WRAP_UP_MAX   600000
#define OD_CAMPAIGN_RING_LIMIT_MS 25000
#define OD_CAMPAIGN_RING_MAX_MS   120000
#define OD_CAMPAIGN_CHANNELS_MAX  10000
#define OD_CAMPAIGN_SETUP_MS      10000 /* for an INVITE that rings nowhere */

/* Which leads, which agents, how hard to dial, under whose law. */
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
  gint64 calls_per_second; /* INVITEs in any second; 0: as many as the trunk takes */
  gint64 channels;         /* calls at once; likewise */
  char **source_statuses;  /* normalized lead statuses; empty: nothing is dialed */
  GPtrArray *dispositions; /* (element-type OdDisposition): its own, in their order */
  char *stopped; /* why the dialer switched it off by itself; NULL: it did not */
  char *go_on;   /* why a supervisor goes on after that: one call per agent; NULL */
  gint64 version;
} OdCampaign;

OdCampaign *od_campaign_new (void);
void od_campaign_free (OdCampaign *campaign);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCampaign, od_campaign_free)
