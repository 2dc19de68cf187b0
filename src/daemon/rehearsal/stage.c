/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One simulated day, event by event; a day knows no other. Plain C, any thread.
 */
#include "daemon/rehearsal/stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DECISION_GAP 0.1 /* between two decisions after events */

typedef enum { CALL_ENDS, TALK_ENDS, WRAP_ENDS, PATIENCE_ENDS, TICK, AGAIN } MomentKind;

typedef struct {
  double at;
  MomentKind kind;
  int id;
  unsigned use; /* of a call's number, which is used again */
} Moment;

typedef struct {
  enum { UNUSED, RINGS, WAITS } state;
  bool answered; /* how its ringing will end, */
  bool person;   /* and who that will be */
  unsigned use;
} Call;

typedef struct {
  double wrap; /* how long it will be after this talk */
  bool person; /* with whom it is */
} Agent;

/* Numbers of calls or agents, first in, first out. */
typedef struct {
  int *ids;
  int n, space;
} Line;

typedef struct {
  const OdStageWorld *world;
  const OdStageDialer *dialer;
  void *state; /* of the dialer */
  OdDice dice;
  OdStageResult *result;
  double now, decided;
  double again; /* when the dialer wants to be asked; one that was is in the past */
  Moment *heap;
  int n_moments, moment_space;
  Call *calls;
  int n_calls, call_space;
  Line unused, waiting, idle;
  int ringing, talking;
  Agent *agents;
  long placed, people, abandoned; /* today */
  OdStageSlice unwanted;
} Day;

/* (transfer full): @place with room for @n things of @size. */
static void *
grow (void *place, int n, size_t size)
{
  place = realloc (place, (size_t) n * size);
  if (place == NULL)
    abort ();
  return place;
}

static void
line_add (Line *line, int id)
{
  if (line->n == line->space) {
    line->space = line->space * 2 + 64;
    line->ids = grow (line->ids, line->space, sizeof *line->ids);
  }
  line->ids[line->n++] = id;
}

static int
line_take (Line *line, int position)
{
  int id = line->ids[position];

  line->n--;
  memmove (line->ids + position, line->ids + position + 1,
           (line->n - position) * sizeof *line->ids);
  return id;
}

static void
await (Day *day, double at, MomentKind kind, int id, unsigned use)
{
  int i = day->n_moments++;

  if (day->n_moments > day->moment_space) {
    day->moment_space = day->moment_space * 2 + 64;
    day->heap = grow (day->heap, day->moment_space, sizeof *day->heap);
  }
  for (; i > 0 && day->heap[(i - 1) / 2].at > at; i = (i - 1) / 2)
    day->heap[i] = day->heap[(i - 1) / 2];
  day->heap[i] = (Moment){ at, kind, id, use };
}

static Moment
next_moment (Day *day)
{
  Moment first = day->heap[0], last = day->heap[--day->n_moments];
  int i = 0, child;

  while ((child = 2 * i + 1) < day->n_moments) {
    if (child + 1 < day->n_moments && day->heap[child + 1].at < day->heap[child].at)
      child++;
    if (day->heap[child].at >= last.at)
      break;
    day->heap[i] = day->heap[child];
    i = child;
  }
  day->heap[i] = last;
  return first;
}

/* What happens now is counted here as well, if anybody wants it by the quarter. */
static OdStageSlice *
get_slice (Day *day)
{
  return day->result->slices == NULL
           ? &day->unwanted
           : &day->result->slices[(int) (day->now / OD_STAGE_SLICE_S)];
}

/* The cap is looked at after every event: waiting people have answered and are not lost.
 */
static void
tell (Day *day, OdPacerEventKind kind, int call, int agent)
{
  OdPacerEvent event = {
    .at_s = day->now, .kind = kind, .call = (uint64_t) (call + 1), .agent = agent + 1
  };

  day->result->breaches += day->abandoned * 1000 > day->world->cap_permille * day->people;
  day->dialer->event (day->state, &event);
}

static int
take_unused_call (Day *day)
{
  if (day->unused.n > 0)
    return line_take (&day->unused, day->unused.n - 1);

  if (day->n_calls == day->call_space) {
    day->call_space = day->call_space * 2 + 256;
    day->calls = grow (day->calls, day->call_space, sizeof *day->calls);
  }
  day->calls[day->n_calls].use = 0;
  return day->n_calls++;
}

static void
place (Day *day)
{
  int id = take_unused_call (day);
  const OdStageWorld *world = day->world;
  OdStageCall drawn = world->draw_call (world->data, &day->dice, day->now);
  bool person = world->draw_person == NULL || !drawn.answered
                || world->draw_person (world->data, &day->dice);

  day->calls[id] = (Call){ RINGS, drawn.answered, person, day->calls[id].use + 1 };
  day->ringing++;
  day->placed++;
  get_slice (day)->placed++;
  await (day, day->now + drawn.after_s, CALL_ENDS, id, 0);
  tell (day, OD_PACER_LAUNCH, id, -1);
}

static void
forget_call (Day *day, int id)
{
  day->calls[id].state = UNUSED;
  line_add (&day->unused, id);
}

static void
connect_call (Day *day, int id)
{
  int agent = line_take (&day->idle, 0);
  const OdStageWorld *world = day->world;
  double talk = world->draw_talk (world->data, &day->dice);

  day->agents[agent].wrap = world->draw_wrap (world->data, &day->dice);
  day->agents[agent].person = day->calls[id].person;
  day->talking++;
  day->result->served++;
  get_slice (day)->served++;
  await (day, day->now + talk, TALK_ENDS, agent, 0);
  tell (day, OD_PACER_CONNECT, id, agent);
  forget_call (day, id);
}

static void
end_ringing (Day *day, int id)
{
  day->ringing--;
  if (!day->calls[id].answered) {
    forget_call (day, id);
    tell (day, OD_PACER_FAIL, id, -1);
    return;
  }

  day->result->answered++;
  get_slice (day)->answered++;
  day->people += day->calls[id].person;
  tell (day, OD_PACER_ANSWER, id, -1);
  if (day->idle.n > 0) {
    connect_call (day, id);
    return;
  }
  day->calls[id].state = WAITS;
  line_add (&day->waiting, id);
  await (day, day->now + day->world->draw_patience (day->world->data, &day->dice),
         PATIENCE_ENDS, id, day->calls[id].use);
}

/* Nobody found out whether it was a person, so it was one. FALSE: an agent came first. */
static bool
end_patience (Day *day, int id, unsigned use)
{
  int place_in_line = 0;

  if (day->calls[id].use != use || day->calls[id].state != WAITS)
    return false;

  while (day->waiting.ids[place_in_line] != id)
    place_in_line++;
  line_take (&day->waiting, place_in_line);
  day->abandoned++;
  day->people += !day->calls[id].person;
  get_slice (day)->abandoned++;
  forget_call (day, id);
  tell (day, OD_PACER_ABANDON, id, -1);
  return true;
}

static void
end_talk (Day *day, int agent)
{
  day->talking--;
  await (day, day->now + day->agents[agent].wrap, WRAP_ENDS, agent, 0);
  tell (day, OD_PACER_TALK_END, -1, agent);
}

static void
end_wrap (Day *day, int agent)
{
  line_add (&day->idle, agent);
  if (day->agents[agent].person && day->dialer->person != NULL)
    day->dialer->person (day->state);
  tell (day, OD_PACER_WRAP_END, -1, agent);
  if (day->waiting.n > 0)
    connect_call (day, line_take (&day->waiting, 0));
}

static double
count_us (const struct timespec *from, const struct timespec *to)
{
  return (to->tv_sec - from->tv_sec) * 1e6 + (to->tv_nsec - from->tv_nsec) / 1e3;
}

static bool
has_leads (const Day *day)
{
  return day->world->leads == 0 || day->placed < day->world->leads;
}

static void
decide (Day *day)
{
  OdStageView view = { .now_s = day->now,
                       .agents = day->world->agents,
                       .idle = day->idle.n,
                       .talking = day->talking,
                       .ringing = day->ringing,
                       .waiting = day->waiting.n };
  struct timespec before, after;
  double again = 0;
  int calls;

  day->decided = day->now;
  clock_gettime (CLOCK_MONOTONIC, &before);
  calls = day->dialer->decide (day->state, &view, &again);
  clock_gettime (CLOCK_MONOTONIC, &after);
  day->result->decisions++;
  day->result->deciding_us += count_us (&before, &after);
  while (calls-- > 0 && has_leads (day))
    place (day);
  if (again > day->now && day->again <= day->now)
    await (day, day->again = again, AGAIN, 0, 0);
}

static bool
is_enough (const Day *day)
{
  const OdStageWorld *world = day->world;

  return (world->calls > 0 && day->placed >= world->calls)
         || (world->is_wanted != NULL && !world->is_wanted (world->asker));
}

/* Returns: whether anything has changed that a decision could rest on. */
static bool
happen (Day *day, const Moment *moment)
{
  switch (moment->kind) {
  case CALL_ENDS:
    end_ringing (day, moment->id);
    return true;
  case TALK_ENDS:
    end_talk (day, moment->id);
    return true;
  case WRAP_ENDS:
    end_wrap (day, moment->id);
    return true;
  case PATIENCE_ENDS:
    return end_patience (day, moment->id, moment->use);
  case TICK:
    day->result->broken_off = is_enough (day);
    if (!day->result->broken_off)
      decide (day);
    await (day, day->now + OD_STAGE_PERIOD_S, TICK, 0, 0);
    return false;
  case AGAIN:
    decide (day);
    return false;
  }

  return false;
}

static void
begin (Day *day, uint64_t seed)
{
  od_dice_seed (&day->dice, seed);
  day->agents = grow (NULL, day->world->agents, sizeof *day->agents);
  for (int i = 0; i < day->world->agents; i++)
    line_add (&day->idle, i);
  day->decided = -1;
  await (day, 0, TICK, 0, 0);
}

static void
finish (Day *day)
{
  day->result->placed += day->placed;
  day->result->people += day->people;
  day->result->abandoned += day->abandoned;
  day->result->played_s += day->now;
  day->result->paid_s += day->world->agents * day->now;
  free (day->heap);
  free (day->calls);
  free (day->unused.ids);
  free (day->waiting.ids);
  free (day->idle.ids);
  free (day->agents);
}

/* Time goes on to @until. */
static void
pass (Day *day, double until)
{
  int agents = day->world->agents, busy = agents - day->idle.n;

  day->result->busy_s += busy * (until - day->now);
  while (day->result->slices != NULL && day->now < until) {
    OdStageSlice *slice = get_slice (day);
    double end = (slice - day->result->slices + 1.0) * OD_STAGE_SLICE_S;
    double step = fmin (end, until) - day->now;

    slice->paid_s += agents * step;
    slice->busy_s += busy * step;
    day->now = fmin (end, until);
  }
  day->now = until;
}

/* Who answered the last lead has been heard, or it is broken off. */
static bool
is_over (const Day *day)
{
  return day->result->broken_off
         || (!has_leads (day) && day->ringing == 0 && day->waiting.n == 0);
}

void
od_stage_play (const OdStageWorld *world,
               const OdStageDialer *dialer,
               void *state,
               uint64_t seed,
               OdStageResult *result)
{
  Day day = { .world = world, .dialer = dialer, .state = state, .result = result };
  double end = world->hours * 3600;

  begin (&day, seed);
  while (day.now < end && !is_over (&day)) {
    Moment moment = next_moment (&day);
    double until = moment.at < end ? moment.at : end;

    pass (&day, until);
    if (until < end && happen (&day, &moment) && dialer->event_driven
        && day.now - day.decided >= DECISION_GAP)
      decide (&day);
  }
  finish (&day);
}
