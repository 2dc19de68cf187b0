/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define OD_BACKEND_ERROR (od_backend_error_quark ())
GQuark od_backend_error_quark (void);

/* What to do about it. Every message is a sentence for people. */
typedef enum {
  OD_BACKEND_ERROR_OFFLINE,    /* nobody answered, or not now: try again later */
  OD_BACKEND_ERROR_SIGNED_OUT, /* sign in (again) */
  OD_BACKEND_ERROR_REFUSED,    /* the server said no: do not repeat it */
  OD_BACKEND_ERROR_VERSION,    /* the server speaks another edition: update */
  OD_BACKEND_ERROR_ADDRESS,    /* the server's address cannot be used: correct it */
} OdBackendError;

/** od_backend_error_new: what the server said: @problem and @field as below. */
GError *od_backend_error_new (OdBackendError code,
                              const char *message,
                              const char *problem,
                              const char *field);

/** od_backend_error_get_problem: (nullable): the stable code of a REFUSED request, as the
 * server names it ("stale"). Lent by @error. */
const char *od_backend_error_get_problem (const GError *error);

/** od_backend_error_get_field: (nullable): which field of the body was refused. Lent by
 * @error. */
const char *od_backend_error_get_field (const GError *error);
