/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdTroubleBanner:
 *
 * Says why the server dials nothing, or only tries, at the top of a window. Main thread.
 */
#define OD_TYPE_TROUBLE_BANNER (od_trouble_banner_get_type ())
G_DECLARE_FINAL_TYPE (OdTroubleBanner, od_trouble_banner, OD, TROUBLE_BANNER, AdwBin)

/** od_trouble_banner_set_desk: once: a reference is taken. */
void od_trouble_banner_set_desk (OdTroubleBanner *self, OdDesk *desk);

/** od_trouble_banner_get_text: (nullable): what it says; NULL: it is not shown. */
const char *od_trouble_banner_get_text (OdTroubleBanner *self);
