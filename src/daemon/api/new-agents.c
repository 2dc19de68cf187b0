/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many agents at once, each with a password that argon2 takes a tenth of a second for:
 *
 *   STRETCH (pool) --> LOOK (reader) --> HASH (pool, one by one) --> the route's work
 *       the same request was answered before: straight to the work, which says so again
 *       the block has too few numbers: refused before any password is hashed
 *       the same key is under way: waits for that one's end
 *
 * The log of answers keeps a hash of every request's body. A quick hash of passwords is
 * worth nothing beside argon2: theirs is stretched first. Main thread, but for the pool
 * and the reader.
 */
#include "daemon/api/new-agents.h"

#include "daemon/api/api-private.h"
#include "daemon/api/dispatch.h"
#include "daemon/store/operation-store.h"
#include "daemon/store/password.h"
#include "daemon/store/user-store.h"
#include "shared/wire/json-field.h"

#define MAX_AGENTS 200

typedef struct _NewAgents NewAgents;

/* One password on its way through the pool. */
typedef struct {
  NewAgents *agents;
  guint index;
} Piece;

struct _NewAgents {
  OdRequest *request;
  GPtrArray *passwords; /* (element-type utf8) */
  GPtrArray *hashes;    /* (element-type utf8): as long; NULL: not hashed yet */
  guint begun;          /* passwords given to the pool */
  guint done;
  gboolean known;       /* this request was answered before */
  GPtrArray *followers; /* (element-type NewAgents): the same key, come meanwhile */
};

static void
new_agents_free (gpointer data)
{
  NewAgents *agents = data;

  g_ptr_array_unref (agents->passwords);
  g_ptr_array_unref (agents->hashes);
  g_clear_pointer (&agents->followers, g_ptr_array_unref);
  g_free (agents);
}

/* Off the books; then the request may be answered. Returns: who waited for it. */
static GPtrArray *
end (NewAgents *agents)
{
  OdApi *api = agents->request->api;

  if (g_hash_table_lookup (api->new_agents, agents->request->key) == agents)
    g_hash_table_remove (api->new_agents, agents->request->key);
  api->n_working--;
  return g_steal_pointer (&agents->followers);
}

static void
refuse (NewAgents *agents)
{
  OdRequest *request = agents->request;
  g_autoptr (GPtrArray) followers = end (agents);

  if (!od_dispatch_refuse_if_closing (request))
    od_request_set_problem (request, 503, "unavailable",
                            "The server has no memory for this now: try again", NULL);
  od_dispatch_finish (request);
  for (guint i = 0; i < followers->len; i++)
    refuse (g_ptr_array_index (followers, i));
}

/* The writer takes works in order: who followed finds the answer that was kept. */
static void
go_on (NewAgents *agents, const GError *error)
{
  g_autoptr (GPtrArray) followers = end (agents);

  od_dispatch_go_on (agents->request, error);
  for (guint i = 0; i < followers->len; i++)
    go_on (g_ptr_array_index (followers, i), error);
}

/* A thread of the pool; each piece has its own place in the array. */
static void
hash_one (gpointer data)
{
  Piece *piece = data;
  NewAgents *agents = piece->agents;

  agents->hashes->pdata[piece->index] = od_password_hash (
    g_ptr_array_index (agents->passwords, piece->index));
}

static void hash_next (NewAgents *agents);

static void
on_hashed (gpointer data)
{
  Piece *piece = data;
  NewAgents *agents = piece->agents;
  gboolean closing = agents->request->api->closing;

  g_free (piece);
  agents->done++;
  if (!closing && agents->begun < agents->passwords->len)
    hash_next (agents);
  if (agents->done < agents->begun)
    return;

  if (closing || g_ptr_array_find (agents->hashes, NULL, NULL))
    refuse (agents);
  else
    go_on (agents, NULL);
}

static void
hash_next (NewAgents *agents)
{
  Piece *piece = g_new0 (Piece, 1);

  *piece = (Piece){ agents, agents->begun++ };
  od_password_pool_run (agents->request->api->passwords, hash_one, on_hashed, piece);
}

/* Reader thread. */
static gboolean
look (OdTx *tx, gpointer data, GError **error)
{
  NewAgents *agents = data;
  OdRequest *request = agents->request;
  OdOperation operation = { request->key, request->session->user_id,
                            request->request_hash };
  g_autofree char *body = NULL;
  guint status;

  if (!od_operation_store_find (tx, &operation, &status, &body, error))
    return FALSE;
  agents->known = status != 0;
  return agents->known
         || od_user_store_check_block (tx, request->api->first_number,
                                       request->api->last_number, agents->passwords->len,
                                       error);
}

static void
on_looked (gpointer data, const GError *error, gpointer user_data)
{
  NewAgents *agents = data;

  if (error != NULL || agents->known) {
    go_on (agents, error);
    return;
  }
  while (agents->begun < MIN (OD_PASSWORD_POOL_THREADS, agents->passwords->len))
    hash_next (agents);
}

/* A thread of the pool. */
static void
stretch (gpointer data)
{
  OdRequest *request = ((NewAgents *) data)->request;
  g_autofree char *quick = g_steal_pointer (&request->request_hash);

  request->request_hash = od_password_stretch (quick, request->key);
}

/* Who waited too long for the answer asks again: there is nothing to hash twice. */
static void
on_stretched (gpointer data)
{
  NewAgents *agents = data, *first;
  OdRequest *request = agents->request;
  OdApi *api = request->api;

  first = g_hash_table_lookup (api->new_agents, request->key);
  if (request->request_hash == NULL) {
    refuse (agents);
  } else if (first != NULL) {
    g_ptr_array_add (first->followers, agents);
  } else {
    g_hash_table_insert (api->new_agents, request->key, agents);
    od_store_read (api->store, look, agents, NULL, on_looked, NULL);
  }
}

static gboolean
read_password (NewAgents *agents, json_t *item, gsize i, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (json_is_string (item)
      && od_password_check_rules (json_string_value (item), &local)) {
    g_ptr_array_add (agents->passwords, g_strdup (json_string_value (item)));
    return TRUE;
  }

  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID,
               "passwords[%" G_GSIZE_FORMAT "]: %s", i,
               local != NULL ? local->message : "must be text");
  return FALSE;
}

static gboolean
read_passwords (NewAgents *agents, GError **error)
{
  static const char *const names[] = { "passwords", NULL };
  json_t *array = json_object_get (agents->request->json, "passwords"), *item;
  gsize i;

  if (!od_json_field_only (agents->request->json, names, error))
    return FALSE;
  if (!json_is_array (array) || json_array_size (array) == 0
      || json_array_size (array) > MAX_AGENTS)
    return od_json_field_set_error (error, "passwords",
                                    "must be a list of 1 to 200 passwords");
  json_array_foreach (array, i, item)
  {
    if (!read_password (agents, item, i, error))
      return FALSE;
  }

  g_ptr_array_set_size (agents->hashes, agents->passwords->len);
  return TRUE;
}

gboolean
od_new_agents_begin (OdRequest *request, GError **error)
{
  NewAgents *agents = g_new0 (NewAgents, 1);

  agents->request = request;
  agents->passwords = g_ptr_array_new_with_free_func (g_free);
  agents->hashes = g_ptr_array_new_with_free_func (g_free);
  agents->followers = g_ptr_array_new ();
  request->scratch = agents;
  request->free_scratch = new_agents_free;
  if (!read_passwords (agents, error))
    return FALSE;
  if (request->api->first_number == 0) {
    od_request_set_problem (request, 409, "no-number-block",
                            "There is no block of numbers for agents: set agent_numbers, "
                            "like 12600-12999, in [outdiald] of outdiald.conf and start "
                            "outdiald again",
                            NULL);
    od_dispatch_finish (request);
    return TRUE;
  }

  request->api->n_working++;
  od_password_pool_run (request->api->passwords, stretch, on_stretched, agents);
  return TRUE;
}

GPtrArray *
od_new_agents_get_hashes (OdRequest *request, GError **error)
{
  NewAgents *agents = request->scratch;

  if (!g_ptr_array_find (agents->hashes, NULL, NULL))
    return agents->hashes;

  g_set_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED,
               "agents were not made, nor their passwords hashed");
  return NULL;
}
