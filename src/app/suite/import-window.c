/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three pages that follow the sheet: where the rows come from, what they are, how far
 * they are. Nothing pasted or mapped is lost when the server goes away. Main thread.
 */
#include "app/suite/import-window.h"

#include "app/form/file-choice.h"
#include "app/form/follow.h"
#include "app/form/question.h"
#include "app/form/sentence.h"
#include "app/form/typed-text.h"
#include "app/import/import-sheet.h"
#include "app/layout/text-size.h"
#include "app/object/signal.h"
#include "app/suite/country-choice.h"
#include "app/suite/data-suite.h"
#include "app/suite/mapping-grid.h"
#include "app/suite/status-check.h"
#include "app/suite/upload-page.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

struct _OdImportWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkToggleButton *import_toggle;
  GtkToggleButton *preview_toggle;
  GtkStack *pages;
  GtkButton *drop_button;
  GtkTextView *text_view;
  GtkButton *text_button;
  GtkLabel *import_problem_label;
  GtkSpinner *spinner;
  OdMappingGrid *grid;
  GtkLabel *source_label;
  GtkWidget *header_bar_row;
  GtkLabel *header_label;
  GtkLabel *started_label;
  GtkLabel *must_label;
  GtkLabel *start_label;
  GtkLabel *columns_label;
  GtkLabel *look_label;
  GtkLabel *status_label;
  OdCountryChoice *country_choice;
  GtkWidget *fill_box;
  GtkEntry *fill_entry;
  GtkLabel *fill_problem_label;
  GtkLabel *preview_problem_label;
  GtkButton *modify_button;
  GtkButton *upload_button;
  OdDataSuite *suite;
  OdUploadPage *upload_page;

  OdDesk *desk;
  gint64 leadset_id;
  OdImportSheet *sheet;
};

G_DEFINE_FINAL_TYPE (OdImportWindow, od_import_window, ADW_TYPE_WINDOW)

/* --- following the sheet ---------------------------------------------------------- */

static OdRecordList *
campaigns_of (OdImportWindow *self)
{
  return od_desk_get_list (self->desk, OD_DESK_CAMPAIGNS);
}

static void
show_needs (OdImportWindow *self)
{
  OdSheetNeeds needs = od_import_sheet_get_needs (self->sheet);
  gboolean phone = needs & OD_SHEET_NEEDS_PHONE;
  gboolean status = needs & OD_SHEET_NEEDS_STATUS;
  g_autofree char *unknown = od_status_check_say (self->sheet, campaigns_of (self));
  guint n = (phone || status) + ((needs & OD_SHEET_NEEDS_START_ROW) != 0)
            + ((needs & OD_SHEET_NEEDS_COLUMNS) != 0)
            + ((needs & OD_SHEET_NEEDS_LOOK) != 0) + (unknown != NULL);
  g_autofree char *started = g_strdup_printf (_ ("Get Started %u"), n);
  g_autofree char *must = g_strdup_printf (_ ("Required: Map mandatory Columns: %s%s%s"),
                                           phone ? OD_COLUMN_PHONE : "",
                                           phone && status ? ", " : "",
                                           status ? OD_COLUMN_STATUS : "");

  gtk_label_set_text (self->started_label, n > 0 ? started : _ ("Ready to upload"));
  od_sentence_show (self->must_label, phone || status ? must : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->start_label),
                          needs & OD_SHEET_NEEDS_START_ROW);
  gtk_widget_set_visible (GTK_WIDGET (self->columns_label),
                          needs & OD_SHEET_NEEDS_COLUMNS);
  gtk_widget_set_visible (GTK_WIDGET (self->look_label), needs & OD_SHEET_NEEDS_LOOK);
  od_sentence_show (self->status_label, unknown);
  gtk_widget_set_sensitive (GTK_WIDGET (self->modify_button),
                            (needs & OD_SHEET_MUST) == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->upload_button),
                            (needs & OD_SHEET_MUST) == 0);
}

static void
show_source (OdImportWindow *self)
{
  const OdSheetLook *look = od_import_sheet_get_look (self->sheet);
  gboolean offer = look->header_row != 0
                   && od_import_sheet_get_needs (self->sheet) & OD_SHEET_NEEDS_COLUMNS;
  g_autofree char *row = g_strdup_printf ("%" G_GUINT64_FORMAT, look->header_row);
  g_autofree char *words =
    g_strdup_printf (_ ("Row %s looks like a header: its names can be mapped for you."),
                     row);
  g_autofree char *source = NULL;

  source = look->guessed_encoding != NULL
             ? g_strdup_printf (_ ("%s, read as %s: look whether the letters are right"),
                                look->name, look->guessed_encoding)
             : g_strdup (look->name);
  gtk_label_set_text (self->source_label, source);
  gtk_label_set_text (self->header_label, words);
  gtk_widget_set_visible (self->header_bar_row, offer);
}

/* What each state of the sheet is in this window. */
/* clang-format off */
static const struct {
  const char *page;
  gboolean choosing;   /* pages can be changed, another source taken */
  gboolean holds_rows; /* that are not uploaded */
} looks[] = {
  [OD_SHEET_EMPTY]     = { "import",  TRUE,  FALSE },
  [OD_SHEET_LOADING]   = { "import",  TRUE,  FALSE },
  [OD_SHEET_LOADED]    = { "preview", TRUE,  TRUE },
  [OD_SHEET_STAGING]   = { "suite",   FALSE, TRUE },
  [OD_SHEET_STAGED]    = { "suite",   FALSE, TRUE },
  [OD_SHEET_UPLOADING] = { "upload",  FALSE, FALSE },
  [OD_SHEET_DONE]      = { "upload",  FALSE, FALSE },
};
/* clang-format on */

static void
show_page (OdImportWindow *self, OdSheetState state)
{
  gboolean choosing = looks[state].choosing;

  gtk_widget_set_sensitive (GTK_WIDGET (self->preview_toggle), state == OD_SHEET_LOADED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_toggle), choosing);
  gtk_stack_set_visible_child_name (self->pages, looks[state].page);
  if (state == OD_SHEET_LOADED)
    gtk_toggle_button_set_active (self->preview_toggle, TRUE);
  else if (choosing)
    gtk_toggle_button_set_active (self->import_toggle, TRUE);
}

static void
on_changed (OdImportSheet *sheet, OdImportWindow *self)
{
  OdSheetState state = od_import_sheet_get_state (sheet);
  const char *problem = od_import_sheet_get_problem (sheet);
  const char *shown = gtk_stack_get_visible_child_name (self->pages);
  OdStaging *staging = od_import_sheet_get_staging (sheet);

  gtk_spinner_set_spinning (self->spinner, state == OD_SHEET_LOADING);
  od_sentence_show (self->import_problem_label, problem);
  od_sentence_show (self->preview_problem_label, problem);
  show_needs (self);
  show_source (self);
  od_data_suite_set_staging (self->suite, staging);
  od_data_suite_set_filled (self->suite, staging != NULL && state != OD_SHEET_STAGING);
  od_data_suite_set_problem (self->suite, problem);
  /* A refused file leaves the person where he chose it. */
  if (state != OD_SHEET_LOADED || problem == NULL || shown[0] != 'i')
    show_page (self, state);
}

/* --- choosing --------------------------------------------------------------------- */

static void
on_file_chosen (GtkWidget *widget, GFile *file)
{
  od_import_sheet_load_file (OD_IMPORT_WINDOW (widget)->sheet, file);
}

static void
choose_file (OdImportWindow *self)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", "gz", NULL };

  od_file_choice_open (GTK_WIDGET (self), _ ("Choose a CSV File"), _ ("CSV files"),
                       suffixes, on_file_chosen);
}

static gboolean
on_dropped (GtkDropTarget *target,
            const GValue *value,
            double x,
            double y,
            OdImportWindow *self)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    GSList *files = g_value_get_boxed (value);

    if (files == NULL || files->next != NULL) {
      od_sentence_show (self->import_problem_label,
                        _ ("One file at a time: each has columns of its own to map."));
      return FALSE;
    }
    od_import_sheet_load_file (self->sheet, files->data);
    return TRUE;
  }

  od_import_sheet_load_file (self->sheet, g_value_get_object (value));
  return TRUE;
}

static void
load_text (OdImportWindow *self)
{
  g_autofree char *text = od_typed_text_dup (self->text_view);

  od_import_sheet_load_text (self->sheet, text);
}

static void
on_text_changed (OdImportWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);

  gtk_widget_set_sensitive (GTK_WIDGET (self->text_button),
                            gtk_text_buffer_get_char_count (buffer) > 0);
}

/* --- mapping and uploading -------------------------------------------------------- */

static void
on_toggled (OdImportWindow *self)
{
  OdSheetState state = od_import_sheet_get_state (self->sheet);

  if (!looks[state].choosing)
    return;
  /* Of two in a group the one that goes up says so before the other is down. */
  gtk_stack_set_visible_child_name (self->pages,
                                    gtk_toggle_button_get_active (self->import_toggle)
                                      ? "import"
                                      : "preview");
}

static void
use_header (OdImportWindow *self)
{
  od_import_sheet_use_header (self->sheet,
                              od_import_sheet_get_look (self->sheet)->header_row);
}

static void
fill_status (OdImportWindow *self)
{
  g_autoptr (GError) error = NULL;
  const char *value = gtk_editable_get_text (GTK_EDITABLE (self->fill_entry));

  od_import_sheet_populate (self->sheet, OD_COLUMN_STATUS, value, &error);
  od_sentence_show (self->fill_problem_label, error != NULL ? error->message : NULL);
}

static void
modify (OdImportWindow *self)
{
  od_import_sheet_modify (self->sheet);
}

static void
upload (OdImportWindow *self)
{
  const OdImportTerms terms = { .leadset_id = self->leadset_id, .patience_ms = -1 };

  od_import_sheet_upload (self->sheet, &terms);
}

/* --- closing ---------------------------------------------------------------------- */

static void
on_close_answered (AdwMessageDialog *dialog, const char *response, OdImportWindow *self)
{
  if (!g_str_equal (response, OD_QUESTION_LOSE))
    return;
  od_import_sheet_cancel (self->sheet);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_leave_answered (AdwMessageDialog *dialog, const char *response, OdImportWindow *self)
{
  if (g_str_equal (response, OD_QUESTION_LOSE))
    od_import_sheet_unmodify (self->sheet);
}

static void
ask (OdImportWindow *self, const OdQuestion *words, GCallback on_answered)
{
  GtkWindow *question = od_question_new (GTK_WINDOW (self), words);

  g_signal_connect_object (question, "response", on_answered, self, 0);
  gtk_window_present (question);
}

/* Rows were mended, and are not uploaded. */
static gboolean
has_mended (OdImportWindow *self)
{
  OdStaging *staging = od_import_sheet_get_staging (self->sheet);

  return staging != NULL && od_staging_is_changed (staging);
}

static void
leave_suite (OdImportWindow *self)
{
  const OdQuestion changes = { _ ("Go Back Without the Changes?"),
                               _ ("What was changed in the rows here is lost."),
                               _ ("_Stay"), _ ("_Lose the Changes") };
  const OdQuestion export = { _ ("Cancel the Export?"), _ ("Nothing is saved then."),
                              _ ("_Go On Exporting"), _ ("_Cancel the Export") };

  if (has_mended (self))
    ask (self, &changes, G_CALLBACK (on_leave_answered));
  else if (od_data_suite_is_exporting (self->suite))
    ask (self, &export, G_CALLBACK (on_leave_answered));
  else
    od_import_sheet_unmodify (self->sheet);
}

/* Something was brought here and is not uploaded. */
static gboolean
has_work (OdImportWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  OdSheetState state = od_import_sheet_get_state (self->sheet);

  return looks[state].holds_rows
         || (state != OD_SHEET_DONE && gtk_text_buffer_get_char_count (buffer) > 0);
}

static gboolean
on_close_request (OdImportWindow *self)
{
  const OdQuestion upload = { _ ("Cancel the Upload?"),
                              _ ("What was sent already stays in the leadset."),
                              _ ("_Go On Uploading"), _ ("_Cancel the Upload") };
  const OdQuestion rejects = { _ ("Close Without the Refused Rows?"),
                               _ ("Some rows were refused, and nobody saved them."),
                               _ ("_Stay"), _ ("_Close") };
  const OdQuestion work = { _ ("Close Without Uploading?"),
                            _ ("What was pasted, mapped or changed here is lost."),
                            _ ("_Stay"), _ ("_Close") };

  if (od_import_sheet_get_state (self->sheet) == OD_SHEET_UPLOADING)
    ask (self, &upload, G_CALLBACK (on_close_answered));
  else if (od_upload_page_would_lose_rejects (self->upload_page))
    ask (self, &rejects, G_CALLBACK (on_close_answered));
  else if (has_work (self))
    ask (self, &work, G_CALLBACK (on_close_answered));
  else
    return FALSE;

  return TRUE;
}

/* --- the window ------------------------------------------------------------------- */

static void
od_import_window_dispose (GObject *object)
{
  OdImportWindow *self = OD_IMPORT_WINDOW (object);

  od_signal_leave (&self->sheet, self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_import_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name)                                                                       \
  gtk_widget_class_bind_template_child (widget_class, OdImportWindow, name)
  BIND (window_title);
  BIND (import_toggle);
  BIND (preview_toggle);
  BIND (pages);
  BIND (drop_button);
  BIND (text_view);
  BIND (text_button);
  BIND (import_problem_label);
  BIND (spinner);
  BIND (grid);
  BIND (source_label);
  BIND (header_bar_row);
  BIND (header_label);
  BIND (started_label);
  BIND (must_label);
  BIND (start_label);
  BIND (columns_label);
  BIND (look_label);
  BIND (status_label);
  BIND (country_choice);
  BIND (fill_box);
  BIND (fill_entry);
  BIND (fill_problem_label);
  BIND (preview_problem_label);
  BIND (modify_button);
  BIND (upload_button);
  BIND (suite);
  BIND (upload_page);
#undef BIND
}

static void
od_import_window_class_init (OdImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_import_window_dispose;

  g_type_ensure (OD_TYPE_COUNTRY_CHOICE);
  g_type_ensure (OD_TYPE_DATA_SUITE);
  g_type_ensure (OD_TYPE_MAPPING_GRID);
  g_type_ensure (OD_TYPE_UPLOAD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "suite/import-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_bind_template_callback (widget_class, load_text);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, use_header);
  gtk_widget_class_bind_template_callback (widget_class, fill_status);
  gtk_widget_class_bind_template_callback (widget_class, modify);
  gtk_widget_class_bind_template_callback (widget_class, leave_suite);
  gtk_widget_class_bind_template_callback (widget_class, upload);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
}

static void
od_import_window_init (OdImportWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  od_text_size_widen (GTK_WINDOW (self));
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (on_dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self->drop_button),
                             GTK_EVENT_CONTROLLER (target));
}

GtkWindow *
od_import_window_new (GtkWindow *parent, OdDesk *desk, OdRecord *leadset)
{
  OdImportWindow *self = g_object_new (OD_TYPE_IMPORT_WINDOW, NULL);

  od_follow (GTK_WINDOW (self), parent);
  adw_window_title_set_subtitle (self->window_title,
                                 od_record_get_text (leadset, OD_FIELD_NAME));
  self->desk = g_object_ref (desk);
  self->leadset_id = od_record_get_id (leadset);
  self->sheet = od_import_sheet_new (od_desk_get_backend (desk));
  g_signal_connect (self->sheet, "changed", G_CALLBACK (on_changed), self);
  od_mapping_grid_set_sheet (self->grid, self->sheet);
  od_country_choice_set_sheet (self->country_choice, self->sheet,
                               od_backend_get_place (od_desk_get_backend (desk)),
                               self->leadset_id);
  od_upload_page_set_sheet (self->upload_page, self->sheet);
  g_signal_connect_object (campaigns_of (self), "items-changed", G_CALLBACK (show_needs),
                           self, G_CONNECT_SWAPPED);
  on_changed (self->sheet, self);
  return GTK_WINDOW (self);
}
