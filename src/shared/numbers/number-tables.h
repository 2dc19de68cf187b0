/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/*
 * The plans as automata, one pool of nodes for all of them. A machine is the node it
 * begins at; node 0 is where nothing can match any more. For this room alone.
 */
typedef struct {
  uint16_t edges;   /* where its followers begin in od_number_edges */
  uint16_t pattern; /* which follower each digit takes */
  uint16_t
    output; /* what is known of the digits so far; each machine has its own words */
} OdNumberNode;

/* What becomes of a prefix that matched. */
typedef struct {
  uint8_t keep; /* whether anything of the match stays */
  uint8_t front, back;
  char literal[5]; /* put before what stays */
} OdNumberAction;

typedef struct {
  char name[4];
  char trunk[3]; /* the national prefix as people write it */
  uint16_t code;
  uint16_t general, idd, national; /* machines */
  uint32_t lengths, local_lengths; /* bit n: numbers of n digits exist */
} OdNumberRegion;

typedef struct {
  uint16_t code;
  uint16_t first, count; /* its regions, the main one first */
  uint16_t kinds;        /* machine: region and kind */
  uint16_t mobile_has_place;
} OdNumberCode;

/* A name that people give a country, folded as number-country.c folds. */
typedef struct {
  const char *name;
  uint16_t region;
} OdNumberName;

#pragma GCC visibility push(hidden)
extern const uint8_t od_number_patterns[][10];
extern const uint16_t od_number_edges[];
extern const OdNumberNode od_number_nodes[];
extern const OdNumberAction od_number_actions[];
extern const OdNumberRegion od_number_regions[];
extern const OdNumberCode od_number_codes[];
extern const uint8_t od_number_code_places[1000]; /* + 1; 0: no country's */
extern const uint16_t od_number_by_name[];        /* regions of countries, "AC" to "ZW" */
extern const uint16_t od_number_by_name_from[27]; /* where each first letter begins */
extern const char *const od_number_titles[];      /* in the order of od_number_by_name */
extern const OdNumberName od_number_names[];      /* in order of their octets */
extern const unsigned od_number_name_count;
extern const uint16_t od_number_zone_root; /* machine: which list of zones */
extern const char *const od_number_zone_names[];
extern const uint16_t od_number_zone_lists[];
extern const uint16_t od_number_zone_starts[];
#pragma GCC visibility pop

static inline unsigned
od_number_tables_step (unsigned node, char digit)
{
  const OdNumberNode *at = &od_number_nodes[node];

  return od_number_edges[at->edges + od_number_patterns[at->pattern][digit - '0']];
}

/** od_number_tables_walk: what @machine says of @digits. */
static inline unsigned
od_number_tables_walk (unsigned machine, const char *digits, unsigned n)
{
  unsigned node = machine;

  for (unsigned i = 0; i < n && node != 0; i++)
    node = od_number_tables_step (node, digits[i]);
  return od_number_nodes[node].output;
}
