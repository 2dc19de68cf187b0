/*
 * Leadset Data asks the server for what is searched, goes on by itself, and lets nothing
 * jump; a slice of the pie opens it.
 */
#include "app/leadset/lead-table.h"

#include "app/charts/pie-chart.h"
#include "app/leadset/leadset-board.h"
#include "app/list/house-list.h"
#include "app/sync/http-peer.h"
#include "shared/wire/paths.h"
#include "support/seen.h"
#include "support/waiting.h"

#define LIMIT_S 20
#define PAGE    150 /* leads in an answer that looks for none in particular */
#define PAGES   4

#define BOARD                                                                            \
  "{\"leads\":{},\"calls\":{},\"pie\":[{\"disposition\":\"SALE MADE\",\"count\":3},"     \
  "{\"disposition\":\"Null\",\"count\":2}],\"activity\":[]}"

typedef struct {
  Peer *peer;
  OdDesk *desk;
  GtkWidget *window; /* the parent */
  OdLeadTable *table;
  gboolean signed_in;
  const char *wanted; /* a query or a file that is waited for */
  GPtrArray *queries; /* (element-type utf8): of the leads, in order */
  guint n_rows;
  double place;
  gboolean silent;    /* the server keeps its second page to itself */
  gboolean refuses;   /* the server, every page */
  gboolean boardless; /* the server has no board */
} Fixture;

/* A page: PAGE leads after @after; with words one lead in all and much looked at. */
static void
say_leads (Fixture *f, SoupServerMessage *message, const char *query)
{
  const char *place = strstr (query, "after=");
  gint64 after = g_ascii_strtoll (place + strlen ("after="), NULL, 10);
  gboolean few = strstr (query, "words=") != NULL;
  guint n = few ? after == 2 * PAGE : PAGE;
  g_autoptr (GString) body = g_string_new ("{\"leads\":[");

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (body,
                            "%s{\"id\":%d,\"phone\":\"4411%04d\",\"status\":\"READY\","
                            "\"dial_state\":\"ready\",\"attempts\":0,\"matching_calls\":"
                            "2,\"fields\":{\"First Name\":\"Zoë %d\"}}",
                            i > 1 ? "," : "", (int) after + (int) i,
                            (int) after + (int) i, (int) after + (int) i);
  after += PAGE;
  g_string_append_printf (body, "],\"looked_at\":2000,\"next\":");
  if (after < PAGES * PAGE && strstr (query, "disposition") == NULL)
    g_string_append_printf (body, "%d}", (int) after);
  else
    g_string_append (body, "null}");
  if (f->silent && after > PAGE)
    soup_server_message_pause (message);
  else
    peer_say (message, 200, body->str);
}

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  if (strcmp (asked->path, OD_PATH_META) == 0) {
    peer_say (message, 200, "{\"wire\":1}");
  } else if (strcmp (asked->path, OD_PATH_SESSIONS) == 0) {
    peer_say (message, 201,
              "{\"token\":\"t\",\"role\":\"supervisor\",\"name\":\"anna\"}");
  } else if (strcmp (asked->path, OD_PATH_STREAM) == 0) {
    soup_server_message_pause (message);
  } else if (strcmp (asked->path, OD_PATH_LEADSETS) == 0) {
    peer_say (message, 200, "{\"leadsets\":[{\"id\":7,\"name\":\"Guide\"}]}");
  } else if (strstr (asked->path, "/statistics") != NULL) {
    if (f->boardless)
      peer_say (message, 404, "{\"code\":\"gone\",\"title\":\"No such board\"}");
    else
      peer_say (message, 200, BOARD);
  } else if (strstr (asked->path, "/leads") != NULL && query != NULL) {
    g_ptr_array_add (f->queries, g_strdup (query));
    if (f->refuses)
      peer_say (message, 400, "{\"code\":\"invalid\",\"title\":\"prefix: is wrong\"}");
    else
      say_leads (f, message, query);
  } else {
    peer_say (message, 200, "{}");
  }
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->signed_in = od_desk_sign_in_finish (OD_DESK (source), result, NULL);
}

static OdRecord *
leadset (Fixture *f)
{
  return od_record_list_find (od_desk_get_list (f->desk, OD_DESK_LEADSETS), 7);
}

static gboolean
has_leadset (gpointer data)
{
  Fixture *f = data;

  return f->signed_in && leadset (f) != NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->queries = g_ptr_array_new_with_free_func (g_free);
  f->peer = peer_new (0, answer, f);
  f->desk = od_desk_new (f->peer->url, NULL);
  od_desk_sign_in_async (f->desk, "anna", "secret", NULL, on_signed_in, f);
  od_test_wait_until (has_leadset, f, LIMIT_S, "the leadset");
  f->window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (f->window));
}

static gboolean
is_only_ours (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  while (g_list_model_get_n_items (windows) > 0) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, 0);

    gtk_window_destroy (window);
  }
  od_desk_sign_out (f->desk);
  od_test_wait_until (is_only_ours, f->desk, LIMIT_S, "the desk to be let go");
  g_assert_finalize_object (f->desk);
  peer_free (f->peer);
  g_ptr_array_unref (f->queries);
}

/* --- what is seen ------------------------------------------------------------------ */

static void
press (Fixture *f, const char *words)
{
  od_test_press (GTK_WIDGET (f->table), words);
}

static void
await_words (Fixture *f, const char *words)
{
  od_test_await_words (GTK_WIDGET (f->table), words);
}

static GListModel *
rows (Fixture *f)
{
  GtkWidget *list = od_test_find_widget (GTK_WIDGET (f->table), OD_TYPE_HOUSE_LIST);

  return od_house_list_get_shown (OD_HOUSE_LIST (list));
}

static gboolean
has_rows (gpointer data)
{
  Fixture *f = data;

  return g_list_model_get_n_items (rows (f)) == f->n_rows;
}

static void
await_rows (Fixture *f, guint n)
{
  f->n_rows = n;
  od_test_wait_until (has_rows, f, LIMIT_S, "the rows");
}

static const char *
last_query (Fixture *f)
{
  return g_ptr_array_index (f->queries, f->queries->len - 1);
}

static gboolean
is_asked (gpointer data)
{
  Fixture *f = data;

  return f->queries->len > 0 && strcmp (last_query (f), f->wanted) == 0;
}

static void
await_query (Fixture *f, const char *query)
{
  f->wanted = query;
  od_test_wait_until (is_asked, f, LIMIT_S, query);
}

static void
open_table (Fixture *f, const char *disposition)
{
  f->table = OD_LEAD_TABLE (
    od_lead_table_new (GTK_WINDOW (f->window), f->desk, leadset (f), disposition));
  gtk_window_present (GTK_WINDOW (f->table));
}

static void
search (Fixture *f, const char *text)
{
  GtkWidget *entry = od_test_find_widget (GTK_WIDGET (f->table), GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static GtkAdjustment *
scrollbar (Fixture *f)
{
  GtkWidget *view = od_test_find_widget (GTK_WIDGET (f->table), GTK_TYPE_COLUMN_VIEW);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
}

static gboolean
is_laid_out (gpointer data)
{
  GtkAdjustment *bar = scrollbar (data);

  return gtk_adjustment_get_page_size (bar) > 0
         && gtk_adjustment_get_upper (bar) > 3 * gtk_adjustment_get_page_size (bar);
}

static gboolean
has_slices (gpointer data)
{
  GtkWidget *drop = od_test_find_widget (GTK_WIDGET (((Fixture *) data)->table),
                                         GTK_TYPE_DROP_DOWN);

  return g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (drop))) == 3;
}

/* --- searching --------------------------------------------------------------------- */

static const struct {
  const char *typed, *query;
} searches[] = {
  { "+44 (1160) 00", "prefix=44116000&limit=500&after=0" },
  { "0044116", "prefix=44116&limit=500&after=0" },
  { "", "limit=500&after=0" },
};

static void
test_digits_are_a_phone (Fixture *f, gconstpointer data)
{
  open_table (f, NULL);
  await_rows (f, PAGE);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++) {
    search (f, searches[i].typed);
    await_query (f, searches[i].query);
    await_words (f, "Leads shown: 150. There are more");
  }
}

/* Pages without a lead do not end the search. */
static void
test_a_name_is_looked_for_to_the_end (Fixture *f, gconstpointer data)
{
  open_table (f, NULL);
  await_rows (f, PAGE);
  search (f, " Zoë & 3 ");
  await_words (f, "Leads shown: 1. These are all.");
  g_assert_cmpuint (g_list_model_get_n_items (rows (f)), ==, 1);
  g_assert_cmpuint (f->queries->len, ==, 1 + PAGES);
  g_assert_cmpstr (last_query (f), ==, "words=Zo%C3%AB%20%26%203&limit=500&after=450");
}

static void
test_progress_is_said (Fixture *f, gconstpointer data)
{
  f->silent = TRUE;
  open_table (f, NULL);
  await_rows (f, PAGE);
  search (f, "zoë");
  await_words (f, "Leads found: 0. Leads looked at so far: 2000");
}

static gboolean
is_finalized (gpointer data)
{
  return ((Fixture *) data)->table == NULL;
}

static void
test_a_closed_window_does_not_read_on (Fixture *f, gconstpointer data)
{
  f->silent = TRUE;
  open_table (f, NULL);
  await_rows (f, PAGE);
  search (f, "zoë");
  await_words (f, "looked at so far");
  g_object_add_weak_pointer (G_OBJECT (f->table), (gpointer *) &f->table);
  gtk_window_destroy (GTK_WINDOW (f->table));
  od_test_wait_until (is_finalized, f, 5, "the window to be gone");
}

static void
test_a_refusal_is_said_and_nothing_else (Fixture *f, gconstpointer data)
{
  f->refuses = TRUE;
  open_table (f, NULL);
  await_words (f, "prefix: is wrong");
  g_assert_false (od_test_says (GTK_WIDGET (f->table), "These are all"));
  g_assert_false (od_test_says (GTK_WIDGET (f->table), "No lead"));
  f->refuses = FALSE;
  search (f, "44");
  await_words (f, "Leads shown: 150. There are more");
  g_assert_false (od_test_says (GTK_WIDGET (f->table), "prefix: is wrong"));
}

/* A page that comes says nothing of the board. */
static void
test_a_lost_board_is_said_until_it_is_there (Fixture *f, gconstpointer data)
{
  GtkWidget *list;

  f->boardless = TRUE;
  open_table (f, NULL);
  await_words (f, "No such board");
  await_rows (f, PAGE);
  search (f, "44");
  await_words (f, "Leads shown: 150. There are more");
  g_assert_true (od_test_says (GTK_WIDGET (f->table), "No such board"));
  f->boardless = FALSE;
  list = od_test_find_widget (GTK_WIDGET (f->table), OD_TYPE_HOUSE_LIST);
  g_signal_emit_by_name (list, "refresh-asked");
  od_test_wait_until (has_slices, f, LIMIT_S, "the slices");
  g_assert_false (od_test_says (GTK_WIDGET (f->table), "No such board"));
}

static void
test_there_is_one_search (Fixture *f, gconstpointer data)
{
  GtkWidget *list;

  open_table (f, NULL);
  await_rows (f, PAGE);
  list = od_test_find_widget (GTK_WIDGET (f->table), OD_TYPE_HOUSE_LIST);
  g_assert_null (od_test_find_widget (list, GTK_TYPE_SEARCH_ENTRY));
  g_assert_false (od_test_says (list, "Total Rows"));
}

/* --- pages ------------------------------------------------------------------------- */

static gboolean
is_there (gpointer data)
{
  Fixture *f = data;

  return gtk_adjustment_get_value (scrollbar (f)) == f->place;
}

static void
test_the_end_brings_more_and_nothing_jumps (Fixture *f, gconstpointer data)
{
  GtkColumnView *view;
  GtkSingleSelection *selection;
  g_autoptr (OdRecord) chosen = NULL;
  GtkAdjustment *bar;

  open_table (f, NULL);
  await_rows (f, PAGE);
  od_test_wait_until (is_laid_out, f, LIMIT_S, "the list to be laid out");
  g_assert_cmpuint (f->queries->len, ==, 1);
  view = GTK_COLUMN_VIEW (
    od_test_find_widget (GTK_WIDGET (f->table), GTK_TYPE_COLUMN_VIEW));
  selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (view));
  gtk_single_selection_set_selected (selection, 120);
  chosen = g_object_ref (gtk_single_selection_get_selected_item (selection));

  bar = scrollbar (f);
  f->place = gtk_adjustment_get_upper (bar) - 2 * gtk_adjustment_get_page_size (bar);
  gtk_adjustment_set_value (bar, f->place);
  f->place = gtk_adjustment_get_value (bar);
  await_rows (f, 2 * PAGE);
  od_test_wait_until (is_there, f, LIMIT_S, "the view to be where it was");
  g_assert_true (gtk_single_selection_get_selected_item (selection) == chosen);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 120);
  await_words (f, "Leads shown: 300. There are more");
}

static void
test_the_button_brings_all (Fixture *f, gconstpointer data)
{
  GtkWidget *more;

  open_table (f, NULL);
  for (guint i = 1; i <= PAGES; i++) {
    await_rows (f, i * PAGE);
    await_words (f, i < PAGES ? "There are more" : "Leads shown: 600. These are all.");
    g_assert_cmpint (od_test_says (GTK_WIDGET (f->table), "Show More"), ==, i < PAGES);
    if (i == PAGES)
      break;
    more = od_test_find_button (GTK_WIDGET (f->table), "Show More");
    g_signal_emit_by_name (more, "clicked");
    g_signal_emit_by_name (more, "clicked"); /* one page comes, not two */
  }
  g_assert_cmpuint (f->queries->len, ==, PAGES);
}

/* --- dispositions ------------------------------------------------------------------ */

static void
test_a_disposition_is_chosen (Fixture *f, gconstpointer data)
{
  GtkDropDown *drop;

  open_table (f, NULL);
  od_test_wait_until (has_slices, f, LIMIT_S, "the slices");
  await_words (f, "There are more");
  drop = GTK_DROP_DOWN (od_test_find_widget (GTK_WIDGET (f->table), GTK_TYPE_DROP_DOWN));
  g_assert_cmpuint (f->queries->len, ==, 1); /* filling it chooses nothing */
  gtk_drop_down_set_selected (drop, 1);
  await_words (f, "Leads shown: 150, with 300 calls that came out so. These are all.");
  g_assert_cmpstr (last_query (f), ==, "disposition=SALE%20MADE&limit=500&after=0");
  search (f, "441");
  await_query (f, "prefix=441&disposition=SALE%20MADE&limit=500&after=0");
}

/* A word the pie has no more stays chosen. */
static void
test_it_opens_with_a_disposition (Fixture *f, gconstpointer data)
{
  open_table (f, "BUSY");
  await_words (f, "These are all");
  await_words (f, "BUSY");
  g_assert_cmpuint (f->queries->len, ==, 1);
  g_assert_cmpstr (last_query (f), ==, "disposition=BUSY&limit=500&after=0");
}

static gboolean
has_opened (gpointer data)
{
  Fixture *f = data;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GObject) window = g_list_model_get_item (windows, i);

    if (OD_IS_LEAD_TABLE (window))
      f->table = OD_LEAD_TABLE (window);
  }
  return f->table != NULL && f->queries->len > 0;
}

static gboolean
has_legend (gpointer data)
{
  GtkWidget *pie = od_test_find_widget (((Fixture *) data)->window, OD_TYPE_PIE_CHART);

  return pie != NULL && od_test_find_widget (pie, GTK_TYPE_BUTTON) != NULL;
}

static void
test_a_slice_opens_its_leads (Fixture *f, gconstpointer data)
{
  GtkWidget *pie;

  gtk_window_set_child (GTK_WINDOW (f->window),
                        od_leadset_board_new (f->desk, leadset (f)));
  od_test_wait_until (has_legend, f, LIMIT_S, "the legend");
  pie = od_test_find_widget (f->window, OD_TYPE_PIE_CHART);
  g_signal_emit_by_name (od_test_find_widget (pie, GTK_TYPE_BUTTON), "clicked");
  od_test_wait_until (has_opened, f, LIMIT_S, "Leadset Data");
  g_assert_cmpstr (last_query (f), ==, "disposition=SALE%20MADE&limit=500&after=0");
}

/* --- export ------------------------------------------------------------------------ */

static void
test_what_matches_is_exported (Fixture *f, gconstpointer data)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GFile) file = g_file_new_build_filename (dir, "leads.csv", NULL);
  g_autofree char *text = NULL;

  open_table (f, NULL);
  await_rows (f, PAGE);
  search (f, "4411");
  await_query (f, "prefix=4411&limit=500&after=0");
  await_words (f, "There are more");
  od_lead_table_export (f->table, file);
  await_words (f, "Leads exported: 600");
  g_assert_cmpuint (g_list_model_get_n_items (rows (f)), ==, PAGE);
  g_assert_cmpstr (last_query (f), ==, "prefix=4411&limit=500&after=450");
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"+44110600\",\"READY\",\"ready\",\"0\",\"Zoë 600\""));
  od_test_remove_dir (dir);
}

static void
test_an_export_can_be_cancelled (Fixture *f, gconstpointer data)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GFile) file = g_file_new_build_filename (dir, "leads.csv", NULL);
  g_autoptr (GDir) left = NULL;

  f->silent = TRUE;
  open_table (f, NULL);
  await_rows (f, PAGE);
  od_lead_table_export (f->table, file);
  await_words (f, "Leads read: 150…");
  press (f, "Cancel");
  await_words (f, "Nothing was saved");
  left = g_dir_open (dir, 0, NULL);
  g_assert_null (g_dir_read_name (left));
  od_test_remove_dir (dir);
}

/* The window goes, and the export with it. */
static void
test_a_closed_window_exports_nothing (Fixture *f, gconstpointer data)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GFile) file = g_file_new_build_filename (dir, "leads.csv", NULL);

  f->silent = TRUE;
  open_table (f, NULL);
  await_rows (f, PAGE);
  od_lead_table_export (f->table, file);
  await_words (f, "Leads read: 150…");
  gtk_window_destroy (GTK_WINDOW (f->table));
  g_assert_false (g_file_query_exists (file, NULL));
  od_test_remove_dir (dir);
}

/* --- closing in the middle of an export -------------------------------------------- */

static void
begin_export (Fixture *f, GFile *file)
{
  g_assert_true (g_file_replace_contents (file, "older", 5, NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, NULL));
  f->silent = TRUE;
  open_table (f, NULL);
  await_rows (f, PAGE);
  od_lead_table_export (f->table, file);
  await_words (f, "Leads read: 150…");
  g_object_add_weak_pointer (G_OBJECT (f->table), (gpointer *) &f->table);
}

/* (nullable) */
static AdwMessageDialog *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (window))
      return ADW_MESSAGE_DIALOG (window);
  }
  return NULL;
}

static void
answer_question (const char *words)
{
  od_test_press (GTK_WIDGET (find_question ()), words);
}

static void
assert_older (GFile *file)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, ==, "older");
}

static gboolean
is_answered (gpointer data)
{
  return find_question () == NULL;
}

/* Escape is no answer: the export goes on. */
static void
test_closing_in_an_export_is_asked_about (Fixture *f, gconstpointer data)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GFile) file = g_file_new_build_filename (dir, "leads.csv", NULL);

  begin_export (f, file);
  for (int i = 0; i < 2; i++) {
    gtk_window_close (GTK_WINDOW (f->table));
    g_assert_nonnull (f->table);
    g_assert_nonnull (find_question ());
    if (i == 0)
      answer_question ("_Go On Exporting");
    else
      gtk_window_close (GTK_WINDOW (find_question ()));
    od_test_wait_until (is_answered, f, LIMIT_S, "the question to go");
    g_assert_nonnull (f->table);
    g_assert_true (od_test_says (GTK_WIDGET (f->table), "Leads read: 150…"));
  }

  gtk_window_close (GTK_WINDOW (f->table));
  answer_question ("_Cancel the Export");
  od_test_wait_until (is_finalized, f, LIMIT_S, "the window to be gone");
  assert_older (file);
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/lead-table/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("phone", test_digits_are_a_phone);
  ADD ("name", test_a_name_is_looked_for_to_the_end);
  ADD ("progress", test_progress_is_said);
  ADD ("closed-search", test_a_closed_window_does_not_read_on);
  ADD ("refused", test_a_refusal_is_said_and_nothing_else);
  ADD ("one-search", test_there_is_one_search);
  ADD ("end", test_the_end_brings_more_and_nothing_jumps);
  ADD ("button", test_the_button_brings_all);
  ADD ("disposition", test_a_disposition_is_chosen);
  ADD ("opens-with", test_it_opens_with_a_disposition);
  ADD ("slice", test_a_slice_opens_its_leads);
  ADD ("export", test_what_matches_is_exported);
  ADD ("cancel", test_an_export_can_be_cancelled);
  ADD ("asked", test_closing_in_an_export_is_asked_about);
  ADD ("boardless", test_a_lost_board_is_said_until_it_is_there);
  ADD ("closed", test_a_closed_window_exports_nothing);
  return g_test_run ();
}
