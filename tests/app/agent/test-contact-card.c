/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Correcting a contact while news arrive.
 */
#include "app/agent/contact-card.h"

typedef struct {
  OdContactCard *card;
  GString *told; /* "c1 44 {"City":"Leeds"};" */
} Fixture;

static void
on_saved (OdContactCard *card, const char *call, gint64 lead, json_t *fields, Fixture *f)
{
  char *text = json_dumps (fields, JSON_COMPACT | JSON_SORT_KEYS);

  g_string_append_printf (f->told, "%s %d %s;", call, (int) lead, text);
  free (text);
}

static void
show (Fixture *f, const char *call, gint64 lead, const char *fields)
{
  json_t *object = json_pack ("{s:s, s:{s:I, s:s, s:o}}", "id", call, "lead", "id", lead,
                              "phone", "44116", "fields", json_loads (fields, 0, NULL));

  g_assert_nonnull (object);
  od_contact_card_show (f->card, object);
  json_decref (object);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->card = g_object_ref_sink (g_object_new (OD_TYPE_CONTACT_CARD, NULL));
  f->told = g_string_new (NULL);
  g_signal_connect (f->card, "saved", G_CALLBACK (on_saved), f);
  show (f, "c1", 44, "{\"First Name\":\"Ann\",\"City\":\"York\",\"Shoe Size\":\"38\"}");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->card);
  g_string_free (f->told, TRUE);
}

static GtkEditable *
find (Fixture *f, const char *name)
{
  return GTK_EDITABLE (od_contact_card_find_field (f->card, name));
}

static void
type (Fixture *f, const char *name, const char *text)
{
  gtk_editable_set_text (find (f, name), text);
}

static void
check (Fixture *f, const char *name, const char *text)
{
  g_assert_cmpstr (gtk_editable_get_text (find (f, name)), ==, text);
}

/* --- the tests -------------------------------------------------------------------- */

static void
test_it_shows_the_lead (Fixture *f, gconstpointer data)
{
  check (f, "First Name", "Ann");
  check (f, "Address 1", "");
  check (f, "Shoe Size", "38");
  g_assert_false (gtk_editable_get_editable (find (f, "City")));
  show (f, "c1", 44, "{\"City\":\"Leeds\"}");
  check (f, "City", "Leeds");
  check (f, "First Name", "");
}

static void
test_only_what_was_changed_is_saved (Fixture *f, gconstpointer data)
{
  od_contact_card_edit (f->card);
  g_assert_true (gtk_editable_get_editable (find (f, "City")));
  type (f, "City", "Leeds");
  type (f, "First Name", "");
  type (f, "Shoe Size", "39");
  type (f, "Shoe Size", "38");
  od_contact_card_save (f->card);
  g_assert_cmpstr (f->told->str, ==, "c1 44 {\"City\":\"Leeds\",\"First Name\":null};");
  od_contact_card_take_saved (f->card);
  g_assert_false (od_contact_card_get_is_editing (f->card));
}

static void
test_nothing_changed_is_nothing_saved (Fixture *f, gconstpointer data)
{
  od_contact_card_edit (f->card);
  od_contact_card_save (f->card);
  g_assert_cmpstr (f->told->str, ==, "");
  g_assert_false (od_contact_card_get_is_editing (f->card));
}

static void
test_news_do_not_overwrite_what_is_typed (Fixture *f, gconstpointer data)
{
  od_contact_card_edit (f->card);
  type (f, "City", "Lee");
  show (f, "c1", 44, "{\"First Name\":\"Anna\",\"City\":\"Hull\"}");
  od_contact_card_show (f->card, NULL); /* the lead has hung up */
  check (f, "City", "Lee");
  od_contact_card_save (f->card);
  g_assert_cmpstr (f->told->str, ==, "c1 44 {\"City\":\"Lee\"};");
}

static void
test_cancel_brings_the_news (Fixture *f, gconstpointer data)
{
  od_contact_card_edit (f->card);
  type (f, "City", "Lee");
  show (f, "c1", 44, "{\"First Name\":\"Anna\",\"City\":\"Hull\"}");
  od_contact_card_cancel (f->card);
  g_assert_cmpstr (f->told->str, ==, "");
  check (f, "City", "Hull");
  check (f, "First Name", "Anna");
}

/* The next call may not take what was typed about the last one, nor lose it. */
static void
test_another_call_saves_for_the_last (Fixture *f, gconstpointer data)
{
  od_contact_card_edit (f->card);
  type (f, "City", "Leeds");
  show (f, "c2", 45, "{\"First Name\":\"Ben\",\"City\":\"Bath\"}");
  g_assert_cmpstr (f->told->str, ==, "c1 44 {\"City\":\"Leeds\"};");
  g_assert_false (od_contact_card_get_is_editing (f->card));
  check (f, "City", "Bath");
  check (f, "First Name", "Ben");
}

static void
test_what_could_not_be_kept_stands (Fixture *f, gconstpointer data)
{
  od_contact_card_edit (f->card);
  type (f, "City", "Leeds");
  od_contact_card_save (f->card);
  od_contact_card_refuse (f->card, "The disk is full");
  g_assert_true (od_contact_card_get_is_editing (f->card));
  check (f, "City", "Leeds");
  od_contact_card_save (f->card);
  g_assert_cmpstr (f->told->str, ==,
                   "c1 44 {\"City\":\"Leeds\"};c1 44 {\"City\":\"Leeds\"};");
}

static void
test_what_is_too_long_is_not_saved (Fixture *f, gconstpointer data)
{
  g_autofree char *more = g_strnfill (10001, 'W');
  GtkWidget *sentence;

  od_contact_card_edit (f->card);
  type (f, "City", more);
  od_contact_card_save (f->card);
  sentence = gtk_widget_get_next_sibling (GTK_WIDGET (find (f, "City")));
  g_assert_cmpstr (f->told->str, ==, "");
  g_assert_true (od_contact_card_get_is_editing (f->card));
  g_assert_true (gtk_widget_get_visible (sentence));
  type (f, "City", "Leeds");
  od_contact_card_save (f->card);
  g_assert_false (gtk_widget_get_visible (sentence));
  g_assert_cmpstr (f->told->str, ==, "c1 44 {\"City\":\"Leeds\"};");
}

static void
reopen (Fixture *f, const char *call, const char *text)
{
  json_t *fields = json_loads (text, 0, NULL);

  od_contact_card_reopen (f->card, call, fields, "The server did not take it");
  json_decref (fields);
}

static void
save_city (Fixture *f)
{
  od_contact_card_edit (f->card);
  type (f, "City", "Leeds");
  od_contact_card_save (f->card);
  od_contact_card_take_saved (f->card);
}

/* Also when the lead is shown with what was corrected already. */
static void
test_what_was_refused_later_is_typed_again (Fixture *f, gconstpointer data)
{
  save_city (f);
  show (f, "c1", 44, "{\"First Name\":\"Ann\",\"City\":\"Leeds\"}");
  reopen (f, "c1", "{\"City\":\"Leeds\"}");
  show (f, "c1", 44, "{\"First Name\":\"Ann\",\"City\":\"York\"}");
  g_assert_true (od_contact_card_get_is_editing (f->card));
  check (f, "City", "Leeds");
  od_contact_card_save (f->card);
  g_assert_cmpstr (f->told->str, ==,
                   "c1 44 {\"City\":\"Leeds\"};c1 44 {\"City\":\"Leeds\"};");
  od_contact_card_refuse (f->card, "The disk is full");
  od_contact_card_cancel (f->card);
  check (f, "City", "York");
}

static void
test_what_was_refused_after_the_call_is_typed_again (Fixture *f, gconstpointer data)
{
  save_city (f);
  od_contact_card_show (f->card, NULL);
  g_assert_false (od_contact_card_may_edit (f->card));
  reopen (f, "c1", "{\"City\":\"Leeds\"}");
  g_assert_true (od_contact_card_get_is_editing (f->card));
  check (f, "First Name", "Ann");
  check (f, "City", "Leeds");
  od_contact_card_cancel (f->card);
  g_assert_false (od_contact_card_may_edit (f->card));
}

static void
test_what_was_refused_is_not_anothers (Fixture *f, gconstpointer data)
{
  save_city (f);
  show (f, "c2", 45, "{\"First Name\":\"Ben\",\"City\":\"Bath\"}");
  reopen (f, "c1", "{\"City\":\"Leeds\"}");
  g_assert_false (od_contact_card_get_is_editing (f->card));
  check (f, "City", "Bath");
}

/* The call has gone while somebody typed: its lead goes when the typing ends. */
static void
test_after_the_call_the_lead_goes_with_the_typing (Fixture *f, gconstpointer data)
{
  od_contact_card_edit (f->card);
  type (f, "City", "Lee");
  od_contact_card_show (f->card, NULL);
  od_contact_card_cancel (f->card);
  g_assert_false (od_contact_card_may_edit (f->card));
  check (f, "First Name", "");
  show (f, "c2", 45, "{\"First Name\":\"Ben\"}");
  check (f, "First Name", "Ben");
  g_assert_true (od_contact_card_may_edit (f->card));

  od_contact_card_edit (f->card);
  od_contact_card_show (f->card, NULL);
  show (f, "c2", 45, "{\"First Name\":\"Ben\"}"); /* it was there all the time */
  od_contact_card_save (f->card);
  check (f, "First Name", "Ben");
}

static void
test_strange_texts_are_shown_as_they_are (Fixture *f, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (10000, 'W');
  json_t *fields = json_pack ("{s:s, s:s, s:s, s:s}", "First Name", "<b>Ann</b> & 😀",
                              "Last Name", "مرحبا", "Email", huge, "Comments", huge);
  char *text = json_dumps (fields, 0);
  int before, after;

  gtk_widget_measure (GTK_WIDGET (f->card), GTK_ORIENTATION_HORIZONTAL, -1, &before, NULL,
                      NULL, NULL);
  show (f, "c1", 44, text);
  gtk_widget_measure (GTK_WIDGET (f->card), GTK_ORIENTATION_HORIZONTAL, -1, &after, NULL,
                      NULL, NULL);
  check (f, "First Name", "<b>Ann</b> & 😀");
  check (f, "Last Name", "مرحبا");
  check (f, "Email", huge);
  g_assert_cmpint (after, <=, before + 16);
  free (text);
  json_decref (fields);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/contact-card/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("it-shows-the-lead", test_it_shows_the_lead);
  ADD ("only-what-was-changed-is-saved", test_only_what_was_changed_is_saved);
  ADD ("nothing-changed-is-nothing-saved", test_nothing_changed_is_nothing_saved);
  ADD ("news-do-not-overwrite-what-is-typed", test_news_do_not_overwrite_what_is_typed);
  ADD ("cancel-brings-the-news", test_cancel_brings_the_news);
  ADD ("another-call-saves-for-the-last", test_another_call_saves_for_the_last);
  ADD ("what-could-not-be-kept-stands", test_what_could_not_be_kept_stands);
  ADD ("what-is-too-long-is-not-saved", test_what_is_too_long_is_not_saved);
  ADD ("what-was-refused-later-is-typed-again",
       test_what_was_refused_later_is_typed_again);
  ADD ("what-was-refused-after-the-call-is-typed-again",
       test_what_was_refused_after_the_call_is_typed_again);
  ADD ("what-was-refused-is-not-anothers", test_what_was_refused_is_not_anothers);
  ADD ("after-the-call-the-lead-goes-with-the-typing",
       test_after_the_call_the_lead_goes_with_the_typing);
  ADD ("strange-texts-are-shown-as-they-are", test_strange_texts_are_shown_as_they_are);
  return g_test_run ();
}
