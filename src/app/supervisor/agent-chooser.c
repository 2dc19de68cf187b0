/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names to choose from, ids to send. An agent whose name is not heard of stays assigned:
 * what is not seen is not taken away. Nor is what somebody else does meanwhile undone:
 * what was chosen here is done to who is assigned by then. Main thread.
 */
#include "app/supervisor/agent-chooser.h"

#include "app/desk/reader.h"
#include "app/form/chips-entry.h"
#include "app/object/signal.h"
#include "shared/model/event.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define PAUSE_MS 250

struct _OdAgentChooser {
  AdwBin parent_instance;

  OdChipsEntry *chips; /* the bin's child */

  OdDesk *desk;         /* owned; NULL until set */
  OdReader *reader;     /* NULL: a new campaign */
  GHashTable *assigned; /* ids the server has; NULL: not heard yet */
  GHashTable *chosen;   /* ids chosen here */
  gboolean wants_keys;  /* as soon as it can be typed in */
};

G_DEFINE_FINAL_TYPE (OdAgentChooser, od_agent_chooser, ADW_TYPE_BIN)

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

static gboolean
has_id (GHashTable *ids, gint64 id)
{
  return g_hash_table_contains (ids, &id);
}

static OdRecordList *
get_agents (OdAgentChooser *self)
{
  return od_desk_get_list (self->desk, OD_DESK_AGENTS);
}

static void
show (OdAgentChooser *self)
{
  GListModel *agents = G_LIST_MODEL (get_agents (self));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (agents); i++) {
    g_autoptr (OdRecord) agent = g_list_model_get_item (agents, i);
    gpointer name = (gpointer) od_record_get_text (agent, OD_FIELD_NAME); /* the list's */

    g_ptr_array_add (names, name);
    if (has_id (self->chosen, od_record_get_id (agent)))
      g_ptr_array_add (chosen, name);
  }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (chosen, NULL);
  od_chips_entry_set_choices (self->chips, (const char *const *) names->pdata);
  od_chips_entry_set_chosen (self->chips, (const char *const *) chosen->pdata);
  gtk_widget_set_sensitive (GTK_WIDGET (self->chips),
                            self->assigned != NULL
                              && od_record_list_get_loaded (get_agents (self)));
  if (self->wants_keys)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
is_named (char **names, OdRecord *agent)
{
  return g_strv_contains ((const char *const *) names,
                          od_record_get_text (agent, OD_FIELD_NAME));
}

static void
on_chips_changed (OdChipsEntry *chips, OdAgentChooser *self)
{
  GListModel *agents = G_LIST_MODEL (get_agents (self));
  g_auto (GStrv) names = od_chips_entry_dup_chosen (chips);

  for (guint i = 0; i < g_list_model_get_n_items (agents); i++) {
    g_autoptr (OdRecord) agent = g_list_model_get_item (agents, i);
    gint64 id = od_record_get_id (agent);

    if (is_named (names, agent))
      add_id (self->chosen, id);
    else
      g_hash_table_remove (self->chosen, &id);
  }
  g_signal_emit_by_name (self, "changed");
}

/* Returns: (transfer full) (element-type gint64): the ids in @answer. */
static GHashTable *
read_ids (json_t *answer)
{
  GHashTable *ids = new_ids ();
  json_t *agent;
  gsize i;

  json_array_foreach (json_object_get (answer, OD_FIELD_AGENTS), i, agent)
    add_id (ids, json_integer_value (json_object_get (agent, OD_FIELD_ID)));
  return ids;
}

/* Adds to @ids what is in @in and not in @but; or takes it away. */
static void
apply_difference (GHashTable *ids, GHashTable *in, GHashTable *but, gboolean add)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, in);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (g_hash_table_contains (but, id))
      continue;
    if (add)
      add_id (ids, *(gint64 *) id);
    else
      g_hash_table_remove (ids, id);
  }
}

static void
on_read (OdReader *reader, json_t *answer, OdAgentChooser *self)
{
  g_autoptr (GHashTable) chosen = read_ids (answer);

  if (self->assigned != NULL) {
    apply_difference (chosen, self->chosen, self->assigned, TRUE);
    apply_difference (chosen, self->assigned, self->chosen, FALSE);
    g_hash_table_unref (self->assigned);
  }
  self->assigned = read_ids (answer);
  g_hash_table_unref (self->chosen);
  self->chosen = g_steal_pointer (&chosen);
  show (self);
}

/* The link is up again: somebody may have changed it meanwhile. */
static void
on_refresh (OdAgentChooser *self)
{
  if (self->reader != NULL)
    od_reader_read (self->reader);
}

static void
on_news (OdDesk *desk, const char *name, gint64 id, json_t *body, OdAgentChooser *self)
{
  if (strcmp (name, od_event_kind_get_name (OD_EVENT_AGENTS_SAVED)) == 0)
    on_refresh (self);
}

static gboolean
od_agent_chooser_grab_focus (GtkWidget *widget)
{
  OdAgentChooser *self = OD_AGENT_CHOOSER (widget);

  self->wants_keys = !gtk_widget_get_sensitive (GTK_WIDGET (self->chips));
  return self->wants_keys || gtk_widget_grab_focus (GTK_WIDGET (self->chips));
}

static void
od_agent_chooser_dispose (GObject *object)
{
  OdAgentChooser *self = OD_AGENT_CHOOSER (object);

  od_reader_leave (&self->reader, self);
  od_signal_leave (&self->desk, self);
  G_OBJECT_CLASS (od_agent_chooser_parent_class)->dispose (object);
}

static void
od_agent_chooser_finalize (GObject *object)
{
  OdAgentChooser *self = OD_AGENT_CHOOSER (object);

  g_clear_pointer (&self->assigned, g_hash_table_unref);
  g_hash_table_unref (self->chosen);
  G_OBJECT_CLASS (od_agent_chooser_parent_class)->finalize (object);
}

static void
od_agent_chooser_class_init (OdAgentChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_agent_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_agent_chooser_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = od_agent_chooser_grab_focus;

  od_signal_new (klass, "changed", 0);
}

static void
od_agent_chooser_init (OdAgentChooser *self)
{
  GtkWidget *chips = od_chips_entry_new (_ ("Agents"));

  self->chips = OD_CHIPS_ENTRY (chips);
  self->chosen = new_ids ();
  gtk_widget_set_sensitive (chips, FALSE);
  g_signal_connect (chips, "changed", G_CALLBACK (on_chips_changed), self);
  adw_bin_set_child (ADW_BIN (self), chips);
}

void
od_agent_chooser_set_campaign (OdAgentChooser *self, OdDesk *desk, gint64 campaign_id)
{
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (get_agents (self), "loaded", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (desk, "refresh", G_CALLBACK (on_refresh), self);
  g_signal_connect (desk, "news", G_CALLBACK (on_news), self);
  if (campaign_id == 0) {
    self->assigned = new_ids ();
  } else {
    g_autofree char *path = od_backend_fill_id (OD_PATH_CAMPAIGN_AGENTS, campaign_id);

    self->reader = od_reader_new (od_desk_get_backend (desk), path, PAUSE_MS);
    g_signal_connect (self->reader, "read", G_CALLBACK (on_read), self);
    od_reader_read (self->reader);
  }
  show (self);
}

gboolean
od_agent_chooser_is_changed (OdAgentChooser *self)
{
  GHashTableIter iter;
  gpointer id;

  if (self->assigned == NULL)
    return FALSE;
  if (g_hash_table_size (self->assigned) != g_hash_table_size (self->chosen))
    return TRUE;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (!g_hash_table_contains (self->assigned, id))
      return TRUE;
  }

  return FALSE;
}

const char *
od_agent_chooser_get_unfinished (OdAgentChooser *self)
{
  return od_chips_entry_get_unfinished (self->chips);
}

static int
compare_ids (const void *a, const void *b)
{
  gint64 x = **(const gint64 *const *) a, y = **(const gint64 *const *) b;

  return x < y ? -1 : x > y;
}

json_t *
od_agent_chooser_make_body (OdAgentChooser *self)
{
  guint n;
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (self->chosen, &n);
  json_t *array = json_array ();

  qsort (ids, n, sizeof *ids, compare_ids); /* the same choice is the same body */
  for (guint i = 0; i < n; i++)
    json_array_append_new (array, json_integer (*(gint64 *) ids[i]));
  return json_pack ("{s:o}", OD_FIELD_AGENTS, array);
}
