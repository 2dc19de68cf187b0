/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns, one line each. Main thread.
 */
#include "app/supervisor/campaign-list.h"

#include "app/list/list-page.h"
#include "app/supervisor/campaign-board.h"
#include "app/supervisor/campaign-dialog.h"
#include "shared/model/phone-number.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define NAME_CHARS 20
/* "+442079460000": most are no longer; digits are wider than most letters. */
#define PHONE_CHARS 16

static char *
get_type (OdRecord *campaign, gpointer desk)
{
  return g_strdup (_ ("Auto Dialer"));
}

static double
get_multiplier_value (OdRecord *campaign)
{
  return json_number_value (
    json_object_get (od_record_get_body (campaign), OD_FIELD_OUTBOUND_MULTIPLIER));
}

static char *
get_multiplier (OdRecord *campaign, gpointer desk)
{
  return g_strdup_printf ("%.1f", get_multiplier_value (campaign));
}

static gint64
get_multiplier_number (OdRecord *campaign, gpointer desk)
{
  return (gint64) (get_multiplier_value (campaign) * 10.0 + 0.5);
}

static char *
get_statuses (OdRecord *campaign, gpointer desk)
{
  json_t *array = json_object_get (od_record_get_body (campaign),
                                   OD_FIELD_SOURCE_STATUSES);
  g_autoptr (GString) text = g_string_new (NULL);
  json_t *one;
  gsize i;

  json_array_foreach (array, i, one)
  {
    const char *word = json_string_value (one);

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", word != NULL ? word : "");
  }

  return g_strdup (text->len > 0 ? text->str : "-");
}

static char *
get_script (OdRecord *campaign, gpointer desk)
{
  return od_list_page_dup_name (desk, OD_DESK_SCRIPTS,
                                od_record_get_int (campaign, OD_FIELD_SCRIPT));
}

static char *
get_caller_id (OdRecord *campaign, gpointer desk)
{
  return od_phone_number_dup_shown (od_record_get_text (campaign, OD_FIELD_CALLER_ID));
}

static char *
get_ring_time (OdRecord *campaign, gpointer desk)
{
  return g_strdup_printf (_ ("%d s"),
                          (int) (od_record_get_int (campaign, OD_FIELD_RING_LIMIT_MS)
                                 / 1000));
}

static char *
format_limit (gint64 limit)
{
  return limit > 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, limit)
                   : g_strdup (_ ("Trunk"));
}

static char *
get_cps (OdRecord *campaign, gpointer desk)
{
  return format_limit (od_record_get_int (campaign, OD_FIELD_CALLS_PER_SECOND));
}

static char *
get_channels (OdRecord *campaign, gpointer desk)
{
  return format_limit (od_record_get_int (campaign, OD_FIELD_CHANNELS));
}

static void
open_campaign (OdListPage *page, OdDesk *desk, OdRecord *campaign, const char *column)
{
  od_list_page_cover (page, od_campaign_board_new (desk, campaign));
}

static void
add (GtkWidget *page, OdDesk *desk)
{
  od_form_dialog_show_over (od_campaign_dialog_new (desk, NULL), page);
}

static GtkWidget *
new_page (OdDesk *desk, const OdListColumn *columns, gsize n)
{
  const OdListPageKind kind = {
    .rows = OD_DESK_CAMPAIGNS,
    .names = OD_DESK_SCRIPTS,
    .title = _ ("Campaigns"),
    .empty_text = _ ("No campaigns yet: Add Campaign makes the first."),
    .add_label = _ ("Add Campaign"),
    .add = add,
    .open = open_campaign,
  };

  return od_list_page_new (desk, &kind, columns, n);
}

GtkWidget *
od_campaign_list_new (OdDesk *desk)
{
  /* A window of usual width has to show them all: the titles are short. */
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME,
      .title = _ ("Name"),
      .kind = OD_LIST_LINK,
      .chars = NAME_CHARS },
    { .name = OD_FIELD_ACTIVE,
      .title = _ ("State"),
      .text = od_list_page_dup_active,
      .kind = OD_LIST_CHIP,
      .css = od_list_page_get_active_css },
    { .name = OD_FIELD_TYPE, .title = _ ("Campaign Type"), .text = get_type },
    { .name = OD_FIELD_CALLER_ID,
      .title = _ ("Caller ID"),
      .text = get_caller_id,
      .chars = PHONE_CHARS },
    { .name = OD_FIELD_OUTBOUND_MULTIPLIER,
      .title = _ ("Multiplier"),
      .text = get_multiplier,
      .number = get_multiplier_number },
    { .name = OD_FIELD_SOURCE_STATUSES,
      .title = _ ("Source Status"),
      .text = get_statuses },
    { .name = OD_FIELD_SCRIPT, .title = _ ("Agent Script"), .text = get_script },
    { .name = OD_FIELD_CALLING_RULES, .title = _ ("Rules") },
    { .name = OD_FIELD_RING_LIMIT_MS,
      .title = _ ("Ring Time"),
      .text = get_ring_time,
      .counts = TRUE },
    { .name = OD_FIELD_CALLS_PER_SECOND,
      .title = _ ("CPS"),
      .text = get_cps,
      .counts = TRUE },
    { .name = OD_FIELD_CHANNELS,
      .title = _ ("Channels"),
      .text = get_channels,
      .counts = TRUE },
    { .name = "details",
      .title = _ ("Details"),
      .words = _ ("See More"),
      .kind = OD_LIST_BUTTON },
  };
  return new_page (desk, columns, G_N_ELEMENTS (columns));
}

void
od_campaign_list_open (GtkWidget *list, OdDesk *desk, gint64 id)
{
  OdRecord *campaign = od_record_list_find (od_desk_get_list (desk, OD_DESK_CAMPAIGNS),
                                            id);

  if (campaign != NULL)
    open_campaign (OD_LIST_PAGE (list), desk, campaign, OD_FIELD_NAME);
}
