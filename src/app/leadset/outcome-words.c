/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outcomes after which a lead may be dialed again, in a supervisor's words. Main
 * thread.
 */
#include "app/leadset/outcome-words.h"

#include "shared/wire/disposition-json.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

/* clang-format off */
static const struct {
  const char *outcome;
  const char *words;
  gboolean usual, unspent;
} nobody_answered[] = {
  { "no-answer",     N_ ("No answer"),                    TRUE,  FALSE },
  { "busy",          N_ ("Busy line"),                    TRUE,  FALSE },
}, others[] = {
  { "no-agent",      N_ ("No agent was free"),            FALSE, FALSE },
  { "lead-left",     N_ ("Hung up before an agent came"), FALSE, FALSE },
  { "declined",      N_ ("Declined"),                     FALSE, FALSE },
  { "trunk-refused", N_ ("Refused by the carrier"),       FALSE, TRUE  },
  { "no-reply",      N_ ("No reply from the carrier"),    TRUE,  TRUE },
  { "transport",     N_ ("Could not be sent"),            TRUE,  TRUE },
};
/* clang-format on */

static void
clear (gpointer data)
{
  OdOutcomeWords *one = data;

  g_free (one->outcome);
  g_free (one->words);
}

/* Takes @words. */
static void
add (GArray *list, const char *outcome, char *words, gboolean usual, gboolean unspent)
{
  OdOutcomeWords one = { g_strdup (outcome), words, usual, unspent };

  g_array_append_val (list, one);
}

static json_t *
find_campaign (OdDesk *desk, gint64 id)
{
  OdRecordList *campaigns = od_desk_get_list (desk, OD_DESK_CAMPAIGNS);
  OdRecord *record = od_record_list_find (campaigns, id);

  return record != NULL ? od_record_get_body (record) : NULL;
}

static void
add_dispositions (GArray *list, json_t *campaign)
{
  json_t *offered = od_disposition_json_offered (campaign), *one;
  gsize i;

  json_array_foreach (offered, i, one)
  {
    const char *label = json_string_value (json_object_get (one, OD_FIELD_LABEL));

    if (!json_is_true (json_object_get (one, OD_FIELD_FINAL)))
      add (list, label, g_strdup_printf (_ ("Agent chose %s"), label), TRUE, FALSE);
  }
  json_decref (offered);
}

GArray *
od_outcome_words_list (OdDesk *desk, OdRecord *leadset)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (OdOutcomeWords));

  g_array_set_clear_func (list, clear);
  for (gsize i = 0; i < G_N_ELEMENTS (nobody_answered); i++)
    add (list, nobody_answered[i].outcome, g_strdup (_ (nobody_answered[i].words)),
         nobody_answered[i].usual, nobody_answered[i].unspent);
  add_dispositions (list,
                    find_campaign (desk, od_record_get_int (leadset, OD_FIELD_CAMPAIGN)));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    add (list, others[i].outcome, g_strdup (_ (others[i].words)), others[i].usual,
         others[i].unspent);
  return list;
}
