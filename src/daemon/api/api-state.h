/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/http-server.h"
#include "daemon/api/kept-answers.h"
#include "daemon/api/news-hub.h"
#include "daemon/jobs/jobs.h"
#include "daemon/api/session.h"
#include "daemon/api/sign-in-limits.h"

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
  OdSignInLimits *limits;
  guint n_held; /* answers to sign-ins that wait for their time */
  OdNewsHub *hub;
  GPtrArray *servers; /* (element-type OdHttpServer): one per address */
  OdJobs *jobs;
  OdKeptAnswers *kept;
  GHashTable *keys;  /* Idempotency-Keys of LIVE requests under way */
  GPtrArray *counts; /* (element-type OdRequest): of leads to recycle, lent */
  guint n_working;   /* requests whose work is on another thread */
  guint expiry_id;   /* looks for sessions whose time is over */
  guint late_id;     /* and for requests that do not get whole */
  gboolean closing;  /* no request is begun any more */
  void (*started) (const GError *error, gpointer user_data);
  gpointer started_data;
};
