/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outcomes after which a lead may be dialed again, in a supervisor's words. Pure.
 */
#include "app/leadset/outcome-words.h"

#include <glib/gi18n.h>

/* clang-format off */
static const OdOutcomeWords outcomes[OD_OUTCOME_WORDS_N] = {
  { "no-answer",         N_ ("No answer"),                     TRUE,  FALSE },
  { "busy",              N_ ("Busy line"),                     TRUE,  FALSE },
  { "BUSY",              N_ ("Agent chose BUSY"),              TRUE,  FALSE },
  { "ANSWERING MACHINE", N_ ("Agent chose ANSWERING MACHINE"), TRUE,  FALSE },
  { "no-agent",          N_ ("No agent was free"),             FALSE, FALSE },
  { "lead-left",         N_ ("Hung up before an agent came"),  FALSE, FALSE },
  { "declined",          N_ ("Declined"),                      FALSE, FALSE },
  { "trunk-refused",     N_ ("Refused by the carrier"),        FALSE, FALSE },
  { "no-reply",          N_ ("No reply from the carrier"),     TRUE,  TRUE },
  { "transport",         N_ ("Could not be sent"),             TRUE,  TRUE },
};
/* clang-format on */

const OdOutcomeWords *
od_outcome_words_get (void)
{
  return outcomes;
}
