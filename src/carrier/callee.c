/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pretend person. Everything that happens to the call goes through move (), every
 * move and every fact is in the log before the next one. Single thread, libre's.
 *
 * Until it rings or answers, a callee holds the bare server transaction (`waiting`):
 * libre's session cannot be had without sending a 18x or a 200, and some of us must
 * not. From then on it holds the session (`sess`).
 */
#include "carrier/callee.h"

#include "carrier/negotiation.h"

#include <errno.h>
#include <string.h>

enum {
  NO_RTP_US = 5000000,  /* a carrier hangs up on a caller it hears nothing from */
  SILENT_MS = 32000,    /* 64 times T1: the caller of a silent trunk has given up */
  NAME_MAX_BYTES = 200, /* of a recording, so that it fits any file system */
};

/*
 *             RING               ANSWER
 *   ARRIVED --------> RINGING ------------> TALKING
 *     |  |               |                    ^  |
 *     |  |    ANSWER     |                    |  |
 *     |  +---------------|--------------------+  |
 *     |                  |                       |
 *     | REFUSE, CANCEL   | REFUSE, CANCEL        | HANG_UP
 *     +------------------+-----------------------+-------> GONE
 *
 * CANCEL also stands for a silent trunk that stops waiting.
 */
enum state { ARRIVED, RINGING, TALKING, GONE };
enum event { RING, ANSWER, REFUSE, CANCEL, HANG_UP };

/* clang-format off */
static const struct {
  enum state from;
  enum event event;
  enum state to;
} edges[] = {
  { ARRIVED, RING,    RINGING },
  { ARRIVED, ANSWER,  TALKING },
  { ARRIVED, REFUSE,  GONE },
  { ARRIVED, CANCEL,  GONE },
  { RINGING, ANSWER,  TALKING },
  { RINGING, REFUSE,  GONE },
  { RINGING, CANCEL,  GONE },
  { TALKING, HANG_UP, GONE },
};

/* How each behaviour goes: is there a 180, does it wait for ever when ring_ms is 0,
 * and which refusal comes after ring_ms; code 0 is an answer. */
static const struct {
  bool rings;
  bool patient;
  uint16_t code;
  const char *reason;
} ways[OD_TOWN_DOES_COUNT] = {
  [OD_TOWN_ANSWER]       = { .rings = true },
  [OD_TOWN_BUSY]         = { .code = 486, .reason = "Busy Here" },
  [OD_TOWN_RINGS_OUT]    = { .rings = true, .patient = true,
                             .code = 480, .reason = "Temporarily Unavailable" },
  [OD_TOWN_NOT_FOUND]    = { .code = 404, .reason = "Not Found" },
  [OD_TOWN_UNAVAILABLE]  = { .code = 503, .reason = "Service Unavailable" },
  [OD_TOWN_DECLINED]     = { .rings = true, .code = 603, .reason = "Decline" },
  [OD_TOWN_HANGS_UP]     = { .rings = true },
  [OD_TOWN_MACHINE]      = { .rings = true },
  [OD_TOWN_SILENT_TRUNK] = { .patient = true },
  [OD_TOWN_NO_RINGING]   = { .rings = false },
  [OD_TOWN_NO_AUDIO]     = { .rings = true },
};
/* clang-format on */

struct od_callee {
  struct le le; /* in the office's list */
  struct od_callee_world *world;
  struct od_town_fate fate; /* its voice is an owned reference */
  enum state state;
  char *call;                 /* owned; Call-ID */
  char *number;               /* owned; "" if the URI has no user */
  struct sip_msg *invite;     /* owned reference */
  struct sip_strans *waiting; /* owned; only while ARRIVED */
  struct sipsess *sess;       /* owned; NULL while ARRIVED */
  struct od_negotiation *neg; /* owned */
  struct od_ear *ear;         /* owned; NULL until answered, like line */
  struct od_line *line;       /* owned */
  bool offered;               /* the INVITE carried SDP: our 200 is the answer to it */
  int64_t arrived_us;
  int64_t answered_us;
  od_callee_gone_h *goneh;
  void *arg;
};

#define TEXT(k, t)                                                                       \
  ((struct od_call_log_field){ .key = (k), .kind = OD_CALL_LOG_TEXT, .text = (t) })
#define NUMBER(k, n)                                                                     \
  ((struct od_call_log_field){ .key = (k), .kind = OD_CALL_LOG_NUMBER, .number = (n) })
#define TELL(callee, event, ...)                                                         \
  tell (callee, event, (const struct od_call_log_field[]){ __VA_ARGS__ },                \
        sizeof ((const struct od_call_log_field[]){ __VA_ARGS__ })                       \
          / sizeof (struct od_call_log_field))

static void
tell (const struct od_callee *callee,
      const char *event,
      const struct od_call_log_field *fields,
      size_t n)
{
  od_call_log_add (callee->world->log, event, callee->call, callee->number, fields, n);
}

static bool
move (struct od_callee *callee, enum event event)
{
  for (size_t i = 0; i < G_N_ELEMENTS (edges); i++) {
    if (edges[i].from == callee->state && edges[i].event == event) {
      callee->state = edges[i].to;
      return true;
    }
  }

  return false;
}

/* The call's last line. The callee may be freed when this returns. */
static void
finish (struct od_callee *callee)
{
  int64_t now_us = g_get_monotonic_time ();
  int64_t talk_us = callee->answered_us ? now_us - callee->answered_us : 0;

  TELL (callee, "end", NUMBER ("rtp_in", od_ear_packets (callee->ear)),
        NUMBER ("rtp_out", od_line_sent (callee->line)),
        NUMBER ("talk_ms", talk_us / 1000));
  callee->sess = mem_deref (callee->sess);
  callee->goneh (callee, callee->arg);
}

static void
refuse (struct od_callee *callee, uint16_t code, const char *reason)
{
  if (!move (callee, REFUSE))
    return;

  if (callee->sess)
    (void) sipsess_reject (callee->sess, code, reason, NULL);
  else
    (void) sip_treply (&callee->waiting, callee->world->sip, callee->invite, code,
                       reason);
  TELL (callee, "reject", NUMBER ("code", code));
  finish (callee);
}

/* Dropping the session makes libre send the BYE, after the ACK if that is still due. */
static void
hang_up (struct od_callee *callee, const char *by, const char *why)
{
  if (!move (callee, HANG_UP))
    return;

  callee->sess = mem_deref (callee->sess);
  TELL (callee, "bye", TEXT ("by", by), TEXT ("why", why));
  finish (callee);
}

/* libre's cancel handler of the bare transaction. */
static void
on_cancel (void *arg)
{
  struct od_callee *callee = arg;

  if (!move (callee, CANCEL))
    return;

  if (callee->fate.does != OD_TOWN_SILENT_TRUNK)
    (void) sip_treply (&callee->waiting, callee->world->sip, callee->invite, 487,
                       "Request Terminated");
  tell (callee, "cancel", NULL, 0);
  finish (callee);
}

/* libre's session is over, by the caller or for want of an ACK. */
static void
on_close (int err, const struct sip_msg *msg, void *arg)
{
  struct od_callee *callee = arg;

  (void) msg;
  if (callee->state == TALKING) {
    bool no_ack = err == ETIMEDOUT;

    hang_up (callee, no_ack ? "callee" : "caller", no_ack ? "no-ack" : "caller");
  } else if (move (callee, CANCEL)) {
    tell (callee, "cancel", NULL, 0);
    finish (callee);
  }
}

static void
on_first_rtp (void *arg)
{
  tell (arg, "first-rtp", NULL, 0);
}

static void
on_digit (char digit, void *arg)
{
  const char text[] = { digit, '\0' };

  TELL ((struct od_callee *) arg, "digit", TEXT ("digit", text));
}

/* After every SDP that came. */
static void
connect_line (struct od_callee *callee)
{
  struct od_line_peer peer;

  od_negotiation_get_peer (callee->neg, &peer);
  if (callee->line)
    od_line_set_peer (callee->line, &peer);
}

/* A new offer within the call (hold, resume, a moved address), or a request for ours. */
static int
on_offer (struct mbuf **descp, const struct sip_msg *msg, void *arg)
{
  struct od_callee *callee = arg;
  bool offered = mbuf_get_left (msg->mb) > 0;
  int err;

  if (offered) {
    err = od_negotiation_hear (callee->neg, msg->mb, true);
    if (err)
      return err;
    connect_line (callee);
  }

  return od_negotiation_say (callee->neg, descp, !offered);
}

/* The answer to our offer, in an ACK. */
static int
on_answer (const struct sip_msg *msg, void *arg)
{
  struct od_callee *callee = arg;
  int err;

  err = od_negotiation_hear (callee->neg, msg->mb, false);
  if (!err)
    connect_line (callee);

  return err;
}

/* From here on libre's session owns the INVITE; the transaction we held is forgotten
 * in the same breath, so no packet can fall between the two. */
static int
accept_session (struct od_callee *callee,
                uint16_t code,
                const char *reason,
                struct mbuf *desc)
{
  callee->waiting = mem_deref (callee->waiting);

  return sipsess_accept (&callee->sess, callee->world->sock, callee->invite, code, reason,
                         "carrier", "application/sdp", desc, NULL, NULL, false, on_offer,
                         on_answer, NULL, NULL, NULL, on_close, callee, NULL);
}

static char *
recording_path (const struct od_callee *callee)
{
  g_autofree char *name = NULL;

  if (!callee->world->record_dir)
    return NULL;

  name = g_strndup (callee->call, NAME_MAX_BYTES);
  for (char *c = name; *c; c++)
    if (!g_ascii_isalnum (*c) && !strchr ("-_@", *c) && (*c != '.' || c == name))
      *c = '_';

  return g_strdup_printf ("%s/%s.wav", callee->world->record_dir, name);
}

static int
open_line (struct od_callee *callee, int64_t now_us)
{
  struct od_callee_world *world = callee->world;
  g_autofree char *path = recording_path (callee);
  struct od_recording *recording = NULL;
  int err = 0;

  if (path)
    err = od_recording_alloc (&recording, world->recorder, path);
  if (err)
    return err;

  err = od_ear_alloc (&callee->ear, recording, now_us, on_first_rtp, on_digit, callee);
  if (err)
    return err;

  err = od_line_alloc (&callee->line, &world->laddr, &world->ports, callee->fate.voice,
                       callee->ear);
  if (err)
    return err;

  od_negotiation_set_port (callee->neg, od_line_port (callee->line));
  connect_line (callee);

  return 0;
}

static void
answer (struct od_callee *callee, uint64_t beat, int64_t now_us)
{
  struct mbuf *desc = NULL;
  int err;

  err = open_line (callee, now_us);
  if (err) {
    re_fprintf (stderr, "A call cannot be answered: %m.\n", err);
    refuse (callee, 503, "Service Unavailable");
    return;
  }

  if (callee->fate.does != OD_TOWN_NO_AUDIO)
    err = od_negotiation_say (callee->neg, &desc, !callee->offered);
  if (!err && callee->sess)
    err = sipsess_answer (callee->sess, 200, "OK", desc, NULL);
  else if (!err)
    err = accept_session (callee, 200, "OK", desc);
  mem_deref (desc);
  if (err) {
    re_fprintf (stderr, "A 200 cannot be sent: %m.\n", err);
    refuse (callee, 500, "Server Internal Error");
    return;
  }

  (void) move (callee, ANSWER); /* we are ARRIVED or RINGING: it cannot be refused */
  callee->answered_us = now_us;
  od_line_beat (callee->line, beat, now_us);
  TELL (callee, "answer", TEXT ("codec", od_negotiation_codec (callee->neg)));

  if (callee->fate.does == OD_TOWN_HANGS_UP)
    hang_up (callee, "callee", "hangs-up");
}

static void
ring (struct od_callee *callee)
{
  int err;

  err = accept_session (callee, 180, "Ringing", NULL);
  if (err) {
    re_fprintf (stderr, "A 180 cannot be sent: %m.\n", err);
    refuse (callee, 500, "Server Internal Error");
    return;
  }

  (void) move (callee, RING); /* we are ARRIVED */
  tell (callee, "ringing", NULL, 0);
}

/* Nobody has answered yet: is it time? */
static void
decide (struct od_callee *callee, uint64_t beat, int64_t now_us)
{
  enum od_town_does does = callee->fate.does;
  int64_t waited_ms = (now_us - callee->arrived_us) / 1000;

  if (does == OD_TOWN_SILENT_TRUNK) {
    if (waited_ms >= SILENT_MS && move (callee, CANCEL))
      finish (callee);
    return;
  }

  if (waited_ms < callee->fate.ring_ms || (ways[does].patient && !callee->fate.ring_ms))
    return;

  if (ways[does].code)
    refuse (callee, ways[does].code, ways[does].reason);
  else
    answer (callee, beat, now_us);
}

static void
callee_destroy (void *data)
{
  struct od_callee *callee = data;

  list_unlink (&callee->le);
  mem_deref (callee->waiting);
  mem_deref (callee->sess);
  mem_deref (callee->line);
  mem_deref (callee->ear);
  mem_deref (callee->neg);
  mem_deref (callee->invite);
  mem_deref (callee->fate.voice);
  mem_deref (callee->call);
  mem_deref (callee->number);
}

int
od_callee_alloc (struct od_callee **calleep,
                 struct od_callee_world *world,
                 const struct sip_msg *msg,
                 struct list *list,
                 od_callee_gone_h *goneh,
                 void *arg)
{
  struct od_callee *callee;
  int err;

  if (!calleep || !world || !msg || !list || !goneh)
    return EINVAL;

  callee = mem_zalloc (sizeof (*callee), callee_destroy);
  if (!callee)
    return ENOMEM;

  callee->world = world;
  callee->goneh = goneh;
  callee->arg = arg;
  callee->arrived_us = g_get_monotonic_time ();
  callee->invite = mem_ref ((struct sip_msg *) msg);
  err = pl_strdup (&callee->call, &msg->callid);
  if (!err)
    err = msg->uri.user.l ? pl_strdup (&callee->number, &msg->uri.user)
                          : str_dup (&callee->number, "");
  if (!err)
    err = od_negotiation_alloc (&callee->neg, &world->laddr);
  if (!err)
    err = sip_strans_alloc (&callee->waiting, world->sip, msg, on_cancel, callee);

  if (err) {
    mem_deref (callee);
  } else {
    list_append (list, &callee->le, callee);
    *calleep = callee;
  }

  return err;
}

/* The user of an address header's value, NULL if there is none. Free with mem_deref. */
static char *
dup_user (const struct pl *val)
{
  struct sip_addr addr;
  struct pl *user;
  char *text = NULL;

  if (!val || sip_addr_decode (&addr, val))
    return NULL;

  /* tel:+4420… has no user part: the number stands where the host does. */
  user = pl_strcasecmp (&addr.uri.scheme, "tel") ? &addr.uri.user : &addr.uri.host;
  if (user->l && pl_strdup (&text, user))
    return NULL;

  return text;
}

static void
tell_invite (struct od_callee *callee)
{
  const struct sip_msg *msg = callee->invite;
  const struct sip_hdr *hdr = sip_msg_hdr (msg, SIP_HDR_P_ASSERTED_IDENTITY);
  char *caller = dup_user (&msg->from.val);
  char *asserted = dup_user (hdr ? &hdr->val : NULL);

  TELL (callee, "invite", TEXT ("caller_id", caller), TEXT ("asserted_id", asserted),
        TEXT ("does", od_town_does_name (callee->fate.does)));
  mem_deref (caller);
  mem_deref (asserted);
}

void
od_callee_start (struct od_callee *callee, const struct od_town_fate *fate, uint64_t beat)
{
  bool silent = fate->does == OD_TOWN_SILENT_TRUNK;
  int err = 0;

  callee->fate = *fate;
  callee->fate.voice = mem_ref (fate->voice);
  tell_invite (callee);

  if (silent)
    return;

  (void) sip_treply (&callee->waiting, callee->world->sip, callee->invite, 100, "Trying");
  callee->offered = mbuf_get_left (callee->invite->mb) > 0;
  if (callee->offered)
    err = od_negotiation_hear (callee->neg, callee->invite->mb, true);
  if (err) {
    refuse (callee, 488, "Not Acceptable Here");
    return;
  }

  if (ways[fate->does].rings)
    ring (callee);
  if (callee->state == GONE)
    return;

  decide (callee, beat, callee->arrived_us);
}

const char *
od_callee_number (const struct od_callee *callee)
{
  return callee->number;
}

void
od_callee_beat (struct od_callee *callee, uint64_t beat, int64_t now_us)
{
  int64_t talked_ms = (now_us - callee->answered_us) / 1000;

  if (callee->state != TALKING) {
    decide (callee, beat, now_us);
    return;
  }

  od_line_beat (callee->line, beat, now_us);
  if (callee->fate.talk_ms && talked_ms >= callee->fate.talk_ms)
    hang_up (callee, "callee", "talked");
  else if (od_ear_silent_us (callee->ear, now_us) >= NO_RTP_US)
    hang_up (callee, "callee", "no-rtp");
}

void
od_callee_close (struct od_callee *callee)
{
  if (callee->state == TALKING)
    hang_up (callee, "callee", "shutdown");
  else if (callee->fate.does != OD_TOWN_SILENT_TRUNK)
    refuse (callee, 503, "Service Unavailable");
  else if (move (callee, CANCEL))
    finish (callee);
}
