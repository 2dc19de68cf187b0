/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lead's calls as a supervisor reads and corrects them, before a real HTTP server.
 */
#include "app/leadset/call-list.h"

#include "app/form/form-dialog.h"
#include "app/form/moment.h"
#include "app/leadset/desk-stage.h"
#include "shared/wire/paths.h"
#include "support/seen.h"
#include "support/waiting.h"

#define LIMIT_S 20
#define CALL    "0190a000-0000-7000-8000-000000000001"
#define LEADSETS                                                                         \
  "{\"leadsets\":[{\"id\":7,\"name\":\"Guide\",\"campaign\":4,\"version\":3}]}"

typedef struct {
  Peer *peer;
  OdDesk *desk;
  GtkWidget *window;
  const char *calls; /* as the server has them */
  char *put;         /* the last correction's path and body; NULL: none */
  gboolean refuses;  /* to say the calls */
  gboolean corrected;
} Fixture;

#define SAID                                                                             \
  "{\"id\":\"" CALL "\",\"campaign\":4,\"agent\":9,\"phone\":\"44116\","                 \
  "\"queued_at_ms\":1796000000000,\"system_disposition\":\"Answered\","                  \
  "\"disposition\":\"%s\",\"call_back_at_ms\":null,\"corrections\":[%s]}"
#define NOBODY                                                                           \
  "{\"id\":\"x\",\"campaign\":4,\"agent\":null,\"phone\":\"44116\","                     \
  "\"queued_at_ms\":1795000000000,\"system_disposition\":\"Rejected\","                  \
  "\"disposition\":null,\"call_back_at_ms\":null,\"corrections\":[]}"

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  if (desk_stage_answer (message, asked, LEADSETS))
    return;
  if (strcmp (asked->path, OD_PATH_CAMPAIGNS) == 0) {
    peer_say (message, 200,
              "{\"campaigns\":[{\"id\":4,\"name\":\"Spring <b>\",\"dispositions\":[]}]}");
  } else if (strcmp (asked->path, OD_PATH_AGENTS) == 0) {
    peer_say (message, 200, "{\"agents\":[{\"id\":9,\"name\":\"anna\"}]}");
  } else if (strcmp (asked->path, "/v1/leads/1/calls") == 0) {
    if (f->refuses)
      peer_say (message, 409, "{\"code\":\"odd\",\"title\":\"The data rests.\"}");
    else
      peer_say (message, 200, f->calls);
  } else if (strcmp (asked->method, "PUT") == 0) {
    f->put = g_strdup_printf ("%s %s", asked->path, asked->body);
    peer_say (message, 200, "{}");
  } else {
    peer_say (message, 200, "{}");
  }
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
  g_free (f->put);
}

static void
on_corrected (Fixture *f)
{
  f->corrected = TRUE;
}

static void
show (Fixture *f, const char *calls)
{
  GtkWidget *list = od_call_list_new (f->desk, 1);

  f->calls = calls;
  g_signal_connect_swapped (list, "corrected", G_CALLBACK (on_corrected), f);
  gtk_window_set_child (GTK_WINDOW (f->window), list);
}

static void
test_a_lead_nobody_called_has_none (Fixture *f, gconstpointer data)
{
  show (f, "{\"calls\":[]}");
  od_test_await_words (f->window, "No calls yet");
}

/* The day and the time that were promised to the person. */
static void
test_an_appointment_is_told (Fixture *f, gconstpointer data)
{
  g_autofree char *back = od_moment_format (1796050000000);
  g_autofree char *words = g_strdup_printf ("To be called back: %s", back);

  show (f, "{\"calls\":[{\"id\":\"" CALL "\",\"campaign\":4,\"agent\":9,"
           "\"phone\":\"44116\",\"queued_at_ms\":1796000000000,"
           "\"system_disposition\":\"Answered\",\"disposition\":\"CALL BACK\","
           "\"call_back_at_ms\":1796050000000,\"corrections\":[]}]}");
  od_test_await_words (f->window, words);
}

static void
test_calls_are_told_with_their_history (Fixture *f, gconstpointer data)
{
  g_autofree char *first = g_strdup_printf (
    SAID, "SALE MADE",
    "{\"at_ms\":1796000060000,\"user\":1,\"user_name\":\"boss\",\"was\":\"BUSY\","
    "\"was_at_ms\":1796000000000,\"disposition\":\"SALE MADE\"},"
    "{\"at_ms\":1796000120000,\"user\":9,\"user_name\":\"anna\",\"was\":\"LATER\","
    "\"was_at_ms\":1796000000000,\"was_call_back_at_ms\":1796050000000,"
    "\"disposition\":\"LATER\"}");
  g_autofree char *calls = g_strdup_printf ("{\"calls\":[%s,%s]}", first, NOBODY);
  g_autofree char *back = NULL, *words = NULL;

  show (f, calls);
  od_test_await_words (f->window, "SALE MADE");
  od_test_await_words (f->window, " · anna · Spring <b>");
  od_test_await_words (f->window, ": SALE MADE instead of BUSY, said by boss");
  back = od_moment_format (1796050000000);
  words = g_strdup_printf (": another time than LATER (%s), said by anna", back);
  od_test_await_words (f->window, words);
  od_test_await_words (f->window, "Rejected");
}

static gboolean
has_put (gpointer data)
{
  return ((Fixture *) data)->put != NULL;
}

/* Whether @label was there. */
static gboolean
choose (GtkWidget *widget, const char *label)
{
  gboolean found =
    GTK_IS_CHECK_BUTTON (widget)
    && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0;

  if (found)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = choose (child, label);
  return found;
}

/* What was said is no correction; what else is goes to the server, and the list follows.
 */
static void
test_an_outcome_is_corrected (Fixture *f, gconstpointer data)
{
  g_autofree char *before = g_strdup_printf (SAID, "BUSY", "");
  g_autofree char *after = g_strdup_printf (SAID, "SALE MADE", "");
  g_autofree char *calls = g_strdup_printf ("{\"calls\":[%s]}", before);
  g_autofree char *corrected = g_strdup_printf ("{\"calls\":[%s]}", after);
  GtkWidget *dialog;

  show (f, calls);
  od_test_await_words (f->window, " · anna · Spring <b>");
  od_test_press (f->window, "Correct…");
  dialog = od_test_find_window (OD_TYPE_FORM_DIALOG);
  od_test_await_words (dialog, "Of the call to 44116 on ");
  od_test_await_words (dialog, "Choose what the call came to");
  g_assert_true (choose (dialog, "BUSY"));
  od_test_await_words (dialog, "That is what was said: choose something else");
  g_assert_true (choose (dialog, "SALE MADE"));
  f->calls = corrected;
  gtk_widget_activate_action (dialog, "form.confirm", NULL);
  od_test_wait_until (has_put, f, LIMIT_S, "the correction");
  g_assert_cmpstr (f->put, ==,
                   "/v1/calls/" CALL "/disposition {\"disposition\":\"SALE MADE\"}");
  od_test_await_words (f->window, "SALE MADE");
  g_assert_true (f->corrected);
}

/* Who only hears the button hears which call it is of. */
static void
test_a_button_is_named_by_its_call (Fixture *f, gconstpointer data)
{
  g_autofree char *call = g_strdup_printf (SAID, "BUSY", "");
  g_autofree char *calls = g_strdup_printf ("{\"calls\":[%s]}", call);
  g_autofree char *when = od_moment_format (1796000000000);
  g_autofree char *name = g_strdup_printf ("Correct… the call of %s · anna", when);

  show (f, calls);
  od_test_await_words (f->window, " · anna · Spring <b>");
  gtk_test_accessible_assert_property (od_test_find_button (f->window, "Correct…"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

/* What is not there is not "No calls yet", and somebody may try again. */
static void
test_a_failed_reading_is_said (Fixture *f, gconstpointer data)
{
  f->refuses = TRUE;
  show (f, "{\"calls\":[]}");
  od_test_await_words (f->window, "The data rests.");
  g_assert_false (od_test_says (f->window, "No calls yet"));
  f->refuses = FALSE;
  od_test_press (f->window, "Try Again");
  od_test_await_words (f->window, "No calls yet");
  g_assert_false (od_test_says (f->window, "The data rests."));
  g_assert_false (od_test_says (f->window, "Try Again"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/call-list/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("none", test_a_lead_nobody_called_has_none);
  ADD ("history", test_calls_are_told_with_their_history);
  ADD ("appointment", test_an_appointment_is_told);
  ADD ("named", test_a_button_is_named_by_its_call);
  ADD ("failed", test_a_failed_reading_is_said);
  ADD ("corrected", test_an_outcome_is_corrected);
  return g_test_run ();
}
