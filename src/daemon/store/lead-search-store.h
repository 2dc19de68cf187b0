/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/lead.h"

/** OD_LEAD_SEARCH_LOOK: so many leads are looked at for one page, wanted or not: others
 * who read wait no longer than for that. */
#define OD_LEAD_SEARCH_LOOK 2000

typedef struct {
  gint64 leadset_id;
  const char *prefix; /* digits the phone begins with; "" for all */
  const char *slice;  /* see od_lead_search_store_read(); NULL for all */
  gboolean (*wanted) (const OdLead *lead, gpointer data); /* NULL: all; reader thread */
  gpointer data;
  gint64 after; /* what the page before said as next; 0: from the beginning */
  guint limit;  /* leads on the page */
} OdLeadSearch;

typedef struct {
  GPtrArray *leads; /* (element-type OdLead) */
  GArray *calls;    /* (element-type gint64): of each lead, those of the slice; or 0 */
  guint looked;     /* at so many leads */
  gint64 next;      /* where the next page begins; 0: this was the last */
} OdLeadPage;

void od_lead_page_free (OdLeadPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdLeadPage, od_lead_page_free)

/**
 * od_lead_search_store_read:
 *
 * A page of the leads that all of @search is true of. It may have few of them, or none,
 * and still say that there is a next one: no page looks at, or sorts, more than
 * OD_LEAD_SEARCH_LOOK leads.
 *
 * The slice is one of the leadset's disposition pie, which counts calls: "SALE MADE",
 * "Null" (an agent had the call and has said no word yet), "Rejected". The leads are
 * those who had such a call, each once, by id, with how many they had: over all pages
 * these numbers sum to the slice. A lead called twice stands in two lists if the calls
 * came out differently, as it stands in two slices. Without a slice the order is that of
 * the phones.
 */
OdLeadPage *
od_lead_search_store_read (OdTx *tx, const OdLeadSearch *search, GError **error);

/** od_lead_search_store_knows_slice: may a call come out so: by the engine, by every
 * campaign's or by any campaign's own words, or has one of this leadset before? */
gboolean od_lead_search_store_knows_slice (OdTx *tx,
                                           gint64 leadset_id,
                                           const char *slice,
                                           gboolean *known,
                                           GError **error);
