/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One call of ours in SIP: INVITE, ACK, CANCEL, BYE and what the other side asks within
 * the dialog. Repeating over UDP is libre's transactions' work. Runs on the switch
 * thread.
 */
#include "daemon/switch/sip-call.h"
#include "shared/model/thread.h"

#define AGENT_HEADER "User-Agent: outdiald\r\n"
#define ALLOW_HEADER "Allow: INVITE,ACK,BYE,CANCEL,OPTIONS,INFO\r\n"

typedef enum {
  INVITING,   /* the INVITE is out, no final answer */
  CANCELLING, /* and has been taken back */
  UP,         /* answered */
  OVER,
} Step;

struct od_sip_call {
  struct sip *sip;            /* the switch's */
  struct sip_request *invite; /* NULL once it has its final answer */
  struct sip_request *bye;    /* NULL unless waiting for its answer */
  char *call_id;
  char *tag;    /* ours */
  char *to;     /* To header's value; with the other side's tag once answered */
  char *from;   /* From header's value with our tag */
  char *target; /* request URI: theirs, then their Contact */
  char *contact;
  char *hop;
  char *headers;
  struct mbuf *routes; /* Route lines of the dialog, NULL for none */
  char *first_route;   /* the first of them, an URI; NULL for none */
  bool hop_is_fixed;
  uint32_t cseq; /* of our last request */
  Step step;
  OdSipCallHandlers h;
  void *arg;
};

static void
call_destroy (void *data)
{
  struct od_sip_call *call = data;

  mem_deref (call->invite);
  mem_deref (call->bye);
  mem_deref (call->call_id);
  mem_deref (call->tag);
  mem_deref (call->to);
  mem_deref (call->from);
  mem_deref (call->target);
  mem_deref (call->contact);
  mem_deref (call->hop);
  mem_deref (call->headers);
  mem_deref (call->routes);
  mem_deref (call->first_route);
}

static int
copy_party (struct od_sip_call *call, const OdSipParty *party)
{
  struct {
    char **to;
    const char *from;
  } copies[] = {
    { &call->call_id, party->call_id }, { &call->target, party->target },
    { &call->contact, party->contact }, { &call->hop, party->hop },
    { &call->headers, party->headers },
  };
  int err;

  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++) {
    err = str_dup (copies[i].to, copies[i].from);
    if (err)
      return err;
  }

  err = re_sdprintf (&call->to, "<%s>", party->target);
  if (err)
    return err;

  err = re_sdprintf (&call->tag, "%016llx", rand_u64 ());
  return err ? err : re_sdprintf (&call->from, "%s;tag=%s", party->from, call->tag);
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

  call->sip = sip;
  call->h = *handlers;
  call->arg = arg;
  call->hop_is_fixed = party->hop_is_fixed;
  call->cseq = rand_u16 ();
  err = copy_party (call, party);
  if (err)
    mem_deref (call);
  else
    *callp = call;

  return err;
}

/* Where the dialog's next request goes. A Contact by name cannot be looked up here (no
 * resolver on this thread): such a carrier takes the requests where it took the INVITE.
 */
static int
next_hop (const struct od_sip_call *call, struct uri *uri)
{
  const char *text = call->first_route ? call->first_route : call->target;
  struct sa numeric;
  struct pl pl;

  if (!call->hop_is_fixed && call->step != INVITING && call->step != CANCELLING) {
    pl_set_str (&pl, text);
    if (!uri_decode (uri, &pl) && !sa_set (&numeric, &uri->host, 1))
      return 0;
  }

  pl_set_str (&pl, call->hop);
  return uri_decode (uri, &pl);
}

static int
send_request (struct od_sip_call *call,
              struct sip_request **reqp,
              const char *method,
              sip_resp_h *resph,
              struct mbuf *body)
{
  bool invite = !strcmp (method, "INVITE");
  struct uri hop;
  int err;

  err = next_hop (call, &hop);
  if (err)
    return err;

  return sip_requestf (reqp, call->sip, strcmp (method, "ACK") != 0, method, call->target,
                       &hop, NULL, NULL, resph, call,
                       "%b"
                       "To: %s\r\nFrom: %s\r\nCall-ID: %s\r\nCSeq: %u %s\r\n"
                       "Contact: <%s>\r\n" AGENT_HEADER "%s%s%s"
                       "Content-Length: %zu\r\n\r\n%b",
                       call->routes ? call->routes->buf : NULL,
                       call->routes ? call->routes->end : (size_t) 0, call->to,
                       call->from, call->call_id, call->cseq, method, call->contact,
                       invite ? ALLOW_HEADER : "", invite ? call->headers : "",
                       body ? "Content-Type: application/sdp\r\n" : "",
                       body ? mbuf_get_left (body) : (size_t) 0,
                       body ? mbuf_buf (body) : NULL,
                       body ? mbuf_get_left (body) : (size_t) 0);
}

static void
on_bye_reply (int err, const struct sip_msg *msg, void *arg)
{
  struct od_sip_call *call = arg;

  if (msg && msg->scode < 200)
    return;

  call->bye = NULL;
}

void
od_sip_call_bye (struct od_sip_call *call)
{
  OD_ASSERT_SWITCH ();
  if (call->step != UP)
    return;

  call->cseq++;
  if (send_request (call, &call->bye, "BYE", on_bye_reply, NULL))
    call->bye = NULL; /* nobody to tell; the other side will miss our audio */
  call->step = OVER;
}

static bool
on_record_route (const struct sip_hdr *hdr, const struct sip_msg *msg, void *arg)
{
  struct od_sip_call *call = arg;
  struct sip_addr addr;

  if (!call->routes)
    call->routes = mbuf_alloc (256);
  if (!call->routes)
    return true;

  if (!call->first_route && !sip_addr_decode (&addr, &hdr->val))
    (void) pl_strdup (&call->first_route, &addr.auri);

  return mbuf_printf (call->routes, "Route: %r\r\n", &hdr->val) != 0;
}

/* The 200 makes the dialog: their tag, their Contact, the route (last proxy first). */
static void
learn_dialog (struct od_sip_call *call, const struct sip_msg *msg)
{
  const struct sip_hdr *contact = sip_msg_hdr (msg, SIP_HDR_CONTACT);
  struct sip_addr addr;
  char *text = NULL;

  if (!pl_strdup (&text, &msg->to.val)) {
    mem_deref (call->to);
    call->to = text;
  }

  if (contact && !sip_addr_decode (&addr, &contact->val)
      && !pl_strdup (&text, &addr.auri)) {
    mem_deref (call->target);
    call->target = text;
  }

  if (!call->hop_is_fixed)
    sip_msg_hdr_apply (msg, false, SIP_HDR_RECORD_ROUTE, on_record_route, call);
}

static void
on_answer (struct od_sip_call *call, const struct sip_msg *msg)
{
  bool crossed = call->step == CANCELLING;

  call->step = UP;
  learn_dialog (call, msg);
  (void) send_request (call, NULL, "ACK", NULL, NULL);
  if (crossed) {
    od_sip_call_bye (call);
    call->h.crossed (msg, call->arg);
  } else {
    call->h.answer (msg, call->arg);
  }
}

static void
on_invite_reply (int err, const struct sip_msg *msg, void *arg)
{
  struct od_sip_call *call = arg;

  if (!err && msg && msg->scode < 200) {
    call->h.progress (msg, call->arg);
    return;
  }

  call->invite = NULL;
  if (!err && msg && msg->scode < 300) {
    on_answer (call, msg);
  } else {
    call->step = OVER;
    call->h.refused (err, msg, call->arg);
  }
}

int
od_sip_call_invite (struct od_sip_call *call, struct mbuf *offer)
{
  int err;

  OD_ASSERT_SWITCH ();
  call->step = INVITING;
  err = send_request (call, &call->invite, "INVITE", on_invite_reply, offer);
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
  sip_request_cancel (call->invite);
}

bool
od_sip_call_is_settled (const struct od_sip_call *call)
{
  OD_ASSERT_SWITCH ();
  return !call->invite && !call->bye;
}

const char *
od_sip_call_get_id (const struct od_sip_call *call)
{
  OD_ASSERT_SWITCH ();
  return call->call_id;
}

int
od_sip_call_set_hop (struct od_sip_call *call, const char *hop)
{
  char *text = NULL;
  int err = str_dup (&text, hop);

  OD_ASSERT_SWITCH ();
  if (err)
    return err;

  mem_deref (call->hop);
  call->hop = text;
  return 0;
}

/* Answered without a server transaction on purpose: every repeated re-INVITE gets its 200
 * again, which is all the repeating that a peer who saw no provisional answer needs. */
static void
answer_offer (struct od_sip_call *call, const struct sip_msg *msg)
{
  struct mbuf *answer = NULL;

  if (call->step != UP || call->h.offer (msg, &answer, call->arg)) {
    (void) sip_reply (call->sip, msg, 488, "Not Acceptable Here");
    return;
  }

  (void) sip_replyf (call->sip, msg, 200, "OK",
                     "Contact: <%s>\r\n" ALLOW_HEADER "Content-Type: application/sdp\r\n"
                     "Content-Length: %zu\r\n\r\n%b",
                     call->contact, mbuf_get_left (answer), mbuf_buf (answer),
                     mbuf_get_left (answer));
  mem_deref (answer);
}

static void
on_bye (struct od_sip_call *call, const struct sip_msg *msg)
{
  (void) sip_treply (NULL, call->sip, msg, 200, "OK");
  if (call->step != UP)
    return;

  call->step = OVER;
  call->h.bye (call->arg);
}

bool
od_sip_call_request (struct od_sip_call *call, const struct sip_msg *msg)
{
  OD_ASSERT_SWITCH ();
  if (pl_strcmp (&msg->to.tag, call->tag))
    return false;

  if (!pl_strcmp (&msg->met, "ACK"))
    return true;

  if (!pl_strcmp (&msg->met, "BYE"))
    on_bye (call, msg);
  else if (!pl_strcmp (&msg->met, "INVITE"))
    answer_offer (call, msg);
  else if (!pl_strcmp (&msg->met, "OPTIONS") || !pl_strcmp (&msg->met, "INFO"))
    (void) sip_treply (NULL, call->sip, msg, 200, "OK");
  else
    (void) sip_treply (NULL, call->sip, msg, 405, "Method Not Allowed");

  return true;
}

void
od_sip_call_response (struct od_sip_call *call, const struct sip_msg *msg)
{
  uint32_t last = call->cseq;

  OD_ASSERT_SWITCH ();
  if (pl_strcmp (&msg->cseq.met, "INVITE") || msg->scode < 200 || msg->scode >= 300)
    return;

  if (call->invite || pl_strcmp (&msg->to.val, call->to))
    return; /* another phone of a fork answered too: it will miss its ACK and go */

  call->cseq = msg->cseq.num;
  (void) send_request (call, NULL, "ACK", NULL, NULL);
  call->cseq = last;
}
