/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who works in a campaign. Assigned is what the server's list says; waiting is what the
 * live stream says of everybody. The server is told all who are assigned at once: so one
 * removal follows the other, and nothing is read in between. Main thread.
 */
#include "app/supervisor/campaign-staff.h"

#include "app/desk/agent-view.h"
#include "app/desk/reader.h"
#include "app/list/record-table.h"
#include "app/object/figures.h"
#include "app/object/signal.h"
#include "app/supervisor/agent-pick.h"
#include "app/supervisor/agent-words.h"
#include "shared/model/event.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAUSE_MS 250
#define REMOVE   "remove" /* a column */

struct _OdCampaignStaff {
  GObject parent_instance;

  OdDesk *desk;
  OdBoardWatch *watch;
  gint64 campaign_id;
  char *path;            /* of who is assigned */
  OdReader *reader;      /* reads it */
  GHashTable *assigned;  /* ids */
  GHashTable *leaving;   /* ids of those somebody removes */
  GHashTable *sent;      /* and whom the server is being told to remove; NULL: nobody */
  gboolean known;        /* the server has said who is assigned */
  OdAgentPick *staff;    /* those */
  OdAgentPick *queue;    /* the waiting */
  GHashTable *calls;     /* an agent's id -> json_t: what the board counts of hers */
  GHashTable *positions; /* OdRecord of the queue -> its place; 1 for the first */
  OdRecordTable *staff_list; /* weak; NULL: not shown; so below */
  OdRecordTable *queue_list;
};

G_DEFINE_FINAL_TYPE (OdCampaignStaff, od_campaign_staff, G_TYPE_OBJECT)

static gboolean
is_assigned (OdRecord *agent, gpointer data)
{
  OdCampaignStaff *self = data;
  gint64 id = od_record_get_id (agent);

  return g_hash_table_contains (self->assigned, &id)
         && !g_hash_table_contains (self->leaving, &id);
}

static gboolean
is_waiting (OdRecord *agent, gpointer data)
{
  OdCampaignStaff *self = data;

  return od_agent_view_get_state (agent) == OD_AGENT_READY
         && od_agent_view_get_campaign (agent) == self->campaign_id;
}

static int
compare_waiting (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 x = od_agent_view_get_age_ms ((OdRecord *) a, now_us);
  gint64 y = od_agent_view_get_age_ms ((OdRecord *) b, now_us);

  if (x != y)
    return x > y ? -1 : 1;
  return od_record_get_id ((OdRecord *) a) < od_record_get_id ((OdRecord *) b) ? -1 : 1;
}

/* --- what the tables say ---------------------------------------------------------- */

static gint64
get_position (OdRecord *agent, gpointer data)
{
  OdCampaignStaff *self = data;

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, agent));
}

static gint64
get_waiting_ms (OdRecord *agent, gpointer data)
{
  return od_agent_view_get_age_ms (agent, g_get_monotonic_time ());
}

static char *
get_waiting (OdRecord *agent, gpointer data)
{
  gint64 waiting_ms = get_waiting_ms (agent, data);

  return waiting_ms < 0 ? g_strdup ("–") : od_figures_dup_length (waiting_ms);
}

static gint64
get_calls_field (OdCampaignStaff *self, OdRecord *agent, const char *field)
{
  gint64 id = od_record_get_id (agent);

  return json_integer_value (
    json_object_get (g_hash_table_lookup (self->calls, &id), field));
}

static gint64
get_today_number (OdRecord *agent, gpointer data)
{
  return get_calls_field (data, agent, OD_FIELD_TODAY);
}

/* Before the server was heard nobody knows. */
static char *
dup_calls (OdCampaignStaff *self, gint64 n)
{
  if (od_board_watch_get_board (self->watch) == NULL)
    return g_strdup ("–");

  return g_strdup_printf ("%'" G_GINT64_FORMAT, n);
}

static char *
get_today (OdRecord *agent, gpointer data)
{
  return dup_calls (data, get_today_number (agent, data));
}

static gint64
get_total_number (OdRecord *agent, gpointer data)
{
  return get_calls_field (data, agent, OD_FIELD_COUNT);
}

static char *
get_total (OdRecord *agent, gpointer data)
{
  return dup_calls (data, get_total_number (agent, data));
}

/* --- removing --------------------------------------------------------------------- */

static void send_removal (OdCampaignStaff *self);

/* They were assigned until now, and are again when the server refuses. */
static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OdCampaignStaff) self = data;
  g_autoptr (GHashTable) sent = g_steal_pointer (&self->sent);
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, sent);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (answer != NULL)
      g_hash_table_remove (self->assigned, id);
    g_hash_table_remove (self->leaving, id);
  }
  json_decref (answer);
  od_agent_pick_update (self->staff);
  if (error != NULL)
    g_signal_emit_by_name (self, "failed", error->message);
  if (g_hash_table_size (self->leaving) > 0)
    send_removal (self);
  else
    od_campaign_staff_read (self);
}

/* Returns: (transfer full): who stays. */
static json_t *
make_body (OdCampaignStaff *self)
{
  json_t *ids = json_array ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->assigned);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (!g_hash_table_contains (self->leaving, id))
      json_array_append_new (ids, json_integer (*(gint64 *) id));
  }

  return json_pack ("{s:o}", OD_FIELD_AGENTS, ids);
}

static GHashTable *
new_ids (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
add_id (GHashTable *ids, gint64 id)
{
  g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
}

static void
send_removal (OdCampaignStaff *self)
{
  OdBackendRequest request = { .method = "PUT", .path = self->path };
  GHashTableIter iter;
  gpointer id;

  self->sent = new_ids ();
  g_hash_table_iter_init (&iter, self->leaving);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    add_id (self->sent, *(gint64 *) id);

  od_reader_stop (self->reader); /* what it brings was true before the removal */
  request.body = make_body (self);
  od_backend_call_async (od_desk_get_backend (self->desk), &request, NULL, on_removed,
                         g_object_ref (self));
  json_decref (request.body);
}

static void
on_queue_activated (OdRecordTable *list,
                    OdRecord *agent,
                    const char *column,
                    OdCampaignStaff *self)
{
  if (!g_str_equal (column, REMOVE) || !self->known)
    return;

  add_id (self->leaving, od_record_get_id (agent));
  od_agent_pick_update (self->staff);
  if (self->sent == NULL)
    send_removal (self);
}

/* --- what happens ----------------------------------------------------------------- */

static void
say_why_nobody_is_here (OdCampaignStaff *self)
{
  const char *waiting = _ ("Waiting for the server.");
  gboolean heard = od_record_list_get_loaded (
    od_desk_get_list (self->desk, OD_DESK_AGENTS));

  if (self->staff_list != NULL)
    od_record_table_set_empty_text (self->staff_list,
                                    self->known ? _ (
                                      "No agents are assigned: Manage Agents adds them.")
                                                : waiting);
  if (self->queue_list != NULL)
    od_record_table_set_empty_text (self->queue_list,
                                    heard ? _ ("No agent waits for a call.") : waiting);
}

/* Before any list asks for a place: it connects later. */
static void
on_queue_moved (GListModel *rows,
                guint position,
                guint removed,
                guint added,
                OdCampaignStaff *self)
{
  g_hash_table_remove_all (self->positions);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    OdRecord *agent = g_list_model_get_item (rows, i);

    g_hash_table_insert (self->positions, agent, GUINT_TO_POINTER (i + 1));
  }
}

static void
on_board_changed (OdCampaignStaff *self)
{
  json_t *board = od_board_watch_get_board (self->watch);
  json_t *one;
  gsize i;

  g_hash_table_remove_all (self->calls);
  json_array_foreach (json_object_get (board, OD_FIELD_AGENT_CALLS), i, one)
  {
    gint64 id = json_integer_value (json_object_get (one, OD_FIELD_AGENT));

    g_hash_table_insert (self->calls, g_memdup2 (&id, sizeof id), json_incref (one));
  }
  od_campaign_staff_tick (self);
}

static void
on_queue_updated (OdCampaignStaff *self)
{
  say_why_nobody_is_here (self);
  od_campaign_staff_tick (self);
}

static void
on_read (OdReader *reader, json_t *answer, OdCampaignStaff *self)
{
  json_t *agent;
  gsize i;

  self->known = TRUE;
  say_why_nobody_is_here (self);
  g_hash_table_remove_all (self->assigned);
  json_array_foreach (json_object_get (answer, OD_FIELD_AGENTS), i, agent)
    add_id (self->assigned, json_integer_value (json_object_get (agent, OD_FIELD_ID)));
  od_agent_pick_update (self->staff);
}

static void
on_news (OdDesk *desk, const char *name, gint64 id, json_t *body, OdCampaignStaff *self)
{
  if (strcmp (name, od_event_kind_get_name (OD_EVENT_AGENTS_SAVED)) == 0)
    od_campaign_staff_read (self);
}

static void
on_refresh_asked (OdCampaignStaff *self)
{
  od_campaign_staff_read (self);
  od_desk_read_list (self->desk, OD_DESK_AGENTS);
}

static void
od_campaign_staff_finalize (GObject *object)
{
  OdCampaignStaff *self = OD_CAMPAIGN_STAFF (object);

  g_clear_weak_pointer (&self->staff_list);
  g_clear_weak_pointer (&self->queue_list);
  g_clear_object (&self->staff);
  od_signal_leave (&self->queue, self);
  od_reader_leave (&self->reader, self);
  od_signal_leave (&self->watch, self);
  od_signal_leave (&self->desk, self);
  g_hash_table_unref (self->assigned);
  g_hash_table_unref (self->leaving);
  g_hash_table_unref (self->calls);
  g_hash_table_unref (self->positions);
  g_free (self->path);
  G_OBJECT_CLASS (od_campaign_staff_parent_class)->finalize (object);
}

static void
od_campaign_staff_class_init (OdCampaignStaffClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_campaign_staff_finalize;

  od_signal_new (klass, "failed", 1, G_TYPE_STRING);
}

static void
od_campaign_staff_init (OdCampaignStaff *self)
{
  self->assigned = new_ids ();
  self->leaving = new_ids ();
  self->calls = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                       (GDestroyNotify) json_decref);
  self->positions = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

OdCampaignStaff *
od_campaign_staff_new (OdDesk *desk, gint64 campaign_id, OdBoardWatch *watch)
{
  OdCampaignStaff *self = g_object_new (OD_TYPE_CAMPAIGN_STAFF, NULL);

  self->desk = g_object_ref (desk);
  self->watch = g_object_ref (watch);
  self->campaign_id = campaign_id;
  self->path = od_backend_fill_id (OD_PATH_CAMPAIGN_AGENTS, campaign_id);
  self->reader = od_reader_new (od_desk_get_backend (desk), self->path, PAUSE_MS);
  self->staff = od_agent_pick_new (desk, is_assigned, NULL, self);
  self->queue = od_agent_pick_new (desk, is_waiting, compare_waiting, self);
  on_queue_moved (od_agent_pick_get_rows (self->queue), 0, 0, 0, self);
  g_signal_connect_object (od_agent_pick_get_rows (self->queue), "items-changed",
                           G_CALLBACK (on_queue_moved), self, 0);
  g_signal_connect (self->reader, "read", G_CALLBACK (on_read), self);
  g_signal_connect (desk, "news", G_CALLBACK (on_news), self);
  g_signal_connect_swapped (desk, "refresh", G_CALLBACK (od_campaign_staff_read), self);
  g_signal_connect_swapped (self->queue, "updated", G_CALLBACK (on_queue_updated), self);
  g_signal_connect_swapped (watch, "changed", G_CALLBACK (on_board_changed), self);
  od_campaign_staff_read (self);
  return self;
}

GtkWidget *
od_campaign_staff_new_agents_list (OdCampaignStaff *self)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME, .title = _ ("Name") },
    { .name = OD_FIELD_STATE,
      .title = _ ("Status"),
      .text = od_agent_words_dup_state,
      .kind = OD_LIST_CHIP,
      .css = od_agent_words_get_state_css },
  };
  GtkWidget *list = od_record_table_new (_ ("Campaign Agents"),
                                         od_agent_pick_get_rows (self->staff), columns,
                                         G_N_ELEMENTS (columns), self);

  g_set_weak_pointer (&self->staff_list, OD_RECORD_TABLE (list));
  say_why_nobody_is_here (self);
  g_signal_connect_object (list, "refresh-asked", G_CALLBACK (on_refresh_asked), self,
                           G_CONNECT_SWAPPED);
  return list;
}

GtkWidget *
od_campaign_staff_new_queue_list (OdCampaignStaff *self)
{
  const OdListColumn columns[] = {
    { .name = "position", .title = _ ("Position"), .number = get_position },
    { .name = OD_FIELD_NAME, .title = _ ("Name") },
    { .name = OD_FIELD_STATE,
      .title = _ ("Active State"),
      .text = od_agent_words_dup_state,
      .kind = OD_LIST_CHIP,
      .css = od_agent_words_get_state_css },
    { .name = OD_FIELD_AGE_MS,
      .title = _ ("Waiting"),
      .text = get_waiting,
      .number = get_waiting_ms },
    { .name = OD_FIELD_TODAY,
      .title = _ ("Calls Today"),
      .text = get_today,
      .number = get_today_number },
    { .name = OD_FIELD_COUNT,
      .title = _ ("Total Calls"),
      .text = get_total,
      .number = get_total_number },
    { .name = REMOVE,
      .title = _ ("Remove Agents"),
      .words = _ ("Remove"),
      .kind = OD_LIST_BUTTON },
  };
  GtkWidget *list = od_record_table_new (_ ("Agents in Queue"),
                                         od_agent_pick_get_rows (self->queue), columns,
                                         G_N_ELEMENTS (columns), self);

  g_set_weak_pointer (&self->queue_list, OD_RECORD_TABLE (list));
  say_why_nobody_is_here (self);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_queue_activated), self,
                           0);
  g_signal_connect_object (list, "refresh-asked", G_CALLBACK (on_refresh_asked), self,
                           G_CONNECT_SWAPPED);
  return list;
}

void
od_campaign_staff_tick (OdCampaignStaff *self)
{
  GListModel *rows = od_agent_pick_get_rows (self->queue);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (OdRecord) agent = g_list_model_get_item (rows, i);

    od_record_tell (agent);
  }
}

void
od_campaign_staff_read (OdCampaignStaff *self)
{
  if (self->sent == NULL) /* if one is under way, its answer reads */
    od_reader_read (self->reader);
}
