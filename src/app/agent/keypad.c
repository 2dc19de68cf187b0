/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keypad of a live call. It tells what was pressed; it sends nothing. Main thread.
 */
#include "app/agent/keypad.h"

#include "app/object/signal.h"

#include <string.h>

static const char keys[] = "123456789*0#";

struct _OdKeypad {
  AdwBin parent_instance;

  GtkEntry *number;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (OdKeypad, od_keypad, ADW_TYPE_BIN)

static void
press (OdKeypad *self, char key)
{
  char digit[] = { key, '\0' };
  GtkEditable *number = GTK_EDITABLE (self->number);
  int end = -1;

  gtk_editable_insert_text (number, digit, 1, &end);
  gtk_editable_set_position (number, -1);
  g_signal_emit_by_name (self, "pressed", digit);
}

static void
on_clicked (GtkButton *button, OdKeypad *self)
{
  press (self, gtk_button_get_label (button)[0]);
}

static gboolean
on_key_pressed (OdKeypad *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;

  return od_keypad_take_key (self, keyval);
}

static void
od_keypad_class_init (OdKeypadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  od_signal_new (klass, "pressed", 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/outdial/Outdial/agent/keypad.ui");
  gtk_widget_class_bind_template_child (widget_class, OdKeypad, number);
  gtk_widget_class_bind_template_child (widget_class, OdKeypad, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
od_keypad_init (OdKeypad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (int i = 0; keys[i] != '\0'; i++) {
    char label[] = { keys[i], '\0' };
    GtkWidget *button = gtk_button_new_with_label (label);

    gtk_widget_set_size_request (button, 56, 44);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
    gtk_grid_attach (self->grid, button, i % 3, i / 3, 1, 1);
  }
}

gboolean
od_keypad_take_key (OdKeypad *self, guint keyval)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (letter == 0 || letter > 127 || strchr (keys, (int) letter) == NULL)
    return FALSE;

  press (self, (char) letter);
  return TRUE;
}

void
od_keypad_clear (OdKeypad *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->number), "");
}
