/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ACK and BYE to a phone that answered. Repeating over UDP is libre's transactions' work.
 * Runs on the switch thread.
 */
#include "daemon/switch/sip-dialog.h"

#include "shared/model/thread.h"

#define AGENT_HEADER "User-Agent: outdiald\r\n"

struct od_sip_dialog {
  const OdSipOwn *own;
  char *to;                /* To header's value, with their tag */
  char *tag;               /* "" when they have none (RFC 2543) */
  char *target;            /* their Contact; NULL: they said none */
  struct mbuf *routes;     /* Route lines, NULL for none */
  char *first_route;       /* the first of them, an URI; NULL for none */
  struct sip_request *bye; /* NULL unless waiting for its answer */
};

static void
dialog_destroy (void *data)
{
  struct od_sip_dialog *dialog = data;

  mem_deref (dialog->bye);
  mem_deref (dialog->to);
  mem_deref (dialog->tag);
  mem_deref (dialog->target);
  mem_deref (dialog->routes);
  mem_deref (dialog->first_route);
}

static bool
on_record_route (const struct sip_hdr *hdr, const struct sip_msg *msg, void *arg)
{
  struct od_sip_dialog *dialog = arg;
  struct sip_addr addr;

  if (!dialog->routes)
    dialog->routes = mbuf_alloc (256);
  if (!dialog->routes)
    return true;

  if (!dialog->first_route && !sip_addr_decode (&addr, &hdr->val))
    (void) pl_strdup (&dialog->first_route, &addr.auri);

  return mbuf_printf (dialog->routes, "Route: %r\r\n", &hdr->val) != 0;
}

/* Their tag, their Contact, the route (last proxy first). */
static int
learn (struct od_sip_dialog *dialog, const struct sip_msg *msg)
{
  const struct sip_hdr *contact = sip_msg_hdr (msg, SIP_HDR_CONTACT);
  struct sip_addr addr;
  int err;

  err = pl_strdup (&dialog->to, &msg->to.val);
  if (err)
    return err;

  err = pl_isset (&msg->to.tag) ? pl_strdup (&dialog->tag, &msg->to.tag)
                                : str_dup (&dialog->tag, "");
  if (err)
    return err;

  if (contact && !sip_addr_decode (&addr, &contact->val))
    err = pl_strdup (&dialog->target, &addr.auri);
  if (!err && !dialog->own->hop_is_fixed)
    sip_msg_hdr_apply (msg, false, SIP_HDR_RECORD_ROUTE, on_record_route, dialog);

  return err;
}

int
od_sip_dialog_alloc (struct od_sip_dialog **dialogp,
                     const OdSipOwn *own,
                     const struct sip_msg *msg)
{
  struct od_sip_dialog *dialog;
  int err;

  OD_ASSERT_SWITCH ();
  dialog = mem_zalloc (sizeof (*dialog), dialog_destroy);
  if (!dialog)
    return ENOMEM;

  dialog->own = own;
  err = learn (dialog, msg);
  if (err)
    mem_deref (dialog);
  else
    *dialogp = dialog;

  return err;
}

bool
od_sip_dialog_is_with (const struct od_sip_dialog *dialog, const struct pl *tag)
{
  OD_ASSERT_SWITCH ();
  return pl_isset (tag) ? !pl_strcmp (tag, dialog->tag) : dialog->tag[0] == '\0';
}

static const char *
get_target (const struct od_sip_dialog *dialog)
{
  return dialog->target ? dialog->target : dialog->own->target;
}

/* A Contact by name cannot be looked up here (no resolver on this thread): such a carrier
 * takes the requests where it took the INVITE. */
static int
next_hop (const struct od_sip_dialog *dialog, struct uri *uri)
{
  struct sa numeric;
  struct pl pl;

  if (!dialog->own->hop_is_fixed) {
    pl_set_str (&pl, dialog->first_route ? dialog->first_route : get_target (dialog));
    if (!uri_decode (uri, &pl) && !sa_set (&numeric, &uri->host, 1))
      return 0;
  }

  pl_set_str (&pl, dialog->own->hop);
  return uri_decode (uri, &pl);
}

static int
send_request (struct od_sip_dialog *dialog,
              struct sip_request **reqp,
              const char *method,
              uint32_t cseq,
              sip_resp_h *resph)
{
  const OdSipOwn *own = dialog->own;
  struct uri hop;
  int err;

  err = next_hop (dialog, &hop);
  if (err)
    return err;

  return sip_requestf (reqp, own->sip, reqp != NULL, method, get_target (dialog), &hop,
                       NULL, NULL, resph, dialog,
                       "%b"
                       "To: %s\r\nFrom: %s\r\nCall-ID: %s\r\nCSeq: %u %s\r\n"
                       "Contact: <%s>\r\n" AGENT_HEADER "Content-Length: 0\r\n\r\n",
                       dialog->routes ? dialog->routes->buf : NULL,
                       dialog->routes ? dialog->routes->end : (size_t) 0, dialog->to,
                       own->from, own->call_id, cseq, method, own->contact);
}

void
od_sip_dialog_ack (struct od_sip_dialog *dialog)
{
  OD_ASSERT_SWITCH ();
  (void) send_request (dialog, NULL, "ACK", dialog->own->cseq, NULL);
}

static void
on_bye_reply (int err, const struct sip_msg *msg, void *arg)
{
  struct od_sip_dialog *dialog = arg;

  if (!msg || msg->scode >= 200)
    dialog->bye = NULL;
}

void
od_sip_dialog_bye (struct od_sip_dialog *dialog)
{
  OD_ASSERT_SWITCH ();
  if (send_request (dialog, &dialog->bye, "BYE", dialog->own->cseq + 1, on_bye_reply))
    dialog->bye = NULL; /* nobody to tell; the other side will miss our audio */
}

bool
od_sip_dialog_is_settled (const struct od_sip_dialog *dialog)
{
  OD_ASSERT_SWITCH ();
  return !dialog->bye;
}
