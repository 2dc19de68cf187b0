/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bearer tokens, with a clock that is moved by hand.
 */
#include "daemon/api/session.h"

#include <string.h>

typedef struct {
  gint64 now_ms;
  OdClock clock;
  OdSessions *sessions;
} World;

static gint64
world_now_ms (gpointer data)
{
  World *world = data;

  return world->now_ms;
}

static gint64
world_mono_us (gpointer data)
{
  return world_now_ms (data) * 1000;
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);

  world->now_ms = 1700000000000;
  world->clock = (OdClock){ world_now_ms, world_mono_us, world };
  world->sessions = od_sessions_new (&world->clock);
  return world;
}

static void
world_free (World *world)
{
  od_sessions_free (world->sessions);
  g_free (world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Returns: (transfer full): the token. */
static char *
sign_in (World *world, gint64 id, const char *name, OdRole role)
{
  OdUser user = { id, (char *) name, role };
  char *token;
  OdSession *session = od_session_new (&user, &world->clock, &token);

  od_sessions_add (world->sessions, session);
  od_session_unref (session);
  return token;
}

static void
test_a_token_finds_its_session_and_no_other_does (void)
{
  g_autoptr (World) w = world_new ();
  g_autofree char *ann = sign_in (w, 1, "ann", OD_ROLE_AGENT);
  g_autofree char *bob = sign_in (w, 2, "bob", OD_ROLE_AGENT);
  g_autofree char *hash = od_session_hash_token (ann);
  OdSession *session = od_sessions_find (w->sessions, ann);

  g_assert_cmpstr (ann, !=, bob);
  g_assert_cmpuint (strlen (ann), ==, 43); /* 256 bits in base64url */
  g_assert_cmpstr (session->user_name, ==, "ann");
  g_assert_cmpstr (session->token_hash, ==, hash);
  g_assert_cmpstr (od_sessions_find (w->sessions, bob)->user_name, ==, "bob");
  g_assert_null (od_sessions_find (w->sessions, ""));
  g_assert_null (od_sessions_find (w->sessions, hash));
}

static const struct {
  OdRole role;
  gint64 hours;
} lives[] = { { OD_ROLE_AGENT, 14 }, { OD_ROLE_SUPERVISOR, 12 }, { OD_ROLE_ADMIN, 12 } };

static void
test_a_session_ends_by_itself (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lives); i++) {
    g_autoptr (World) w = world_new ();
    g_autofree char *token = sign_in (w, 1, "ann", lives[i].role);

    w->now_ms += lives[i].hours * 3600000 - 1;
    g_assert_nonnull (od_sessions_find (w->sessions, token));
    w->now_ms += 1;
    g_assert_null (od_sessions_find (w->sessions, token));
    w->now_ms -= 1;
    g_assert_null (od_sessions_find (w->sessions, token)); /* gone, not only late */
  }
}

static void
test_an_agent_has_one_session_and_a_supervisor_many (void)
{
  g_autoptr (World) w = world_new ();
  g_autofree char *ann = sign_in (w, 1, "ann", OD_ROLE_AGENT);
  g_autofree char *ann_again = sign_in (w, 1, "ann", OD_ROLE_AGENT);
  g_autofree char *sue = sign_in (w, 2, "sue", OD_ROLE_SUPERVISOR);
  g_autofree char *sue_again = sign_in (w, 2, "sue", OD_ROLE_SUPERVISOR);

  g_assert_null (od_sessions_find (w->sessions, ann));
  g_assert_nonnull (od_sessions_find (w->sessions, ann_again));
  g_assert_nonnull (od_sessions_find (w->sessions, sue));
  g_assert_nonnull (od_sessions_find (w->sessions, sue_again));
  od_sessions_remove (w->sessions, od_sessions_find (w->sessions, sue));
  g_assert_null (od_sessions_find (w->sessions, sue));
  g_assert_nonnull (od_sessions_find (w->sessions, sue_again));
}

/* What the registrar checks is MD5 (user:realm:password) of the password that the token
 * alone can tell again. */
static void
test_the_phones_password_follows_from_the_token (void)
{
  g_autoptr (World) w = world_new ();
  g_autofree char *token = sign_in (w, 1, "ann", OD_ROLE_AGENT);
  OdSession *session = od_sessions_find (w->sessions, token);
  g_autofree char *password = od_session_derive_sip_password (token);
  g_autofree char *again = od_session_derive_sip_password (token);
  g_autofree char *a1 = g_strconcat (session->sip_user, ":outdial:", password, NULL);
  g_autofree char *ha1 = g_compute_checksum_for_string (G_CHECKSUM_MD5, a1, -1);

  g_assert_cmpstr (password, ==, again);
  g_assert_cmpstr (ha1, ==, session->sip_ha1);
  g_assert_null (strstr (token, password));
  g_assert_null (strstr (session->token_hash, password));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/a-token-finds-its-session",
                   test_a_token_finds_its_session_and_no_other_does);
  g_test_add_func ("/session/a-session-ends-by-itself", test_a_session_ends_by_itself);
  g_test_add_func ("/session/an-agent-has-one-session",
                   test_an_agent_has_one_session_and_a_supervisor_many);
  g_test_add_func ("/session/the-phones-password-follows-from-the-token",
                   test_the_phones_password_follows_from_the_token);
  return g_test_run ();
}
