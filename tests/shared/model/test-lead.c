/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words on a lead.
 */
#include "shared/model/lead.h"

/* clang-format off */
static const struct {
  const char *text, *status;
} statuses[] = {
  { "Ready", "READY" }, { " READY \n", "READY" }, { "später", "SPÄTER" },
  { "", NULL }, { "  ", NULL }, { NULL, NULL }, { "\xc3\x28", NULL },
  { "01234567890123456789012345678901",  "01234567890123456789012345678901" },
  { "012345678901234567890123456789012", NULL },
  { "ßßßßßßßßßßßßßßßßßßßß", NULL }, /* twenty become forty in capitals */
};
/* clang-format on */

static void
test_statuses_that_read_the_same_are_one (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autofree char *status = od_lead_normalize_status (statuses[i].text);

    g_assert_cmpstr (status, ==, statuses[i].status);
  }
}

static void
test_a_copy_owns_its_texts (void)
{
  g_autoptr (OdLead) lead = od_lead_new ("44116", "NEW");
  g_autoptr (OdLead) copy = NULL;

  lead->id = 7;
  lead->fields = g_strdup ("{}");
  copy = od_lead_copy (lead);
  g_assert_cmpint (copy->id, ==, 7);
  g_assert_cmpstr (copy->phone, ==, "44116");
  g_assert_true (copy->phone != lead->phone);
  g_assert_true (copy->status != lead->status);
  g_assert_true (copy->fields != lead->fields);
}

static void
test_every_dial_state_has_a_name (void)
{
  for (guint state = 0; state < OD_LEAD_N_DIAL_STATES; state++)
    g_assert_nonnull (od_lead_dial_state_get_name (state));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lead/statuses-that-read-the-same-are-one",
                   test_statuses_that_read_the_same_are_one);
  g_test_add_func ("/lead/a-copy-owns-its-texts", test_a_copy_owns_its_texts);
  g_test_add_func ("/lead/every-dial-state-has-a-name", test_every_dial_state_has_a_name);
  return g_test_run ();
}
