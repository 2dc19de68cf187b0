/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was lately is found by its time, the newest first, and no more than is asked for.
 */
#include "daemon/store/hour-store.h"

#include "daemon/store/store-scene.h"
#include "shared/model/uuid.h"

static char *
begin (OdScene *s)
{
  char *id = od_uuid_new (s->now_ms);

  g_assert_true (od_scene_begin_call (s, s->campaign, id));
  return id;
}

static void
assert_call (GArray *calls, guint i, gint64 placed_ms, gint64 answered, gint64 abandoned)
{
  const OdHourCall *call = &g_array_index (calls, OdHourCall, i);

  g_assert_cmpint (call->placed_ms, ==, placed_ms);
  g_assert_cmpint (call->answered_ms, ==, answered);
  g_assert_cmpint (call->abandoned_ms, ==, abandoned);
}

/* One is busy, one meets silence, one is talked to, and one never left. */
static void
add_calls (OdScene *s)
{
  g_autofree char *busy = NULL, *silence = NULL, *talk = NULL, *never = NULL;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 4);
  busy = begin (s);
  od_scene_step (s, busy, OD_CALL_FAIL, 0, OD_END_BUSY);
  s->now_ms += 1000;
  silence = begin (s);
  s->now_ms += 10;
  od_scene_step (s, silence, OD_CALL_ANSWER, 0, 0);
  s->now_ms += 10;
  od_scene_step (s, silence, OD_CALL_EXPIRE, 0, OD_END_NO_AGENT);
  s->now_ms += 980;
  talk = begin (s);
  od_scene_step (s, talk, OD_CALL_ANSWER, 0, 0);
  od_scene_step (s, talk, OD_CALL_BRIDGE, s->ann, 0);
  od_scene_step (s, talk, OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
  never = begin (s);
  od_scene_step (s, never, OD_CALL_FAIL, 0, OD_END_NOT_PLACED);
}

static void
test_calls_come_newest_first (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GArray) calls = NULL, two = NULL, late = NULL;
  g_autoptr (GError) error = NULL;
  gint64 began_ms = s->now_ms;
  OdTx *tx;

  add_calls (s);
  tx = od_scene_begin (s);
  calls = od_hour_store_list_calls (tx, began_ms, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (calls->len, ==, 3);
  assert_call (calls, 0, began_ms + 2000, began_ms + 2000, 0);
  assert_call (calls, 1, began_ms + 1000, began_ms + 1010, began_ms + 1020);
  assert_call (calls, 2, began_ms, 0, 0);
  two = od_hour_store_list_calls (tx, began_ms, 2, &error);
  g_assert_cmpuint (two->len, ==, 2);
  late = od_hour_store_list_calls (tx, began_ms + 1, 10, &error);
  g_assert_cmpuint (late->len, ==, 2);
  od_scene_undo (s);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hour-store/calls", test_calls_come_newest_first);
  return g_test_run ();
}
