/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Agents, one line each, kept current by the live stream. Main thread.
 */
#include "app/supervisor/agent-list.h"

#include "app/desk/agent-view.h"
#include "app/list/record-table.h"
#include "app/supervisor/agent-words.h"
#include "app/supervisor/bulk-agents-dialog.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define MS_PER_S 1000
#define TODAY_MS (12 * 3600 * (gint64) MS_PER_S) /* longer ago needs its date */

struct _OdAgentList {
  AdwBin parent_instance;

  OdDesk *desk; /* owned */
};

G_DEFINE_FINAL_TYPE (OdAgentList, od_agent_list, ADW_TYPE_BIN)

static char *
get_presence (OdRecord *agent, gpointer desk)
{
  return od_agent_words_dup_presence (agent);
}

static const char *
get_presence_css (OdRecord *agent, gpointer desk)
{
  return od_agent_words_get_presence_css (agent);
}

static char *
get_state (OdRecord *agent, gpointer desk)
{
  return od_agent_words_dup_state (agent);
}

static char *
get_campaign (OdRecord *agent, gpointer desk)
{
  OdRecord *campaign = od_record_list_find (od_desk_get_list (desk, OD_DESK_CAMPAIGNS),
                                            od_agent_view_get_campaign (agent));

  return g_strdup (campaign != NULL ? od_record_get_text (campaign, OD_FIELD_NAME) : "-");
}

static gint64
get_since_number (OdRecord *agent, gpointer desk)
{
  return -od_agent_view_get_age_ms (agent, g_get_monotonic_time ());
}

/* The hour, not the age: it stays true without being written again every second. */
static char *
dup_hour (gint64 age_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, -(age_ms / MS_PER_S));

  if (age_ms < 0)
    return g_strdup ("-");

  return g_date_time_format (then, age_ms < TODAY_MS ? "%H:%M:%S" : "%Y-%m-%d %H:%M");
}

static char *
get_since (OdRecord *agent, gpointer desk)
{
  return dup_hour (od_agent_view_get_age_ms (agent, g_get_monotonic_time ()));
}

static char *
get_profile (OdRecord *agent, gpointer desk)
{
  return od_agent_words_dup_phone (agent, OD_FIELD_REGISTRAR);
}

static char *
get_protocol (OdRecord *agent, gpointer desk)
{
  return od_agent_words_dup_phone (agent, OD_FIELD_PROTOCOL);
}

static gint64
get_ping_number (OdRecord *agent, gpointer desk)
{
  return od_agent_view_get_ping_us (agent);
}

static char *
get_ping (OdRecord *agent, gpointer desk)
{
  return od_agent_words_dup_ping (agent);
}

static char *
get_user_agent (OdRecord *agent, gpointer desk)
{
  return od_agent_words_dup_phone (agent, OD_FIELD_USER_AGENT);
}

static gint64
get_registered_number (OdRecord *agent, gpointer desk)
{
  return -od_agent_view_get_registered_ms (agent, g_get_monotonic_time ());
}

static char *
get_registered (OdRecord *agent, gpointer desk)
{
  return dup_hour (od_agent_view_get_registered_ms (agent, g_get_monotonic_time ()));
}

static void
on_create_clicked (OdAgentList *self)
{
  od_form_dialog_show_over (od_bulk_agents_dialog_new (self->desk), GTK_WIDGET (self));
}

static void
on_refresh_asked (OdAgentList *self)
{
  od_desk_read_list (self->desk, OD_DESK_AGENTS);
}

static void
od_agent_list_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* the columns ask the desk */
  g_clear_object (&OD_AGENT_LIST (object)->desk);
  G_OBJECT_CLASS (od_agent_list_parent_class)->dispose (object);
}

static void
od_agent_list_class_init (OdAgentListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_agent_list_dispose;
}

static void
od_agent_list_init (OdAgentList *self)
{
}

GtkWidget *
od_agent_list_new (OdDesk *desk)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME, .title = _ ("Username") },
    { .name = "presence",
      .title = _ ("Status"),
      .text = get_presence,
      .kind = OD_LIST_CHIP,
      .css = get_presence_css },
    { .name = OD_FIELD_STATE, .title = _ ("State"), .text = get_state },
    { .name = OD_FIELD_CAMPAIGN, .title = _ ("Campaign"), .text = get_campaign },
    { .name = OD_FIELD_AGE_MS,
      .title = _ ("Since"),
      .text = get_since,
      .number = get_since_number },
    { .name = OD_FIELD_REGISTRAR, .title = _ ("Sip Profile"), .text = get_profile },
    { .name = OD_FIELD_PROTOCOL, .title = _ ("Protocol"), .text = get_protocol },
    { .name = OD_FIELD_PING_US,
      .title = _ ("Sip Ping"),
      .text = get_ping,
      .number = get_ping_number },
    { .name = OD_FIELD_USER_AGENT, .title = _ ("Phone"), .text = get_user_agent },
    { .name = OD_FIELD_REGISTERED,
      .title = _ ("Registered"),
      .text = get_registered,
      .number = get_registered_number },
  };
  OdAgentList *self = g_object_new (OD_TYPE_AGENT_LIST, NULL);
  OdRecordList *rows = od_desk_get_list (desk, OD_DESK_AGENTS);
  GtkWidget *list = od_record_table_new (_ ("Agents"), G_LIST_MODEL (rows), columns,
                                         G_N_ELEMENTS (columns), desk);
  GtkWidget *create = gtk_button_new_with_label (_ ("Create Bulk Agents"));

  self->desk = g_object_ref (desk);
  gtk_widget_add_css_class (create, "suggested-action");
  g_signal_connect_swapped (create, "clicked", G_CALLBACK (on_create_clicked), self);
  od_record_table_add_button (OD_RECORD_TABLE (list), create);
  od_record_table_set_empty_text (OD_RECORD_TABLE (list), _ ("No agents yet: Create Bulk "
                                                             "Agents makes the first."));
  g_signal_connect_swapped (list, "refresh-asked", G_CALLBACK (on_refresh_asked), self);
  g_signal_connect_object (od_desk_get_list (desk, OD_DESK_CAMPAIGNS), "loaded",
                           G_CALLBACK (od_record_table_rewrite), list, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), list);
  return GTK_WIDGET (self);
}
