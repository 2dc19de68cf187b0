/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/staging/staging.h"

#include <adwaita.h>

/**
 * OdDataSuite:
 *
 * Rows on their way to a leadset, mended before they are uploaded: as a table, by SQL,
 * step by step undone, as a file. Main thread.
 *
 * Signals:
 *   "back-asked"    the rows are not to be mended any more
 *   "upload-asked"  they are good enough
 */
#define OD_TYPE_DATA_SUITE (od_data_suite_get_type ())
G_DECLARE_FINAL_TYPE (OdDataSuite, od_data_suite, OD, DATA_SUITE, AdwBin)

/** od_data_suite_set_staging: (nullable): being filled or filled; a reference is taken.
 */
void od_data_suite_set_staging (OdDataSuite *self, OdStaging *staging);

/** od_data_suite_set_filled: FALSE: how far the filling is, is shown. */
void od_data_suite_set_filled (OdDataSuite *self, gboolean filled);

/** od_data_suite_set_problem: (nullable): why the upload did not begin. */
void od_data_suite_set_problem (OdDataSuite *self, const char *problem);

/** od_data_suite_export: as if @file were chosen for Export; one at a time. */
void od_data_suite_export (OdDataSuite *self, GFile *file, OdStagedFormat format);

gboolean od_data_suite_is_exporting (OdDataSuite *self);
