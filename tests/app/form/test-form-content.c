/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every kind of field is read, and what is put back is as if it had not been.
 */
#include "app/form/form-content.h"

#include "app/form/chips-entry.h"

static GtkWidget *
make_drop_down (void)
{
  return gtk_drop_down_new_from_strings ((const char *[]){ "a", "b", NULL });
}

static GtkWidget *
make_chips (void)
{
  return od_chips_entry_new ("Words");
}

static GtkWidget *
make_row (void)
{
  return g_object_new (ADW_TYPE_ENTRY_ROW, NULL);
}

static GtkWidget *
make_spin (void)
{
  return gtk_spin_button_new_with_range (0, 10, 1);
}

static void
change_text (GtkWidget *widget, gboolean there)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)),
                            there ? "x" : "", -1);
}

static void
change_entry (GtkWidget *widget, gboolean there)
{
  gtk_editable_set_text (GTK_EDITABLE (widget), there ? "x" : "");
}

static void
change_spin (GtkWidget *widget, gboolean there)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (widget), there ? 3 : 0);
}

static void
change_switch (GtkWidget *widget, gboolean there)
{
  gtk_switch_set_active (GTK_SWITCH (widget), there);
}

static void
change_check (GtkWidget *widget, gboolean there)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), there);
}

static void
change_drop_down (GtkWidget *widget, gboolean there)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), there ? 1 : 0);
}

static void
change_chips (GtkWidget *widget, gboolean there)
{
  const char *chosen[] = { there ? "x" : NULL, NULL };

  od_chips_entry_set_chosen (OD_CHIPS_ENTRY (widget), chosen);
}

/* clang-format off */
static const struct {
  const char *name;
  GtkWidget *(*make) (void);
  void (*change) (GtkWidget *widget, gboolean there);
} fields[] = {
  { "entry", gtk_entry_new, change_entry },
  { "row", make_row, change_entry },
  { "text", gtk_text_view_new, change_text },
  { "spin", make_spin, change_spin },
  { "switch", gtk_switch_new, change_switch },
  { "check", gtk_check_button_new, change_check },
  { "drop-down", make_drop_down, change_drop_down },
  { "chips", make_chips, change_chips },
};
/* clang-format on */

static void
test_a_change_is_seen_until_it_is_taken_back (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *field = fields[i].make ();
  g_autofree char *before = NULL, *changed = NULL, *after = NULL;

  gtk_box_append (GTK_BOX (box), field);
  before = od_form_content_dup (box);
  fields[i].change (field, TRUE);
  changed = od_form_content_dup (box);
  fields[i].change (field, FALSE);
  after = od_form_content_dup (box);
  g_assert_cmpstr (changed, !=, before);
  g_assert_cmpstr (after, ==, before);
  g_object_unref (box);
}

/* A figure that comes later is nobody's typing. */
static void
test_what_only_tells_is_left_out (void)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *label = gtk_label_new ("Counting…");
  g_autofree char *before = NULL, *after = NULL;

  gtk_box_append (GTK_BOX (box), label);
  od_form_content_leave_out (label);
  before = od_form_content_dup (box);
  gtk_label_set_text (GTK_LABEL (label), "12");
  after = od_form_content_dup (box);
  g_assert_cmpstr (after, ==, before);
  g_object_unref (box);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *path = g_strconcat ("/form-content/", fields[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i),
                          test_a_change_is_seen_until_it_is_taken_back);
  }
  g_test_add_func ("/form-content/left-out", test_what_only_tells_is_left_out);
  return g_test_run ();
}
