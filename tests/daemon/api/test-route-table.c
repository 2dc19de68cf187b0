/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be asked: paths, ids, and whether some other method would do.
 */
#include "daemon/api/route-table.h"

#include <string.h>

/* clang-format off */
static const struct {
  const char *method, *path;
  const char *template; /* NULL: no route */
  const char *id;
  gboolean known; /* 405 rather than 404 */
} asks[] = {
  { "GET",    "/v1/me",                       "/v1/me", NULL, TRUE },
  { "GET",    "/v1/me/sip",                   "/v1/me/sip", NULL, TRUE },
  { "DELETE", "/v1/sessions/current",         "/v1/sessions/current", NULL, TRUE },
  { "GET",    "/v1/leadsets",                 "/v1/leadsets", NULL, TRUE },
  { "POST",   "/v1/leadsets",                 "/v1/leadsets", NULL, TRUE },
  { "GET",    "/v1/leadsets/7",               "/v1/leadsets/{id}", "7", TRUE },
  { "PATCH",  "/v1/leadsets/7",               "/v1/leadsets/{id}", "7", TRUE },
  { "POST",   "/v1/leadsets/42/batches",      "/v1/leadsets/{id}/batches", "42", TRUE },
  { "GET",    "/v1/calls/018bcfe5-6800-7abc-8def-0123456789ab", "/v1/calls/{id}",
    "018bcfe5-6800-7abc-8def-0123456789ab", TRUE },
  { "PUT",    "/v1/calls/018bcfe5-6800-7abc-8def-0123456789ab/disposition",
    "/v1/calls/{id}/disposition", "018bcfe5-6800-7abc-8def-0123456789ab", TRUE },

  { "DELETE", "/v1/me",                       NULL, NULL, TRUE },
  { "PUT",    "/v1/leadsets/7",               NULL, NULL, TRUE },
  { "get",    "/v1/me",                       NULL, NULL, TRUE },
  { "",       "/v1/me",                       NULL, NULL, TRUE },
  { "GET",    "/v1/leadsets/7/batches",       NULL, NULL, TRUE },

  { "GET",    "",                             NULL, NULL, FALSE },
  { "GET",    "/",                            NULL, NULL, FALSE },
  { "GET",    "/v1/me/",                      NULL, NULL, FALSE },
  { "GET",    "/v1/ME",                       NULL, NULL, FALSE },
  { "GET",    "//v1/me",                      NULL, NULL, FALSE },
  { "GET",    "/v1/leadsets/",                NULL, NULL, FALSE },
  { "GET",    "/v1/leadsets/7/",              NULL, NULL, FALSE },
  { "GET",    "/v1/leadsets//batches",        NULL, NULL, FALSE },
  { "GET",    "/v1/leadsets/7/nothing",       NULL, NULL, FALSE },
  { "GET",    "/v1/leadsets/7/batches/1",     NULL, NULL, FALSE },
  { "GET",    "/v1/leadsets/..",              NULL, NULL, FALSE },
  { "GET",    "/v1/leadsets/%37",             NULL, NULL, FALSE },
  { "GET",    "/v1/leadsets/7;x",             NULL, NULL, FALSE },
  { "GET",    "/v1/leadsets/xyz",             NULL, NULL, FALSE },
  { "GET",    "/v1/calls/018BCFE5-6800-7abc-8def-0123456789ab", NULL, NULL, FALSE },
  { "GET",    "/v1/calls/018bcfe5-6800-7abc-8def-0123456789abc", NULL, NULL, FALSE },
  { "GET",    "/v1/leadset",                  NULL, NULL, FALSE },
};
/* clang-format on */

static void
test_an_ask_finds_its_route_or_why_not (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++) {
    g_autofree char *id = NULL;
    gboolean known;
    const OdRoute *route = od_route_table_find (asks[i].method, asks[i].path, &id,
                                                &known);

    g_test_message ("%s %s", asks[i].method, asks[i].path);
    g_assert_cmpstr (route != NULL ? route->path : NULL, ==, asks[i].template);
    if (route != NULL)
      g_assert_cmpstr (route->method, ==, asks[i].method);
    g_assert_cmpstr (id, ==, asks[i].id);
    g_assert_cmpint (known, ==, asks[i].known);
  }
}

static void
test_every_route_is_there_once_and_can_be_found (void)
{
  const OdRoute *route;

  for (gsize i = 0; (route = od_route_table_get (i)) != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (route->path, "{id}", 2);
    g_autofree char *path = g_strjoinv ("12", parts);
    g_autofree char *id = NULL;
    gboolean known;

    g_assert_true (od_route_table_find (route->method, path, &id, &known) == route);
    g_assert_cmpstr (id, ==, parts[1] != NULL ? "12" : NULL);
  }
}

/* Who dispatches relies on it: each kind has the functions it calls. */
static void
test_every_route_has_what_its_kind_calls (void)
{
  const OdRoute *route;

  for (gsize i = 0; (route = od_route_table_get (i)) != NULL; i++) {
    g_test_message ("%s %s", route->method, route->path);
    g_assert_true (g_str_has_prefix (route->path, "/v1/"));
    if (route->kind == OD_ROUTE_READ || route->kind == OD_ROUTE_SEARCH
        || route->kind == OD_ROUTE_WRITE)
      g_assert_true (route->work != NULL);
    if (route->kind == OD_ROUTE_LIVE || route->kind == OD_ROUTE_DIRECT)
      g_assert_true (route->act != NULL);
    if (route->kind == OD_ROUTE_READ || route->kind == OD_ROUTE_SEARCH
        || route->kind == OD_ROUTE_STREAM)
      g_assert_cmpstr (route->method, ==, "GET");
    if (strcmp (route->method, "GET") == 0)
      g_assert_true (route->kind != OD_ROUTE_WRITE && route->kind != OD_ROUTE_LIVE);
  }
}

static void
test_only_the_door_is_open_to_anyone (void)
{
  const OdRoute *route;
  guint open = 0;

  for (gsize i = 0; (route = od_route_table_get (i)) != NULL; i++) {
    if (route->roles != OD_MAY_ANYONE)
      continue;
    open++;
    g_assert_true (g_str_equal (route->path, "/v1/meta")
                   || g_str_equal (route->path, "/v1/sessions"));
  }
  g_assert_cmpuint (open, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route-table/an-ask-finds-its-route-or-why-not",
                   test_an_ask_finds_its_route_or_why_not);
  g_test_add_func ("/route-table/every-route-is-there-once-and-can-be-found",
                   test_every_route_is_there_once_and_can_be_found);
  g_test_add_func ("/route-table/every-route-has-what-its-kind-calls",
                   test_every_route_has_what_its_kind_calls);
  g_test_add_func ("/route-table/only-the-door-is-open-to-anyone",
                   test_only_the_door_is_open_to_anyone);
  return g_test_run ();
}
