/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Voices: sound computed or read once and then only looked up, so that two hundred
 * callees talking at once cost table look-ups. A voice never changes after it is made.
 */
#include "carrier/voice.h"

#include <rem.h>

enum {
  LOUDNESS = 30, /* percent of full scale: about -10 dB, loud and far from clipping */

  /* A greeting is seven words of 300 ms with gaps of 100 ms: 2.8 s, which is what
   * tells a machine from a person's "hello". */
  WORD = OD_VOICE_RATE * 3 / 10,
  GAP = OD_VOICE_RATE / 10,
  WORDS = 7,

  BEEP_HZ = 1000,
  BEEP = OD_VOICE_RATE / 2,
  /* The longest WAV: ten minutes. */
  WAV_MAX = OD_VOICE_RATE * 600,
};

struct od_voice {
  int16_t *sampv; /* owned */
  size_t sampc;   /* never 0 */
  bool words;     /* a tone: as a greeting it is cut in words */
  bool once;      /* silence after the last sample, else it starts again */
};

static void
voice_destroy (void *data)
{
  struct od_voice *voice = data;

  mem_deref (voice->sampv);
}

static int
voice_alloc (struct od_voice **voicep, size_t sampc)
{
  struct od_voice *voice;

  if (!voicep || !sampc)
    return EINVAL;

  voice = mem_zalloc (sizeof (*voice), voice_destroy);
  if (!voice)
    return ENOMEM;

  voice->sampv = mem_zalloc (sampc * sizeof (int16_t), NULL);
  if (!voice->sampv) {
    mem_deref (voice);
    return ENOMEM;
  }

  voice->sampc = sampc;
  *voicep = voice;

  return 0;
}

int
od_voice_alloc_silence (struct od_voice **voicep)
{
  return voice_alloc (voicep, OD_VOICE_FRAME);
}

/* Takes the samples out of @mb, little-endian as WAV files and librem write them. */
static int
voice_from_mbuf (struct od_voice **voicep, struct mbuf *mb)
{
  struct od_voice *voice;
  int err;

  if (mb->end < sizeof (int16_t))
    return ENODATA;

  err = voice_alloc (&voice, mb->end / sizeof (int16_t));
  if (err)
    return err;

  mb->pos = 0;
  for (size_t i = 0; i < voice->sampc; i++) {
    int16_t sample = (int16_t) sys_ltohs (mbuf_read_u16 (mb));

    voice->sampv[i] = sample == INT16_MIN ? INT16_MIN + 1 : sample;
  }
  *voicep = voice;

  return 0;
}

/* librem computes one second: of a whole number of hertz it ends where it began, so
 * it loops without a seam. */
int
od_voice_alloc_tone (struct od_voice **voicep, uint32_t hz)
{
  struct mbuf *mb;
  int err;

  if (hz < OD_VOICE_TONE_MIN_HZ || hz > OD_VOICE_TONE_MAX_HZ)
    return EINVAL;

  mb = mbuf_alloc (OD_VOICE_RATE * sizeof (int16_t));
  if (!mb)
    return ENOMEM;

  err = autone_sine (mb, OD_VOICE_RATE, hz, LOUDNESS, 0, 0);
  if (!err)
    err = voice_from_mbuf (voicep, mb);
  if (!err)
    (*voicep)->words = true;

  mem_deref (mb);

  return err;
}

static int
read_samples (struct mbuf *mb, struct aufile *file)
{
  uint8_t chunk[4096];
  size_t n;
  int err;

  do {
    n = sizeof (chunk);
    err = aufile_read (file, chunk, &n);
    if (!err && n > 0)
      err = mbuf_write_mem (mb, chunk, n);
    if (mb->end > WAV_MAX * sizeof (int16_t))
      err = EFBIG;
  } while (!err && n > 0);

  return err;
}

int
od_voice_alloc_wav (struct od_voice **voicep, const char *path)
{
  struct aufile_prm prm = { 0 };
  struct aufile *file = NULL;
  struct mbuf *mb = mbuf_alloc (OD_VOICE_RATE);
  int err;

  if (!voicep || !path || !mb) {
    err = mb ? EINVAL : ENOMEM;
    goto out;
  }

  err = aufile_open (&file, &prm, path, AUFILE_READ);
  if (err)
    goto out;

  if (prm.srate != OD_VOICE_RATE || prm.channels != 1 || prm.fmt != AUFMT_S16LE) {
    err = EPROTO;
    goto out;
  }

  err = read_samples (mb, file);
  if (!err)
    err = voice_from_mbuf (voicep, mb);

out:
  mem_deref (file);
  mem_deref (mb);

  return err;
}

int
od_voice_alloc_machine (struct od_voice **voicep, const struct od_voice *greeting)
{
  struct od_voice *machine, *beep;
  size_t spoken;
  int err;

  if (!voicep || !greeting)
    return EINVAL;

  err = od_voice_alloc_tone (&beep, BEEP_HZ);
  if (err)
    return err;

  spoken = greeting->words ? WORDS * (WORD + GAP) : greeting->sampc;
  err = voice_alloc (&machine, spoken + BEEP);
  if (err)
    goto out;

  machine->once = true;
  for (size_t i = 0; i < spoken; i++) {
    bool gap = greeting->words && i % (WORD + GAP) >= WORD;

    machine->sampv[i] = gap ? 0 : greeting->sampv[i % greeting->sampc];
  }
  for (size_t i = 0; i < BEEP; i++)
    machine->sampv[spoken + i] = beep->sampv[i % beep->sampc];
  *voicep = machine;

out:
  mem_deref (beep);

  return err;
}

void
od_voice_frame (const struct od_voice *voice,
                uint64_t frame,
                int16_t sampv[OD_VOICE_FRAME])
{
  uint64_t at = frame * OD_VOICE_FRAME;

  for (size_t i = 0; i < OD_VOICE_FRAME; i++, at++) {
    if (voice->once && at >= voice->sampc)
      sampv[i] = 0;
    else
      sampv[i] = voice->sampv[at % voice->sampc];
  }
}
