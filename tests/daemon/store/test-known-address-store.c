/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where somebody has signed in from is kept, the last places only.
 */
#include "daemon/store/known-address-store.h"

#include "daemon/store/store-scene.h"
#include "daemon/store/user-store.h"

static GPtrArray *
list (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *known = od_known_address_store_list (od_scene_begin (s), &error);

  od_scene_commit (s);
  g_assert_no_error (error);
  return known;
}

static void
test_the_last_addresses_are_kept (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) known = NULL;
  gint64 id;

  OD_OK (
    od_user_store_add (od_scene_begin (s), "sue", OD_ROLE_SUPERVISOR, "h", &id, &error));
  od_scene_commit (s);
  for (guint i = 0; i <= OD_KNOWN_ADDRESSES; i++) {
    g_autofree char *address = g_strdup_printf ("192.0.2.%u", i);

    s->now_ms++;
    OD_OK (od_known_address_store_add (od_scene_begin (s), id, address, &error));
    OD_OK (od_known_address_store_add (s->tx, id, address, &error)); /* once more */
    od_scene_commit (s);
  }

  known = list (s);
  g_assert_cmpuint (known->len, ==, OD_KNOWN_ADDRESSES);
  for (guint i = 0; i < known->len; i++) {
    const OdKnownAddress *one = g_ptr_array_index (known, i);

    g_assert_cmpstr (one->user_name, ==, "sue");
    g_assert_cmpstr (one->address, !=, "192.0.2.0");
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/known-address-store/the-last-addresses-are-kept",
                   test_the_last_addresses_are_kept);
  return g_test_run ();
}
