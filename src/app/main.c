/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdial: the desktop program of agents and supervisors.
 */
#include "app/application.h"
#include "app/translation.h"

#include <pango/pangocairo.h>

int
main (int argc, char *argv[])
{
  g_autoptr (OdApplication) app = NULL;

  /* Pango finds the fonts in a thread of its own, while GTK begins: the first window
   * has words in it, and would wait for them. */
  pango_cairo_font_map_get_default ();
  od_translation_bind (NULL);
  app = od_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
