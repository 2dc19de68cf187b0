/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every window of the leadset room comes up, follows the server, and asks it for the
 * right thing.
 */
#include "app/leadset/leadset-page.h"

#include "app/leadset/activity-table.h"
#include "app/leadset/desk-stage.h"
#include "app/leadset/lead-dialog.h"
#include "app/leadset/lead-table.h"
#include "app/leadset/leadset-board.h"
#include "app/leadset/leadset-dialog.h"
#include "app/leadset/not-dialable.h"
#include "app/leadset/recycle-dialog.h"
#include "app/leadset/recycle-undo.h"
#include "shared/wire/paths.h"
#include "support/seen.h"
#include "support/waiting.h"

#define LIMIT_S 20

#define BOARD                                                                            \
  "{\"leads\":{\"total\":1234,\"dialable\":900,\"not_dialable\":["                       \
  "{\"why\":\"finished\",\"count\":321},{\"why\":\"status\",\"count\":11,"               \
  "\"status\":\"<OLD>\"},{\"why\":\"status\",\"count\":2}]},"                            \
  "\"calls\":{\"answered\":5,\"failed\":2,\"in_progress\":1,\"ringing\":1,\"dropped\":"  \
  "0},"                                                                                  \
  "\"pie\":[{\"disposition\":\"SALE MADE\",\"count\":3},{\"disposition\":\"BUSY\","      \
  "\"count\":2}],\"activity\":[{\"agent\":9,\"disposition\":\"SALE MADE\",\"count\":3}," \
  "{\"agent\":9,\"disposition\":\"BUSY\",\"count\":2}]}"

#define LEADSETS                                                                         \
  "{\"leadsets\":[{\"id\":7,\"name\":\"Guide & co\",\"campaign\":4,"                     \
  "\"description\":\"\",\"active\":true,\"version\":3}]}"

typedef struct {
  Peer *peer;
  OdDesk *desk;
  GtkWidget *window;
  const char *wanted; /* a label that is waited for */
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  if (desk_stage_answer (message, asked, LEADSETS))
    return;
  if (strcmp (asked->path, OD_PATH_CAMPAIGNS) == 0)
    peer_say (message, 200, "{\"campaigns\":[{\"id\":4,\"name\":\"Spring <b>\"}]}");
  else if (strcmp (asked->path, OD_PATH_AGENTS) == 0)
    peer_say (message, 200, "{\"agents\":[{\"id\":9,\"name\":\"bo\"}]}");
  else if (strstr (asked->path, "/statistics") != NULL)
    peer_say (message, 200, BOARD);
  else if (strstr (asked->path, "/undo") != NULL)
    peer_say (message, 200, "{\"leads\":11,\"of\":12}");
  else if (strstr (asked->path, "/recycle") != NULL)
    peer_say (message, 200, "{\"leads\":12}");
  else if (strstr (asked->path, "/leads") != NULL)
    peer_say (message, 200,
              "{\"leads\":[{\"id\":1,\"phone\":\"44116\",\"status\":\"READY\","
              "\"dial_state\":\"ready\",\"attempts\":0,"
              "\"fields\":{\"First Name\":\"Zoë\"}}],\"next\":null}");
  else
    peer_say (message, 200, "{}");
}

static gboolean
has_lists (gpointer data)
{
  Fixture *f = data;

  return od_record_list_find (od_desk_get_list (f->desk, OD_DESK_CAMPAIGNS), 4) != NULL
         && od_record_list_find (od_desk_get_list (f->desk, OD_DESK_AGENTS), 9) != NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer, f);
  f->desk = desk_stage_open (f->peer);
  od_test_wait_until (has_lists, f, LIMIT_S, "the lists");
  f->window = desk_stage_show_window ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  desk_stage_close (f->desk, f->peer);
}

/* Somewhere under @widget, seen, a label or a text says it. */
static GtkWidget *
find_words (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return widget;
  if (GTK_IS_INSCRIPTION (widget)
      && strstr (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), words) != NULL)
    return widget;
  if (GTK_IS_TEXT (widget)
      && strstr (gtk_editable_get_text (GTK_EDITABLE (widget)), words) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_words (child, words);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
is_said (gpointer data)
{
  Fixture *f = data;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (find_words (window, f->wanted) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
await_words (Fixture *f, const char *words)
{
  f->wanted = words;
  od_test_wait_until (is_said, f, LIMIT_S, words);
}

static void
test_the_page_lists_leadsets_as_typed (Fixture *f, gconstpointer data)
{
  gtk_window_set_child (GTK_WINDOW (f->window), od_leadset_page_new (f->desk));
  await_words (f, "Guide & co");
  await_words (f, "Spring <b>");
  await_words (f, "See More");
}

static void
test_the_board_shows_the_numbers (Fixture *f, gconstpointer data)
{
  gtk_window_set_child (GTK_WINDOW (f->window),
                        od_leadset_board_new (f->desk, desk_stage_get_leadset (f->desk)));
  await_words (f, "Associated Campaign: Spring <b>");
  await_words (f, "1234");
  await_words (f, "SALE MADE");
  await_words (f, "60");
  await_words (f, "All agents");
  await_words (f, "bo");
}

/* Lines come, change and go with the numbers. */
static void
test_a_small_screen_has_room_for_the_board (Fixture *f, gconstpointer data)
{
  GtkWidget *board = od_leadset_board_new (f->desk, desk_stage_get_leadset (f->desk));
  int width;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  gtk_window_set_child (GTK_WINDOW (f->window), board);
  await_words (f, "321");
  gtk_widget_measure (board, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 760); /* of 800, which has a frame and margins */
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static void
test_the_board_says_why_leads_are_not_dialed (Fixture *f, gconstpointer data)
{
  GtkWidget *list = g_object_new (OD_TYPE_NOT_DIALABLE, NULL);
  json_t *reasons = json_pack ("[{s:s,s:i}]", "why", "campaign-inactive", "count", 7);

  gtk_window_set_child (GTK_WINDOW (f->window),
                        od_leadset_board_new (f->desk, desk_stage_get_leadset (f->desk)));
  await_words (f, "Already called");
  await_words (f, "321");
  await_words (f, "<OLD> is not in Source Status");
  await_words (f, "Other statuses not in Source Status");

  gtk_window_set_child (GTK_WINDOW (f->window), list);
  g_assert_false (gtk_widget_get_visible (list));
  od_not_dialable_set_leads (OD_NOT_DIALABLE (list), reasons);
  json_decref (reasons);
  await_words (f, "The campaign is inactive");
  reasons = json_pack ("[{s:s,s:i}]", "why", "calling", "count", 8);
  od_not_dialable_set_leads (OD_NOT_DIALABLE (list), reasons);
  json_decref (reasons);
  await_words (f, "Being called now");
  g_assert_null (find_words (list, "The campaign is inactive"));
  od_not_dialable_set_leads (OD_NOT_DIALABLE (list), NULL);
  g_assert_false (gtk_widget_get_visible (list));
}

static void
test_activity_sums_both_ways (Fixture *f, gconstpointer data)
{
  OdActivityTable *table = g_object_ref_sink (
    g_object_new (OD_TYPE_ACTIVITY_TABLE, NULL));
  GListModel *rows = od_activity_table_get_rows (table);
  json_t *activity = json_pack ("[{s:i,s:s,s:i},{s:i,s:s,s:i},{s:i,s:s,s:i}]", "agent", 9,
                                "disposition", "BUSY", "count", 2, "agent", 8,
                                "disposition", "BUSY", "count", 5, "agent", 9,
                                "disposition", "Null", "count", 1);
  g_autoptr (OdRecord) first = NULL;
  g_autoptr (OdRecord) all = NULL;

  od_activity_table_set_activity (table, activity,
                                  od_desk_get_list (f->desk, OD_DESK_AGENTS));
  json_decref (activity);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 3);
  first = g_list_model_get_item (rows, 0);
  all = g_list_model_get_item (rows, 2);
  g_assert_cmpstr (od_record_get_text (first, "name"), ==, "bo");
  g_assert_cmpint (od_record_get_int (first, "sum"), ==, 3);
  g_assert_cmpint (od_record_get_int (all, "BUSY"), ==, 7);
  g_assert_cmpint (od_record_get_int (all, "sum"), ==, 8);

  /* The word that was owed is said: nobody is Null any more. */
  activity = json_pack ("[{s:i,s:s,s:i}]", "agent", 9, "disposition", "BUSY", "count", 3);
  od_activity_table_set_activity (table, activity,
                                  od_desk_get_list (f->desk, OD_DESK_AGENTS));
  json_decref (activity);
  g_assert_cmpint (od_record_get_int (first, "Null"), ==, 0);
  g_assert_cmpint (od_record_get_int (first, "sum"), ==, 3);
  g_assert_cmpint (od_record_get_int (all, "Null"), ==, 0);
  g_object_unref (table);
}

static GtkWidget *
newest_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GtkWidget) window = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_clear_object (&window);
    window = g_list_model_get_item (windows, i);
    if (GTK_IS_WINDOW (window) && gtk_window_get_transient_for (GTK_WINDOW (window)))
      return window;
  }
  return window;
}

static gboolean
has_recycled (gpointer data)
{
  Fixture *f = data;
  const Asked *last = peer_get (f->peer, f->peer->asked->len - 1);

  return strcmp (last->method, "POST") == 0 && strstr (last->path, "/recycle") != NULL;
}

static void
test_recycling_counts_before_it_is_confirmed (Fixture *f, gconstpointer data)
{
  od_recycle_dialog_show (f->window, f->desk, desk_stage_get_leadset (f->desk));
  await_words (f, "Leads to dial again: 12");

  /* "Called at most 5 times" takes in who was called 5 times. */
  gtk_widget_activate_action (newest_window (), "form.confirm", NULL);
  od_test_wait_until (has_recycled, f, LIMIT_S, "the recycling");
  g_assert_nonnull (
    strstr (peer_get (f->peer, f->peer->asked->len - 1)->body, "\"max_attempts\":6"));
}

/* The figure that came meanwhile is nobody's typing. */
static void
test_a_counted_recycling_is_closed_unasked (Fixture *f, gconstpointer data)
{
  gpointer dialog;
  GtkCheckButton *check;

  od_recycle_dialog_show (f->window, f->desk, desk_stage_get_leadset (f->desk));
  await_words (f, "Leads to dial again: 12");
  dialog = newest_window ();
  check = GTK_CHECK_BUTTON (od_test_find_widget (dialog, GTK_TYPE_CHECK_BUTTON));
  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
  await_words (f, "Leads to dial again: 12");
  g_object_add_weak_pointer (dialog, &dialog);
  gtk_window_close (dialog);
  g_assert_null (od_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_true (newest_window () == f->window);
  g_clear_weak_pointer (&dialog);
}

static void
set_offer (GtkWidget *bar, int id, int undo_ms)
{
  json_t *offer = json_pack ("{s:i,s:i,s:i}", "id", id, "leads", 12, "undo_ms", undo_ms);

  od_recycle_undo_set_offer (OD_RECYCLE_UNDO (bar), offer);
  json_decref (offer);
}

static gboolean
is_hidden (gpointer data)
{
  return !gtk_widget_get_visible (data);
}

/* With the keys alone; and what it then says is the server's answer. */
static void
test_a_recycling_is_undone_on_the_board (Fixture *f, gconstpointer data)
{
  GtkWidget *bar = g_object_new (OD_TYPE_RECYCLE_UNDO, NULL), *button;

  od_recycle_undo_set_desk (OD_RECYCLE_UNDO (bar), f->desk);
  gtk_window_set_child (GTK_WINDOW (f->window), bar);
  g_assert_false (gtk_widget_get_visible (bar));
  set_offer (bar, 5, 600000);
  await_words (f, "12 leads were recycled.");
  button = gtk_widget_get_ancestor (find_words (bar, "Undo"), GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_grab_focus (button));
  gtk_widget_activate (button);
  await_words (f, "11 of 12 leads are where they were before; the others were called");
  g_assert_cmpstr (peer_get (f->peer, f->peer->asked->len - 1)->path, ==,
                   "/v1/recyclings/5/undo");
  g_assert_null (find_words (bar, "Undo"));
  od_recycle_undo_set_offer (OD_RECYCLE_UNDO (bar), NULL);
  g_assert_nonnull (find_words (bar, "11 of 12"));

  set_offer (bar, 6, 1);
  od_test_wait_until (is_hidden, bar, LIMIT_S, "the end of the ten minutes");
  set_offer (bar, 7, 600000);
  g_assert_nonnull (find_words (bar, "Undo"));
  od_recycle_undo_set_offer (OD_RECYCLE_UNDO (bar), NULL); /* somebody else undid it */
  g_assert_false (gtk_widget_get_visible (bar));
  set_offer (bar, 7, 600000); /* no: that was an older board */
  g_assert_nonnull (find_words (bar, "Undo"));
}

static void
test_an_edited_leadset_is_filled_in (Fixture *f, gconstpointer data)
{
  od_leadset_dialog_show (f->window, f->desk, desk_stage_get_leadset (f->desk));
  await_words (f, "Guide & co");
  await_words (f, "Leadset Details");
}

static gboolean
has_patched (gpointer data)
{
  Fixture *f = data;
  const Asked *last = peer_get (f->peer, f->peer->asked->len - 1);

  return strcmp (last->method, "PATCH") == 0;
}

static void
test_what_others_change_meanwhile_is_not_undone (Fixture *f, gconstpointer data)
{
  json_t *others = json_pack ("{s:s,s:i}", "description", "by somebody else", "version",
                              4);
  GtkWidget *name;

  od_leadset_dialog_show (f->window, f->desk, desk_stage_get_leadset (f->desk));
  await_words (f, "Guide & co");
  od_record_list_merge (od_desk_get_list (f->desk, OD_DESK_LEADSETS), 7, others);
  json_decref (others);
  name = find_words (newest_window (), "Guide & co");
  gtk_editable_set_text (GTK_EDITABLE (name), "Guide");
  gtk_widget_activate_action (newest_window (), "form.confirm", NULL);
  od_test_wait_until (has_patched, f, LIMIT_S, "the change");
  g_assert_cmpstr (peer_get (f->peer, f->peer->asked->len - 1)->body, ==,
                   "{\"name\":\"Guide\"}");
}

static gboolean
has_posted (gpointer data)
{
  Fixture *f = data;
  const Asked *last = peer_get (f->peer, f->peer->asked->len - 1);

  return strcmp (last->method, "POST") == 0 && strstr (last->path, "/batches") != NULL;
}

static void
test_a_lead_is_added_by_hand (Fixture *f, gconstpointer data)
{
  GtkWidget *phone;

  od_lead_dialog_show_new (f->window, f->desk, desk_stage_get_leadset (f->desk));
  await_words (f, "Add Lead");
  phone = gtk_widget_get_ancestor (find_words (newest_window (), "Phone"),
                                   ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (phone), "+44 (0)1902 555-100");
  gtk_widget_activate_action (newest_window (), "form.confirm", NULL);
  od_test_wait_until (has_posted, f, LIMIT_S, "the lead");
  g_assert_nonnull (strstr (peer_get (f->peer, f->peer->asked->len - 1)->body,
                            "\"phone\":\"441902555100\",\"status\":\"READY\""));
  /* The server says that nothing was added. */
  await_words (f, "The leadset has this number already");
}

static void
test_a_new_leadset_needs_a_name (Fixture *f, gconstpointer data)
{
  od_leadset_dialog_show (f->window, f->desk, NULL);
  await_words (f, "Enter a name, up to 64 characters.");
}

static void
test_leads_come_a_page_at_a_time (Fixture *f, gconstpointer data)
{
  gtk_window_present (od_lead_table_new (GTK_WINDOW (f->window), f->desk,
                                         desk_stage_get_leadset (f->desk), NULL));
  await_words (f, "44116");
  await_words (f, "Zoë");
}

static void
test_a_lead_is_edited_with_all_its_fields (Fixture *f, gconstpointer data)
{
  json_t *body = json_pack ("{s:i,s:s,s:s,s:{s:s}}", "id", 1, "phone", "44116", "status",
                            "READY", "fields", "Shoe <i>Size</i>", "43");
  g_autoptr (OdRecord) lead = od_record_new (body);

  json_decref (body);
  od_lead_dialog_show (f->window, f->desk, lead);
  await_words (f, "Shoe <i>Size</i>");
  await_words (f, "43");
}

/* Markup, an emoji, Arabic with a direction mark of its own, and very much of it. */
static void
test_wicked_texts_are_shown_as_typed (Fixture *f, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (10000, 'W');
  g_autofree char *city = g_strconcat ("<b>&amp;</b> 🎧 \u202eمرحبا ", huge, NULL);
  json_t *body = json_pack ("{s:i,s:s,s:s,s:{s:s}}", "id", 1, "phone", "44116", "status",
                            "READY", "fields", "City", city);
  g_autoptr (OdRecord) lead = od_record_new (body);
  json_t *rows = json_pack ("[{s:i,s:s,s:s}]", "id", 7, "name", "<i>Zoë</i> 🎧 مرحبا",
                            "description", city);

  json_decref (body);
  od_lead_dialog_show (f->window, f->desk, lead);
  await_words (f, city);

  gtk_window_set_child (GTK_WINDOW (f->window), od_leadset_page_new (f->desk));
  od_record_list_replace (od_desk_get_list (f->desk, OD_DESK_LEADSETS), rows);
  json_decref (rows);
  await_words (f, "<i>Zoë</i> 🎧 مرحبا");
  g_assert_cmpint (gtk_widget_get_width (f->window), <, 1280);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/leadset-page/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("list", test_the_page_lists_leadsets_as_typed);
  ADD ("board", test_the_board_shows_the_numbers);
  ADD ("small-screen", test_a_small_screen_has_room_for_the_board);
  ADD ("why-not", test_the_board_says_why_leads_are_not_dialed);
  ADD ("activity", test_activity_sums_both_ways);
  ADD ("recycle", test_recycling_counts_before_it_is_confirmed);
  ADD ("unasked", test_a_counted_recycling_is_closed_unasked);
  ADD ("undo", test_a_recycling_is_undone_on_the_board);
  ADD ("edit", test_an_edited_leadset_is_filled_in);
  ADD ("others", test_what_others_change_meanwhile_is_not_undone);
  ADD ("new", test_a_new_leadset_needs_a_name);
  ADD ("data", test_leads_come_a_page_at_a_time);
  ADD ("add", test_a_lead_is_added_by_hand);
  ADD ("lead", test_a_lead_is_edited_with_all_its_fields);
  ADD ("wicked", test_wicked_texts_are_shown_as_typed);
  return g_test_run ();
}
