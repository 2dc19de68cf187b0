/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Crowds at the phones' port: they make room, phones and their calls do not.
 */
#include "switch-fixture.h"

#include <gio/gio.h>

enum { PER_ADDRESS = 8, IN_ALL = 20, CROWD = 50 };

/* A switch whose door is small, at the place of the fixture's. */
static void
make_door (Fixture *f, guint grace_ms)
{
  g_autoptr (GError) error = NULL;
  OdSwitchConfig config = { .sip_listen = "127.0.0.1:0",
                            .trunk_listen = "127.0.0.1:0",
                            .rtp_address = "127.0.0.1" };
  OdSwitchLimits limits = make_limits ();

  limits.guests_per_address = PER_ADDRESS;
  limits.guest_grace_ms = grace_ms;
  limits.guests_in_all = IN_ALL;
  od_switch_free (f->sw, FALSE);
  f->sw = od_switch_new_with_limits (&config, &limits, collect_fact, f, &error);
  g_assert_no_error (error);
  od_switch_add_phone (f->sw, "agent1", "secret");
  g_clear_pointer (&f->phone, sip_peer_free);
}

/* It connects now, and not before the crowd has come. */
static void
bring_phone (Fixture *f)
{
  f->phone = sip_peer_new_phone (od_switch_get_sip_address (f->sw), "agent1", "secret");
}

/* A connection from @address that says nothing. */
static GSocket *
stand_at_the_door (Fixture *f, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) from = g_inet_socket_address_new_from_string (address, 0);
  g_autoptr (GSocketConnectable)
    where = g_network_address_parse (od_switch_get_sip_address (f->sw), 0, &error);
  g_autoptr (GSocketAddress)
    to = g_inet_socket_address_new_from_string (g_network_address_get_hostname (
                                                  G_NETWORK_ADDRESS (where)),
                                                g_network_address_get_port (
                                                  G_NETWORK_ADDRESS (where)));
  GSocket *guest = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, &error);

  g_socket_bind (guest, from, FALSE, &error);
  g_assert_no_error (error);
  g_socket_connect (guest, to, NULL, &error);
  g_assert_no_error (error);
  return guest;
}

typedef struct {
  GPtrArray *guests;  /* (element-type GSocket) */
  GPtrArray *sources; /* (element-type GSource): one a guest */
  guint shown_out;
} Crowd;

/* Nobody ever says anything to a guest: what can be read is the end. */
static gboolean
on_end (GSocket *guest, GIOCondition condition, gpointer data)
{
  Crowd *crowd = data;

  crowd->shown_out++;
  return G_SOURCE_REMOVE;
}

static void
source_free (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static Crowd *
crowd_new (Fixture *f, const char *address, guint n)
{
  Crowd *crowd = g_new0 (Crowd, 1);

  crowd->guests = g_ptr_array_new_with_free_func (g_object_unref);
  crowd->sources = g_ptr_array_new_with_free_func (source_free);
  for (guint i = 0; i < n; i++) {
    GSocket *guest = stand_at_the_door (f, address);
    GSource *source = g_socket_create_source (guest, G_IO_IN, NULL);

    g_ptr_array_add (crowd->guests, guest);
    g_ptr_array_add (crowd->sources, source);
    g_source_set_callback (source, G_SOURCE_FUNC (on_end), crowd, NULL);
    g_source_attach (source, NULL);
  }

  return crowd;
}

static void
crowd_free (Crowd *crowd)
{
  g_ptr_array_unref (crowd->sources);
  g_ptr_array_unref (crowd->guests);
  g_free (crowd);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crowd, crowd_free)

static gboolean
is_shown_out (Crowd *crowd, guint i)
{
  return g_source_is_destroyed (g_ptr_array_index (crowd->sources, i));
}

typedef struct {
  const Crowd *crowd;
  guint wanted;
} Leaving;

static gboolean
has_left (gpointer data)
{
  const Leaving *leaving = data;

  return leaving->crowd->shown_out >= leaving->wanted;
}

static void
wait_shown_out (Crowd *crowd, guint n)
{
  Leaving leaving = { crowd, n };

  od_test_wait_until (has_left, &leaving, LIMIT_S, "guests to be shown out");
  g_assert_cmpuint (crowd->shown_out, ==, n);
}

static void
test_a_crowd_makes_room_and_a_phone_gets_in (Fixture *f, gconstpointer data)
{
  g_autoptr (Crowd) crowd = NULL;

  make_door (f, 0);
  crowd = crowd_new (f, "127.0.0.1", CROWD);
  wait_shown_out (crowd, CROWD - PER_ADDRESS);
  bring_phone (f);
  nail_up (f);
  /* The newest of the crowd are left; the phone was one more for a while. */
  for (guint i = CROWD - PER_ADDRESS + 1; i < CROWD; i++)
    g_assert_false (is_shown_out (crowd, i));
}

static void
test_a_phone_that_is_in_is_no_guest (Fixture *f, gconstpointer data)
{
  g_autoptr (Crowd) crowd = NULL;
  PeerCall *agent;

  make_door (f, 0);
  bring_phone (f);
  agent = nail_up (f);
  crowd = crowd_new (f, "127.0.0.1", CROWD);
  wait_shown_out (crowd, CROWD - PER_ADDRESS);
  bridge_lead (f, LEAD, "15550001");
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_GONE, 0), ==, 0);
  od_switch_hang_up (f->sw, AGENT, OD_END_AGENT_HUNG_UP);
  wait_count (&agent->byes, "BYE down the phone's own connection");
}

static void
test_another_address_is_left_alone (Fixture *f, gconstpointer data)
{
  g_autoptr (Crowd) few = NULL;
  g_autoptr (Crowd) crowd = NULL;

  make_door (f, 0);
  few = crowd_new (f, "127.0.0.2", PER_ADDRESS);
  crowd = crowd_new (f, "127.0.0.3", CROWD);
  wait_shown_out (crowd, CROWD - PER_ADDRESS);
  g_assert_cmpuint (few->shown_out, ==, 0);
}

/* All at once, as a floor whose server comes back; the number of all still holds. */
static void
test_whoever_had_no_time_yet_may_stay (Fixture *f, gconstpointer data)
{
  g_autoptr (Crowd) floor = NULL;
  g_autoptr (Crowd) crowd = NULL;

  make_door (f, 60000);
  floor = crowd_new (f, "127.0.0.2", IN_ALL);
  bring_phone (f);
  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  g_assert_cmpuint (floor->shown_out, <=, 1); /* the phone was one too many */
  crowd = crowd_new (f, "127.0.0.3", IN_ALL);
  wait_shown_out (floor, IN_ALL);
  g_assert_cmpuint (crowd->shown_out, ==, 0);
}

/* Those who hung up themselves are not taken for whoever has their descriptor now. */
static void
test_who_has_gone_is_not_shown_out (Fixture *f, gconstpointer data)
{
  g_autoptr (Crowd) crowd = NULL;

  make_door (f, 0);
  crowd_free (crowd_new (f, "127.0.0.1", PER_ADDRESS));
  bring_phone (f);
  nail_up (f);
  bridge_lead (f, LEAD, "15550001");
  crowd = crowd_new (f, "127.0.0.1", CROWD);
  wait_shown_out (crowd, CROWD - PER_ADDRESS);
  g_assert_cmpuint (count_facts (f, OD_FACT_ENDED, LEAD), ==, 0);
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_GONE, 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  SWITCH_TEST ("a-crowd-makes-room", NULL, test_a_crowd_makes_room_and_a_phone_gets_in);
  SWITCH_TEST ("a-phone-is-no-guest", NULL, test_a_phone_that_is_in_is_no_guest);
  SWITCH_TEST ("another-address", NULL, test_another_address_is_left_alone);
  SWITCH_TEST ("no-time-yet", NULL, test_whoever_had_no_time_yet_may_stay);
  SWITCH_TEST ("who-has-gone", NULL, test_who_has_gone_is_not_shown_out);

  return g_test_run ();
}
