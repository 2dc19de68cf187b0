/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page turns under somebody's hands: what was meant for the live call books nothing.
 * With a real mouse, at the sizes people have.
 */
#include "app/agent/work-page.h"

#include "app/agent/agent-window.h"
#include "app/agent/contact-card.h"
#include "app/agent/disposition-form.h"
#include "app/agent/live-call.h"
#include "app/agent/script-view.h"
#include "app/shift/agent-peer.h"
#include "shared/wire/disposition-json.h"
#include "support/hand.h"
#include "support/seen.h"

typedef struct {
  int width, height, dpi;
} Size;

static const Size sizes[] = {
  { 800, 600, 96 },  { 1000, 720, 96 },  { 1270, 790, 96 },
  { 800, 600, 192 }, { 1270, 790, 192 },
};

typedef struct {
  AgentPeer server;
  char *at_work; /* what the server says of an agent in its campaign */
  OdAgentWindow *window;
  gpointer shift;
  guint n_clicks; /* that arrived */
} Fixture;

/* (transfer full): @more: what is on the line. */
static char *
make_me (Fixture *f, const char *state, const char *more)
{
  return g_strdup_printf ("{\"id\":7,\"name\":\"bo\",\"state\":\"%s\",%s,%s}", state,
                          f->at_work, more);
}

static void
say_me (Fixture *f, const char *state, const char *more)
{
  g_autofree char *me = make_me (f, state, more);

  agent_peer_say (&f->server, "me", me);
}

/* (transfer full): every predefined disposition, as a real server offers them. */
static char *
describe_work (void)
{
  GPtrArray *own = od_disposition_list_new ();
  g_autoptr (GPtrArray) offered = od_disposition_list_offered (own);
  json_t *list = od_disposition_json_list_to (offered);
  char *text = json_dumps (list, 0);
  char *work = g_strdup_printf ("\"campaign\":1,\"campaign_name\":\"Spring\","
                                "\"registered\":true,\"wants_ready\":true,"
                                "\"dispositions\":%s",
                                text);

  free (text);
  json_decref (list);
  g_ptr_array_unref (own);
  return work;
}

static gboolean
is_choosing (gpointer data)
{
  return od_shift_get_step (od_agent_window_get_shift (data)) == OD_SHIFT_CHOOSING;
}

static gboolean
is_working (gpointer data)
{
  return od_shift_get_step (od_agent_window_get_shift (data)) == OD_SHIFT_WORKING;
}

static void
set_up (Fixture *f, gconstpointer app)
{
  OdShiftOptions options;

  agent_peer_set_up (&f->server);
  f->at_work = describe_work ();
  options = agent_peer_get_options (&f->server);
  f->window = od_agent_window_new (GTK_APPLICATION ((gpointer) app), f->server.desk,
                                   &options);
  f->shift = od_agent_window_get_shift (f->window);
  g_object_add_weak_pointer (f->shift, &f->shift);
  od_test_wait_until (is_choosing, f->window, LIMIT_S, "the choice");
  f->server.me = ME ("paused", PAUSED);
  od_shift_choose_campaign (od_agent_window_get_shift (f->window), 1);
  od_test_wait_until (is_working, f->window, LIMIT_S, "the work");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  od_test_close_windows ();
  od_test_wait_until (is_gone, &f->shift, LIMIT_S, "the shift to end");
  agent_peer_tear_down (&f->server);
  g_free (f->at_work);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static GtkWidget *
find (Fixture *f, GType type)
{
  return od_test_find_widget (GTK_WIDGET (f->window), type);
}

static gboolean
is_live (gpointer data)
{
  GtkWidget *live = find (data, OD_TYPE_LIVE_CALL);

  return live != NULL && gtk_widget_get_mapped (live) && gtk_widget_get_width (live) > 0;
}

static gboolean
is_asked (gpointer data)
{
  GtkWidget *form = find (data, OD_TYPE_DISPOSITION_FORM);

  return form != NULL && gtk_widget_get_mapped (form) && gtk_widget_get_width (form) > 0;
}

static void
show (Fixture *f, const Size *size)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", size->dpi * 1024, NULL);
  gtk_window_set_default_size (GTK_WINDOW (f->window), size->width, size->height);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
begin_call (Fixture *f, const char *call)
{
  g_autofree char *more = g_strdup_printf (CALL ("%s"), call, call);

  say_me (f, "in-call", more);
  od_test_wait_until (is_live, f, LIMIT_S, "the live call");
}

static void
end_call (Fixture *f, const char *call)
{
  g_autofree char *more = g_strdup_printf ("\"call_id\":\"%s\"", call);

  say_me (f, "disposing", more);
}

/* --- places ------------------------------------------------------------------------ */

typedef struct {
  GtkWidget *window;
  GArray *places; /* (element-type graphene_rect_t) */
} Places;

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget)
         || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_EDITABLE (widget);
}

static void
collect (Places *found, GtkWidget *widget)
{
  graphene_rect_t place;

  if (!gtk_widget_get_mapped (widget) || GTK_IS_NATIVE (widget))
    return;
  if (is_control (widget)) {
    g_assert_true (gtk_widget_compute_bounds (widget, found->window, &place));
    g_array_append_val (found->places, place);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (found, child);
}

static GArray *
find_places (Fixture *f, GType type)
{
  Places found = { GTK_WIDGET (f->window),
                   g_array_new (FALSE, FALSE, sizeof (graphene_rect_t)) };

  collect (&found, find (f, type));
  return found.places;
}

static void
check_apart (GArray *before, GArray *after)
{
  for (guint i = 0; i < before->len; i++) {
    for (guint n = 0; n < after->len; n++)
      g_assert_false (
        graphene_rect_intersection (&g_array_index (before, graphene_rect_t, i),
                                    &g_array_index (after, graphene_rect_t, n), NULL));
  }
}

static void
test_nothing_lies_where_the_call_was (Fixture *f, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *call = g_strdup_printf ("c%zu", i);
    g_autoptr (GArray) before = NULL;
    g_autoptr (GArray) after = NULL;

    show (f, &sizes[i]);
    begin_call (f, call);
    before = find_places (f, OD_TYPE_LIVE_CALL);
    g_assert_cmpuint (before->len, >=, 5);
    end_call (f, call);
    od_test_wait_until (is_asked, f, LIMIT_S, "the form");
    after = find_places (f, OD_TYPE_DISPOSITION_FORM);
    g_assert_cmpuint (after->len, >=, 9);
    check_apart (before, after);
    gtk_widget_set_visible (GTK_WIDGET (f->window), FALSE);
    od_paperwork_dispose_async (od_shift_get_paperwork (
                                  od_agent_window_get_shift (f->window)),
                                call, "BUSY", FALSE, NULL, 0, NULL, NULL);
  }
}

/* --- hands ------------------------------------------------------------------------- */

/* The lead hangs up as the agent clicks. */
static gboolean
on_event (Fixture *f, GdkEvent *event)
{
  if (gdk_event_get_event_type (event) == GDK_BUTTON_RELEASE && f->n_clicks++ == 0)
    end_call (f, "c1");
  return FALSE;
}

static void
watch_clicks (Fixture *f)
{
  GtkEventController *watcher = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (watcher, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (watcher, "event", G_CALLBACK (on_event), f);
  gtk_widget_add_controller (GTK_WIDGET (f->window), watcher);
}

static OdDispositionForm *
get_form (Fixture *f)
{
  return OD_DISPOSITION_FORM (find (f, OD_TYPE_DISPOSITION_FORM));
}

static void
check_nothing_chosen (Fixture *f)
{
  GtkWidget *submit;

  od_test_wait_until (is_asked, f, LIMIT_S, "the form");
  submit = od_test_find_button (GTK_WIDGET (get_form (f)), "Submit");
  g_assert_null (od_disposition_form_get_chosen (get_form (f)));
  g_assert_false (gtk_widget_get_sensitive (submit));
  g_assert_null (f->server.disposition);
}

typedef struct {
  gconstpointer app;
  const char *button;
  guint gap_ms;
  int dpi;
} Gesture;

static GtkWidget *
find_named (GtkWidget *widget, const char *words)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget)
      && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words))
    return gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_named (child, words);
  return found;
}

static void
set_up_gesture (Fixture *f, gconstpointer data)
{
  const Gesture *gesture = data;

  set_up (f, gesture->app);
}

static void
test_a_double_click_chooses_nothing (Fixture *f, gconstpointer data)
{
  const Gesture *gesture = data;
  const Size size = { 800, 600, gesture->dpi };

  if (!od_test_has_hand ())
    return;
  show (f, &size);
  begin_call (f, "c1");
  watch_clicks (f);
  od_test_click_twice (find_named (find (f, OD_TYPE_LIVE_CALL), gesture->button),
                       gesture->gap_ms, NULL);
  check_nothing_chosen (f);
}

/* 3 may have been a digit for the lead's side, and Space for whatever had the focus. */
static void
test_a_late_key_chooses_nothing (Fixture *f, gconstpointer data)
{
  const Size size = { 1000, 720, 96 };

  if (!od_test_has_hand ())
    return;
  show (f, &size);
  begin_call (f, "c1");
  watch_clicks (f);
  od_test_click_twice (find_named (find (f, OD_TYPE_LIVE_CALL), "End"), 10,
                       "3 space Return");
  check_nothing_chosen (f);
}

static gboolean
takes_keys (gpointer data)
{
  return !od_disposition_form_refuses (get_form (data), NULL);
}

/* After that the keys are the form's, and only the digits choose. */
static void
test_space_and_enter_book_nothing (Fixture *f, gconstpointer data)
{
  const Size size = { 1000, 720, 96 };

  if (!od_test_has_hand ())
    return;
  show (f, &size);
  begin_call (f, "c1");
  end_call (f, "c1");
  od_test_wait_until (is_asked, f, LIMIT_S, "the form");
  od_test_wait_until (takes_keys, f, LIMIT_S, "the first moment to pass");
  od_test_type_key (GTK_WIDGET (f->window), "space");
  od_test_type_key (GTK_WIDGET (f->window), "Return");
  od_test_type_key (GTK_WIDGET (f->window), "1");
  check_nothing_chosen (f);
  od_test_type_key (GTK_WIDGET (f->window), "3");
  g_assert_cmpstr (od_disposition_form_get_chosen (get_form (f)), ==, "SALE MADE");
}

/* --- a call comes ------------------------------------------------------------------ */

static gboolean
is_coloured (GtkWidget *widget, const char *words, const char *colour)
{
  gboolean found = FALSE;

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, colour))
    found = g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), words);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = is_coloured (child, words, colour);
  return found;
}

static void
test_a_call_finds_the_focus_in_the_script (Fixture *f, gconstpointer data)
{
  GtkWidget *focus;

  show (f, &sizes[1]);
  begin_call (f, "c1");
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_nonnull (focus);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, OD_TYPE_SCRIPT_VIEW));
  g_assert_true (GTK_IS_TEXT_VIEW (focus));
}

/* Seen from two metres: the colour, and what is written. */
static gboolean
is_amber (gpointer data)
{
  return od_test_says (data, "In call, then paused")
         && is_coloured (data, "In call, then paused", "warning");
}

static void
test_then_paused_has_another_colour (Fixture *f, gconstpointer data)
{
  show (f, &sizes[1]);
  begin_call (f, "c1");
  g_assert_true (is_coloured (GTK_WIDGET (f->window), "In call", "success"));
  agent_peer_say (&f->server, "me", ME ("in-call", PAUSED "," CALL ("c1")));
  od_test_wait_until (is_amber, f->window, LIMIT_S, "the other colour");
  g_assert_false (is_coloured (GTK_WIDGET (f->window), "In call", "success"));
}

static gboolean
is_in_menu (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (data);

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static gboolean
is_not_in_menu (gpointer data)
{
  return !is_in_menu (data);
}

static void
test_an_open_menu_does_not_take_the_calls_keys (Fixture *f, gconstpointer data)
{
  OdHandset *handset = od_shift_get_handset (od_agent_window_get_shift (f->window));

  if (!od_test_has_hand ())
    return;
  show (f, &sizes[1]);
  begin_call (f, "c1");
  od_test_type_key (GTK_WIDGET (f->window), "F10");
  od_test_wait_until (is_in_menu, f->window, LIMIT_S, "the menu");
  od_test_type_key (GTK_WIDGET (f->window), "ctrl+m");
  g_assert_true (od_handset_get_muted (handset));
  od_test_type_key (GTK_WIDGET (f->window), "Escape");
  od_test_wait_until (is_not_in_menu, f->window, LIMIT_S, "the menu to close");
}

static void
test_a_call_closes_the_menu (Fixture *f, gconstpointer data)
{
  if (!od_test_has_hand ())
    return;
  show (f, &sizes[1]);
  od_test_await_words (GTK_WIDGET (f->window), "Paused");
  od_test_type_key (GTK_WIDGET (f->window), "F10");
  od_test_wait_until (is_in_menu, f->window, LIMIT_S, "the menu");
  begin_call (f, "c1");
  od_test_wait_until (is_not_in_menu, f->window, LIMIT_S, "the menu to close");
}

/* --- after the call ---------------------------------------------------------------- */

static gboolean
is_past (gpointer data)
{
  return gtk_widget_has_css_class (find (data, OD_TYPE_CONTACT_CARD), "past");
}

/* A pause is for what is left to write down. */
static void
test_the_contact_stays_until_the_next_call (Fixture *f, gconstpointer data)
{
  OdContactCard *card;

  show (f, &sizes[1]);
  begin_call (f, "c1");
  card = OD_CONTACT_CARD (find (f, OD_TYPE_CONTACT_CARD));
  end_call (f, "c1");
  od_test_wait_until (is_asked, f, LIMIT_S, "the form");
  g_assert_false (is_past (f));
  od_paperwork_dispose_async (od_shift_get_paperwork (
                                od_agent_window_get_shift (f->window)),
                              "c1", "SALE MADE", TRUE, NULL, 0, NULL, NULL);
  agent_peer_say (&f->server, "me", ME ("paused", PAUSED));
  od_test_wait_until (is_past, f, LIMIT_S, "the call to be over");
  g_assert_cmpstr (gtk_editable_get_text (
                     GTK_EDITABLE (od_contact_card_find_field (card, "City"))),
                   ==, "York");
  od_contact_card_edit (card);
  g_assert_true (od_contact_card_get_is_editing (card));
  g_assert_false (is_past (f));
  od_contact_card_cancel (card);
  g_assert_true (is_past (f));
  begin_call (f, "c2");
  g_assert_false (is_past (f));
}

static gboolean
has_said (gpointer data)
{
  return od_test_says (GTK_WIDGET (((Fixture *) data)->window),
                       "You said of the last call: BUSY");
}

static gboolean
is_corrected (gpointer data)
{
  Fixture *f = data;

  return g_strcmp0 (f->server.disposition, "{\"disposition\":\"SALE MADE\"}") == 0;
}

static void
say_busy (Fixture *f)
{
  show (f, &sizes[1]);
  begin_call (f, "c1");
  end_call (f, "c1");
  od_test_wait_until (is_asked, f, LIMIT_S, "the form");
  od_disposition_form_take_key (get_form (f), GDK_KEY_5, 0);
  od_disposition_form_take_key (get_form (f), GDK_KEY_Return, 0);
  od_test_wait_until (has_said, f, LIMIT_S, "what can be corrected");
}

static void
test_the_last_outcome_is_corrected (Fixture *f, gconstpointer data)
{
  say_busy (f);
  od_test_press (GTK_WIDGET (f->window), "Correct the Outcome…");
  od_test_wait_until (is_asked, f, LIMIT_S, "the form");
  g_assert_true (od_test_says (GTK_WIDGET (f->window), "Correct the Outcome: 44116"));
  g_assert_null (od_disposition_form_get_chosen (get_form (f)));
  od_disposition_form_take_key (get_form (f), GDK_KEY_5, 0); /* that is said already */
  g_assert_false (
    gtk_widget_get_sensitive (od_test_find_button (GTK_WIDGET (get_form (f)), "Submit")));
  od_disposition_form_take_key (get_form (f), GDK_KEY_3, 0);
  od_disposition_form_take_key (get_form (f), GDK_KEY_Return, 0);
  od_test_wait_until (is_corrected, f, LIMIT_S, "the server to be told");
  od_test_await_words (GTK_WIDGET (f->window), "You said of the last call: SALE MADE");
}

static void
test_the_next_call_ends_a_correction (Fixture *f, gconstpointer data)
{
  say_busy (f);
  od_test_press (GTK_WIDGET (f->window), "Correct the Outcome…");
  od_disposition_form_take_key (get_form (f), GDK_KEY_Escape, 0);
  g_assert_true (has_said (f));
  od_test_press (GTK_WIDGET (f->window), "Correct the Outcome…");
  begin_call (f, "c2");
  end_call (f, "c2");
  od_test_await_words (GTK_WIDGET (f->window), "Call Disposition: 44116");
  g_assert_null (od_disposition_form_get_chosen (get_form (f)));
}

static void
add_gestures (gconstpointer app)
{
  static const char *const buttons[] = { "Hold", "Mute", "Keypad", "Invalid Details",
                                         "End" };
  static const guint gaps_ms[] = { 50, 200, 390 };
  static Gesture gestures[G_N_ELEMENTS (buttons) * G_N_ELEMENTS (gaps_ms)];

  for (gsize i = 0; i < G_N_ELEMENTS (gestures); i++) {
    const char *button = buttons[i / G_N_ELEMENTS (gaps_ms)];
    guint gap_ms = gaps_ms[i % G_N_ELEMENTS (gaps_ms)];
    g_autofree char *path = g_strdup_printf ("/work-page/click-%s-%u", button, gap_ms);

    gestures[i] = (Gesture){ app, button, gap_ms, i % 2 == 0 ? 96 : 192 };
    g_test_add (path, Fixture, &gestures[i], set_up_gesture,
                test_a_double_click_chooses_nothing, tear_down);
  }
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) app = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app = adw_application_new ("dev.outdial.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (app), NULL, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/work-page/" name, Fixture, app, set_up, func, tear_down)
  ADD ("nothing-lies-where-the-call-was", test_nothing_lies_where_the_call_was);
  add_gestures (app);
  ADD ("late-key", test_a_late_key_chooses_nothing);
  ADD ("space-and-enter", test_space_and_enter_book_nothing);
  ADD ("focus-in-the-script", test_a_call_finds_the_focus_in_the_script);
  ADD ("then-paused", test_then_paused_has_another_colour);
  ADD ("the-contact-stays", test_the_contact_stays_until_the_next_call);
  ADD ("the-last-outcome-is-corrected", test_the_last_outcome_is_corrected);
  ADD ("the-next-call-ends-a-correction", test_the_next_call_ends_a_correction);
  ADD ("keys-over-a-menu", test_an_open_menu_does_not_take_the_calls_keys);
  ADD ("a-call-closes-the-menu", test_a_call_closes_the_menu);
  return g_test_run ();
}
