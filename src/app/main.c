/*
 * outdial: the desktop program of agents and supervisors.
 */
#include "app/application.h"

int
main (int argc, char *argv[])
{
  g_autoptr (OdApplication) app = od_application_new ();

  return g_application_run (G_APPLICATION (app), argc, argv);
}
