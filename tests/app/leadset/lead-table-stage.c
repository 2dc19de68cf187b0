/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of Leadset Data have in common.
 */
#include "app/leadset/lead-table-stage.h"

#include "app/leadset/desk-stage.h"
#include "app/list/record-table.h"
#include "shared/wire/paths.h"

#define BOARD                                                                            \
  "{\"leads\":{},\"calls\":{},\"pie\":[{\"disposition\":\"SALE MADE\",\"count\":3},"     \
  "{\"disposition\":\"Null\",\"count\":2}],\"activity\":[]}"

/* A page: PAGE leads after @after; with words one lead in all and much looked at. */
static void
say_leads (TableStage *f, SoupServerMessage *message, const char *query)
{
  const char *place = strstr (query, "after=");
  gint64 after = g_ascii_strtoll (place + strlen ("after="), NULL, 10);
  gboolean few = strstr (query, "words=") != NULL;
  guint n = few ? after == 2 * PAGE : PAGE;
  g_autoptr (GString) body = g_string_new ("{\"leads\":[");

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (body,
                            "%s{\"id\":%d,\"phone\":\"4411%04d\",\"status\":\"READY\","
                            "\"dial_state\":\"ready\",\"attempts\":0,\"matching_calls\":"
                            "2,\"fields\":{\"First Name\":\"Zoë %d\"}}",
                            i > 1 ? "," : "", (int) after + (int) i,
                            (int) after + (int) i, (int) after + (int) i);
  after += PAGE;
  g_string_append_printf (body, "],\"looked_at\":2000,\"next\":");
  if (after < PAGES * PAGE && strstr (query, "disposition") == NULL)
    g_string_append_printf (body, "%d}", (int) after);
  else
    g_string_append (body, "null}");
  if (f->silent && after > PAGE)
    soup_server_message_pause (message);
  else
    peer_say (message, 200, body->str);
}

#define CALLS                                                                            \
  "{\"calls\":[{\"id\":\"c\",\"campaign\":4,\"agent\":9,\"phone\":\"44110001\","         \
  "\"queued_at_ms\":1796000000000,\"disposition\":\"BUSY\",\"corrections\":[]}]}"
#define LEAD                                                                             \
  "{\"leads\":[{\"id\":1,\"phone\":\"44110001\",\"status\":\"READY\","                   \
  "\"dial_state\":\"do-not-call\",\"attempts\":1,\"fields\":{}}],\"next\":null}"

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  TableStage *f = peer->data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  if (desk_stage_answer (message, asked,
                         "{\"leadsets\":[{\"id\":7,\"name\":\"Guide\"}]}"))
    return;
  if (strstr (asked->path, "/statistics") != NULL) {
    if (f->boardless)
      peer_say (message, 404, "{\"code\":\"gone\",\"title\":\"No such board\"}");
    else
      peer_say (message, 200, BOARD);
  } else if (strcmp (asked->path, "/v1/leads/1/calls") == 0) {
    peer_say (message, 200, CALLS);
  } else if (strcmp (asked->method, "PUT") == 0) {
    f->corrected = TRUE;
    peer_say (message, 200, "{}");
  } else if (f->corrected && g_strcmp0 (query, "prefix=44110001&limit=1") == 0) {
    peer_say (message, 200, LEAD);
  } else if (strstr (asked->path, "/leads") != NULL && query != NULL) {
    g_ptr_array_add (f->queries, g_strdup (query));
    if (f->refuses)
      peer_say (message, 400, "{\"code\":\"invalid\",\"title\":\"prefix: is wrong\"}");
    else
      say_leads (f, message, query);
  } else {
    peer_say (message, 200, "{}");
  }
}

void
table_stage_set_up (TableStage *f, gconstpointer data)
{
  f->queries = g_ptr_array_new_with_free_func (g_free);
  f->peer = peer_new (0, answer, f);
  f->desk = desk_stage_open (f->peer);
  f->window = desk_stage_show_window ();
}

void
table_stage_tear_down (TableStage *f, gconstpointer data)
{
  desk_stage_close (f->desk, f->peer);
  g_ptr_array_unref (f->queries);
}

/* --- what is seen ------------------------------------------------------------------ */

void
table_stage_await_words (TableStage *f, const char *words)
{
  od_test_await_words (GTK_WIDGET (f->table), words);
}

GListModel *
table_stage_get_rows (TableStage *f)
{
  GtkWidget *list = od_test_find_widget (GTK_WIDGET (f->table), OD_TYPE_RECORD_TABLE);

  return od_record_table_get_shown (OD_RECORD_TABLE (list));
}

static gboolean
has_rows (gpointer data)
{
  TableStage *f = data;

  return g_list_model_get_n_items (table_stage_get_rows (f)) == f->n_rows;
}

void
table_stage_await_rows (TableStage *f, guint n)
{
  f->n_rows = n;
  od_test_wait_until (has_rows, f, LIMIT_S, "the rows");
}

const char *
table_stage_get_query (TableStage *f)
{
  return g_ptr_array_index (f->queries, f->queries->len - 1);
}

static gboolean
is_asked (gpointer data)
{
  TableStage *f = data;

  return f->queries->len > 0 && strcmp (table_stage_get_query (f), f->wanted) == 0;
}

void
table_stage_await_query (TableStage *f, const char *query)
{
  f->wanted = query;
  od_test_wait_until (is_asked, f, LIMIT_S, query);
}

void
table_stage_open (TableStage *f, const char *disposition)
{
  f->table = OD_LEAD_TABLE (od_lead_table_new (GTK_WINDOW (f->window), f->desk,
                                               desk_stage_get_leadset (f->desk),
                                               disposition));
  gtk_window_present (GTK_WINDOW (f->table));
}

void
table_stage_search (TableStage *f, const char *text)
{
  GtkWidget *entry = od_test_find_widget (GTK_WIDGET (f->table), GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

gboolean
table_stage_is_closed (gpointer data)
{
  return ((TableStage *) data)->table == NULL;
}
