/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The script beside the contact. Main thread.
 */
#include "app/agent/script-view.h"

struct _OdScriptView {
  AdwBin parent_instance;

  GtkStack *pages;
  GtkLabel *name;
  GtkTextView *text;
  char *shown; /* the text; NULL: no script */
};

G_DEFINE_FINAL_TYPE (OdScriptView, od_script_view, ADW_TYPE_BIN)

static void
od_script_view_finalize (GObject *object)
{
  g_free (OD_SCRIPT_VIEW (object)->shown);
  G_OBJECT_CLASS (od_script_view_parent_class)->finalize (object);
}

static void
od_script_view_class_init (OdScriptViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_script_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/agent/"
                                                             "script-view.ui");
  gtk_widget_class_bind_template_child (widget_class, OdScriptView, pages);
  gtk_widget_class_bind_template_child (widget_class, OdScriptView, name);
  gtk_widget_class_bind_template_child (widget_class, OdScriptView, text);
}

static void
od_script_view_init (OdScriptView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
od_script_view_show (OdScriptView *self, const char *name, const char *text)
{
  gtk_label_set_text (self->name, name != NULL ? name : "");
  if (g_strcmp0 (text, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (text);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text),
                            text != NULL ? text : "", -1);
  gtk_stack_set_visible_child_name (self->pages, text != NULL ? "text" : "none");
}

void
od_script_view_focus (OdScriptView *self)
{
  gtk_widget_grab_focus (self->shown != NULL ? GTK_WIDGET (self->text)
                                             : GTK_WIDGET (self));
}
