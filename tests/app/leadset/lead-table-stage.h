/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/leadset/lead-table.h"
#include "app/sync/http-peer.h"
#include "support/seen.h"
#include "support/waiting.h"

/*
 * Leadset Data over a real small server, which has PAGES pages of leads.
 */
#define LIMIT_S 20
#define PAGE    150 /* leads in an answer that looks for none in particular */
#define PAGES   4

typedef struct {
  Peer *peer;
  OdDesk *desk;
  GtkWidget *window; /* the parent */
  OdLeadTable *table;
  const char *wanted; /* a query or a file that is waited for */
  GPtrArray *queries; /* (element-type utf8): of the leads, in order */
  guint n_rows;
  double place;
  gboolean silent;    /* the server keeps its second page to itself */
  gboolean refuses;   /* the server, every page */
  gboolean boardless; /* the server has no board */
  gboolean corrected; /* the server heard of another outcome: nobody calls lead 1 again */
} TableStage;

/** table_stage_set_up, table_stage_tear_down: for g_test_add (). */
void table_stage_set_up (TableStage *f, gconstpointer data);
void table_stage_tear_down (TableStage *f, gconstpointer data);

/** table_stage_open: Leadset Data; @disposition: as for od_lead_table_new(). */
void table_stage_open (TableStage *f, const char *disposition);

/** table_stage_search: as if it were typed. */
void table_stage_search (TableStage *f, const char *text);

void table_stage_await_words (TableStage *f, const char *words);
void table_stage_await_rows (TableStage *f, guint n);

/** table_stage_await_query: until the server was asked for leads so. */
void table_stage_await_query (TableStage *f, const char *query);

/** table_stage_get_query: the last one. Lent. */
const char *table_stage_get_query (TableStage *f);

/** table_stage_get_rows: those that are seen. Lent. */
GListModel *table_stage_get_rows (TableStage *f);

/** table_stage_is_closed: @stage: a TableStage whose table is held by a weak pointer: it
 * is gone. */
gboolean table_stage_is_closed (gpointer stage);
