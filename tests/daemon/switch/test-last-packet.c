/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a lead said just before the bridge is kept for the agent, once, and not longer
 * than it is news.
 */
#include "daemon/switch/last-packet.h"

static OdRtpPacket
packet_saying (const char *what)
{
  return (OdRtpPacket){ .payload = (const guint8 *) what, .payload_len = 4 };
}

static void
test_the_newest_packet_is_given_once (void)
{
  OdLastPacket last = { 0 };
  OdRtpPacket first = packet_saying ("hell"), second = packet_saying ("o!!!");
  const OdRtpPacket *given;

  od_last_packet_keep (&last, &first, 1000);
  od_last_packet_keep (&last, &second, 21000);
  given = od_last_packet_take (&last, 22000);

  g_assert_nonnull (given);
  g_assert_cmpmem (given->payload, given->payload_len, "o!!!", 4);
  g_assert_null (od_last_packet_take (&last, 22000));
}

static void
test_an_old_packet_is_not_given (void)
{
  OdLastPacket last = { 0 };
  OdRtpPacket packet = packet_saying ("late");

  od_last_packet_keep (&last, &packet, 1000);
  g_assert_null (od_last_packet_take (&last, 1000 + 20001));
}

static void
test_there_may_be_none (void)
{
  OdLastPacket last = { 0 };

  g_assert_null (od_last_packet_take (&last, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/last-packet/newest-once", test_the_newest_packet_is_given_once);
  g_test_add_func ("/last-packet/old", test_an_old_packet_is_not_given);
  g_test_add_func ("/last-packet/none", test_there_may_be_none);
  return g_test_run ();
}
