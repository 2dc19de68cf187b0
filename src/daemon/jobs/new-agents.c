/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many agents at once, each with a password that argon2 takes a tenth of a second for:
 *
 *   STRETCH (pool) --> LOOK (reader) --> HASH (pool, one by one) --> done
 *       the same request was answered before: done at once
 *       the block has too few numbers: refused before any password is hashed
 *       the same key is under way: waits for that one's end
 *
 * The log of answers keeps a hash of every request's body. A quick hash of passwords is
 * worth nothing beside argon2: theirs is stretched first. Main thread, but for the pool
 * and the reader.
 */
#include "daemon/jobs/new-agents.h"

#include "daemon/jobs/jobs-state.h"
#include "daemon/store/operation-store.h"
#include "daemon/store/password.h"
#include "daemon/store/user-store.h"
#include "shared/model/thread.h"

/* One password on its way through the pool. */
typedef struct {
  OdNewAgents *agents;
  guint index;
} Piece;

struct _OdNewAgents {
  OdJobs *jobs;
  OdNewAgentsOrder order;
  char *key;
  char *request_hash; /* stretched; before that, the quick one */
  GPtrArray *hashes;  /* (element-type utf8): a place a password; NULL: not hashed */
  guint begun;        /* passwords given to the pool */
  guint done;
  gboolean known;       /* this request was answered before */
  GPtrArray *followers; /* (element-type OdNewAgents): the same key, come meanwhile */
};

void
od_new_agents_free (OdNewAgents *agents)
{
  OD_ASSERT_MAIN ();
  g_free (agents->key);
  g_ptr_array_unref (agents->order.passwords);
  g_free (agents->request_hash);
  g_ptr_array_unref (agents->hashes);
  g_clear_pointer (&agents->followers, g_ptr_array_unref);
  g_free (agents);
}

/* The writer takes works in order: who followed finds the answer that was kept. */
static void
end (OdNewAgents *agents, OdNewAgentsEnd how, const GError *error)
{
  OdJobs *jobs = agents->jobs;
  g_autoptr (GPtrArray) followers = g_steal_pointer (&agents->followers);

  if (g_hash_table_lookup (jobs->new_agents, agents->key) == agents)
    g_hash_table_remove (jobs->new_agents, agents->key);
  jobs->n_running--;
  agents->order.done (agents, how, error, agents->order.data);
  for (guint i = 0; i < followers->len; i++)
    end (g_ptr_array_index (followers, i), how, error);
}

static void
end_empty_handed (OdNewAgents *agents)
{
  end (agents, agents->jobs->closing ? OD_NEW_AGENTS_CUT : OD_NEW_AGENTS_NO_MEMORY, NULL);
}

/* A thread of the pool; each piece has its own place in the array. */
static void
hash_one (gpointer data)
{
  Piece *piece = data;
  OdNewAgents *agents = piece->agents;

  agents->hashes->pdata[piece->index] = od_password_hash (
    g_ptr_array_index (agents->order.passwords, piece->index));
}

static void hash_next (OdNewAgents *agents);

static void
on_hashed (gpointer data)
{
  Piece *piece = data;
  OdNewAgents *agents = piece->agents;
  gboolean closing = agents->jobs->closing;

  g_free (piece);
  agents->done++;
  if (!closing && agents->begun < agents->order.passwords->len)
    hash_next (agents);
  if (agents->done < agents->begun)
    return;

  if (closing || g_ptr_array_find (agents->hashes, NULL, NULL))
    end_empty_handed (agents);
  else
    end (agents, OD_NEW_AGENTS_READY, NULL);
}

static void
hash_next (OdNewAgents *agents)
{
  Piece *piece = g_new0 (Piece, 1);

  *piece = (Piece){ agents, agents->begun++ };
  od_password_pool_run (agents->jobs->passwords, hash_one, on_hashed, piece);
}

/* Reader thread. */
static gboolean
look (OdTx *tx, gpointer data, GError **error)
{
  OdNewAgents *agents = data;
  const OdNewAgentsOrder *order = &agents->order;
  OdOperation operation = { agents->key, order->user_id, agents->request_hash };
  g_autofree char *body = NULL;
  guint status;

  if (!od_operation_store_find (tx, &operation, &status, &body, error))
    return FALSE;
  agents->known = status != 0;
  return agents->known
         || od_user_store_check_block (tx, order->first_number, order->last_number,
                                       order->passwords->len, error);
}

static void
on_looked (gpointer data, const GError *error, gpointer user_data)
{
  OdNewAgents *agents = data;

  if (error != NULL || agents->known) {
    end (agents, error != NULL ? OD_NEW_AGENTS_REFUSED : OD_NEW_AGENTS_READY, error);
    return;
  }
  while (agents->begun < MIN (OD_PASSWORD_POOL_THREADS, agents->order.passwords->len))
    hash_next (agents);
}

/* A thread of the pool. */
static void
stretch (gpointer data)
{
  OdNewAgents *agents = data;
  g_autofree char *quick = g_steal_pointer (&agents->request_hash);

  agents->request_hash = od_password_stretch (quick, agents->key);
}

/* Who waited too long for the answer asks again: there is nothing to hash twice. */
static void
on_stretched (gpointer data)
{
  OdNewAgents *agents = data;
  OdJobs *jobs = agents->jobs;
  OdNewAgents *first = g_hash_table_lookup (jobs->new_agents, agents->key);

  if (agents->request_hash == NULL) {
    end_empty_handed (agents);
  } else if (first != NULL) {
    g_ptr_array_add (first->followers, agents);
  } else {
    g_hash_table_insert (jobs->new_agents, agents->key, agents);
    od_store_read (jobs->store, look, agents, NULL, on_looked, NULL);
  }
}

OdNewAgents *
od_new_agents_begin (OdJobs *jobs, const OdNewAgentsOrder *order)
{
  OdNewAgents *agents = g_new0 (OdNewAgents, 1);

  OD_ASSERT_MAIN ();
  agents->jobs = jobs;
  agents->order = *order;
  agents->key = g_strdup (order->key);
  agents->order.passwords = g_ptr_array_ref (order->passwords);
  agents->request_hash = g_strdup (order->request_hash);
  agents->hashes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (agents->hashes, order->passwords->len);
  agents->followers = g_ptr_array_new ();
  jobs->n_running++;
  od_password_pool_run (jobs->passwords, stretch, on_stretched, agents);
  return agents;
}

GPtrArray *
od_new_agents_get_hashes (OdNewAgents *agents, GError **error)
{
  if (!g_ptr_array_find (agents->hashes, NULL, NULL))
    return agents->hashes;

  g_set_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED,
               "agents were not made, nor their passwords hashed");
  return NULL;
}

const char *
od_new_agents_get_request_hash (OdNewAgents *agents)
{
  return agents->request_hash;
}
