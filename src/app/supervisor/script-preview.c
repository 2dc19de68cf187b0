/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows and lets nobody write; Escape closes. Main thread.
 */
#include "app/supervisor/script-preview.h"

#include "app/layout/text-size.h"

struct _OdScriptPreview {
  AdwWindow parent_instance;

  GtkLabel *name_label;
  GtkLabel *text_label;
};

G_DEFINE_FINAL_TYPE (OdScriptPreview, od_script_preview, ADW_TYPE_WINDOW)

static void
od_script_preview_class_init (OdScriptPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/script-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, OdScriptPreview, name_label);
  gtk_widget_class_bind_template_child (widget_class, OdScriptPreview, text_label);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
od_script_preview_init (OdScriptPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_text_size_widen (GTK_WINDOW (self));
}

GtkWidget *
od_script_preview_new (const char *name, const char *text)
{
  OdScriptPreview *self = g_object_new (OD_TYPE_SCRIPT_PREVIEW, NULL);

  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->text_label, text);
  return GTK_WIDGET (self);
}
