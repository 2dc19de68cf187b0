/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The live call's banner. It shows what it is told and asks for the rest. Main thread.
 */
#include "app/agent/live-call.h"
#include "app/agent/turn-guard.h"

#include "app/agent/keypad.h"
#include "app/layout/wrap-layout.h"
#include "app/object/figures.h"
#include "app/object/signal.h"

struct _OdLiveCall {
  AdwBin parent_instance;

  GtkLabel *number;
  GtkLabel *person;
  GtkLabel *time;
  GtkStack *strip;
  GtkWidget *live_sign;
  GtkWidget *held_sign;
  GtkWidget *muted_sign;
  GtkWidget *ending_sign;
  GtkWidget *silent_sign;
  GtkButton *hold;
  GtkButton *mute;
  GtkWidget *hold_words;
  GtkWidget *mute_words;
  GtkMenuButton *keypad_button;
  OdKeypad *keypad;
  gboolean held;
  gboolean muted;
  gboolean ending;
  gboolean silent;
};

G_DEFINE_FINAL_TYPE (OdLiveCall, od_live_call, ADW_TYPE_BIN)

static void
on_pressed (OdLiveCall *self, const char *digit)
{
  g_signal_emit_by_name (self, "digits", digit);
}

static void
od_live_call_class_init (OdLiveCallClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  od_signal_new (klass, "digits", 1, G_TYPE_STRING);

  g_type_ensure (OD_TYPE_KEYPAD);
  g_type_ensure (OD_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/outdial/Outdial/agent/live-call.ui");
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, number);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, person);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, time);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, strip);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, live_sign);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, held_sign);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, muted_sign);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, ending_sign);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, silent_sign);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, hold);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, mute);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, hold_words);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, mute_words);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, keypad_button);
  gtk_widget_class_bind_template_child (widget_class, OdLiveCall, keypad);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
}

static void
od_live_call_init (OdLiveCall *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_turn_guard_add (GTK_WIDGET (self));
}

void
od_live_call_begin (OdLiveCall *self, const char *number, const char *person)
{
  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->person, person);
  gtk_widget_set_visible (GTK_WIDGET (self->person), person[0] != '\0');
  gtk_menu_button_popdown (self->keypad_button);
  od_keypad_clear (self->keypad);
}

void
od_live_call_set_talk_ms (OdLiveCall *self, gint64 talk_ms)
{
  g_autofree char *text = od_figures_dup_length (talk_ms);

  if (self->silent)
    return;
  gtk_label_set_text (self->time, text);
}

/* What @button does next is the first of @words, or the @second. */
static void
set_word (GtkButton *button, GtkWidget *words, gboolean second)
{
  GtkWidget *word = second ? gtk_widget_get_last_child (words)
                           : gtk_widget_get_first_child (words);

  gtk_stack_set_visible_child (GTK_STACK (words), word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (word)), -1);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Who has hung up wants to know what becomes of that. Then what matters first is that
 * nobody hears the agent: whatever is pressed, or because it is muted, or on hold. */
static void
show_sign (OdLiveCall *self)
{
  GtkWidget *shown = self->ending   ? self->ending_sign
                     : self->silent ? self->silent_sign
                     : self->muted  ? self->muted_sign
                     : self->held   ? self->held_sign
                                    : self->live_sign;
  GtkWidget *const signs[] = { self->live_sign, self->held_sign, self->muted_sign,
                               self->silent_sign, self->ending_sign };

  gtk_stack_set_visible_child (self->strip, shown);
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    gtk_accessible_update_state (GTK_ACCESSIBLE (signs[i]), GTK_ACCESSIBLE_STATE_HIDDEN,
                                 signs[i] != shown, -1);
  set_class (GTK_WIDGET (self->strip), "held",
             shown == self->held_sign || shown == self->ending_sign);
  set_class (GTK_WIDGET (self->strip), "muted",
             shown == self->muted_sign || shown == self->silent_sign);
}

void
od_live_call_set_held (OdLiveCall *self, gboolean held)
{
  self->held = held;
  set_word (self->hold, self->hold_words, held);
  show_sign (self);
}

void
od_live_call_set_muted (OdLiveCall *self, gboolean muted)
{
  self->muted = muted;
  set_word (self->mute, self->mute_words, muted);
  set_class (GTK_WIDGET (self->mute), "destructive-action", muted);
  show_sign (self);
}

void
od_live_call_set_ending (OdLiveCall *self, gboolean ending)
{
  self->ending = ending;
  show_sign (self);
}

void
od_live_call_set_silent (OdLiveCall *self, gboolean silent)
{
  self->silent = silent;
  set_class (GTK_WIDGET (self->time), "dim-label", silent);
  show_sign (self);
}

void
od_live_call_open_keypad (OdLiveCall *self)
{
  gtk_menu_button_popup (self->keypad_button);
}

const char *
od_live_call_get_time (OdLiveCall *self)
{
  return gtk_label_get_text (self->time);
}
