/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A trunk that refuses is tried by one call at a time, a supervisor is told so, and no
 * lead is spent on it.
 */
#include "daemon/dialer/trunk-run.h"

#include "dialer-stage.h"
#include "shared/db/db.h"

#include <string.h>

typedef struct {
  const char *sql;
  gint64 found;
} Question;

static gboolean
look (OdTx *tx, gpointer data, GError **error)
{
  Question *question = data;
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, question->sql, error, OD_INT (":none", 0));

  if (st == NULL || !od_statement_next (st, error))
    return FALSE;

  question->found = od_statement_get_int (st, 0);
  return TRUE;
}

static gint64
ask (Stage *stage, const char *sql)
{
  Question question = { sql, 0 };

  stage_write (stage, look, &question);
  return question.found;
}

static gboolean
has_trouble (gpointer data)
{
  return od_dialer_get_trouble (((Stage *) data)->dialer) != NULL;
}

static gboolean
has_no_trouble (gpointer data)
{
  return !has_trouble (data);
}

static void
test_refusals_cost_nothing (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Refused", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);

  stage_add_leads (stage, campaign, "44531 44532 44533 44534 44101");
  od_test_wait_until (has_trouble, stage, LIMIT_S, "the trunk to be sick");
  g_assert_nonnull (
    strstr (od_dialer_get_trouble (stage->dialer), "town refuses calls: 503"));
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 3);

  stage_ahead (stage, 2);
  stage_wait_end (stage, "44534");
  g_assert_true (has_trouble (stage));
  stage_ahead (stage, 3);
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  od_test_wait_until (has_no_trouble, stage, LIMIT_S, "the trunk to be well");
  stage_settle_store (stage);
  g_assert_cmpint (ask (stage, "SELECT sum(attempts) FROM lead WHERE phone LIKE '4453%' "
                               "OR :none"),
                   ==, 0);
  g_assert_cmpint (ask (stage, "SELECT count(*) FROM lead WHERE given_back = 1 OR :none"),
                   ==, 4);
  sip_peer_free (phone);
}

static void
set_up_slow (Stage *stage, gconstpointer data)
{
  stage_set_up (stage, data);
  stage->trunk->calls_per_second = 5;
  stage->trunk->channels = 2;
  stage_restart (stage);
}

/* The agent could have all of them called in a fifth of a second. */
static void
test_no_second_has_more_calls (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Slow", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);

  stage_add_leads (stage, campaign, "44501 44502 44503 44504 44505 44506 44507 44508");
  stage_wait_book (stage, "invite", NULL, 8);
  stage_assert_pace (stage, 5);
  sip_peer_free (phone);
}

static void
test_no_more_channels_are_used (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Narrow", 0);
  SipPeer *phones[3];
  gint64 agents[3];

  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++) {
    g_autofree char *name = g_strdup_printf ("agent-%d", (int) i);

    agents[i] = stage_add_agent (stage, name);
    phones[i] = stage_make_ready (stage, agents[i], campaign);
  }
  stage_add_leads (stage, campaign, "44101 44102 44103");
  stage_wait_call (stage, "44101", OD_CALL_BRIDGED);
  stage_wait_call (stage, "44102", OD_CALL_BRIDGED);
  stage_ahead (stage, 5); /* time is not what it waits for */
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++) {
    if (stage_agent (stage, agents[i])->call_id != NULL
        && stage_count_book (stage, "invite", NULL) == 2)
      od_dialer_hang_up (stage->dialer, agents[i],
                         stage_agent (stage, agents[i])->call_id, NULL);
  }
  stage_wait_book (stage, "invite", NULL, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++)
    sip_peer_free (phones[i]);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/trunk-run/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("refusals", test_refusals_cost_nothing);
  g_test_add ("/trunk-run/rate", Stage, NULL, set_up_slow, test_no_second_has_more_calls,
              stage_tear_down);
  g_test_add ("/trunk-run/channels", Stage, NULL, set_up_slow,
              test_no_more_channels_are_used, stage_tear_down);
  return g_test_run ();
}
