/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One call of ours in SIP: its INVITE, whoever answers that, and what the other side asks
 * within the dialog. Runs on the switch thread.
 */
#include "daemon/switch/sip-call.h"

#include "daemon/switch/sip-dialog.h"
#include "daemon/switch/sip-invite.h"
#include "shared/model/thread.h"

#define ALLOW_HEADER "Allow: INVITE,ACK,BYE,CANCEL,OPTIONS,INFO\r\n"

typedef enum {
  INVITING,   /* the INVITE is out, no final answer */
  CANCELLING, /* and has been taken back */
  UP,         /* answered */
  OVER,
} Step;

struct od_sip_call {
  OdSipOwn own;
  char *tag;                    /* ours */
  char *headers;                /* of the INVITE alone */
  struct od_sip_invite *invite; /* NULL before it is sent */
  struct od_sip_dialog *dialog; /* of the phone that is in the call; NULL: none */
  GPtrArray *strays; /* struct od_sip_dialog, owned: phones that were hung up at once */
  char *early_tag;   /* who described its audio before it answered; NULL: nobody did */
  struct mbuf *early_sdp; /* and how; NULL as above */
  Step step;
  OdSipCallHandlers h;
  void *arg;
};

static void
call_destroy (void *data)
{
  struct od_sip_call *call = data;

  mem_deref (call->invite);
  mem_deref (call->dialog);
  g_ptr_array_unref (call->strays);
  mem_deref (call->early_tag);
  mem_deref (call->early_sdp);
  mem_deref (call->own.call_id);
  mem_deref (call->own.to);
  mem_deref (call->own.from);
  mem_deref (call->own.target);
  mem_deref (call->own.contact);
  mem_deref (call->own.hop);
  mem_deref (call->tag);
  mem_deref (call->headers);
}

static void
forget_stray (gpointer dialog)
{
  mem_deref (dialog);
}

static int
copy_party (struct od_sip_call *call, const OdSipParty *party)
{
  OdSipOwn *own = &call->own;
  struct {
    char **to;
    const char *from;
  } copies[] = {
    { &own->call_id, party->call_id },  { &own->target, party->target },
    { &own->contact, party->contact },  { &own->hop, party->hop },
    { &call->headers, party->headers },
  };
  int err;

  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++) {
    err = str_dup (copies[i].to, copies[i].from);
    if (err)
      return err;
  }

  err = re_sdprintf (&own->to, "<%s>", party->target);
  if (err)
    return err;

  err = re_sdprintf (&call->tag, "%016llx", rand_u64 ());
  return err ? err : re_sdprintf (&own->from, "%s;tag=%s", party->from, call->tag);
}

int
od_sip_call_alloc (struct od_sip_call **callp,
                   struct sip *sip,
                   const OdSipParty *party,
                   const OdSipCallHandlers *handlers,
                   void *arg)
{
  struct od_sip_call *call;
  int err;

  OD_ASSERT_SWITCH ();
  call = mem_zalloc (sizeof (*call), call_destroy);
  if (!call)
    return ENOMEM;

  call->strays = g_ptr_array_new_with_free_func (forget_stray);
  call->h = *handlers;
  call->arg = arg;
  call->own.sip = sip;
  call->own.hop_is_fixed = party->hop_is_fixed;
  call->own.cseq = rand_u16 ();
  err = copy_party (call, party);
  if (err)
    mem_deref (call);
  else
    *callp = call;

  return err;
}

int
od_sip_call_invite (struct od_sip_call *call, struct mbuf *offer)
{
  int err;

  OD_ASSERT_SWITCH ();
  call->step = INVITING;
  err = od_sip_invite_send (&call->invite, &call->own, call->headers, offer,
                            g_get_monotonic_time ());
  if (err)
    call->step = OVER;

  return err;
}

void
od_sip_call_cancel (struct od_sip_call *call)
{
  OD_ASSERT_SWITCH ();
  if (call->step != INVITING)
    return;

  call->step = CANCELLING;
  od_sip_invite_cancel (call->invite, g_get_monotonic_time ());
}

void
od_sip_call_bye (struct od_sip_call *call)
{
  OD_ASSERT_SWITCH ();
  if (call->step != UP)
    return;

  call->step = OVER;
  od_sip_dialog_bye (call->dialog);
}

/* --- what comes back ---------------------------------------------------------------- */

/* Some carriers describe the audio while it rings and not again. */
static void
keep_early_sdp (struct od_sip_call *call, const struct sip_msg *msg)
{
  char *tag = NULL;
  struct mbuf *sdp;

  if (!msg_ctype_cmp (&msg->ctyp, "application", "sdp") || mbuf_get_left (msg->mb) == 0
      || pl_strdup (&tag, &msg->to.tag))
    return;

  sdp = mbuf_alloc (mbuf_get_left (msg->mb));
  if (!sdp || mbuf_write_mem (sdp, mbuf_buf (msg->mb), mbuf_get_left (msg->mb))) {
    mem_deref (sdp);
    mem_deref (tag);
    return;
  }

  sdp->pos = 0;
  mem_deref (call->early_tag);
  mem_deref (call->early_sdp);
  call->early_tag = tag;
  call->early_sdp = sdp;
}

/* That of the phone which answered, not that of another one of the fork. */
static struct mbuf *
find_sdp (const struct od_sip_call *call, const struct sip_msg *msg)
{
  if (mbuf_get_left (msg->mb) > 0 || !call->early_sdp
      || pl_strcmp (&msg->to.tag, call->early_tag))
    return msg->mb;

  return call->early_sdp;
}

static struct od_sip_dialog *
find_dialog (const struct od_sip_call *call, const struct pl *tag)
{
  if (call->dialog && od_sip_dialog_is_with (call->dialog, tag))
    return call->dialog;

  for (guint i = 0; i < call->strays->len; i++) {
    if (od_sip_dialog_is_with (call->strays->pdata[i], tag))
      return call->strays->pdata[i];
  }

  return NULL;
}

/* Nobody waits for this one: after our CANCEL, after the end, or another phone is in the
 * call already. */
static void
send_away (struct od_sip_call *call, struct od_sip_dialog *stray)
{
  g_ptr_array_add (call->strays, stray);
  od_sip_dialog_bye (stray);
  if (call->step == CANCELLING)
    call->step = OVER;
  call->h.crossed (call->arg);
}

static void
on_answer (struct od_sip_call *call, const struct sip_msg *msg)
{
  struct od_sip_dialog *dialog = find_dialog (call, &msg->to.tag);

  if (dialog) { /* its ACK was lost */
    od_sip_dialog_ack (dialog);
    return;
  }
  if (od_sip_dialog_alloc (&dialog, &call->own, msg))
    return; /* no memory: it is going to repeat it */

  od_sip_dialog_ack (dialog);
  if (call->step != INVITING) {
    send_away (call, dialog);
    return;
  }

  call->dialog = dialog;
  call->step = UP;
  call->h.answer (msg, find_sdp (call, msg), call->arg);
}

static void
refuse (struct od_sip_call *call, int err, const struct sip_msg *msg)
{
  if (call->step != INVITING && call->step != CANCELLING)
    return;

  call->step = OVER;
  call->h.refused (err, msg, call->arg);
}

void
od_sip_call_response (struct od_sip_call *call, const struct sip_msg *msg)
{
  OD_ASSERT_SWITCH ();
  switch (od_sip_invite_hear (call->invite, msg, g_get_monotonic_time ())) {
  case OD_INVITE_NOTHING:
    break;
  case OD_INVITE_PROGRESS:
    keep_early_sdp (call, msg);
    call->h.progress (msg, call->arg);
    break;
  case OD_INVITE_ANSWER:
    on_answer (call, msg);
    break;
  case OD_INVITE_REFUSAL:
    refuse (call, 0, msg);
    break;
  }
}

void
od_sip_call_tick (struct od_sip_call *call, gint64 now_us)
{
  int err;

  OD_ASSERT_SWITCH ();
  err = od_sip_invite_tick (call->invite, now_us);
  if (err)
    refuse (call, err, NULL);
}

static bool
is_hung_up (const struct od_sip_call *call)
{
  if (call->dialog && !od_sip_dialog_is_settled (call->dialog))
    return false;

  for (guint i = 0; i < call->strays->len; i++) {
    if (!od_sip_dialog_is_settled (call->strays->pdata[i]))
      return false;
  }

  return true;
}

bool
od_sip_call_is_quiet (const struct od_sip_call *call)
{
  OD_ASSERT_SWITCH ();
  return !od_sip_invite_is_open (call->invite) && is_hung_up (call);
}

bool
od_sip_call_is_settled (const struct od_sip_call *call)
{
  OD_ASSERT_SWITCH ();
  return od_sip_invite_is_over (call->invite) && is_hung_up (call);
}

guint
od_sip_call_get_reach_ms (const struct od_sip_call *call)
{
  OD_ASSERT_SWITCH ();
  return od_sip_invite_get_reach_ms (call->invite, g_get_monotonic_time ());
}

guint
od_sip_call_read_retry_after (const struct sip_msg *msg)
{
  const struct sip_hdr *header = sip_msg_hdr (msg, SIP_HDR_RETRY_AFTER);

  OD_ASSERT_SWITCH ();
  return header ? pl_u32 (&header->val) : 0;
}

const char *
od_sip_call_get_id (const struct od_sip_call *call)
{
  OD_ASSERT_SWITCH ();
  return call->own.call_id;
}

int
od_sip_call_set_hop (struct od_sip_call *call, const char *hop)
{
  char *text = NULL;
  int err = str_dup (&text, hop);

  OD_ASSERT_SWITCH ();
  if (err)
    return err;

  mem_deref (call->own.hop);
  call->own.hop = text;
  return 0;
}

/* --- what the other side asks ------------------------------------------------------- */

/* Answered without a server transaction on purpose: every repeated re-INVITE gets its 200
 * again, which is all the repeating that a peer who saw no provisional answer needs. */
static void
answer_offer (struct od_sip_call *call, const struct sip_msg *msg)
{
  struct mbuf *answer = NULL;

  if (call->step != UP || call->h.offer (msg, &answer, call->arg)) {
    (void) sip_reply (call->own.sip, msg, 488, "Not Acceptable Here");
    return;
  }

  (void) sip_replyf (call->own.sip, msg, 200, "OK",
                     "Contact: <%s>\r\n" ALLOW_HEADER "Content-Type: application/sdp\r\n"
                     "Content-Length: %zu\r\n\r\n%b",
                     call->own.contact, mbuf_get_left (answer), mbuf_buf (answer),
                     mbuf_get_left (answer));
  mem_deref (answer);
}

/* A phone that was sent away may hang up by itself at the same moment: that is its own
 * affair, not the call's. */
static void
on_bye (struct od_sip_call *call, const struct sip_msg *msg, bool in_call)
{
  (void) sip_treply (NULL, call->own.sip, msg, 200, "OK");
  if (call->step != UP || !in_call)
    return;

  call->step = OVER;
  call->h.bye (call->arg);
}

bool
od_sip_call_owns (struct od_sip_call *call, const struct sip_msg *msg)
{
  OD_ASSERT_SWITCH ();
  return !pl_strcmp (&msg->to.tag, call->tag) && find_dialog (call, &msg->from.tag);
}

bool
od_sip_call_request (struct od_sip_call *call, const struct sip_msg *msg)
{
  struct od_sip_dialog *dialog = find_dialog (call, &msg->from.tag);

  OD_ASSERT_SWITCH ();
  if (!od_sip_call_owns (call, msg))
    return false;

  if (!pl_strcmp (&msg->met, "ACK"))
    return true;

  if (!pl_strcmp (&msg->met, "BYE"))
    on_bye (call, msg, dialog == call->dialog);
  else if (!pl_strcmp (&msg->met, "INVITE") && dialog == call->dialog)
    answer_offer (call, msg);
  else if (!pl_strcmp (&msg->met, "OPTIONS") || !pl_strcmp (&msg->met, "INFO"))
    (void) sip_treply (NULL, call->own.sip, msg, 200, "OK");
  else if (!pl_strcmp (&msg->met, "INVITE"))
    return false;
  else
    (void) sip_treply (NULL, call->own.sip, msg, 405, "Method Not Allowed");

  return true;
}
