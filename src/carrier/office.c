/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The office: SIP comes in here and becomes callees; one tick of 20 ms drives them
 * all (libre keeps timers in a sorted list: a timer for each thing would cost more
 * than the calls). Single thread, libre's.
 */
#include "carrier/office.h"

#include "carrier/callee.h"

#include <errno.h>

enum {
  BEAT_US = 20000,
  BUCKETS = 4096, /* of libre's hash tables; a power of two */
  /* Long enough for one retransmission of a BYE (T1 is 500 ms), no longer: who stops
   * us wants us gone. */
  FAREWELL_MS = 700,
};

struct od_office {
  struct od_callee_world world; /* its sip, sock, recorder are owned */
  struct sip_lsnr *lsnr;        /* owned; what sipsess does not want */
  struct od_town *town;         /* lent */
  struct list callees;          /* owned */
  struct tmr tick;
  struct tmr farewell;
  od_office_closed_h *closedh; /* NULL while open */
  void *arg;
};

static void
office_destroy (void *data)
{
  struct od_office *office = data;

  tmr_cancel (&office->tick);
  tmr_cancel (&office->farewell);
  list_flush (&office->callees);
  /* those that still wait for an ACK hold on to everything */
  if (office->world.sock)
    sipsess_close_all (office->world.sock);
  mem_deref (office->world.sock);
  mem_deref (office->lsnr);
  if (office->world.sip)
    sip_close (office->world.sip, true);
  mem_deref (office->world.sip);
  mem_deref (office->world.recorder);
}

static uint64_t
beat_of (int64_t now_us)
{
  return (uint64_t) (now_us / BEAT_US);
}

static void
on_tick (void *arg)
{
  struct od_office *office = arg;
  int64_t now_us = g_get_monotonic_time ();
  struct le *le = list_head (&office->callees);

  while (le) {
    struct od_callee *callee = le->data;

    le = le->next; /* the callee may be gone after its beat */
    od_callee_beat (callee, beat_of (now_us), now_us);
  }

  if (!list_isempty (&office->callees)) {
    int64_t next_us = (now_us / BEAT_US + 1) * BEAT_US - g_get_monotonic_time ();

    tmr_start (&office->tick, next_us > 0 ? (uint64_t) (next_us + 999) / 1000 : 0,
               on_tick, office);
  }
}

static void
on_gone (struct od_callee *callee, void *arg)
{
  (void) arg;
  mem_deref (callee);
}

static void
on_invite (const struct sip_msg *msg, void *arg)
{
  struct od_office *office = arg;
  struct od_callee *callee;
  struct od_town_fate fate;
  int err;

  if (office->closedh) {
    (void) sip_reply (office->world.sip, msg, 503, "Service Unavailable");
    return;
  }

  err = od_callee_alloc (&callee, &office->world, msg, &office->callees, on_gone, office);
  if (err) {
    re_fprintf (stderr, "A call cannot be taken: %m.\n", err);
    (void) sip_reply (office->world.sip, msg, 500, "Server Internal Error");
    return;
  }

  if (!tmr_isrunning (&office->tick))
    tmr_start (&office->tick, 0, on_tick, office);

  od_town_draw (office->town, od_callee_number (callee), &fate);
  od_callee_start (callee, &fate, beat_of (g_get_monotonic_time ()));
}

/* OPTIONS, within a call or not, is how a dialer asks whether we live. */
static bool
on_request (const struct sip_msg *msg, void *arg)
{
  struct od_office *office = arg;

  if (pl_strcmp (&msg->met, "OPTIONS"))
    return false;

  (void) sip_replyf (office->world.sip, msg, 200, "OK",
                     "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS\r\n"
                     "Accept: application/sdp\r\n"
                     "Content-Length: 0\r\n\r\n");

  return true;
}

static int
listen_on (struct od_office *office, const struct sa *address)
{
  struct od_callee_world *world = &office->world;
  int err;

  err = sip_alloc (&world->sip, NULL, BUCKETS, BUCKETS, BUCKETS, "outdial-carrier", NULL,
                   NULL);
  if (err)
    return err;

  err = sip_transp_add (world->sip, SIP_TRANSP_UDP, address);
  if (err)
    return err;

  err = sip_transp_laddr (world->sip, &world->laddr, SIP_TRANSP_UDP, NULL);
  if (err)
    return err;

  err = sipsess_listen (&world->sock, world->sip, BUCKETS, on_invite, office);
  if (err)
    return err;

  return sip_listen (&office->lsnr, world->sip, true, on_request, office);
}

int
od_office_open (struct od_office **officep,
                const struct od_office_config *config,
                struct od_town *town,
                struct od_call_log *log)
{
  struct od_office *office;
  int err;

  if (!officep || !config || !town || !log)
    return EINVAL;
  if (!sa_is_loopback (&config->listen))
    return EPERM;

  office = mem_zalloc (sizeof (*office), office_destroy);
  if (!office)
    return ENOMEM;

  office->town = town;
  office->world.log = log;
  office->world.ports.lo = config->rtp_lo;
  office->world.ports.hi = config->rtp_hi;
  office->world.record_dir = config->record_dir;
  list_init (&office->callees);
  tmr_init (&office->tick);
  tmr_init (&office->farewell);
  err = config->record_dir ? od_recorder_alloc (&office->world.recorder) : 0;
  if (!err)
    err = listen_on (office, &config->listen);

  if (err)
    mem_deref (office);
  else
    *officep = office;

  return err;
}

void
od_office_move (struct od_office *office, struct od_town *town)
{
  office->town = town;
}

const struct sa *
od_office_address (const struct od_office *office)
{
  return &office->world.laddr;
}

static void
on_farewell (void *arg)
{
  struct od_office *office = arg;

  office->closedh (office->arg);
}

void
od_office_close (struct od_office *office, od_office_closed_h *closedh, void *arg)
{
  bool quiet = list_isempty (&office->callees);
  struct le *le;

  if (office->closedh)
    return;

  office->closedh = closedh;
  office->arg = arg;
  while ((le = list_head (&office->callees)) != NULL)
    od_callee_close (le->data);

  tmr_start (&office->farewell, quiet ? 0 : FAREWELL_MS, on_farewell, office);
}
