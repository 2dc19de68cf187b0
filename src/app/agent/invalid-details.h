/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * OdInvalidDetails:
 *
 * Asks why a lead's details are wrong, and whether to say so.
 *
 * Signals:
 *   "confirmed" (const char *reason)  "" when none was given
 */
#define OD_TYPE_INVALID_DETAILS (od_invalid_details_get_type ())
G_DECLARE_FINAL_TYPE (OdInvalidDetails,
                      od_invalid_details,
                      OD,
                      INVALID_DETAILS,
                      AdwMessageDialog)

/** od_invalid_details_new: @live: the call is on the line, and will be ended. */
OdInvalidDetails *od_invalid_details_new (GtkWindow *parent, gboolean live);
