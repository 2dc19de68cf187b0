/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One recycling at a time, the last. What is said after Undo is the server's answer, and
 * stays until the next recycling or somebody has read it. Main thread.
 */
#include "app/leadset/recycle-undo.h"

#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define READ_S 30 /* so long the answer is there to be read */

struct _OdRecycleUndo {
  AdwBin parent_instance;

  GtkLabel *label;
  GtkWidget *button;

  OdDesk *desk;
  gint64 id; /* of what can be undone or just was; 0: none */
  char *key; /* of the request: pressed again after a silence, nothing happens twice */
  gboolean asking; /* the answer is under way: no other is offered */
  gboolean was;    /* it is undone: the label has the answer */
  guint gone_id;   /* source; 0: nothing is to go */
};

G_DEFINE_FINAL_TYPE (OdRecycleUndo, od_recycle_undo, ADW_TYPE_BIN)

static gboolean
on_gone (gpointer data)
{
  OdRecycleUndo *self = data;

  self->gone_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  return G_SOURCE_REMOVE;
}

static void
go_in (OdRecycleUndo *self, gint64 ms)
{
  g_clear_handle_id (&self->gone_id, g_source_remove);
  self->gone_id = g_timeout_add (CLAMP (ms, 0, G_MAXINT), on_gone, self);
}

static void
say_undone (OdRecycleUndo *self, json_t *answer)
{
  gint64 n = json_integer_value (json_object_get (answer, OD_FIELD_LEADS));
  gint64 of = json_integer_value (json_object_get (answer, OD_FIELD_OF));
  g_autofree char *words = NULL;

  if (n == of)
    words = g_strdup_printf (ngettext ("%'d lead is where it was before.",
                                       "%'d leads are where they were before.", n),
                             (int) n);
  else
    words = g_strdup_printf (_ ("%1$'d of %2$'d leads are where they were before; the "
                                "others were called or changed meanwhile."),
                             (int) n, (int) of);
  self->was = TRUE;
  gtk_label_set_text (self->label, words);
  gtk_widget_set_visible (self->button, FALSE);
  go_in (self, READ_S * 1000);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdRecycleUndo) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  self->asking = FALSE;
  if (self->desk != NULL) {
    gtk_widget_set_sensitive (self->button, TRUE);
    if (answer != NULL)
      say_undone (self, answer);
    else
      gtk_label_set_text (self->label, error->message);
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  }
  json_decref (answer);
}

static void
on_clicked (OdRecycleUndo *self)
{
  g_autofree char *path = od_backend_fill_id (OD_PATH_RECYCLING_UNDO, self->id);
  OdBackendRequest request = { "POST", path, .key = self->key, .patient = TRUE };

  self->asking = TRUE;
  g_clear_handle_id (&self->gone_id, g_source_remove);
  gtk_widget_set_sensitive (self->button, FALSE);
  od_backend_call_async (od_desk_get_backend (self->desk), &request, NULL, on_undone,
                         g_object_ref (self));
}

static void
od_recycle_undo_dispose (GObject *object)
{
  OdRecycleUndo *self = OD_RECYCLE_UNDO (object);

  g_clear_handle_id (&self->gone_id, g_source_remove);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (od_recycle_undo_parent_class)->dispose (object);
}

static void
od_recycle_undo_class_init (OdRecycleUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_recycle_undo_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass),
                                        GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
od_recycle_undo_init (OdRecycleUndo *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0, "wrap", TRUE,
                              "hexpand", TRUE, NULL);
  self->button = gtk_button_new_with_label (_ ("Undo"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "board-card");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Undo of a Recycling"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
od_recycle_undo_set_desk (OdRecycleUndo *self, OdDesk *desk)
{
  g_set_object (&self->desk, desk);
}

void
od_recycle_undo_set_offer (OdRecycleUndo *self, json_t *recycling)
{
  gint64 id = json_integer_value (json_object_get (recycling, OD_FIELD_ID));
  gint64 n = json_integer_value (json_object_get (recycling, OD_FIELD_LEADS));
  gint64 left_ms = json_integer_value (json_object_get (recycling, OD_FIELD_UNDO_MS));
  g_autofree char *words = NULL;

  /* An earlier recycling is not offered in the place of a later one's answer. */
  if (self->asking || (self->was && self->gone_id != 0 && id < self->id))
    return;
  if (id == self->id) { /* what it says stands: the server's clock may correct ours */
    if (id != 0 && !self->was)
      go_in (self, left_ms);
    return;
  }
  if (id == 0) { /* perhaps read before the recycling: it may be offered again */
    if (!self->was && gtk_widget_get_sensitive (self->button)) {
      self->id = 0;
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    }
    return;
  }

  self->id = id;
  self->was = FALSE;
  g_free (self->key);
  self->key = g_uuid_string_random ();
  words = g_strdup_printf (ngettext ("%'d lead was recycled.", "%'d leads were recycled.",
                                     n),
                           (int) n);
  gtk_label_set_text (self->label, words);
  gtk_widget_set_visible (self->button, TRUE);
  gtk_widget_set_sensitive (self->button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  go_in (self, left_ms);
}
