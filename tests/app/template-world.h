/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shift/agent-peer.h"
#include "app/supervisor/office.h"

#include <adwaita.h>

/*
 * What widgets stand on: real small servers, and what is read from them. Each comes when
 * it is first asked for, and lives until world_tear_down().
 */
typedef struct {
  GtkApplication *app; /* lent */
  GtkWidget *parent;   /* a window that is there already; NULL: none yet; so below */
  Office office;       /* a supervisor's; its peer is NULL before */
  AgentPeer agent;     /* likewise */
  OdShift *shift;      /* the agent's, at work */
  gpointer staging;    /* three rows */
  gpointer sheet;      /* three rows, to be mapped */
  OdRecord *leadset;
  gboolean filled;
} World;

void world_tear_down (World *world);

/* world_make_…: the widget of that template, with something to show. */
GtkWidget *world_make_agent_header (World *world);
GtkWidget *world_make_agent_shortcuts (World *world);
GtkWidget *world_make_agent_window (World *world);
GtkWidget *world_make_bulk_agents_dialog (World *world);
GtkWidget *world_make_campaign_board (World *world);
GtkWidget *world_make_campaign_dialog (World *world);
GtkWidget *world_make_chips_entry (World *world);
GtkWidget *world_make_dashboard_tiles (World *world);
GtkWidget *world_make_data_suite (World *world);
GtkWidget *world_make_export_bar (World *world);
GtkWidget *world_make_record_table (World *world);
GtkWidget *world_make_hour_card (World *world);
GtkWidget *world_make_hour_chart (World *world);
GtkWidget *world_make_import_window (World *world);
GtkWidget *world_make_invalid_details (World *world);
GtkWidget *world_make_lead_table (World *world);
GtkWidget *world_make_leadset_board (World *world);
GtkWidget *world_make_leadset_dialog (World *world);
GtkWidget *world_make_leaving_bar (World *world);
GtkWidget *world_make_link_banner (World *world);
GtkWidget *world_make_mapping_grid (World *world);
GtkWidget *world_make_new_agents_window (World *world);
GtkWidget *world_make_pie_chart (World *world);
GtkWidget *world_make_recycle_dialog (World *world);
GtkWidget *world_make_result_view (World *world);
GtkWidget *world_make_rehearsal_dialog (World *world);
GtkWidget *world_make_script_dialog (World *world);
GtkWidget *world_make_script_preview (World *world);
GtkWidget *world_make_settings_window (World *world);
GtkWidget *world_make_sign_in_window (World *world);
GtkWidget *world_make_sql_console (World *world);
GtkWidget *world_make_staged_grid (World *world);
GtkWidget *world_make_supervisor_shortcuts (World *world);
GtkWidget *world_make_supervisor_window (World *world);
GtkWidget *world_make_tile (World *world);
GtkWidget *world_make_retry_dialog (World *world);
GtkWidget *world_make_upload_page (World *world);
GtkWidget *world_make_user_dialog (World *world);
GtkWidget *world_make_work_page (World *world);
