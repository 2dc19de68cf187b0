/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "carrier/ear.h"
#include "carrier/voice.h"

/*
 * The audio of one answered call: a UDP socket, a voice that speaks into it and an ear
 * at its other end.
 */

struct od_line;

/** struct od_line_ports: where RTP ports are taken from. lo 0: the system chooses.
 * Even ports from lo up to hi, in turn, so that a port rests before it is used again. */
struct od_line_ports {
  uint16_t lo;
  uint16_t hi;
  uint16_t next; /* 0 at first */
};

/** struct od_line_peer: where the caller's audio lives, as the last SDP said. */
struct od_line_peer {
  struct sa addr;   /* not set: nothing is sent */
  enum sdp_dir dir; /* what *we* may do */
  int pt;           /* 0 PCMU, 8 PCMA, -1 not agreed yet */
  int event_pt;     /* telephone-event, -1 none */
};

/** od_line_alloc: binds a port of @ports on @laddr. @voice and @ear get a reference.
 * Returns errno; EADDRINUSE: all ports are taken. */
int od_line_alloc (struct od_line **linep,
                   const struct sa *laddr,
                   struct od_line_ports *ports,
                   struct od_voice *voice,
                   struct od_ear *ear);

/** od_line_port: the local port. */
uint16_t od_line_port (const struct od_line *line);

/** od_line_set_peer: the caller's side is known, or has moved. */
void od_line_set_peer (struct od_line *line, const struct od_line_peer *peer);

/** od_line_beat: @beat is the number of the 20 ms beat we are in. Speaks the frames
 * that are due: the first one on the first call, then one a beat. */
void od_line_beat (struct od_line *line, uint64_t beat, int64_t now_us);

/** od_line_sent: RTP packets sent. */
uint32_t od_line_sent (const struct od_line *line);
