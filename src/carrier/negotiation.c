/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SDP of one call, on top of libre's sdp_session. Knows no SIP and no socket. Single
 * thread.
 */
#include "carrier/negotiation.h"

#include <errno.h>

struct od_negotiation {
  struct sdp_session *sdp;        /* owned */
  struct sdp_media *audio;        /* owned by sdp */
  struct sdp_format *event;       /* owned by audio */
  const struct sdp_format *codec; /* owned by audio; NULL: not agreed */
};

static void
negotiation_destroy (void *data)
{
  struct od_negotiation *neg = data;

  mem_deref (neg->sdp);
}

static int
add_formats (struct od_negotiation *neg)
{
  int err;

  err = sdp_format_add (NULL, neg->audio, false, "0", "PCMU", OD_VOICE_RATE, 1, NULL,
                        NULL, NULL, false, NULL);
  if (err)
    return err;

  err = sdp_format_add (NULL, neg->audio, false, "8", "PCMA", OD_VOICE_RATE, 1, NULL,
                        NULL, NULL, false, NULL);
  if (err)
    return err;

  return sdp_format_add (&neg->event, neg->audio, false, "101", "telephone-event",
                         OD_VOICE_RATE, 1, NULL, NULL, NULL, false, "0-15");
}

int
od_negotiation_alloc (struct od_negotiation **negp, const struct sa *laddr)
{
  struct od_negotiation *neg;
  int err;

  if (!negp || !laddr)
    return EINVAL;

  neg = mem_zalloc (sizeof (*neg), negotiation_destroy);
  if (!neg)
    return ENOMEM;

  err = sdp_session_alloc (&neg->sdp, laddr);
  if (err)
    goto out;

  err = sdp_media_add (&neg->audio, neg->sdp, sdp_media_audio, 0, sdp_proto_rtpavp);
  if (err)
    goto out;

  err = add_formats (neg);

out:
  if (err)
    mem_deref (neg);
  else
    *negp = neg;

  return err;
}

void
od_negotiation_set_port (struct od_negotiation *neg, uint16_t port)
{
  sdp_media_set_lport (neg->audio, port);
}

static bool
is_codec (const struct sdp_format *fmt)
{
  return fmt->sup && (fmt->pt == 0 || fmt->pt == 8);
}

/* The caller's first codec that is one of ours; the other one is struck out, so that
 * our answer names one alone. */
static void
choose_codec (struct od_negotiation *neg)
{
  struct le *le;

  neg->codec = NULL;
  LIST_FOREACH (sdp_media_format_lst (neg->audio, false), le)
  {
    if (!neg->codec && is_codec (le->data))
      neg->codec = le->data;
  }

  if (!neg->codec)
    return;

  LIST_FOREACH (sdp_media_format_lst (neg->audio, true), le)
  {
    struct sdp_format *fmt = le->data;

    if (is_codec (fmt) && fmt->pt != neg->codec->pt)
      fmt->sup = false;
  }
}

int
od_negotiation_hear (struct od_negotiation *neg, struct mbuf *mb, bool offer)
{
  const struct sa *addr;
  int err;

  neg->codec = NULL; /* decoding frees the caller's formats */
  err = sdp_decode (neg->sdp, mb, offer);
  if (err)
    return err;

  choose_codec (neg);
  addr = sdp_media_raddr (neg->audio);
  if (!neg->codec || !sa_port (addr))
    return EPROTO;

  /* A pretend company sends to this machine only; 0.0.0.0 is the old way to say hold. */
  return sa_is_loopback (addr) || sa_is_any (addr) ? 0 : EPROTO;
}

int
od_negotiation_say (struct od_negotiation *neg, struct mbuf **descp, bool offer)
{
  return sdp_encode (descp, neg->sdp, offer);
}

const char *
od_negotiation_codec (const struct od_negotiation *neg)
{
  if (!neg->codec)
    return NULL;

  /* not its name: static payload types come without one */
  return neg->codec->pt == 0 ? "PCMU" : "PCMA";
}

void
od_negotiation_get_peer (const struct od_negotiation *neg, struct od_line_peer *peer)
{
  const struct sa *addr = sdp_media_raddr (neg->audio);

  *peer = (struct od_line_peer){ .dir = SDP_INACTIVE, .pt = -1, .event_pt = -1 };
  sa_init (&peer->addr, AF_UNSPEC);
  if (!neg->codec)
    return;

  peer->pt = neg->codec->pt;
  peer->event_pt = neg->event->sup ? neg->event->pt : -1;
  if (!sa_is_loopback (addr))
    return;

  peer->addr = *addr;
  peer->dir = sdp_media_dir (neg->audio);
}
