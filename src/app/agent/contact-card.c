/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The contact form. Each line remembers what it was filled with: what differs from that
 * was typed, and only that is saved. Main thread.
 */
#include "app/agent/contact-card.h"

#include "app/agent/contact-fields.h"
#include "app/desk/call-view.h"
#include "app/form/sentence.h"
#include "app/form/typed-text.h"
#include "app/object/signal.h"
#include "shared/model/phone-number.h"

#include <glib/gi18n.h>

#define PROSE_HEIGHT 72
#define MAX_LABEL    24 /* characters; a longer name of a field is cut, and in its tip */

/* One line of the form. */
typedef struct {
  char *name;
  GtkWidget *editor; /* GtkEntry or GtkTextView; lent by the grid; so below */
  GtkLabel *trouble; /* what is wrong with this line */
  char *shown;       /* what it was filled with */
  gboolean refused;  /* what is typed was saved once, and refused: it still differs */
} Line;

struct _OdContactCard {
  AdwBin parent_instance;

  GtkWidget *title;
  GtkWidget *past_title;
  GtkStack *pages;
  GtkEntry *phone;
  GtkGrid *grid;
  GtkLabel *trouble;
  GtkWidget *edit;
  GtkWidget *editing_buttons;
  GPtrArray *lines; /* (element-type Line) */
  json_t *call;     /* as it is in the form; NULL: none */
  json_t *next;     /* what came while somebody typed; NULL: nothing */
  json_t *last;     /* the call whose contact was saved last; NULL: none */
  gboolean gone;    /* the call has gone while somebody typed */
  gboolean editing;
  gboolean saving; /* was given away, and not answered yet */
  gboolean past;   /* the call is over, and nobody waits for anything of it */
};

G_DEFINE_FINAL_TYPE (OdContactCard, od_contact_card, ADW_TYPE_BIN)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->name);
  g_free (line->shown);
  g_free (line);
}

static const char *
get_id (json_t *call)
{
  return od_call_view_read (call).id;
}

/* --- one line --------------------------------------------------------------------- */

static char *
dup_typed (const Line *line)
{
  if (GTK_IS_ENTRY (line->editor))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (line->editor)));

  return od_typed_text_dup (GTK_TEXT_VIEW (line->editor));
}

static void
set_typed (const Line *line, const char *text)
{
  if (GTK_IS_ENTRY (line->editor))
    gtk_editable_set_text (GTK_EDITABLE (line->editor), text);
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (line->editor)),
                              text, -1);
}

static gboolean
is_changed (const Line *line)
{
  g_autofree char *typed = dup_typed (line);

  return line->refused || g_strcmp0 (typed, line->shown) != 0;
}

/* The widget may change the text a little: what it then holds is what edits are compared
 * with. */
static void
fill_line (Line *line, const char *text)
{
  g_autofree char *typed = dup_typed (line);

  line->refused = FALSE;
  if (g_strcmp0 (typed, text) == 0 && line->shown != NULL)
    return;
  set_typed (line, text);
  g_free (line->shown);
  line->shown = dup_typed (line);
}

static void
set_line_editable (Line *line, gboolean editable)
{
  if (GTK_IS_ENTRY (line->editor)) {
    gtk_editable_set_editable (GTK_EDITABLE (line->editor), editable);
    return;
  }
  gtk_text_view_set_editable (GTK_TEXT_VIEW (line->editor), editable);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (line->editor), editable);
}

static GtkWidget *
make_prose (GtkWidget **editor)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkTextView *view = GTK_TEXT_VIEW (gtk_text_view_new ());

  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_left_margin (view, 8);
  gtk_text_view_set_right_margin (view, 8);
  gtk_text_view_set_top_margin (view, 6);
  gtk_text_view_set_bottom_margin (view, 6);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  gtk_widget_add_css_class (scroller, "entry-like");
  gtk_widget_set_size_request (scroller, -1, PROSE_HEIGHT);
  *editor = GTK_WIDGET (view);
  return scroller;
}

static GtkWidget *
make_trouble (void)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_ALERT, "xalign", 0.0, "wrap", TRUE,
                                   "visible", FALSE, NULL);

  gtk_widget_add_css_class (label, "error");
  return label;
}

static Line *
line_new (OdContactCard *self, const OdContactField *field, int row)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *label = gtk_label_new (field->label);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *trouble = make_trouble ();
  GtkWidget *child;

  gtk_label_set_xalign (GTK_LABEL (label), 1.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_LABEL);
  gtk_widget_set_tooltip_text (label, field->label);
  gtk_widget_set_valign (label, field->prose ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  line->name = g_strdup (field->name);
  if (field->prose)
    child = make_prose (&line->editor);
  else
    child = line->editor = gtk_entry_new ();
  gtk_widget_set_hexpand (child, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->editor),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, field->label, -1);
  set_line_editable (line, FALSE);
  gtk_grid_attach (self->grid, label, 0, row, 1, 1);
  line->trouble = GTK_LABEL (trouble);
  gtk_box_append (GTK_BOX (box), child);
  gtk_box_append (GTK_BOX (box), trouble);
  gtk_grid_attach (self->grid, box, 1, row, 1, 1);
  return line;
}

/* --- all of them ------------------------------------------------------------------ */

/* Lines are made again only when there are other fields: the focus stays where it is. */
static gboolean
are_lines_of (OdContactCard *self, GPtrArray *fields)
{
  if (fields->len != self->lines->len)
    return FALSE;
  for (guint i = 0; i < fields->len; i++) {
    const OdContactField *field = fields->pdata[i];
    const Line *line = self->lines->pdata[i];

    if (g_strcmp0 (field->name, line->name) != 0)
      return FALSE;
  }

  return TRUE;
}

static void
make_lines (OdContactCard *self, GPtrArray *fields)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (self->lines, line_new (self, fields->pdata[i], i));
}

static void
fill (OdContactCard *self)
{
  OdCallView call = od_call_view_read (self->call);
  g_autofree char *phone = od_phone_number_dup_shown (call.phone);
  g_autoptr (GPtrArray) list = od_contact_fields_list (call.fields);

  if (!are_lines_of (self, list))
    make_lines (self, list);
  gtk_editable_set_text (GTK_EDITABLE (self->phone), phone);
  for (guint i = 0; i < self->lines->len; i++) {
    Line *line = self->lines->pdata[i];
    const char *value = json_string_value (json_object_get (call.fields, line->name));

    fill_line (line, value != NULL ? value : "");
  }
  gtk_stack_set_visible_child_name (self->pages, call.lead_id != 0 ? "form" : "none");
}

static void
say_no_trouble (OdContactCard *self)
{
  od_sentence_show (self->trouble, "");
  for (guint i = 0; i < self->lines->len; i++)
    od_sentence_show (((Line *) self->lines->pdata[i])->trouble, "");
}

static void
dim (OdContactCard *self)
{
  gtk_widget_set_visible (self->title, !self->past);
  gtk_widget_set_visible (self->past_title, self->past);
  if (self->past && !self->editing)
    gtk_widget_add_css_class (GTK_WIDGET (self), "past");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "past");
}

static void
set_editing (OdContactCard *self, gboolean editing)
{
  self->editing = editing;
  dim (self);
  self->saving = FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    set_line_editable (self->lines->pdata[i], editing);
  gtk_widget_set_visible (self->edit, !editing);
  gtk_widget_set_visible (self->editing_buttons, editing);
  gtk_widget_set_sensitive (self->editing_buttons, TRUE);
  say_no_trouble (self);
  g_signal_emit_by_name (self, "changed");
}

/* (transfer full): {} when nothing was changed. */
static json_t *
collect (OdContactCard *self)
{
  json_t *fields = json_object ();

  for (guint i = 0; i < self->lines->len; i++) {
    const Line *line = self->lines->pdata[i];
    g_autofree char *typed = dup_typed (line);

    if (is_changed (line))
      json_object_set_new (fields, line->name,
                           typed[0] != '\0' ? json_string (typed) : json_null ());
  }

  return fields;
}

static void
take_call (OdContactCard *self, json_t *call)
{
  json_incref (call);
  json_decref (self->call);
  self->call = call;
  fill (self);
}

static void
stop_editing (OdContactCard *self)
{
  json_t *next = self->next;
  json_t *newest = next != NULL ? next : self->call;

  self->next = NULL;
  for (guint i = 0; i < self->lines->len; i++) {
    Line *line = self->lines->pdata[i];

    g_clear_pointer (&line->shown, g_free); /* whatever was typed is filled over */
  }
  take_call (self, self->gone ? NULL : newest);
  self->gone = FALSE;
  json_decref (next);
  set_editing (self, FALSE);
}

static void
give_away (OdContactCard *self, json_t *fields)
{
  gint64 lead = od_call_view_read (self->call).lead_id;
  g_autofree char *call = g_strdup (get_id (self->call));

  json_incref (self->call);
  json_decref (self->last);
  self->last = self->call;
  g_signal_emit_by_name (self, "saved", call, lead, fields);
}

static void
on_edit (OdContactCard *self)
{
  od_contact_card_edit (self);
}

static void
on_save (OdContactCard *self)
{
  od_contact_card_save (self);
}

static void
on_cancel (OdContactCard *self)
{
  od_contact_card_cancel (self);
}

/* --- the object ------------------------------------------------------------------- */

static void
od_contact_card_finalize (GObject *object)
{
  OdContactCard *self = OD_CONTACT_CARD (object);

  g_ptr_array_unref (self->lines);
  json_decref (self->call);
  json_decref (self->next);
  json_decref (self->last);
  G_OBJECT_CLASS (od_contact_card_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/agent/"
                                                             "contact-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OdContactCard, title);
  gtk_widget_class_bind_template_child (widget_class, OdContactCard, past_title);
  gtk_widget_class_bind_template_child (widget_class, OdContactCard, pages);
  gtk_widget_class_bind_template_child (widget_class, OdContactCard, phone);
  gtk_widget_class_bind_template_child (widget_class, OdContactCard, grid);
  gtk_widget_class_bind_template_child (widget_class, OdContactCard, trouble);
  gtk_widget_class_bind_template_child (widget_class, OdContactCard, edit);
  gtk_widget_class_bind_template_child (widget_class, OdContactCard, editing_buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
od_contact_card_class_init (OdContactCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_contact_card_finalize;
  od_signal_new (klass, "saved", 3, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_POINTER);
  od_signal_new (klass, "changed", 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
od_contact_card_init (OdContactCard *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Somebody else is on the line now: what was typed belongs to the one before. */
static void
save_for_the_last (OdContactCard *self)
{
  json_t *fields = collect (self);

  if (json_object_size (fields) > 0 && !self->saving)
    give_away (self, fields);
  json_decref (fields);
}

void
od_contact_card_show (OdContactCard *self, json_t *call)
{
  gboolean same = g_strcmp0 (get_id (call), get_id (self->call)) == 0;
  g_autoptr (GObject) hold = G_OBJECT (g_object_ref (self));
  json_t *copy;

  if (self->editing)
    self->gone = call == NULL;
  if (self->gone)
    return; /* the call has, the one who types has not */

  copy = json_deep_copy (call);
  if (self->editing && same) {
    json_decref (self->next);
    self->next = copy;
    return;
  }
  if (self->editing) {
    save_for_the_last (self);
    json_decref (self->next);
    self->next = copy;
    stop_editing (self);
    return;
  }
  take_call (self, copy);
  json_decref (copy);
  if (!same)
    g_signal_emit_by_name (self, "changed");
}

void
od_contact_card_set_past (OdContactCard *self, gboolean past)
{
  self->past = past;
  dim (self);
}

void
od_contact_card_edit (OdContactCard *self)
{
  Line *first = self->lines->len > 0 ? self->lines->pdata[0] : NULL;

  if (!od_contact_card_may_edit (self) || first == NULL)
    return;
  set_editing (self, TRUE);
  gtk_widget_grab_focus (first->editor);
}

/* Says what is not, where it is. */
static gboolean
is_taken_by_server (OdContactCard *self, json_t *fields)
{
  const char *name;
  const char *why = od_contact_fields_check (od_call_view_read (self->call).fields,
                                             fields, &name);

  say_no_trouble (self);
  for (guint i = 0; why != NULL && name != NULL && i < self->lines->len; i++) {
    const Line *line = self->lines->pdata[i];

    if (g_strcmp0 (line->name, name) == 0) {
      od_sentence_show (line->trouble, why);
      gtk_widget_grab_focus (line->editor);
      return FALSE;
    }
  }
  if (why != NULL)
    od_sentence_show (self->trouble, why);

  return why == NULL;
}

void
od_contact_card_save (OdContactCard *self)
{
  json_t *fields;

  if (!self->editing || self->saving)
    return;
  fields = collect (self);
  if (json_object_size (fields) == 0) {
    stop_editing (self);
  } else if (is_taken_by_server (self, fields)) {
    self->saving = TRUE;
    gtk_widget_set_sensitive (self->editing_buttons, FALSE);
    give_away (self, fields);
  }
  json_decref (fields);
}

void
od_contact_card_cancel (OdContactCard *self)
{
  if (self->editing)
    stop_editing (self);
}

void
od_contact_card_take_saved (OdContactCard *self)
{
  if (self->saving)
    stop_editing (self);
}

void
od_contact_card_refuse (OdContactCard *self, const char *why)
{
  if (!self->saving)
    return;
  self->saving = FALSE;
  gtk_widget_set_sensitive (self->editing_buttons, TRUE);
  od_sentence_show (self->trouble, why);
}

void
od_contact_card_reopen (OdContactCard *self,
                        const char *call,
                        json_t *fields,
                        const char *why)
{
  if (self->call == NULL && g_strcmp0 (call, get_id (self->last)) == 0) {
    take_call (self, self->last);
    self->gone = TRUE;
  }
  if (g_strcmp0 (call, get_id (self->call)) != 0)
    return;

  if (!self->editing)
    set_editing (self, TRUE);
  for (guint i = 0; i < self->lines->len; i++) {
    Line *line = self->lines->pdata[i];
    json_t *value = json_object_get (fields, line->name);

    if (value == NULL || is_changed (line))
      continue; /* typed again meanwhile */
    set_typed (line, json_is_null (value) ? "" : json_string_value (value));
    line->refused = TRUE;
  }
  od_sentence_show (self->trouble, why);
}

gboolean
od_contact_card_get_is_editing (OdContactCard *self)
{
  return self->editing;
}

gboolean
od_contact_card_may_edit (OdContactCard *self)
{
  return !self->editing && od_call_view_read (self->call).lead_id != 0;
}

GtkWidget *
od_contact_card_find_field (OdContactCard *self, const char *name)
{
  for (guint i = 0; i < self->lines->len; i++) {
    const Line *line = self->lines->pdata[i];

    if (g_strcmp0 (line->name, name) == 0)
      return line->editor;
  }

  return NULL;
}
