/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <re.h>

/*
 * What a callee heard, as a WAV file: 8 kHz mono 16 bit. A second of sound is written
 * at a time and the header put right with it, so the file is a valid WAV whenever this
 * process ends, less at most its last second if it is killed.
 */

struct od_recorder;
struct od_recording;

/** od_recorder_alloc: the thread that writes for all recordings, so that a slow disk
 * never holds up a call. mem_deref () waits until all is written; the recordings go
 * first. Returns errno. */
int od_recorder_alloc (struct od_recorder **recorderp);

/** od_recording_alloc: makes @path, replacing what was there. mem_deref () hands the
 * rest to @recorder, which is lent. Returns errno. */
int od_recording_alloc (struct od_recording **recp,
                        struct od_recorder *recorder,
                        const char *path);

/** od_recording_add: adds samples at the end. Returns errno. */
int od_recording_add (struct od_recording *rec, const int16_t *sampv, size_t sampc);

/** od_recording_add_silence: adds @sampc samples of silence at the end. */
int od_recording_add_silence (struct od_recording *rec, size_t sampc);

/** od_recording_length: samples added so far. */
uint64_t od_recording_length (const struct od_recording *rec);
