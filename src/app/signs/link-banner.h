/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdLinkBanner:
 *
 * Says so while the server cannot be heard, at the top of a window. Main thread.
 */
#define OD_TYPE_LINK_BANNER (od_link_banner_get_type ())
G_DECLARE_FINAL_TYPE (OdLinkBanner, od_link_banner, OD, LINK_BANNER, AdwBin)

/** od_link_banner_new: @desk: a reference is taken. */
GtkWidget *od_link_banner_new (OdDesk *desk);

/** od_link_banner_set_desk: for banners made by a template. */
void od_link_banner_set_desk (OdLinkBanner *self, OdDesk *desk);

/** od_link_banner_is_shown: it says so now. */
gboolean od_link_banner_is_shown (OdLinkBanner *self);
