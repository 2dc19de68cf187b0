/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a statement gave. Any thread.
 */
#include "app/staging/staged-result.h"

void
od_staged_result_free (OdStagedResult *result)
{
  g_strfreev (result->columns);
  g_clear_pointer (&result->rows, g_ptr_array_unref);
  g_free (result);
}
