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

OdBoard *
od_board_new (void)
{
  OdBoard *board = g_new0 (OdBoard, 1);

  board->pie = slices_new ();
  board->activity = slices_new ();
  board->agent_calls = g_array_new (FALSE, TRUE, sizeof (OdAgentCalls));
  return board;
}

void
od_board_free (OdBoard *board)
{
  g_array_unref (board->pie);
  g_array_unref (board->activity);
  g_array_unref (board->agent_calls);
  g_free (board);
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
