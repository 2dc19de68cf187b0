/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who hears whom. Runs on the switch thread.
 */
#include "daemon/switch/bridge.h"

#include "shared/model/thread.h"

#include <re.h>

struct od_bridge {
  OdParty *parties[2]; /* lent: a leg leaves before it goes */
};

static void
open_one_way (OdParty *from, OdParty *to)
{
  bool open = from->may_talk && to->may_hear;

  from->hearer = open ? to->leg : NULL;
  to->speaker = open ? from->leg : NULL;
}

static void
work_out (const struct od_bridge *bridge)
{
  open_one_way (bridge->parties[0], bridge->parties[1]);
  open_one_way (bridge->parties[1], bridge->parties[0]);
}

int
od_bridge_join (OdParty *one, OdParty *other)
{
  struct od_bridge *bridge;

  OD_ASSERT_SWITCH ();
  if (one->bridge || other->bridge)
    return EALREADY;

  bridge = mem_zalloc (sizeof (*bridge), NULL);
  if (!bridge)
    return ENOMEM;

  bridge->parties[0] = one;
  bridge->parties[1] = other;
  for (int i = 0; i < 2; i++) {
    bridge->parties[i]->bridge = bridge;
    bridge->parties[i]->may_talk = bridge->parties[i]->may_hear = true;
  }
  work_out (bridge);
  return 0;
}

void
od_bridge_leave (OdParty *party)
{
  struct od_bridge *bridge = party->bridge;

  OD_ASSERT_SWITCH ();
  if (!bridge)
    return;

  for (int i = 0; i < 2; i++) {
    bridge->parties[i]->hearer = bridge->parties[i]->speaker = NULL;
    bridge->parties[i]->bridge = NULL;
  }
  mem_deref (bridge);
}

void
od_bridge_allow (OdParty *party, bool may_talk, bool may_hear)
{
  OD_ASSERT_SWITCH ();
  if (!party->bridge)
    return;

  party->may_talk = may_talk;
  party->may_hear = may_hear;
  work_out (party->bridge);
}
