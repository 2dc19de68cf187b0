/*
 * Preloaded into any GTK program: says when a window is painted, without the program
 * knowing. One line a paint to the file PAINT_CLOCK names:
 *
 *   paint BEGAN_US ENDED_US     CLOCK_MONOTONIC
 *   words ENDED_US              the first paint after a label said PAINT_CLOCK_WORDS
 */
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>

static FILE *out;
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

static gboolean
on_label (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer words)
{
  GObject *object = g_value_get_object (&values[0]);

  if (GTK_IS_LABEL (object)
      && strstr (gtk_label_get_text (GTK_LABEL (object)), words) != NULL)
    said = TRUE;
  return TRUE;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = g_getenv ("PAINT_CLOCK");
  const char *words = g_getenv ("PAINT_CLOCK_WORDS");
  gpointer clock_class, label_class;

  out = path != NULL ? fopen (path, "we") : NULL;
  if (out == NULL)
    return;

  /* The program's children are none of ours. */
  g_unsetenv ("LD_PRELOAD");
  clock_class = g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  g_signal_add_emission_hook (g_signal_lookup ("before-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              on_before_paint, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              on_after_paint, NULL, NULL);
  if (words == NULL)
    return;
  label_class = g_type_class_ref (G_TYPE_OBJECT);
  g_signal_add_emission_hook (g_signal_lookup ("notify", G_TYPE_OBJECT),
                              g_quark_from_static_string ("label"), on_label,
                              g_strdup (words), g_free);
  (void) clock_class;
  (void) label_class;
}
