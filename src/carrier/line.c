/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RTP of one call. The clock is not ours: the office counts beats of 20 ms for all
 * calls and a line speaks what is due. Single thread.
 */
#include "carrier/line.h"

#include <rem.h>

#include <errno.h>
#include <glib.h>

enum {
  RX_BYTES = 1500, /* libre would allocate 8192 for every packet */
  HEADROOM = RTP_HEADER_SIZE + OD_VOICE_FRAME,
  /* After a stall we catch up by this many frames and leave out the rest: a burst of
   * old sound helps nobody. */
  MAX_LATE = 5,
};

struct od_line {
  struct udp_sock *us;    /* owned */
  struct od_voice *voice; /* owned reference */
  struct od_ear *ear;     /* owned reference */
  struct mbuf *packet;    /* owned; used again for every frame */
  struct sa local;
  struct od_line_peer peer;
  uint64_t first_beat;
  uint64_t frames; /* that are over, spoken or left out */
  uint32_t sent;
  uint32_t first_ts;
  uint32_t ssrc;
  uint16_t seq;
};

static void
line_destroy (void *data)
{
  struct od_line *line = data;

  mem_deref (line->us);
  mem_deref (line->voice);
  mem_deref (line->ear);
  mem_deref (line->packet);
}

/* Only the caller's own host may be heard; its port may differ from the one it wants
 * to be sent to, RTP allows that. */
static void
on_packet (const struct sa *src, struct mbuf *mb, void *arg)
{
  struct od_line *line = arg;

  if (!sa_cmp (src, &line->peer.addr, SA_ADDR))
    return;

  od_ear_hear (line->ear, mb, line->peer.event_pt, g_get_monotonic_time ());
}

static int
bind_port (struct od_line *line, const struct sa *laddr, uint16_t port)
{
  struct sa local = *laddr;
  int err;

  sa_set_port (&local, port);
  err = udp_listen (&line->us, &local, on_packet, line);
  if (err)
    return err;

  udp_rxsz_set (line->us, RX_BYTES);

  return udp_local_get (line->us, &line->local);
}

static int
bind_some_port (struct od_line *line, const struct sa *laddr, struct od_line_ports *ports)
{
  uint32_t tries = (ports->hi - ports->lo) / 2 + 1;
  int err = EADDRINUSE;

  if (!ports->lo)
    return bind_port (line, laddr, 0);

  while (err == EADDRINUSE && tries-- > 0) {
    if (ports->next < ports->lo || ports->next > ports->hi)
      ports->next = ports->lo + (ports->lo & 1);
    err = bind_port (line, laddr, ports->next);
    /* past 65534 this wraps to 0, which is below lo and so begins again */
    ports->next = (uint16_t) (ports->next + 2);
  }

  return err;
}

int
od_line_alloc (struct od_line **linep,
               const struct sa *laddr,
               struct od_line_ports *ports,
               struct od_voice *voice,
               struct od_ear *ear)
{
  struct od_line *line;
  int err;

  if (!linep || !laddr || !ports || !voice || !ear)
    return EINVAL;

  line = mem_zalloc (sizeof (*line), line_destroy);
  if (!line)
    return ENOMEM;

  line->voice = mem_ref (voice);
  line->ear = mem_ref (ear);
  line->first_ts = rand_u32 ();
  line->ssrc = rand_u32 ();
  line->seq = rand_u16 () & 0x7fff; /* far from its wrap, as RFC 3711 advises */
  line->peer.pt = line->peer.event_pt = -1;
  sa_init (&line->peer.addr, AF_UNSPEC);
  line->packet = mbuf_alloc (HEADROOM);
  err = line->packet ? bind_some_port (line, laddr, ports) : ENOMEM;

  if (err)
    mem_deref (line);
  else
    *linep = line;

  return err;
}

uint16_t
od_line_port (const struct od_line *line)
{
  return sa_port (&line->local);
}

void
od_line_set_peer (struct od_line *line, const struct od_line_peer *peer)
{
  line->peer = *peer;
}

static int
speak (struct od_line *line, uint64_t frame)
{
  struct rtp_header hdr = { .ver = RTP_VERSION, .m = line->sent == 0 };
  struct mbuf *mb = line->packet;
  int16_t sampv[OD_VOICE_FRAME];
  int err;

  hdr.pt = (uint8_t) line->peer.pt;
  hdr.seq = line->seq++;
  hdr.ts = line->first_ts + (uint32_t) (frame * OD_VOICE_FRAME);
  hdr.ssrc = line->ssrc;

  mbuf_rewind (mb);
  err = rtp_hdr_encode (mb, &hdr);
  if (err)
    return err;

  od_voice_frame (line->voice, frame, sampv);
  for (size_t i = 0; i < OD_VOICE_FRAME && !err; i++)
    err = mbuf_write_u8 (mb, line->peer.pt == 0 ? g711_pcm2ulaw (sampv[i])
                                                : g711_pcm2alaw (sampv[i]));
  if (err)
    return err;

  mb->pos = 0;

  return udp_send (line->us, &line->peer.addr, mb);
}

void
od_line_beat (struct od_line *line, uint64_t beat, int64_t now_us)
{
  bool may_speak = line->peer.pt >= 0 && (line->peer.dir & SDP_SENDONLY)
                   && sa_isset (&line->peer.addr, SA_ALL);
  uint64_t due;

  if (line->first_beat == 0)
    line->first_beat = beat;
  if (!(line->peer.dir & SDP_RECVONLY))
    od_ear_excuse (line->ear, now_us);

  due = beat - line->first_beat + 1;
  if (due > line->frames + MAX_LATE)
    line->frames = due - MAX_LATE;

  for (; line->frames < due; line->frames++)
    /* A caller that is gone answers with ICMP: its packet is lost, no more. */
    if (may_speak && speak (line, line->frames) == 0)
      line->sent++;
}

uint32_t
od_line_sent (const struct od_line *line)
{
  return line ? line->sent : 0;
}
