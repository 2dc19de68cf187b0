/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is an RTP packet and what is not.
 */
#include "daemon/switch/rtp-packet.h"

#include <string.h>

#define HEADER "\x80\x80\x12\x34\x00\x00\x00\x07\xde\xad\xbe\xef"

/* clang-format off */
#define BYTES(s) s, sizeof (s) - 1
static const struct {
  const char *name;
  const char *data;
  gsize len;
  gsize payload_len; /* 0: refused */
} cases[] = {
  { "plain",             BYTES (HEADER "ab"),                                          2 },
  { "nothing",           BYTES (""),                                                   0 },
  { "short",             BYTES ("\x80\x00\x12"),                                       0 },
  { "no-payload",        BYTES (HEADER),                                               0 },
  { "version-1",         BYTES ("\x40\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef" "ab"),      0 },
  { "csrc",              BYTES ("\x81\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef" "ccccab"),  2 },
  { "csrc-too-long",     BYTES ("\x8f\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef" "ccccab"),  0 },
  { "extension",         BYTES ("\x90\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef"
                                "\0\0\0\1xxxxab"),                                     2 },
  { "extension-cut",     BYTES ("\x90\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef\0\0"),       0 },
  { "extension-lies",    BYTES ("\x90\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef"
                                "\0\0\xff\xff" "ab"),                                  0 },
  { "padding",           BYTES ("\xa0\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef" "abc\0\2"), 3 },
  { "padding-zero",      BYTES ("\xa0\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef" "ab\0"),    0 },
  { "padding-too-long",  BYTES ("\xa0\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef" "ab\x09"),  0 },
  { "all-padding",       BYTES ("\xa0\x00\x12\x34\0\0\0\7\xde\xad\xbe\xef" "\0\2"),    0 },
  { "rtcp",              BYTES ("\x80\xc8\x12\x34\0\0\0\7\xde\xad\xbe\xef" "abcd"),    0 },
};
/* clang-format on */

static void
test_only_rtp_is_taken (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    /* On the heap and to the byte, so that the sanitizer sees every step too far. */
    g_autofree guint8 *data = g_memdup2 (cases[i].data, cases[i].len);
    OdRtpPacket packet = { 0 };

    g_test_message ("%s", cases[i].name);
    g_assert_cmpint (od_rtp_packet_parse (&packet, data, cases[i].len), ==,
                     cases[i].payload_len > 0);
    if (cases[i].payload_len > 0)
      g_assert_cmpuint (packet.payload_len, ==, cases[i].payload_len);
  }
}

static void
test_a_long_payload_is_refused (void)
{
  g_autofree guint8 *data = g_malloc0 (OD_RTP_HEADER + OD_RTP_PAYLOAD_MAX + 1);
  OdRtpPacket packet;

  data[0] = 0x80;
  g_assert_true (od_rtp_packet_parse (&packet, data, OD_RTP_HEADER + OD_RTP_PAYLOAD_MAX));
  g_assert_false (
    od_rtp_packet_parse (&packet, data, OD_RTP_HEADER + OD_RTP_PAYLOAD_MAX + 1));
}

static void
test_what_is_written_is_read (void)
{
  OdRtpPacket out = {
    .pt = 101, .marker = TRUE, .seq = 65535, .ts = 0xfffffff0, .ssrc = 7
  };
  OdRtpPacket in;
  guint8 data[OD_RTP_HEADER + 1] = { 0 };

  od_rtp_packet_write (&out, data);
  g_assert_true (od_rtp_packet_parse (&in, data, sizeof (data)));
  g_assert_cmpuint (in.pt, ==, 101);
  g_assert_true (in.marker);
  g_assert_cmpuint (in.seq, ==, 65535);
  g_assert_cmpuint (in.ts, ==, 0xfffffff0);
  g_assert_cmpuint (in.ssrc, ==, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rtp-packet/table", test_only_rtp_is_taken);
  g_test_add_func ("/rtp-packet/long", test_a_long_payload_is_refused);
  g_test_add_func ("/rtp-packet/round-trip", test_what_is_written_is_read);
  return g_test_run ();
}
