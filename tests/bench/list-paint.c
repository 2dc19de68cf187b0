/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long does the list of all agents take to paint while a thousand agents change five
 * hundred times a second? Beside it, in the same run: a blank window.
 *
 * usage: tests/support/with-screen build/tests/list-paint [SECONDS]
 * (GSK_RENDERER=cairo GDK_DEBUG=gl-disable, as on a desk without a graphics card)
 */
#include "app/desk/record-list.h"
#include "app/list/record-table.h"

#include <stdlib.h>
#include <time.h>

#define N_AGENTS   1000
#define N_SEEN     20
#define PER_SECOND 500
#define BEAT_MS    20
#define BLANK_MS   50 /* as often as the list can change */

typedef struct {
  const char *name;
  GtkWidget *window;
  GArray *paints_us; /* gint64, by the clock on the wall */
  GArray *work_us;   /* gint64, of the processor: what neighbours take is not in it */
  gint64 begun_us;
  gint64 work_begun_us;
} Sheet;

typedef struct {
  OdRecordList *agents;
  GMainLoop *loop;
  guint n_told;
  GRand *random; /* the same run every time */
} Bench;

static char *
get_calls (OdRecord *agent, gpointer data)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, od_record_get_int (agent, "calls"));
}

static const char *
get_css (OdRecord *agent, gpointer data)
{
  return od_record_get_text (agent, "state")[0] == 'r' ? "good" : "busy";
}

static const OdListColumn columns[] = {
  { .name = "name", .title = "Username", .kind = OD_LIST_LINK },
  { .name = "state", .title = "Status", .kind = OD_LIST_CHIP, .css = get_css },
  { .name = "state", .title = "State" },
  { .name = "name", .title = "Campaign" },
  { .name = "calls", .title = "Calls", .text = get_calls },
};

static gint64
get_work_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
on_before_paint (GdkFrameClock *clock, Sheet *sheet)
{
  sheet->begun_us = g_get_monotonic_time ();
  sheet->work_begun_us = get_work_us ();
}

static void
on_after_paint (GdkFrameClock *clock, Sheet *sheet)
{
  gint64 took_us = g_get_monotonic_time () - sheet->begun_us;
  gint64 worked_us = get_work_us () - sheet->work_begun_us;

  g_array_append_val (sheet->paints_us, took_us);
  g_array_append_val (sheet->work_us, worked_us);
}

/* As in the program: its rows are lower, so that more of them are seen. */
static void
wear_look (void)
{
  g_autoptr (GtkCssProvider) rules = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (rules, "/dev/outdial/Outdial/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (rules),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
show_sheet (Sheet *sheet, const char *name, GtkWidget *child)
{
  GdkFrameClock *clock;

  sheet->name = name;
  sheet->paints_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  sheet->work_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  sheet->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (sheet->window), 1100, 750);
  gtk_window_set_child (GTK_WINDOW (sheet->window), child);
  gtk_window_present (GTK_WINDOW (sheet->window));
  clock = gtk_widget_get_frame_clock (sheet->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), sheet);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), sheet);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static double
percentile_ms (GArray *sorted_us, double p)
{
  guint index = MIN ((guint) (p * sorted_us->len), sorted_us->len - 1);

  return g_array_index (sorted_us, gint64, index) / 1000.0;
}

static void
print_times (const char *name, const char *clock, GArray *times_us)
{
  g_array_sort (times_us, compare);
  g_print ("%-6s %-10s %5u paints  p50 %.2f ms  p95 %.2f ms  p99 %.2f ms\n", name, clock,
           times_us->len, percentile_ms (times_us, 0.50), percentile_ms (times_us, 0.95),
           percentile_ms (times_us, 0.99));
}

static void
print_sheet (Sheet *sheet)
{
  if (sheet->paints_us->len == 0) {
    g_print ("%-6s never painted\n", sheet->name);
    return;
  }

  print_times (sheet->name, "wall", sheet->paints_us);
  print_times (sheet->name, "processor", sheet->work_us);
}

/* Every second change is of an agent that is seen, the worst there is. */
static gboolean
on_beat (gpointer data)
{
  static const char *const states[] = { "ready", "in-call", "wrap-up", "disposing" };
  Bench *bench = data;

  for (guint i = 0; i < PER_SECOND * BEAT_MS / 1000; i++) {
    guint among = bench->n_told % 2 == 0 ? N_SEEN : N_AGENTS;
    guint id = 1 + (guint) g_rand_int_range (bench->random, 0, (gint32) among);
    json_t *fields = json_pack ("{s:s, s:i}", "state",
                                states[bench->n_told % G_N_ELEMENTS (states)], "calls",
                                (int) bench->n_told);

    od_record_list_merge (bench->agents, id, fields);
    json_decref (fields);
    bench->n_told++;
  }

  return G_SOURCE_CONTINUE;
}

static gboolean
on_blank_beat (gpointer window)
{
  gtk_widget_queue_draw (window);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_over (gpointer data)
{
  g_main_loop_quit (((Bench *) data)->loop);
  return G_SOURCE_REMOVE;
}

static void
fill (OdRecordList *agents)
{
  json_t *array = json_array ();

  for (int i = 1; i <= N_AGENTS; i++) {
    g_autofree char *name = g_strdup_printf ("%d", 12600 + i);

    json_array_append_new (array, json_pack ("{s:i, s:s, s:s, s:i}", "id", i, "name",
                                             name, "state", "ready", "calls", 0));
  }
  od_record_list_replace (agents, array);
  json_decref (array);
}

int
main (int argc, char *argv[])
{
  guint seconds = argc > 1 ? (guint) atoi (argv[1]) : 10;
  Bench bench = { .random = g_rand_new_with_seed (1) };
  Sheet list = { NULL }, blank = { NULL };

  adw_init ();
  wear_look ();
  bench.agents = od_record_list_new ();
  bench.loop = g_main_loop_new (NULL, FALSE);
  fill (bench.agents);
  show_sheet (&list, "list",
              od_record_table_new ("Agents", G_LIST_MODEL (bench.agents), columns,
                                   G_N_ELEMENTS (columns), NULL));
  show_sheet (&blank, "blank", NULL);
  g_timeout_add (BEAT_MS, on_beat, &bench);
  g_timeout_add (BLANK_MS, on_blank_beat, blank.window);
  g_timeout_add_seconds (seconds, on_over, &bench);
  g_main_loop_run (bench.loop);

  g_print ("%u agents, %u changes in %u s\n", N_AGENTS, bench.n_told, seconds);
  print_sheet (&list);
  print_sheet (&blank);
  return 0;
}
