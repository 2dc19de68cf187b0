/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The agent's telephone, as the rest of the program sees it: keeps a baresip running,
 * registered and on the line. Promises that every state is entered in move () by the
 * table of softphone-state.c, that nothing here waits, and that no password is logged.
 * Main thread.
 */
#include "app/phone/softphone.h"

#include "app/object/signal.h"
#include "app/phone/baresip-control.h"
#include "app/phone/baresip-process.h"
#include "app/phone/phone-leg.h"
#include "app/phone/sip-account.h"
#include "shared/model/thread.h"

#include <glib/gi18n.h>
#include <string.h>

#define FIRST_PAUSE_MS   250   /* before a dead child is replaced; doubles each time */
#define LONGEST_PAUSE_MS 10000 /* but no longer than this */
#define MAX_FALSE_STARTS 5     /* deaths in a row without a word: it cannot run */
#define STEADY_US        (30L * G_USEC_PER_SEC) /* ran so long: the pause is short */
#define GOODBYE_MS       1500 /* for hanging up and unregistering at the end */

struct _OdSoftphone {
  GObject parent_instance;

  char *baresip; /* the options; NULL as there */
  char *runtime_dir;
  char *source_wav;
  gboolean may_be_silent;
  char *device_dir;
  char *record_dir;
  char *listen_address;

  OdSoftphoneState state;    /* changed by move () only */
  char *reason;              /* NULL: nothing to say */
  OdSoundDeviceWatch *sound; /* NULL: STOPPED, or no sound device is needed */
  gboolean deaf;             /* BROKEN: for want of a sound device */

  OdBaresipFolder *folder;   /* NULL: STOPPED or BROKEN */
  OdBaresipProcess *process; /* NULL: no child runs */
  OdBaresipControl *control; /* NULL: no child runs */
  char *address;             /* what the running child uses; NULL: no child runs */
  guint pause;               /* source: the next child is waited for; 0: it is not */
  guint goodbye;             /* source: the end of our patience when stopping */
  guint deaths;              /* since it last ran steadily */
  guint false_starts;        /* deaths in a row before the first word */
  gint64 ready_at;           /* monotonic microseconds; 0: the child was not ready yet */

  OdSipAccount *account;  /* NULL: none */
  char *bad_account;      /* why the last account given is none; NULL: it is one */
  gboolean account_known; /* the child has been told an account */

  OdPhoneLeg *leg; /* the server's call, up or not; NULL once disposed */
};

G_DEFINE_FINAL_TYPE (OdSoftphone, od_softphone, G_TYPE_OBJECT)

static void spawn_child (OdSoftphone *self); /* a dead child is replaced by it again */

/* The only place where the state changes. @reason is taken; %NULL: nothing to say. */
static gboolean
move (OdSoftphone *self, OdSoftphoneEvent event, char *reason)
{
  g_autofree char *new_reason = reason;
  OdSoftphoneState to;

  if (!od_softphone_state_next (self->state, event, &to)) {
    g_debug ("softphone: event %d cannot happen when %s", event,
             od_softphone_state_name (self->state));
    return FALSE;
  }
  if (to == self->state && g_strcmp0 (new_reason, self->reason) == 0)
    return TRUE;
  self->state = to;
  g_free (self->reason);
  self->reason = g_steal_pointer (&new_reason);
  g_debug ("softphone: %s", od_softphone_state_name (to));
  g_signal_emit_by_name (self, "state-changed");
  return TRUE;
}

static void
tell (OdSoftphone *self, const char *command, const char *parameter)
{
  if (self->control != NULL)
    od_baresip_control_ask (self->control, command, parameter, NULL, NULL);
}

static void on_sound_changed (gpointer data); /* what was put off during the call */

static gboolean
on_call_over (gpointer data)
{
  OdSoftphone *self = data;

  if (self->state != OD_SOFTPHONE_BROKEN) /* there is nothing to lose */
    on_sound_changed (self);
  return G_SOURCE_REMOVE;
}

static void
on_leg_changed (gboolean up, gpointer data)
{
  OdSoftphone *self = data;

  if (!up && self->sound != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_call_over, g_object_ref (self),
                     g_object_unref);
  g_signal_emit_by_name (self, up ? "leg-up" : "leg-down");
}

static void
on_silence_changed (gboolean silent, gpointer data)
{
  g_debug ("softphone: %s", silent ? "no sound comes in" : "sound comes in again");
  g_signal_emit_by_name (data, "silence-changed");
}

/* --- the account ------------------------------------------------------------------ */

/* Deleting hangs up and unregisters; both leave on the wire before whatever follows. */
static void
forget_account (OdSoftphone *self)
{
  if (self->account_known)
    tell (self, "uadel", od_sip_account_get_name (self->account));
  self->account_known = FALSE;
  g_clear_pointer (&self->account, od_sip_account_free);
  g_clear_pointer (&self->bad_account, g_free);
}

static void
refuse_account (OdSoftphone *self)
{
  if (move (self, OD_SOFTPHONE_REGISTER, NULL))
    move (self, OD_SOFTPHONE_REFUSE, g_strdup (self->bad_account));
}

static void
register_account (OdSoftphone *self)
{
  tell (self, "uanew", od_sip_account_get_line (self->account));
  self->account_known = TRUE;
  move (self, OD_SOFTPHONE_REGISTER, NULL);
}

static void
take_registration_event (OdSoftphone *self, const OdBaresipEvent *event)
{
  if (strcmp (event->type, "REGISTER_OK") == 0)
    move (self, OD_SOFTPHONE_ACCEPT, NULL);
  else if (strcmp (event->type, "REGISTER_FAIL") == 0)
    move (self, OD_SOFTPHONE_REFUSE,
          od_sip_account_explain (self->account, event->detail));
}

/* --- the child -------------------------------------------------------------------- */

static void
on_event (const OdBaresipEvent *event, gpointer data)
{
  g_autoptr (OdSoftphone) self = g_object_ref (data);

  /* What an account says that is no longer ours does not matter. */
  if (self->account == NULL || self->state == OD_SOFTPHONE_STOPPING
      || g_strcmp0 (event->account, od_sip_account_get_name (self->account)) != 0)
    return;
  take_registration_event (self, event);
  od_phone_leg_take_event (self->leg, event);
}

static void
on_control_closed (gpointer data)
{
  OdSoftphone *self = data;

  /* Baresip without its channel is of no use; its exit does the rest. But one that was
   * told to quit may close it while still unregistering. */
  if (self->state != OD_SOFTPHONE_STOPPING)
    od_baresip_process_kill (self->process);
}

static void
on_first_answer (gboolean ok, const char *text, gpointer data)
{
  g_autoptr (OdSoftphone) self = g_object_ref (data);

  self->false_starts = 0;
  self->ready_at = g_get_monotonic_time ();
  if (!move (self, OD_SOFTPHONE_READY, NULL))
    return;
  /* A handler may have given an account by now, or stopped us. */
  if (self->state == OD_SOFTPHONE_IDLE && self->account != NULL)
    register_account (self);
  else if (self->state == OD_SOFTPHONE_IDLE && self->bad_account != NULL)
    refuse_account (self);
  if (self->deaths > 0)
    g_signal_emit_by_name (self, "restarted");
}

static void
break_down (OdSoftphone *self, const char *sentence)
{
  g_clear_pointer (&self->folder, od_baresip_folder_free);
  move (self, OD_SOFTPHONE_BREAK, g_strdup (sentence));
}

static gboolean
on_pause_over (gpointer data)
{
  OdSoftphone *self = data;

  self->pause = 0;
  spawn_child (self);
  return G_SOURCE_REMOVE;
}

static void
clear_child (OdSoftphone *self)
{
  g_clear_pointer (&self->control, od_baresip_control_free);
  g_clear_pointer (&self->process, od_baresip_process_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_handle_id (&self->goodbye, g_source_remove);
  self->account_known = FALSE;
}

static void
finish_stop (OdSoftphone *self)
{
  g_clear_pointer (&self->folder, od_baresip_folder_free);
  move (self, OD_SOFTPHONE_DIE, NULL);
}

static void
on_child_exit (gpointer data)
{
  g_autoptr (OdSoftphone) self = g_object_ref (data);
  guint pause_ms;

  clear_child (self);
  od_phone_leg_attach (self->leg, NULL, NULL, 0);
  /* A handler of "leg-down" may have stopped us, and even started again. */
  if (self->state == OD_SOFTPHONE_STOPPED || self->process != NULL)
    return;
  if (self->state == OD_SOFTPHONE_STOPPING) {
    finish_stop (self);
    return;
  }
  if (self->ready_at == 0 && ++self->false_starts >= MAX_FALSE_STARTS) {
    break_down (self,
                _ ("The softphone (baresip) stops as soon as it starts: reinstall the "
                   "package baresip-core"));
    return;
  }
  if (self->ready_at != 0 && g_get_monotonic_time () - self->ready_at > STEADY_US)
    self->deaths = 0;
  pause_ms = MIN (FIRST_PAUSE_MS << MIN (self->deaths, 8), LONGEST_PAUSE_MS);
  self->deaths++;
  self->ready_at = 0;
  self->pause = g_timeout_add (pause_ms, on_pause_over, self);
  g_message ("softphone: baresip ended, a new one starts in %u ms", pause_ms);
  move (self, OD_SOFTPHONE_DIE,
        g_strdup (_ ("The softphone stopped and is starting again.")));
}

static const char *
address_for (OdSoftphone *self)
{
  if (self->listen_address != NULL)
    return self->listen_address;
  if (self->account == NULL || od_sip_account_is_local (self->account))
    return "127.0.0.1";
  return "0.0.0.0";
}

static gboolean
try_spawn (OdSoftphone *self, GError **error)
{
  OdBaresipListener listener = { on_event, on_control_closed };
  const char *address = address_for (self);

  if (!od_baresip_folder_configure (self->folder, address, error))
    return FALSE;
  self->process = od_baresip_process_new (self->folder, on_child_exit, self, error);
  if (self->process == NULL)
    return FALSE;
  self->address = g_strdup (address);
  self->control = od_baresip_control_new (od_baresip_process_take_channel (self->process),
                                          listener, self);
  od_phone_leg_attach (self->leg, self->control,
                       od_baresip_folder_get_source (self->folder),
                       od_baresip_folder_get_source_seconds (self->folder));
  od_baresip_control_ask (self->control, "reginfo", NULL, on_first_answer, self);
  return TRUE;
}

static void
spawn_child (OdSoftphone *self)
{
  g_autoptr (GError) error = NULL;

  if (!try_spawn (self, &error))
    break_down (self, error->message);
}

/* It is no death, and gets no pause. FALSE: a handler stopped us, or replaced it. */
static gboolean
end_child (OdSoftphone *self, const char *why)
{
  clear_child (self);
  g_clear_handle_id (&self->pause, g_source_remove);
  od_phone_leg_attach (self->leg, NULL, NULL, 0);
  self->ready_at = 0;
  if (self->state != OD_SOFTPHONE_STARTING)
    move (self, OD_SOFTPHONE_DIE, g_strdup (why));
  return self->state == OD_SOFTPHONE_STARTING && self->process == NULL;
}

/* The address of the sound is in the configuration: another one needs another child. */
static void
replace_child (OdSoftphone *self)
{
  if (end_child (self, _ ("The softphone is starting again for this server.")))
    spawn_child (self);
}

/* --- the sound device ------------------------------------------------------------- */

/* (nullable): what became of the sound device; NULL: it is there. While somebody talks
 * baresip has it open, and needs no right to open it. */
static const char *
find_loss (OdSoftphone *self)
{
  if (od_baresip_folder_is_unplugged (self->folder, self->device_dir))
    return _ ("The microphone or the speaker is gone: plug the headset in again. "
              "No calls come until it is there.");
  if (!od_softphone_get_on_line (self)
      && od_baresip_folder_is_deaf (self->folder, self->device_dir))
    return _ ("You may not use the microphone or the speaker any more. No calls come "
              "until you may again.");

  return NULL;
}

/* Baresip says nothing of a device that was pulled out: the lead would hear nobody, and
 * nobody would know. The account stays for the device that comes. */
static void
on_sound_changed (gpointer data)
{
  g_autoptr (OdSoftphone) self = g_object_ref (data);
  gboolean other = self->folder != NULL
                   && od_baresip_folder_has_other_device (self->folder, self->device_dir);
  const char *loss = self->folder != NULL ? find_loss (self) : NULL;

  if (self->state == OD_SOFTPHONE_BROKEN && self->deaf)
    od_softphone_start (self, NULL);
  else if (loss != NULL && self->state != OD_SOFTPHONE_STOPPING
           && end_child (self, loss)) {
    self->deaf = TRUE;
    break_down (self, loss);
    if (other)
      od_softphone_start (self, NULL);
  }
}

static gboolean
on_patience_over (gpointer data)
{
  OdSoftphone *self = data;

  self->goodbye = 0;
  od_baresip_process_kill (self->process);
  return G_SOURCE_REMOVE;
}

/* --- GObject ---------------------------------------------------------------------- */

static void
od_softphone_finalize (GObject *object)
{
  OdSoftphone *self = OD_SOFTPHONE (object);

  g_clear_pointer (&self->leg, od_phone_leg_free); /* without a word */
  clear_child (self);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->sound, od_sound_device_watch_free);
  g_clear_pointer (&self->folder, od_baresip_folder_free);
  g_clear_pointer (&self->account, od_sip_account_free);
  g_free (self->baresip);
  g_free (self->runtime_dir);
  g_free (self->source_wav);
  g_free (self->device_dir);
  g_free (self->record_dir);
  g_free (self->listen_address);
  g_free (self->reason);
  g_free (self->bad_account);
  G_OBJECT_CLASS (od_softphone_parent_class)->finalize (object);
}

static void
od_softphone_class_init (OdSoftphoneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_softphone_finalize;

  od_signal_new (klass, "state-changed", 0);
  od_signal_new (klass, "leg-up", 0);
  od_signal_new (klass, "leg-down", 0);
  od_signal_new (klass, "silence-changed", 0);
  od_signal_new (klass, "restarted", 0);
}

static void
od_softphone_init (OdSoftphone *self)
{
  self->leg = od_phone_leg_new (on_leg_changed, on_silence_changed, self);
}

/* --- the door --------------------------------------------------------------------- */

OdSoftphone *
od_softphone_new (const OdSoftphoneOptions *options)
{
  OD_ASSERT_MAIN ();

  static const OdSoftphoneOptions defaults = { NULL };
  OdSoftphone *self = g_object_new (OD_TYPE_SOFTPHONE, NULL);

  if (options == NULL)
    options = &defaults;
  self->baresip = g_strdup (options->baresip);
  self->runtime_dir = g_strdup (options->runtime_dir);
  self->source_wav = g_strdup (options->source_wav);
  self->may_be_silent = options->may_be_silent;
  self->device_dir = g_strdup (options->device_dir);
  self->record_dir = g_strdup (options->record_dir);
  self->listen_address = g_strdup (options->listen_address);
  return self;
}

gboolean
od_softphone_start (OdSoftphone *self, GError **error)
{
  OD_ASSERT_MAIN ();

  OdPhoneSound sound = { self->source_wav, self->may_be_silent, self->device_dir };
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (OD_IS_SOFTPHONE (self), FALSE);
  if (!move (self, OD_SOFTPHONE_START, NULL))
    return TRUE;
  self->deaths = self->false_starts = 0;
  self->ready_at = 0;
  self->deaf = FALSE;
  if (self->sound == NULL && sound.wav == NULL && !sound.may_be_silent)
    self->sound = od_sound_device_watch_new (self->device_dir, on_sound_changed, self);
  self->folder = od_baresip_folder_new (self->baresip, self->runtime_dir, &sound,
                                        self->record_dir, &local);
  if (self->folder != NULL && try_spawn (self, &local))
    return TRUE;
  self->deaf = g_error_matches (local, OD_PHONE_ERROR, OD_PHONE_ERROR_NO_SOUND);
  break_down (self, local->message);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

void
od_softphone_set_account (OdSoftphone *self,
                          const char *registrar,
                          const char *user,
                          const char *password)
{
  OD_ASSERT_MAIN ();

  g_autoptr (GError) error = NULL;
  OdSipAccount *account;

  g_return_if_fail (OD_IS_SOFTPHONE (self));
  g_return_if_fail (registrar != NULL && user != NULL && password != NULL);
  account = od_sip_account_new (registrar, user, password, &error);
  forget_account (self);
  self->account = account;
  self->bad_account = account == NULL ? g_strdup (error->message) : NULL;
  od_phone_leg_drop (self->leg);
  if (self->account != account) /* a handler gave another one */
    return;
  if (account == NULL) {
    refuse_account (self);
  } else if (self->address != NULL && strcmp (self->address, address_for (self)) != 0) {
    replace_child (self);
  } else if (self->ready_at != 0 && self->control != NULL) {
    register_account (self);
  }
}

void
od_softphone_clear_account (OdSoftphone *self)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (OD_IS_SOFTPHONE (self));
  forget_account (self);
  od_phone_leg_drop (self->leg);
  move (self, OD_SOFTPHONE_CLEAR, NULL);
}

void
od_softphone_set_muted (OdSoftphone *self, gboolean muted)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (OD_IS_SOFTPHONE (self));
  od_phone_leg_set_muted (self->leg, muted);
}

gboolean
od_softphone_get_muted (OdSoftphone *self)
{
  OD_ASSERT_MAIN ();

  return od_phone_leg_get_muted (self->leg);
}

void
od_softphone_send_digits (OdSoftphone *self, const char *digits)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (OD_IS_SOFTPHONE (self) && digits != NULL);
  od_phone_leg_send_digits (self->leg, digits);
}

void
od_softphone_stop (OdSoftphone *self)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (OD_IS_SOFTPHONE (self));
  forget_account (self);
  g_clear_pointer (&self->sound, od_sound_device_watch_free);
  if (!move (self, OD_SOFTPHONE_STOP, NULL))
    return;
  od_phone_leg_drop (self->leg);
  g_clear_handle_id (&self->pause, g_source_remove);
  tell (self, "quit", NULL);
  if (self->process != NULL)
    self->goodbye = g_timeout_add (GOODBYE_MS, on_patience_over, self);
  else if (self->state == OD_SOFTPHONE_STOPPING)
    finish_stop (self);
}

OdSoftphoneState
od_softphone_get_state (OdSoftphone *self)
{
  OD_ASSERT_MAIN ();

  return self->state;
}

gboolean
od_softphone_get_on_line (OdSoftphone *self)
{
  OD_ASSERT_MAIN ();

  return self->leg != NULL && od_phone_leg_is_up (self->leg);
}

gboolean
od_softphone_get_silent (OdSoftphone *self)
{
  OD_ASSERT_MAIN ();

  return self->leg != NULL && od_phone_leg_is_silent (self->leg);
}

const char *
od_softphone_get_reason (OdSoftphone *self)
{
  OD_ASSERT_MAIN ();

  return self->reason;
}

pid_t
od_softphone_get_pid (OdSoftphone *self)
{
  OD_ASSERT_MAIN ();

  return self->process != NULL ? od_baresip_process_get_pid (self->process) : 0;
}
