/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * A small server with two campaigns, three agents and a script, and a desk in front of
 * it. Takes what is written and says it back; refuses once when it is told to.
 */
#include "app/desk/desk.h"
#include "app/sync/http-peer.h"
#include "support/waiting.h"

#include <gtk/gtk.h>

typedef struct {
  Peer *peer;
  OdDesk *desk;
  SoupServerMessage *stream; /* the live one; NULL: none yet */
  guint refuse_status;       /* of the next writing; 0: takes it */
  const char *refuse_body;
  guint takes_first;    /* writings that it takes before */
  guint n_made;         /* agents */
  const char *assigned; /* to campaign 1; NULL: everybody */
  const char *scripts;  /* NULL: OFFICE_SCRIPTS */
  const char *board;    /* of campaign 1; NULL: OFFICE_BOARD */
  const char *past;     /* of campaign 1; NULL: there is none */
  gboolean silent;      /* about campaign 1: nothing can be read */
  const char *role;     /* of anna, who signs in */
} Office;

#define OFFICE_CAMPAIGNS                                                                 \
  "{\"campaigns\":["                                                                     \
  "{\"id\":1,\"version\":3,\"name\":\"Autumn\",\"type\":\"auto\",\"active\":true,"       \
  "\"script\":7,\"notes\":\"Be kind.\",\"caller_id\":\"441902555100\","                  \
  "\"outbound_multiplier\":2.3,\"calling_rules\":\"TEST\",\"wrap_up_ms\":30500,"         \
  "\"ring_limit_ms\":25999,\"calls_per_second\":0,\"channels\":0,"                       \
  "\"source_statuses\":[\"READY\"],"                                                     \
  "\"dispositions\":[{\"label\":\"LEFT A "                                               \
  "MESSAGE\",\"key\":null,\"person\":true,\"final\":true}]},"                            \
  "{\"id\":2,\"version\":1,\"name\":\"Winter <b>\",\"type\":\"auto\",\"active\":false,"  \
  "\"script\":null,\"notes\":\"\",\"caller_id\":\"441902555101\","                       \
  "\"outbound_multiplier\":1.0,\"calling_rules\":\"UK\",\"wrap_up_ms\":0,"               \
  "\"ring_limit_ms\":15000,\"calls_per_second\":2,\"channels\":30,"                      \
  "\"source_statuses\":[],\"dispositions\":[]}]}"

#define OFFICE_AGENTS                                                                    \
  "{\"agents\":["                                                                        \
  "{\"id\":11,\"name\":\"alice\",\"state\":\"ready\",\"campaign\":1,"                    \
  "\"wants_ready\":true,\"age_ms\":5000},"                                               \
  "{\"id\":12,\"name\":\"bob\",\"state\":\"ready\",\"campaign\":1,"                      \
  "\"wants_ready\":true,\"age_ms\":65000},"                                              \
  "{\"id\":13,\"name\":\"carol\",\"state\":\"offline\",\"campaign\":null,"               \
  "\"wants_ready\":false}]}"

#define OFFICE_USERS                                                                     \
  "{\"users\":["                                                                         \
  "{\"id\":3,\"name\":\"anna\",\"role\":\"supervisor\",\"disabled\":false,"              \
  "\"sessions\":1},"                                                                     \
  "{\"id\":5,\"name\":\"bob\",\"role\":\"agent\",\"disabled\":false,\"sessions\":1},"    \
  "{\"id\":6,\"name\":\"boss\",\"role\":\"admin\",\"disabled\":true,"                    \
  "\"sessions\":0}]}"

#define OFFICE_SCRIPTS                                                                   \
  "{\"scripts\":[{\"id\":7,\"version\":2,\"name\":\"Greeting\","                         \
  "\"text\":\"Good morning, <name>.\"}]}"

#define OFFICE_BOARD                                                                     \
  "{\"seq\":9,\"leads\":{\"total\":100,\"dialable\":60},\"calls\":{\"placed\":40,"       \
  "\"in_progress\":5,\"waiting\":1,\"bridged_now\":3,\"answered\":30,\"failed\":8,"      \
  "\"dropped\":2},\"pie\":[],\"activity\":[],\"agent_calls\":["                          \
  "{\"agent\":12,\"count\":46,\"today\":6}],"                                            \
  "\"agents\":{\"active\":3,\"waiting\":2},\"abandonment\":{\"cap_percent\":3.0,"        \
  "\"day\":{\"people\":100,\"abandoned\":1},\"month\":{\"people\":100,"                  \
  "\"abandoned\":1}}}"

/* Two of its minutes. */
#define OFFICE_HOUR                                                                      \
  "{\"minutes\":[{\"at_ms\":1700000040000,\"placed\":12,\"answered\":5,\"abandoned\":1," \
  "\"idle_agents\":null},{\"at_ms\":1700000100000,\"placed\":3,\"answered\":0,"          \
  "\"abandoned\":0,\"idle_agents\":1.5}],\"answer_to_agent_ms\":{\"n\":1,\"p50\":90.0,"  \
  "\"p95\":90.0,\"p99\":null,\"max\":90.0},"                                             \
  "\"now\":{\"free_agents\":2,\"free_soon\":4,\"soon_s\":12,\"ringing\":3,"              \
  "\"waiting\":0,\"cap_left\":1,\"next_limit\":\"calls-per-second\"}}"

#define OFFICE_DASHBOARD                                                                 \
  "{\"seq\":9,\"agents\":{\"logged_in\":2,\"paused\":0,\"waiting\":2,\"in_call\":0},"    \
  "\"active_calls\":3,\"calls_waiting\":1,\"calls_ringing\":4,\"data_remaining\":60}"

static const struct {
  const char *path;
  const char *body;
} office_pages[] = {
  { "/v1/meta", "{\"wire\":1}" },
  { "/v1/campaigns", OFFICE_CAMPAIGNS },
  { "/v1/campaigns/1/agents", OFFICE_AGENTS },
  { "/v1/campaigns/1/statistics", OFFICE_BOARD },
  { "/v1/campaigns/1/last-hour", OFFICE_HOUR },
  { "/v1/campaigns/2/agents", "{\"agents\":[]}" },
  { "/v1/campaigns/2/statistics", "{}" },
  { "/v1/agents", OFFICE_AGENTS },
  { "/v1/users", OFFICE_USERS },
  { "/v1/scripts", OFFICE_SCRIPTS },
  { "/v1/statistics/dashboard", OFFICE_DASHBOARD },
};

/* (transfer full): called 12607 and so on, from the first on. */
static inline json_t *
office_make_agents (Office *office, guint n)
{
  json_t *agents = json_array ();

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("%u", 12607 + office->n_made);

    json_array_append_new (agents,
                           json_pack ("{s:i, s:s}", "id", (int) (21 + office->n_made++),
                                      "name", name));
  }
  return json_pack ("{s:o}", "agents", agents);
}

static inline void
office_take (Office *office, SoupServerMessage *message, const Asked *asked)
{
  json_t *body;
  char *text;

  if (g_str_equal (asked->method, "DELETE")) {
    peer_say (message, 204, NULL);
    return;
  }
  body = json_loads (asked->body, 0, NULL);
  g_assert_nonnull (body);
  if (g_str_equal (asked->path, "/v1/agents")) {
    json_t *agents =
      office_make_agents (office, json_array_size (json_object_get (body, "passwords")));

    json_decref (body);
    body = agents;
  } else {
    json_object_set_new (body, "id", json_integer (9));
    json_object_set_new (body, "version", json_integer (4));
  }
  text = json_dumps (body, 0);
  peer_say (message, 200, text);
  free (text);
  json_decref (body);
}

/* The live stream goes on for as long as the test says something. */
static inline void
office_say (Office *office, const char *text)
{
  soup_message_body_append (soup_server_message_get_response_body (office->stream),
                            SOUP_MEMORY_COPY, text, strlen (text));
  soup_server_message_unpause (office->stream);
}

static inline void
office_begin_stream (Office *office, SoupServerMessage *message)
{
  g_set_object (&office->stream, message);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  office_say (office, "event: hello\ndata: {\"seq\":1}\n\n");
}

static inline void
office_sign_in (Office *office, SoupServerMessage *message)
{
  g_autofree char *said =
    g_strdup_printf ("{\"token\":\"t\",\"role\":\"%s\",\"name\":\"anna\"}", office->role);

  peer_say (message, 201, said);
}

static inline void
office_take_or_refuse (Office *office, SoupServerMessage *message, const Asked *asked)
{
  if (office->refuse_status != 0 && office->takes_first == 0) {
    peer_say (message, office->refuse_status, office->refuse_body);
    office->refuse_status = 0;
    return;
  }

  office_take (office, message, asked);
  office->takes_first -= MIN (office->takes_first, 1);
}

static inline void
on_office_asked (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Office *office = peer->data;

  if (g_str_equal (asked->path, "/v1/stream")) {
    office_begin_stream (office, message);
    return;
  }
  if (g_str_equal (asked->path, "/v1/sessions")) {
    office_sign_in (office, message);
    return;
  }
  if (g_str_equal (asked->path, "/v1/sessions/current")
      || g_str_equal (asked->path, "/v1/me/ping")) {
    peer_say (message, 204, NULL);
    return;
  }
  if (!g_str_equal (asked->method, "GET")) {
    office_take_or_refuse (office, message, asked);
    return;
  }

  if (office->silent && g_str_has_prefix (asked->path, "/v1/campaigns/1/")) {
    peer_say (message, 503, "{\"code\":\"busy\",\"title\":\"Not now.\"}");
    return;
  }
  if (office->assigned != NULL && g_str_equal (asked->path, "/v1/campaigns/1/agents")) {
    peer_say (message, 200, office->assigned);
    return;
  }
  if (office->board != NULL && g_str_equal (asked->path, "/v1/campaigns/1/statistics")) {
    peer_say (message, 200, office->board);
    return;
  }
  if (office->scripts != NULL && g_str_equal (asked->path, "/v1/scripts")) {
    peer_say (message, 200, office->scripts);
    return;
  }
  if (office->past != NULL && g_str_equal (asked->path, "/v1/campaigns/1/rehearsal")) {
    peer_say (message, 200, office->past);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (office_pages); i++) {
    if (g_str_equal (asked->path, office_pages[i].path)) {
      peer_say (message, 200, office_pages[i].body);
      return;
    }
  }
  peer_say (message, 404,
            "{\"code\":\"not-found\",\"title\":\"There is no such thing.\"}");
}

static inline gboolean
is_office_loaded (gpointer data)
{
  Office *office = data;

  return od_record_list_get_loaded (od_desk_get_list (office->desk, OD_DESK_CAMPAIGNS))
         && od_record_list_get_loaded (od_desk_get_list (office->desk, OD_DESK_SCRIPTS))
         && od_record_list_get_loaded (od_desk_get_list (office->desk, OD_DESK_AGENTS));
}

static inline void
on_office_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  od_desk_sign_in_finish (OD_DESK (source), result, &error);
  g_assert_no_error (error);
}

static inline gboolean
is_office_live (gpointer data)
{
  return od_desk_is_live (((Office *) data)->desk);
}

/* @role: of who signs in. */
static inline void
office_open_as (Office *office, const char *role)
{
  office->role = role;
  office->refuse_status = 0;
  office->assigned = NULL;
  office->scripts = NULL;
  office->past = NULL;
  office->silent = FALSE;
  office->stream = NULL;
  office->peer = peer_new (0, on_office_asked, office);
  office->desk = od_desk_new (office->peer->url, NULL);
  od_desk_sign_in_async (office->desk, "anna", "secret", NULL, on_office_signed_in, NULL);
  od_test_wait_until (is_office_live, office, 10, "the live stream");
  od_test_wait_until (is_office_loaded, office, 10, "the lists");
}

static inline void
office_open (Office *office)
{
  office_open_as (office, "supervisor");
}

/* Answers under way hold what asked for them. */
static inline void
office_close (Office *office)
{
  od_desk_sign_out (office->desk);
  od_test_let_go (office->desk);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  peer_free (office->peer);
  g_clear_object (&office->stream);
}

static inline OdRecord *
office_get (Office *office, OdDeskList which, gint64 id)
{
  OdRecord *record = od_record_list_find (od_desk_get_list (office->desk, which), id);

  g_assert_nonnull (record);
  return record;
}

/* The last request that wrote something; NULL: none did. */
static inline const Asked *
office_last (Office *office)
{
  for (guint i = office->peer->asked->len; i > 0; i--) {
    const Asked *asked = peer_get (office->peer, i - 1);

    if (!g_str_equal (asked->method, "GET")
        && !g_str_has_prefix (asked->path, "/v1/sessions")
        && !g_str_equal (asked->path, "/v1/me/ping"))
      return asked;
  }

  return NULL;
}

static inline GtkWidget *
office_find (GtkWidget *widget, GType type, const char *text)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)) {
    const char *own = "";

    if (GTK_IS_LABEL (widget))
      own = gtk_label_get_text (GTK_LABEL (widget));
    else if (GTK_IS_INSCRIPTION (widget))
      own = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
    else if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
      own = gtk_button_get_label (GTK_BUTTON (widget));
    if (text == NULL || g_strcmp0 (own, text) == 0)
      return widget;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = office_find (child, type, text);
  return found;
}

typedef struct {
  GtkWidget *in;
  GType type;
  const char *text;
} OfficeSight;

static inline gboolean
is_office_seen (gpointer data)
{
  OfficeSight *sight = data;

  return office_find (sight->in, sight->type, sight->text) != NULL;
}

static inline GtkWidget *
office_wait_for (GtkWidget *in, GType type, const char *text)
{
  OfficeSight sight = { in, type, text };

  od_test_wait_until (is_office_seen, &sight, 10, text);
  return office_find (in, type, text);
}
