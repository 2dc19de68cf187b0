/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What crosses the wall outlives whoever said it.
 */
#include "daemon/switch/fact.h"

static void
test_a_copied_fact_has_texts_of_its_own (void)
{
  char user[] = "agent1", reason[] = "Busy Here", said[] = "baresip";
  OdFact fact = { .kind = OD_FACT_ENDED,
                  .leg = 7,
                  .user = user,
                  .end = OD_END_BUSY,
                  .sip_code = 486,
                  .sip_reason = reason,
                  .phone = { .user_agent = said } };
  OdFactCopy copy;

  od_fact_copy_init (&copy, &fact);
  user[0] = reason[0] = said[0] = '?';
  g_assert_cmpint (copy.fact.kind, ==, OD_FACT_ENDED);
  g_assert_cmpuint (copy.fact.leg, ==, 7);
  g_assert_cmpint (copy.fact.end, ==, OD_END_BUSY);
  g_assert_cmpuint (copy.fact.sip_code, ==, 486);
  g_assert_cmpstr (copy.fact.user, ==, "agent1");
  g_assert_cmpstr (copy.fact.sip_reason, ==, "Busy Here");
  g_assert_cmpstr (copy.fact.phone.user_agent, ==, "baresip");
  g_assert_null (copy.fact.phone.registrar);
  g_assert_null (copy.fact.phone.protocol);
  od_fact_copy_clear (&copy);
}

/* Carriers and phones may say anything; logs and screens take text. */
static void
test_what_is_no_text_becomes_some (void)
{
  OdFact fact = { .sip_reason = "Bus\xfe", .phone = { "\xff", "\xc3(", "SIP_\x80" } };
  OdFactCopy copy;

  od_fact_copy_init (&copy, &fact);
  g_assert_true (g_str_has_prefix (copy.fact.sip_reason, "Bus"));
  g_assert_true (g_utf8_validate (copy.fact.sip_reason, -1, NULL));
  g_assert_true (g_utf8_validate (copy.fact.phone.user_agent, -1, NULL));
  g_assert_true (g_utf8_validate (copy.fact.phone.registrar, -1, NULL));
  g_assert_true (g_utf8_validate (copy.fact.phone.protocol, -1, NULL));
  od_fact_copy_clear (&copy);
}

static void
test_a_copied_ask_has_texts_of_its_own (void)
{
  char number[] = "44116", caller[] = "442079460000";
  OdTrunk *trunk = od_trunk_new ("main", "127.0.0.1:5060");
  OdOriginate ask = { .call_id = "id",
                      .trunk = trunk,
                      .number = number,
                      .caller_id = caller,
                      .ring_limit_ms = 20000 };
  OdOriginateCopy *copy = od_originate_copy_new (&ask);

  number[0] = caller[0] = '?';
  od_trunk_free (trunk);
  g_assert_cmpstr (copy->originate.call_id, ==, "id");
  g_assert_cmpstr (copy->originate.trunk->name, ==, "main");
  g_assert_cmpstr (copy->originate.trunk->host, ==, "127.0.0.1:5060");
  g_assert_cmpstr (copy->originate.number, ==, "44116");
  g_assert_cmpstr (copy->originate.caller_id, ==, "442079460000");
  g_assert_cmpuint (copy->originate.ring_limit_ms, ==, 20000);
  od_originate_copy_free (copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fact/texts-of-its-own", test_a_copied_fact_has_texts_of_its_own);
  g_test_add_func ("/fact/no-text", test_what_is_no_text_becomes_some);
  g_test_add_func ("/fact/originate", test_a_copied_ask_has_texts_of_its_own);
  return g_test_run ();
}
