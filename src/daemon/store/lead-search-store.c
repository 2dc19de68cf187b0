/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL that looks for leads. A leadset may have ten million: every page walks an index
 * from where the one before stopped, and stops itself after so many rows, whether it
 * found anything or not.
 */
#include "daemon/store/lead-search-store.h"

#include "daemon/store/counter-store.h"
#include "daemon/store/lead-row.h"
#include "shared/model/disposition.h"

#include <string.h>

/* clang-format off */
#define LEAD \
  "l.id, l.leadset_id, l.phone, l.status, l.fields, l.dial_state, l.attempts, l.version"

static const char by_phone[] =
  "SELECT " LEAD ", 0 FROM lead l WHERE l.leadset_id = :leadset"
  " AND l.phone >= :from AND l.phone < :end ORDER BY l.phone LIMIT :look";
/* The index gives the calls in the order of their leads; what is sorted at the end is in
 * order already, and no more than :look. */
static const char by_slice[] =
  "SELECT " LEAD ", c.n FROM"
  " (SELECT lead_id, count(*) AS n FROM call WHERE leadset_id = :leadset"
  "   AND slice = :slice AND lead_id > :after GROUP BY lead_id ORDER BY lead_id"
  "   LIMIT :look) AS c"
  " CROSS JOIN lead l WHERE l.id = c.lead_id ORDER BY c.lead_id";
static const char has_slice[] =
  "SELECT EXISTS (SELECT 1 FROM counter WHERE leadset_id = :leadset AND name = :name)"
  " OR EXISTS (SELECT 1 FROM disposition WHERE label = :label)";
/* clang-format on */

/* '/' comes right before '0' and ':' right after '9': what begins with a text of digits
 * stands between the text itself and the text with ':', what follows a phone begins at
 * the phone with '/'. A phone has at most 15 digits and no leading zero: it is a number
 * where the next page begins, and becomes the same text again. */
static OdStatement *
query_by_phone (OdTx *tx, const OdLeadSearch *search, guint look, GError **error)
{
  g_autofree char *end = g_strconcat (search->prefix, ":", NULL);
  g_autofree char *from = search->after == 0
                            ? g_strdup (search->prefix)
                            : g_strdup_printf ("%" G_GINT64_FORMAT "/", search->after);

  return od_db_query (tx->db, by_phone, error, OD_INT (":leadset", search->leadset_id),
                      OD_TEXT (":from",
                               strcmp (from, search->prefix) < 0 ? search->prefix : from),
                      OD_TEXT (":end", end), OD_INT (":look", look));
}

/* One row more than is looked at tells whether there is a next page. */
static OdStatement *
query (OdTx *tx, const OdLeadSearch *search, GError **error)
{
  gboolean all = search->wanted == NULL && (search->slice == NULL || !*search->prefix);
  guint look = (all ? MIN (search->limit, OD_LEAD_SEARCH_LOOK) : OD_LEAD_SEARCH_LOOK) + 1;

  if (search->slice == NULL)
    return query_by_phone (tx, search, look, error);

  return od_db_query (tx->db, by_slice, error, OD_INT (":leadset", search->leadset_id),
                      OD_TEXT (":slice", search->slice), OD_INT (":after", search->after),
                      OD_INT (":look", look));
}

static gboolean
is_wanted (const OdLeadSearch *search, const OdLead *lead)
{
  return g_str_has_prefix (lead->phone, search->prefix)
         && (search->wanted == NULL || search->wanted (lead, search->data));
}

static gint64
place_of (const OdLeadSearch *search, const OdLead *lead)
{
  return search->slice != NULL ? lead->id : g_ascii_strtoll (lead->phone, NULL, 10);
}

static gboolean
fill (OdLeadPage *page, const OdLeadSearch *search, OdStatement *st, GError **error)
{
  gint64 place = 0;

  while (od_statement_next (st, error)) {
    g_autoptr (OdLead) lead = NULL;

    if (page->looked == OD_LEAD_SEARCH_LOOK || page->leads->len == search->limit) {
      page->next = place;
      return TRUE;
    }
    lead = od_row_read (&od_lead_row, st);
    page->looked++;
    place = place_of (search, lead);
    if (is_wanted (search, lead)) {
      gint64 calls = od_statement_get_int (st, 8);

      g_array_append_val (page->calls, calls);
      g_ptr_array_add (page->leads, g_steal_pointer (&lead));
    }
  }

  return od_statement_is_through (st);
}

void
od_lead_page_free (OdLeadPage *page)
{
  g_ptr_array_unref (page->leads);
  g_array_unref (page->calls);
  g_free (page);
}

OdLeadPage *
od_lead_search_store_read (OdTx *tx, const OdLeadSearch *search, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdLeadPage) page = g_new0 (OdLeadPage, 1);
  g_autoptr (OdStatement) st = query (tx, search, error);

  page->leads = g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);
  page->calls = g_array_new (FALSE, FALSE, sizeof (gint64));
  return fill (page, search, st, error) ? g_steal_pointer (&page) : NULL;
}

static gboolean
is_everywhere (const char *slice)
{
  for (int i = 0; i < OD_SYSTEM_N_DISPOSITIONS; i++) {
    if (strcmp (od_system_disposition_get_name (i), slice) == 0)
      return TRUE;
  }

  return strcmp (slice, "Null") == 0;
}

gboolean
od_lead_search_store_knows_slice (OdTx *tx,
                                  gint64 leadset_id,
                                  const char *slice,
                                  gboolean *known,
                                  GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autofree char *name = g_strconcat (OD_COUNTER_SLICE, slice, NULL);

  *known = is_everywhere (slice);
  return *known
         || od_statement_take_bool (od_db_query (tx->db, has_slice, error,
                                                 OD_INT (":leadset", leadset_id),
                                                 OD_TEXT (":name", name),
                                                 OD_TEXT (":label", slice)),
                                    known, error);
}
