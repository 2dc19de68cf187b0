/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drawing of softphone-state.h, read edge by edge.
 */
#include "app/phone/softphone-state.h"

/* Rows: from; columns: start ready register accept refuse clear die break stop.
 * The letters are the states' own: S s I r R F B E for STOPPED STARTING IDLE REGISTERING
 * REGISTERED REFUSED BROKEN STOPPING; a dot cannot happen. */
static const char letters[] = "SsIrRFBE";
static const char *const drawing[OD_SOFTPHONE_N_STATES] = {
  [OD_SOFTPHONE_STOPPED] = "s........",    [OD_SOFTPHONE_STARTING] = ".I....sBE",
  [OD_SOFTPHONE_IDLE] = "..r...s.E",       [OD_SOFTPHONE_REGISTERING] = "..rRFIs.E",
  [OD_SOFTPHONE_REGISTERED] = "..rRFIs.E", [OD_SOFTPHONE_REFUSED] = "..rRFIs.E",
  [OD_SOFTPHONE_BROKEN] = "s.......S",     [OD_SOFTPHONE_STOPPING] = "......S..",
};

static void
test_every_step_is_as_drawn (void)
{
  for (OdSoftphoneState from = 0; from < OD_SOFTPHONE_N_STATES; from++) {
    for (OdSoftphoneEvent event = 0; event < OD_SOFTPHONE_N_EVENTS; event++) {
      OdSoftphoneState to;
      char became = '.';

      if (od_softphone_state_next (from, event, &to))
        became = letters[to];
      g_test_message ("%s, event %d", od_softphone_state_name (from), event);
      g_assert_cmpint (became, ==, drawing[from][event]);
    }
  }
}

static void
test_every_state_has_its_own_name (void)
{
  for (OdSoftphoneState a = 0; a < OD_SOFTPHONE_N_STATES; a++)
    for (OdSoftphoneState b = 0; b < a; b++)
      g_assert_cmpstr (od_softphone_state_name (a), !=, od_softphone_state_name (b));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/softphone-state/steps", test_every_step_is_as_drawn);
  g_test_add_func ("/softphone-state/names", test_every_state_has_its_own_name);
  return g_test_run ();
}
