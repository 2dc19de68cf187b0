/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <re.h>

/*
 * What a pretend person says: 8 kHz mono, in frames of 20 ms, made once when the
 * town is read and then shared by all calls that say it. A voice has no clock of its
 * own: the speaker counts the frames.
 */

enum {
  OD_VOICE_RATE = 8000, /* samples a second */
  OD_VOICE_FRAME = 160, /* samples in 20 ms */
  OD_VOICE_TONE_MIN_HZ = 50,
  OD_VOICE_TONE_MAX_HZ = 3900, /* just below half the rate */
};

struct od_voice;

/** od_voice_alloc_silence: says nothing, for ever. Returns errno. */
int od_voice_alloc_silence (struct od_voice **voicep);

/** od_voice_alloc_tone: one tone of @hz, for ever. EINVAL if @hz is out of range. */
int od_voice_alloc_tone (struct od_voice **voicep, uint32_t hz);

/** od_voice_alloc_wav: the file @path, again and again. It must be 8 kHz mono 16 bit
 * and hold at least one sample: EPROTO says it is not, ENODATA that it is empty. */
int od_voice_alloc_wav (struct od_voice **voicep, const char *path);

/** od_voice_alloc_machine: an answering machine: @greeting in words with gaps (a tone)
 * or once through (a WAV), a beep of 1000 Hz, then silence for ever. */
int od_voice_alloc_machine (struct od_voice **voicep, const struct od_voice *greeting);

/** od_voice_frame: writes frame number @frame, counted from 0 at the answer. Samples
 * are never -32768, which librem's G.711 cannot encode. */
void od_voice_frame (const struct od_voice *voice,
                     uint64_t frame,
                     int16_t sampv[OD_VOICE_FRAME]);
