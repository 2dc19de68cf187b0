/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chips, an entry and the choices that still fit what is typed. The choices stand in the
 * form itself, not in a popover: they are reached by Tab and heard as what they are.
 * Main thread.
 */
#include "app/form/chips-entry.h"

#include "app/form/sentence.h"
#include "app/object/signal.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_OFFERS 12 /* more are no longer read, only counted */

struct _OdChipsEntry {
  AdwBin parent_instance;

  GtkFlowBox *chip_box;
  GtkEntry *entry;
  GtkFlowBox *offer_box;
  GtkLabel *more_label;
  GtkLabel *note_label;

  GPtrArray *choices; /* (element-type char*) */
  GPtrArray *chosen;  /* (element-type char*) */
  gboolean allow_new;
  gboolean unfinished;                   /* something is typed and not added */
  char *(*normalize) (const char *text); /* NULL: only trimmed */
};

G_DEFINE_FINAL_TYPE (OdChipsEntry, od_chips_entry, ADW_TYPE_BIN)

static char *
fold (const char *text)
{
  return g_utf8_casefold (text, -1);
}

/* Where @word stands, whatever its capitals. */
static gboolean
find (GPtrArray *words, const char *word, guint *index)
{
  g_autofree char *folded = fold (word);

  for (guint i = 0; i < words->len; i++) {
    g_autofree char *other = fold (words->pdata[i]);

    if (g_str_equal (folded, other)) {
      *index = i;
      return TRUE;
    }
  }

  return FALSE;
}

static char *
dup_normal (OdChipsEntry *self, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (self->normalize != NULL)
    return self->normalize (trimmed);

  return trimmed[0] != '\0' ? g_steal_pointer (&trimmed) : NULL;
}

static void
clear_box (GtkFlowBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_flow_box_remove (box, child);
}

static void
put (GtkFlowBox *box, GtkWidget *widget)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  /* Tab goes to the button at once. */
  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), widget);
  gtk_flow_box_insert (box, child, -1);
}

static void on_remove_clicked (GtkButton *button, OdChipsEntry *self);
static void on_offer_clicked (GtkButton *button, OdChipsEntry *self);

static void
set_word (GtkWidget *button, const char *word)
{
  g_object_set_data_full (G_OBJECT (button), "word", g_strdup (word), g_free);
}

static const char *
get_word (GtkButton *button)
{
  return g_object_get_data (G_OBJECT (button), "word");
}

static void
add_chip (OdChipsEntry *self, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (word);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: %s is a word that was chosen: "Remove READY". */
  g_autofree char *name = g_strdup_printf (_ ("Remove %s"), word);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_add_css_class (box, "chip-box");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  set_word (button, word);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  put (self->chip_box, box);
}

static void
add_offer (OdChipsEntry *self, const char *word)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *plus = g_strdup_printf ("+ %s", word);
  GtkWidget *label = gtk_label_new (plus);
  /* Translators: %s is a word that can be chosen: "Add READY". */
  g_autofree char *name = g_strdup_printf (_ ("Add %s"), word);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "pill-offer");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  set_word (button, word);
  g_signal_connect (button, "clicked", G_CALLBACK (on_offer_clicked), self);
  put (self->offer_box, button);
}

static void
show_offers (OdChipsEntry *self)
{
  g_autofree char *typed = fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  guint n = 0, ignored;

  g_strstrip (typed);
  clear_box (self->offer_box);
  for (guint i = 0; i < self->choices->len; i++) {
    const char *choice = self->choices->pdata[i];
    g_autofree char *folded = fold (choice);

    if (find (self->chosen, choice, &ignored) || strstr (folded, typed) == NULL)
      continue;
    if (n++ < MAX_OFFERS)
      add_offer (self, choice);
  }

  gtk_widget_set_visible (GTK_WIDGET (self->offer_box), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n > MAX_OFFERS);
  if (n > MAX_OFFERS) {
    g_autofree char *more = g_strdup_printf (ngettext ("and %u more: type to find it",
                                                       "and %u more: type to find them",
                                                       n - MAX_OFFERS),
                                             n - MAX_OFFERS);

    gtk_label_set_text (self->more_label, more);
  }
}

static void
show_chips (OdChipsEntry *self)
{
  clear_box (self->chip_box);
  for (guint i = 0; i < self->chosen->len; i++)
    add_chip (self, self->chosen->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->chip_box), self->chosen->len > 0);
  show_offers (self);
}

static gboolean
add_word (OdChipsEntry *self, const char *text)
{
  g_autofree char *word = dup_normal (self, text);
  g_autofree char *note = NULL;
  guint index;

  if (word != NULL && find (self->chosen, word, &index))
    return TRUE;
  if (word != NULL && find (self->choices, word, &index)) {
    g_ptr_array_add (self->chosen, g_strdup (self->choices->pdata[index]));
    return TRUE;
  }
  if (word != NULL && self->allow_new) {
    g_ptr_array_add (self->chosen, g_steal_pointer (&word));
    return TRUE;
  }

  note = g_strdup_printf (self->allow_new ? _ ("“%s” cannot be used here.")
                                          : _ ("There is no “%s” to choose."),
                          text);
  od_sentence_show (self->note_label, note);
  return FALSE;
}

static void
take_away (OdChipsEntry *self, const char *word)
{
  guint index;

  if (!find (self->chosen, word, &index))
    return;

  g_ptr_array_remove_index (self->chosen, index);
  od_sentence_show (self->note_label, "");
  show_chips (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_signal_emit_by_name (self, "changed");
}

static void
on_remove_clicked (GtkButton *button, OdChipsEntry *self)
{
  g_autofree char *word = g_strdup (get_word (button));

  take_away (self, word);
}

static void
on_offer_clicked (GtkButton *button, OdChipsEntry *self)
{
  g_ptr_array_add (self->chosen, g_strdup (get_word (button)));
  od_sentence_show (self->note_label, "");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_chips (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_signal_emit_by_name (self, "changed");
}

static void
on_entry_activate (GtkEntry *entry, OdChipsEntry *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  od_chips_entry_type (self, text);
}

/* Returns: whether that is another now. */
static gboolean
look_at_entry (OdChipsEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *trimmed = g_strstrip (g_strdup (typed));
  gboolean before = self->unfinished;

  self->unfinished = trimmed[0] != '\0';
  return self->unfinished != before;
}

static void
on_entry_changed (GtkEditable *editable, OdChipsEntry *self)
{
  od_sentence_show (self->note_label, "");
  show_offers (self);
  if (look_at_entry (self))
    g_signal_emit_by_name (self, "changed");
}

static gboolean
on_key_pressed (GtkEventControllerKey *keys,
                guint key,
                guint code,
                GdkModifierType state,
                OdChipsEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *last = NULL;

  if (key != GDK_KEY_BackSpace || typed[0] != '\0' || self->chosen->len == 0)
    return GDK_EVENT_PROPAGATE;

  last = g_strdup (self->chosen->pdata[self->chosen->len - 1]);
  take_away (self, last);
  return GDK_EVENT_STOP;
}

static gboolean
od_chips_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OD_CHIPS_ENTRY (widget)->entry));
}

static void
od_chips_entry_finalize (GObject *object)
{
  OdChipsEntry *self = OD_CHIPS_ENTRY (object);

  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->chosen);
  G_OBJECT_CLASS (od_chips_entry_parent_class)->finalize (object);
}

static void
od_chips_entry_class_init (OdChipsEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_chips_entry_finalize;
  widget_class->grab_focus = od_chips_entry_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/form/"
                                                             "chips-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, OdChipsEntry, chip_box);
  gtk_widget_class_bind_template_child (widget_class, OdChipsEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, OdChipsEntry, offer_box);
  gtk_widget_class_bind_template_child (widget_class, OdChipsEntry, more_label);
  gtk_widget_class_bind_template_child (widget_class, OdChipsEntry, note_label);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);

  od_signal_new (klass, "changed", 0);
}

static void
od_chips_entry_init (OdChipsEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->choices = g_ptr_array_new_with_free_func (g_free);
  self->chosen = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  show_chips (self);
}

GtkWidget *
od_chips_entry_new (const char *title)
{
  OdChipsEntry *self = g_object_new (OD_TYPE_CHIPS_ENTRY, NULL);

  od_chips_entry_set_title (self, title);
  return GTK_WIDGET (self);
}

void
od_chips_entry_set_title (OdChipsEntry *self, const char *title)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
copy_words (GPtrArray *words, const char *const *from)
{
  guint ignored;

  g_ptr_array_set_size (words, 0);
  for (gsize i = 0; from != NULL && from[i] != NULL; i++) {
    if (!find (words, from[i], &ignored))
      g_ptr_array_add (words, g_strdup (from[i]));
  }
}

void
od_chips_entry_set_choices (OdChipsEntry *self, const char *const *choices)
{
  copy_words (self->choices, choices);
  show_offers (self);
}

void
od_chips_entry_set_chosen (OdChipsEntry *self, const char *const *chosen)
{
  copy_words (self->chosen, chosen);
  show_chips (self);
}

char **
od_chips_entry_dup_chosen (OdChipsEntry *self)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  char **words;

  for (guint i = 0; i < self->chosen->len; i++)
    g_strv_builder_add (builder, self->chosen->pdata[i]);
  words = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return words;
}

void
od_chips_entry_set_allow_new (OdChipsEntry *self, gboolean allow_new)
{
  self->allow_new = allow_new;
}

void
od_chips_entry_set_normalize (OdChipsEntry *self, char *(*normalize) (const char *text))
{
  self->normalize = normalize;
}

gboolean
od_chips_entry_type (OdChipsEntry *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (GString) left = g_string_new (NULL);
  guint before = self->chosen->len;

  od_sentence_show (self->note_label, "");
  for (gsize i = 0; words[i] != NULL; i++) {
    if (g_strstrip (words[i])[0] != '\0' && !add_word (self, words[i]))
      g_string_append_printf (left, "%s%s", left->len > 0 ? ", " : "", words[i]);
  }

  /* What was not taken stays typed, with the reason under it. */
  g_signal_handlers_block_by_func (self->entry, on_entry_changed, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), left->str);
  g_signal_handlers_unblock_by_func (self->entry, on_entry_changed, self);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  show_chips (self);
  if (look_at_entry (self) || self->chosen->len != before)
    g_signal_emit_by_name (self, "changed");
  return left->len == 0;
}

const char *
od_chips_entry_get_unfinished (OdChipsEntry *self)
{
  return self->unfinished ? _ ("Press Enter to add what is typed, or delete it.") : NULL;
}

const char *
od_chips_entry_get_note (OdChipsEntry *self)
{
  return gtk_label_get_text (self->note_label);
}
