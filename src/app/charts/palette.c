/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which label is drawn in which colour: by its name, so that SALE MADE looks the same on
 * every page and on every day. Of middle lightness: seen on white and on black. Pure; any
 * thread.
 */
#include "app/charts/palette.h"

static const guint colours[OD_PALETTE_SIZE] = {
  0x1e74d5, 0x2ea05e, 0xd96e12, 0xa454be, 0xdb303f, 0x1d97a2,
  0xa58b09, 0xcc65a9, 0x58962b, 0x736ada, 0xad6b55, 0x5e7f77,
};

guint
od_palette_pick (const char *label, guint taken)
{
  guint own = g_str_hash (label) % OD_PALETTE_SIZE;

  for (guint i = 0; i < OD_PALETTE_SIZE; i++) {
    guint index = (own + i) % OD_PALETTE_SIZE;

    if ((taken & (1u << index)) == 0)
      return index;
  }

  return own;
}

OdColour
od_palette_get (guint index)
{
  guint rgb = colours[index];

  return (OdColour){ (rgb >> 16) / 255.0, (rgb >> 8 & 0xff) / 255.0,
                     (rgb & 0xff) / 255.0 };
}
