/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts for one screen, as plain numbers. Pure.
 */
#include "shared/model/tally.h"

static void
clear_slice (gpointer data)
{
  OdSlice *slice = data;

  g_free (slice->label);
}

static GArray *
slices_new (void)
{
  GArray *slices = g_array_new (FALSE, TRUE, sizeof (OdSlice));

  g_array_set_clear_func (slices, clear_slice);
  return slices;
}

static void
clear_not_dialable (gpointer data)
{
  OdNotDialable *leads = data;

  g_free (leads->status);
}

const char *
od_tally_why_get_name (OdTallyWhy why)
{
  static const char *const names[OD_TALLY_N_WHYS] = {
    [OD_TALLY_WHY_CALLING] = "calling",
    [OD_TALLY_WHY_RETRY] = "waiting-retry",
    [OD_TALLY_WHY_INTERRUPTED] = "interrupted",
    [OD_TALLY_WHY_FINISHED] = "finished",
    [OD_TALLY_WHY_DO_NOT_CALL] = "do-not-call",
    [OD_TALLY_WHY_BAD_NUMBER] = "bad-number",
    [OD_TALLY_WHY_LEADSET] = "leadset-inactive",
    [OD_TALLY_WHY_NO_CAMPAIGN] = "no-campaign",
    [OD_TALLY_WHY_CAMPAIGN] = "campaign-inactive",
    [OD_TALLY_WHY_STATUS] = "status",
  };

  g_return_val_if_fail (why >= 0 && why < OD_TALLY_N_WHYS, NULL);
  return names[why];
}

OdBoard *
od_board_new (void)
{
  OdBoard *board = g_new0 (OdBoard, 1);

  board->not_dialable = g_array_new (FALSE, TRUE, sizeof (OdNotDialable));
  g_array_set_clear_func (board->not_dialable, clear_not_dialable);
  board->pie = slices_new ();
  board->activity = slices_new ();
  board->agent_calls = g_array_new (FALSE, TRUE, sizeof (OdAgentCalls));
  return board;
}

void
od_board_free (OdBoard *board)
{
  g_array_unref (board->not_dialable);
  g_array_unref (board->pie);
  g_array_unref (board->activity);
  g_array_unref (board->agent_calls);
  g_free (board);
}

void
od_board_add_leads (OdBoard *board, OdTallyWhy why, const char *status, gint64 n)
{
  GArray *all = board->not_dialable;
  OdNotDialable leads = { why, NULL, n };
  guint told = 0;

  for (guint i = 0; i < all->len; i++) {
    OdNotDialable *one = &g_array_index (all, OdNotDialable, i);

    if (one->why == why && one->status == NULL) {
      one->n += n;
      return;
    }
    told += one->why == OD_TALLY_WHY_STATUS;
  }

  if (why == OD_TALLY_WHY_STATUS && told < OD_TALLY_MAX_STATUSES)
    leads.status = g_strdup (status);
  g_array_append_val (all, leads);
}

OdAgentCalls *
od_board_get_agent_calls (OdBoard *board, gint64 agent_id)
{
  OdAgentCalls calls = { agent_id, 0, 0 };

  for (guint i = 0; i < board->agent_calls->len; i++) {
    OdAgentCalls *one = &g_array_index (board->agent_calls, OdAgentCalls, i);

    if (one->agent_id == agent_id)
      return one;
  }

  g_array_append_val (board->agent_calls, calls);
  return &g_array_index (board->agent_calls, OdAgentCalls, board->agent_calls->len - 1);
}

void
od_board_add_slice (GArray *slices, const char *label, gint64 agent_id, gint64 n)
{
  OdSlice slice = { g_strdup (label), agent_id, n };

  g_array_append_val (slices, slice);
}
