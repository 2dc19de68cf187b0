/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes the widgets that need something to stand on.
 */
#include "app/template-world.h"

#include "app/agent/agent-header.h"
#include "app/agent/agent-shortcuts.h"
#include "app/agent/agent-window.h"
#include "app/agent/invalid-details.h"
#include "app/agent/leaving-bar.h"
#include "app/agent/work-page.h"
#include "app/charts/hour-chart.h"
#include "app/charts/pie-chart.h"
#include "app/charts/tile.h"
#include "app/form/chips-entry.h"
#include "app/leadset/export-bar.h"
#include "app/suite/import-window.h"
#include "app/leadset/lead-table.h"
#include "app/leadset/leadset-board.h"
#include "app/leadset/leadset-dialog.h"
#include "app/suite/mapping-grid.h"
#include "app/leadset/recycle-dialog.h"
#include "app/leadset/retry-dialog.h"
#include "app/suite/upload-page.h"
#include "app/list/record-table.h"
#include "app/sign-in-window.h"
#include "app/signs/link-banner.h"
#include "app/suite/data-suite.h"
#include "app/suite/result-view.h"
#include "app/suite/sql-console.h"
#include "app/suite/staged-grid.h"
#include "app/supervisor/bulk-agents-dialog.h"
#include "app/supervisor/campaign-board.h"
#include "app/supervisor/campaign-dialog.h"
#include "app/supervisor/dashboard-tiles.h"
#include "app/supervisor/hour-card.h"
#include "app/supervisor/new-agents-window.h"
#include "app/supervisor/rehearsal-dialog.h"
#include "app/supervisor/script-dialog.h"
#include "app/supervisor/script-preview.h"
#include "app/supervisor/settings-window.h"
#include "app/supervisor/supervisor-shortcuts.h"
#include "app/supervisor/supervisor-window.h"
#include "app/supervisor/user-dialog.h"

#define ROWS                                                                             \
  "Phone,Status,Town\n44116,Ready,Leicester\nabc,Ready,Łódź\n44118,Ready,York\n"

/* --- what they stand on ----------------------------------------------------------- */

static GtkWidget *
get_parent (World *world)
{
  if (world->parent == NULL) {
    world->parent = gtk_window_new ();
    gtk_window_present (GTK_WINDOW (world->parent));
  }
  return world->parent;
}

static OdDesk *
get_desk (World *world)
{
  if (world->office.peer == NULL)
    office_open (&world->office);
  return world->office.desk;
}

static OdRecord *
get_campaign (World *world)
{
  get_desk (world);
  return office_get (&world->office, OD_DESK_CAMPAIGNS, 1);
}

static OdRecord *
get_leadset (World *world)
{
  json_t *body;

  if (world->leadset == NULL) {
    body = json_pack ("{s:i, s:s, s:i, s:s, s:b, s:i}", "id", 7, "name", "Guide",
                      "campaign", 1, "description", "", "active", 1, "version", 3);
    world->leadset = od_record_new (body);
    json_decref (body);
  }
  return world->leadset;
}

static AgentPeer *
get_agent (World *world)
{
  if (world->agent.peer == NULL)
    agent_peer_set_up (&world->agent);
  return &world->agent;
}

static gboolean
is_choosing (gpointer shift)
{
  return od_shift_get_step (shift) == OD_SHIFT_CHOOSING;
}

static gboolean
is_working (gpointer shift)
{
  return od_shift_get_step (shift) == OD_SHIFT_WORKING;
}

static OdShift *
get_shift (World *world)
{
  OdShiftOptions options;

  if (world->shift != NULL)
    return world->shift;

  get_agent (world);
  options = agent_peer_get_options (&world->agent);
  world->shift = od_shift_new (world->agent.desk, &options);
  od_shift_start (world->shift);
  od_test_wait_until (is_choosing, world->shift, LIMIT_S, "the choice");
  world->agent.me = ME ("paused", PAUSED);
  od_shift_choose_campaign (world->shift, 1);
  od_test_wait_until (is_working, world->shift, LIMIT_S, "the work");
  return world->shift;
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  od_staging_finish (OD_STAGING (source), result, &error);
  g_assert_no_error (error);
  ((World *) data)->filled = TRUE;
}

static gboolean
is_filled (gpointer data)
{
  return ((World *) data)->filled;
}

static OdStaging *
get_staging (World *world)
{
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_text (ROWS);
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();

  od_column_mapping_map (mapping, 1, OD_COLUMN_PHONE, NULL);
  od_column_mapping_map (mapping, 2, OD_COLUMN_STATUS, NULL);
  od_column_mapping_set_start_row (mapping, 2);
  world->staging = od_staging_new ();
  od_staging_fill_async (world->staging, source, mapping, NULL, NULL, on_filled, world);
  od_test_wait_until (is_filled, world, LIMIT_S, "the rows");
  return world->staging;
}

static gboolean
is_loaded (gpointer sheet)
{
  return od_import_sheet_get_state (sheet) == OD_SHEET_LOADED;
}

static OdImportSheet *
get_sheet (World *world)
{
  world->sheet = od_import_sheet_new (od_desk_get_backend (get_desk (world)));
  od_import_sheet_load_text (world->sheet, ROWS);
  od_test_wait_until (is_loaded, world->sheet, LIMIT_S, "the sheet");
  return world->sheet;
}

void
world_tear_down (World *world)
{
  if (world->parent != NULL)
    gtk_window_destroy (GTK_WINDOW (world->parent));
  if (world->staging != NULL)
    agent_peer_await_end (world->staging, "the staging to end");
  if (world->sheet != NULL)
    agent_peer_await_end (world->sheet, "the sheet to end");
  if (world->shift != NULL) {
    od_shift_leave (world->shift);
    agent_peer_await_end (G_OBJECT (world->shift), "the shift to end");
  }
  if (world->agent.peer != NULL)
    agent_peer_tear_down (&world->agent);
  if (world->office.peer != NULL)
    office_close (&world->office);
  g_clear_object (&world->leadset);
}

/* --- the agent's ------------------------------------------------------------------ */

GtkWidget *
world_make_agent_header (World *world)
{
  GtkWidget *header = g_object_new (OD_TYPE_AGENT_HEADER, NULL);

  od_agent_header_show (OD_AGENT_HEADER (header), get_shift (world), TRUE);
  return header;
}

GtkWidget *
world_make_agent_shortcuts (World *world)
{
  g_autoptr (GtkShortcutsWindow) keys = od_agent_shortcuts_new ();

  return GTK_WIDGET (keys); /* GTK holds it */
}

GtkWidget *
world_make_agent_window (World *world)
{
  OdShiftOptions options = agent_peer_get_options (get_agent (world));

  options = agent_peer_get_options (&world->agent);
  return GTK_WIDGET (od_agent_window_new (world->app, world->agent.desk, &options));
}

GtkWidget *
world_make_invalid_details (World *world)
{
  return GTK_WIDGET (od_invalid_details_new (GTK_WINDOW (get_parent (world)), TRUE));
}

GtkWidget *
world_make_leaving_bar (World *world)
{
  OdLeavingBar *bar = g_object_new (OD_TYPE_LEAVING_BAR, NULL);

  od_leaving_bar_set_shift (bar, get_shift (world));
  od_leaving_bar_begin (bar);
  od_leaving_bar_show (bar, TRUE, FALSE);
  return GTK_WIDGET (bar);
}

GtkWidget *
world_make_work_page (World *world)
{
  OdWorkPage *page = g_object_new (OD_TYPE_WORK_PAGE, NULL);

  od_work_page_set_shift (page, get_shift (world));
  od_work_page_show (page);
  return GTK_WIDGET (page);
}

/* --- charts, signs, lists and forms ----------------------------------------------- */

GtkWidget *
world_make_chips_entry (World *world)
{
  return od_chips_entry_new ("Source Status");
}

GtkWidget *
world_make_link_banner (World *world)
{
  return od_link_banner_new (get_desk (world));
}

GtkWidget *
world_make_hour_chart (World *world)
{
  return g_object_new (OD_TYPE_HOUR_CHART, NULL);
}

GtkWidget *
world_make_pie_chart (World *world)
{
  return od_pie_chart_new ("Calls");
}

GtkWidget *
world_make_tile (World *world)
{
  return od_tile_new ("Calls Ringing");
}

GtkWidget *
world_make_record_table (World *world)
{
  static const OdListColumn column = { .name = "name",
                                       .title = "Name",
                                       .kind = OD_LIST_LINK };
  OdRecordList *rows = od_desk_get_list (get_desk (world), OD_DESK_CAMPAIGNS);

  return od_record_table_new ("Campaigns", G_LIST_MODEL (rows), &column, 1, NULL);
}

/* --- the Data Suite's ------------------------------------------------------------- */

GtkWidget *
world_make_data_suite (World *world)
{
  OdDataSuite *suite = g_object_new (OD_TYPE_DATA_SUITE, NULL);

  od_data_suite_set_staging (suite, get_staging (world));
  od_data_suite_set_filled (suite, TRUE);
  return GTK_WIDGET (suite);
}

GtkWidget *
world_make_result_view (World *world)
{
  char *columns[] = { (char *) "town", NULL };
  char *row[] = { (char *) "York", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  OdStagedResult result = { .columns = columns, .rows = rows };
  OdResultView *view = g_object_new (OD_TYPE_RESULT_VIEW, NULL);

  g_ptr_array_add (rows, row);
  od_result_view_show (view, &result);
  return GTK_WIDGET (view);
}

GtkWidget *
world_make_sql_console (World *world)
{
  OdSqlConsole *console = g_object_new (OD_TYPE_SQL_CONSOLE, NULL);

  od_sql_console_set_staging (console, get_staging (world));
  return GTK_WIDGET (console);
}

GtkWidget *
world_make_staged_grid (World *world)
{
  OdStagedGrid *grid = g_object_new (OD_TYPE_STAGED_GRID, NULL);

  od_staged_grid_set_staging (grid, get_staging (world));
  return GTK_WIDGET (grid);
}

/* --- leadsets --------------------------------------------------------------------- */

/* Nobody is there to answer: that is what it says. */
GtkWidget *
world_make_export_bar (World *world)
{
  OdExportBar *bar = g_object_new (OD_TYPE_EXPORT_BAR, NULL);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/leads.csv");

  od_export_bar_start (bar, od_desk_get_backend (get_desk (world)),
                       "/v1/leadsets/7/leads", file);
  return GTK_WIDGET (bar);
}

GtkWidget *
world_make_import_window (World *world)
{
  return GTK_WIDGET (od_import_window_new (GTK_WINDOW (get_parent (world)),
                                           get_desk (world), get_leadset (world)));
}

GtkWidget *
world_make_lead_table (World *world)
{
  return GTK_WIDGET (od_lead_table_new (GTK_WINDOW (get_parent (world)), get_desk (world),
                                        get_leadset (world), NULL));
}

GtkWidget *
world_make_leadset_board (World *world)
{
  return od_leadset_board_new (get_desk (world), get_leadset (world));
}

/* It gives nothing back: it is the window that was not there before. */
GtkWidget *
world_make_leadset_dialog (World *world)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *parent = get_parent (world);
  guint n = g_list_model_get_n_items (windows);
  g_autoptr (GtkWidget) dialog = NULL;

  od_leadset_dialog_show (parent, get_desk (world), get_leadset (world));
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, n + 1);
  dialog = g_list_model_get_item (windows, n);
  return dialog; /* GTK holds it */
}

GtkWidget *
world_make_mapping_grid (World *world)
{
  OdMappingGrid *grid = g_object_new (OD_TYPE_MAPPING_GRID, NULL);

  od_mapping_grid_set_sheet (grid, get_sheet (world));
  return GTK_WIDGET (grid);
}

GtkWidget *
world_make_recycle_dialog (World *world)
{
  return od_recycle_dialog_show (get_parent (world), get_desk (world),
                                 get_leadset (world));
}

GtkWidget *
world_make_retry_dialog (World *world)
{
  return od_retry_dialog_show (get_parent (world), get_desk (world), get_leadset (world));
}

GtkWidget *
world_make_upload_page (World *world)
{
  OdUploadPage *page = g_object_new (OD_TYPE_UPLOAD_PAGE, NULL);

  od_upload_page_set_sheet (page, get_sheet (world));
  return GTK_WIDGET (page);
}

/* --- the supervisor's ------------------------------------------------------------- */

GtkWidget *
world_make_bulk_agents_dialog (World *world)
{
  return GTK_WIDGET (od_bulk_agents_dialog_new (get_desk (world)));
}

GtkWidget *
world_make_rehearsal_dialog (World *world)
{
  return GTK_WIDGET (od_rehearsal_dialog_new (get_desk (world), get_campaign (world)));
}

GtkWidget *
world_make_campaign_board (World *world)
{
  return od_campaign_board_new (get_desk (world), get_campaign (world));
}

GtkWidget *
world_make_campaign_dialog (World *world)
{
  return GTK_WIDGET (od_campaign_dialog_new (get_desk (world), get_campaign (world)));
}

GtkWidget *
world_make_hour_card (World *world)
{
  return od_hour_card_new (get_desk (world), 1);
}

GtkWidget *
world_make_dashboard_tiles (World *world)
{
  OdDashboardTiles *tiles = g_object_new (OD_TYPE_DASHBOARD_TILES, NULL);

  od_dashboard_tiles_set_desk (tiles, get_desk (world));
  return GTK_WIDGET (tiles);
}

GtkWidget *
world_make_new_agents_window (World *world)
{
  json_t *agents = json_pack ("[{s:i, s:s, s:s}]", "id", 21, "name", "12607", "password",
                              "abc");
  GtkWidget *window = od_new_agents_window_new (agents);

  json_decref (agents);
  return window;
}

GtkWidget *
world_make_script_dialog (World *world)
{
  return GTK_WIDGET (od_script_dialog_new (get_desk (world), NULL));
}

GtkWidget *
world_make_script_preview (World *world)
{
  return od_script_preview_new ("Greeting", "Good morning, <name>.");
}

GtkWidget *
world_make_sign_in_window (World *world)
{
  return GTK_WIDGET (od_sign_in_window_new (world->app, "http://127.0.0.1:9", "anna"));
}

GtkWidget *
world_make_supervisor_shortcuts (World *world)
{
  g_autoptr (GtkShortcutsWindow) keys = od_supervisor_shortcuts_new ();

  return GTK_WIDGET (keys); /* GTK holds it */
}

GtkWidget *
world_make_supervisor_window (World *world)
{
  return od_supervisor_window_new (world->app, get_desk (world));
}

GtkWidget *
world_make_settings_window (World *world)
{
  return od_settings_window_new (get_desk (world));
}

GtkWidget *
world_make_user_dialog (World *world)
{
  return GTK_WIDGET (od_user_dialog_new (get_desk (world), NULL));
}
