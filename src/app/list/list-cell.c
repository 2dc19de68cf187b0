/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells: what one column makes of a record. A cell listens to its record while it shows
 * it, and writes itself again; nothing else of the list moves. Texts are shown as they
 * were typed, never read as markup. Main thread.
 */
#include "app/list/list-cell.h"

#include "app/list/paint-cell.h"
#include "app/object/signal.h"

#include <string.h>

#define TOOLTIP_CHARS 500
#define MIN_CHARS     5
#define NAT_CHARS     14
#define CHIP_CHARS    9
#define LINK_CHARS    9 /* at least: it is what rows are known by */

struct _OdListMaker {
  guint n_refs;
  OdListColumn column;
  char *title; /* owned */
  gpointer data;
  gpointer list; /* lent; NULL when it is gone */
  void (*pressed) (gpointer list, OdRecord *row, const char *column);
};

/* One cell, kept with its GtkListItem. */
typedef struct {
  OdListMaker *maker;
  GtkWidget *widget;
  OdPaintCell *paint; /* the item's child; NULL: @widget is, a button */
  OdRecord *row;      /* owned; NULL: shows none now */
  gulong changed_id;
  const char *css; /* the class it has; NULL: none */
  char *words;     /* what it says; NULL: nothing was said yet */
} Cell;

OdListMaker *
od_list_maker_new (const OdListColumn *column,
                   gpointer data,
                   gpointer list,
                   void (*pressed) (gpointer list, OdRecord *row, const char *column))
{
  OdListMaker *self = g_new0 (OdListMaker, 1);

  self->n_refs = 1;
  self->column = *column;
  self->title = g_strdup (column->title);
  self->data = data;
  self->list = list;
  self->pressed = pressed;
  return self;
}

OdListMaker *
od_list_maker_ref (OdListMaker *self)
{
  self->n_refs++;
  return self;
}

void
od_list_maker_unref (OdListMaker *self)
{
  if (--self->n_refs > 0)
    return;

  g_free (self->title);
  g_free (self);
}

void
od_list_maker_leave (OdListMaker *self)
{
  self->list = NULL;
}

static json_t *
find_field (OdListMaker *self, OdRecord *row)
{
  json_t *body = od_record_get_body (row);

  if (self->column.within != NULL)
    body = json_object_get (body, self->column.within);
  return json_object_get (body, self->column.name);
}

static gboolean
is_number (OdListMaker *self)
{
  return self->column.number != NULL || self->column.counts;
}

static gint64
get_number (OdRecord *row, OdListMaker *self)
{
  return self->column.number != NULL ? self->column.number (row, self->data)
                                     : json_integer_value (find_field (self, row));
}

/* A number that is shown as a text would be sorted as one, too. */
static const char *
get_field_text (OdListMaker *self, OdRecord *row)
{
  json_t *field = find_field (self, row);
  const char *missing = self->column.missing != NULL ? self->column.missing : "";

  if (json_is_number (field))
    g_critical ("column %s: its field is a number: it needs .counts, .number or .text",
                self->column.name);
  return json_is_string (field) ? json_string_value (field) : missing;
}

char *
od_list_maker_dup_text (OdListMaker *self, OdRecord *row)
{
  if (self->column.text != NULL)
    return self->column.text (row, self->data);
  if (self->column.words != NULL)
    return g_strdup (self->column.words);
  if (is_number (self))
    return g_strdup_printf ("%'" G_GINT64_FORMAT, get_number (row, self));

  return g_strdup (get_field_text (self, row));
}

/* Most changes of a record are none of this column's: those cost nothing more. */
static void
set_words (Cell *cell, const char *text)
{
  if (g_strcmp0 (text, cell->words) == 0)
    return;

  g_free (cell->words);
  cell->words = g_strdup (text);
  if (cell->paint != NULL)
    od_paint_cell_touch (cell->paint);
  switch (cell->maker->column.kind) {
  case OD_LIST_TEXT:
    gtk_inscription_set_text (GTK_INSCRIPTION (cell->widget), text);
    break;
  case OD_LIST_CHIP:
    gtk_inscription_set_text (GTK_INSCRIPTION (cell->widget), text);
    gtk_widget_set_visible (cell->widget, text[0] != '\0');
    break;
  case OD_LIST_LINK:
  case OD_LIST_BUTTON:
    gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (cell->widget))),
                        text);
    gtk_widget_set_visible (cell->widget, text[0] != '\0');
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell->widget),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    break;
  }
}

static void
set_css (Cell *cell, const char *css)
{
  if (g_strcmp0 (css, cell->css) == 0)
    return;
  if (cell->css != NULL)
    gtk_widget_remove_css_class (cell->widget, cell->css);
  if (css != NULL)
    gtk_widget_add_css_class (cell->widget, css);
  cell->css = css != NULL ? g_intern_string (css) : NULL;
}

static void
on_changed (OdRecord *row, Cell *cell)
{
  OdListMaker *self = cell->maker;
  g_autofree char *text = od_list_maker_dup_text (self, row);

  set_words (cell, text);
  if (self->column.css != NULL)
    set_css (cell, self->column.css (row, self->data));
}

static void
on_clicked (GtkButton *button, Cell *cell)
{
  OdListMaker *self = cell->maker;
  g_autoptr (OdRecord) row = cell->row != NULL ? g_object_ref (cell->row) : NULL;

  if (row != NULL && self->list != NULL)
    self->pressed (self->list, row, self->column.name);
}

/* The whole text, when somebody asks: keeping it ready would cost every change. */
static gboolean
on_query_tooltip (GtkWidget *widget,
                  int x,
                  int y,
                  gboolean by_keyboard,
                  GtkTooltip *tooltip,
                  Cell *cell)
{
  g_autofree char *text = NULL;
  g_autofree char *start = NULL;

  if (cell->row == NULL || cell->maker->list == NULL)
    return FALSE;

  text = od_list_maker_dup_text (cell->maker, cell->row);
  start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), TOOLTIP_CHARS));
  gtk_tooltip_set_text (tooltip, start);
  return start[0] != '\0';
}

/* Names may be of any length; the words of buttons are few and short. */
static GtkWidget *
make_words (const OdListColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (column->kind == OD_LIST_LINK) {
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_label_set_width_chars (GTK_LABEL (label), MAX (column->chars, LINK_CHARS));
  }
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  return label;
}

/* Unlike a label it asks for the same width whatever it says: columns keep still, and a
 * change is painted without laying the list out again. */
static GtkWidget *
make_inscription (guint min_chars, guint nat_chars)
{
  GtkWidget *widget = gtk_inscription_new (NULL);
  GtkInscription *inscription = GTK_INSCRIPTION (widget);

  gtk_inscription_set_min_chars (inscription, min_chars);
  gtk_inscription_set_nat_chars (inscription, nat_chars);
  gtk_inscription_set_min_lines (inscription, 1);
  gtk_inscription_set_nat_lines (inscription, 1);
  gtk_inscription_set_text_overflow (inscription, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  return widget;
}

static GtkWidget *
make_widget (Cell *cell)
{
  OdListCell kind = cell->maker->column.kind;
  guint chars = MAX (cell->maker->column.chars, MIN_CHARS);
  GtkWidget *widget;

  if (kind == OD_LIST_TEXT)
    return make_inscription (chars, MAX (chars, NAT_CHARS));
  if (kind == OD_LIST_CHIP) {
    widget = make_inscription (CHIP_CHARS, CHIP_CHARS);
    gtk_inscription_set_xalign (GTK_INSCRIPTION (widget), 0.5);
    gtk_widget_add_css_class (widget, "chip");
    gtk_widget_set_halign (widget, GTK_ALIGN_START);
    return widget;
  }

  widget = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (widget), make_words (&cell->maker->column));
  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  if (kind == OD_LIST_LINK) {
    gtk_widget_add_css_class (widget, "flat");
    gtk_widget_add_css_class (widget, "list-link");
  }
  g_signal_connect (widget, "clicked", G_CALLBACK (on_clicked), cell);
  return widget;
}

static void
cell_free (Cell *cell)
{
  g_clear_signal_handler (&cell->changed_id, cell->row);
  g_clear_object (&cell->row);
  od_signal_leave (&cell->widget, cell);
  od_list_maker_unref (cell->maker);
  g_free (cell->words);
  g_free (cell);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, OdListMaker *self)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->maker = od_list_maker_ref (self);
  cell->widget = g_object_ref_sink (make_widget (cell));
  gtk_widget_set_has_tooltip (cell->widget, self->column.kind != OD_LIST_BUTTON);
  g_signal_connect (cell->widget, "query-tooltip", G_CALLBACK (on_query_tooltip), cell);
  if (GTK_IS_INSCRIPTION (cell->widget))
    cell->paint = od_paint_cell_new (cell->widget);
  gtk_list_item_set_child (item,
                           cell->paint != NULL ? GTK_WIDGET (cell->paint) : cell->widget);
  g_object_set_data_full (G_OBJECT (item), "cell", cell, (GDestroyNotify) cell_free);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, OdListMaker *self)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");

  cell->row = g_object_ref (gtk_list_item_get_item (item));
  cell->changed_id = g_signal_connect (cell->row, "changed", G_CALLBACK (on_changed),
                                       cell);
  on_changed (cell->row, cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, OdListMaker *self)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");

  g_clear_signal_handler (&cell->changed_id, cell->row);
  g_clear_object (&cell->row);
}

static void
on_teardown (GtkSignalListItemFactory *factory, GtkListItem *item, OdListMaker *self)
{
  gtk_list_item_set_child (item, NULL);
  g_object_set_data (G_OBJECT (item), "cell", NULL);
}

static void
drop_maker (gpointer maker, GClosure *closure)
{
  od_list_maker_unref (maker);
}

GtkListItemFactory *
od_list_maker_new_factory (OdListMaker *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup),
                         od_list_maker_ref (self), drop_maker, 0);
  g_signal_connect_data (factory, "bind", G_CALLBACK (on_bind), od_list_maker_ref (self),
                         drop_maker, 0);
  g_signal_connect_data (factory, "unbind", G_CALLBACK (on_unbind),
                         od_list_maker_ref (self), drop_maker, 0);
  g_signal_connect_data (factory, "teardown", G_CALLBACK (on_teardown),
                         od_list_maker_ref (self), drop_maker, 0);
  return factory;
}

static char *
evaluate_text (OdRecord *row, OdListMaker *self)
{
  return od_list_maker_dup_text (self, row);
}

GtkSorter *
od_list_maker_new_sorter (OdListMaker *self)
{
  GtkExpression *expression;

  if (self->column.kind == OD_LIST_BUTTON)
    return NULL;

  if (is_number (self)) {
    expression = gtk_cclosure_expression_new (G_TYPE_INT64, NULL, 0, NULL,
                                              G_CALLBACK (get_number),
                                              od_list_maker_ref (self), drop_maker);
    return GTK_SORTER (gtk_numeric_sorter_new (expression));
  }

  expression = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                            G_CALLBACK (evaluate_text),
                                            od_list_maker_ref (self), drop_maker);
  return GTK_SORTER (gtk_string_sorter_new (expression));
}

gboolean
od_list_maker_matches (OdListMaker *self, OdRecord *row, const char *folded)
{
  g_autofree char *text = NULL;
  g_autofree char *own = NULL;

  if (self->column.kind == OD_LIST_BUTTON)
    return FALSE;

  text = od_list_maker_dup_text (self, row);
  own = g_utf8_casefold (text, -1);
  return strstr (own, folded) != NULL;
}

const char *
od_list_maker_get_name (OdListMaker *self)
{
  return self->column.name;
}

const char *
od_list_maker_get_title (OdListMaker *self)
{
  return self->title;
}

OdListCell
od_list_maker_get_kind (OdListMaker *self)
{
  return self->column.kind;
}
