/*
 * Pages of leads. A leadset may have ten million: no more is asked for than somebody
 * wants to see, and a search asks the server. Main thread.
 */
#include "app/leadset/lead-table.h"

#include "app/form/follow.h"
#include "app/leadset/lead-dialog.h"
#include "app/list/house-list.h"
#include "shared/wire/paths.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define PAGE 500

#define OD_TYPE_LEAD_TABLE (od_lead_table_get_type ())
G_DECLARE_FINAL_TYPE (OdLeadTable, od_lead_table, OD, LEAD_TABLE, AdwWindow)

struct _OdLeadTable {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  AdwBin *list_bin;
  GtkEditable *phone_entry;
  GtkButton *more_button;
  GtkLabel *problem_label;
  GtkLabel *part_label;
  OdHouseList *list;

  OdDesk *desk;
  OdRecord *leadset;
  OdRecordList *rows;
  json_t *leads;        /* all that was read */
  gint64 next;          /* where the next page begins; 0: there is none */
  GCancellable *errand; /* NULL: nothing is read */
};

G_DEFINE_FINAL_TYPE (OdLeadTable, od_lead_table, ADW_TYPE_WINDOW)

/* --- columns ---------------------------------------------------------------------- */

enum { PHONE, STATUS, FIRST_NAME, LAST_NAME, CITY, DIALING, CALLS };

static const char *
field_of (OdRecord *row, const char *name)
{
  json_t *fields = json_object_get (od_record_get_body (row), "fields");
  const char *text = json_string_value (json_object_get (fields, name));

  return text != NULL ? text : "";
}

static char *
say_phone (OdRecord *row, gpointer data)
{
  return g_strdup_printf ("+%s", od_record_get_text (row, "phone"));
}

static char *
say_status (OdRecord *row, gpointer data)
{
  return g_strdup (od_record_get_text (row, "status"));
}

static char *
say_first_name (OdRecord *row, gpointer data)
{
  return g_strdup (field_of (row, "First Name"));
}

static char *
say_last_name (OdRecord *row, gpointer data)
{
  return g_strdup (field_of (row, "Last Name"));
}

static char *
say_city (OdRecord *row, gpointer data)
{
  return g_strdup (field_of (row, "City"));
}

static char *
say_dialing (OdRecord *row, gpointer data)
{
  const char *state = od_record_get_text (row, "dial_state");

  if (g_str_equal (state, "ready"))
    return g_strdup (_ ("To be dialed"));
  if (g_str_equal (state, "done"))
    return g_strdup (_ ("Dialed"));
  if (g_str_equal (state, "waiting-retry"))
    return g_strdup (_ ("Waits for another try"));
  if (g_str_equal (state, "interrupted"))
    return g_strdup (_ ("Interrupted"));
  return g_strdup (_ ("Being dialed"));
}

static char *
say_calls (OdRecord *row, gpointer data)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, od_record_get_int (row, "attempts"));
}

static gint64
count_calls (OdRecord *row, gpointer data)
{
  return od_record_get_int (row, "attempts");
}

/* --- pages ------------------------------------------------------------------------ */

/* The list counts and searches what was read: said where there is more. */
static void
show_part (OdLeadTable *self)
{
  g_autofree char *words =
    g_strdup_printf (_ (
                       "The first %u leads are here; Search looks among these. There are "
                       "more."),
                     (guint) json_array_size (self->leads));

  gtk_label_set_text (self->part_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->part_label), self->next != 0);
}

static void
show_page (OdLeadTable *self, json_t *answer)
{
  json_t *next = json_object_get (answer, "next");

  json_array_extend (self->leads, json_object_get (answer, "leads"));
  od_record_list_replace (self->rows, self->leads);
  self->next = json_integer_value (next);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), self->next != 0);
  show_part (self);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdLeadTable) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->errand);
  gtk_widget_set_sensitive (GTK_WIDGET (self->more_button), TRUE);
  gtk_label_set_text (self->problem_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), error != NULL);
  if (answer != NULL)
    show_page (self, answer);
  json_decref (answer);
}

/* What people write between digits means nothing here. */
static char *
digits_of (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
  }
  return g_string_free (digits, FALSE);
}

static void
read_page (OdLeadTable *self)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT,
                                         od_record_get_id (self->leadset));
  g_autofree char *base = od_backend_fill_path (OD_PATH_LEADSET_LEADS, id);
  g_autofree char *prefix = digits_of (gtk_editable_get_text (self->phone_entry));
  g_autofree char *path = g_strdup_printf ("%s?limit=%d&after=%" G_GINT64_FORMAT "%s%s",
                                           base, PAGE, self->next,
                                           *prefix != '\0' ? "&prefix=" : "", prefix);
  OdBackendRequest request = { "GET", path };

  if (self->errand != NULL)
    g_cancellable_cancel (self->errand);
  g_clear_object (&self->errand);
  self->errand = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->more_button), FALSE);
  od_backend_call_async (od_desk_get_backend (self->desk), &request, self->errand,
                         on_page, g_object_ref (self));
}

static void
begin_again (OdLeadTable *self)
{
  json_array_clear (self->leads);
  self->next = 0;
  read_page (self);
}

static void
on_row_activated (OdHouseList *list, OdRecord *row, guint column, OdLeadTable *self)
{
  GtkWidget *dialog = od_lead_dialog_show (GTK_WIDGET (self), self->desk, row);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (begin_again), self,
                           G_CONNECT_SWAPPED);
}

/* --- the window ------------------------------------------------------------------- */

static void
od_lead_table_dispose (GObject *object)
{
  OdLeadTable *self = OD_LEAD_TABLE (object);

  if (self->errand != NULL)
    g_cancellable_cancel (self->errand);
  g_clear_object (&self->errand);
  g_clear_object (&self->leadset);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_lead_table_parent_class)->dispose (object);
}

static void
od_lead_table_finalize (GObject *object)
{
  OdLeadTable *self = OD_LEAD_TABLE (object);

  json_decref (self->leads);
  g_object_unref (self->rows);
  G_OBJECT_CLASS (od_lead_table_parent_class)->finalize (object);
}

static void
od_lead_table_class_init (OdLeadTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_lead_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_lead_table_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "leadset/lead-table.ui");
  gtk_widget_class_bind_template_child (widget_class, OdLeadTable, window_title);
  gtk_widget_class_bind_template_child (widget_class, OdLeadTable, list_bin);
  gtk_widget_class_bind_template_child (widget_class, OdLeadTable, phone_entry);
  gtk_widget_class_bind_template_child (widget_class, OdLeadTable, more_button);
  gtk_widget_class_bind_template_child (widget_class, OdLeadTable, problem_label);
  gtk_widget_class_bind_template_child (widget_class, OdLeadTable, part_label);
  gtk_widget_class_bind_template_callback (widget_class, begin_again);
  gtk_widget_class_bind_template_callback (widget_class, read_page);
}

static void
od_lead_table_init (OdLeadTable *self)
{
  OdListColumn columns[] = {
    [PHONE] = { _ ("Phone"), say_phone, .kind = OD_LIST_LINK },
    [STATUS] = { _ ("Status"), say_status, .kind = OD_LIST_CHIP },
    [FIRST_NAME] = { _ ("First Name"), say_first_name },
    [LAST_NAME] = { _ ("Last Name"), say_last_name },
    [CITY] = { _ ("City"), say_city },
    [DIALING] = { _ ("Dialing"), say_dialing },
    [CALLS] = { _ ("Calls"), say_calls, count_calls },
  };
  GtkWidget *list;

  self->rows = od_record_list_new ();
  self->leads = json_array ();
  gtk_widget_init_template (GTK_WIDGET (self));
  list = od_house_list_new (_ ("Leads"), G_LIST_MODEL (self->rows), columns,
                            G_N_ELEMENTS (columns), self);
  self->list = OD_HOUSE_LIST (list);
  od_house_list_set_empty_text (self->list, _ ("No lead here. Upload leads first."));
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (list, "refresh-asked", G_CALLBACK (begin_again), self);
  adw_bin_set_child (self->list_bin, list);
}

GtkWindow *
od_lead_table_new (GtkWindow *parent, OdDesk *desk, OdRecord *leadset)
{
  OdLeadTable *self = g_object_new (OD_TYPE_LEAD_TABLE, NULL);

  od_follow (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->leadset = g_object_ref (leadset);
  adw_window_title_set_subtitle (self->window_title,
                                 od_record_get_text (leadset, "name"));
  read_page (self);
  return GTK_WINDOW (self);
}
