/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The passwords are saved for their owner only; closing before that asks.
 */
#include "app/supervisor/new-agents-window.h"

#include "app/form/follow.h"
#include "support/seen.h"
#include "support/waiting.h"

#include <glib/gstdio.h>
#include <string.h>

static json_t *
make_agents (void)
{
  return json_pack ("[{s:i, s:s, s:s}]", "id", 21, "name", "12607", "password", "abc");
}

static gboolean
is_noted (gpointer window)
{
  return od_new_agents_window_get_note (window)[0] != '\0';
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

static void
test_the_file_is_its_owners (void)
{
  json_t *agents = make_agents ();
  GtkWidget *window = g_object_ref_sink (od_new_agents_window_new (agents));
  char *folder = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (folder, "agents.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  GStatBuf about;

  gtk_window_present (GTK_WINDOW (window));
  od_new_agents_window_save (window, file);
  od_test_wait_until (is_noted, window, 10, "the file");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "user,password\n12607,abc\n");
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);

  gtk_window_close (GTK_WINDOW (window)); /* saved: it closes at once */
  g_assert_cmpuint (count_windows (), ==, 0);
  od_test_let_go (window);
  json_decref (agents);
  od_test_remove_dir (folder);
}

static void
test_what_cannot_be_saved_says_why (void)
{
  json_t *agents = make_agents ();
  GtkWidget *window = g_object_ref_sink (od_new_agents_window_new (agents));
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/agents.csv");

  gtk_window_present (GTK_WINDOW (window));
  od_new_agents_window_save (window, file);
  od_test_wait_until (is_noted, window, 10, "the reason");
  g_assert_nonnull (strstr (od_new_agents_window_get_note (OD_NEW_AGENTS_WINDOW (window)),
                            "could not be saved"));

  gtk_window_close (GTK_WINDOW (window)); /* asks: nobody has them */
  g_assert_cmpuint (count_windows (), ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
  od_test_let_go (window);
  json_decref (agents);
}

/* --- the question before closing -------------------------------------------------- */

/* How somebody may answer it, or be rid of it without an answer. */
typedef enum {
  PRESS_CLOSE, /* the mouse on the button */
  PRESS_STAY,
  ENTER_CLOSE, /* the keyboard on it: GTK lets the button look pressed for a moment */
  ENTER_STAY,
  ESCAPE,
  CLOSE_PARENT, /* the supervisor's window goes: signed out, or closed by the system */
  ENTER_CLOSE_AND_CLOSE_PARENT,
} Answer;

typedef struct {
  const char *name;
  Answer answer;
  gboolean closes;
} AnswerCase;

static const AnswerCase answer_cases[] = {
  { "the-mouse-on-close", PRESS_CLOSE, TRUE },
  { "the-mouse-on-stay", PRESS_STAY, FALSE },
  { "the-keyboard-on-close", ENTER_CLOSE, TRUE },
  { "the-keyboard-on-stay", ENTER_STAY, FALSE },
  { "escape", ESCAPE, FALSE },
  { "the-window-behind-goes", CLOSE_PARENT, TRUE },
  { "an-answer-and-the-window-behind-goes", ENTER_CLOSE_AND_CLOSE_PARENT, TRUE },
};

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
is_gone (gpointer place)
{
  return *(gpointer *) place == NULL;
}

static void
give_answer (Answer answer, GtkWidget *question, GtkWidget *parent)
{
  gboolean closes = answer != PRESS_STAY && answer != ENTER_STAY;
  GtkWidget *button = od_test_find_button (question, closes ? "_Close" : "_Stay");

  g_assert_nonnull (button);
  switch (answer) {
  case PRESS_CLOSE:
  case PRESS_STAY:
    g_signal_emit_by_name (button, "clicked");
    break;
  case ENTER_CLOSE:
  case ENTER_STAY:
    g_assert_true (gtk_widget_activate (button));
    break;
  case ESCAPE:
    g_assert_true (gtk_widget_activate_action (question, "window.close", NULL));
    break;
  case CLOSE_PARENT:
    gtk_window_destroy (GTK_WINDOW (parent));
    break;
  case ENTER_CLOSE_AND_CLOSE_PARENT:
    g_assert_true (gtk_widget_activate (button));
    gtk_window_destroy (GTK_WINDOW (parent));
    break;
  }
}

/* Nobody but GTK holds the windows, as in the program: what is touched after its end is
 * memory that was freed. */
static void
test_the_question_goes_with_its_answer (gconstpointer data)
{
  const AnswerCase *one = data;
  json_t *agents = make_agents ();
  GtkWidget *parent = gtk_window_new ();
  gpointer window = od_new_agents_window_new (agents);
  gpointer question;

  g_object_add_weak_pointer (window, &window);
  od_follow (window, GTK_WINDOW (parent));
  gtk_window_present (GTK_WINDOW (parent));
  gtk_window_present (window);
  od_test_wait_until (is_mapped, window, 10, "the passwords");
  gtk_window_close (window);
  question = od_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (question);
  g_object_add_weak_pointer (question, &question);
  od_test_wait_until (is_mapped, question, 10, "the question");

  give_answer (one->answer, question, parent);
  od_test_wait_until (is_gone, &question, 10, "the question to be let go");
  if (one->closes) {
    od_test_wait_until (is_gone, &window, 10, "the window to be let go");
  } else {
    g_assert_true (gtk_widget_get_visible (window));
    gtk_window_destroy (window);
  }
  if (one->answer != CLOSE_PARENT && one->answer != ENTER_CLOSE_AND_CLOSE_PARENT)
    gtk_window_destroy (GTK_WINDOW (parent));
  g_assert_cmpuint (count_windows (), ==, 0);
  od_test_wait_until (is_gone, &window, 10, "the window to be let go");
  json_decref (agents);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/new-agents-window/the-file-is-its-owners",
                   test_the_file_is_its_owners);
  g_test_add_func ("/new-agents-window/what-cannot-be-saved-says-why",
                   test_what_cannot_be_saved_says_why);
  for (gsize i = 0; i < G_N_ELEMENTS (answer_cases); i++) {
    g_autofree char *path = g_strconcat ("/new-agents-window/asked/",
                                         answer_cases[i].name, NULL);

    g_test_add_data_func (path, &answer_cases[i], test_the_question_goes_with_its_answer);
  }
  return g_test_run ();
}
