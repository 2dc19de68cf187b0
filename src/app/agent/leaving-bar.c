/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * If the window closed while a call already rings, the person who answers would hear
 * nobody: leaving asks for a pause first. Main thread.
 */
#include "app/agent/leaving-bar.h"

#include "app/agent/duty-words.h"
#include "app/object/signal.h"

#include <glib/gi18n.h>

#define PATIENCE_MS 4000 /* a server that is there has answered by then */

struct _OdLeavingBar {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkWidget *close_now;

  OdShift *shift;    /* owned; NULL until set */
  gboolean leaving;  /* begun, and not ended */
  gboolean late;     /* the server is waited for, and not patiently any more */
  guint patience_id; /* source; 0: the server is not waited for, or is late */
  guint free_id;     /* source; 0: something keeps the agent */
};

G_DEFINE_FINAL_TYPE (OdLeavingBar, od_leaving_bar, ADW_TYPE_BIN)

/* Said from an idle source: a handler may destroy this widget, and no function of it is
 * under way then. */
static gboolean
on_free (gpointer data)
{
  OdLeavingBar *self = data;

  self->free_id = 0;
  g_signal_emit_by_name (self, "free");
  return G_SOURCE_REMOVE;
}

static gboolean
on_patience_over (gpointer data)
{
  OdLeavingBar *self = data;

  self->patience_id = 0;
  self->late = TRUE;
  gtk_label_set_text (self->label,
                      _ ("The server does not answer. What you saved stays on this "
                         "computer and is sent when you sign in here again."));
  gtk_widget_set_visible (self->close_now, TRUE);
  return G_SOURCE_REMOVE;
}

/* Nothing is left to do but to hear of the server. A call that may still come, and one
 * that is on the line, come to their end by themselves. */
static gboolean
waits_for_server (OdLeavingBar *self, gboolean live, gboolean typing)
{
  OdPaperwork *paperwork = od_shift_get_paperwork (self->shift);

  return !typing && od_shift_may_leave (self->shift)
         && (!live || od_shift_is_asking (self->shift)
             || od_paperwork_count_unsent (paperwork) > 0);
}

static void
be_patient (OdLeavingBar *self)
{
  if (!self->late && self->patience_id == 0)
    self->patience_id = g_timeout_add (PATIENCE_MS, on_patience_over, self);
}

static void
hope_again (OdLeavingBar *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  self->late = FALSE;
  gtk_widget_set_visible (self->close_now, FALSE);
}

static void
on_stay (OdLeavingBar *self)
{
  od_leaving_bar_end (self);
  g_signal_emit_by_name (self, "stayed");
}

static void
on_close_now (OdLeavingBar *self)
{
  g_signal_emit_by_name (self, "free");
}

/* --- the object ------------------------------------------------------------------- */

static void
od_leaving_bar_dispose (GObject *object)
{
  OdLeavingBar *self = OD_LEAVING_BAR (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_handle_id (&self->free_id, g_source_remove);
  g_clear_object (&self->shift);
  G_OBJECT_CLASS (od_leaving_bar_parent_class)->dispose (object);
}

static void
od_leaving_bar_class_init (OdLeavingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_leaving_bar_dispose;
  od_signal_new (klass, "free", 0);
  od_signal_new (klass, "stayed", 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/agent/"
                                                             "leaving-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, OdLeavingBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, OdLeavingBar, label);
  gtk_widget_class_bind_template_child (widget_class, OdLeavingBar, close_now);
  gtk_widget_class_bind_template_callback (widget_class, on_stay);
  gtk_widget_class_bind_template_callback (widget_class, on_close_now);
}

static void
od_leaving_bar_init (OdLeavingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
od_leaving_bar_set_shift (OdLeavingBar *self, OdShift *shift)
{
  g_return_if_fail (self->shift == NULL);

  self->shift = g_object_ref (shift);
}

void
od_leaving_bar_begin (OdLeavingBar *self)
{
  self->leaving = TRUE;
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  od_shift_set_wants_ready (self->shift, FALSE);
}

void
od_leaving_bar_end (OdLeavingBar *self)
{
  self->leaving = FALSE;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  g_clear_handle_id (&self->free_id, g_source_remove);
  hope_again (self);
}

void
od_leaving_bar_show (OdLeavingBar *self, gboolean live, gboolean typing)
{
  const OdDuty *duty = od_shift_get_duty (self->shift);
  OdPaperwork *paperwork = od_shift_get_paperwork (self->shift);
  gboolean undisposed = od_paperwork_count_undisposed (paperwork) > 0;

  if (!self->leaving)
    return;

  g_clear_handle_id (&self->free_id, g_source_remove);
  if (od_shift_is_over (self->shift) && !typing)
    self->free_id = g_idle_add (on_free, self);
  if (waits_for_server (self, live, typing))
    be_patient (self);
  else
    hope_again (self);
  if (!self->late)
    gtk_label_set_text (self->label, od_duty_words_leaving (od_duty_get_state (duty),
                                                            undisposed, typing));
}

gboolean
od_leaving_bar_is_leaving (OdLeavingBar *self)
{
  return self->leaving;
}
