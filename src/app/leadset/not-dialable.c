/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's reasons in a supervisor's words. The lines are a model, so that those that
 * stay are not built again while numbers run. Main thread.
 */
#include "app/leadset/not-dialable.h"

#include "app/desk/record-list.h"
#include "shared/model/tally.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

struct _OdNotDialableList {
  AdwBin parent_instance;

  GtkListBox *list;
  OdRecordList *rows;
};

G_DEFINE_FINAL_TYPE (OdNotDialableList, od_not_dialable, ADW_TYPE_BIN)

/* What people call what the server counts. */
/* clang-format off */
static const char *const reasons[OD_TALLY_N_WHYS] = {
  [OD_TALLY_WHY_CALLING]     = N_ ("Being called now"),
  [OD_TALLY_WHY_RETRY]       = N_ ("Waiting for another try"),
  [OD_TALLY_WHY_INTERRUPTED] = N_ ("Call was cut off, tried again later"),
  [OD_TALLY_WHY_FINISHED]    = N_ ("Already called"),
  [OD_TALLY_WHY_DO_NOT_CALL] = N_ ("Asked not to be called"),
  [OD_TALLY_WHY_BAD_NUMBER]  = N_ ("The number is wrong or disconnected"),
  [OD_TALLY_WHY_LEADSET]     = N_ ("The leadset is inactive"),
  [OD_TALLY_WHY_NO_CAMPAIGN] = N_ ("No campaign is selected"),
  [OD_TALLY_WHY_CAMPAIGN]    = N_ ("The campaign is inactive"),
  [OD_TALLY_WHY_STATUS]      = N_ ("Other statuses not in Source Status"),
};
/* clang-format on */

/* (transfer full): a reason of a newer server is shown by its name. */
static char *
make_words (OdRecord *row)
{
  const char *why = od_record_get_text (row, OD_FIELD_WHY);
  const char *status = od_record_get_text (row, OD_FIELD_STATUS);

  if (status[0] != '\0')
    return g_strdup_printf (_ ("%s is not in Source Status"), status);
  for (int i = 0; i < OD_TALLY_N_WHYS; i++) {
    if (strcmp (od_tally_why_get_name ((OdTallyWhy) i), why) == 0)
      return g_strdup (_ (reasons[i]));
  }

  return g_strdup (why);
}

static void
show_row (OdRecord *row, GtkWidget *line)
{
  g_autofree char *words = make_words (row);
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT,
                                             od_record_get_int (row, OD_FIELD_COUNT));

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (line)), words);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (line)), number);
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_label_new (NULL), *number = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (number, GTK_ALIGN_START);
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), number);
  g_signal_connect_object (item, "changed", G_CALLBACK (show_row), line, 0);
  show_row (item, line);
  return line;
}

static void
od_not_dialable_finalize (GObject *object)
{
  g_object_unref (OD_NOT_DIALABLE (object)->rows);
  G_OBJECT_CLASS (od_not_dialable_parent_class)->finalize (object);
}

static void
od_not_dialable_class_init (OdNotDialableListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_not_dialable_finalize;
}

static void
od_not_dialable_init (OdNotDialableList *self)
{
  self->rows = od_record_list_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->rows), make_row, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "why-not");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Why leads are not dialed now"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
od_not_dialable_set_leads (OdNotDialableList *self, json_t *all)
{
  json_t *rows = json_array ();
  json_t *reason;
  gsize i;

  /* A place in the list is a row: its words may become others. */
  json_array_foreach (all, i, reason)
  {
    json_t *row = json_copy (reason);

    json_object_set_new (row, OD_FIELD_ID, json_integer (i + 1));
    if (json_object_get (row, OD_FIELD_STATUS) == NULL)
      json_object_set_new (row, OD_FIELD_STATUS, json_null ());
    json_array_append_new (rows, row);
  }
  od_record_list_replace (self->rows, rows);
  gtk_widget_set_visible (GTK_WIDGET (self), json_array_size (rows) > 0);
  json_decref (rows);
}
