/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells the trunk watch what became of each call, does what it says, and puts it into
 * words. Main thread.
 */
#include "daemon/dialer/trunk-run.h"

#include "daemon/dialer/journal.h"
#include "shared/model/thread.h"

#include <string.h>

/* We could not place a call: not a word was said to the trunk. */
#define OUR_PAUSE_US (5 * G_USEC_PER_SEC)

/* FALSE: it says nothing of the trunk. */
static gboolean
read_word (const OdFact *fact, OdTrunkWord *word)
{
  if (fact->kind == OD_FACT_RINGING)
    *word = OD_TRUNK_RANG;
  else if (fact->kind == OD_FACT_ANSWERED)
    *word = OD_TRUNK_THROUGH;
  else if (fact->kind != OD_FACT_ENDED || fact->answered || fact->end == OD_END_SHUTDOWN
           || fact->end == OD_END_NOT_PLACED
           || (fact->end == OD_END_BAD_NUMBER && fact->sip_code == 0))
    return FALSE;
  else if (od_end_reason_is_trunks (fact->end))
    *word = OD_TRUNK_REFUSED;
  else if (fact->end == OD_END_BAD_NUMBER)
    *word = OD_TRUNK_NO_NUMBER;
  else
    *word = OD_TRUNK_THROUGH;

  return TRUE;
}

/* Carriers write what they like, numbers too, and these do not belong into a log. */
static const char *
get_reason (const OdFact *fact)
{
  const char *reason = fact->sip_reason != NULL ? fact->sip_reason : "";

  return strpbrk (reason, "0123456789") == NULL ? reason : "";
}

static char *
describe (OdEngine *engine, const OdFact *fact)
{
  const char *name = engine->trunk->name;

  if (fact->end == OD_END_BAD_NUMBER)
    return g_strdup_printf ("The trunk %s knows none of the last %d numbers: check how "
                            "it "
                            "wants them written. One call at a time goes on trying.",
                            name, OD_TRUNK_NO_NUMBER_IN_A_ROW);
  if (fact->sip_code == 0)
    return g_strdup_printf ("The trunk %s (%s) does not answer: check that the carrier "
                            "runs and its address. One call at a time goes on trying.",
                            name, engine->trunk->host);

  return g_strdup_printf ("The trunk %s refuses calls: %u %s. One call at a time goes on "
                          "trying; nobody is called in vain.",
                          name, fact->sip_code, get_reason (fact));
}

static void
on_changed (OdEngine *engine, OdTrunkState was, const OdFact *fact)
{
  if (engine->watch.state == OD_TRUNK_SICK) {
    g_free (engine->trunk_trouble);
    engine->trunk_trouble = describe (engine, fact);
    if (was == OD_TRUNK_WELL)
      g_message ("%s", engine->trunk_trouble);
    od_engine_touch_all (engine); /* it is every campaign's limit now */
    return;
  }

  g_clear_pointer (&engine->trunk_trouble, g_free);
  if (engine->watch.state == OD_TRUNK_WELL)
    g_message ("The trunk %s takes calls again", engine->trunk->name);
  od_engine_refill (engine);
}

static void
accuse (OdEngine *engine, const GArray *leads)
{
  for (guint i = 0; leads != NULL && i < leads->len; i++)
    od_journal_accuse (engine, g_array_index (leads, gint64, i));
}

void
od_trunk_run_note_want (OdEngine *engine, const char *why)
{
  OD_ASSERT_MAIN ();
  if (engine->want == NULL)
    g_message ("no call can be placed: %s", why);
  od_engine_touch_all (engine);
  g_free (engine->want);
  engine->want = g_strdup_printf ("No call can be placed: %s. It goes on trying.", why);
  engine->want_until_us = od_clock_mono_us (engine->clock) + OUR_PAUSE_US;
}

/* A call that left after the pause: nothing is missing any more. */
static void
note_placed (OdEngine *engine)
{
  if (engine->want == NULL || od_clock_mono_us (engine->clock) < engine->want_until_us)
    return;

  g_clear_pointer (&engine->want, g_free);
  g_message ("calls can be placed again");
  od_engine_refill (engine);
}

void
od_trunk_run_on_fact (OdEngine *engine, const OdFloorCall *call, const OdFact *fact)
{
  OdTrunkState was = engine->watch.state;
  gint64 lead_id = call->lead->id;
  g_autoptr (GArray) accused = NULL;
  OdTrunkWord word;

  OD_ASSERT_MAIN ();
  if (fact->kind == OD_FACT_ENDED && fact->end == OD_END_NOT_PLACED)
    od_trunk_run_note_want (engine, fact->sip_reason);
  if (!read_word (fact, &word))
    return;

  note_placed (engine);
  if (od_trunk_watch_note (&engine->watch, word, lead_id, fact->retry_after_s,
                           od_clock_mono_us (engine->clock), &accused))
    on_changed (engine, was, fact);
  accuse (engine, accused);
}

static OdCallRoom
get_quota_room (OdEngine *engine, gint64 now_us)
{
  gint64 next_us;
  OdCallRoom room = od_call_quota_get_room (&engine->quota, engine->claiming,
                                            od_floor_count_calls (engine->floor), now_us,
                                            &next_us);

  od_engine_await_room (engine, next_us);
  return room;
}

OdCallRoom
od_trunk_run_get_room (OdEngine *engine)
{
  gint64 now_us = od_clock_mono_us (engine->clock);
  guint trying = engine->claiming + engine->trying;
  OdCallRoom trial = { .limit = OD_PACE_TROUBLE }, room;

  OD_ASSERT_MAIN ();
  if (engine->want != NULL) {
    trial.calls = trying == 0 && now_us >= engine->want_until_us ? 1 : 0;
    return trial;
  }

  room = get_quota_room (engine, now_us);
  if (engine->watch.state != OD_TRUNK_SICK)
    return room;

  trial.calls = MIN (room.calls,
                     od_trunk_watch_get_room (&engine->watch, trying, now_us));
  return trial;
}

void
od_trunk_run_tick (OdEngine *engine)
{
  OD_ASSERT_MAIN ();
  if ((engine->watch.state == OD_TRUNK_SICK || engine->want != NULL)
      && od_trunk_run_get_room (engine).calls > 0)
    od_engine_touch_all (engine);
}
