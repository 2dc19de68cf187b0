/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wall between the main thread and the switch thread. Asks go in through a queue that
 * an mqueue wakes; facts come out as sources attached to the main context. Nothing but
 * plain copied data crosses. The functions of the door run on the main thread; what runs
 * on the switch thread says so.
 */
#include "daemon/switch/switch.h"

#include "daemon/switch/sip-digest.h"
#include "daemon/switch/switchboard.h"
#include "shared/model/thread.h"

#define DEBUG_MODULE "switch" /* re_dbg.h wants both; we only call dbg_init () */
#define DEBUG_LEVEL  0
#include <errno.h>
#include <re_dbg.h>
#include <string.h>
#include <sys/resource.h>

#define MAX_FDS 65536 /* libre has a table of them, whatever the system would allow */

struct _OdSwitch {
  int refs; /* atomic: the owner's and one for each fact under way */
  GMainContext *context;
  OdSwitchFactFunc on_fact; /* NULL once freed: late facts go nowhere */
  gpointer user_data;
  GThread *thread;
  GAsyncQueue *asks;   /* OdAsk, owned */
  GAsyncQueue *ready;  /* the errno of the start plus 1; later, any: free was asked */
  struct mqueue *bell; /* rung after each ask; NULL if the start failed */
  struct od_switchboard *board; /* the switch thread's; NULL if the start failed */
  OdSwitchSetup setup;
  char *sip_advertise;
  const char *culprit; /* which setting the start failed for */
  char *sip_address;
  char *advertised; /* host:port that phones are told */
  char *trunk_address;
};

/* A fact on its way to the main thread. */
typedef struct {
  OdSwitch *self; /* a reference */
  OdFactCopy copy;
} Parcel;

G_DEFINE_QUARK (od_switch_error, od_switch_error)

static void
od_switch_unref (OdSwitch *self)
{
  if (!g_atomic_int_dec_and_test (&self->refs))
    return;

  g_async_queue_unref (self->asks);
  g_async_queue_unref (self->ready);
  g_main_context_unref (self->context);
  g_free (self->sip_advertise);
  g_free (self->sip_address);
  g_free (self->advertised);
  g_free (self->trunk_address);
  g_free (self);
}

static void
ask_free (gpointer data)
{
  OdAsk *ask = data;

  g_free (ask->text);
  od_originate_copy_free (ask->originate);
  g_free (ask);
}

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  od_fact_copy_clear (&parcel->copy);
  od_switch_unref (parcel->self);
  g_free (parcel);
}

/* Outgoing wall: runs on the main thread. */
static gboolean
deliver_fact (gpointer data)
{
  Parcel *parcel = data;

  if (parcel->self->on_fact != NULL)
    parcel->self->on_fact (&parcel->copy.fact, parcel->self->user_data);
  return G_SOURCE_REMOVE;
}

/* Still on the switch thread. An attached source always runs on the main thread;
 * g_main_context_invoke() would run here whenever the main loop is not turning. */
static void
on_fact (const OdFact *fact, void *arg)
{
  OdSwitch *self = arg;
  g_autoptr (GSource) source = g_idle_source_new ();
  Parcel *parcel = g_new (Parcel, 1);

  g_atomic_int_inc (&self->refs);
  parcel->self = self;
  od_fact_copy_init (&parcel->copy, fact);
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, deliver_fact, parcel, parcel_free);
  g_source_attach (source, self->context);
}

/* Incoming wall: runs on the switch thread. One ring may stand for many asks. */
static void
on_bell (int id, void *data, void *arg)
{
  OdSwitch *self = arg;
  OdAsk *ask;

  while ((ask = g_async_queue_try_pop (self->asks)) != NULL) {
    od_switchboard_ask (self->board, ask);
    ask_free (ask);
  }
}

/* What libre may use: descriptors are numbers, and others of the program have them, too.
 */
static int
count_fds (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return MAX_FDS;

  return (int) MIN (limit.rlim_cur, MAX_FDS);
}

/* Runs on the switch thread. */
static int
open_board (OdSwitch *self)
{
  int err;

  /* The default of 128 would end at 60 calls, and the tables can only be sized once. */
  (void) fd_setsize (0);
  err = fd_setsize (count_fds ());
  if (err)
    return err;

  err = mqueue_alloc (&self->bell, on_bell, self);
  if (err)
    return err;

  return od_switchboard_alloc (&self->board, &self->setup, on_fact, self, &self->culprit);
}

/* The switch thread. NULL to re_main(): signals are the main thread's. */
static gpointer
run_switch (gpointer data)
{
  OdSwitch *self = data;
  int err;

  od_thread_become (OD_THREAD_SWITCH);
  err = re_thread_init ();
  if (err == 0) {
    err = open_board (self);
    g_async_queue_push (self->ready, GINT_TO_POINTER (err + 1));
    if (err == 0) {
      (void) re_main (NULL);
      g_async_queue_pop (self->ready); /* the main thread's hand has left the bell */
    }
    self->board = mem_deref (self->board);
    self->bell = mem_deref (self->bell);
    re_thread_close ();
  } else {
    g_async_queue_push (self->ready, GINT_TO_POINTER (err + 1));
  }

  return NULL;
}

static gboolean
read_address (struct sa *sa, const char *text, const char *setting, GError **error)
{
  if (text != NULL && sa_decode (sa, text, strlen (text)) == 0)
    return TRUE;

  g_set_error (error, OD_SWITCH_ERROR, OD_SWITCH_ERROR_ADDRESS,
               "%s “%s” is no address: write it as 127.0.0.1:5060", setting,
               text != NULL ? text : "");
  return FALSE;
}

static gboolean
read_config (OdSwitch *self, const OdSwitchConfig *config, GError **error)
{
  OdSwitchSetup *setup = &self->setup;
  const char *rtp = config->rtp_address != NULL ? config->rtp_address : "";

  if (!read_address (&setup->sip_listen, config->sip_listen, "sip_listen", error)
      || !read_address (&setup->trunk_listen, config->trunk_listen, "trunk_listen",
                        error))
    return FALSE;

  sa_init (&setup->trunk_host, AF_UNSPEC);
  if (config->trunk_host != NULL
      && !read_address (&setup->trunk_host, config->trunk_host, "host", error))
    return FALSE;
  if (sa_set_str (&setup->rtp_address, rtp, 0) != 0) {
    g_set_error (error, OD_SWITCH_ERROR, OD_SWITCH_ERROR_ADDRESS,
                 "rtp_address “%s” is no address: write it as 127.0.0.1", rtp);
    return FALSE;
  }

  if (config->rtp_port_max < config->rtp_port_min
      || (config->rtp_port_max == config->rtp_port_min
          && config->rtp_port_min % 2 == 1)) {
    g_set_error (error, OD_SWITCH_ERROR, OD_SWITCH_ERROR_ADDRESS,
                 "rtp_ports %u-%u holds no even port: audio needs one a call",
                 config->rtp_port_min, config->rtp_port_max);
    return FALSE;
  }

  self->sip_advertise = g_strdup (config->sip_advertise);
  setup->sip_advertise = self->sip_advertise;
  setup->rtp_port_min = config->rtp_port_min;
  setup->rtp_port_max = config->rtp_port_max;
  return TRUE;
}

static const char *
get_address (const OdSwitchConfig *config, const char *setting)
{
  if (g_strcmp0 (setting, "sip_listen") == 0)
    return config->sip_listen;

  return g_strcmp0 (setting, "rtp_address") == 0 ? config->rtp_address
                                                 : config->trunk_listen;
}

static void
explain_start (OdSwitch *self, int err, const OdSwitchConfig *config, GError **error)
{
  const char *setting = self->culprit;
  const char *address = get_address (config, setting);

  if (setting == NULL)
    g_set_error (error, OD_SWITCH_ERROR, OD_SWITCH_ERROR_SYSTEM,
                 "The telephone side cannot start: %s", g_strerror (err));
  else if (err == EADDRINUSE)
    g_set_error (error, OD_SWITCH_ERROR, OD_SWITCH_ERROR_IN_USE,
                 "Port %s is in use: set another %s", address, setting);
  else if (err == EADDRNOTAVAIL)
    g_set_error (error, OD_SWITCH_ERROR, OD_SWITCH_ERROR_ADDRESS,
                 "%s %s is no address of this machine: “ip address” shows those it has",
                 setting, address);
  else
    g_set_error (error, OD_SWITCH_ERROR, OD_SWITCH_ERROR_ADDRESS,
                 "%s %s cannot be listened on: %s", setting, address, g_strerror (err));
}

static char *
print_address (const struct sa *sa)
{
  char text[64];

  re_snprintf (text, sizeof (text), "%J", sa);
  return g_strdup (text);
}

/* Once for the process. Its warnings go to standard error in colours and say nothing that
 * we do not report ourselves. */
static void
init_libre (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;

  (void) libre_init ();
  dbg_init (DBG_ERR, DBG_NONE);
  g_once_init_leave (&done, 1);
}

/* What phones are told may be a host alone; the port is then the real one. */
static char *
make_advertised (OdSwitch *self)
{
  const char *said = self->sip_advertise;

  if (said == NULL)
    return g_strdup (self->sip_address);
  if (strchr (said, ':') != NULL)
    return g_strdup (said);

  return g_strconcat (said, strrchr (self->sip_address, ':'), NULL);
}

OdSwitch *
od_switch_new_with_limits (const OdSwitchConfig *config,
                           const OdSwitchLimits *limits,
                           OdSwitchFactFunc on_fact_func,
                           gpointer user_data,
                           GError **error)
{
  OdSwitch *self = g_new0 (OdSwitch, 1);
  int err;

  OD_ASSERT_MAIN ();
  init_libre ();
  self->refs = 1;
  self->context = g_main_context_ref_thread_default ();
  self->on_fact = on_fact_func;
  self->user_data = user_data;
  self->asks = g_async_queue_new_full (ask_free);
  self->ready = g_async_queue_new ();
  self->setup.limits = *limits;
  if (!read_config (self, config, error)) {
    od_switch_unref (self);
    return NULL;
  }

  self->thread = g_thread_new ("switch", run_switch, self);
  err = GPOINTER_TO_INT (g_async_queue_pop (self->ready)) - 1;
  if (err != 0) {
    g_thread_join (self->thread);
    explain_start (self, err, config, error);
    od_switch_unref (self);
    return NULL;
  }

  self->sip_address = print_address (od_switchboard_get_sip_address (self->board));
  self->advertised = make_advertised (self);
  self->trunk_address = print_address (od_switchboard_get_trunk_address (self->board));
  return self;
}

OdSwitch *
od_switch_new (const OdSwitchConfig *config,
               OdSwitchFactFunc on_fact_func,
               gpointer user_data,
               GError **error)
{
  OdSwitchLimits limits = od_switch_limits_default ();

  OD_ASSERT_MAIN ();
  return od_switch_new_with_limits (config, &limits, on_fact_func, user_data, error);
}

const char *
od_switch_get_sip_address (OdSwitch *self)
{
  OD_ASSERT_MAIN ();
  return self->sip_address;
}

const char *
od_switch_get_advertised_address (OdSwitch *self)
{
  OD_ASSERT_MAIN ();
  return self->advertised;
}

const char *
od_switch_get_trunk_address (OdSwitch *self)
{
  OD_ASSERT_MAIN ();
  return self->trunk_address;
}

/* Takes @ask. A full pipe (EAGAIN) is as good as a ring: the bell is ringing already. */
static void
push (OdSwitch *self, OdAsk ask)
{
  g_async_queue_push (self->asks, g_memdup2 (&ask, sizeof (ask)));
  (void) mqueue_push (self->bell, 0, NULL);
}

void
od_switch_add_phone (OdSwitch *self, const char *user, const char *password)
{
  OdAsk ask = { .kind = OD_ASK_ADD_PHONE, .text = g_strdup (user) };

  OD_ASSERT_MAIN ();
  od_sip_digest_make_ha1 (user, password, ask.ha1);
  push (self, ask);
}

void
od_switch_add_phone_digest (OdSwitch *self, const char *user, const char *ha1)
{
  OdAsk ask = { .kind = OD_ASK_ADD_PHONE, .text = g_strdup (user) };

  OD_ASSERT_MAIN ();
  g_return_if_fail (str_hex (ask.ha1, sizeof ask.ha1, ha1) == 0);
  push (self, ask);
}

void
od_switch_remove_phone (OdSwitch *self, const char *user)
{
  OD_ASSERT_MAIN ();
  push (self, (OdAsk){ .kind = OD_ASK_REMOVE_PHONE, .text = g_strdup (user) });
}

void
od_switch_call_phone (OdSwitch *self, OdLegId leg, const char *user)
{
  OD_ASSERT_MAIN ();
  g_return_if_fail (leg != 0);
  push (self, (OdAsk){ .kind = OD_ASK_CALL_PHONE, .leg = leg, .text = g_strdup (user) });
}

void
od_switch_originate (OdSwitch *self, OdLegId leg, const OdOriginate *originate)
{
  OD_ASSERT_MAIN ();
  g_return_if_fail (leg != 0 && originate->wait_limit_ms > 0);
  push (self, (OdAsk){ .kind = OD_ASK_ORIGINATE,
                       .leg = leg,
                       .originate = od_originate_copy_new (originate) });
}

void
od_switch_bridge (OdSwitch *self, OdLegId lead, OdLegId agent)
{
  OD_ASSERT_MAIN ();
  push (self, (OdAsk){ .kind = OD_ASK_BRIDGE, .leg = lead, .agent = agent });
}

void
od_switch_hold (OdSwitch *self, OdLegId lead, gboolean held)
{
  OD_ASSERT_MAIN ();
  push (self, (OdAsk){ .kind = OD_ASK_HOLD, .leg = lead, .flag = held });
}

void
od_switch_send_digits (OdSwitch *self, OdLegId leg, const char *digits)
{
  OD_ASSERT_MAIN ();
  push (self, (OdAsk){ .kind = OD_ASK_DIGITS, .leg = leg, .text = g_strdup (digits) });
}

void
od_switch_hang_up (OdSwitch *self, OdLegId leg, OdEndReason reason)
{
  OD_ASSERT_MAIN ();
  g_return_if_fail (reason != OD_END_NONE);
  push (self, (OdAsk){ .kind = OD_ASK_HANG_UP, .leg = leg, .reason = reason });
}

void
od_switch_give_up (OdSwitch *self, OdLegId leg)
{
  OD_ASSERT_MAIN ();
  push (self, (OdAsk){ .kind = OD_ASK_GIVE_UP, .leg = leg });
}

OdSwitchFigures
od_switch_get_figures (OdSwitch *self)
{
  OD_ASSERT_MAIN ();
  return od_switchboard_get_figures (self->board);
}

void
od_switch_free (OdSwitch *self, gboolean drain)
{
  OD_ASSERT_MAIN ();
  self->on_fact = NULL;
  push (self, (OdAsk){ .kind = OD_ASK_STOP, .flag = drain });
  g_async_queue_push (self->ready, self);
  g_thread_join (self->thread);
  od_switch_unref (self);
}
