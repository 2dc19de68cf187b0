/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a trunk is believed, and whose fault a refusal is; and that, whatever a trunk
 * does, nobody is burnt by it: store and watch play days of random moods, wants and
 * numbers, and each lead's end has a reason.
 */
#include "daemon/dialer/trunk-watch.h"

#include "daemon/store/lead-state-store.h"
#include "daemon/store/settle-store.h"
#include "daemon/store/store-scene.h"

/* A letter a call: T through, R refused, N no number, r rings. */
static const struct {
  char letter;
  OdTrunkWord word;
} words[] = {
  { 'T', OD_TRUNK_THROUGH },
  { 'R', OD_TRUNK_REFUSED },
  { 'N', OD_TRUNK_NO_NUMBER },
  { 'r', OD_TRUNK_RANG },
};

static OdTrunkWord
word_of (char letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (words[i].letter == letter)
      return words[i].word;
  }
  g_assert_not_reached ();
}

/* One call a second; lead 1 is the first. Returns how many leads were accused. */
static guint
play (OdTrunkWatch *watch, const char *story)
{
  guint n = 0;

  for (gsize i = 0; story[i] != '\0'; i++) {
    g_autoptr (GArray) accused = NULL;

    od_trunk_watch_note (watch, word_of (story[i]), i + 1, 0, i * G_USEC_PER_SEC,
                         &accused);
    n += accused != NULL ? accused->len : 0;
  }
  return n;
}

static void
test_stories (void)
{
  static const struct {
    const char *story;
    OdTrunkState state;
    guint accused;
  } stories[] = {
    { "", OD_TRUNK_WELL, 0 },
    { "RR", OD_TRUNK_WELL, 0 },
    { "RRR", OD_TRUNK_SICK, 0 },
    { "RRT", OD_TRUNK_WELL, 2 },
    { "RTRTRT", OD_TRUNK_WELL, 3 },
    { "RNRNR", OD_TRUNK_SICK, 0 }, /* a bad number is no sign of life */
    { "RrRrR", OD_TRUNK_SICK, 0 }, /* it rings, and then refuses */
    { "RRRr", OD_TRUNK_RECOVERING, 0 },
    { "RRRrR", OD_TRUNK_SICK, 0 },
    { "RRRT", OD_TRUNK_RECOVERING, 0 },
    { "RRRTTT", OD_TRUNK_WELL, 0 },
    { "RRRTTR", OD_TRUNK_SICK, 0 },
    { "RRRTTTRT", OD_TRUNK_WELL, 1 },
    { "NNNNNNNNNNNNNNNNNNN", OD_TRUNK_WELL, 0 },
    { "NNNNNNNNNNNNNNNNNNNN", OD_TRUNK_SICK, 0 },
    { "NNNNNNNNNNTNNNNNNNNNNNNNNNNNNN", OD_TRUNK_WELL, 0 },
    /* Every other call of a trunk that never refused one. */
    { "TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTRTRTRTRTRTRTRTRTR", OD_TRUNK_SICK, 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++) {
    OdTrunkWatch watch;
    guint accused;

    od_trunk_watch_init (&watch);
    accused = play (&watch, stories[i].story);
    g_test_message ("%s", stories[i].story);
    g_assert_cmpint (watch.state, ==, stories[i].state);
    g_assert_cmpuint (accused, ==, stories[i].accused);
  }
}

static void
refuse (OdTrunkWatch *watch, guint retry_after_s, gint64 now_us)
{
  GArray *accused;

  od_trunk_watch_note (watch, OD_TRUNK_REFUSED, 1, retry_after_s, now_us, &accused);
  g_assert_null (accused);
}

static void
test_trials_come_alone_and_ever_later (void)
{
  OdTrunkWatch watch;
  gint64 now_us = G_USEC_PER_SEC, last_us = 0;

  od_trunk_watch_init (&watch);
  g_assert_cmpint (od_trunk_watch_get_room (&watch, 50, now_us), ==, G_MAXINT);
  for (int i = 0; i < 3; i++)
    refuse (&watch, 0, now_us);
  for (int i = 0; i < 20; i++) {
    gint64 pause_us = watch.next_us - now_us;

    g_assert_cmpint (pause_us, >=, last_us);
    g_assert_cmpint (pause_us, <=, OD_TRUNK_LONGEST_PAUSE_US);
    g_assert_cmpint (od_trunk_watch_get_room (&watch, 0, watch.next_us - 1), ==, 0);
    g_assert_cmpint (od_trunk_watch_get_room (&watch, 1, watch.next_us), ==, 0);
    g_assert_cmpint (od_trunk_watch_get_room (&watch, 0, watch.next_us), ==, 1);
    last_us = pause_us;
    now_us = watch.next_us + 1;
    refuse (&watch, 0, now_us);
  }
  g_assert_cmpint (last_us, ==, OD_TRUNK_LONGEST_PAUSE_US);
}

/* A trial has come in vain, whatever the trunk said. */
static void
test_a_trial_without_a_number_has_its_pause (void)
{
  OdTrunkWatch watch;
  GArray *accused;
  gint64 now_us;

  od_trunk_watch_init (&watch);
  for (int i = 0; i < 3; i++)
    refuse (&watch, 0, 0);
  now_us = watch.next_us;
  od_trunk_watch_note (&watch, OD_TRUNK_NO_NUMBER, 2, 0, now_us, &accused);
  g_assert_cmpint (watch.state, ==, OD_TRUNK_SICK);
  g_assert_cmpint (od_trunk_watch_get_room (&watch, 0, now_us), ==, 0);
  g_assert_cmpint (watch.next_us, >, now_us + OD_TRUNK_FIRST_PAUSE_US);
}

/* Fifty calls were out when it fell sick: their refusals are one sickness. */
static void
test_stragglers_make_no_pause_longer (void)
{
  OdTrunkWatch watch;

  od_trunk_watch_init (&watch);
  for (int i = 0; i < 50; i++)
    refuse (&watch, 0, 1000 + i);
  g_assert_cmpint (watch.next_us, ==, 1002 + OD_TRUNK_FIRST_PAUSE_US);
}

static void
test_retry_after_is_obeyed (void)
{
  OdTrunkWatch watch;

  od_trunk_watch_init (&watch);
  refuse (&watch, 60, 0);
  refuse (&watch, 60, 0);
  refuse (&watch, 60, 0);
  g_assert_cmpint (watch.next_us, ==, 60 * G_USEC_PER_SEC);
  refuse (&watch, 10, 55 * G_USEC_PER_SEC);
  g_assert_cmpint (watch.next_us, ==, 65 * G_USEC_PER_SEC);
  refuse (&watch, 100000, 70 * G_USEC_PER_SEC);
  g_assert_cmpint (watch.next_us, ==,
                   (70 + OD_TRUNK_LONGEST_RETRY_AFTER_S) * (gint64) G_USEC_PER_SEC);
}

/* One in three of its calls has always been refused: that is how it is. */
static void
test_a_habit_is_no_sickness (void)
{
  OdTrunkWatch watch;

  od_trunk_watch_init (&watch);
  watch.past = 1.0 / 3;
  for (int i = 0; i < 100; i++)
    play (&watch, "RTT");
  g_assert_cmpint (watch.state, ==, OD_TRUNK_WELL);
  g_assert_cmpfloat_with_epsilon (watch.past, 1.0 / 3, 0.02);
}

/* --- days of it ------------------------------------------------------------------- */

#define N_LEADS 40
#define STEPS   600

typedef enum { GOOD, REFUSES, SILENT, KNOWS_NOBODY, N_MOODS } Mood;

typedef struct {
  OdScene *scene;
  OdTrunkWatch watch;
  Mood mood;
  gboolean want; /* nothing leaves */
  gint64 now_us;
  gint64 first;           /* lead's id */
  guint invites[N_LEADS]; /* that left */
  gint64 last_trial;      /* the lead of it */
  guint n_trials;
} World;

/* What a number does by itself: one in ten does not exist, one in ten is always refused.
 */
static OdEndReason
end_of (const World *world, gint64 lead)
{
  static const OdEndReason of_mood[N_MOODS] = { [REFUSES] = OD_END_TRUNK_REFUSED,
                                                [SILENT] = OD_END_NO_REPLY,
                                                [KNOWS_NOBODY] = OD_END_BAD_NUMBER };

  if (world->mood != GOOD)
    return of_mood[world->mood];
  if (lead % 10 == 3)
    return OD_END_BAD_NUMBER;

  return lead % 10 == 7 ? OD_END_TRUNK_REFUSED : OD_END_BUSY;
}

static gint64
ask (World *world, const char *sql)
{
  gint64 found = od_scene_ask (od_scene_begin (world->scene), sql);

  od_scene_commit (world->scene);
  return found;
}

static void
tell_watch (World *world, gint64 lead, OdEndReason end)
{
  OdTrunkWord word = od_end_reason_is_trunks (end) ? OD_TRUNK_REFUSED
                     : end == OD_END_BAD_NUMBER    ? OD_TRUNK_NO_NUMBER
                                                   : OD_TRUNK_THROUGH;
  g_autoptr (GArray) accused = NULL;
  g_autoptr (GError) error = NULL;

  od_trunk_watch_note (&world->watch, word, lead, 0, world->now_us, &accused);
  for (guint i = 0; accused != NULL && i < accused->len; i++) {
    OD_OK (od_call_store_accuse (od_scene_begin (world->scene),
                                 g_array_index (accused, gint64, i), &error));
    od_scene_commit (world->scene);
  }
}

static void
call_one (World *world)
{
  static guint n;
  g_autofree char *id = g_strdup_printf ("call-%u", ++n);
  g_autofree char *sql = g_strdup_printf ("SELECT lead_id FROM call WHERE id = '%s'", id);
  gboolean trial = world->watch.state == OD_TRUNK_SICK;
  gboolean choice = ask (world, "SELECT count(*) FROM lead WHERE dial_state = 0") > 1;
  OdEndReason end;
  gint64 lead;

  g_assert_true (od_scene_begin_call (world->scene, world->scene->campaign, id));
  lead = ask (world, sql);
  end = world->want ? OD_END_NOT_PLACED : end_of (world, lead);
  od_scene_step (world->scene, id, OD_CALL_FAIL, 0, end);
  if (world->want)
    return;

  world->invites[lead - world->first]++;
  if (trial) {
    g_assert_true (!choice || lead != world->last_trial);
    world->last_trial = lead;
    world->n_trials++;
  }
  tell_watch (world, lead, end);
}

static void
step (World *world)
{
  g_autoptr (GError) error = NULL;
  gint64 span_s = g_test_rand_int_range (1, 300);
  guint woken;

  world->now_us += span_s * G_USEC_PER_SEC;
  world->scene->now_ms += span_s * 1000;
  if (g_test_rand_int_range (0, 10) == 0)
    world->mood = g_test_rand_int_range (0, N_MOODS);
  world->want = g_test_rand_int_range (0, 15) == 0;
  OD_OK (od_lead_state_store_wake (od_scene_begin (world->scene), 100, &woken, &error));
  od_scene_commit (world->scene);
  for (int i = g_test_rand_int_range (0, 4); i > 0; i--) {
    if (od_trunk_watch_get_room (&world->watch, 0, world->now_us) > 0
        && ask (world, "SELECT count(*) FROM lead WHERE dial_state = 0") > 0)
      call_one (world);
  }
}

static void
check_lead (World *world, gint64 lead)
{
  g_autofree char *spent = g_strdup_printf (
    "SELECT attempts + given_back FROM lead WHERE id = %" G_GINT64_FORMAT, lead);
  /* Done without a reason: no person, no verdict on the number, no rule. */
  g_autofree char *burnt = g_strdup_printf (
    "SELECT count(*) FROM lead l WHERE id = %" G_GINT64_FORMAT " AND dial_state = %d"
    " AND refusals < %d AND attempts + given_back < %d AND NOT EXISTS (SELECT 1 FROM"
    " call WHERE lead_id = l.id AND end_reason IN (%d, %d))",
    lead, OD_LEAD_DONE, OD_LEAD_MAX_REFUSALS, OD_SETTLE_MAX_INVITES, OD_END_BUSY,
    OD_END_BAD_NUMBER);

  g_assert_cmpint (ask (world, spent), ==, world->invites[lead - world->first]);
  g_assert_cmpuint (world->invites[lead - world->first], <=, OD_SETTLE_MAX_INVITES);
  g_assert_cmpint (ask (world, burnt), ==, 0);
}

static void
test_nobody_is_burnt (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  World world = { .scene = s, .now_us = G_USEC_PER_SEC };

  od_trunk_watch_init (&world.watch);
  world.first = od_scene_add_leads (s, s->leadset, "NEW", 44100, N_LEADS) - N_LEADS + 1;
  for (int i = 0; i < STEPS; i++)
    step (&world);
  for (int i = 0; i < N_LEADS; i++)
    check_lead (&world, world.first + i);
  g_test_message ("%u trials; %d leads done", world.n_trials,
                  (int) ask (&world, "SELECT count(*) FROM lead WHERE dial_state = 3"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trunk-watch/stories", test_stories);
  g_test_add_func ("/trunk-watch/trials", test_trials_come_alone_and_ever_later);
  g_test_add_func ("/trunk-watch/trial-without-a-number",
                   test_a_trial_without_a_number_has_its_pause);
  g_test_add_func ("/trunk-watch/stragglers", test_stragglers_make_no_pause_longer);
  g_test_add_func ("/trunk-watch/retry-after", test_retry_after_is_obeyed);
  g_test_add_func ("/trunk-watch/habit", test_a_habit_is_no_sickness);
  g_test_add_func ("/trunk-watch/nobody-is-burnt", test_nobody_is_burnt);
  return g_test_run ();
}
