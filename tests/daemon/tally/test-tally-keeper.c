/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tiles are read after events, not per event, and told only when a number changes.
 */
#include "daemon/tally/tally-keeper.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/event-store.h"
#include "daemon/store/user-store.h"
#include "support/waiting.h"

#define LIMIT_S 10

typedef struct {
  char *dir;
  OdStore *store;
  OdTallyKeeper *keeper;
  guint told;
  OdDashboard last;
} Desk;

static void
on_dashboard (const OdDashboard *dashboard, gpointer user_data)
{
  Desk *desk = user_data;

  g_assert_cmpint (dashboard->seq, >, desk->last.seq); /* never the same, never older */
  desk->told++;
  desk->last = *dashboard;
}

static void
set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  desk->dir = od_test_scratch_dir ();
  desk->store = od_store_open (desk->dir, NULL, od_clock_system (), &error);
  g_assert_no_error (error);
  desk->last.seq = -1;
  desk->keeper = od_tally_keeper_new (desk->store, on_dashboard, desk);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  od_store_close (desk->store);
  od_tally_keeper_free (desk->keeper);
  od_test_remove_dir (desk->dir);
}

static gboolean
add_agents (OdTx *tx, gpointer data, GError **error)
{
  for (guint i = 0; i < 5; i++) {
    g_autofree char *name = g_strdup_printf ("agent-%u", i);
    gint64 id;

    if (!od_user_store_add (tx, name, OD_ROLE_AGENT, "-", &id, error))
      return FALSE;
  }
  return TRUE;
}

/* One agent more is there, and that is an event of the log. */
static gboolean
bring_one (OdTx *tx, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) agents = od_agent_store_list (tx, 0, error);

  for (guint i = 0; agents != NULL && i < agents->len; i++) {
    OdAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state == OD_AGENT_OFFLINE)
      return od_agent_store_move (tx, agent->id, OD_AGENT_OFFLINE, OD_AGENT_PAUSED,
                                  error);
  }
  return FALSE;
}

static gboolean
log_only (OdTx *tx, gpointer data, GError **error)
{
  OdEvent event = { .kind = OD_EVENT_RECOVERED };

  od_tx_log (tx, &event);
  return TRUE;
}

static void
happen (Desk *desk, OdStoreWork work, guint n_events)
{
  OdEvent event = { .kind = OD_EVENT_AGENT_MOVED };

  g_assert_true (od_store_write_now (desk->store, work, NULL, NULL));
  for (guint i = 0; i < n_events; i++)
    od_tally_keeper_on_event (desk->keeper, &event);
}

typedef struct {
  Desk *desk;
  gint64 logged_in;
} Wanted;

static gboolean
is_told (gpointer data)
{
  Wanted *wanted = data;

  return wanted->desk->last.agents_logged_in == wanted->logged_in;
}

static void
wait_told (Desk *desk, gint64 logged_in)
{
  Wanted wanted = { desk, logged_in };

  od_test_wait_until (is_told, &wanted, LIMIT_S, "the tiles to be told");
}

static gboolean
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* Long enough for several readings; a slow machine makes the test kinder, not wrong. */
static void
let_it_read (void)
{
  gboolean over = FALSE;

  g_timeout_add (400, on_time, &over);
  od_test_wait_until (is_true, &over, LIMIT_S, "some readings");
}

static void
test_many_events_are_one_reading (Desk *desk, gconstpointer data)
{
  happen (desk, add_agents, 5);
  happen (desk, bring_one, 1000);
  wait_told (desk, 1);
  let_it_read ();
  g_assert_cmpuint (desk->told, ==, 1);
}

/* Most events change no tile: nobody is to be told the same numbers again. */
static void
test_same_numbers_are_not_told (Desk *desk, gconstpointer data)
{
  happen (desk, add_agents, 5);
  happen (desk, bring_one, 1);
  wait_told (desk, 1);
  happen (desk, log_only, 1);
  let_it_read ();
  g_assert_cmpuint (desk->told, ==, 1);
}

static void
test_every_change_is_told_in_the_end (Desk *desk, gconstpointer data)
{
  happen (desk, add_agents, 0);
  for (gint64 i = 1; i <= 5; i++) {
    happen (desk, bring_one, 3);
    wait_told (desk, i);
  }
  g_assert_cmpuint (desk->told, ==, 5);
}

/* Also what happens while the tiles are being read. */
static void
test_a_change_during_a_reading_is_told (Desk *desk, gconstpointer data)
{
  happen (desk, add_agents, 0);
  happen (desk, bring_one, 1);
  for (gint64 i = 2; i <= 5; i++) {
    g_main_context_iteration (NULL, TRUE); /* the timer, an answer, ... */
    happen (desk, bring_one, 1);
  }
  wait_told (desk, 5);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/tally-keeper/" name, Desk, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("many-events-are-one-reading", test_many_events_are_one_reading);
  TEST ("same-numbers-are-not-told", test_same_numbers_are_not_told);
  TEST ("every-change-is-told", test_every_change_is_told_in_the_end);
  TEST ("a-change-during-a-reading", test_a_change_during_a_reading_is_told);
  return g_test_run ();
}
