/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sentence under a field. It finds its own place: under the field's row in a group, or
 * after the field in an upright box. Main thread.
 */
#include "app/form/problem.h"

#include "app/form/form-content.h"

struct _OdProblem {
  GtkWidget *field; /* lent */
  GtkWidget *label; /* lent: the form's */
  GtkWidget *row;   /* what was put into the form: the label, or a row with it */
  char *why;
  gboolean by_server;
};

static gboolean
is_upright_box (GtkWidget *widget)
{
  return GTK_IS_BOX (widget)
         && gtk_orientable_get_orientation (GTK_ORIENTABLE (widget))
              == GTK_ORIENTATION_VERTICAL;
}

static GtkWidget *
insert_row (GtkListBox *group, GtkWidget *after, GtkWidget *label)
{
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", label, "activatable",
                                 FALSE, "selectable", FALSE, "focusable", FALSE, NULL);

  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 3);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_insert (group, row,
                       gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (after)) + 1);
  return row;
}

static GtkWidget *
place (GtkWidget *field, GtkWidget *label, GtkBox *elsewhere)
{
  GtkWidget *around = gtk_widget_get_parent (field);

  while (around != NULL && !GTK_IS_LIST_BOX (around) && !is_upright_box (around)) {
    field = around;
    around = gtk_widget_get_parent (field);
  }
  if (GTK_IS_LIST_BOX (around) && GTK_IS_LIST_BOX_ROW (field))
    return insert_row (GTK_LIST_BOX (around), field, label);
  if (around != NULL
      && gtk_widget_is_ancestor (around, gtk_widget_get_ancestor (GTK_WIDGET (elsewhere),
                                                                  GTK_TYPE_WINDOW)))
    gtk_box_insert_child_after (GTK_BOX (around), label, field);
  else
    gtk_box_append (elsewhere, label);
  return label;
}

OdProblem *
od_problem_new (GtkWidget *field, const char *why, gboolean by_server, GtkBox *elsewhere)
{
  OdProblem *self = g_new0 (OdProblem, 1);

  self->field = field;
  self->why = g_strdup (why);
  self->by_server = by_server;
  self->label = gtk_label_new (why);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0.0);
  gtk_widget_add_css_class (self->label, "caption");
  od_form_content_leave_out (self->label);
  self->row = place (field, self->label, elsewhere);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  return self;
}

void
od_problem_clear (OdProblem *self)
{
  GtkWidget *around = gtk_widget_get_parent (self->row);

  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->field),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_STATE_INVALID);
  if (GTK_IS_LIST_BOX (around))
    gtk_list_box_remove (GTK_LIST_BOX (around), self->row);
  else
    gtk_box_remove (GTK_BOX (around), self->row);
  od_problem_free (self);
}

void
od_problem_free (OdProblem *self)
{
  g_free (self->why);
  g_free (self);
}

void
od_problem_set_loud (OdProblem *self, gboolean loud)
{
  gtk_widget_remove_css_class (self->label, loud ? "dim-label" : "problem");
  gtk_widget_add_css_class (self->label, loud ? "problem" : "dim-label");
}

GtkWidget *
od_problem_get_field (OdProblem *self)
{
  return self->field;
}

const char *
od_problem_get_why (OdProblem *self)
{
  return self->why;
}

gboolean
od_problem_is_by_server (OdProblem *self)
{
  return self->by_server;
}
