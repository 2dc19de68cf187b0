/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The agent's window. After every change all of it is shown again; what is pressed is
 * asked of the shift. Nothing is decided here. Main thread.
 */
#include "app/agent/agent-window.h"

#include "app/agent/agent-header.h"
#include "app/agent/agent-shortcuts.h"
#include "app/agent/campaign-choice.h"
#include "app/agent/leaving-bar.h"
#include "app/agent/work-page.h"
#include "app/signs/link-banner.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define TICK_MS 250 /* a second that passes is seen to pass */

struct _OdAgentWindow {
  AdwApplicationWindow parent_instance;

  GtkShortcutController *keys;
  GtkLabel *user_label;
  OdLinkBanner *banner;
  OdLeavingBar *leaving;
  AdwToastOverlay *toasts;
  OdAgentHeader *header;
  GtkLabel *trouble;
  GtkLabel *unsent;
  GtkStack *pages;
  AdwStatusPage *begin;
  OdCampaignChoice *choice;
  OdWorkPage *work;

  OdDesk *desk;
  OdShift *shift;
  guint tick_id;         /* source */
  gboolean changing;     /* the agent looks for another campaign */
  gboolean could_choose; /* there was a campaign to choose */
  gboolean signing_out;  /* who leaves, leaves by Sign Out */
  gboolean free;         /* nothing keeps the window any more */
};

G_DEFINE_FINAL_TYPE (OdAgentWindow, od_agent_window, ADW_TYPE_APPLICATION_WINDOW)

/* The newest message is seen first: it does not wait behind an older one. */
static void
toast (OdAgentWindow *self, const char *sentence)
{
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  AdwToast *one = adw_toast_new (title);

  adw_toast_set_priority (one, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, one);
}

/* --- what is shown ---------------------------------------------------------------- */

/* Enter on another page must not press what lay under it: the focus starts at the first
 * widget. */
static void
turn_page (OdAgentWindow *self, const char *page)
{
  json_t *campaigns = od_duty_get_campaigns (od_shift_get_duty (self->shift));
  gboolean some = json_array_size (campaigns) > 0;
  gboolean turned = !g_str_equal (gtk_stack_get_visible_child_name (self->pages), page);

  gtk_stack_set_visible_child_name (self->pages, page);
  if (g_str_equal (page, "choice") && some && (turned || !self->could_choose))
    od_campaign_choice_focus (self->choice);
  else if (g_str_equal (page, "work") && turned && !od_work_page_focus_form (self->work))
    od_agent_header_focus (self->header);
  self->could_choose = some;
}

static void
show_page (OdAgentWindow *self)
{
  const OdDuty *duty = od_shift_get_duty (self->shift);
  const char *trouble = od_shift_get_trouble (self->shift);
  g_autofree char *escaped = g_markup_escape_text (trouble != NULL ? trouble : "", -1);
  gint64 campaign = od_shift_get_campaign (self->shift);
  guint n_open = od_paperwork_count_undisposed (od_shift_get_paperwork (self->shift));
  const char *page = "work";

  if (od_duty_get_campaigns (duty) == NULL)
    page = "begin";
  else if ((campaign == 0 || self->changing) && n_open == 0)
    page = "choice"; /* what is open from an earlier run comes first */
  adw_status_page_set_description (self->begin, escaped);
  od_campaign_choice_show (self->choice, od_duty_get_campaigns (duty),
                           campaign != 0 ? campaign : od_duty_get_campaign (duty),
                           self->changing && campaign != 0);
  turn_page (self, page);
}

/* A lost link is told by the banner. What is wrong with the phone is too long a sentence
 * for the header. */
static void
show_trouble (OdAgentWindow *self)
{
  OdHandset *handset = od_shift_get_handset (self->shift);
  OdSoftphoneState state = od_handset_get_state (handset);
  const char *trouble = od_shift_get_trouble (self->shift);

  if (trouble == NULL && (state == OD_SOFTPHONE_REFUSED || state == OD_SOFTPHONE_BROKEN))
    trouble = od_handset_get_reason (handset);
  gtk_label_set_text (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble),
                          trouble != NULL && od_desk_is_live (self->desk));
}

static void
show_unsent (OdAgentWindow *self)
{
  guint n = od_paperwork_count_unsent (od_shift_get_paperwork (self->shift));
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u saved change waits to be sent to the server.",
                               "%u saved changes wait to be sent to the server.", n),
                     n);

  gtk_label_set_text (self->unsent, n > 0 ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unsent), n > 0);
}

static void
enable (OdAgentWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_actions (OdAgentWindow *self)
{
  static const char *const of_call[] = { "hold", "mute", "keypad", "end" };
  gboolean talking = od_shift_is_talking (self->shift);
  guint n_open = od_paperwork_count_undisposed (od_shift_get_paperwork (self->shift));
  gboolean chosen = od_shift_get_campaign (self->shift) != 0;
  gboolean editing = od_work_page_get_is_editing (self->work);
  GAction *ready = g_action_map_lookup_action (G_ACTION_MAP (self), "ready");

  for (gsize i = 0; i < G_N_ELEMENTS (of_call); i++)
    enable (self, of_call[i], talking);
  enable (self, "invalid-details", talking || n_open > 0);
  enable (self, "edit", od_work_page_may_edit (self->work));
  enable (self, "save-contact", editing);
  enable (self, "ready", chosen);
  enable (self, "change-campaign", chosen && !talking && n_open == 0);
  /* The window can be closed when the server is gone; Sign Out is the server's word. */
  enable (self, "sign-out", od_shift_may_leave (self->shift) && !talking && !editing);
  g_simple_action_set_state (G_SIMPLE_ACTION (ready),
                             g_variant_new_boolean (
                               od_shift_get_wants_ready (self->shift)));
}

static void
show_leaving (OdAgentWindow *self)
{
  od_leaving_bar_show (self->leaving, od_desk_is_live (self->desk),
                       od_work_page_get_is_editing (self->work));
}

static void
show_all (OdAgentWindow *self)
{
  od_agent_header_show (self->header, self->shift, od_desk_is_live (self->desk));
  od_work_page_show (self->work);
  update_actions (self); /* what cannot be pressed takes no focus */
  show_page (self);
  show_trouble (self);
  show_unsent (self);
  show_leaving (self);
}

static gboolean
on_tick (gpointer data)
{
  od_work_page_show_times (OD_AGENT_WINDOW (data)->work);
  return G_SOURCE_CONTINUE;
}

/* --- what happens ----------------------------------------------------------------- */

/* (nullable): the open menu that has the focus. */
static GtkPopover *
find_menu (OdAgentWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL ? GTK_POPOVER (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER))
                       : NULL;
}

/* Nobody expects it: no key that is on its way may do anything to the call. */
static void
on_call_began (OdAgentWindow *self)
{
  GtkPopover *menu = find_menu (self);

  self->changing = FALSE;
  od_work_page_begin_call (self->work);
  show_all (self);
  if (menu != NULL)
    gtk_popover_popdown (menu);
  od_work_page_focus_script (self->work);
  gtk_window_present (GTK_WINDOW (self));
}

/* An open menu has all keys for itself. It gets the window's own, once: who has a menu
 * open can end the call, too. */
static void
on_focus_moved (OdAgentWindow *self)
{
  GtkPopover *menu = find_menu (self);
  GtkEventController *keys;

  if (menu == NULL || g_object_get_data (G_OBJECT (menu), "keys") != NULL)
    return;
  keys = gtk_shortcut_controller_new_for_model (G_LIST_MODEL (self->keys));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (menu), keys);
  g_object_set_data (G_OBJECT (menu), "keys", keys);
}

static void
on_chosen (OdAgentWindow *self, gint64 id)
{
  self->changing = FALSE;
  od_shift_choose_campaign (self->shift, id);
  show_all (self);
}

static void
on_stayed (OdAgentWindow *self)
{
  self->changing = FALSE;
  show_all (self);
}

static void
on_work_changed (OdAgentWindow *self)
{
  if (self->shift == NULL)
    return;
  update_actions (self);
  show_leaving (self);
}

/* A key somebody types into a field is not for the form. */
static gboolean
is_typing (OdAgentWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (GTK_IS_EDITABLE (focus))
    return gtk_editable_get_editable (GTK_EDITABLE (focus));

  return GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus));
}

static gboolean
on_key_pressed (OdAgentWindow *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *controller)
{
  return !is_typing (self)
         && od_work_page_take_key (self->work,
                                   gtk_event_controller_get_current_event (controller),
                                   keyval, state);
}

/* --- leaving ---------------------------------------------------------------------- */

static void
begin_leaving (OdAgentWindow *self, gboolean signing_out)
{
  self->signing_out = signing_out;
  od_leaving_bar_begin (self->leaving);
  show_all (self);
}

static void
on_free (OdAgentWindow *self)
{
  self->free = TRUE;
  if (self->signing_out)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.sign-out", NULL);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* It may be the pause that leaving asked for: to leave, the agent has to ask again. */
static void
on_failed (OdAgentWindow *self, const char *why)
{
  od_leaving_bar_end (self->leaving);
  toast (self, why);
}

/* Tells what is to be done first. */
static gboolean
is_kept (OdAgentWindow *self)
{
  if (od_work_page_get_is_editing (self->work)) {
    toast (self, _ ("Save or cancel what you typed about the contact first."));
    return TRUE;
  }
  if (!od_shift_may_leave (self->shift)) {
    toast (self, _ ("End the call and choose its disposition first."));
    return TRUE;
  }

  return FALSE;
}

static gboolean
on_close_request (OdAgentWindow *self)
{
  if (self->free)
    return FALSE;
  if (is_kept (self))
    return TRUE;
  if (od_shift_is_over (self->shift))
    return FALSE;

  begin_leaving (self, FALSE);
  return TRUE;
}

/* --- actions ---------------------------------------------------------------------- */

static void
hold (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OdAgentWindow *self = data;
  OdHandset *handset = od_shift_get_handset (self->shift);
  json_t *call = od_duty_get_call (od_shift_get_duty (self->shift));

  if (json_is_true (json_object_get (call, OD_FIELD_HELD)))
    od_handset_resume (handset);
  else
    od_handset_hold (handset);
}

static void
mute (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OdAgentWindow *self = data;
  OdHandset *handset = od_shift_get_handset (self->shift);

  od_handset_set_muted (handset, !od_handset_get_muted (handset));
}

static void
open_keypad (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  od_work_page_open_keypad (OD_AGENT_WINDOW (data)->work);
}

static void
end_call (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  od_handset_hang_up (od_shift_get_handset (OD_AGENT_WINDOW (data)->shift));
}

static void
flag (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  od_work_page_flag (OD_AGENT_WINDOW (data)->work);
}

static void
edit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  od_work_page_edit (OD_AGENT_WINDOW (data)->work);
}

static void
save_contact (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  od_work_page_save (OD_AGENT_WINDOW (data)->work);
}

static void
change_campaign (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OdAgentWindow *self = data;

  self->changing = TRUE;
  show_all (self);
}

static void
retry_phone (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  od_shift_retry_phone (OD_AGENT_WINDOW (data)->shift);
}

static void
sign_out (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OdAgentWindow *self = data;

  if (od_agent_window_may_go (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.sign-out", NULL);
  else
    begin_leaving (self, TRUE);
}

/* An agent who asks for calls does not leave. */
static void
change_ready (GSimpleAction *action, GVariant *state, gpointer data)
{
  OdAgentWindow *self = data;
  gboolean ready = g_variant_get_boolean (state);

  if (ready)
    od_leaving_bar_end (self->leaving);
  od_shift_set_wants_ready (self->shift, ready);
}

static const GActionEntry actions[] = {
  { "hold", hold },
  { "mute", mute },
  { "keypad", open_keypad },
  { "end", end_call },
  { "invalid-details", flag },
  { "edit", edit },
  { "save-contact", save_contact },
  { "change-campaign", change_campaign },
  { "retry-phone", retry_phone },
  { "sign-out", sign_out },
  { "ready", NULL, NULL, "false", change_ready },
};

/* --- the object ------------------------------------------------------------------- */

static void
od_agent_window_dispose (GObject *object)
{
  OdAgentWindow *self = OD_AGENT_WINDOW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->shift != NULL) {
    g_signal_handlers_disconnect_by_data (self->shift, self);
    od_work_page_save (self->work); /* a sign-in may end while somebody types */
    od_work_page_set_shift (self->work, NULL);
    od_shift_leave (self->shift);
  }
  g_clear_object (&self->shift);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (object), OD_TYPE_AGENT_WINDOW);
  G_OBJECT_CLASS (od_agent_window_parent_class)->dispose (object);
}

static void
od_agent_window_class_init (OdAgentWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_agent_window_dispose;

  g_type_ensure (OD_TYPE_LINK_BANNER);
  g_type_ensure (OD_TYPE_LEAVING_BAR);
  g_type_ensure (OD_TYPE_AGENT_HEADER);
  g_type_ensure (OD_TYPE_CAMPAIGN_CHOICE);
  g_type_ensure (OD_TYPE_WORK_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/agent/"
                                                             "agent-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, keys);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, user_label);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, leaving);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, header);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, unsent);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, begin);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, choice);
  gtk_widget_class_bind_template_child (widget_class, OdAgentWindow, work);
  gtk_widget_class_bind_template_callback (widget_class, toast);
  gtk_widget_class_bind_template_callback (widget_class, show_all);
  gtk_widget_class_bind_template_callback (widget_class, on_free);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_stayed);
  gtk_widget_class_bind_template_callback (widget_class, on_work_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
}

static void
od_agent_window_init (OdAgentWindow *self)
{
  g_autoptr (GtkShortcutsWindow) shortcuts = od_agent_shortcuts_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions),
                                   self);
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self), shortcuts);
}

OdAgentWindow *
od_agent_window_new (GtkApplication *app, OdDesk *desk, const OdShiftOptions *options)
{
  OdAgentWindow *self = g_object_new (OD_TYPE_AGENT_WINDOW, "application", app, NULL);

  self->desk = g_object_ref (desk);
  self->shift = od_shift_new (desk, options);
  gtk_label_set_text (self->user_label, od_desk_get_user (desk));
  od_link_banner_set_desk (self->banner, desk);
  od_work_page_set_shift (self->work, self->shift);
  od_leaving_bar_set_shift (self->leaving, self->shift);
  g_signal_connect_object (desk, "link-changed", G_CALLBACK (show_all), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->shift, "changed", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (self->shift, "call-began", G_CALLBACK (on_call_began), self);
  g_signal_connect_swapped (self->shift, "failed", G_CALLBACK (on_failed), self);
  self->tick_id = g_timeout_add (TICK_MS, on_tick, self);
  show_all (self);
  od_shift_start (self->shift);
  return self;
}

gboolean
od_agent_window_may_go (OdAgentWindow *self)
{
  return od_shift_is_over (self->shift) && !od_work_page_get_is_editing (self->work);
}

OdShift *
od_agent_window_get_shift (OdAgentWindow *self)
{
  return self->shift;
}
