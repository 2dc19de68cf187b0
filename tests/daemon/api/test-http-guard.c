/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that two programs could read differently: each is refused, its connection is
 * closed, and what stands behind it on the wire is never run.
 */
#include "daemon/api/http-guard.h"

#include "daemon/api/api-stage.h"

#include <string.h>

#define PING "POST /v1/me/ping HTTP/1.1\r\nHost: x\r\n%s"
#define META "GET /v1/meta HTTP/1.1\r\nHost: x\r\n"

/* %s: the header of a supervisor's token. A request that would add a leadset follows
 * each on the same connection. */
static const struct {
  const char *name;
  const char *head;
  guint status;
} raw[] = {
  { "length and chunks",
    PING "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
  { "chunks and length",
    PING "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400 },
  { "two lengths", PING "Content-Length: 0\r\nContent-Length: 30\r\n\r\n", 400 },
  { "two lengths that agree", PING "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
    400 },
  { "a list of lengths", PING "Content-Length: 0, 0\r\n\r\n", 400 },
  { "length with a sign", PING "Content-Length: +0\r\n\r\n", 400 },
  { "length in hex", PING "Content-Length: 0x0\r\n\r\n", 400 },
  { "coding nobody knows", PING "Transfer-Encoding: chunked, identity\r\n\r\n", 400 },
  { "coding with a tail", PING "Transfer-Encoding: xchunked\r\n\r\n", 400 },
  { "two codings",
    PING "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400 },
  { "two hosts", PING "Host: y\r\n\r\n", 400 },
  { "no host", "GET /v1/meta HTTP/1.1\r\n%s\r\n", 400 },
  { "a web page", PING "Origin: https://example.org\r\n\r\n", 400 },
  { "a space before the colon", PING "Content-Length : 0\r\n\r\n", 400 },
  { "a control character", PING "X-Bell: \x07\r\n\r\n", 400 },
  { "HTTP/1.0", "GET /v1/meta HTTP/1.0\r\nHost: x\r\n%s\r\n", 400 },
  { "unknown method", "BREW /v1/me HTTP/1.1\r\nHost: x\r\n%s\r\n", 405 },
  { "method in small letters", "get /v1/me HTTP/1.1\r\nHost: x\r\n%s\r\n", 405 },
  { "encoded path", "GET /v1/%%6de HTTP/1.1\r\nHost: x\r\n%s\r\n", 404 },
  { "encoded slash", "GET /v1%%2fme HTTP/1.1\r\nHost: x\r\n%s\r\n", 404 },
  { "a way up", "GET /v1/x/../me HTTP/1.1\r\nHost: x\r\n%s\r\n", 404 },
};

static void
test_smuggling (Stage *stage, gconstpointer data)
{
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  g_autofree char *token = g_strdup_printf ("Authorization: Bearer %s\r\n", sue);
  g_autofree char *second =
    g_strdup_printf ("POST /v1/leadsets HTTP/1.1\r\nHost: x\r\n%s" WITH_KEY (
                       KEY) "Content-Length: 15\r\n\r\n{\"name\": \"Evil\"}",
                     token);

  for (gsize i = 0; i < G_N_ELEMENTS (raw); i++) {
    g_autoptr (Client) client = client_new (stage);
    g_auto (GStrv) halves = g_strsplit (raw[i].head, "%s", 2);
    g_autofree char *head = g_strconcat (halves[0], token, halves[1], NULL);
    g_auto (GStrv) parts = g_strsplit (head, "%%", -1);
    g_autofree char *plain = g_strjoinv ("%", parts);
    g_autofree char *both = g_strconcat (plain, second, NULL);
    g_autofree char *begin = g_strdup_printf ("HTTP/1.1 %u ", raw[i].status);

    client_send_text (client, both);
    client_wait_closed (client);
    g_test_message ("%s: %.12s", raw[i].name, client->in->str);
    g_assert_true (g_str_has_prefix (client->in->str, begin));
    /* The library's own refusals say their head twice: so no count of answers. */
    g_assert_null (strstr (client->in->str, "HTTP/1.1 2"));
  }
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM leadset"), ==, 0);
}

static void
test_too_many_headers (Stage *stage, gconstpointer data)
{
  for (guint n = 60; n <= 70; n += 10) {
    g_autoptr (Client) client = client_new (stage);
    g_autoptr (GString) text = g_string_new (META);

    for (guint i = 0; i < n; i++)
      g_string_append_printf (text, "X-%u: y\r\n", i);
    g_string_append (text, "\r\n");
    client_send_text (client, text->str);
    g_assert_cmpuint (client_wait_answer (client, NULL, NULL), ==, n < 64 ? 200 : 400);
  }
}

/* What is good goes on, also in chunks and one after the other on a connection. */
static void
test_good_requests (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) client = client_new (stage);
  g_autofree char *chunked = g_strdup_printf (
    "POST /v1/leadsets HTTP/1.1\r\nHost: x\r\n" WITH_KEY (
      KEY) "Authorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n"
           "9\r\n{\"name\": \r\n9\r\n\"Spring\"}\r\n0\r\n\r\n" META "\r\n",
    stage->tokens[OD_ROLE_SUPERVISOR]);

  client_send_text (client, chunked);
  g_assert_cmpuint (client_wait_answer (client, NULL, NULL), ==, 201);
  g_assert_cmpuint (client_wait_answer (client, NULL, NULL), ==, 200);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM leadset"), ==, 1);
}

/* No length was said: it ends when it is too long, and is not run. */
static void
test_endless_chunks (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) client = client_new (stage);
  g_autofree char *filler = g_strnfill (0x8000, ' ');
  g_autofree char *head = g_strdup_printf (
    "POST /v1/leadsets HTTP/1.1\r\nHost: x\r\n" WITH_KEY (
      KEY) "Authorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n"
           "8000\r\n%s\r\n8000\r\n%s\r\n8000\r\n",
    stage->tokens[OD_ROLE_SUPERVISOR], filler, filler);

  client_send_text (client, head);
  client_send_text (client, "{\"name\": \"Evil\"}");
  client_wait_closed (client);
  g_assert_null (strstr (client->in->str, "HTTP/1.1 2"));
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM leadset"), ==, 0);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/http-guard/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("smuggling", test_smuggling);
  TEST ("too-many-headers", test_too_many_headers);
  TEST ("good-requests", test_good_requests);
  TEST ("endless-chunks", test_endless_chunks);
  return g_test_run ();
}
