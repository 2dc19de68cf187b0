/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of a leadset: what the server has stands there, what is chosen is what is
 * sent, and what is typed stays when it was not taken.
 */
#include "app/leadset/retry-dialog.h"

#include "app/form/form-dialog.h"
#include "app/leadset/desk-stage.h"
#include "app/leadset/leadset-board.h"
#include "shared/wire/paths.h"
#include "support/seen.h"
#include "support/waiting.h"

#define LIMIT_S 20
#define PATH    "/v1/leadsets/7/retry-rules"
/* Of an outcome that only a newer server knows. */
#define STRANGER "{\"outcome\":\"fax\",\"delay_ms\":900000,\"max_attempts\":4}"
#define RULES                                                                            \
  "{\"rules\":[{\"outcome\":\"BUSY\",\"delay_ms\":150000,\"max_attempts\":5},"           \
  "{\"outcome\":\"no-reply\",\"delay_ms\":600000,\"max_attempts\":2}," STRANGER "]}"

#define LEADSETS                                                                         \
  "{\"leadsets\":[{\"id\":7,\"name\":\"Guide & co\",\"campaign\":null,"                  \
  "\"description\":\"\",\"active\":true,\"version\":3}]}"

typedef struct {
  Peer *peer;
  OdDesk *desk;
  GtkWidget *window;
  GtkWidget *dialog;
  guint n_down; /* how often the server still says that it cannot read them */
  guint n_puts;
} Fixture;

static void
answer_rules (Fixture *f, SoupServerMessage *message, const Asked *asked)
{
  gboolean put = strcmp (asked->method, "PUT") == 0;

  if (!put && f->n_down > 0) {
    f->n_down--;
    peer_say (message, 503,
              "{\"code\":\"unavailable\",\"title\":\"The server cannot read this now\"}");
  } else if (put && f->n_puts++ == 0) {
    peer_say (message, 503,
              "{\"code\":\"unavailable\",\"title\":\"The server cannot store this "
              "now\"}");
  } else {
    peer_say (message, 200, put ? asked->body : RULES);
  }
}

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  if (desk_stage_answer (message, asked, LEADSETS))
    return;
  if (strcmp (asked->path, PATH) == 0)
    answer_rules (peer->data, message, asked);
  else
    peer_say (message, 200, "{}");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer, f);
  f->desk = desk_stage_open (f->peer);
  f->window = desk_stage_show_window ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  desk_stage_close (f->desk, f->peer);
}

static gboolean
find_dialog (gpointer data)
{
  Fixture *f = data;
  f->dialog = od_test_find_window (OD_TYPE_FORM_DIALOG);
  return f->dialog != NULL;
}

/* As it is called to who hears it; NULL: nothing is. */
static GtkWidget *
find_called (GtkWidget *widget, const char *name)
{
  g_autofree char *differs = NULL;

  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL)) {
    differs = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                                  NULL);
    if (differs == NULL)
      return widget;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_called (child, name);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gpointer
called (Fixture *f, const char *name)
{
  GtkWidget *found = find_called (f->dialog, name);

  g_test_message ("%s", name);
  g_assert_nonnull (found);
  return found;
}

/* It is its row's: called as that is, and moved by it. */
static GtkSwitch *
get_switch (Fixture *f, const char *words)
{
  g_autofree char *delay = g_strconcat (words, ": dial again after, minutes", NULL);
  GtkWidget *row = gtk_widget_get_ancestor (called (f, delay), ADW_TYPE_ACTION_ROW);

  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, words);
  return GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

static gboolean
is_filled (gpointer data)
{
  Fixture *f = data;

  return gtk_widget_is_sensitive (GTK_WIDGET (get_switch (f, "No answer")));
}

static void
show (Fixture *f)
{
  od_retry_dialog_show (f->window, f->desk, desk_stage_get_leadset (f->desk));
  g_assert_true (find_dialog (f));
}

static void
show_filled (Fixture *f)
{
  show (f);
  od_test_wait_until (is_filled, f, LIMIT_S, "the rules");
}

static void
assert_line (Fixture *f, const char *words, gboolean on, int minutes, int attempts)
{
  g_autofree char *delay = g_strconcat (words, ": dial again after, minutes", NULL);
  g_autofree char *most = g_strconcat (words, ": at most, calls in all", NULL);

  g_assert_cmpint (gtk_switch_get_active (get_switch (f, words)), ==, on);
  g_assert_cmpint (gtk_widget_is_sensitive (called (f, delay)), ==, on);
  g_assert_cmpint (gtk_widget_is_sensitive (called (f, most)), ==, on);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (called (f, delay)), ==, minutes);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (called (f, most)), ==, attempts);
}

static void
test_what_the_server_has_stands_there (Fixture *f, gconstpointer data)
{
  GtkWidget *focus;

  show (f);
  g_assert_false (is_filled (f));
  g_assert_cmpstr (od_form_dialog_get_problem (OD_FORM_DIALOG (f->dialog)), ==,
                   "Waiting for the server");
  od_test_wait_until (is_filled, f, LIMIT_S, "the rules");
  assert_line (f, "No answer", FALSE, 60, 3);
  assert_line (f, "Agent chose BUSY", TRUE, 3, 5);
  assert_line (f, "No reply from the carrier", TRUE, 10, 2);
  g_assert_null (od_form_dialog_get_problem (OD_FORM_DIALOG (f->dialog)));
  focus = gtk_window_get_focus (GTK_WINDOW (f->dialog));
  g_assert_true (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX));
  gtk_window_close (GTK_WINDOW (f->dialog)); /* nothing was typed: nothing is asked */
  g_assert_false (find_dialog (f));
}

static void
test_a_server_that_cannot_say_is_asked_again (Fixture *f, gconstpointer data)
{
  f->n_down = 1;
  show (f);
  od_test_await_words (f->dialog, "The server cannot read this now");
  od_test_wait_until (is_filled, f, LIMIT_S, "the rules");
  g_assert_false (od_test_says (f->dialog, "The server cannot read this now"));
}

static gboolean
has_put_once (gpointer data)
{
  Fixture *f = data;

  return f->n_puts == 1 && !od_form_dialog_is_sending (OD_FORM_DIALOG (f->dialog));
}

static gboolean
is_closed (gpointer data)
{
  return !find_dialog (data);
}

static const Asked *
last_put (Fixture *f)
{
  for (guint i = f->peer->asked->len; i > 0; i--) {
    const Asked *asked = peer_get (f->peer, i - 1);

    if (strcmp (asked->method, "PUT") == 0)
      return asked;
  }
  g_assert_not_reached ();
}

/* With the text still in the field; what was not touched goes back as it came. */
static void
test_what_is_chosen_is_sent_and_stays_when_refused (Fixture *f, gconstpointer data)
{
  static const char sent[] =
    "{\"rules\":[" STRANGER
    ",{\"outcome\":\"no-answer\",\"delay_ms\":2700000,\"max_attempts\":3},"
    "{\"outcome\":\"BUSY\",\"delay_ms\":150000,\"max_attempts\":6}]}";
  g_autofree char *key = NULL;

  show_filled (f);
  gtk_switch_set_active (get_switch (f, "No answer"), TRUE);
  gtk_editable_set_text (called (f, "No answer: dial again after, minutes"), "45");
  gtk_editable_set_text (called (f, "Agent chose BUSY: at most, calls in all"), "6");
  gtk_switch_set_active (get_switch (f, "No reply from the carrier"), FALSE);
  gtk_widget_activate_action (f->dialog, "form.confirm", NULL);
  od_test_wait_until (has_put_once, f, LIMIT_S, "the first answer");
  g_assert_cmpstr (last_put (f)->path, ==, PATH);
  g_assert_cmpstr (last_put (f)->body, ==, sent);
  key = g_strdup (last_put (f)->key);
  g_assert_true (od_test_says (f->dialog, "The server cannot store this now"));
  assert_line (f, "No answer", TRUE, 45, 3);
  assert_line (f, "Agent chose BUSY", TRUE, 3, 6);

  gtk_widget_activate_action (f->dialog, "form.confirm", NULL);
  od_test_wait_until (is_closed, f, LIMIT_S, "the dialog to close");
  g_assert_cmpstr (last_put (f)->body, ==, sent);
  g_assert_cmpstr (last_put (f)->key, ==, key); /* the same request, done once */
}

/* What the carrier did is tried again without a rule: no switch here is the end of it. */
static void
test_what_no_rule_decides_is_said (Fixture *f, gconstpointer data)
{
  static const char *const ends[] = { "Refused by the carrier",
                                      "No reply from the carrier", "Could not be sent" };

  show_filled (f);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (get_switch (f, ends[i])),
                                              ADW_TYPE_ACTION_ROW);

    g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                     "Dialed again anyway, later each time, up to 10 calls. This counts "
                     "after them.");
  }
}

static void
test_what_is_out_of_bounds_is_said_while_it_is_typed (Fixture *f, gconstpointer data)
{
  static const char *const wrong[] = { "1", "43201", "" };

  show_filled (f);
  gtk_switch_set_active (get_switch (f, "No answer"), TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    gtk_editable_set_text (called (f, "No answer: dial again after, minutes"), wrong[i]);
    g_assert_true (od_test_says (f->dialog, "Enter 2 to 43200 minutes"));
    gtk_widget_activate_action (f->dialog, "form.confirm", NULL);
    g_assert_false (od_form_dialog_is_sending (OD_FORM_DIALOG (f->dialog)));
  }
  gtk_editable_set_text (called (f, "No answer: dial again after, minutes"), "2");
  g_assert_false (od_test_says (f->dialog, "Enter 2 to 43200 minutes"));
  gtk_editable_set_text (called (f, "No answer: at most, calls in all"), "11");
  g_assert_true (od_test_says (f->dialog, "Enter 1 to 10 calls in all."));

  /* Off, it does not matter. */
  gtk_switch_set_active (get_switch (f, "No answer"), FALSE);
  g_assert_null (od_form_dialog_get_problem (OD_FORM_DIALOG (f->dialog)));
}

static void
test_the_board_leads_there (Fixture *f, gconstpointer data)
{
  gtk_window_set_child (GTK_WINDOW (f->window),
                        od_leadset_board_new (f->desk, desk_stage_get_leadset (f->desk)));
  od_test_press (f->window, "Automatic Recycle");
  g_assert_true (find_dialog (f));
  od_test_wait_until (is_filled, f, LIMIT_S, "the rules");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/retry-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("filled", test_what_the_server_has_stands_there);
  ADD ("asked-again", test_a_server_that_cannot_say_is_asked_again);
  ADD ("sent", test_what_is_chosen_is_sent_and_stays_when_refused);
  ADD ("anyway", test_what_no_rule_decides_is_said);
  ADD ("bounds", test_what_is_out_of_bounds_is_said_while_it_is_typed);
  ADD ("board", test_the_board_leads_there);
  return g_test_run ();
}
