/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the supervisor's rooms meet. Every tab keeps what it shows while another is
 * looked at. Main thread.
 */
#include "app/supervisor/supervisor-window.h"

#include "app/signs/link-banner.h"
#include "app/supervisor/agent-list.h"
#include "app/supervisor/campaign-list.h"
#include "app/supervisor/dashboard-tiles.h"
#include "app/supervisor/dnc-window.h"
#include "app/supervisor/script-list.h"
#include "app/supervisor/settings-window.h"
#include "app/supervisor/supervisor-shortcuts.h"
#include "app/supervisor/trouble-banner.h"

struct _OdSupervisorWindow {
  AdwApplicationWindow parent_instance;

  GtkWidget *header;
  AdwViewSwitcher *switcher;
  GtkLabel *user_label;
  OdLinkBanner *banner;
  OdTroubleBanner *trouble_banner;
  OdDashboardTiles *tiles;
  AdwViewStack *tabs;
  AdwBin *campaigns_bin;
  AdwBin *agents_bin;
  AdwBin *scripts_bin;
  AdwBin *leadsets_bin;

  OdDesk *desk; /* owned */
  int roomy; /* pixels: as wide the header is with the tabs' names beside their icons */
};

G_DEFINE_FINAL_TYPE (OdSupervisorWindow,
                     od_supervisor_window,
                     ADW_TYPE_APPLICATION_WINDOW)

static void
on_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  od_supervisor_window_show_tab (OD_SUPERVISOR_WINDOW (widget),
                                 g_variant_get_string (parameter, NULL));
}

static void
on_do_not_call (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (
    od_dnc_window_new (GTK_WINDOW (widget), OD_SUPERVISOR_WINDOW (widget)->desk)));
}

/* In a narrow window the tabs' names stand below their icons. How wide the header is with
 * them beside the icons can be measured only while they are; and no window can be made
 * narrower than that then: they go below before. */
static void
on_laid_out (OdSupervisorWindow *self, int width)
{
  AdwViewSwitcherPolicy policy;

  if (adw_view_switcher_get_policy (self->switcher) == ADW_VIEW_SWITCHER_POLICY_WIDE)
    gtk_widget_measure (self->header, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &self->roomy,
                        NULL, NULL);
  policy = width < self->roomy * 5 / 4 ? ADW_VIEW_SWITCHER_POLICY_NARROW
                                       : ADW_VIEW_SWITCHER_POLICY_WIDE;
  adw_view_switcher_set_policy (self->switcher, policy);
}

static void
on_realized (OdSupervisorWindow *self)
{
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (self)), "layout",
                           G_CALLBACK (on_laid_out), self, G_CONNECT_SWAPPED);
}

static void
on_settings (GtkWidget *widget, const char *action, GVariant *parameter)
{
  od_settings_window_show (GTK_WINDOW (widget), OD_SUPERVISOR_WINDOW (widget)->desk);
}

static void
on_campaign_board (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OdSupervisorWindow *self = OD_SUPERVISOR_WINDOW (widget);

  adw_view_stack_set_visible_child (self->tabs, GTK_WIDGET (self->campaigns_bin));
  od_campaign_list_open (adw_bin_get_child (self->campaigns_bin), self->desk,
                         g_variant_get_int64 (parameter));
}

static void
od_supervisor_window_finalize (GObject *object)
{
  g_clear_object (&OD_SUPERVISOR_WINDOW (object)->desk);
  G_OBJECT_CLASS (od_supervisor_window_parent_class)->finalize (object);
}

static void
od_supervisor_window_class_init (OdSupervisorWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, OdSupervisorWindow, child)
  G_OBJECT_CLASS (klass)->finalize = od_supervisor_window_finalize;
  g_type_ensure (OD_TYPE_LINK_BANNER);
  g_type_ensure (OD_TYPE_TROUBLE_BANNER);
  g_type_ensure (OD_TYPE_DASHBOARD_TILES);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/supervisor-window.ui");
  BIND (header);
  BIND (switcher);
  BIND (user_label);
  BIND (banner);
  BIND (trouble_banner);
  BIND (tiles);
  BIND (tabs);
  BIND (campaigns_bin);
  BIND (agents_bin);
  BIND (scripts_bin);
  BIND (leadsets_bin);
  gtk_widget_class_install_action (widget_class, "win.tab", "s", on_tab);
  gtk_widget_class_install_action (widget_class, "win.do-not-call", NULL, on_do_not_call);
  gtk_widget_class_install_action (widget_class, "win.settings", NULL, on_settings);
  gtk_widget_class_install_action (widget_class, "win.campaign-board", "x",
                                   on_campaign_board);
}

static void
od_supervisor_window_init (OdSupervisorWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "realize", G_CALLBACK (on_realized), NULL);
}

static void
set_keys (GtkApplication *app)
{
  static const struct {
    const char *action;
    const char *keys[3];
  } keys[] = {
    { "win.tab::campaigns", { "<Alt>1" } },
    { "win.tab::agents", { "<Alt>2" } },
    { "win.tab::scripts", { "<Alt>3" } },
    { "win.tab::leadsets", { "<Alt>4" } },
    { "win.settings", { "<Control>comma" } },
    { "win.show-help-overlay", { "<Control>question", "<Control>F1" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (app, keys[i].action, keys[i].keys);
}

GtkWidget *
od_supervisor_window_new (GtkApplication *app, OdDesk *desk)
{
  OdSupervisorWindow *self = g_object_new (OD_TYPE_SUPERVISOR_WINDOW, "application", app,
                                           NULL);
  g_autoptr (GtkShortcutsWindow) shortcuts = od_supervisor_shortcuts_new ();

  self->desk = g_object_ref (desk);
  gtk_label_set_text (self->user_label, od_desk_get_user (desk));
  od_link_banner_set_desk (self->banner, desk);
  od_trouble_banner_set_desk (self->trouble_banner, desk);
  od_dashboard_tiles_set_desk (self->tiles, desk);
  adw_bin_set_child (self->campaigns_bin, od_campaign_list_new (desk));
  adw_bin_set_child (self->agents_bin, od_agent_list_new (desk));
  adw_bin_set_child (self->scripts_bin, od_script_list_new (desk));
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self), shortcuts);
  set_keys (app);
  return GTK_WIDGET (self);
}

void
od_supervisor_window_set_leadset_page (OdSupervisorWindow *self, GtkWidget *page)
{
  adw_bin_set_child (self->leadsets_bin, page);
  adw_view_stack_page_set_visible (adw_view_stack_get_page (self->tabs,
                                                            GTK_WIDGET (
                                                              self->leadsets_bin)),
                                   page != NULL);
}

void
od_supervisor_window_show_tab (OdSupervisorWindow *self, const char *name)
{
  if (adw_view_stack_get_child_by_name (self->tabs, name) != NULL)
    adw_view_stack_set_visible_child_name (self->tabs, name);
}
