/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's dispositions to choose from. The digit beside one is its key. Main thread.
 */
#include "app/form/disposition-choices.h"

#include "app/form/call-back-time.h"
#include "app/layout/text-size.h"
#include "app/object/signal.h"
#include "shared/wire/fields.h"

/* As many columns as have room for the longest name, and two in any case. */
#define MOST_COLUMNS  3
#define LEAST_COLUMNS 2
#define AROUND_PX     60  /* what a window has beside the columns */
#define LEAST_PX      64  /* two lines are always seen, */
#define MOST_PX       200 /* more than these are scrolled; both for text of usual size */

struct _OdDispositionChoices {
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkGrid *grid;
  OdCallBackTime *when;
  GPtrArray *buttons; /* (element-type GtkCheckButton): lent by grid */
  json_t *offered;    /* dispositions; NULL: none yet */
};

G_DEFINE_FINAL_TYPE (OdDispositionChoices, od_disposition_choices, ADW_TYPE_BIN)

/* What is chosen with @button: a disposition. */
static json_t *
get_choice (gpointer button)
{
  return g_object_get_data (G_OBJECT (button), "choice");
}

static const char *
label_of (gpointer button)
{
  return json_string_value (json_object_get (get_choice (button), OD_FIELD_LABEL));
}

static GtkCheckButton *
find_chosen (OdDispositionChoices *self)
{
  for (guint i = 0; i < self->buttons->len; i++) {
    if (gtk_check_button_get_active (self->buttons->pdata[i]))
      return self->buttons->pdata[i];
  }

  return NULL;
}

static void
on_changed (OdDispositionChoices *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->when),
                          od_disposition_choices_asks_when (self));
  g_signal_emit_by_name (self, "changed");
}

/* It ends more than the call: as od_disposition_is_irreversible(). */
static gboolean
is_irreversible (json_t *choice)
{
  return json_is_true (json_object_get (choice, OD_FIELD_DO_NOT_CALL))
         || json_is_true (json_object_get (choice, OD_FIELD_BAD_NUMBER));
}

/* (nullable): also what an older server says never puts the worst slip on the first key.
 */
static const char *
key_of (json_t *choice)
{
  const char *key = json_string_value (json_object_get (choice, OD_FIELD_KEY));

  return g_strcmp0 (key, "1") == 0 && is_irreversible (choice) ? NULL : key;
}

static guint
count_columns (OdDispositionChoices *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int room = root != NULL ? gtk_widget_get_width (GTK_WIDGET (root)) - AROUND_PX : 0;
  int widest = 1;

  if (room <= 0)
    return MOST_COLUMNS;
  for (guint i = 0; i < self->buttons->len; i++) {
    int natural;

    gtk_widget_measure (self->buttons->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                        &natural, NULL, NULL);
    widest = MAX (widest, natural + (int) gtk_grid_get_column_spacing (self->grid));
  }

  return (guint) CLAMP (room / widest, LEAST_COLUMNS, MOST_COLUMNS);
}

/* Before they are seen, and when the window is made wider or narrower. */
static void
arrange (OdDispositionChoices *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  int columns = (int) count_columns (self);

  for (int i = 0; i < (int) self->buttons->len; i++) {
    GtkGridLayoutChild *place = GTK_GRID_LAYOUT_CHILD (
      gtk_layout_manager_get_layout_child (layout, self->buttons->pdata[i]));

    gtk_grid_layout_child_set_column (place, i % columns);
    gtk_grid_layout_child_set_row (place, i / columns);
  }
}

static GdkSurface *
get_surface (OdDispositionChoices *self)
{
  return gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self)));
}

static void
on_map (OdDispositionChoices *self)
{
  g_signal_connect_object (get_surface (self), "layout", G_CALLBACK (arrange), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  arrange (self);
}

static void
on_unmap (OdDispositionChoices *self)
{
  g_signal_handlers_disconnect_by_func (get_surface (self), arrange, self);
}

/* "1  SALE MADE": a screen reader does not read the digit. It ends where its words do:
 * beside them a click chooses nothing. */
static GtkWidget *
make_choice (OdDispositionChoices *self, json_t *choice)
{
  const char *label = json_string_value (json_object_get (choice, OD_FIELD_LABEL));
  const char *key = key_of (choice);
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *text = NULL;
  g_autofree char *keyed = key != NULL ? g_strdup_printf ("%s  %s", key, label)
                                       : g_strdup (label);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (button), keyed);
  gtk_check_button_set_use_underline (GTK_CHECK_BUTTON (button), FALSE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  text = gtk_widget_get_last_child (button);
  if (GTK_IS_LABEL (text))
    gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_object_set_data_full (G_OBJECT (button), "choice", json_incref (choice),
                          (GDestroyNotify) json_decref);
  if (self->buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->buttons->pdata[0]);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_changed), self);
  return button;
}

static void
add_choices (OdDispositionChoices *self, gboolean irreversible)
{
  json_t *choice;
  gsize i;

  json_array_foreach (self->offered, i, choice)
  {
    GtkWidget *button;

    if (!json_is_string (json_object_get (choice, OD_FIELD_LABEL))
        || json_is_true (json_object_get (choice, OD_FIELD_MENDED_BY_EDIT))
        || is_irreversible (choice) != irreversible)
      continue;
    button = make_choice (self, choice);
    g_ptr_array_add (self->buttons, button);
    gtk_grid_attach (self->grid, button, 0, 0, 1, 1);
  }
}

static void
offer (OdDispositionChoices *self, json_t *offered)
{
  GtkWidget *child;

  json_decref (self->offered);
  self->offered = json_deep_copy (offered);
  g_ptr_array_set_size (self->buttons, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  add_choices (self, FALSE);
  add_choices (self, TRUE);
  arrange (self);
}

static GtkWidget *
find_choice (OdDispositionChoices *self, const char *label)
{
  for (guint i = 0; i < self->buttons->len; i++) {
    if (g_strcmp0 (label_of (self->buttons->pdata[i]), label) == 0)
      return self->buttons->pdata[i];
  }

  return NULL;
}

static GtkWidget *
find_key (OdDispositionChoices *self, gunichar digit)
{
  for (guint i = 0; i < self->buttons->len; i++) {
    const char *key = key_of (get_choice (self->buttons->pdata[i]));

    if (key != NULL && (gunichar) key[0] == digit)
      return self->buttons->pdata[i];
  }

  return NULL;
}

/* (nullable): the choice that has the focus. */
static GtkWidget *
find_focus (OdDispositionChoices *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean ours = focus != NULL
                  && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid));

  return ours && GTK_IS_CHECK_BUTTON (focus) ? focus : NULL;
}

static void
od_disposition_choices_dispose (GObject *object)
{
  OdDispositionChoices *self = OD_DISPOSITION_CHOICES (object);

  for (guint i = 0; i < self->buttons->len; i++)
    g_signal_handlers_disconnect_by_data (self->buttons->pdata[i], self);
  g_ptr_array_set_size (self->buttons, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), OD_TYPE_DISPOSITION_CHOICES);
  G_OBJECT_CLASS (od_disposition_choices_parent_class)->dispose (object);
}

static void
od_disposition_choices_finalize (GObject *object)
{
  OdDispositionChoices *self = OD_DISPOSITION_CHOICES (object);

  g_ptr_array_unref (self->buttons);
  json_decref (self->offered);
  G_OBJECT_CLASS (od_disposition_choices_parent_class)->finalize (object);
}

static void
od_disposition_choices_class_init (OdDispositionChoicesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_disposition_choices_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_disposition_choices_finalize;
  od_signal_new (klass, "changed", 0);
  g_type_ensure (OD_TYPE_CALL_BACK_TIME);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/form/"
                                                             "disposition-choices.ui");
  gtk_widget_class_bind_template_child (widget_class, OdDispositionChoices, scroller);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionChoices, grid);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionChoices, when);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
od_disposition_choices_init (OdDispositionChoices *self)
{
  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_scrolled_window_set_max_content_height (self->scroller,
                                              od_text_size_scale (MOST_PX));
  gtk_scrolled_window_set_min_content_height (self->scroller,
                                              od_text_size_scale (LEAST_PX));
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (on_unmap), NULL);
}

gboolean
od_disposition_choices_offer (OdDispositionChoices *self, json_t *offered)
{
  GtkWidget *focus = find_focus (self);
  g_autofree char *at = focus != NULL ? g_strdup (label_of (focus)) : NULL;
  g_autofree char *chosen = g_strdup (od_disposition_choices_get_label (self));
  GtkWidget *again;

  if (json_equal (offered, self->offered))
    return TRUE;

  offer (self, offered);
  again = find_choice (self, chosen);
  if (again != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (again), TRUE);
  if (focus == NULL)
    return TRUE;

  again = find_choice (self, at);
  return again != NULL && gtk_widget_grab_focus (again);
}

void
od_disposition_choices_begin (OdDispositionChoices *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  od_call_back_time_begin (self->when, now);
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_check_button_set_active (self->buttons->pdata[i], FALSE);
}

void
od_disposition_choices_choose_key (OdDispositionChoices *self, gunichar digit)
{
  GtkWidget *choice = find_key (self, digit);

  if (choice == NULL)
    return;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
  gtk_widget_grab_focus (choice);
}

const char *
od_disposition_choices_get_label (OdDispositionChoices *self)
{
  GtkCheckButton *chosen = find_chosen (self);

  return chosen != NULL ? label_of (chosen) : NULL;
}

gboolean
od_disposition_choices_asks_when (OdDispositionChoices *self)
{
  GtkCheckButton *chosen = find_chosen (self);

  return chosen != NULL
         && json_is_true (json_object_get (get_choice (chosen), OD_FIELD_CALL_BACK));
}

gint64
od_disposition_choices_get_when_ms (OdDispositionChoices *self)
{
  return od_disposition_choices_asks_when (self) ? od_call_back_time_get_ms (self->when)
                                                 : 0;
}

gboolean
od_disposition_choices_is_answered (OdDispositionChoices *self)
{
  return find_chosen (self) != NULL
         && (!od_disposition_choices_asks_when (self)
             || od_call_back_time_get_ms (self->when) != 0);
}
