/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outcomes after which a lead may be dialed again. Pure.
 */
#include "shared/model/recycle.h"

/* Between the labels of a list: no normalized label has one inside. */
#define SEPARATOR "\n"

static const guint64 open_ends = 1 << OD_END_BUSY | 1 << OD_END_DECLINED
                                 | 1 << OD_END_NO_ANSWER | 1 << OD_END_TRUNK_REFUSED
                                 | 1 << OD_END_NO_REPLY | 1 << OD_END_TRANSPORT
                                 | 1 << OD_END_NO_AGENT | 1 << OD_END_LEAD_LEFT;

static void
clear_rule (gpointer data)
{
  OdRetryRule *rule = data;

  g_free (rule->outcome);
}

GArray *
od_retry_rule_list_new (void)
{
  GArray *rules = g_array_new (FALSE, FALSE, sizeof (OdRetryRule));

  g_array_set_clear_func (rules, clear_rule);
  return rules;
}

gboolean
od_recycle_is_open_end (OdEndReason reason)
{
  return (open_ends >> reason & 1) == 1;
}

gboolean
od_recycle_is_open (const char *outcome)
{
  OdEndReason reason;

  return !od_end_reason_from_name (outcome, &reason) || od_recycle_is_open_end (reason);
}

gboolean
od_recycle_is_disposition (const char *outcome)
{
  OdEndReason reason;

  return !od_end_reason_from_name (outcome, &reason);
}

gboolean
od_recycle_add (OdRecycle *recycle, const char *outcome)
{
  OdEndReason reason;
  char *more;

  if (od_end_reason_from_name (outcome, &reason)) {
    recycle->ends |= (open_ends & G_GUINT64_CONSTANT (1) << reason);
    return od_recycle_is_open_end (reason);
  }

  more = g_strconcat (recycle->dispositions != NULL ? recycle->dispositions : SEPARATOR,
                      outcome, SEPARATOR, NULL);
  g_free (recycle->dispositions);
  recycle->dispositions = more;
  return TRUE;
}

void
od_recycle_clear (OdRecycle *recycle)
{
  g_clear_pointer (&recycle->dispositions, g_free);
}
