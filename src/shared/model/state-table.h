/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A machine as two tables: its moves, and what each state means to those who ask. Stands
 * in the .c of the machine, whose own functions ask it. Pure; any thread.
 *
 * Rows are in the order of the enum, each begins with its own state, and the .c asserts
 * that there are as many: a state that is added, wherever, does not compile without a
 * row, and aborts whoever asks while its row stands elsewhere.
 */
typedef struct {
  guint from;
  guint event;
  guint to;
} OdStateEdge;

/* An answer that was left out is none. */
typedef enum { UNDECIDED, NO, YES } OdStateAnswer;

typedef struct {
  const char *name;
  guint state;
  OdStateAnswer answers[4]; /* by the machine's own questions */
} OdStateRow;

typedef struct {
  const OdStateEdge *edges;
  gsize n_edges;
  const OdStateRow *rows;
  guint n;         /* of states */
  const char *end; /* what the enum calls @n */
} OdStateTable;

#define OD_STATE_TABLE(edges, rows, end)                                                 \
  {                                                                                      \
    edges, G_N_ELEMENTS (edges), rows, end, #end                                         \
  }

/** od_state_table_next: FALSE: there is no such move; @to is untouched. */
gboolean
od_state_table_next (const OdStateTable *table, guint from, guint event, guint *to);

const char *od_state_table_get_name (const OdStateTable *table, guint state);

/** od_state_table_from_name: FALSE when @name is no state. */
gboolean
od_state_table_from_name (const OdStateTable *table, const char *name, guint *state);

/** od_state_table_is: aborts where there is no answer. */
gboolean od_state_table_is (const OdStateTable *table, guint state, guint question);
