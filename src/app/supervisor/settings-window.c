/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page so far: Users. Main thread.
 */
#include "app/supervisor/settings-window.h"

#include "app/form/follow.h"
#include "app/layout/text-size.h"
#include "app/supervisor/user-list.h"

struct _OdSettingsWindow {
  AdwWindow parent_instance;

  AdwBin *users_bin;
};

G_DEFINE_FINAL_TYPE (OdSettingsWindow, od_settings_window, ADW_TYPE_WINDOW)

static void
od_settings_window_class_init (OdSettingsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/settings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OdSettingsWindow, users_bin);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
od_settings_window_init (OdSettingsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_text_size_widen (GTK_WINDOW (self));
}

GtkWidget *
od_settings_window_new (OdDesk *desk)
{
  OdSettingsWindow *self = g_object_new (OD_TYPE_SETTINGS_WINDOW, NULL);

  adw_bin_set_child (self->users_bin, od_user_list_new (desk));
  od_desk_read_list (desk, OD_DESK_USERS); /* it may have been open before */
  return GTK_WIDGET (self);
}

void
od_settings_window_show (GtkWindow *parent, OdDesk *desk)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *window;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) open = g_list_model_get_item (windows, i);

    if (OD_IS_SETTINGS_WINDOW (open) && gtk_window_get_transient_for (open) == parent) {
      gtk_window_present (open);
      return;
    }
  }

  window = od_settings_window_new (desk);
  od_follow (GTK_WINDOW (window), parent);
  gtk_window_present (GTK_WINDOW (window));
}
