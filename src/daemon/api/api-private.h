/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/api.h"
#include "daemon/api/http-server.h"
#include "daemon/api/ledger-cache.h"
#include "daemon/api/news-hub.h"
#include "daemon/api/password-pool.h"
#include "daemon/api/session.h"

/* What the files of this room share. Main thread. */
struct _OdApi {
  OdStore *store;
  OdFloor *floor;
  OdDialer *dialer;
  const OdClock *clock;
  gboolean trunks_on_loopback;
  gint64 first_number; /* the internal number block; 0: there is none */
  gint64 last_number;
  OdSessions *sessions;
  OdNewsHub *hub;
  GPtrArray *servers; /* (element-type OdHttpServer): one per address */
  OdPasswordPool *passwords;
  OdLedgerCache *ledgers;      /* of campaigns that stand still */
  GHashTable *keys;            /* Idempotency-Keys of LIVE requests under way */
  GHashTable *new_agents;      /* key -> the making of many agents under way, lent */
  GHashTable *late_recyclings; /* id -> the pause before its next turn */
  GPtrArray *counts;           /* (element-type OdRequest): of leads to recycle, lent */
  guint n_working;             /* requests whose work is on another thread */
  guint expiry_id;             /* looks for sessions whose time is over */
  gboolean closing;            /* no request is begun any more */
  OdApiStarted started;
  gpointer started_data;
};

/** od_api_end_session: its streams and its phone end, too; the store is told apart. */
void od_api_end_session (OdApi *api, OdSession *session);
