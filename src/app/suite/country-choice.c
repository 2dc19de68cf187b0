/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list to search in, and a proposal below it. Nothing is chosen that is not shown. Main
 * thread.
 */
#include "app/suite/country-choice.h"

#include "app/import/country-guess.h"
#include "app/import/country-memory.h"
#include "app/object/signal.h"
#include "shared/numbers/number-country.h"

#include <glib/gi18n.h>

struct _OdCountryChoice {
  AdwBin parent_instance;

  GtkDropDown *drop;
  GtkButton *proposal_button;
  GtkLabel *proposal_label;

  OdImportSheet *sheet;
  char *server;
  gint64 leadset_id;
  GArray *countries; /* (element-type OdNumberCountry): as the list has them, from 1 on */
  const char *proposed; /* ISO name, static; NULL: nothing to propose */
  gboolean showing;     /* what is selected comes from the sheet, not from a person */
};

G_DEFINE_FINAL_TYPE (OdCountryChoice, od_country_choice, ADW_TYPE_BIN)

static int
by_title (gconstpointer one, gconstpointer other)
{
  return g_utf8_collate (((const OdNumberCountry *) one)->title,
                         ((const OdNumberCountry *) other)->title);
}

/* 0: none, as in the list. */
static guint
find_place (OdCountryChoice *self, const char *name)
{
  for (guint i = 0; name != NULL && i < self->countries->len; i++) {
    if (g_str_equal (g_array_index (self->countries, OdNumberCountry, i).name, name))
      return i + 1;
  }

  return 0;
}

/* --- following the sheet ---------------------------------------------------------- */

static void
propose (OdCountryChoice *self)
{
  const OdSheetLook *look = od_import_sheet_get_look (self->sheet);
  const char *own = od_country_guess_rows (G_LIST_MODEL (look->rows), look->n_columns);
  gboolean open = od_import_sheet_get_country (self->sheet) == NULL;
  g_autofree char *words = NULL;
  OdNumberCountry country;

  self->proposed = own != NULL ? own
                               : od_country_guess_languages (g_get_language_names ());
  open = open && self->proposed != NULL
         && od_number_country_find (self->proposed, &country);
  gtk_widget_set_visible (GTK_WIDGET (self->proposal_button), open);
  gtk_widget_set_visible (GTK_WIDGET (self->proposal_label), open);
  if (!open)
    return;

  words = g_strdup_printf (_ ("Use %s"), country.title);
  gtk_button_set_label (self->proposal_button, words);
  gtk_label_set_text (self->proposal_label,
                      own != NULL
                        ? _ ("The file's own numbers with + are of that country.")
                        : _ ("This computer's language is of that country."));
}

/* The list is a button to whoever cannot see it, and has no name before it is shown. */
static void
name_button (OdCountryChoice *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->drop);
  g_autofree char *name = g_strdup_printf (_ ("Default Country: %s"),
                                           gtk_string_object_get_string (chosen));

  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                    gtk_widget_get_first_child (GTK_WIDGET (self->drop))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show (OdCountryChoice *self)
{
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->drop, find_place (self, od_import_sheet_get_country (
                                                              self->sheet)));
  self->showing = FALSE;
  name_button (self);
  propose (self);
}

/* --- what is chosen --------------------------------------------------------------- */

static void
choose (OdCountryChoice *self, const char *name)
{
  od_country_memory_keep (self->server, self->leadset_id, name);
  od_import_sheet_set_country (self->sheet, name, NULL);
}

static void
on_selected (OdCountryChoice *self)
{
  guint place = gtk_drop_down_get_selected (self->drop);

  if (self->showing || self->sheet == NULL || place > self->countries->len)
    return;
  choose (self, place > 0
                  ? g_array_index (self->countries, OdNumberCountry, place - 1).name
                  : NULL);
}

static void
use_proposal (OdCountryChoice *self)
{
  choose (self, self->proposed);
}

/* --- the widget ------------------------------------------------------------------- */

static void
od_country_choice_dispose (GObject *object)
{
  OdCountryChoice *self = OD_COUNTRY_CHOICE (object);

  od_signal_leave (&self->sheet, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), OD_TYPE_COUNTRY_CHOICE);
  G_OBJECT_CLASS (od_country_choice_parent_class)->dispose (object);
}

static void
od_country_choice_finalize (GObject *object)
{
  OdCountryChoice *self = OD_COUNTRY_CHOICE (object);

  g_array_unref (self->countries);
  g_free (self->server);
  G_OBJECT_CLASS (od_country_choice_parent_class)->finalize (object);
}

static void
od_country_choice_class_init (OdCountryChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_country_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_country_choice_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "suite/country-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, OdCountryChoice, drop);
  gtk_widget_class_bind_template_child (widget_class, OdCountryChoice, proposal_button);
  gtk_widget_class_bind_template_child (widget_class, OdCountryChoice, proposal_label);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, use_proposal);
}

static void
od_country_choice_init (OdCountryChoice *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  OdNumberCountry country;

  self->countries = g_array_new (FALSE, FALSE, sizeof (OdNumberCountry));
  for (gsize i = 0; od_number_country_get (i, &country); i++)
    g_array_append_val (self->countries, country);
  g_array_sort (self->countries, by_title);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (words, _ ("None"));
  for (guint i = 0; i < self->countries->len; i++) {
    country = g_array_index (self->countries, OdNumberCountry, i);
    gtk_string_list_take (words, g_strdup_printf ("%s +%u", country.title,
                                                  country.calling_code));
  }
  self->showing = TRUE;
  gtk_drop_down_set_model (self->drop, G_LIST_MODEL (words));
  self->showing = FALSE;
}

void
od_country_choice_set_sheet (OdCountryChoice *self,
                             OdImportSheet *sheet,
                             const char *server,
                             gint64 leadset_id)
{
  g_return_if_fail (self->sheet == NULL);

  self->sheet = g_object_ref (sheet);
  self->server = g_strdup (server);
  self->leadset_id = leadset_id;
  od_import_sheet_set_country (sheet, od_country_memory_recall (server, leadset_id),
                               NULL);
  g_signal_connect_object (sheet, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
