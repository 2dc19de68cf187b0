/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who gets the lead, as a table.
 */
#include "daemon/dialer/ways/agent-picker.h"

#include "support/waiting.h"

#define CAMPAIGN 7
#define OTHER    8

/* One agent of a row. id 0 ends the list. */
typedef struct {
  gint64 id;
  OdAgentState state;
  gint64 since_us;
  gboolean off_line;
  gint64 campaign_id; /* 0: CAMPAIGN */
} Somebody;

typedef struct {
  const char *what;
  Somebody people[4];
  gint64 picked; /* 0: nobody */
} Row;

/* clang-format off */
static const Row rows[] = {
  { "nobody", { { 0 } }, 0 },
  { "one who is ready", { { 1, OD_AGENT_READY, 5 } }, 1 },
  { "the longest ready",
    { { 1, OD_AGENT_READY, 30 }, { 2, OD_AGENT_READY, 10 }, { 3, OD_AGENT_READY, 20 } },
    2 },
  { "equally long: the lower id",
    { { 9, OD_AGENT_READY, 5 }, { 4, OD_AGENT_READY, 5 }, { 6, OD_AGENT_READY, 5 } }, 4 },
  { "who asked to pause comes last, however long there",
    { { 1, OD_AGENT_PAUSING, 1 }, { 2, OD_AGENT_READY, 99 } }, 2 },
  { "who asked to pause is better than nobody", { { 3, OD_AGENT_PAUSING, 1 } }, 3 },
  { "a phone that is not up", { { 1, OD_AGENT_READY, 1, TRUE } }, 0 },
  { "another campaign's", { { 1, OD_AGENT_READY, 1, FALSE, OTHER } }, 0 },
  { "offline", { { 1, OD_AGENT_OFFLINE, 1 } }, 0 },
  { "paused", { { 1, OD_AGENT_PAUSED, 1 } }, 0 },
  { "reserved", { { 1, OD_AGENT_RESERVED, 1 } }, 0 },
  { "in call", { { 1, OD_AGENT_IN_CALL, 1 } }, 0 },
  { "disposing", { { 1, OD_AGENT_DISPOSING, 1 } }, 0 },
  { "wrapping up", { { 1, OD_AGENT_WRAP_UP, 1 } }, 0 },
};
/* clang-format on */

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (OdFloor) floor = od_floor_new (od_clock_system ());
  OdFloorAgent *picked;

  for (guint i = 0; row->people[i].id != 0; i++) {
    const Somebody *somebody = &row->people[i];
    OdFloorAgent *agent = od_floor_add_agent (floor, somebody->id, "somebody");

    agent->state = somebody->state;
    agent->since_us = somebody->since_us;
    agent->line.state = somebody->off_line ? OD_LINE_CALLING : OD_LINE_UP;
    od_floor_set_campaign (floor, agent,
                           somebody->campaign_id != 0 ? somebody->campaign_id : CAMPAIGN);
  }

  picked = od_agent_picker_pick (floor, CAMPAIGN);
  g_assert_cmpint (picked != NULL ? picked->id : 0, ==, row->picked);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/agent-picker/", rows[i].what, NULL);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
