/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The question after every call, by its keys.
 */
#include "app/agent/disposition-form.h"

#include "support/seen.h"

typedef struct {
  OdDispositionForm *form;
  GString *told;          /* "c1 SALE MADE;c2 BUSY pause;" */
  gint64 call_back_at_ms; /* of the last */
} Fixture;

static void
on_submitted (OdDispositionForm *form,
              const char *call,
              const char *label,
              gboolean pause,
              gint64 call_back_at_ms,
              Fixture *f)
{
  f->call_back_at_ms = call_back_at_ms;
  g_string_append_printf (f->told, "%s %s%s;", call, label, pause ? " pause" : "");
}

/* (transfer full): @labels: separated by commas; the first ten of them have a key, and
 * one that begins with '*' is mended by an edit. */
static json_t *
make_offer (const char *labels)
{
  g_auto (GStrv) words = g_strsplit (labels, ",", -1);
  json_t *offered = json_array ();
  guint n = 0;

  for (gsize i = 0; words[i] != NULL; i++) {
    gboolean mended = words[i][0] == '*';
    const char key[] = { "1234567890"[MIN (n, 9)], '\0' };

    json_array_append_new (offered,
                           json_pack ("{s:s, s:s?, s:b, s:b, s:b, s:b}", "label",
                                      words[i] + mended, "key",
                                      mended || n > 9 ? NULL : key, "mended_by_edit",
                                      mended, "call_back",
                                      g_str_equal (words[i], "LATER"), "do_not_call",
                                      g_str_equal (words[i], "NEVER"), "bad_number",
                                      g_str_equal (words[i], "NOBODY THERE")));
    n += mended ? 0 : 1;
  }
  return offered;
}

static void
ask_with (Fixture *f, const char *call, const char *labels)
{
  json_t *offered = make_offer (labels);

  od_disposition_form_ask (f->form, call, "44116", offered, 0, 30);
  json_decref (offered);
}

static void
ask (Fixture *f, const char *call)
{
  ask_with (f, call, "A,B,*WRONG DETAILS,C,D,E,F,G,H,I,TEN <b>,ELEVEN");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->form = g_object_ref_sink (g_object_new (OD_TYPE_DISPOSITION_FORM, NULL));
  f->told = g_string_new (NULL);
  g_signal_connect (f->form, "submitted", G_CALLBACK (on_submitted), f);
  ask (f, "c1");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->form);
  g_string_free (f->told, TRUE);
}

static gboolean
press (Fixture *f, guint keyval, GdkModifierType state)
{
  return od_disposition_form_take_key (f->form, keyval, state);
}

static void
test_digits_choose_and_enter_submits (Fixture *f, gconstpointer data)
{
  g_assert_true (press (f, GDK_KEY_3, 0));
  g_assert_cmpstr (od_disposition_form_get_chosen (f->form), ==, "C");
  g_assert_true (press (f, GDK_KEY_KP_9, 0));
  g_assert_cmpstr (od_disposition_form_get_chosen (f->form), ==, "I");
  g_assert_true (press (f, GDK_KEY_0, 0));
  g_assert_cmpstr (od_disposition_form_get_chosen (f->form), ==, "TEN <b>");
  g_assert_true (press (f, GDK_KEY_Return, 0));
  g_assert_cmpstr (f->told->str, ==, "c1 TEN <b>;");
}

static void
test_enter_alone_chooses_nothing (Fixture *f, gconstpointer data)
{
  g_assert_true (press (f, GDK_KEY_Return, 0));
  g_assert_true (press (f, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpstr (f->told->str, ==, "");
}

static void
test_control_or_shift_also_pauses (Fixture *f, gconstpointer data)
{
  press (f, GDK_KEY_1, 0);
  press (f, GDK_KEY_Return, GDK_CONTROL_MASK);
  ask (f, "c2");
  press (f, GDK_KEY_2, 0);
  press (f, GDK_KEY_KP_Enter, GDK_SHIFT_MASK);
  g_assert_cmpstr (f->told->str, ==, "c1 A pause;c2 B pause;");
}

static void
test_one_call_is_submitted_once (Fixture *f, gconstpointer data)
{
  press (f, GDK_KEY_1, 0);
  press (f, GDK_KEY_Return, 0);
  press (f, GDK_KEY_2, 0);
  press (f, GDK_KEY_Return, 0);
  ask (f, "c1"); /* news come while it is on its way to the disk */
  press (f, GDK_KEY_Return, 0);
  g_assert_cmpstr (f->told->str, ==, "c1 A;");
}

static void
test_what_could_not_be_kept_can_be_sent_again (Fixture *f, gconstpointer data)
{
  press (f, GDK_KEY_4, 0);
  press (f, GDK_KEY_Return, 0);
  od_disposition_form_refuse (f->form, "The disk is full");
  g_assert_cmpstr (od_disposition_form_get_chosen (f->form), ==, "D");
  press (f, GDK_KEY_Return, 0);
  g_assert_cmpstr (f->told->str, ==, "c1 D;c1 D;");
}

/* The word for one call is never the word for the next. */
static void
test_another_call_begins_without_a_choice (Fixture *f, gconstpointer data)
{
  press (f, GDK_KEY_4, 0);
  ask (f, "c1");
  g_assert_cmpstr (od_disposition_form_get_chosen (f->form), ==, "D");
  ask (f, "c2");
  g_assert_null (od_disposition_form_get_chosen (f->form));
}

static GtkWidget *
get_focus (GtkWidget *window)
{
  return gtk_root_get_focus (GTK_ROOT (window));
}

/* A supervisor gives the campaign other labels while somebody chooses. */
static void
test_other_labels_leave_the_choice (Fixture *f, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *focus;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (f->form));
  gtk_window_present (GTK_WINDOW (window));
  press (f, GDK_KEY_4, 0);
  ask_with (f, "c1", "NEW,A,B,C,D");
  g_assert_cmpstr (od_disposition_form_get_chosen (f->form), ==, "D");
  focus = get_focus (window);
  g_assert_true (GTK_IS_CHECK_BUTTON (focus));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (focus)));

  ask_with (f, "c1", "NEW,A");
  g_assert_null (od_disposition_form_get_chosen (f->form));
  g_assert_true (get_focus (window) == GTK_WIDGET (f->form));
  press (f, GDK_KEY_Return, 0);
  g_assert_cmpstr (f->told->str, ==, "");

  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What it means counts, whatever it is called and wherever it was put. */
static void
test_what_cannot_be_taken_back_is_last (Fixture *f, gconstpointer data)
{
  static const char *const order[] = { "BUSY", "SOLD", "NEVER", "NOBODY THERE" };
  GtkWidget *one = NULL;

  ask_with (f, "c2", "NEVER,BUSY,NOBODY THERE,SOLD");
  press (f, GDK_KEY_1, 0);
  g_assert_null (od_disposition_form_get_chosen (f->form));
  press (f, GDK_KEY_3, 0);
  g_assert_cmpstr (od_disposition_form_get_chosen (f->form), ==, "NOBODY THERE");
  one = od_test_find_widget (GTK_WIDGET (f->form), GTK_TYPE_CHECK_BUTTON);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++) {
    g_assert_true (
      g_str_has_suffix (gtk_check_button_get_label (GTK_CHECK_BUTTON (one)), order[i]));
    one = gtk_widget_get_next_sibling (one);
  }
  g_assert_null (one);
}

/* Beside its words a click is nobody's. */
static void
test_a_choice_is_as_wide_as_its_words (Fixture *f, gconstpointer data)
{
  GtkWidget *one = od_test_find_widget (GTK_WIDGET (f->form), GTK_TYPE_CHECK_BUTTON);
  int natural;

  for (; one != NULL; one = gtk_widget_get_next_sibling (one)) {
    gtk_widget_measure (one, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
    g_assert_cmpint (gtk_widget_get_halign (one), ==, GTK_ALIGN_START);
    g_assert_false (gtk_widget_compute_expand (one, GTK_ORIENTATION_HORIZONTAL));
    g_assert_cmpint (natural, <, 200);
  }
}

static void
test_other_keys_are_not_taken (Fixture *f, gconstpointer data)
{
  g_assert_false (press (f, GDK_KEY_a, 0));
  g_assert_false (press (f, GDK_KEY_1, GDK_CONTROL_MASK));
  g_assert_false (press (f, GDK_KEY_Tab, 0));
  g_assert_null (od_disposition_form_get_chosen (f->form));
}

static void
test_a_call_back_says_when (Fixture *f, gconstpointer data)
{
  gint64 now_ms = g_get_real_time () / 1000;

  ask_with (f, "c2", "A,LATER");
  press (f, GDK_KEY_2, 0);
  press (f, GDK_KEY_Return, 0);
  g_assert_cmpstr (f->told->str, ==, "c2 LATER;");
  g_assert_cmpint (f->call_back_at_ms, >, now_ms + 22 * 3600 * 1000);
  g_assert_cmpint (f->call_back_at_ms, <, now_ms + 26 * 3600 * 1000);

  ask_with (f, "c3", "A,LATER");
  press (f, GDK_KEY_1, 0);
  press (f, GDK_KEY_Return, 0);
  g_assert_cmpint (f->call_back_at_ms, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/disposition-form/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("digits-choose-and-enter-submits", test_digits_choose_and_enter_submits);
  ADD ("enter-alone-chooses-nothing", test_enter_alone_chooses_nothing);
  ADD ("control-or-shift-also-pauses", test_control_or_shift_also_pauses);
  ADD ("one-call-is-submitted-once", test_one_call_is_submitted_once);
  ADD ("what-could-not-be-kept-can-be-sent-again",
       test_what_could_not_be_kept_can_be_sent_again);
  ADD ("another-call-begins-without-a-choice", test_another_call_begins_without_a_choice);
  ADD ("other-labels-leave-the-choice", test_other_labels_leave_the_choice);
  ADD ("what-cannot-be-taken-back-is-last", test_what_cannot_be_taken_back_is_last);
  ADD ("as-wide-as-its-words", test_a_choice_is_as_wide_as_its_words);
  ADD ("other-keys-are-not-taken", test_other_keys_are_not_taken);
  ADD ("call-back", test_a_call_back_says_when);
  return g_test_run ();
}
