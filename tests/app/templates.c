/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every template of ui/ comes up by itself: made, shown, laid out, and gone again. The
 * bundle says which there are: one that is in no line of the table here fails. With
 * OUTDIAL_LOCALES in the environment they come up in a language nobody speaks
 * (tests/support/pseudo-catalogue), and a word that is in no brackets fails.
 */
#include "app/template-world.h"

#include "app/agent/campaign-choice.h"
#include "app/agent/contact-card.h"
#include "app/agent/disposition-form.h"
#include "app/agent/keypad.h"
#include "app/agent/live-call.h"
#include "app/agent/script-view.h"
#include "app/agent/wrap-up.h"
#include "app/form/call-back-time.h"
#include "app/form/disposition-choices.h"
#include "app/form/form-dialog.h"
#include "app/form/password-dialog.h"
#include "app/signs/age-label.h"
#include "app/suite/cell-editor.h"
#include "app/suite/country-choice.h"
#include "app/supervisor/disposition-table.h"
#include "app/supervisor/dnc-import-dialog.h"
#include "app/supervisor/dnc-window.h"
#include "app/supervisor/trouble-banner.h"
#include "app/translation.h"

#include <gnu/libc-version.h>
#include <libintl.h>
#include <string.h>

#define BUNDLE "/dev/outdial/Outdial/"

typedef struct {
  const char *path;                  /* below ui/ */
  GType (*get_type) (void);          /* of what needs nothing to stand on; else NULL */
  GtkWidget *(*make) (World *world); /* of all others */
} Template;

/* clang-format off */
static const Template templates[] = {
  { "agent/agent-header.ui", NULL, world_make_agent_header },
  { "agent/agent-shortcuts.ui", NULL, world_make_agent_shortcuts },
  { "agent/agent-window.ui", NULL, world_make_agent_window },
  { "agent/campaign-choice.ui", od_campaign_choice_get_type, NULL },
  { "agent/contact-card.ui", od_contact_card_get_type, NULL },
  { "agent/disposition-form.ui", od_disposition_form_get_type, NULL },
  { "agent/invalid-details.ui", NULL, world_make_invalid_details },
  { "agent/keypad.ui", od_keypad_get_type, NULL },
  { "agent/leaving-bar.ui", NULL, world_make_leaving_bar },
  { "agent/live-call.ui", od_live_call_get_type, NULL },
  { "agent/script-view.ui", od_script_view_get_type, NULL },
  { "agent/work-page.ui", NULL, world_make_work_page },
  { "agent/wrap-up.ui", od_wrap_up_get_type, NULL },
  { "charts/hour-chart.ui", NULL, world_make_hour_chart },
  { "charts/pie-chart.ui", NULL, world_make_pie_chart },
  { "charts/tile.ui", NULL, world_make_tile },
  { "form/call-back-time.ui", od_call_back_time_get_type, NULL },
  { "form/disposition-choices.ui", od_disposition_choices_get_type, NULL },
  { "form/chips-entry.ui", NULL, world_make_chips_entry },
  { "form/form-dialog.ui", od_form_dialog_get_type, NULL },
  { "form/password-dialog.ui", od_password_dialog_get_type, NULL },
  { "leadset/export-bar.ui", NULL, world_make_export_bar },
  { "suite/import-window.ui", NULL, world_make_import_window },
  { "leadset/lead-table.ui", NULL, world_make_lead_table },
  { "leadset/leadset-board.ui", NULL, world_make_leadset_board },
  { "leadset/leadset-dialog.ui", NULL, world_make_leadset_dialog },
  { "suite/mapping-grid.ui", NULL, world_make_mapping_grid },
  { "leadset/recycle-dialog.ui", NULL, world_make_recycle_dialog },
  { "leadset/retry-dialog.ui", NULL, world_make_retry_dialog },
  { "suite/upload-page.ui", NULL, world_make_upload_page },
  { "list/record-table.ui", NULL, world_make_record_table },
  { "sign-in-window.ui", NULL, world_make_sign_in_window },
  { "signs/age-label.ui", od_age_label_get_type, NULL },
  { "signs/link-banner.ui", NULL, world_make_link_banner },
  { "suite/cell-editor.ui", od_cell_editor_get_type, NULL },
  { "suite/country-choice.ui", od_country_choice_get_type, NULL },
  { "suite/data-suite.ui", NULL, world_make_data_suite },
  { "suite/result-view.ui", NULL, world_make_result_view },
  { "suite/sql-console.ui", NULL, world_make_sql_console },
  { "suite/staged-grid.ui", NULL, world_make_staged_grid },
  { "supervisor/bulk-agents-dialog.ui", NULL, world_make_bulk_agents_dialog },
  { "supervisor/campaign-board.ui", NULL, world_make_campaign_board },
  { "supervisor/campaign-dialog.ui", NULL, world_make_campaign_dialog },
  { "supervisor/disposition-table.ui", od_disposition_table_get_type, NULL },
  { "supervisor/dnc-import-dialog.ui", od_dnc_import_dialog_get_type, NULL },
  { "supervisor/dnc-window.ui", od_dnc_window_get_type, NULL },
  { "supervisor/dashboard-tiles.ui", NULL, world_make_dashboard_tiles },
  { "supervisor/hour-card.ui", NULL, world_make_hour_card },
  { "supervisor/new-agents-window.ui", NULL, world_make_new_agents_window },
  { "supervisor/rehearsal-dialog.ui", NULL, world_make_rehearsal_dialog },
  { "supervisor/script-dialog.ui", NULL, world_make_script_dialog },
  { "supervisor/script-preview.ui", NULL, world_make_script_preview },
  { "supervisor/supervisor-shortcuts.ui", NULL, world_make_supervisor_shortcuts },
  { "supervisor/supervisor-window.ui", NULL, world_make_supervisor_window },
  { "supervisor/settings-window.ui", NULL, world_make_settings_window },
  { "supervisor/trouble-banner.ui", od_trouble_banner_get_type, NULL },
  { "supervisor/user-dialog.ui", NULL, world_make_user_dialog },
};
/* clang-format on */

/* --- what the bundle says --------------------------------------------------------- */

/* Whatever a file of ui/ describes: a template, or parts that somebody's code takes. */
typedef struct {
  char *class; /* of the template; NULL: it is none */
  char *id;    /* of the first widget that has one; NULL: none has */
  char *of;    /* that widget's class */
} Sketch;

static void
on_element (GMarkupParseContext *context,
            const char *element,
            const char **names,
            const char **values,
            gpointer data,
            GError **error)
{
  Sketch *sketch = data;
  const char *class = NULL, *id = NULL;

  for (guint i = 0; names[i] != NULL; i++) {
    if (g_str_equal (names[i], "class"))
      class = values[i];
    else if (g_str_equal (names[i], "id"))
      id = values[i];
  }
  if (g_str_equal (element, "template")) {
    sketch->class = g_strdup (class);
  } else if (g_str_equal (element, "object") && id != NULL && sketch->id == NULL
             && g_type_is_a (g_type_from_name (class), GTK_TYPE_WIDGET)) {
    sketch->id = g_strdup (id);
    sketch->of = g_strdup (class);
  }
}

/* After the widget is made: by then all its types have names. */
static Sketch
read_sketch (const char *path)
{
  static const GMarkupParser parser = { .start_element = on_element };
  Sketch sketch = { NULL };
  g_autofree char *whole = g_strconcat (BUNDLE, path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_resources_lookup_data (whole, 0, &error);
  g_autoptr (GMarkupParseContext)
    context = g_markup_parse_context_new (&parser, 0, &sketch, NULL);

  g_assert_no_error (error);
  g_markup_parse_context_parse (context, g_bytes_get_data (text, NULL),
                                g_bytes_get_size (text), &error);
  g_assert_no_error (error);
  return sketch;
}

static void
sketch_clear (Sketch *sketch)
{
  g_free (sketch->class);
  g_free (sketch->id);
  g_free (sketch->of);
}

/* Fills @found with all that end in ".ui" in @folder: "" or "agent/". */
static void
list_bundle (GHashTable *found, const char *folder)
{
  g_autofree char *whole = g_strconcat (BUNDLE, folder, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = g_resources_enumerate_children (whole, 0, &error);

  g_assert_no_error (error);
  for (guint i = 0; names[i] != NULL; i++) {
    char *path = g_strconcat (folder, names[i], NULL);

    if (g_str_has_suffix (path, "/"))
      list_bundle (found, path);
    if (g_str_has_suffix (path, ".ui"))
      g_hash_table_add (found, path);
    else
      g_free (path);
  }
}

static void
test_every_template_is_instantiated (void)
{
  g_autoptr (GHashTable)
    bundled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) wrong = g_string_new (NULL);
  GHashTableIter all;
  gpointer path;

  list_bundle (bundled, "");
  for (gsize i = 0; i < G_N_ELEMENTS (templates); i++) {
    if (!g_hash_table_remove (bundled, templates[i].path))
      g_string_append_printf (wrong, " %s is in tests/app/templates.c, not in ui/.",
                              templates[i].path);
  }
  g_hash_table_iter_init (&all, bundled);
  while (g_hash_table_iter_next (&all, &path, NULL))
    g_string_append_printf (wrong,
                            " ui/%s is instantiated in no test: give it a line in the "
                            "table of tests/app/templates.c.",
                            (char *) path);
  if (wrong->len > 0)
    g_test_fail_printf ("%s", wrong->str + 1);
}

/* --- one of them ------------------------------------------------------------------ */

/* (nullable): @widget or what is in it. */
static GtkWidget *
find_id (GtkWidget *widget, const char *id)
{
  const char *own = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
  GtkWidget *found = g_strcmp0 (own, id) == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_id (child, id);
  return found;
}

/* It is what the bundle says, and what the file describes is in it. */
static void
check_identity (GtkWidget *widget, const char *path)
{
  Sketch sketch = read_sketch (path);
  GtkWidget *part = sketch.id != NULL ? find_id (widget, sketch.id) : NULL;

  if (sketch.class != NULL)
    g_assert_cmpstr (G_OBJECT_TYPE_NAME (widget), ==, sketch.class);
  if (sketch.id != NULL) {
    g_assert_nonnull (part);
    g_assert_cmpstr (G_OBJECT_TYPE_NAME (part), ==, sketch.of);
  }
  g_assert_nonnull (gtk_widget_get_first_child (widget));
  sketch_clear (&sketch);
}

/* Shown as they are written although the catalogue has them: GTK's own word, the names of
 * a file's columns and of statuses, the program's, and what the templates are shown with.
 */
static const char *const data_words[] = {
  "Search…",   "City",  "Comments",      "Email",  "First Name", "Gender",
  "Last Name", "State", "Phone",         "Status", "Ready",      "READY",
  "Outdial",   "Calls", "Calls Ringing", "Name",   "Campaigns",  NULL
};

/* What of @text stands in the catalogue and is shown as it was written. */
static void
check_word (const char *text, const char *path)
{
  if (text == NULL || *text == '\0' || g_str_equal (gettext (text), text)
      || g_strv_contains (data_words, text))
    return;

  g_printerr ("ui/%s says “%s” whatever the language\n", path, text);
  g_test_fail ();
}

static void
check_language (GtkWidget *widget, const char *path)
{
  if (GTK_IS_LABEL (widget))
    check_word (gtk_label_get_label (GTK_LABEL (widget)), path);
  check_word (gtk_widget_get_tooltip_text (widget), path);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_language (child, path);
}

typedef struct {
  GtkWidget *widget;
  gboolean laid_out;
} Sight;

static void
on_painted (GdkFrameClock *clock, Sight *sight)
{
  if (gtk_widget_get_mapped (sight->widget))
    sight->laid_out = gtk_widget_get_width (sight->widget) > 0
                      && gtk_widget_get_height (sight->widget) > 0;
}

static gboolean
is_laid_out (gpointer data)
{
  return ((Sight *) data)->laid_out;
}

static void
await_layout (GtkWidget *window, GtkWidget *widget, const char *what)
{
  Sight sight = { widget, FALSE };
  GdkFrameClock *clock;

  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &sight);
  gtk_widget_queue_draw (window);
  od_test_wait_until (is_laid_out, &sight, LIMIT_S, what);
  g_signal_handlers_disconnect_by_data (clock, &sight);
}

/* Returns: the window @widget is seen in. */
static GtkWidget *
show_in_window (GtkWidget *widget, const char *what)
{
  GtkWidget *window, *box;

  if (GTK_IS_WINDOW (widget)) {
    window = widget;
  } else {
    window = gtk_window_new ();
    gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  }
  if (GTK_IS_POPOVER (widget)) { /* its window must be there before it */
    box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
    gtk_window_set_child (GTK_WINDOW (window), box);
    gtk_widget_set_parent (widget, box);
    await_layout (window, box, what);
    gtk_popover_popup (GTK_POPOVER (widget));
  } else if (window != widget) {
    gtk_window_set_child (GTK_WINDOW (window), widget);
  }
  await_layout (window, widget, what);
  return window;
}

/* In the process that is for it alone. */
static void
come_and_go (const Template *template)
{
  g_autoptr (AdwApplication)
    app = adw_application_new ("dev.outdial.Test", G_APPLICATION_NON_UNIQUE);
  World world = { 0 };
  GtkWidget *widget, *window;
  gpointer gone;

  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
  world.app = GTK_APPLICATION (app);
  gone = widget = template->make != NULL ? template->make (&world)
                                         : g_object_new (template->get_type (), NULL);
  g_object_add_weak_pointer (G_OBJECT (widget), &gone);
  window = show_in_window (widget, template->path);
  check_identity (widget, template->path);
  check_language (widget, template->path);
  if (GTK_IS_POPOVER (widget)) {
    gtk_popover_popdown (GTK_POPOVER (widget));
    /* GTK asks once more where the pointer is in it, and then draws what it hid. */
    await_layout (window, gtk_widget_get_parent (widget), template->path);
    gtk_widget_unparent (widget);
  }
  gtk_window_destroy (GTK_WINDOW (window));
  od_test_wait_until (is_gone, &gone, LIMIT_S, "the widget to be gone");
  world_tear_down (&world);
}

/* GLib leaves memory behind when a process has names for more than 2048 things, and all
 * templates have. So each comes up in a process of its own. */
static void
test_it_comes_and_goes (gconstpointer data)
{
  const Template *template = data;

  if (g_test_subprocess ()) {
    come_and_go (template);
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  if (!g_test_trap_has_passed ())
    g_test_fail_printf ("ui/%s does not come and go as it should.", template->path);
}

/* Newer C libraries translate nothing in C.UTF-8, which is the one locale that every
 * machine has; with an older one it is a fault. */
static gboolean
translates (void)
{
  if (!g_str_equal (gettext ("Sign In"), "Sign In"))
    return TRUE;

  g_assert_cmpint (strverscmp (gnu_get_libc_version (), "2.37"), >=, 0);
  g_print ("1..0 # SKIP this C library shows no translations in the C.UTF-8 locale\n");
  return FALSE;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("OUTDIAL_LOCALES") != NULL) {
    od_translation_bind (g_getenv ("OUTDIAL_LOCALES"));
    if (!translates ())
      return 0;
  }
  adw_init ();
  g_test_add_func ("/templates/all", test_every_template_is_instantiated);
  for (gsize i = 0; i < G_N_ELEMENTS (templates); i++) {
    g_autofree char *path = g_strconcat ("/templates/", templates[i].path, NULL);

    g_test_add_data_func (path, &templates[i], test_it_comes_and_goes);
  }
  return g_test_run ();
}
