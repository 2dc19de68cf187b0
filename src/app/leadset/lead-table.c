/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages of leads. A leadset may have ten million: no more is asked for than somebody
 * wants to see, a search asks the server, and what is there stays where it is when more
 * comes. Main thread.
 */
#include "app/leadset/lead-table.h"

#include "app/form/file-choice.h"
#include "app/form/follow.h"
#include "app/form/sentence.h"
#include "app/layout/text-size.h"
#include "app/leadset/export-bar.h"
#include "app/leadset/lead-dialog.h"
#include "app/leadset/lead-query.h"
#include "app/list/record-table.h"
#include "shared/model/lead.h"
#include "shared/model/phone-number.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAGE        500 /* leads of one answer */
#define PHONE_CHARS 16  /* "+442000000000": digits are wider than most letters */
#define SCREENFUL   100 /* leads wanted at once: reading goes on until they came */

struct _OdLeadTable {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  AdwBin *list_bin;
  GtkSearchEntry *search_entry;
  GtkDropDown *disposition_drop;
  GtkButton *export_button;
  OdExportBar *export_bar;
  GtkButton *more_button;
  GtkLabel *problem_label;
  GtkLabel *part_label;
  OdRecordTable *list;

  OdDesk *desk;
  OdRecord *leadset;
  OdRecordList *rows;
  GPtrArray *dispositions; /* (element-type utf8): by place in the drop-down; NULL: all */
  gboolean filling;        /* the drop-down is changed by us, not by the person */

  char *path;                 /* of what is shown, without limit and place */
  gboolean shown_disposition; /* it names one */
  gboolean fresh;             /* the next answer takes the place of what is shown */
  gint64 next;                /* where the next page begins; 0: there is none */
  guint wanted;               /* rows that are to be there before reading stops */
  guint64 looked;             /* leads the server has looked at */
  gint64 calls;               /* of the leads shown, those of the disposition */
  GCancellable *cancellable;  /* NULL: no page is read */
  char *page_problem;         /* of the last page; NULL: it came; so below */
  char *board_problem;
  GCancellable *life; /* ends with the window */
};

G_DEFINE_FINAL_TYPE (OdLeadTable, od_lead_table, ADW_TYPE_WINDOW)

/* --- columns ---------------------------------------------------------------------- */

static char *
say_phone (OdRecord *row, gpointer data)
{
  return od_phone_number_dup_shown (od_record_get_text (row, OD_FIELD_PHONE));
}

static char *
say_dialing (OdRecord *row, gpointer data)
{
  OdLeadDialState state;

  if (!od_lead_dial_state_from_name (od_record_get_text (row, OD_FIELD_DIAL_STATE),
                                     &state))
    return g_strdup (od_record_get_text (row, OD_FIELD_DIAL_STATE));
  switch (state) {
  case OD_LEAD_READY:
    return g_strdup (_ ("To be dialed"));
  case OD_LEAD_DONE:
    return g_strdup (_ ("Dialed"));
  case OD_LEAD_WAITING_RETRY:
    return g_strdup (_ ("Waits for another try"));
  case OD_LEAD_INTERRUPTED:
    return g_strdup (_ ("Interrupted"));
  case OD_LEAD_DO_NOT_CALL:
    return g_strdup (_ ("Asked not to be called"));
  case OD_LEAD_BAD_NUMBER:
    return g_strdup (_ ("Wrong or disconnected number"));
  default:
    return g_strdup (_ ("Being dialed"));
  }
}

/* --- what is asked for ------------------------------------------------------------ */

static const char *
get_disposition (OdLeadTable *self)
{
  return g_ptr_array_index (self->dispositions,
                            gtk_drop_down_get_selected (self->disposition_drop));
}

static char *
make_path (OdLeadTable *self)
{
  return od_lead_query_new (od_record_get_id (self->leadset),
                            gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
                            get_disposition (self));
}

/* --- pages ------------------------------------------------------------------------ */

static guint
count_rows (OdLeadTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/* While the server looks through many leads to find a few, it says how far it is. If it
 * failed at once, only the problem is shown. */
static char *
dup_part (OdLeadTable *self)
{
  if (self->fresh)
    return g_strdup (self->cancellable != NULL ? _ ("Waiting for the server.") : "");
  if (self->cancellable != NULL)
    return g_strdup_printf (_ ("Leads found: %'u. Leads looked at so far: %'lu…"),
                            count_rows (self), (gulong) self->looked);
  if (self->next != 0)
    return g_strdup_printf (_ ("Leads shown: %'u. There are more: scroll on."),
                            count_rows (self));
  if (self->shown_disposition)
    return g_strdup_printf (_ ("Leads shown: %'u, with %'ld calls that came out so. "
                               "These are all."),
                            count_rows (self), (glong) self->calls);

  return g_strdup_printf (_ ("Leads shown: %'u. These are all."), count_rows (self));
}

static void
show_part (OdLeadTable *self)
{
  g_autofree char *words = dup_part (self);
  gboolean reading = self->cancellable != NULL;

  gtk_label_set_text (self->part_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), self->next != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->more_button), !reading);
  if (reading || self->fresh)
    od_record_table_set_empty_text (self->list, words);
  else if (strchr (self->path, '?') != NULL)
    od_record_table_set_empty_text (self->list, _ ("No lead matches."));
  else
    od_record_table_set_empty_text (self->list, _ ("No lead here. Upload leads first."));
}

/* @place: of the two that may fail. What is wrong with one is said until that succeeds.
 */
static void
take_problem (OdLeadTable *self, char **place, const GError *error)
{
  g_free (*place);
  *place = error != NULL ? g_strdup (error->message) : NULL;
  od_sentence_show (self->problem_label, self->page_problem != NULL
                                           ? self->page_problem
                                           : self->board_problem);
}

static void read_page (OdLeadTable *self); /* a page may be too short to stop */

static void
show_page (OdLeadTable *self, json_t *answer)
{
  json_t *leads = json_object_get (answer, OD_FIELD_LEADS), *lead;
  gsize i;

  if (self->fresh)
    od_record_list_replace (self->rows, leads);
  else
    od_record_list_append (self->rows, leads);
  json_array_foreach (leads, i, lead)
  {
    self->calls += json_integer_value (json_object_get (lead, OD_FIELD_MATCHING_CALLS));
  }
  self->fresh = FALSE;
  self->looked += (guint64) json_integer_value (
    json_object_get (answer, OD_FIELD_LOOKED_AT));
  self->next = json_integer_value (json_object_get (answer, OD_FIELD_NEXT));
  if (self->next != 0 && count_rows (self) < self->wanted)
    read_page (self);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdLeadTable) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  take_problem (self, &self->page_problem, error);
  if (answer != NULL)
    show_page (self, answer);
  show_part (self);
  json_decref (answer);
}

static void
read_page (OdLeadTable *self)
{
  g_autofree char *path = g_strdup_printf ("%s%climit=%d&after=%" G_GINT64_FORMAT,
                                           self->path,
                                           strchr (self->path, '?') != NULL ? '&' : '?',
                                           PAGE, self->fresh ? 0 : self->next);
  OdBackendRequest request = { "GET", path, .patient = TRUE };

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  od_backend_call_async (od_desk_get_backend (self->desk), &request, self->cancellable,
                         on_page, g_object_ref (self));
}

static void
begin_again (OdLeadTable *self)
{
  g_free (self->path);
  self->path = make_path (self);
  self->shown_disposition = get_disposition (self) != NULL;
  self->fresh = TRUE;
  self->next = 0;
  self->looked = 0;
  self->calls = 0;
  self->wanted = SCREENFUL;
  read_page (self);
  show_part (self);
}

/* One page more than there is; once, however often it is asked while one comes. */
static void
read_more (OdLeadTable *self)
{
  if (self->cancellable != NULL || self->next == 0)
    return;

  self->wanted = count_rows (self) + SCREENFUL;
  read_page (self);
  show_part (self);
}

static void
on_saved (GtkWidget *dialog, json_t *answer, OdLeadTable *self)
{
  od_record_list_merge (self->rows,
                        json_integer_value (json_object_get (answer, OD_FIELD_ID)),
                        answer);
}

static void
on_lead (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdLeadTable) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);
  json_t *lead = json_array_get (json_object_get (answer, OD_FIELD_LEADS), 0);

  if (lead != NULL)
    od_record_list_merge (self->rows,
                          json_integer_value (json_object_get (lead, OD_FIELD_ID)), lead);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_problem (self, &self->page_problem, error);
  json_decref (answer);
}

/* The row follows in its place. A leadset has a number once, and it comes before all
 * longer ones. */
static void
on_corrected (GtkWidget *dialog, OdRecord *lead, OdLeadTable *self)
{
  g_autofree char *query = od_lead_query_new (od_record_get_id (self->leadset),
                                              od_record_get_text (lead, OD_FIELD_PHONE),
                                              NULL);
  g_autofree char *path = g_strconcat (query, "&limit=1", NULL);
  OdBackendRequest request = { "GET", path };

  od_backend_call_async (od_desk_get_backend (self->desk), &request, self->life, on_lead,
                         g_object_ref (self));
}

static void
on_row_activated (OdRecordTable *list,
                  OdRecord *row,
                  const char *column,
                  OdLeadTable *self)
{
  GtkWidget *dialog = od_lead_dialog_show (GTK_WIDGET (self), self->desk, row);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_saved), self, 0);
  g_signal_connect_object (dialog, "corrected", G_CALLBACK (on_corrected), self, 0);
}

/* --- dispositions ----------------------------------------------------------------- */

static void
add_disposition (OdLeadTable *self, GtkStringList *words, const char *label, gint64 n)
{
  g_autofree char *counted = n < 0
                               ? g_strdup (label)
                               : g_strdup_printf ("%s (%'" G_GINT64_FORMAT ")", label, n);

  g_ptr_array_add (self->dispositions, g_strdup (label));
  gtk_string_list_append (words, counted);
}

/* The slices of @pie (nullable), and @chosen (nullable) whatever becomes of it. */
static void
fill_dispositions (OdLeadTable *self, json_t *pie, const char *chosen)
{
  g_autofree char *stays = g_strdup (chosen);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint place = 0;
  json_t *slice;
  gsize i;

  g_ptr_array_set_size (self->dispositions, 0);
  g_ptr_array_add (self->dispositions, NULL);
  gtk_string_list_append (words, _ ("All leads"));
  json_array_foreach (pie, i, slice)
  {
    const char *label = json_string_value (json_object_get (slice, OD_FIELD_DISPOSITION));

    if (label == NULL)
      continue;
    if (g_strcmp0 (label, stays) == 0)
      place = self->dispositions->len;
    add_disposition (self, words, label,
                     json_integer_value (json_object_get (slice, OD_FIELD_COUNT)));
  }
  if (stays != NULL && place == 0) {
    place = self->dispositions->len;
    add_disposition (self, words, stays, -1);
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->disposition_drop, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->disposition_drop, place);
  self->filling = FALSE;
}

static void
on_disposition_chosen (OdLeadTable *self)
{
  if (!self->filling)
    begin_again (self);
}

static void
on_board (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdLeadTable) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *board = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  take_problem (self, &self->board_problem, error);
  if (board != NULL)
    fill_dispositions (self, json_object_get (board, OD_FIELD_PIE),
                       get_disposition (self));
  json_decref (board);
}

static void
read_board (OdLeadTable *self)
{
  g_autofree char *path = od_backend_fill_id (OD_PATH_LEADSET_STATS,
                                              od_record_get_id (self->leadset));
  OdBackendRequest request = { "GET", path };

  od_backend_call_async (od_desk_get_backend (self->desk), &request, self->life, on_board,
                         g_object_ref (self));
}

static void
refresh (OdLeadTable *self)
{
  read_board (self);
  begin_again (self);
}

/* --- export ----------------------------------------------------------------------- */

static void
on_export_over (OdLeadTable *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->export_button), TRUE);
}

void
od_lead_table_export (GtkWidget *table, GFile *file)
{
  OdLeadTable *self = OD_LEAD_TABLE (table);

  gtk_widget_set_sensitive (GTK_WIDGET (self->export_button), FALSE);
  od_export_bar_start (self->export_bar, od_desk_get_backend (self->desk), self->path,
                       file);
}

static void
choose_place (OdLeadTable *self)
{
  /* Translators: the proposed name of a file; %s is a leadset's name. */
  g_autofree char *name = g_strdup_printf (_ ("Leads of %s.csv"),
                                           od_record_get_text (self->leadset,
                                                               OD_FIELD_NAME));

  g_strdelimit (name, "/\\", '-');
  od_file_choice_save (GTK_WIDGET (self), _ ("Export Leads"), name, od_lead_table_export);
}

static gboolean
on_close_request (OdLeadTable *self)
{
  return !od_export_bar_ask_to_close (self->export_bar);
}

/* --- the window ------------------------------------------------------------------- */

/* The window is closed. What is asked holds it till the answer: nobody reads on for it.
 */
static void
od_lead_table_unrealize (GtkWidget *widget)
{
  OdLeadTable *self = OD_LEAD_TABLE (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->life);
  GTK_WIDGET_CLASS (od_lead_table_parent_class)->unrealize (widget);
}

static void
od_lead_table_dispose (GObject *object)
{
  OdLeadTable *self = OD_LEAD_TABLE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->leadset);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_lead_table_parent_class)->dispose (object);
}

static void
od_lead_table_finalize (GObject *object)
{
  OdLeadTable *self = OD_LEAD_TABLE (object);

  g_free (self->path);
  g_free (self->page_problem);
  g_free (self->board_problem);
  g_ptr_array_unref (self->dispositions);
  g_object_unref (self->life);
  g_object_unref (self->rows);
  G_OBJECT_CLASS (od_lead_table_parent_class)->finalize (object);
}

static void
od_lead_table_class_init (OdLeadTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_lead_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_lead_table_finalize;
  widget_class->unrealize = od_lead_table_unrealize;
  g_type_ensure (OD_TYPE_EXPORT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "leadset/lead-table.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, OdLeadTable, name)
  BIND (window_title);
  BIND (list_bin);
  BIND (search_entry);
  BIND (disposition_drop);
  BIND (export_button);
  BIND (export_bar);
  BIND (more_button);
  BIND (problem_label);
  BIND (part_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, begin_again);
  gtk_widget_class_bind_template_callback (widget_class, read_more);
  gtk_widget_class_bind_template_callback (widget_class, on_disposition_chosen);
  gtk_widget_class_bind_template_callback (widget_class, choose_place);
  gtk_widget_class_bind_template_callback (widget_class, on_export_over);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
}

static void
od_lead_table_init (OdLeadTable *self)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_PHONE,
      .title = _ ("Phone"),
      .text = say_phone,
      .kind = OD_LIST_LINK,
      .chars = PHONE_CHARS },
    { .name = OD_FIELD_STATUS, .title = _ ("Status"), .kind = OD_LIST_CHIP },
    { .name = "First Name", .within = OD_FIELD_FIELDS, .title = _ ("First Name") },
    { .name = "Last Name", .within = OD_FIELD_FIELDS, .title = _ ("Last Name") },
    { .name = "City", .within = OD_FIELD_FIELDS, .title = _ ("City") },
    { .name = OD_FIELD_DIAL_STATE, .title = _ ("Dialing"), .text = say_dialing },
    { .name = OD_FIELD_ATTEMPTS, .title = _ ("Calls"), .counts = TRUE },
  };
  GtkWidget *list;

  self->rows = od_record_list_new ();
  self->dispositions = g_ptr_array_new_with_free_func (g_free);
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  od_text_size_widen (GTK_WINDOW (self));
  /* The focus goes to the button inside: its name is what a screen reader reads. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (
                                    GTK_WIDGET (self->disposition_drop))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Disposition"), -1);
  list = od_record_table_new (_ ("Leads"), G_LIST_MODEL (self->rows), columns,
                              G_N_ELEMENTS (columns), self);
  self->list = OD_RECORD_TABLE (list);
  od_record_table_set_can_search (self->list, FALSE);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (list, "refresh-asked", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (list, "end-near", G_CALLBACK (read_more), self);
  adw_bin_set_child (self->list_bin, list);
}

GtkWindow *
od_lead_table_new (GtkWindow *parent,
                   OdDesk *desk,
                   OdRecord *leadset,
                   const char *disposition)
{
  OdLeadTable *self = g_object_new (OD_TYPE_LEAD_TABLE, NULL);

  od_follow (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->leadset = g_object_ref (leadset);
  adw_window_title_set_subtitle (self->window_title,
                                 od_record_get_text (leadset, OD_FIELD_NAME));
  fill_dispositions (self, NULL, disposition);
  refresh (self);
  return GTK_WINDOW (self);
}
