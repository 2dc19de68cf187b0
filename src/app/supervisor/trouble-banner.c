/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's sentence about what keeps it from dialing, the campaigns in which more
 * people met silence than may, and those that it has stopped, with the way to each one's
 * board. Main thread.
 */
#include "app/supervisor/trouble-banner.h"

#include "app/object/signal.h"
#include "app/supervisor/abandonment.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define MAX_CAMPAIGNS 3 /* a banner is no list */

struct _OdTroubleBanner {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkBox *lines;

  OdDesk *desk; /* owned; NULL until set */
  char *text;   /* all lines; NULL: none yet */
};

G_DEFINE_FINAL_TYPE (OdTroubleBanner, od_trouble_banner, ADW_TYPE_BIN)

/* One sentence, and the campaign it is about; 0: none. */
typedef struct {
  char *words;
  gint64 campaign;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->words);
}

/* Takes @words. */
static void
add_line (GArray *lines, char *words, gint64 campaign)
{
  Line line = { words, campaign };

  g_array_append_val (lines, line);
}

static void
add_stopped (OdTroubleBanner *self, GArray *lines)
{
  GListModel *campaigns = G_LIST_MODEL (od_desk_get_list (self->desk, OD_DESK_CAMPAIGNS));
  guint n = g_list_model_get_n_items (campaigns);

  for (guint i = 0, told = 0; i < n && told < MAX_CAMPAIGNS; i++) {
    g_autoptr (OdRecord) campaign = g_list_model_get_item (campaigns, i);
    const char *why = od_record_get_text (campaign, OD_FIELD_STOPPED);

    if (why[0] == '\0')
      continue;
    add_line (lines,
              g_strdup_printf (_ ("Campaign “%s” is stopped. %s"),
                               od_record_get_text (campaign, OD_FIELD_NAME), why),
              od_record_get_id (campaign));
    told++;
  }
}

/* A campaign that goes on all the same: too few had answered for it to be stopped, or
 * somebody let it go on. */
static void
add_passed (OdTroubleBanner *self, GArray *lines)
{
  OdRecordList *campaigns = od_desk_get_list (self->desk, OD_DESK_CAMPAIGNS);
  json_t *passed = json_object_get (od_desk_get_dashboard (self->desk),
                                    OD_FIELD_CAPS_PASSED);
  guint told = 0;
  json_t *one;
  gsize i;

  json_array_foreach (passed, i, one)
  {
    gint64 id = json_integer_value (json_object_get (one, OD_FIELD_CAMPAIGN));
    OdRecord *campaign = od_record_list_find (campaigns, id);
    json_t *abandonment = json_object_get (one, OD_FIELD_ABANDONMENT);
    g_autofree char *alarm = od_abandonment_dup_alarm (abandonment);

    if (told == MAX_CAMPAIGNS)
      break;
    if (campaign == NULL || alarm == NULL
        || od_record_get_text (campaign, OD_FIELD_STOPPED)[0] != '\0')
      continue;
    /* Translators: a campaign's name, and a sentence. */
    add_line (lines,
              g_strdup_printf (_ ("Campaign “%s”: %s"),
                               od_record_get_text (campaign, OD_FIELD_NAME), alarm),
              id);
    told++;
  }
}

static GtkWidget *
make_row (gint64 campaign)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_label_new (NULL);
  GtkWidget *button;

  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), words);
  if (campaign == 0)
    return row;

  button = gtk_button_new_with_label (_ ("Show Board"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.campaign-board");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", campaign);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

/* Of whatever is said of @campaign: a button is not taken from under somebody's pointer
 * when only the figures beside it are others. */
static GtkWidget *
find_or_add_row (OdTroubleBanner *self, gint64 campaign)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->lines));

  while (row != NULL && *(gint64 *) g_object_get_data (G_OBJECT (row), "id") != campaign)
    row = gtk_widget_get_next_sibling (row);
  if (row == NULL) {
    row = make_row (campaign);
    g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&campaign, sizeof campaign),
                            g_free);
    gtk_box_append (self->lines, row);
  }
  return row;
}

/* At least one; each is about a campaign of its own, or about none. */
static void
show_lines (OdTroubleBanner *self, GArray *lines)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *last = NULL, *row;

  for (guint i = 0; i < lines->len; i++) {
    const Line *line = &g_array_index (lines, Line, i);

    row = find_or_add_row (self, line->campaign);

    gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (row)), line->words);
    gtk_box_reorder_child_after (self->lines, row, last);
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line->words);
    last = row;
  }
  while ((row = gtk_widget_get_next_sibling (last)) != NULL)
    gtk_box_remove (self->lines, row);
  g_free (self->text);
  self->text = g_strdup (text->str);
}

/* The last words stay while it folds away. */
static void
show (OdTroubleBanner *self)
{
  json_t *trouble = json_object_get (od_desk_get_dashboard (self->desk),
                                     OD_FIELD_TROUBLE);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, line_clear);
  if (json_is_string (trouble))
    add_line (lines, g_strdup (json_string_value (trouble)), 0);
  add_passed (self, lines);
  add_stopped (self, lines);
  if (lines->len > 0)
    show_lines (self, lines);
  gtk_revealer_set_reveal_child (self->revealer, lines->len > 0);
}

static void
on_campaign_changed (OdTroubleBanner *self)
{
  show (self);
}

/* Each campaign says itself when something of it is different. */
static void
on_campaigns_changed (GListModel *campaigns,
                      guint position,
                      guint removed,
                      guint added,
                      OdTroubleBanner *self)
{
  for (guint i = 0; i < added; i++) {
    g_autoptr (OdRecord) campaign = g_list_model_get_item (campaigns, position + i);

    g_signal_connect_object (campaign, "changed", G_CALLBACK (on_campaign_changed), self,
                             G_CONNECT_SWAPPED);
  }
  show (self);
}

static void
od_trouble_banner_dispose (GObject *object)
{
  OdTroubleBanner *self = OD_TROUBLE_BANNER (object);

  od_signal_leave (&self->desk, self);
  G_OBJECT_CLASS (od_trouble_banner_parent_class)->dispose (object);
}

static void
od_trouble_banner_finalize (GObject *object)
{
  g_free (OD_TROUBLE_BANNER (object)->text);
  G_OBJECT_CLASS (od_trouble_banner_parent_class)->finalize (object);
}

static void
od_trouble_banner_class_init (OdTroubleBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_trouble_banner_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_trouble_banner_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/outdial/Outdial/supervisor/"
                                               "trouble-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, OdTroubleBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, OdTroubleBanner, lines);
}

static void
od_trouble_banner_init (OdTroubleBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
od_trouble_banner_set_desk (OdTroubleBanner *self, OdDesk *desk)
{
  GListModel *campaigns;

  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (desk, "dashboard-changed", G_CALLBACK (show), self);
  campaigns = G_LIST_MODEL (od_desk_get_list (desk, OD_DESK_CAMPAIGNS));
  g_signal_connect_object (campaigns, "items-changed", G_CALLBACK (on_campaigns_changed),
                           self, 0);
  on_campaigns_changed (campaigns, 0, 0, g_list_model_get_n_items (campaigns), self);
}

const char *
od_trouble_banner_get_text (OdTroubleBanner *self)
{
  return gtk_revealer_get_reveal_child (self->revealer) ? self->text : NULL;
}
