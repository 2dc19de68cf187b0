/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The charts' colours. Pure; any thread. */

#define OD_PALETTE_SIZE 12

/* Parts of one: 0.0 to 1.0. */
typedef struct {
  double red;
  double green;
  double blue;
} OdColour;

/** od_palette_pick: @taken: bit n set: another label has colour n. Returns: this label's
 * colour, the same wherever the label is drawn unless another has it; when all are taken,
 * its own all the same. */
guint od_palette_pick (const char *label, guint taken);

/** od_palette_get: @index: below OD_PALETTE_SIZE. Each contrasts at least 3 to 1 with
 * the theme's light and dark ground. */
OdColour od_palette_get (guint index);
