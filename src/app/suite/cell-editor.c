/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A popover with one entry. What is typed is not judged here. Main thread.
 */
#include "app/suite/cell-editor.h"

#include "app/object/signal.h"

struct _OdCellEditor {
  GtkPopover parent_instance;

  GtkLabel *name_label;
  GtkEntry *text_entry;

  gboolean over; /* what was typed is taken or dropped already */
};

G_DEFINE_FINAL_TYPE (OdCellEditor, od_cell_editor, GTK_TYPE_POPOVER)

static void
take (OdCellEditor *self, gboolean next)
{
  g_autofree char *text = g_strdup (
    gtk_editable_get_text (GTK_EDITABLE (self->text_entry)));

  self->over = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit_by_name (self, "taken", text, next);
}

static void
on_activate (OdCellEditor *self)
{
  take (self, FALSE);
}

/* A click elsewhere, perhaps. */
static void
on_closed (OdCellEditor *self)
{
  if (!self->over)
    take (self, FALSE);
}

static gboolean
on_tab (GtkWidget *widget, GVariant *args, gpointer data)
{
  take (OD_CELL_EDITOR (data), TRUE);
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  OdCellEditor *self = data;

  self->over = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
  return TRUE;
}

static void
od_cell_editor_class_init (OdCellEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  od_signal_new (klass, "taken", 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/suite/"
                                                             "cell-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, OdCellEditor, name_label);
  gtk_widget_class_bind_template_child (widget_class, OdCellEditor, text_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
}

static void
add_key (GtkEventController *keys,
         const char *key,
         GtkShortcutFunc func,
         OdCellEditor *self)
{
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key),
                      gtk_callback_action_new (func, self, NULL)));
}

static void
od_cell_editor_init (OdCellEditor *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->over = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, "Tab", on_tab, self);
  add_key (keys, "Escape", on_escape, self);
  gtk_widget_add_controller (GTK_WIDGET (self->text_entry), keys);
}

GtkWidget *
od_cell_editor_new (void)
{
  return g_object_new (OD_TYPE_CELL_EDITOR, NULL);
}

void
od_cell_editor_open (OdCellEditor *self,
                     const char *name,
                     const char *text,
                     const GdkRectangle *spot)
{
  gtk_label_set_text (self->name_label, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_editable_set_text (GTK_EDITABLE (self->text_entry), text);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), spot);
  self->over = FALSE;
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->text_entry));
}
