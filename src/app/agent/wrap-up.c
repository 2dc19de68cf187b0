/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The place of the live call between calls. Main thread.
 */
#include "app/agent/wrap-up.h"

#include "app/agent/duty-words.h"
#include "app/agent/turn-guard.h"
#include "app/object/signal.h"

#include <glib/gi18n.h>

struct _OdWrapUp {
  AdwBin parent_instance;

  GtkLabel *words;
  GtkLabel *hint;
  GtkWidget *last;
  GtkLabel *outcome;
};

G_DEFINE_FINAL_TYPE (OdWrapUp, od_wrap_up, ADW_TYPE_BIN)

static void
on_correct (OdWrapUp *self)
{
  g_signal_emit_by_name (self, "correct");
}

static void
od_wrap_up_class_init (OdWrapUpClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  od_signal_new (klass, "correct", 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/outdial/Outdial/agent/wrap-up.ui");
  gtk_widget_class_bind_template_child (widget_class, OdWrapUp, words);
  gtk_widget_class_bind_template_child (widget_class, OdWrapUp, hint);
  gtk_widget_class_bind_template_child (widget_class, OdWrapUp, last);
  gtk_widget_class_bind_template_child (widget_class, OdWrapUp, outcome);
  gtk_widget_class_bind_template_callback (widget_class, on_correct);
}

static void
od_wrap_up_init (OdWrapUp *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_turn_guard_add (GTK_WIDGET (self));
}

void
od_wrap_up_set_outcome (OdWrapUp *self, const char *outcome)
{
  g_autofree char *words = g_strdup_printf (_ ("You said of the last call: %s"),
                                            outcome != NULL ? outcome : "");

  gtk_label_set_text (self->outcome, words);
  gtk_widget_set_visible (self->last, outcome != NULL);
}

void
od_wrap_up_show (OdWrapUp *self,
                 OdAgentState state,
                 gboolean wants_ready,
                 gboolean active,
                 gint64 wrap_up_ms)
{
  g_autofree char *words = od_duty_words_wrap_up (state, wants_ready, wrap_up_ms);
  const char *hint = od_duty_words_wrap_up_hint (state, wants_ready, active);

  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->hint, hint);
}
