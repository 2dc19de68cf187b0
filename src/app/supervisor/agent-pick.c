/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of some agents. However fast the live stream tells, all agents are looked
 * through at most ten times a second, and the rows that stay are not touched. Main
 * thread.
 */
#include "app/supervisor/agent-pick.h"

#include "app/object/signal.h"
#include "shared/wire/paths.h"

#include <gio/gio.h>
#include <string.h>

#define GATHER_MS 100

struct _OdAgentPick {
  GObject parent_instance;

  OdDesk *desk;
  OdRecordList *agents; /* the desk's */
  GListStore *rows;
  gboolean (*wants) (OdRecord *agent, gpointer data);
  GCompareDataFunc compare;
  gpointer data;
  guint gather_id; /* source; 0: nothing waits */
};

G_DEFINE_FINAL_TYPE (OdAgentPick, od_agent_pick, G_TYPE_OBJECT)

static gboolean
on_gathered (gpointer data)
{
  OdAgentPick *self = data;

  self->gather_id = 0;
  od_agent_pick_update (self);
  return G_SOURCE_REMOVE;
}

static void
update_soon (OdAgentPick *self)
{
  if (self->gather_id == 0)
    self->gather_id = g_timeout_add (GATHER_MS, on_gathered, self);
}

static void
on_news (OdDesk *desk, const char *name, gint64 id, json_t *body, OdAgentPick *self)
{
  if (strcmp (name, OD_NEWS_AGENT) == 0)
    update_soon (self);
}

static void
on_list_loaded (OdAgentPick *self)
{
  update_soon (self);
}

static void
od_agent_pick_finalize (GObject *object)
{
  OdAgentPick *self = OD_AGENT_PICK (object);

  g_clear_handle_id (&self->gather_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->agents, self);
  od_signal_leave (&self->desk, self);
  g_object_unref (self->rows);
  G_OBJECT_CLASS (od_agent_pick_parent_class)->finalize (object);
}

static void
od_agent_pick_class_init (OdAgentPickClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_agent_pick_finalize;

  od_signal_new (klass, "updated", 0);
}

static void
od_agent_pick_init (OdAgentPick *self)
{
  self->rows = g_list_store_new (OD_TYPE_RECORD);
}

OdAgentPick *
od_agent_pick_new (OdDesk *desk,
                   gboolean (*wants) (OdRecord *agent, gpointer data),
                   GCompareDataFunc compare,
                   gpointer data)
{
  OdAgentPick *self = g_object_new (OD_TYPE_AGENT_PICK, NULL);

  self->desk = g_object_ref (desk);
  self->agents = od_desk_get_list (desk, OD_DESK_AGENTS);
  self->wants = wants;
  self->compare = compare;
  self->data = data;
  g_signal_connect (desk, "news", G_CALLBACK (on_news), self);
  g_signal_connect_swapped (self->agents, "loaded", G_CALLBACK (on_list_loaded), self);
  od_agent_pick_update (self);
  return self;
}

GListModel *
od_agent_pick_get_rows (OdAgentPick *self)
{
  return G_LIST_MODEL (self->rows);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  OdAgentPick *self = data;

  return self->compare (*(OdRecord *const *) a, *(OdRecord *const *) b, self->data);
}

static GPtrArray *
pick (OdAgentPick *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *all = G_LIST_MODEL (self->agents);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (OdRecord) agent = g_list_model_get_item (all, i);

    if (self->wants (agent, self->data))
      g_ptr_array_add (rows, g_steal_pointer (&agent));
  }
  if (self->compare != NULL)
    g_ptr_array_sort_with_data (rows, compare_rows, self);
  return rows;
}

static gpointer
row_at (OdAgentPick *self, guint i)
{
  g_autoptr (OdRecord) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

  return row; /* the store still holds it */
}

void
od_agent_pick_update (OdAgentPick *self)
{
  g_autoptr (GPtrArray) rows = pick (self);
  guint old = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint head = 0, tail = 0;
  guint shorter = MIN (old, rows->len);

  while (head < shorter && row_at (self, head) == rows->pdata[head])
    head++;
  while (tail < shorter - head
         && row_at (self, old - 1 - tail) == rows->pdata[rows->len - 1 - tail])
    tail++;
  if (old - head - tail > 0 || rows->len - head - tail > 0)
    g_list_store_splice (self->rows, head, old - head - tail, rows->pdata + head,
                         rows->len - head - tail);
  g_signal_emit_by_name (self, "updated");
}
