/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Agents, one line each, kept current by the live stream. Main thread.
 */
#include "app/supervisor/agent-list.h"

#include "app/desk/agent-view.h"
#include "app/list/list-page.h"
#include "app/supervisor/agent-words.h"
#include "app/supervisor/bulk-agents-dialog.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define TIME_CHARS 10 /* "21:34:05": digits are wider than most letters */

static char *
get_campaign (OdRecord *agent, gpointer desk)
{
  return od_list_page_dup_name (desk, OD_DESK_CAMPAIGNS,
                                od_agent_view_get_campaign (agent));
}

static gint64
get_since_number (OdRecord *agent, gpointer desk)
{
  return -od_agent_view_get_age_ms (agent, g_get_monotonic_time ());
}

static char *
get_since (OdRecord *agent, gpointer desk)
{
  return od_agent_words_dup_moment (
    od_agent_view_get_age_ms (agent, g_get_monotonic_time ()));
}

static gint64
get_ping_number (OdRecord *agent, gpointer desk)
{
  return od_agent_view_get_ping_us (agent);
}

static gint64
get_registered_number (OdRecord *agent, gpointer desk)
{
  return -od_agent_view_get_registered_ms (agent, g_get_monotonic_time ());
}

static char *
get_registered (OdRecord *agent, gpointer desk)
{
  return od_agent_words_dup_moment (
    od_agent_view_get_registered_ms (agent, g_get_monotonic_time ()));
}

static void
create (GtkWidget *page, OdDesk *desk)
{
  od_form_dialog_show_over (od_bulk_agents_dialog_new (desk), page);
}

GtkWidget *
od_agent_list_new (OdDesk *desk)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME, .title = _ ("Username") },
    { .name = "presence",
      .title = _ ("Status"),
      .text = od_agent_words_dup_presence,
      .kind = OD_LIST_CHIP,
      .css = od_agent_words_get_presence_css },
    { .name = OD_FIELD_STATE, .title = _ ("State"), .text = od_agent_words_dup_state },
    { .name = OD_FIELD_CAMPAIGN, .title = _ ("Campaign"), .text = get_campaign },
    { .name = OD_FIELD_AGE_MS,
      .title = _ ("Since"),
      .text = get_since,
      .chars = TIME_CHARS,
      .number = get_since_number },
    { .name = OD_FIELD_REGISTRAR,
      .within = OD_FIELD_PHONE,
      .title = _ ("SIP Profile"),
      .missing = "-" },
    { .name = OD_FIELD_PROTOCOL,
      .within = OD_FIELD_PHONE,
      .title = _ ("Protocol"),
      .missing = "-" },
    { .name = OD_FIELD_PING_US,
      .title = _ ("SIP Ping"),
      .text = od_agent_words_dup_ping,
      .number = get_ping_number },
    { .name = OD_FIELD_USER_AGENT,
      .within = OD_FIELD_PHONE,
      .title = _ ("Phone"),
      .missing = "-" },
    { .name = OD_FIELD_REGISTERED,
      .title = _ ("Registered"),
      .text = get_registered,
      .chars = TIME_CHARS,
      .number = get_registered_number },
  };
  const OdListPageKind kind = {
    .rows = OD_DESK_AGENTS,
    .names = OD_DESK_CAMPAIGNS,
    .title = _ ("Agents"),
    .empty_text = _ ("No agents yet: Create Bulk Agents makes the first."),
    .add_label = _ ("Create Bulk Agents"),
    .add = create,
  };

  return od_list_page_new (desk, &kind, columns, G_N_ELEMENTS (columns));
}
