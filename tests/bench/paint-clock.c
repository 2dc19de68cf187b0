/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded into any GTK program: says when a window is painted, without the program
 * knowing. One line a paint to the file PAINT_CLOCK names:
 *
 *   paint BEGAN_US ENDED_US     CLOCK_MONOTONIC
 *   words ENDED_US              the first paint after the program set a label to a text
 *                               with PAINT_CLOCK_WORDS in it
 */
#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>

static FILE *out;
static const char *words; /* NULL: none are waited for */
static gint64 began_us;
static gboolean said;

static gboolean
on_before_paint (GSignalInvocationHint *hint,
                 guint n,
                 const GValue *values,
                 gpointer data)
{
  began_us = g_get_monotonic_time ();
  return TRUE;
}

static gboolean
on_after_paint (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  gint64 now_us = g_get_monotonic_time ();

  fprintf (out, "paint %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", began_us, now_us);
  if (said)
    fprintf (out, "words %" G_GINT64_FORMAT "\n", now_us);
  said = FALSE;
  fflush (out);
  return TRUE;
}

/* In front of GTK's own: "notify" admits no emission hooks. */
void
gtk_label_set_text (GtkLabel *label, const char *text)
{
  void (*set_text) (GtkLabel *, const char *) = dlsym (RTLD_NEXT, "gtk_label_set_text");

  set_text (label, text);
  if (out != NULL && words != NULL && text != NULL && strstr (text, words) != NULL)
    said = TRUE;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = g_getenv ("PAINT_CLOCK");
  gpointer clock_class;

  out = path != NULL ? fopen (path, "we") : NULL;
  if (out == NULL)
    return;

  words = g_strdup (g_getenv ("PAINT_CLOCK_WORDS"));
  /* The program's children are none of ours. */
  g_unsetenv ("LD_PRELOAD");
  clock_class = g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  g_signal_add_emission_hook (g_signal_lookup ("before-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              on_before_paint, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              on_after_paint, NULL, NULL);
  (void) clock_class;
}
