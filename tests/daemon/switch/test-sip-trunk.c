/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a carrier is told, and what is never written into a message.
 */
#include "daemon/switch/sip-trunk.h"

#include "shared/model/thread.h"

static const OdTrunk trunk = { (char *) "main", (char *) "192.0.2.7:5070" };
static const OdTrunk by_name = { (char *) "main", (char *) "carrier.example:5070" };
static const OdTrunk nowhere = { (char *) "main", NULL };

/* clang-format off */
static const struct {
  const char *what;
  OdOriginate originate;
  OdEndReason refusal; /* NONE: it may be sent */
} cases[] = {
  { "good", { "0190a000-0000", &trunk, "44116", "442079460000" }, OD_END_NONE },
  { "plus", { "id", &trunk, "44116", "+442079460000" }, OD_END_NONE },
  { "a short one", { "id", &trunk, "44116", "442079460000", .no_shorts = true }, OD_END_BAD_NUMBER },
  { "a long one", { "id", &trunk, "442079460116", "442079460000", .no_shorts = true }, OD_END_NONE },
  { "no number", { "id", &trunk, "", "442079460000" }, OD_END_BAD_NUMBER },
  { "a line in the number", { "id", &trunk, "44\r\nX: 1", "442079460000" }, OD_END_BAD_NUMBER },
  { "a plus in the number", { "id", &trunk, "+44116", "442079460000" }, OD_END_BAD_NUMBER },
  { "a name as caller", { "id", &trunk, "44116", "bob" }, OD_END_NOT_PLACED },
  { "no caller", { "id", &trunk, "44116", NULL }, OD_END_NOT_PLACED },
  { "a space in the id", { "i d", &trunk, "44116", "442079460000" }, OD_END_NOT_PLACED },
  { "a host by name", { "id", &by_name, "44116", "442079460000" }, OD_END_NOT_PLACED },
  { "no host", { "id", &nowhere, "44116", "442079460000" }, OD_END_NOT_PLACED },
  { "no trunk", { "id", NULL, "44116", "442079460000" }, OD_END_NOT_PLACED },
};
/* clang-format on */

static void
test_what_may_be_written (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  const char *why;

  g_assert_cmpint (od_sip_trunk_check (&cases[i].originate, &why), ==, cases[i].refusal);
  g_assert_true ((why != NULL) == (cases[i].refusal == OD_END_NOT_PLACED));
}

static void
test_an_invite_says_who_calls_whom_and_whereto (void)
{
  OdSwitchgear gear = { .trunks_host = (char *) "192.0.2.1:5080" };
  g_auto (OdTrunkInvite) invite = { 0 };

  od_sip_trunk_write_invite (&invite, &gear, &cases[0].originate);
  g_assert_cmpstr (invite.party.call_id, ==, "0190a000-0000");
  g_assert_cmpstr (invite.party.target, ==, "sip:44116@192.0.2.7:5070");
  g_assert_cmpstr (invite.party.from, ==, "<sip:442079460000@192.0.2.1:5080>");
  g_assert_cmpstr (invite.party.contact, ==, "sip:outdial@192.0.2.1:5080");
  g_assert_cmpstr (invite.party.hop, ==, "sip:192.0.2.7:5070;transport=udp");
  g_assert_cmpstr (invite.party.headers, ==,
                   "P-Asserted-Identity: <sip:442079460000@192.0.2.1:5080>\r\n");
  g_assert_false (invite.party.hop_is_fixed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  od_thread_become (OD_THREAD_SWITCH);
  g_test_add_func ("/sip-trunk/invite", test_an_invite_says_who_calls_whom_and_whereto);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/sip-trunk/check/", cases[i].what, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_what_may_be_written);
  }
  return g_test_run ();
}
