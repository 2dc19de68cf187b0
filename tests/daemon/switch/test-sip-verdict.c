/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From SIP's codes to our words.
 */
#include "daemon/switch/sip-verdict.h"

#include <errno.h>

/* clang-format off */
static const struct {
  guint code;
  int rang; /* 2: by a 180 */
  int transport_errno;
  OdEndReason end;
} cases[] = {
  { 486, TRUE,  0,            OD_END_BUSY },
  { 600, FALSE, 0,            OD_END_BUSY },
  { 603, TRUE,  0,            OD_END_DECLINED },
  { 480, TRUE,  0,            OD_END_NO_ANSWER },
  { 480, FALSE, 0,            OD_END_NO_ANSWER },
  { 404, FALSE, 0,            OD_END_BAD_NUMBER },
  { 410, FALSE, 0,            OD_END_BAD_NUMBER },
  { 484, FALSE, 0,            OD_END_BAD_NUMBER },
  { 604, FALSE, 0,            OD_END_BAD_NUMBER },
  { 408, FALSE, 0,            OD_END_NO_REPLY },
  { 408, TRUE,  0,            OD_END_NO_ANSWER },
  { 302, FALSE, 0,            OD_END_TRUNK_REFUSED },
  { 401, FALSE, 0,            OD_END_TRUNK_REFUSED },
  { 403, TRUE,  0,            OD_END_TRUNK_REFUSED },
  { 403, 2,     0,            OD_END_DECLINED },
  { 503, 2,     0,            OD_END_TRUNK_REFUSED },
  { 485, FALSE, 0,            OD_END_BAD_NUMBER },
  { 607, TRUE,  0,            OD_END_DECLINED },
  { 488, FALSE, 0,            OD_END_TRUNK_REFUSED },
  { 500, FALSE, 0,            OD_END_TRUNK_REFUSED },
  { 503, FALSE, 0,            OD_END_TRUNK_REFUSED },
  { 606, FALSE, 0,            OD_END_TRUNK_REFUSED },
  { 0,   FALSE, ETIMEDOUT,    OD_END_NO_REPLY },
  { 0,   FALSE, ECONNREFUSED, OD_END_TRANSPORT },
  { 0,   TRUE,  ENETUNREACH,  OD_END_TRANSPORT },
};
/* clang-format on */

static void
test_every_answer_has_its_word (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("code %u rang %d errno %d", cases[i].code, cases[i].rang,
                    cases[i].transport_errno);
    g_assert_cmpint (od_sip_verdict (cases[i].code, cases[i].rang > 0, cases[i].rang == 2,
                                     cases[i].transport_errno),
                     ==, cases[i].end);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip-verdict/table", test_every_answer_has_its_word);
  return g_test_run ();
}
