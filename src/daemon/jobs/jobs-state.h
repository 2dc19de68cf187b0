/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/jobs/password-pool.h"
#include "daemon/store/store.h"

/* What the files of this room share. Main thread. */
struct _OdJobs {
  OdStore *store; /* lent */
  OdPasswordPool *passwords;
  guint n_running;
  gboolean closing;
  GHashTable *new_agents;      /* key -> the making of agents under way, lent */
  GHashTable *late_recyclings; /* id -> the pause before its next turn; NULL: none yet */
};
