/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outcomes after which a lead may be dialed again. Pure.
 */
#include "shared/model/recycle.h"

static const OdEndReason ends[] = { OD_END_BUSY,      OD_END_DECLINED,
                                    OD_END_NO_ANSWER, OD_END_TRUNK_REFUSED,
                                    OD_END_NO_REPLY,  OD_END_TRANSPORT,
                                    OD_END_NO_AGENT,  OD_END_LEAD_LEFT };

const char *
od_recycle_find_outcome (const char *outcome)
{
  if (g_str_equal (outcome, OD_DISPOSITION_MACHINE))
    return OD_DISPOSITION_MACHINE;
  if (g_str_equal (outcome, OD_DISPOSITION_BUSY))
    return OD_DISPOSITION_BUSY;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    const char *name = od_end_reason_get_name (ends[i]);

    if (g_str_equal (outcome, name))
      return name;
  }

  return NULL;
}

gboolean
od_recycle_add (OdRecycle *recycle, const char *outcome)
{
  if (g_str_equal (outcome, OD_DISPOSITION_MACHINE))
    return recycle->machine = TRUE;
  if (g_str_equal (outcome, OD_DISPOSITION_BUSY))
    return recycle->busy = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    if (g_str_equal (outcome, od_end_reason_get_name (ends[i]))) {
      recycle->ends |= G_GUINT64_CONSTANT (1) << ends[i];
      return TRUE;
    }
  }

  return FALSE;
}
