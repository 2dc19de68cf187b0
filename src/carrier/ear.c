/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ear of a callee: RTP in, facts out. It never sends anything. Single thread.
 *
 * A recording is a time line: its beginning is the answer, and sound stands where it
 * was heard. Within one stream the RTP timestamps say where; at the first packet, and
 * when the stream changes, the clock does.
 */
#include "carrier/ear.h"

#include <rem.h>

#include <errno.h>

enum {
  RATE = 8000,
  US_PER_SAMPLE = 1000000 / RATE,
  /* A jump of timestamps by more than this is a new time line, not a pause. */
  MAX_PAUSE = 60 * RATE,
  MAX_PACKET = 1500,
  EVENT_BYTES = 4,
  EVENT_END = 0x80,
};

struct od_ear {
  struct od_recording *recording; /* owned; NULL: not recorded */
  int64_t began_us;
  int64_t heard_us; /* last packet, or when silence was last excused */
  uint32_t packets;

  uint32_t ssrc;    /* of the stream we are in; means nothing before it is known */
  uint32_t next_ts; /* where that stream's next sound is expected */
  bool known;

  uint32_t event_ts; /* of the last key that was told */
  bool event_told;

  od_ear_first_h *firsth;
  od_ear_digit_h *digith;
  void *arg;
};

static void
ear_destroy (void *data)
{
  struct od_ear *ear = data;

  mem_deref (ear->recording);
}

int
od_ear_alloc (struct od_ear **earp,
              struct od_recording *recording,
              int64_t now_us,
              od_ear_first_h *firsth,
              od_ear_digit_h *digith,
              void *arg)
{
  struct od_ear *ear;

  if (!earp || !firsth || !digith) {
    mem_deref (recording);
    return EINVAL;
  }

  ear = mem_zalloc (sizeof (*ear), ear_destroy);
  if (!ear) {
    mem_deref (recording);
    return ENOMEM;
  }

  ear->recording = recording;
  ear->began_us = ear->heard_us = now_us;
  ear->firsth = firsth;
  ear->digith = digith;
  ear->arg = arg;
  *earp = ear;

  return 0;
}

/* RFC 4733: a key is repeated while it is down and its end is sent three times, all
 * with the timestamp of its beginning. */
static void
hear_event (struct od_ear *ear, const struct rtp_header *hdr, struct mbuf *mb)
{
  static const char keys[] = "0123456789*#ABCD";
  uint8_t key, flags;

  if (mbuf_get_left (mb) < EVENT_BYTES)
    return;

  key = mbuf_read_u8 (mb);
  flags = mbuf_read_u8 (mb);
  if (key >= sizeof (keys) - 1 || !(flags & EVENT_END))
    return;
  if (ear->event_told && ear->event_ts == hdr->ts)
    return;

  ear->event_told = true;
  ear->event_ts = hdr->ts;
  ear->digith (keys[key], ear->arg);
}

/* How much silence stands between the end of the recording and this packet; negative:
 * the packet is late, its place is taken. */
static int64_t
gap_before (const struct od_ear *ear,
            const struct rtp_header *hdr,
            size_t sampc,
            int64_t now_us)
{
  int64_t ahead, by_clock;

  if (ear->known && ear->ssrc == hdr->ssrc) {
    ahead = (int32_t) (hdr->ts - ear->next_ts);
    if (ahead > -RATE && ahead < MAX_PAUSE)
      return ahead;
  }

  by_clock = (now_us - ear->began_us) / US_PER_SAMPLE - (int64_t) sampc
             - (int64_t) od_recording_length (ear->recording);

  return by_clock > 0 ? by_clock : 0;
}

static void
hear_sound (struct od_ear *ear,
            const struct rtp_header *hdr,
            struct mbuf *mb,
            int64_t now_us)
{
  size_t sampc = mbuf_get_left (mb);
  int16_t sampv[MAX_PACKET];
  int64_t gap;
  int err = 0;

  if (!ear->recording || !sampc || sampc > MAX_PACKET)
    return;

  gap = gap_before (ear, hdr, sampc, now_us);
  if (gap < 0)
    return;

  for (size_t i = 0; i < sampc; i++) {
    uint8_t byte = mbuf_read_u8 (mb);

    sampv[i] = hdr->pt == 0 ? g711_ulaw2pcm (byte) : g711_alaw2pcm (byte);
  }

  err = od_recording_add_silence (ear->recording, (size_t) gap);
  if (!err)
    err = od_recording_add (ear->recording, sampv, sampc);
  if (err) { /* no memory: the call goes on unrecorded */
    re_fprintf (stderr, "A recording stops: %m.\n", err);
    ear->recording = mem_deref (ear->recording);
  }

  ear->known = true;
  ear->ssrc = hdr->ssrc;
  ear->next_ts = hdr->ts + (uint32_t) sampc;
}

void
od_ear_hear (struct od_ear *ear, struct mbuf *mb, int event_pt, int64_t now_us)
{
  struct rtp_header hdr;

  if (rtp_hdr_decode (&hdr, mb) || hdr.ver != RTP_VERSION)
    return;

  ear->heard_us = now_us;
  if (ear->packets++ == 0)
    ear->firsth (ear->arg);

  if (hdr.pt == event_pt)
    hear_event (ear, &hdr, mb);
  else if (hdr.pt == 0 || hdr.pt == 8)
    hear_sound (ear, &hdr, mb, now_us);
}

void
od_ear_excuse (struct od_ear *ear, int64_t now_us)
{
  ear->heard_us = now_us;
}

int64_t
od_ear_silent_us (const struct od_ear *ear, int64_t now_us)
{
  return now_us - ear->heard_us;
}

uint32_t
od_ear_packets (const struct od_ear *ear)
{
  return ear ? ear->packets : 0;
}
