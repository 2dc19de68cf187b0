/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns, one line each. An overview lies over the list, so that Back finds the list
 * as it was left: its search, its order, its place. Main thread.
 */
#include "app/supervisor/campaign-list.h"

#include "app/list/record-table.h"
#include "app/supervisor/campaign-board.h"
#include "app/supervisor/campaign-dialog.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define NAME_CHARS  12
#define PHONE_CHARS 13 /* "442079460000", and a little: most are no longer */

struct _OdCampaignList {
  AdwBin parent_instance;

  GtkStack *stack;  /* the bin's child */
  GtkWidget *list;  /* the stack's first page */
  GtkWidget *board; /* the opened campaign's; NULL: none */
  OdDesk *desk;     /* owned */
};

G_DEFINE_FINAL_TYPE (OdCampaignList, od_campaign_list, ADW_TYPE_BIN)

/* --- the columns ------------------------------------------------------------------ */

static char *
get_state (OdRecord *campaign, gpointer desk)
{
  return g_strdup (od_record_get_flag (campaign, OD_FIELD_ACTIVE) ? _ ("Active")
                                                                  : _ ("Inactive"));
}

static const char *
get_state_css (OdRecord *campaign, gpointer desk)
{
  return od_record_get_flag (campaign, OD_FIELD_ACTIVE) ? "good" : "bad";
}

static char *
get_type (OdRecord *campaign, gpointer desk)
{
  return g_strdup (_ ("Auto Dialler"));
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
  OdRecord *script = od_record_list_find (od_desk_get_list (desk, OD_DESK_SCRIPTS),
                                          od_record_get_int (campaign, OD_FIELD_SCRIPT));

  return g_strdup (script != NULL ? od_record_get_text (script, OD_FIELD_NAME) : "-");
}

static gint64
get_ring_ms (OdRecord *campaign, gpointer desk)
{
  return od_record_get_int (campaign, OD_FIELD_RING_LIMIT_MS);
}

static char *
get_ring_time (OdRecord *campaign, gpointer desk)
{
  return g_strdup_printf (_ ("%d s"), (int) (get_ring_ms (campaign, desk) / 1000));
}

/* --- what happens ----------------------------------------------------------------- */

static void
on_row_activated (OdRecordTable *list,
                  OdRecord *campaign,
                  const char *column,
                  OdCampaignList *self)
{
  od_campaign_list_open (self, campaign);
}

static void
on_refresh_asked (OdCampaignList *self)
{
  od_desk_read_list (self->desk, OD_DESK_CAMPAIGNS);
  od_desk_read_list (self->desk, OD_DESK_SCRIPTS);
}

static void
on_add_clicked (OdCampaignList *self)
{
  od_form_dialog_show_over (od_campaign_dialog_new (self->desk, NULL), GTK_WIDGET (self));
}

static void
od_campaign_list_dispose (GObject *object)
{
  OdCampaignList *self = OD_CAMPAIGN_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL); /* the columns ask the desk */
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_campaign_list_parent_class)->dispose (object);
}

static void
od_campaign_list_class_init (OdCampaignListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_campaign_list_dispose;
}

static void
od_campaign_list_init (OdCampaignList *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

static GtkWidget *
make_list (OdCampaignList *self)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME,
      .title = _ ("Name"),
      .kind = OD_LIST_LINK,
      .chars = NAME_CHARS },
    { .name = OD_FIELD_ACTIVE,
      .title = _ ("State"),
      .text = get_state,
      .kind = OD_LIST_CHIP,
      .css = get_state_css },
    { .name = OD_FIELD_TYPE, .title = _ ("Campaign Type"), .text = get_type },
    { .name = OD_FIELD_CALLER_ID, .title = _ ("Caller Id"), .chars = PHONE_CHARS },
    { .name = OD_FIELD_OUTBOUND_MULTIPLIER,
      .title = _ ("Outbound Multiplier"),
      .text = get_multiplier,
      .number = get_multiplier_number },
    { .name = OD_FIELD_SOURCE_STATUSES,
      .title = _ ("Source Status"),
      .text = get_statuses },
    { .name = OD_FIELD_SCRIPT, .title = _ ("Agent Script"), .text = get_script },
    { .name = OD_FIELD_CALLING_RULES, .title = _ ("Calling Rules") },
    { .name = OD_FIELD_RING_LIMIT_MS,
      .title = _ ("Ring Time"),
      .text = get_ring_time,
      .number = get_ring_ms },
    { .name = "details",
      .title = _ ("Details"),
      .words = _ ("See More"),
      .kind = OD_LIST_BUTTON },
  };
  OdRecordList *rows = od_desk_get_list (self->desk, OD_DESK_CAMPAIGNS);
  GtkWidget *list = od_record_table_new (_ ("Campaigns"), G_LIST_MODEL (rows), columns,
                                         G_N_ELEMENTS (columns), self->desk);
  GtkWidget *add = gtk_button_new_with_label (_ ("Add Campaign"));

  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_clicked), self);
  od_record_table_add_button (OD_RECORD_TABLE (list), add);
  od_record_table_set_empty_text (OD_RECORD_TABLE (list),
                                  _ ("No campaigns yet: Add Campaign makes the first."));
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (list, "refresh-asked", G_CALLBACK (on_refresh_asked), self);
  return list;
}

GtkWidget *
od_campaign_list_new (OdDesk *desk)
{
  OdCampaignList *self = g_object_new (OD_TYPE_CAMPAIGN_LIST, NULL);

  self->desk = g_object_ref (desk);
  self->list = make_list (self);
  gtk_stack_add_child (self->stack, self->list);
  /* A campaign tells when it changed, its script's name does not. */
  g_signal_connect_object (od_desk_get_list (desk, OD_DESK_SCRIPTS), "loaded",
                           G_CALLBACK (od_record_table_rewrite), self->list,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
od_campaign_list_open (OdCampaignList *self, OdRecord *campaign)
{
  od_campaign_list_go_back (self);
  self->board = od_campaign_board_new (self->desk, campaign);
  g_signal_connect_swapped (self->board, "back", G_CALLBACK (od_campaign_list_go_back),
                            self);
  gtk_stack_add_child (self->stack, self->board);
  gtk_stack_set_visible_child (self->stack, self->board);
}

void
od_campaign_list_go_back (OdCampaignList *self)
{
  GtkWidget *board = g_steal_pointer (&self->board);

  gtk_stack_set_visible_child (self->stack, self->list);
  if (board != NULL)
    gtk_stack_remove (self->stack, board);
}
