/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define OD_STAGING_ERROR (od_staging_error_quark ())
GQuark od_staging_error_quark (void);

typedef enum {
  OD_STAGING_ERROR_STATEMENT, /* what was typed cannot be run: say it differently */
  OD_STAGING_ERROR_TIMEOUT,   /* it took too long, and nothing was changed */
  OD_STAGING_ERROR_GONE,      /* the row is deleted: look again */
} OdStagingError;

/** od_staging_error_explain: puts what the database said of an order in words for a
 * person. @patience_ms: that the order had. */
void od_staging_error_explain (GError **error, gint64 patience_ms);
