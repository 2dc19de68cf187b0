/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "carrier/voice.h"

/*
 * Who lives where: the pretend town, read from a CSV file.
 *
 *   who,does,ring_ms,talk_ms,say,weight
 *   44116,answer,500,0,440,1
 *   4420*,busy,300-900,,,12
 *
 * Lines that begin with # and empty lines say nothing; the header line above comes
 * first; fields are never quoted; fields at the end of a row may be left out.
 *
 *   who      a number (44116), a prefix (4420*), or * for everybody else. The exact
 *            number wins over the longest prefix, that over *. A leading + of the
 *            number dialed is ignored.
 *   does     a behaviour, see enum od_town_does
 *   ring_ms  how long it rings, or how long until the refusal; LO-HI is drawn, both
 *            ends included; empty is 0
 *   talk_ms  how long until the callee hangs up; 0 or empty: until the caller does
 *   say      a tone in Hz, or a WAV file beside the town file; empty is silence
 *   weight   several rows of one who share its calls by weight; empty is 1
 *
 * What a call meets is drawn by hashing the seed, the number and how many times that
 * number was dialed before (in this process). So the n-th call of a number meets the
 * same fate in every run with that seed, whatever order the numbers are dialed in.
 */

enum od_town_does {
  OD_TOWN_ANSWER,       /* answer: 180, 200, talks */
  OD_TOWN_BUSY,         /* busy: 486 */
  OD_TOWN_RINGS_OUT,    /* rings-out: 180; 480 after ring_ms, or never if that is 0 */
  OD_TOWN_NOT_FOUND,    /* not-found: 404; also who matches no row */
  OD_TOWN_UNAVAILABLE,  /* unavailable: 503 */
  OD_TOWN_DECLINED,     /* declined: 180, 603 */
  OD_TOWN_HANGS_UP,     /* hangs-up: 180, 200, and BYE at once */
  OD_TOWN_MACHINE,      /* machine: as answer; greets, beeps, then is silent */
  OD_TOWN_SILENT_TRUNK, /* silent-trunk: not one SIP answer */
  OD_TOWN_NO_RINGING,   /* no-ringing: as answer, without the 180 */
  OD_TOWN_NO_AUDIO,     /* no-audio: as answer, but the 200 says nothing of audio */
  OD_TOWN_DOES_COUNT,
};

struct od_town;

/** struct od_town_fate: what one call will meet. */
struct od_town_fate {
  enum od_town_does does;
  uint32_t ring_ms;
  uint32_t talk_ms;       /* 0: until the caller hangs up */
  struct od_voice *voice; /* lent by the town */
};

/** od_town_open: reads @path. Returns errno, and then @whyp is a sentence for people
 * that names file, line and reason; free it with g_free. */
int od_town_open (struct od_town **townp, const char *path, uint64_t seed, char **whyp);

/** od_town_draw: decides what the next call of @number meets, and counts that call. */
void od_town_draw (struct od_town *town, const char *number, struct od_town_fate *fate);

/** od_town_does_name: the word of the CSV file, "answer". */
const char *od_town_does_name (enum od_town_does does);
