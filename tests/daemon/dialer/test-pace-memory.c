/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pacer has learned is on disk each minute, when its campaign ends and when the
 * program begins to; one that cannot be read is none.
 */
#include "daemon/dialer/pace-memory.h"

#include "daemon/store/pacing-store.h"
#include "dialer-stage.h"

#include <string.h>

#define DAMAGED "1 2 three"

static gboolean
damage (OdTx *tx, gpointer data, GError **error)
{
  return od_pacing_store_set (tx, ((Stage *) data)->campaign, DAMAGED, error);
}

static gboolean
is_saved (gpointer data)
{
  Stage *stage = data;
  g_autofree char *text = stage_dup_learned (stage, stage->campaign);

  return text != NULL && strlen (text) > 1000;
}

/* Of a campaign that is dialed by ann. */
static SipPeer *
begin (Stage *stage)
{
  stage->ann = stage_add_agent (stage, "ann");
  stage->campaign = stage_add_campaign (stage, "Learning", 0);
  return stage_make_ready (stage, stage->ann, stage->campaign);
}

static void
talk_with (Stage *stage, const char *number)
{
  stage_add_leads (stage, stage->campaign, number);
  stage_wait_end (stage, number);
  stage_wait_agent (stage, stage->ann, OD_AGENT_DISPOSING);
  stage_dispose (stage, stage->ann, FALSE);
  stage_wait_agent (stage, stage->ann, OD_AGENT_READY);
}

static void
test_each_minute (Stage *stage, gconstpointer data)
{
  SipPeer *phone = begin (stage);

  talk_with (stage, "44201");
  g_assert_false (is_saved (stage));
  stage_ahead (stage, OD_PACE_MEMORY_S + 1);
  /* Or else she is lost, with a minute that has passed for her, too. */
  od_dialer_seen (stage->dialer, stage->ann);
  od_test_wait_until (is_saved, stage, LIMIT_S, "what the minute taught");
  stage_write (stage, damage, stage);
  talk_with (stage, "44202");
  stage_ahead (stage, OD_PACE_MEMORY_S + 1);
  od_dialer_seen (stage->dialer, stage->ann);
  od_test_wait_until (is_saved, stage, LIMIT_S, "what the next one did");
  sip_peer_free (phone);
}

static void
test_at_the_end_of_the_campaign (Stage *stage, gconstpointer data)
{
  SipPeer *phone = begin (stage);

  talk_with (stage, "44201");
  stage_set_active (stage, stage->campaign, FALSE);
  g_assert_true (is_saved (stage));
  stage_write (stage, damage, stage);
  stage_set_active (stage, stage->campaign, TRUE);
  stage_settle_store (stage);
  stage_set_active (stage, stage->campaign, FALSE);
  g_assert_true (is_saved (stage));
  sip_peer_free (phone);
}

static gboolean
on_idle (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* However long it then waits for the last call. */
static void
test_when_a_drain_begins (Stage *stage, gconstpointer data)
{
  SipPeer *phone = begin (stage);

  talk_with (stage, "44201");
  stage_add_leads (stage, stage->campaign, "44101");
  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  g_assert_false (is_saved (stage));
  od_dialer_drain (stage->dialer, on_idle, stage);
  g_assert_true (is_saved (stage));
  sip_peer_free (phone);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/pace-memory/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("each-minute", test_each_minute);
  TEST ("campaign-ends", test_at_the_end_of_the_campaign);
  TEST ("drain", test_when_a_drain_begins);
  return g_test_run ();
}
