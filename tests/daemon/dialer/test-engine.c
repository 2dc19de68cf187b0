/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The turn: what is touched, however often, is settled once, at its end.
 */
#include "daemon/dialer/engine.h"

#include "daemon/store/store.h"

#define CAMPAIGN 5

typedef struct {
  OdEngine engine;
  OdFloor *floor;
  GString *done; /* what each turn's end did */
  gint64 again;  /* to be touched in the first settling of the turn; 0: nothing */
} World;

static World *
world_of (OdEngine *engine)
{
  return (World *) engine; /* its first member */
}

/* Says what it finds, as the dialer would settle it. */
static void
end_turn (OdEngine *engine)
{
  World *w = world_of (engine);
  OdFloorCall *call;
  gint64 id;

  g_string_append (w->done, "[");
  while (od_engine_take_touched (engine, &id)) {
    g_string_append_printf (w->done, "%d ", (int) id);
    if (w->again != 0)
      od_engine_touch (engine, w->again);
    w->again = 0;
    od_engine_end_turn (engine); /* a turn within a turn is the same turn */
  }
  while ((call = g_queue_pop_head (&engine->over)) != NULL)
    g_string_append_printf (w->done, "%s ", call->id);
  g_string_append (w->done, "]");
}

static void
set_up (World *w, gconstpointer data)
{
  g_autoptr (OdTrunk) trunk = od_trunk_new ("town", "127.0.0.1:5070");

  w->floor = od_floor_new (od_clock_system ());
  w->done = g_string_new (NULL);
  od_engine_init (&w->engine, NULL, w->floor, od_clock_system (), trunk);
  w->engine.runs = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  w->engine.end_turn = end_turn;
}

static void
tear_down (World *w, gconstpointer data)
{
  g_hash_table_unref (w->engine.runs);
  od_engine_clear (&w->engine);
  od_floor_free (w->floor);
  g_string_free (w->done, TRUE);
}

static void
test_each_touched_campaign_is_settled_once (World *w, gconstpointer data)
{
  od_engine_touch (&w->engine, 7);
  od_engine_touch (&w->engine, 5);
  od_engine_touch (&w->engine, 7);
  od_engine_end_turn (&w->engine);
  od_engine_end_turn (&w->engine);
  g_assert_cmpstr (w->done->str, ==, "[7 5 ][]");
}

static void
test_what_is_touched_while_settling_is_settled_too (World *w, gconstpointer data)
{
  w->again = 7;
  od_engine_touch (&w->engine, 7);
  od_engine_end_turn (&w->engine);
  g_assert_cmpstr (w->done->str, ==, "[7 7 ]");
}

static void
test_moves_on_the_floor_touch_their_campaign (World *w, gconstpointer data)
{
  OdFloorAgent *ann = od_floor_add_agent (w->floor, 1, "ann");
  OdFloorCall *call = od_floor_add_call (w->floor, "call", 7,
                                         od_lead_new ("44116", "NEW"), CAMPAIGN + 1);

  od_floor_set_campaign (w->floor, ann, CAMPAIGN);
  od_floor_move_agent (w->floor, ann, OD_AGENT_SIGN_IN);
  od_floor_move_call (w->floor, call, OD_CALL_ORIGINATE);
  od_floor_tell_agent (w->floor, ann); /* no move */
  od_engine_end_turn (&w->engine);
  od_floor_move_call (w->floor, call, OD_CALL_FAIL);
  od_engine_end_turn (&w->engine);
  g_assert_cmpstr (w->done->str, ==, "[5 6 ][6 call ]");
}

static void
add_run (World *w, gint64 id)
{
  gint64 *key = g_memdup2 (&id, sizeof id);

  g_hash_table_insert (w->engine.runs, key, key);
}

static void
test_new_leads_concern_every_run (World *w, gconstpointer data)
{
  guint before = w->engine.supply;

  add_run (w, CAMPAIGN);
  od_engine_refill (&w->engine);
  od_engine_end_turn (&w->engine);
  g_assert_cmpuint (w->engine.supply, !=, before);
  g_assert_cmpstr (w->done->str, ==, "[5 ]");
}

/* A rule that said no is not a broken disk. Every campaign is settled when the gate
 * closes, too: it is its limit then. */
static void
test_only_the_disk_closes_the_gate (World *w, gconstpointer data)
{
  g_autoptr (GError) rule = g_error_new (OD_STORE_ERROR, OD_STORE_ERROR_REFUSED, "no");
  g_autoptr (GError) disk = g_error_new (OD_DB_ERROR, OD_DB_ERROR_FULL, "full");

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  add_run (w, CAMPAIGN);
  od_engine_note_store (&w->engine, NULL);
  od_engine_note_store (&w->engine, rule);
  g_assert_false (w->engine.store_fails);
  od_engine_note_store (&w->engine, disk);
  g_assert_true (w->engine.store_fails);
  od_engine_end_turn (&w->engine);
  od_engine_store_works (&w->engine);
  g_assert_false (w->engine.store_fails);
  od_engine_end_turn (&w->engine);
  g_assert_cmpstr (w->done->str, ==, "[5 ][5 ]");
}

#define TEST(name, func)                                                                 \
  g_test_add ("/engine/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("once", test_each_touched_campaign_is_settled_once);
  TEST ("while-settling", test_what_is_touched_while_settling_is_settled_too);
  TEST ("moves", test_moves_on_the_floor_touch_their_campaign);
  TEST ("new-leads", test_new_leads_concern_every_run);
  TEST ("gate", test_only_the_disk_closes_the_gate);
  return g_test_run ();
}
