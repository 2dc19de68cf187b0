/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

struct od_leg;

/**
 * struct od_bridge: the parties of one conversation. Who hears whom is worked out when
 * somebody comes, goes, or may talk or hear no longer; what is asked for each packet is
 * one pointer. Two parties so far: a third needs a mixer. Switch thread.
 */
struct od_bridge;

/** OdParty: a leg's part in a conversation; it lies in the leg, zeroed at first. */
typedef struct {
  struct od_leg *leg;
  struct od_bridge *bridge; /* NULL: in none */
  bool may_talk;
  bool may_hear;
  struct od_leg *hearer;  /* who hears what this one says; NULL: nobody */
  struct od_leg *speaker; /* whom this one hears; NULL: nobody */
} OdParty;

/** od_bridge_join: both may talk and hear. ENOMEM, or EALREADY when one is in another
 * conversation. */
int od_bridge_join (OdParty *one, OdParty *other);

/** od_bridge_leave: the other one is in none either, then: nobody talks alone. */
void od_bridge_leave (OdParty *party);

/** od_bridge_allow: what @party may from now on; nothing when it is in none. */
void od_bridge_allow (OdParty *party, bool may_talk, bool may_hear);
