/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/jobs/jobs.h"

/*
 * Many agents at once, each with a password that argon2 takes a tenth of a second for.
 * Here their passwords are hashed; who ordered it stores the agents.
 */
typedef enum {
  OD_NEW_AGENTS_READY,     /* hashed; or the request was answered before */
  OD_NEW_AGENTS_REFUSED,   /* by the error */
  OD_NEW_AGENTS_NO_MEMORY, /* for argon2 */
  OD_NEW_AGENTS_CUT,       /* the server stops */
} OdNewAgentsEnd;

typedef struct _OdNewAgents OdNewAgents;

/** OD_NEW_AGENTS_MAX: of one order. */
#define OD_NEW_AGENTS_MAX 200

/* What is asked for. */
typedef struct {
  const char *key;          /* the client's Idempotency-Key; copied */
  gint64 user_id;           /* who asks */
  const char *request_hash; /* a quick one, of the whole request; copied */
  GPtrArray *passwords;     /* (element-type utf8): a reference is taken */
  gint64 first_number;      /* the block their numbers come from */
  gint64 last_number;
  void (*done) (OdNewAgents *agents,
                OdNewAgentsEnd how,
                const GError *error,
                gpointer data); /* once */
  gpointer data;
} OdNewAgentsOrder;

/** od_new_agents_begin: (transfer full): od_new_agents_free() not before it is done. The
 * same key again, while it is under way, waits for that one's end. */
OdNewAgents *od_new_agents_begin (OdJobs *jobs, const OdNewAgentsOrder *order);
void od_new_agents_free (OdNewAgents *agents);

/** od_new_agents_get_hashes: (transfer none) (element-type utf8): in the passwords'
 * order; NULL with @error: it relied on an answer that is not there (any more). */
GPtrArray *od_new_agents_get_hashes (OdNewAgents *agents, GError **error);

/** od_new_agents_get_request_hash: what the request is known by: a quick hash of
 * passwords is worth nothing beside argon2, so it is stretched, too. NULL: no memory. */
const char *od_new_agents_get_request_hash (OdNewAgents *agents);
