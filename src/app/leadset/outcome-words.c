/*
 * The outcomes after which a lead may be dialed again, in a supervisor's words. Pure.
 */
#include "app/leadset/outcome-words.h"

#include <glib/gi18n.h>

/* clang-format off */
static const OdOutcomeWords outcomes[OD_OUTCOME_WORDS_N] = {
  { "no-answer",         N_ ("No answer"),                     TRUE },
  { "busy",              N_ ("Busy line"),                     TRUE },
  { "BUSY",              N_ ("BUSY, said the agent"),          TRUE },
  { "ANSWERING MACHINE", N_ ("ANSWERING MACHINE"),             TRUE },
  { "no-agent",          N_ ("No agent was free"),             FALSE },
  { "lead-left",         N_ ("Hung up before an agent came"),  FALSE },
  { "declined",          N_ ("Declined"),                      FALSE },
  { "trunk-refused",     N_ ("Refused by the carrier"),        FALSE },
  { "no-reply",          N_ ("No reply from the carrier"),     TRUE },
  { "transport",         N_ ("Could not be sent"),             TRUE },
};
/* clang-format on */

const OdOutcomeWords *
od_outcome_words_get (void)
{
  return outcomes;
}
