/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moves and answers of one machine. Pure; any thread.
 */
#include "shared/model/state-table.h"

#include "shared/model/names.h"

gboolean
od_state_table_next (const OdStateTable *table, guint from, guint event, guint *to)
{
  for (gsize i = 0; i < table->n_edges; i++) {
    if (table->edges[i].from == from && table->edges[i].event == event) {
      *to = table->edges[i].to;
      return TRUE;
    }
  }

  return FALSE;
}

const char *
od_state_table_get_name (const OdStateTable *table, guint state)
{
  g_return_val_if_fail (state < table->n, NULL);
  return table->rows[state].name;
}

gboolean
od_state_table_from_name (const OdStateTable *table, const char *name, guint *state)
{
  return od_names_find (table->rows, sizeof *table->rows, table->n, name, state);
}

gboolean
od_state_table_is (const OdStateTable *table, guint state, guint question)
{
  const OdStateRow *row = state < table->n ? &table->rows[state] : NULL;

  if (row == NULL || row->state != state || row->answers[question] == UNDECIDED)
    g_error ("nobody has decided what state %u means, of those below %s", state,
             table->end);
  return row->answers[question] == YES;
}
