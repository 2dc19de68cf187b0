/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The switch thread's side of the wall: answers asks, routes SIP messages to their legs
 * and turns the 20 ms clock. No INVITE from outside is ever taken: phones and carriers
 * are called, they do not call. Runs on the switch thread.
 */
#include "daemon/switch/switchboard.h"

#include "daemon/switch/leg.h"
#include "daemon/switch/noise.h"
#include "daemon/switch/phone-door.h"
#include "daemon/switch/registrar.h"
#include "daemon/switch/sip-call.h"
#include "daemon/switch/sip-trunk.h"
#include "shared/model/thread.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define TICK_NS      20000000 /* one G.711 packet */
#define EXPIRE_TICKS 50       /* bindings are looked at once a second */
#define STOP_US      1800000  /* for BYEs to be confirmed; the door promises 2 s */

struct od_switchboard {
  OdSwitchgear gear;
  struct od_phone_door *door;
  struct od_registrar *registrar;
  GHashTable *legs;     /* OdLegId* (in the leg's Line) -> Line, owns */
  GHashTable *call_ids; /* Call-ID (the leg's) -> struct od_leg, borrowed */
  struct sip_lsnr *lsnrs[4];
  int tick_fd; /* a timerfd: libre's own timers are a list of milliseconds */
  guint64 ticks;
  gint64 stop_by_us; /* 0: not stopping */
  _Atomic guint n_legs;
};

/* A leg with its key. */
typedef struct {
  guint64 id;
  struct od_leg *leg;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  mem_deref (line->leg);
  g_free (line);
}

static void
board_destroy (void *data)
{
  struct od_switchboard *board = data;

  if (board->tick_fd >= 0) {
    fd_close (board->tick_fd);
    (void) close (board->tick_fd);
  }

  g_clear_pointer (&board->call_ids, g_hash_table_unref);
  g_clear_pointer (&board->legs, g_hash_table_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (board->lsnrs); i++)
    mem_deref (board->lsnrs[i]);
  mem_deref (board->registrar);
  mem_deref (board->door);
  od_switchgear_close (&board->gear);
}

static struct od_leg *
find_leg (struct od_switchboard *board, OdLegId id)
{
  Line *line = g_hash_table_lookup (board->legs, &id);

  return line ? line->leg : NULL;
}

static void
add_leg (struct od_switchboard *board, struct od_leg *leg)
{
  Line *line = g_new (Line, 1);

  line->id = od_leg_get_id (leg);
  line->leg = leg;
  g_hash_table_insert (board->legs, &line->id, line);
  g_hash_table_insert (board->call_ids,
                       (gpointer) od_sip_call_get_id (od_leg_get_call (leg)), leg);
  atomic_store (&board->n_legs, g_hash_table_size (board->legs));
}

static void
sweep (struct od_switchboard *board)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, board->legs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    struct od_leg *leg = ((Line *) value)->leg;

    if (od_leg_is_gone (leg)) {
      g_hash_table_remove (board->call_ids, od_sip_call_get_id (od_leg_get_call (leg)));
      g_hash_table_iter_remove (&iter);
    }
  }
  atomic_store (&board->n_legs, g_hash_table_size (board->legs));
}

/* What only listens for late answers is not waited for. */
static bool
is_quiet (struct od_switchboard *board)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, board->legs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (!od_leg_is_quiet (((Line *) value)->leg))
      return false;
  }

  return true;
}

static void
on_tick (int flags, void *arg)
{
  struct od_switchboard *board = arg;
  gint64 now_us = g_get_monotonic_time ();
  guint64 expirations;
  GHashTableIter iter;
  gpointer value;

  if (read (board->tick_fd, &expirations, sizeof (expirations)) < 0)
    return;

  g_hash_table_iter_init (&iter, board->legs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    od_leg_tick (((Line *) value)->leg, now_us);

  sweep (board);
  if (++board->ticks % EXPIRE_TICKS == 0) {
    od_registrar_look_round (board->registrar, now_us);
    od_phone_door_look_round (board->door, now_us);
    od_noise_tell (now_us);
  }
  if (board->stop_by_us > 0 && (now_us >= board->stop_by_us || is_quiet (board)))
    re_cancel ();
}

static struct od_leg *
find_call (struct od_switchboard *board, const struct sip_msg *msg)
{
  g_autofree char *call_id = NULL;

  if (!pl_isset (&msg->callid))
    return NULL;

  call_id = g_strndup (msg->callid.p, msg->callid.l);
  return g_hash_table_lookup (board->call_ids, call_id);
}

/* What both sides have in common; FALSE when @msg belongs to no leg. */
static bool
answer_request (struct od_switchboard *board, struct sip *sip, const struct sip_msg *msg)
{
  struct od_leg *leg = find_call (board, msg);

  if (leg && od_sip_call_request (od_leg_get_call (leg), msg))
    return true;

  if (!pl_strcmp (&msg->met, "ACK"))
    return true;

  if (!pl_strcmp (&msg->met, "OPTIONS")) {
    (void) sip_treply (NULL, sip, msg, 200, "OK");
    return true;
  }

  return false;
}

static bool
on_phone_request (const struct sip_msg *msg, void *arg)
{
  struct od_switchboard *board = arg;
  struct sip *sip = board->gear.phones;

  if (!pl_strcmp (&msg->met, "REGISTER"))
    od_registrar_request (board->registrar, msg);
  else if (answer_request (board, sip, msg))
    return true;
  else if (!pl_strcmp (&msg->met, "INVITE"))
    (void) sip_treply (NULL, sip, msg, 403, "Phones Are Called Here");
  else
    (void) sip_treply (NULL, sip, msg, 481, "Call Does Not Exist");

  return true;
}

/* An answer would go to whom the stranger names as its sender. */
static bool
is_strange (struct od_switchboard *board, const struct sip_msg *msg)
{
  const struct sa *host = &board->gear.trunk_host;
  struct od_leg *leg = find_call (board, msg);

  return sa_isset (host, SA_ADDR) && !sa_cmp (host, &msg->src, SA_ADDR)
         && !(leg && od_sip_call_owns (od_leg_get_call (leg), msg));
}

static bool
on_trunk_request (const struct sip_msg *msg, void *arg)
{
  struct od_switchboard *board = arg;
  struct sip *sip = board->gear.trunks;

  if (is_strange (board, msg)) {
    od_noise_add (OD_NOISE_STRANGER);
    return true;
  }
  if (answer_request (board, sip, msg))
    return true;

  if (!pl_strcmp (&msg->met, "INVITE"))
    (void) sip_treply (NULL, sip, msg, 404, "Not Found");
  else if (!pl_strcmp (&msg->met, "REGISTER"))
    (void) sip_treply (NULL, sip, msg, 403, "Forbidden");
  else
    (void) sip_treply (NULL, sip, msg, 481, "Call Does Not Exist");

  return true;
}

/* What libre's transactions do not know: answers to INVITE and CANCEL. */
static bool
on_stray_response (const struct sip_msg *msg, void *arg)
{
  struct od_leg *leg = find_call (arg, msg);

  if (leg)
    od_sip_call_response (od_leg_get_call (leg), msg);
  return true;
}

static void
tell_legs (struct od_switchboard *board, const char *user, bool gone)
{
  const char *contact;
  const char *hop = NULL;
  GHashTableIter iter;
  gpointer value;

  if (!gone && !od_registrar_find (board->registrar, user, &contact, &hop))
    return;

  g_hash_table_iter_init (&iter, board->legs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    struct od_leg *leg = ((Line *) value)->leg;

    if (g_strcmp0 (od_leg_get_user (leg), user) != 0)
      continue;

    if (gone)
      od_leg_lose_connection (leg);
    else
      od_leg_regain_connection (leg, hop);
  }
}

static void
on_phone (const OdFact *fact, void *arg)
{
  struct od_switchboard *board = arg;

  if (fact->kind != OD_FACT_PHONE_PING)
    tell_legs (board, fact->user, fact->kind == OD_FACT_PHONE_GONE);
  board->gear.facth (fact, board->gear.arg);
}

static int
listen_to_messages (struct od_switchboard *board)
{
  struct {
    struct sip *sip;
    bool requests;
    sip_msg_h *h;
  } ears[G_N_ELEMENTS (board->lsnrs)] = {
    { board->gear.phones, true, on_phone_request },
    { board->gear.phones, false, on_stray_response },
    { board->gear.trunks, true, on_trunk_request },
    { board->gear.trunks, false, on_stray_response },
  };
  int err;

  for (gsize i = 0; i < G_N_ELEMENTS (ears); i++) {
    err = sip_listen (&board->lsnrs[i], ears[i].sip, ears[i].requests, ears[i].h, board);
    if (err)
      return err;
  }

  return 0;
}

static int
start_ticking (struct od_switchboard *board)
{
  struct itimerspec spec = { .it_interval.tv_nsec = TICK_NS,
                             .it_value.tv_nsec = TICK_NS };

  board->tick_fd = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  if (board->tick_fd < 0 || timerfd_settime (board->tick_fd, 0, &spec, NULL) < 0)
    return errno;

  return fd_listen (board->tick_fd, FD_READ, on_tick, board);
}

int
od_switchboard_alloc (struct od_switchboard **boardp,
                      const OdSwitchSetup *setup,
                      od_fact_h *facth,
                      void *arg,
                      const char **what)
{
  struct od_switchboard *board;
  int err;

  OD_ASSERT_SWITCH ();
  *what = NULL;
  board = mem_zalloc (sizeof (*board), board_destroy);
  if (!board)
    return ENOMEM;

  board->tick_fd = -1;
  board->legs = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, line_free);
  board->call_ids = g_hash_table_new (g_str_hash, g_str_equal);
  board->gear.facth = facth;
  board->gear.arg = arg;
  err = od_switchgear_open (&board->gear, setup, what);
  if (err)
    goto out;

  err = od_phone_door_alloc (&board->door, &setup->limits);
  if (err)
    goto out;

  err = od_registrar_alloc (&board->registrar, board->gear.phones, board->door,
                            board->gear.limits.phone_ping_ms, on_phone, board);
  if (err)
    goto out;

  err = listen_to_messages (board);
  if (err)
    goto out;

  err = start_ticking (board);

out:
  if (err)
    mem_deref (board);
  else
    *boardp = board;

  return err;
}

/* A leg that could not even begin still gets its one last fact. */
static void
tell_stillborn (struct od_switchboard *board,
                const OdAsk *ask,
                OdEndReason end,
                const char *why)
{
  OdFact fact = { .kind = OD_FACT_ENDED,
                  .leg = ask->leg,
                  .user = ask->text,
                  .at_us = g_get_monotonic_time (),
                  .end = end,
                  .sip_reason = why };

  board->gear.facth (&fact, board->gear.arg);
}

static const char *
explain (int err)
{
  if (err == ENOTCONN)
    return "it is not registered any more";

  return err == EADDRINUSE ? "all audio ports (rtp_ports) are in use" : g_strerror (err);
}

static void
originate (struct od_switchboard *board, const OdAsk *ask)
{
  const char *why = NULL;
  OdEndReason refusal = od_sip_trunk_check (&ask->originate->originate, &why);
  struct od_leg *leg;
  int err;

  if (refusal == OD_END_NONE && board->stop_by_us > 0) {
    refusal = OD_END_NOT_PLACED;
    why = "outdiald stops";
  }
  if (refusal != OD_END_NONE) {
    tell_stillborn (board, ask, refusal, why);
    return;
  }

  err = od_leg_call_lead (&leg, &board->gear, ask->leg, &ask->originate->originate);
  if (err)
    tell_stillborn (board, ask, OD_END_NOT_PLACED, explain (err));
  else
    add_leg (board, leg);
}

static void
call_phone (struct od_switchboard *board, const OdAsk *ask)
{
  const char *contact;
  const char *hop;
  struct od_leg *leg;
  int err = ENOTCONN;

  if (od_registrar_find (board->registrar, ask->text, &contact, &hop))
    err = od_leg_call_agent (&leg, &board->gear, ask->leg, ask->text, contact, hop);
  if (err)
    tell_stillborn (board, ask, OD_END_TRANSPORT, explain (err));
  else
    add_leg (board, leg);
}

static void
remove_phone (struct od_switchboard *board, const char *user)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, board->legs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    struct od_leg *leg = ((Line *) value)->leg;

    if (g_strcmp0 (od_leg_get_user (leg), user) == 0)
      od_leg_hang_up (leg, OD_END_AGENT_HUNG_UP);
  }
  od_registrar_remove (board->registrar, user);
}

static void
stop (struct od_switchboard *board, bool drain)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, board->legs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    od_leg_shut_down (((Line *) value)->leg);

  board->stop_by_us = g_get_monotonic_time () + STOP_US;
  if (!drain || is_quiet (board))
    re_cancel ();
}

static void
ask_leg (struct od_leg *leg, struct od_leg *agent, const OdAsk *ask)
{
  switch (ask->kind) {
  case OD_ASK_BRIDGE:
    if (agent)
      od_leg_bridge (leg, agent);
    break;
  case OD_ASK_HOLD:
    od_leg_hold (leg, ask->flag);
    break;
  case OD_ASK_DIGITS:
    od_leg_push_digits (leg, ask->text);
    break;
  case OD_ASK_HANG_UP:
    od_leg_hang_up (leg, ask->reason);
    break;
  case OD_ASK_GIVE_UP:
    od_leg_give_up (leg);
    break;
  default:
    g_assert_not_reached ();
  }
}

void
od_switchboard_ask (struct od_switchboard *board, const OdAsk *ask)
{
  struct od_leg *leg;

  OD_ASSERT_SWITCH ();
  switch (ask->kind) {
  case OD_ASK_ADD_PHONE:
    (void) od_registrar_add (board->registrar, ask->text, ask->ha1);
    break;
  case OD_ASK_REMOVE_PHONE:
    remove_phone (board, ask->text);
    break;
  case OD_ASK_CALL_PHONE:
    call_phone (board, ask);
    break;
  case OD_ASK_ORIGINATE:
    originate (board, ask);
    break;
  case OD_ASK_STOP:
    stop (board, ask->flag);
    break;
  default: /* the leg may have ended meanwhile */
    leg = find_leg (board, ask->leg);
    if (leg)
      ask_leg (leg, find_leg (board, ask->agent), ask);
  }
}

const struct sa *
od_switchboard_get_sip_address (const struct od_switchboard *board)
{
  return &board->gear.sip_address;
}

const struct sa *
od_switchboard_get_trunk_address (const struct od_switchboard *board)
{
  return &board->gear.trunk_address;
}

OdSwitchFigures
od_switchboard_get_figures (struct od_switchboard *board)
{
  return (OdSwitchFigures){
    .legs = atomic_load (&board->n_legs),
    .packets_in = atomic_load (&board->gear.ports.packets_in),
    .packets_out = atomic_load (&board->gear.ports.packets_out),
    .packets_refused = atomic_load (&board->gear.ports.packets_refused),
  };
}
