/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a leg's two sides agree on, in SDP; libre's parser does the reading. Runs on the
 * switch thread.
 */
#include "daemon/switch/call-sdp.h"
#include "shared/model/thread.h"

#define PT_EVENT "101" /* what carriers expect */

struct od_call_sdp {
  struct sdp_session *session;
  struct sdp_media *audio; /* lives in the session */
};

static void
sdp_destroy (void *data)
{
  struct od_call_sdp *sdp = data;

  mem_deref (sdp->session);
}

static int
add_formats (struct sdp_media *m)
{
  int err;

  err = sdp_format_add (NULL, m, false, "0", "PCMU", 8000, 1, NULL, NULL, NULL, false,
                        NULL);
  if (err)
    return err;

  err = sdp_format_add (NULL, m, false, "8", "PCMA", 8000, 1, NULL, NULL, NULL, false,
                        NULL);
  if (err)
    return err;

  err = sdp_format_add (NULL, m, false, PT_EVENT, "telephone-event", 8000, 1, NULL, NULL,
                        NULL, false, "0-15");
  if (err)
    return err;

  return sdp_media_set_lattr (m, true, "ptime", "20");
}

int
od_call_sdp_alloc (struct od_call_sdp **sdpp, const struct sa *local)
{
  struct od_call_sdp *sdp;
  int err;

  OD_ASSERT_SWITCH ();
  sdp = mem_zalloc (sizeof (*sdp), sdp_destroy);
  if (!sdp)
    return ENOMEM;

  err = sdp_session_alloc (&sdp->session, local);
  if (err)
    goto out;

  err = sdp_media_add (&sdp->audio, sdp->session, sdp_media_audio, sa_port (local),
                       sdp_proto_rtpavp);
  if (err)
    goto out;

  err = add_formats (sdp->audio);

out:
  if (err)
    mem_deref (sdp);
  else
    *sdpp = sdp;

  return err;
}

int
od_call_sdp_encode (struct od_call_sdp *sdp, struct mbuf **mbp, bool offer)
{
  OD_ASSERT_SWITCH ();
  return sdp_encode (mbp, sdp->session, offer);
}

/* The other side's first codec that is also ours. */
static bool
find_audio (const struct sdp_media *m, guint8 *pt)
{
  const struct le *le;

  for (le = list_head (sdp_media_format_lst (m, false)); le; le = le->next) {
    const struct sdp_format *format = le->data;

    if (format->sup && (format->pt == 0 || format->pt == 8)) {
      *pt = format->pt;
      return true;
    }
  }

  return false;
}

int
od_call_sdp_read (struct od_call_sdp *sdp,
                  struct mbuf *mb,
                  bool offer,
                  OdCallMedia *media)
{
  const struct sdp_format *event;
  int err;

  OD_ASSERT_SWITCH ();
  if (!mb || mbuf_get_left (mb) == 0)
    return EBADMSG;

  err = sdp_decode (sdp->session, mb, offer);
  if (err)
    return err;

  if (!sdp_media_rport (sdp->audio) || !find_audio (sdp->audio, &media->audio_pt))
    return ENOTSUP;

  event = sdp_media_rformat (sdp->audio, "telephone-event");
  media->event_pt = event ? event->pt : -1;
  media->rtp = *sdp_media_raddr (sdp->audio);
  return sa_isset (&media->rtp, SA_ALL) ? 0 : EBADMSG;
}
