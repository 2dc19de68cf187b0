/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An INVITE's client transaction. Runs on the switch thread.
 *
 *              1xx                    cancel
 *   CALLING ---------> PROCEEDING ----------> CANCELLED
 *      | cancel, 32 s      ^ late 1xx -------------^ |
 *      v                   |                         | 32 s
 *   GIVEN_UP --------------+------------------------ + --> DEAD
 *
 *   of each but DEAD: 2xx --> ANSWERED, other final --> REFUSED, both 32 s later --> DEAD
 */
#include "daemon/switch/sip-invite.h"

#include "shared/model/thread.h"

#define AGENT_HEADER "User-Agent: outdiald\r\n"
#define ALLOW_HEADER "Allow: INVITE,ACK,BYE,CANCEL,OPTIONS,INFO\r\n"

#define T1_US   ((gint64) SIP_T1 * 1000)
#define T2_US   ((gint64) SIP_T2 * 1000)
#define OVER_US ((gint64) OD_FACT_MAX_REACH_MS * 1000)

typedef enum {
  CALLING,    /* repeated until somebody says something */
  PROCEEDING, /* somebody did */
  GIVEN_UP,   /* taken back, and nobody has said anything yet */
  CANCELLED,  /* CANCEL is out, repeated until it is answered */
  REFUSED,    /* a repeated refusal gets its ACK again */
  ANSWERED,   /* another phone of a fork may answer, too */
  DEAD,
} State;

struct od_sip_invite {
  const OdSipOwn *own;
  State state;
  enum sip_transp tp;
  struct sa dst;
  char *via; /* the value, with our branch */
  char *branch;
  struct mbuf *invite; /* as sent; NULL: is not repeated any more */
  struct mbuf *cancel; /* the same of the CANCEL */
  struct mbuf *ack;    /* of the refusal */
  gint64 sent_us;      /* the INVITE, last */
  gint64 gap_us;       /* between the last sending of INVITE or CANCEL and the next */
  gint64 repeat_us;    /* when that is due */
  gint64 over_us;      /* when the state ends by itself; 0: it does not */
};

static void
invite_destroy (void *data)
{
  struct od_sip_invite *invite = data;

  mem_deref (invite->via);
  mem_deref (invite->branch);
  mem_deref (invite->invite);
  mem_deref (invite->cancel);
  mem_deref (invite->ack);
}

int
od_sip_hop_decode (const char *hop, struct sa *dst, enum sip_transp *tp)
{
  struct uri uri;
  struct pl pl;
  int err;

  OD_ASSERT_SWITCH ();
  pl_set_str (&pl, hop);
  err = uri_decode (&uri, &pl);
  if (err)
    return err;

  *tp = !msg_param_decode (&uri.params, "transport", &pl) && !pl_strcasecmp (&pl, "tcp")
          ? SIP_TRANSP_TCP
          : SIP_TRANSP_UDP;
  return sa_set (dst, &uri.host, sip_transp_port (*tp, uri.port));
}

static int
address (struct od_sip_invite *invite)
{
  struct sa local;
  int err;

  err = od_sip_hop_decode (invite->own->hop, &invite->dst, &invite->tp);
  if (err)
    return err;

  err = sip_transp_laddr (invite->own->sip, &local, invite->tp, &invite->dst);
  if (err)
    return err;

  err = re_sdprintf (&invite->branch, "z9hG4bK%016llx", rand_u64 ());
  if (err)
    return err;

  return re_sdprintf (&invite->via, "SIP/2.0/%s %J;branch=%s;rport",
                      sip_transp_name (invite->tp), &local, invite->branch);
}

/* What is sent with the INVITE's own branch; @to: its To, NULL for that of the INVITE. */
static int
write_request (const struct od_sip_invite *invite,
               struct mbuf **mbp,
               const char *method,
               const struct pl *to,
               const char *lines,
               struct mbuf *body)
{
  const OdSipOwn *own = invite->own;
  struct mbuf *mb = mbuf_alloc (1024);
  struct pl plain;
  int err;

  if (!mb)
    return ENOMEM;

  pl_set_str (&plain, own->to);
  err = mbuf_printf (mb,
                     "%s %s SIP/2.0\r\nVia: %s\r\nMax-Forwards: 70\r\n"
                     "To: %r\r\nFrom: %s\r\nCall-ID: %s\r\nCSeq: %u %s\r\n" AGENT_HEADER
                     "%sContent-Length: %zu\r\n\r\n%b",
                     method, own->target, invite->via, to ? to : &plain, own->from,
                     own->call_id, own->cseq, method, lines,
                     body ? mbuf_get_left (body) : (size_t) 0,
                     body ? mbuf_buf (body) : NULL,
                     body ? mbuf_get_left (body) : (size_t) 0);
  if (err) {
    mem_deref (mb);
    return err;
  }

  mb->pos = 0;
  *mbp = mb;
  return 0;
}

static int
write_invite (struct od_sip_invite *invite, const char *lines, struct mbuf *offer)
{
  char *all = NULL;
  int err;

  err = re_sdprintf (&all,
                     "Contact: <%s>\r\n" ALLOW_HEADER "%s"
                     "Content-Type: application/sdp\r\n",
                     invite->own->contact, lines);
  if (!err)
    err = write_request (invite, &invite->invite, "INVITE", NULL, all, offer);

  mem_deref (all);
  return err;
}

static int
transmit (struct od_sip_invite *invite, struct mbuf *mb)
{
  return sip_send (invite->own->sip, NULL, invite->tp, &invite->dst, mb);
}

static bool
is_repeated (const struct od_sip_invite *invite)
{
  return invite->tp == SIP_TRANSP_UDP;
}

static void
start_repeating (struct od_sip_invite *invite, gint64 now_us)
{
  invite->gap_us = T1_US;
  invite->repeat_us = now_us + T1_US;
}

int
od_sip_invite_send (struct od_sip_invite **invitep,
                    const OdSipOwn *own,
                    const char *lines,
                    struct mbuf *offer,
                    gint64 now_us)
{
  struct od_sip_invite *invite;
  int err;

  OD_ASSERT_SWITCH ();
  invite = mem_zalloc (sizeof (*invite), invite_destroy);
  if (!invite)
    return ENOMEM;

  invite->own = own;
  err = address (invite);
  if (!err)
    err = write_invite (invite, lines, offer);
  if (!err)
    err = transmit (invite, invite->invite);
  if (err) {
    mem_deref (invite);
    return err;
  }

  invite->sent_us = now_us;
  invite->over_us = now_us + OVER_US;
  start_repeating (invite, now_us);
  *invitep = invite;
  return 0;
}

/* What could not be sent now is in the next repeat. */
static void
send_cancel (struct od_sip_invite *invite, gint64 now_us)
{
  invite->state = CANCELLED;
  invite->over_us = now_us + OVER_US;
  start_repeating (invite, now_us);
  if (write_request (invite, &invite->cancel, "CANCEL", NULL, "", NULL))
    return;

  (void) transmit (invite, invite->cancel);
}

static void
give_up (struct od_sip_invite *invite)
{
  invite->state = GIVEN_UP;
  invite->invite = mem_deref (invite->invite);
  invite->over_us = invite->sent_us + OVER_US;
}

void
od_sip_invite_cancel (struct od_sip_invite *invite, gint64 now_us)
{
  OD_ASSERT_SWITCH ();
  if (invite->state == CALLING)
    give_up (invite);
  else if (invite->state == PROCEEDING)
    send_cancel (invite, now_us);
}

static OdInviteNews
on_progress (struct od_sip_invite *invite, gint64 now_us)
{
  switch (invite->state) {
  case CALLING:
    invite->state = PROCEEDING;
    invite->invite = mem_deref (invite->invite);
    invite->over_us = 0;
    return OD_INVITE_PROGRESS;
  case PROCEEDING:
  case CANCELLED:
    return OD_INVITE_PROGRESS;
  case GIVEN_UP:
    send_cancel (invite, now_us);
    return OD_INVITE_PROGRESS;
  default:
    return OD_INVITE_NOTHING;
  }
}

static void
finish (struct od_sip_invite *invite, State state, gint64 now_us)
{
  invite->state = state;
  invite->invite = mem_deref (invite->invite);
  invite->cancel = mem_deref (invite->cancel);
  invite->over_us = now_us + OVER_US;
}

static OdInviteNews
on_refusal (struct od_sip_invite *invite, const struct sip_msg *msg, gint64 now_us)
{
  bool first = invite->state != REFUSED && invite->state != ANSWERED;

  if (invite->state == ANSWERED || invite->state == DEAD)
    return OD_INVITE_NOTHING;

  if (first) {
    finish (invite, REFUSED, now_us);
    (void) write_request (invite, &invite->ack, "ACK", &msg->to.val, "", NULL);
  }
  if (invite->ack)
    (void) transmit (invite, invite->ack);

  return first ? OD_INVITE_REFUSAL : OD_INVITE_NOTHING;
}

static bool
is_answer_to (const struct od_sip_invite *invite,
              const struct sip_msg *msg,
              const char *method)
{
  return !pl_strcmp (&msg->via.branch, invite->branch)
         && msg->cseq.num == invite->own->cseq && !pl_strcmp (&msg->cseq.met, method);
}

OdInviteNews
od_sip_invite_hear (struct od_sip_invite *invite,
                    const struct sip_msg *msg,
                    gint64 now_us)
{
  OD_ASSERT_SWITCH ();
  if (is_answer_to (invite, msg, "CANCEL") && msg->scode >= 200)
    invite->cancel = mem_deref (invite->cancel);
  if (!is_answer_to (invite, msg, "INVITE"))
    return OD_INVITE_NOTHING;

  if (msg->scode < 200)
    return on_progress (invite, now_us);
  if (msg->scode >= 300)
    return on_refusal (invite, msg, now_us);

  if (invite->state != ANSWERED)
    finish (invite, ANSWERED, now_us);
  return OD_INVITE_ANSWER;
}

/* Timer A doubles without end, Timer E up to T2. */
static int
repeat (struct od_sip_invite *invite, struct mbuf *mb, gint64 longest_us, gint64 now_us)
{
  if (!mb || !is_repeated (invite) || now_us < invite->repeat_us)
    return 0;

  invite->gap_us = MIN (2 * invite->gap_us, longest_us);
  invite->repeat_us = now_us + invite->gap_us;
  return transmit (invite, mb);
}

static int
tick_calling (struct od_sip_invite *invite, gint64 now_us)
{
  int err = ETIMEDOUT;

  if (now_us < invite->over_us) {
    bool due = is_repeated (invite) && now_us >= invite->repeat_us;

    err = repeat (invite, invite->invite, G_MAXINT64, now_us);
    if (due && !err)
      invite->sent_us = now_us;
  }
  if (err)
    give_up (invite);

  return err;
}

int
od_sip_invite_tick (struct od_sip_invite *invite, gint64 now_us)
{
  OD_ASSERT_SWITCH ();
  if (invite->state == CALLING)
    return tick_calling (invite, now_us);

  if (invite->over_us > 0 && now_us >= invite->over_us)
    invite->state = DEAD;
  else if (invite->state == CANCELLED)
    (void) repeat (invite, invite->cancel, T2_US, now_us);

  return 0;
}

bool
od_sip_invite_is_open (const struct od_sip_invite *invite)
{
  OD_ASSERT_SWITCH ();
  switch (invite->state) {
  case REFUSED:
  case ANSWERED:
  case DEAD:
    return false;
  default:
    return true;
  }
}

bool
od_sip_invite_is_over (const struct od_sip_invite *invite)
{
  OD_ASSERT_SWITCH ();
  return invite->state == DEAD || (invite->state == REFUSED && !is_repeated (invite));
}

guint
od_sip_invite_get_reach_ms (const struct od_sip_invite *invite, gint64 now_us)
{
  OD_ASSERT_SWITCH ();
  if (!od_sip_invite_is_open (invite) || now_us >= invite->over_us)
    return 0;

  return (invite->over_us - now_us + 999) / 1000;
}
