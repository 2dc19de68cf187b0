/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's own dispositions as rows: what they mean, their keys, their order. What is
 * shown is made from the array the server knows, and changes go into it at once.
 */
#include "app/supervisor/disposition-table.h"

#include "app/object/signal.h"
#include "shared/wire/disposition-json.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

/* The flags a campaign may choose, each a column behind the label's. */
static const struct {
  const char *flag;
  const char *title;
  const char *says;  /* what it means, at its title */
  const char *heard; /* behind the label, by who does not see the title */
} flags[] = {
  { OD_FIELD_PERSON, N_ ("Person"),
    N_ ("A person was on the line: the call counts as answered by one"),
    N_ ("a person was on the line") },
  { OD_FIELD_FINAL, N_ ("Final"),
    N_ ("The lead is not dialed again, by no rule and no recycling"), N_ ("final") },
  { OD_FIELD_DO_NOT_CALL, N_ ("Never again"),
    N_ ("The number is not dialed any more, whatever leadset has it"),
    N_ ("the number is never dialed again") },
  { OD_FIELD_BAD_NUMBER, N_ ("Bad number"),
    N_ ("The number reaches nobody: it is not dialed until it is edited"),
    N_ ("the number reaches nobody") },
  { OD_FIELD_CALL_BACK, N_ ("Call back"),
    N_ ("Asks when, and the lead is called then: it cannot be final, too"),
    N_ ("the lead is called back") },
};

enum {
  LABEL_COLUMN,
  FIRST_FLAG_COLUMN,
  KEY_COLUMN = FIRST_FLAG_COLUMN + G_N_ELEMENTS (flags),
  UP_COLUMN,
};

struct _OdDispositionTable {
  AdwBin parent_instance;

  GtkGrid *grid;
  json_t *own; /* array; the rows, from the second of the grid on */
};

G_DEFINE_FINAL_TYPE (OdDispositionTable, od_disposition_table, ADW_TYPE_BIN)

static void show (OdDispositionTable *self);

static const char *
get_text (json_t *one, const char *name)
{
  return json_string_value (json_object_get (one, name));
}

/* --- what a person does ----------------------------------------------------------- */

static gsize
get_place (GtkWidget *control)
{
  return GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (control), "place"));
}

static void
change (OdDispositionTable *self, GtkWidget *control, const char *name, json_t *value)
{
  json_object_set_new (json_array_get (self->own, get_place (control)), name, value);
  g_signal_emit_by_name (self, "changed");
}

/* What is final is called back by nobody. */
static void
switch_other_off (OdDispositionTable *self, GtkCheckButton *check)
{
  const char *flag = g_object_get_data (G_OBJECT (check), "flag");
  const char *other = g_str_equal (flag, OD_FIELD_FINAL)       ? OD_FIELD_CALL_BACK
                      : g_str_equal (flag, OD_FIELD_CALL_BACK) ? OD_FIELD_FINAL
                                                               : NULL;

  for (gsize i = 0; other != NULL && i < G_N_ELEMENTS (flags); i++) {
    if (g_str_equal (flags[i].flag, other))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (
                                     gtk_grid_get_child_at (self->grid,
                                                            FIRST_FLAG_COLUMN + i,
                                                            get_place (GTK_WIDGET (check))
                                                              + 1)),
                                   FALSE);
  }
}

static void
on_toggled (GtkCheckButton *check, OdDispositionTable *self)
{
  change (self, GTK_WIDGET (check), g_object_get_data (G_OBJECT (check), "flag"),
          json_boolean (gtk_check_button_get_active (check)));
  if (gtk_check_button_get_active (check))
    switch_other_off (self, check);
}

/* The first is the next free key, then 0 to 9. */
static void
on_key (GtkDropDown *drop, GParamSpec *pspec, OdDispositionTable *self)
{
  guint selected = gtk_drop_down_get_selected (drop);
  const char key[] = { '0' + (char) selected - 1, '\0' };

  change (self, GTK_WIDGET (drop), OD_FIELD_KEY,
          selected > 0 ? json_string (key) : json_null ());
}

static void
on_up (GtkButton *button, OdDispositionTable *self)
{
  gsize place = get_place (GTK_WIDGET (button));
  json_t *moved = json_incref (json_array_get (self->own, place));

  json_array_remove (self->own, place);
  json_array_insert_new (self->own, place - 1, moved);
  show (self);
  gtk_widget_grab_focus (
    gtk_grid_get_child_at (self->grid, UP_COLUMN, place > 1 ? place : place + 1));
  g_signal_emit_by_name (self, "changed");
}

/* --- what is shown ---------------------------------------------------------------- */

/* @what: translated: "%s: final". It is heard, not seen. */
static void
place_control (OdDispositionTable *self,
               GtkWidget *control,
               int column,
               gsize place,
               const char *what)
{
  const char *label = get_text (json_array_get (self->own, place), OD_FIELD_LABEL);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, what);

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  g_object_set_data (G_OBJECT (control), "place", GSIZE_TO_POINTER (place));
  gtk_grid_attach (self->grid, control, column, place + 1, 1, 1);
}

static void
add_check (OdDispositionTable *self, gsize i, gsize place)
{
  json_t *one = json_array_get (self->own, place);
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               json_is_true (json_object_get (one, flags[i].flag)));
  g_object_set_data (G_OBJECT (check), "flag", (gpointer) flags[i].flag);
  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  place_control (self, check, FIRST_FLAG_COLUMN + i, place, _ (flags[i].heard));
  g_signal_connect (check, "toggled", G_CALLBACK (on_toggled), self);
}

static void
add_key (OdDispositionTable *self, gsize place)
{
  const char *const keys[] = {
    _ ("Next free"), "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL
  };
  const char *key = get_text (json_array_get (self->own, place), OD_FIELD_KEY);
  GtkWidget *drop = gtk_drop_down_new_from_strings (keys);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), key != NULL ? key[0] - '0' + 1 : 0);
  place_control (self, drop, KEY_COLUMN, place, _ ("key"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (drop)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("key"), -1);
  g_signal_connect (drop, "notify::selected", G_CALLBACK (on_key), self);
}

static void
add_up (OdDispositionTable *self, gsize place)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-up-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button, place > 0);
  gtk_widget_set_tooltip_text (button, _ ("Move up"));
  place_control (self, button, UP_COLUMN, place, _ ("move up"));
  g_signal_connect (button, "clicked", G_CALLBACK (on_up), self);
}

static void
add_row (OdDispositionTable *self, gsize place)
{
  GtkWidget *label = gtk_label_new (
    get_text (json_array_get (self->own, place), OD_FIELD_LABEL));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_grid_attach (self->grid, label, LABEL_COLUMN, place + 1, 1, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    add_check (self, i, place);
  add_key (self, place);
  add_up (self, place);
}

static void
show (OdDispositionTable *self)
{
  while (gtk_grid_get_child_at (self->grid, LABEL_COLUMN, 1) != NULL)
    gtk_grid_remove_row (self->grid, 1);
  for (gsize i = 0; i < json_array_size (self->own); i++)
    add_row (self, i);
  gtk_widget_set_visible (GTK_WIDGET (self), json_array_size (self->own) > 0);
}

/* --- the object ------------------------------------------------------------------- */

static void
od_disposition_table_dispose (GObject *object)
{
  OdDispositionTable *self = OD_DISPOSITION_TABLE (object);

  g_clear_pointer (&self->own, json_decref);
  G_OBJECT_CLASS (od_disposition_table_parent_class)->dispose (object);
}

static void
od_disposition_table_class_init (OdDispositionTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_disposition_table_dispose;
  od_signal_new (klass, "changed", 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/disposition-table.ui");
  gtk_widget_class_bind_template_child (widget_class, OdDispositionTable, grid);
}

static void
add_title (OdDispositionTable *self, int column, const char *title, const char *says)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_set_tooltip_text (label, says);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, column, 0, 1, 1);
}

static void
od_disposition_table_init (OdDispositionTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    add_title (self, FIRST_FLAG_COLUMN + i, _ (flags[i].title), _ (flags[i].says));
  add_title (self, KEY_COLUMN, _ ("Key"), _ ("What an agent presses to choose it"));
  self->own = json_array ();
}

void
od_disposition_table_set (OdDispositionTable *self, json_t *own)
{
  json_decref (self->own);
  self->own = own != NULL ? json_deep_copy (own) : json_array ();
  show (self);
}

static json_t *
find (json_t *own, const char *label)
{
  json_t *one;
  gsize i;

  json_array_foreach (own, i, one)
  {
    if (g_strcmp0 (get_text (one, OD_FIELD_LABEL), label) == 0)
      return one;
  }

  return NULL;
}

void
od_disposition_table_keep (OdDispositionTable *self, char **labels)
{
  g_autoptr (GPtrArray) added = od_disposition_list_new ();
  json_t *usual;
  gsize i;

  for (i = json_array_size (self->own); i > 0; i--) {
    const char *label = get_text (json_array_get (self->own, i - 1), OD_FIELD_LABEL);

    if (!g_strv_contains ((const char *const *) labels, label))
      json_array_remove (self->own, i - 1);
  }
  for (i = 0; labels[i] != NULL; i++) {
    if (find (self->own, labels[i]) != NULL)
      continue;
    g_ptr_array_add (added, od_disposition_new (labels[i]));
  }
  usual = od_disposition_json_list_to (added);
  json_array_extend (self->own, usual);
  json_decref (usual);
  show (self);
}

json_t *
od_disposition_table_dup (OdDispositionTable *self)
{
  return json_deep_copy (self->own);
}

char *
od_disposition_table_dup_problem (OdDispositionTable *self)
{
  const char *holders[10] = { NULL };
  json_t *one;
  gsize i;

  json_array_foreach (self->own, i, one)
  {
    const char *key = get_text (one, OD_FIELD_KEY),
               *label = get_text (one, OD_FIELD_LABEL);
    const char **holder = key != NULL ? &holders[key[0] - '0'] : NULL;

    if (holder != NULL && *holder != NULL)
      return g_strdup_printf (_ ("“%s” and “%s” have the same key."), *holder, label);
    if (holder != NULL)
      *holder = label;
  }

  return NULL;
}
