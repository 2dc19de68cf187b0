/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The live stream as a reader sees it: nothing missed, nothing twice, nobody else's, and
 * an end for who does not read.
 */
#include "daemon/api/news-hub.h"

#include "daemon/api/api-stage.h"
#include "daemon/store/day-store.h"
#include "daemon/store/event-store.h"
#include "shared/model/day.h"

#include <string.h>
#include <sys/socket.h>

#define MANY 3000

/* Every seq once, in order, up to @last. */
static void
check_sequence (const char *text, gint64 first, gint64 last)
{
  gint64 seq = first;

  while ((text = strstr (text, "id: ")) != NULL) {
    text += strlen ("id: ");
    g_assert_cmpint (g_ascii_strtoll (text, NULL, 10), ==, seq);
    seq++;
  }
  g_assert_cmpint (seq, ==, last + 1);
}

static Client *
open_stream (Stage *stage, OdRole role, const char *headers, const char *first)
{
  Client *client = client_new (stage);

  client_send (client, "GET /v1/stream", stage->tokens[role], headers, "");
  client_wait_text (client, first);
  return client;
}

/* Far more was missed than a reader may owe, and more comes while it is read. */
static void
test_resume (Stage *stage, gconstpointer data)
{
  gint64 first = stage_count (stage, "SELECT max(seq) FROM event");
  g_autofree char *headers = g_strdup_printf ("Last-Event-ID: %" G_GINT64_FORMAT "\r\n",
                                              first);
  g_autofree char *end = g_strdup_printf ("id: %" G_GINT64_FORMAT "\n",
                                          first + MANY + 10);
  g_autoptr (Client) client = client_new (stage);

  stage_add_events (stage, MANY);
  (void) stage_count (stage, "SELECT 1"); /* they are written */
  client_send (client, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR], headers, "");
  for (guint i = 0; i < 10; i++)
    stage_add_events (stage, 1);
  client_wait_text (client, end);
  g_assert_null (strstr (client->in->str, "event: reset"));
  check_sequence (client->in->str, first + 1, first + MANY + 10);
}

/* A reader who comes and goes all the time has all of it once, too. */
static void
test_resume_again_and_again (Stage *stage, gconstpointer data)
{
  gint64 first = stage_count (stage, "SELECT max(seq) FROM event"), seq = first;
  gint64 last = first + 1000; /* all at once a reader may owe it */
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    stage_add_events (stage, 10);
  while (seq < last) {
    g_autofree char *headers = g_strdup_printf ("Last-Event-ID: %" G_GINT64_FORMAT "\r\n",
                                                seq);
    g_autofree char *next = g_strdup_printf ("id: %" G_GINT64_FORMAT "\n",
                                             MIN (seq + 150, last));
    g_autoptr (Client) client = open_stream (stage, OD_ROLE_ADMIN, headers, next);

    /* What comes after this one is taken again by the next reader. */
    *(strstr (client->in->str, next) + strlen (next)) = '\0';
    g_string_append (all, client->in->str);
    seq = MIN (seq + 150, last);
  }
  g_assert_null (strstr (all->str, "event: reset"));
  check_sequence (all->str, first + 1, last);
}

/* A value of this moment and no event: what a reader beyond the end gets. */
static void
test_reset_beyond_the_end (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) client = open_stream (stage, OD_ROLE_SUPERVISOR,
                                           "Last-Event-ID: 99999\r\n", "event: reset");
  gint64 last = stage_count (stage, "SELECT max(seq) FROM event");
  g_autofree char *next = g_strdup_printf ("id: %" G_GINT64_FORMAT "\n", last + 1);

  g_assert_null (strstr (client->in->str, "id: "));
  stage_add_events (stage, 1); /* and from there it goes on */
  client_wait_text (client, next);
  check_sequence (client->in->str, last + 1, last + 1);
}

/* It begins to read when all is over: it gets what was under way, a reset, the end. */
static void
test_slow_reader_is_cut (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) slow = client_new (stage);
  g_autoptr (Client) quick = open_stream (stage, OD_ROLE_ADMIN, "", "event: hello");
  gint64 last = stage_count (stage, "SELECT max(seq) FROM event") + 20000;

  g_assert_true (g_socket_set_option (slow->socket, SOL_SOCKET, SO_RCVBUF, 16384, NULL));
  client_send (slow, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR], "", "");
  for (guint i = 0; i < 200; i++) {
    g_autofree char *end = g_strdup_printf ("id: %" G_GINT64_FORMAT "\n",
                                            last - 20000 + (gint64) (i + 1) * 100);

    stage_add_events (stage, 100);
    client_wait_text (quick, end);
    g_string_truncate (quick->in, 0); /* who reads is not cut, however much it is */
  }
  client_wait_text (slow, "event: reset");
  client_wait_text (slow, "\r\n0\r\n");
  g_assert_cmpuint (slow->in->len, <, 1024 * 1024);
}

static void
test_heartbeat (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) client = open_stream (stage, OD_ROLE_AGENT, "", "event: hello");
  gint64 begun_us;

  client_wait_text (client, "\n:\n\n");
  begun_us = g_get_monotonic_time ();
  for (guint i = 0; i < 3; i++) {
    g_string_truncate (client->in, 0);
    client_wait_text (client, "\n:\n\n");
  }
  /* Three seconds; and who has to hear them says after as many that we are gone. */
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 5 * G_USEC_PER_SEC);
}

static gboolean
add_own_and_others (OdTx *tx, gpointer data, GError **error)
{
  Stage *stage = data;
  gint64 own = stage->ids[OD_ROLE_AGENT];
  OdEvent events[] = {
    { .kind = OD_EVENT_CALL_MOVED, .call_id = (char *) KEY, .agent_id = own },
    { .kind = OD_EVENT_CALL_MOVED, .call_id = (char *) KEY, .agent_id = own + 100 },
    { .kind = OD_EVENT_CALL_MOVED, .call_id = (char *) KEY },
    { .kind = OD_EVENT_CALL_DISPOSED, .call_id = (char *) KEY, .agent_id = own + 100 },
    { .kind = OD_EVENT_LEADS_ADDED, .leadset_id = 1, .n = 5 },
    { .kind = OD_EVENT_LEADSET_SAVED, .leadset_id = 1 },
    { .kind = OD_EVENT_AGENT_MOVED, .agent_id = own + 100 },
    { .kind = OD_EVENT_RECOVERED },
    { .kind = OD_EVENT_SCRIPT_SAVED },
    { .kind = OD_EVENT_CALL_DISPOSED, .call_id = (char *) KEY, .agent_id = own },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++) {
    if (events[i].kind == OD_EVENT_CALL_MOVED || events[i].kind == OD_EVENT_CALL_DISPOSED
        || events[i].kind == OD_EVENT_AGENT_MOVED) {
      events[i].word = (char *) "ringing";
      events[i].was = (char *) "dialing";
    }
    od_tx_log (tx, &events[i]);
  }
  return TRUE;
}

/* Live, and the same again from the log. */
static void
test_agent_sees_only_own (Stage *stage, gconstpointer data)
{
  /* The agent's own coming in is the last event of before. */
  g_autoptr (Client) live = open_stream (stage, OD_ROLE_AGENT, "", "event: agent-moved");
  gint64 first = stage_count (stage, "SELECT max(seq) FROM event");
  g_autofree char *headers = g_strdup_printf ("Last-Event-ID: %" G_GINT64_FORMAT "\r\n",
                                              first);
  g_autofree char *last = g_strdup_printf ("id: %" G_GINT64_FORMAT "\n", first + 10);
  g_autoptr (Client) later = NULL;
  Client *both[] = { live, NULL };

  od_store_write (stage->store, add_own_and_others, stage, NULL, NULL, NULL);
  client_wait_text (live, last);
  later = both[1] = open_stream (stage, OD_ROLE_AGENT, headers, last);
  for (gsize i = 0; i < G_N_ELEMENTS (both); i++) {
    const char *text = both[i]->in->str;
    g_autofree char *next = g_strdup_printf ("id: %" G_GINT64_FORMAT "\n", first + 1);

    text = strstr (text, next);
    g_assert_nonnull (text);
    static const int own[] = { 1, 9, 10 }; /* a saved script is everybody's */

    for (gsize j = 0; j < G_N_ELEMENTS (own); j++) {
      text = strstr (text, "id: ");
      g_assert_nonnull (text);
      text += strlen ("id: ");
      g_assert_cmpint (g_ascii_strtoll (text, NULL, 10), ==, first + own[j]);
    }
    g_assert_null (strstr (text, "id: "));
    g_assert_null (strstr (both[i]->in->str, "event: dashboard"));
    g_assert_null (strstr (both[i]->in->str, "event: agent\n"));
  }
}

static void
test_ends_with_session (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) stream = open_stream (stage, OD_ROLE_SUPERVISOR, "", "event: hello");
  g_autoptr (Client) other = open_stream (stage, OD_ROLE_ADMIN, "", "event: hello");
  gint64 last = stage_count (stage, "SELECT max(seq) FROM event") + 1;
  g_autofree char *next = g_strdup_printf ("id: %" G_GINT64_FORMAT "\n", last);

  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "DELETE /v1/sessions/current", WITH_KEY (KEY), "", NULL),
                    ==, 204);
  client_wait_text (stream, "\r\n0\r\n");
  stage_add_events (stage, 1);
  client_wait_text (other, next);
  g_assert_null (strstr (stream->in->str, next));
}

static gboolean
add_abandoned (OdTx *tx, gpointer data, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO day_sum (campaign_id, name, day, agent_id, n) VALUES"
                     " (1, '%s', %d, 0, 21), (1, '%s', %d, 0, 1)",
                     OD_DAY_PEOPLE, (int) od_day_of (tx->zone, tx->now_ms),
                     OD_DAY_ABANDONED, (int) od_day_of (tx->zone, tx->now_ms));

  return od_db_exec (tx->db, sql, error);
}

static gboolean
is_off (gpointer data)
{
  const OdCampaign *campaign = od_dialer_get_campaign (((Stage *) data)->dialer, 1);

  return campaign != NULL && !campaign->active;
}

static gboolean
is_on (gpointer data)
{
  return !is_off (data);
}

/* Too few for the campaign to be stopped, and yet more than the rules allow. */
static void
test_a_cap_that_is_passed_reaches_every_page (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) stream = NULL;

  stage_open_floor (stage, 1);
  stage_do (stage, "PUT /v1/campaigns/1/state", "{\"active\": false}", NULL);
  od_test_wait_until (is_off, stage, 10, "the campaign to stop");
  od_store_write (stage->store, add_abandoned, stage, NULL, NULL, NULL);
  stage_do (stage, "PUT /v1/campaigns/1/state", "{\"active\": true}", NULL);
  od_test_wait_until (is_on, stage, 10, "the campaign to begin");
  stream = open_stream (stage, OD_ROLE_SUPERVISOR, "", "event: dashboard");
  client_wait_text (stream, "\"caps_passed\":[{\"campaign\":1,\"abandonment\":"
                            "{\"cap_percent\":3.0,"
                            "\"day\":{\"people\":22,\"abandoned\":1},");
}

/* What is on an agent's screen is what was saved last, in the middle of a call, too. */
static void
test_saved_campaign_and_script_reach_the_screen (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) ann = client_new (stage);
  OdFloorCall *call;

  stage_open_floor (stage, 1);
  stage_do (stage, "POST /v1/scripts", "{\"name\": \"Hello\", \"text\": \"first words\"}",
            NULL);
  call = stage_talk (stage, KEY);
  client_send (ann, "GET /v1/stream", stage->tokens[OD_ROLE_AGENT], "", "");
  client_wait_text (ann, "\"campaign_name\":\"Solar\"");
  stage_do (stage, "PATCH /v1/campaigns/1",
            "{\"name\": \"Wind\", \"script\": 1, \"dispositions\": [\"maybe\"]}", NULL);
  client_wait_text (ann, "\"campaign_name\":\"Wind\"");
  client_wait_text (ann, "\"MAYBE\"");
  client_wait_text (ann, "first words");
  stage_do (stage, "PATCH /v1/scripts/1", "{\"text\": \"better words\"}", NULL);
  client_wait_text (ann, "better words");
  stage_hang_up (stage, call);
}

/* Who is in a call when the campaign is switched off goes on with its script, and is
 * asked its dispositions. */
static void
test_a_campaign_that_is_off_stays_on_the_screen (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) ann = client_new (stage);
  OdFloorCall *call;

  stage_open_floor (stage, 1);
  stage_do (stage, "POST /v1/scripts", "{\"name\": \"Hello\", \"text\": \"the words\"}",
            NULL);
  stage_do (stage, "PATCH /v1/campaigns/1",
            "{\"script\": 1, \"dispositions\": [\"maybe\"]}", NULL);
  call = stage_talk (stage, KEY);
  stage_do (stage, "PUT /v1/campaigns/1/state", "{\"active\": false}", NULL);
  od_test_wait_until (is_off, stage, 10, "the campaign to stop");
  client_send (ann, "GET /v1/stream", stage->tokens[OD_ROLE_AGENT], "", "");
  client_wait_text (ann, "\"campaign_name\":\"Solar\"");
  client_wait_text (ann, "the words");
  stage_hang_up (stage, call);
  client_wait_text (ann, "\"disposing\"");
  client_wait_text (ann, "\"MAYBE\"");
}

#define TEST(name, func)                                                                 \
  g_test_add ("/news-hub/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("resume", test_resume);
  TEST ("resume-again-and-again", test_resume_again_and_again);
  TEST ("reset-beyond-the-end", test_reset_beyond_the_end);
  TEST ("slow-reader-is-cut", test_slow_reader_is_cut);
  TEST ("heartbeat", test_heartbeat);
  TEST ("cap", test_a_cap_that_is_passed_reaches_every_page);
  TEST ("agent-sees-only-own", test_agent_sees_only_own);
  TEST ("ends-with-session", test_ends_with_session);
  TEST ("saved", test_saved_campaign_and_script_reach_the_screen);
  TEST ("switched-off", test_a_campaign_that_is_off_stays_on_the_screen);
  return g_test_run ();
}
