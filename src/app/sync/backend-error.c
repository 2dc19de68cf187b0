/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can go wrong between this program and the server. Any thread.
 */
#include "app/sync/backend-error.h"

typedef struct {
  char *problem; /* NULL: none; so field */
  char *field;
} OdBackendErrorPrivate;

static void
od_backend_error_private_init (OdBackendErrorPrivate *private)
{
}

static void
od_backend_error_private_copy (const OdBackendErrorPrivate *from,
                               OdBackendErrorPrivate *to)
{
  to->problem = g_strdup (from->problem);
  to->field = g_strdup (from->field);
}

static void
od_backend_error_private_clear (OdBackendErrorPrivate *private)
{
  g_free (private->problem);
  g_free (private->field);
}

G_DEFINE_EXTENDED_ERROR (OdBackendError, od_backend_error)

const char *
od_backend_error_get_problem (const GError *error)
{
  g_return_val_if_fail (error->domain == OD_BACKEND_ERROR, NULL);
  return od_backend_error_get_private (error)->problem;
}

const char *
od_backend_error_get_field (const GError *error)
{
  g_return_val_if_fail (error->domain == OD_BACKEND_ERROR, NULL);
  return od_backend_error_get_private (error)->field;
}

GError *
od_backend_error_new (OdBackendError code,
                      const char *message,
                      const char *problem,
                      const char *field)
{
  GError *error = g_error_new_literal (OD_BACKEND_ERROR, code, message);
  OdBackendErrorPrivate *private = od_backend_error_get_private (error);

  private->problem = g_strdup (problem);
  private->field = g_strdup (field);
  return error;
}
