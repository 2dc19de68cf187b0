/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/staging/staging.h"

#include <adwaita.h>

/**
 * OdResultView:
 *
 * What a SELECT found, as a table that can only be looked at. Main thread.
 */
#define OD_TYPE_RESULT_VIEW (od_result_view_get_type ())
G_DECLARE_FINAL_TYPE (OdResultView, od_result_view, OD, RESULT_VIEW, AdwBin)

/** od_result_view_show: (nullable): copied; NULL: nothing was asked. */
void od_result_view_show (OdResultView *self, const OdStagedResult *result);
