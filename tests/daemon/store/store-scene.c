/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small world for the tests of the store, and the recount that every one of them ends
 * with. Tests run on the main thread; while a scene holds a transaction the writer
 * thread waits, so that the OdTx has one user at any time.
 */
#include "daemon/store/store-scene.h"

#include "daemon/store/campaign-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/leadset-store.h"
#include "daemon/store/state-sql.h"
#include "daemon/store/user-store.h"
#include "shared/db/db-inside.h"
#include "support/waiting.h"

#include <string.h>

#define START_MS G_GINT64_CONSTANT (1700000000000)

enum { COMMIT = 1, UNDO };

static gint64
scene_now_ms (gpointer data)
{
  OdScene *scene = data;

  return scene->now_ms + scene->set_ms;
}

static gint64
scene_mono_us (gpointer data)
{
  OdScene *scene = data;

  return scene->now_ms * 1000;
}

static gboolean
lend_tx (OdTx *tx, gpointer data, GError **error)
{
  OdScene *scene = data;

  int verdict;

  g_async_queue_push (scene->offers, tx);
  verdict = GPOINTER_TO_INT (g_async_queue_pop (scene->verdicts));
  od_db_take (tx->db);
  if (verdict == COMMIT)
    return TRUE;

  g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED, "the test undoes it");
  return FALSE;
}

static void
on_done (gpointer data, const GError *error, gpointer user_data)
{
  OdScene *scene = data;

  if (error == NULL || !g_error_matches (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED))
    g_assert_no_error (error);
  scene->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  OdScene *scene = data;

  return scene->done;
}

OdTx *
od_scene_begin (OdScene *scene)
{
  g_assert_null (scene->tx);
  scene->done = FALSE;
  od_store_write (scene->store, lend_tx, scene, NULL, on_done, NULL);
  scene->tx = g_async_queue_pop (scene->offers);
  od_db_take (scene->tx->db);
  return scene->tx;
}

static void
end (OdScene *scene, int verdict)
{
  g_assert_nonnull (scene->tx);
  scene->tx = NULL;
  g_async_queue_push (scene->verdicts, GINT_TO_POINTER (verdict));
  od_test_wait_until (is_done, scene, 10, "the commit");
}

void
od_scene_commit (OdScene *scene)
{
  end (scene, COMMIT);
}

void
od_scene_undo (OdScene *scene)
{
  end (scene, UNDO);
}

static void
open_store (OdScene *scene)
{
  g_autoptr (GError) error = NULL;

  scene->store = od_store_open (scene->dir, scene->time_zone, &scene->clock, &error);
  g_assert_no_error (error);
  g_assert_nonnull (scene->store);
}

static void
close_store (OdScene *scene)
{
  od_store_close (scene->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
od_scene_reopen (OdScene *scene)
{
  close_store (scene);
  open_store (scene);
}

static void
add_people (OdScene *scene)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (scene);
  gint64 agents[2];

  OD_OK (od_user_store_add (tx, "ann", OD_ROLE_AGENT, "hash", &scene->ann, &error));
  OD_OK (od_user_store_add (tx, "bob", OD_ROLE_AGENT, "hash", &scene->bob, &error));
  agents[0] = scene->ann;
  agents[1] = scene->bob;
  OD_OK (od_campaign_store_set_agents (tx, scene->campaign, agents, 2, &error));
  od_scene_commit (scene);
}

OdScene *
od_scene_open (char *dir)
{
  OdScene *scene = g_new0 (OdScene, 1);

  scene->dir = dir;
  scene->now_ms = START_MS;
  scene->clock = (OdClock){ scene_now_ms, scene_mono_us, scene };
  scene->offers = g_async_queue_new ();
  scene->verdicts = g_async_queue_new ();
  open_store (scene);
  return scene;
}

OdScene *
od_scene_new (void)
{
  OdScene *scene = od_scene_open (od_test_scratch_dir ());

  scene->campaign = od_scene_add_campaign (scene, "Solar", TRUE);
  scene->leadset = od_scene_add_leadset (scene, "Spring", scene->campaign, TRUE);
  add_people (scene);
  return scene;
}

void
od_scene_free (OdScene *scene)
{
  od_scene_check (scene);
  close_store (scene);
  g_async_queue_unref (scene->offers);
  g_async_queue_unref (scene->verdicts);
  od_test_remove_dir (scene->dir);
  g_free (scene);
}

gint64
od_scene_add_campaign (OdScene *scene, const char *name, gboolean active)
{
  static const char *const statuses[] = { "NEW", "READY", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCampaign) campaign = od_campaign_new ();

  campaign->name = g_strdup (name);
  campaign->active = active;
  campaign->notes = g_strdup ("");
  campaign->caller_id = g_strdup ("441902555100");
  campaign->rules = OD_RULES_TEST;
  campaign->source_statuses = g_strdupv ((char **) statuses);
  OD_OK (od_campaign_store_add (od_scene_begin (scene), campaign, &error));
  od_scene_commit (scene);
  return campaign->id;
}

gint64
od_scene_add_leadset (OdScene *scene, const char *name, gint64 campaign, gboolean active)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdLeadset) leadset = od_leadset_new ();

  leadset->name = g_strdup (name);
  leadset->description = g_strdup ("");
  leadset->campaign_id = campaign;
  leadset->active = active;
  OD_OK (od_leadset_store_add (od_scene_begin (scene), leadset, &error));
  od_scene_commit (scene);
  return leadset->id;
}

gint64
od_scene_add_leads (OdScene *scene,
                    gint64 leadset,
                    const char *status,
                    gint64 phone,
                    guint n)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (scene);
  gint64 id = 0;

  for (guint i = 0; i < n; i++) {
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, phone + i);
    g_autoptr (OdLead) lead = od_lead_new (number, status);
    gboolean added;

    lead->leadset_id = leadset;
    OD_OK (od_lead_store_add (tx, lead, &added, &error));
    g_assert_true (added);
    id = od_db_last_id (tx->db);
    OD_OK (od_lead_state_store_count (tx, leadset, status, lead->dial_state, 1, &error));
  }
  od_scene_commit (scene);
  return id;
}

gboolean
od_scene_begin_call (OdScene *scene, gint64 campaign, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCall) call = od_call_new ();
  OdTx *tx = od_scene_begin (scene);
  g_autoptr (GPtrArray) leads = od_lead_store_claim (tx, campaign, 1, &error);
  const OdLead *lead;
  gboolean begun;

  g_assert_no_error (error);
  g_assert_cmpuint (leads->len, ==, 1);
  lead = g_ptr_array_index (leads, 0);
  call->id = g_strdup (id);
  call->campaign_id = campaign;
  call->leadset_id = lead->leadset_id;
  call->lead_id = lead->id;
  call->phone = g_strdup (lead->phone);
  call->caller_id = g_strdup ("441902555100");
  OD_OK (od_call_store_begin (tx, call, &begun, &error));
  od_scene_commit (scene);
  return begun;
}

void
od_scene_step (OdScene *scene,
               const char *id,
               OdCallEvent event,
               gint64 agent,
               OdEndReason end_reason)
{
  g_autoptr (GError) error = NULL;
  OdCallStep step = { id, event, .agent_id = agent, .end = end_reason };

  OD_OK (od_call_store_step (od_scene_begin (scene), &step, &error));
  od_scene_commit (scene);
}

static GString *heard; /* NULL: nobody listens */

static GLogWriterOutput
on_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (level == G_LOG_LEVEL_MESSAGE && g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append_printf (heard, "%s\n", (const char *) fields[i].value);

  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
od_scene_hear_log (void)
{
  heard = g_string_new (NULL);
  g_log_set_writer_func (on_log, NULL, NULL);
}

char *
od_scene_take_log (void)
{
  char *lines = g_strdup (heard->str);

  g_string_truncate (heard, 0);
  return lines;
}

gint64
od_scene_ask (OdTx *tx, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = od_db_prepare (tx->db, sql, &error);

  g_assert_no_error (error);
  OD_OK (od_statement_next (st, &error));
  return od_statement_get_int (st, 0);
}

/* What must be 0 whenever no work is under way. */
/* clang-format off */
#define DAY_DIFFERS(name, agent, where) \
  "SELECT count(*) FROM (SELECT campaign_id, day, agent_id, sum(n) AS n FROM (" \
  " SELECT campaign_id, day, agent_id, n FROM day_sum WHERE name = '" name "'" \
  " UNION ALL SELECT campaign_id, day_of (queued_at_ms), " agent ", -1 FROM call" \
  " WHERE " where ") AS both GROUP BY 1, 2, 3) AS differ WHERE n <> 0"
static const struct {
  const char *wrong;
  const char *sql;
} rules[] = {
  { "lead_count has what the leads have not",
    "SELECT count(*) FROM (SELECT leadset_id, status, dial_state, n FROM lead_count"
    " WHERE n <> 0 EXCEPT SELECT leadset_id, status, dial_state, count(*) FROM lead"
    " GROUP BY leadset_id, status, dial_state) AS differ" },
  { "the leads have what lead_count has not",
    "SELECT count(*) FROM (SELECT leadset_id, status, dial_state, count(*) FROM lead"
    " GROUP BY leadset_id, status, dial_state"
    " EXCEPT SELECT leadset_id, status, dial_state, n FROM lead_count) AS differ" },
  { "the log has gaps",
    "SELECT coalesce(max(seq), 0) - count(*) FROM event" },
  { "the log's head is not its last number",
    "SELECT seq - (SELECT coalesce(max(seq), 0) FROM event) FROM event_head" },
  { "a live call has no lock on its number",
    "SELECT count(*) FROM call c WHERE state " OD_SQL_CALL_IS_LIVE
    " AND NOT EXISTS (SELECT 1 FROM active_number a WHERE a.phone = c.phone"
    " AND a.call_id = c.id AND a.until_ms IS NULL)" },
  { "a number is locked for no call",
    "SELECT count(*) FROM active_number a WHERE until_ms IS NULL AND NOT EXISTS (SELECT 1"
    " FROM call c WHERE c.id = a.call_id AND c.state " OD_SQL_CALL_IS_LIVE ")" },
  { "a live call's lead is not dialing",
    "SELECT count(*) FROM call c JOIN lead l ON l.id = c.lead_id"
    " WHERE c.state " OD_SQL_CALL_IS_LIVE " AND l.dial_state <> " OD_SQL_LEAD_DIALING },
  { "a lead is dialing without a call",
    "SELECT count(*) FROM lead l WHERE dial_state = " OD_SQL_LEAD_DIALING
    " AND NOT EXISTS (SELECT 1 FROM call c WHERE c.lead_id = l.id"
    " AND c.state " OD_SQL_CALL_IS_LIVE ")" },
  { "a day's people are not those of its calls", DAY_DIFFERS (
      "people", "0", "person = 1") },
  { "a day's abandoned calls are not those of its calls", DAY_DIFFERS (
      "abandoned", "0", "answered_at_ms IS NOT NULL AND bridged_at_ms IS NULL"
      " AND ended_at_ms IS NOT NULL") },
  { "an agent's calls of a day are not those of its calls", DAY_DIFFERS (
      "talked", "agent_id", "agent_id IS NOT NULL AND ended_at_ms IS NOT NULL") },
  { "a call is a person's and its disposition says otherwise",
    "SELECT count(*) FROM call c WHERE person <> (disposition IS NOT NULL"
    " AND ended_at_ms IS NOT NULL AND bridged_at_ms IS NOT NULL AND coalesce((SELECT"
    " d.person FROM disposition d WHERE d.label = c.disposition AND d.campaign_id"
    " IN (0, c.campaign_id) ORDER BY d.campaign_id LIMIT 1), 1))" },
  { "a call has a slice and has not ended",
    "SELECT count(*) FROM call WHERE ended_at_ms IS NULL AND slice IS NOT NULL" },
  { "the buckets have not as many latencies as the calls",
    "SELECT (SELECT coalesce(sum(n), 0) FROM latency_bucket) <> count(latency_us)"
    " FROM call" },
  { "a lead that does not wait has a time to wait for",
    "SELECT count(*) FROM lead WHERE (not_before_ms IS NOT NULL) <> (dial_state"
    " IN (" OD_SQL_LEAD_WAITING_RETRY ", " OD_SQL_LEAD_INTERRUPTED "))" },
  { "a lead that nobody has does not stand where its number puts it",
    "SELECT count(*) FROM (SELECT dial_state AS is_in, (SELECT min(dial_state)"
    " FROM barred_number b WHERE b.phone = l.phone) AS belongs FROM lead l"
    " WHERE NOT dial_state " OD_SQL_LEAD_IS_OWNED ") AS place"
    " WHERE CASE WHEN belongs IS NULL THEN is_in " OD_SQL_LEAD_IS_BARRED
    "  ELSE is_in <> belongs END" },
};

/* What each sum must be, said once more and from the calls alone. */
static const struct {
  const char *name;
  const char *where;
} sums[] = {
  { "placed",      "1 = 1" },
  { "now:dialing", "state = " OD_SQL_CALL_DIALING },
  { "now:ringing", "state = " OD_SQL_CALL_RINGING },
  { "now:waiting", "state = " OD_SQL_CALL_WAITING },
  { "now:bridged", "state = " OD_SQL_CALL_BRIDGED },
  { "answered",    "answered_at_ms IS NOT NULL" },
  { "bridged",     "bridged_at_ms IS NOT NULL" },
  { "disposed",    "disposition IS NOT NULL" },
  { "failed",      "ended_at_ms IS NOT NULL AND answered_at_ms IS NULL" },
  { "abandoned",   "ended_at_ms IS NOT NULL AND answered_at_ms IS NOT NULL"
                   " AND bridged_at_ms IS NULL" },
  { "dropped",     "ended_at_ms IS NOT NULL AND answered_at_ms IS NOT NULL"
                   " AND (bridged_at_ms IS NULL OR end_reason IN (11, 12, 15))" },
  { "interrupted", "state = 6" },
};
static const char all_counters[] =
  "SELECT campaign_id, leadset_id, agent_id, name, n FROM counter WHERE n <> 0";
static const char ended_calls[] =
  "SELECT campaign_id, leadset_id, coalesce(agent_id, 0), disposition,"
  " bridged_at_ms IS NOT NULL, answered_at_ms IS NOT NULL, end_reason, slice FROM call"
  " WHERE ended_at_ms IS NOT NULL";
/* clang-format on */

static void
expect_one (GHashTable *sums_by_key,
            gint64 campaign,
            gint64 leadset,
            gint64 agent,
            const char *name,
            gint64 n)
{
  char *key = g_strdup_printf ("campaign %d leadset %d agent %d %s", (int) campaign,
                               (int) leadset, (int) agent, name);
  gint64 sum = GPOINTER_TO_SIZE (g_hash_table_lookup (sums_by_key, key)) + n;

  if (sum != 0)
    g_hash_table_replace (sums_by_key, key, GSIZE_TO_POINTER (sum));
  else {
    g_hash_table_remove (sums_by_key, key);
    g_free (key);
  }
}

/* The campaign's total and the leadset's. */
static void
expect (GHashTable *sums_by_key,
        gint64 campaign,
        gint64 leadset,
        gint64 agent,
        const char *name,
        gint64 n)
{
  expect_one (sums_by_key, campaign, 0, agent, name, n);
  expect_one (sums_by_key, 0, leadset, agent, name, n);
}

static void
expect_sums (OdTx *tx, GHashTable *sums_by_key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *sql = g_strconcat ("SELECT campaign_id, leadset_id FROM call WHERE ",
                                        sums[i].where, NULL);
    g_autoptr (OdStatement) st = od_db_prepare (tx->db, sql, &error);

    g_assert_no_error (error);
    while (od_statement_next (st, &error))
      expect (sums_by_key, od_statement_get_int (st, 0), od_statement_get_int (st, 1), 0,
              sums[i].name, 1);
  }
}

static const char *
slice_of (OdStatement *st)
{
  if (!od_statement_is_null (st, 3))
    return od_statement_get_text (st, 3);
  if (od_statement_get_int (st, 4))
    return "Null";
  if (od_statement_get_int (st, 5))
    return "Agent Unavailable";

  return od_system_disposition_get_name (
    od_system_disposition_of_end (od_statement_get_int (st, 6), FALSE, FALSE));
}

static void
expect_slices (OdTx *tx, GHashTable *sums_by_key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = od_db_prepare (tx->db, ended_calls, &error);

  while (od_statement_next (st, &error)) {
    gint64 campaign = od_statement_get_int (st, 0),
           leadset = od_statement_get_int (st, 1);
    gint64 agent = od_statement_get_int (st, 2);
    g_autofree char *name = g_strconcat ("slice:", slice_of (st), NULL);

    g_assert_cmpstr (od_statement_get_text (st, 7), ==, slice_of (st));
    expect (sums_by_key, campaign, leadset, 0, name, 1);
    if (agent != 0)
      expect (sums_by_key, campaign, leadset, agent, name, 1);
  }
  g_assert_no_error (error);
}

static void
check_counters (OdTx *tx)
{
  g_autoptr (GHashTable)
    left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = od_db_prepare (tx->db, all_counters, &error);
  GHashTableIter iter;
  gpointer key, n;

  expect_sums (tx, left);
  expect_slices (tx, left);
  while (od_statement_next (st, &error))
    expect_one (left, od_statement_get_int (st, 0), od_statement_get_int (st, 1),
                od_statement_get_int (st, 2), od_statement_get_text (st, 3),
                -od_statement_get_int (st, 4));
  g_assert_no_error (error);

  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &key, &n))
    g_error ("%s: the calls say %d more than the counter", (char *) key,
             (int) GPOINTER_TO_SIZE (n));
}

/* (element-type utf8): the steps of its plan. */
static GPtrArray *
explain (OdTx *tx, const char *sql)
{
  g_autofree char *question = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = od_db_prepare (tx->db, question, &error);
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  while (od_statement_next (st, &error))
    g_ptr_array_add (steps, od_statement_dup_text (st, 3));
  g_assert_no_error (error);
  return steps;
}

static gboolean
uses_index (OdTx *tx, const char *sql, const char *index)
{
  g_autoptr (GPtrArray) steps = explain (tx, sql);

  for (guint i = 0; i < steps->len; i++)
    if (strstr (g_ptr_array_index (steps, i), index) != NULL)
      return TRUE;
  return FALSE;
}

void
od_scene_assert_index (OdTx *tx, const char *words, const char *index)
{
  GHashTableIter iter;
  gpointer sql;
  guint n = 0;

  g_hash_table_iter_init (&iter, tx->db->statements);
  while (g_hash_table_iter_next (&iter, &sql, NULL)) {
    if (strstr (sql, words) == NULL)
      continue;
    if (!uses_index (tx, sql, index))
      g_error ("does not use %s: %s", index, (char *) sql);
    n++;
  }
  g_assert_cmpuint (n, >, 0);
}

/* In SQL: the day of a time in milliseconds, said once more by GLib's calendar. */
static void
day_of (sqlite3_context *context, int n, sqlite3_value **values)
{
  GTimeZone *zone = sqlite3_user_data (context);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime)
    time = g_date_time_new_from_unix_utc (sqlite3_value_int64 (values[0]) / 1000);
  g_autoptr (GDateTime) there = g_date_time_to_timezone (time, zone != NULL ? zone : utc);
  GDate date, first;

  g_date_clear (&date, 1);
  g_date_clear (&first, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (there),
                  g_date_time_get_month (there), g_date_time_get_year (there));
  g_date_set_dmy (&first, 1, G_DATE_JANUARY, 1970);
  sqlite3_result_int64 (context, g_date_days_between (&first, &date));
}

void
od_scene_check (OdScene *scene)
{
  OdTx *tx = od_scene_begin (scene);

  g_assert_cmpint (sqlite3_create_function (tx->db->handle, "day_of", 1, SQLITE_UTF8,
                                            tx->zone, day_of, NULL, NULL),
                   ==, SQLITE_OK);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    gint64 n = od_scene_ask (tx, rules[i].sql);

    if (n != 0)
      g_error ("%s: %d times", rules[i].wrong, (int) n);
  }
  check_counters (tx);
  od_scene_undo (scene);
}
