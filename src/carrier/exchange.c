/*
 * The exchange: SIP comes in here and becomes callees; one tick of 20 ms drives them
 * all (libre keeps timers in a sorted list: a timer for each thing would cost more
 * than the calls). Single thread, libre's.
 */
#include "carrier/exchange.h"

#include "carrier/callee.h"

#include <errno.h>

enum {
  BEAT_US = 20000,
  BUCKETS = 4096, /* of libre's hash tables; a power of two */
  /* Long enough for one retransmission of a BYE (T1 is 500 ms), no longer: who stops
   * us wants us gone. */
  FAREWELL_MS = 700,
};

struct od_exchange {
  struct od_callee_world world; /* its sip, sock, recorder are owned */
  struct sip_lsnr *lsnr;        /* owned; what sipsess does not want */
  struct od_town *town;         /* lent */
  struct list callees;          /* owned */
  struct tmr tick;
  struct tmr farewell;
  od_exchange_closed_h *closedh; /* NULL while open */
  void *arg;
};

static void
exchange_destroy (void *data)
{
  struct od_exchange *exchange = data;

  tmr_cancel (&exchange->tick);
  tmr_cancel (&exchange->farewell);
  list_flush (&exchange->callees);
  /* those that still wait for an ACK hold on to everything */
  if (exchange->world.sock)
    sipsess_close_all (exchange->world.sock);
  mem_deref (exchange->world.sock);
  mem_deref (exchange->lsnr);
  if (exchange->world.sip)
    sip_close (exchange->world.sip, true);
  mem_deref (exchange->world.sip);
  mem_deref (exchange->world.recorder);
}

static uint64_t
beat_of (int64_t now_us)
{
  return (uint64_t) (now_us / BEAT_US);
}

static void
on_tick (void *arg)
{
  struct od_exchange *exchange = arg;
  int64_t now_us = g_get_monotonic_time ();
  struct le *le = list_head (&exchange->callees);

  while (le) {
    struct od_callee *callee = le->data;

    le = le->next; /* the callee may be gone after its beat */
    od_callee_beat (callee, beat_of (now_us), now_us);
  }

  if (!list_isempty (&exchange->callees)) {
    int64_t next_us = (now_us / BEAT_US + 1) * BEAT_US - g_get_monotonic_time ();

    tmr_start (&exchange->tick, next_us > 0 ? (uint64_t) (next_us + 999) / 1000 : 0,
               on_tick, exchange);
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
  struct od_exchange *exchange = arg;
  struct od_callee *callee;
  struct od_town_fate fate;
  int err;

  if (exchange->closedh) {
    (void) sip_reply (exchange->world.sip, msg, 503, "Service Unavailable");
    return;
  }

  err = od_callee_alloc (&callee, &exchange->world, msg, &exchange->callees, on_gone,
                         exchange);
  if (err) {
    re_fprintf (stderr, "A call cannot be taken: %m.\n", err);
    (void) sip_reply (exchange->world.sip, msg, 500, "Server Internal Error");
    return;
  }

  if (!tmr_isrunning (&exchange->tick))
    tmr_start (&exchange->tick, 0, on_tick, exchange);

  od_town_draw (exchange->town, od_callee_number (callee), &fate);
  od_callee_start (callee, &fate, beat_of (g_get_monotonic_time ()));
}

/* OPTIONS, within a call or not, is how a dialer asks whether we live. */
static bool
on_request (const struct sip_msg *msg, void *arg)
{
  struct od_exchange *exchange = arg;

  if (pl_strcmp (&msg->met, "OPTIONS"))
    return false;

  (void) sip_replyf (exchange->world.sip, msg, 200, "OK",
                     "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS\r\n"
                     "Accept: application/sdp\r\n"
                     "Content-Length: 0\r\n\r\n");

  return true;
}

static int
listen_on (struct od_exchange *exchange, const struct sa *address)
{
  struct od_callee_world *world = &exchange->world;
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

  err = sipsess_listen (&world->sock, world->sip, BUCKETS, on_invite, exchange);
  if (err)
    return err;

  return sip_listen (&exchange->lsnr, world->sip, true, on_request, exchange);
}

int
od_exchange_open (struct od_exchange **exchangep,
                  const struct od_exchange_config *config,
                  struct od_town *town,
                  struct od_call_log *log)
{
  struct od_exchange *exchange;
  int err;

  if (!exchangep || !config || !town || !log)
    return EINVAL;
  if (!sa_is_loopback (&config->listen))
    return EPERM;

  exchange = mem_zalloc (sizeof (*exchange), exchange_destroy);
  if (!exchange)
    return ENOMEM;

  exchange->town = town;
  exchange->world.log = log;
  exchange->world.ports.lo = config->rtp_lo;
  exchange->world.ports.hi = config->rtp_hi;
  exchange->world.record_dir = config->record_dir;
  list_init (&exchange->callees);
  tmr_init (&exchange->tick);
  tmr_init (&exchange->farewell);
  err = config->record_dir ? od_recorder_alloc (&exchange->world.recorder) : 0;
  if (!err)
    err = listen_on (exchange, &config->listen);

  if (err)
    mem_deref (exchange);
  else
    *exchangep = exchange;

  return err;
}

const struct sa *
od_exchange_address (const struct od_exchange *exchange)
{
  return &exchange->world.laddr;
}

static void
on_farewell (void *arg)
{
  struct od_exchange *exchange = arg;

  exchange->closedh (exchange->arg);
}

void
od_exchange_close (struct od_exchange *exchange, od_exchange_closed_h *closedh, void *arg)
{
  bool quiet = list_isempty (&exchange->callees);
  struct le *le;

  if (exchange->closedh)
    return;

  exchange->closedh = closedh;
  exchange->arg = arg;
  while ((le = list_head (&exchange->callees)) != NULL)
    od_callee_close (le->data);

  tmr_start (&exchange->farewell, quiet ? 0 : FAREWELL_MS, on_farewell, exchange);
}
