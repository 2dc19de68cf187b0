/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leads are found by phone, by anything and by what came of their calls; pages are
 * bounded, lose nobody and show nobody twice; lists and the pie agree.
 */
#include "daemon/store/lead-search-store.h"

#include "daemon/store/call-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/store-scene.h"
#include "daemon/store/tally-store.h"
#include "daemon/store/disposition-store.h"

#include <gio/gio.h>
#include <string.h>

static OdLeadPage *
read_one (OdTx *tx, const OdLeadSearch *search)
{
  g_autoptr (GError) error = NULL;
  OdLeadPage *page = od_lead_search_store_read (tx, search, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->leads->len, ==, page->calls->len);
  g_assert_cmpuint (page->leads->len, <=, search->limit);
  g_assert_cmpuint (page->looked, <=, OD_LEAD_SEARCH_LOOK);
  return page;
}

/* All pages. @phones (nullable): each once. Returns: how many leads. */
static guint
read_all (OdTx *tx, OdLeadSearch search, GHashTable *phones, gint64 *calls)
{
  guint n = 0;

  *calls = 0;
  do {
    g_autoptr (OdLeadPage) page = read_one (tx, &search);

    for (guint i = 0; i < page->leads->len; i++) {
      const OdLead *lead = g_ptr_array_index (page->leads, i);

      g_assert_cmpint (lead->leadset_id, ==, search.leadset_id);
      g_assert_true (g_str_has_prefix (lead->phone, search.prefix));
      *calls += g_array_index (page->calls, gint64, i);
      g_assert_true (phones == NULL || g_hash_table_add (phones, g_strdup (lead->phone)));
    }
    n += page->leads->len;
    g_assert_cmpint (page->next, !=, search.after == 0 ? -1 : search.after);
    search.after = page->next;
  } while (search.after != 0);
  return n;
}

static const struct {
  const char *prefix;
  guint n;
} lists[] = {
  { "", 13 }, { "441", 10 }, { "4410", 10 },  { "44100", 1 },
  { "9", 0 }, { "45", 3 },   { "441000", 0 }, { "4510", 3 },
};

static void
test_leads_are_listed_by_prefix_and_page (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 other = od_scene_add_leadset (s, "Other", s->campaign, TRUE);
  gint64 calls;
  OdTx *tx;

  od_scene_add_leads (s, s->leadset, "READY", 45100, 2);
  od_scene_add_leads (s, s->leadset, "READY", 44100, 10);
  od_scene_add_leads (s, other, "READY", 44105, 5);
  od_scene_add_leads (s, s->leadset, "READY", 451001234567890, 1);
  tx = od_scene_begin (s);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    for (guint limit = 1; limit <= 14; limit++) {
      g_autoptr (GHashTable)
        phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      OdLeadSearch search = { .leadset_id = s->leadset,
                              .prefix = lists[i].prefix,
                              .limit = limit };

      g_assert_cmpuint (read_all (tx, search, phones, &calls), ==, lists[i].n);
      g_assert_cmpint (calls, ==, 0);
    }
  }
  od_scene_commit (s);
}

/* Nobody is left out and nobody comes twice though a number is changed between pages. */
static void
test_the_last_page_says_so (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdLeadSearch search = { .leadset_id = s->leadset, .prefix = "", .limit = 5 };
  g_autoptr (OdLeadPage) first = NULL, last = NULL;
  const OdLead *lead;
  OdTx *tx;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 10);
  tx = od_scene_begin (s);
  first = read_one (tx, &search);
  g_assert_cmpint (first->next, ==, 44104);
  search.after = first->next;
  last = read_one (tx, &search);
  lead = g_ptr_array_index (last->leads, 0);
  g_assert_cmpstr (lead->phone, ==, "44105");
  g_assert_cmpuint (last->leads->len, ==, 5);
  g_assert_cmpint (last->next, ==, 0);
  od_scene_commit (s);
}

static gboolean
ends_so (const OdLead *lead, gpointer end)
{
  return g_str_has_suffix (lead->phone, end);
}

static void
test_a_page_looks_at_so_many_leads_and_no_more (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdLeadSearch search = { .leadset_id = s->leadset,
                          .prefix = "",
                          .wanted = ends_so,
                          .data = (gpointer) "9999",
                          .limit = 500 };
  g_autoptr (OdLeadPage) page = NULL;
  gint64 calls;
  OdTx *tx;

  od_scene_add_leads (s, s->leadset, "READY", 4410000, 2 * OD_LEAD_SEARCH_LOOK + 7);
  tx = od_scene_begin (s);
  page = read_one (tx, &search);
  g_assert_cmpuint (page->looked, ==, OD_LEAD_SEARCH_LOOK);
  g_assert_cmpuint (page->leads->len, ==, 0);
  g_assert_cmpint (page->next, ==, 4410000 + OD_LEAD_SEARCH_LOOK - 1);
  search.data = (gpointer) "7";
  search.limit = 100;
  g_assert_cmpuint (read_all (tx, search, NULL, &calls), ==,
                    (2 * OD_LEAD_SEARCH_LOOK + 7) / 10);
  od_scene_commit (s);
}

/* --- slices ----------------------------------------------------------------------- */

/* How calls come out, three of the first eight so that nobody calls again. */
static const struct {
  int steps; /* of ring, answer, bridge */
  OdCallEvent event;
  OdEndReason end; /* NONE: still on */
  const char *disposition;
} day[] = {
  { 1, OD_CALL_FAIL, OD_END_BUSY, NULL },
  { 1, OD_CALL_FAIL, OD_END_NO_ANSWER, NULL },
  { 0, OD_CALL_FAIL, OD_END_NO_REPLY, NULL },
  { 2, OD_CALL_EXPIRE, OD_END_NO_AGENT, NULL },
  { 3, OD_CALL_HANGUP, OD_END_AGENT_HUNG_UP, NULL },
  { 3, OD_CALL_HANGUP, OD_END_LEAD_HUNG_UP, "NOT INTERESTED" },
  { 3, OD_CALL_HANGUP, OD_END_LEAD_HUNG_UP, "SALE MADE" },
  { 3, OD_CALL_HANGUP, OD_END_AGENT_HUNG_UP, "ANN'S OWN WORD" },
  { 1, OD_CALL_FAIL, OD_END_NONE, NULL },
  { 3, OD_CALL_FAIL, OD_END_NONE, "SALE MADE" },
};

static void
call (OdScene *s, int turn, gsize i)
{
  static const OdCallEvent way[] = { OD_CALL_RING, OD_CALL_ANSWER, OD_CALL_BRIDGE };
  g_autofree char *id = g_strdup_printf ("call-%d-%d", turn, (int) i);
  g_autoptr (GError) error = NULL;

  g_assert_true (od_scene_begin_call (s, s->campaign, id));
  for (int j = 0; j < day[i].steps; j++)
    od_scene_step (s, id, way[j], s->ann, OD_END_NONE);
  if (day[i].end != OD_END_NONE)
    od_scene_step (s, id, day[i].event, 0, day[i].end);
  if (day[i].disposition != NULL) {
    OD_OK (od_call_store_dispose (od_scene_begin (s), id, s->ann, day[i].disposition, 0,
                                  &error));
    od_scene_commit (s);
  }
}

/* All up to @last but those whom nobody may call again. */
static void
bring_back (OdScene *s, gint64 last)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);

  for (gint64 id = 1; id <= last; id++) {
    g_autoptr (OdLead) lead = od_lead_store_get (tx, id, &error);
    gboolean forbids;

    OD_OK (od_disposition_store_forbids (tx, id, &forbids, &error));
    if (!forbids && lead->dial_state != OD_LEAD_READY)
      OD_OK (
        od_lead_state_store_move (tx, id, lead->dial_state, OD_LEAD_READY, 0, &error));
  }
  od_scene_commit (s);
}

/* Every slice of the pie is the sum of the calls in its list. */
static guint
check_pie (OdScene *s, guint limit)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdBoard) board = od_tally_store_get_leadset (tx, s->leadset, &error);
  gint64 sum = 0;

  for (guint i = 0; i < board->pie->len; i++) {
    const OdSlice *slice = &g_array_index (board->pie, OdSlice, i);
    g_autoptr (GHashTable)
      phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    OdLeadSearch search = {
      .leadset_id = s->leadset, .prefix = "", .slice = slice->label, .limit = limit
    };
    gint64 calls;
    gboolean known;

    g_assert_cmpuint (read_all (tx, search, phones, &calls), >, 0);
    g_assert_cmpint (calls, ==, slice->n);
    OD_OK (
      od_lead_search_store_knows_slice (tx, s->leadset, slice->label, &known, &error));
    g_assert_true (known);
    sum += calls;
  }
  g_assert_cmpint (sum, ==,
                   od_scene_ask (tx, "SELECT count(*) FROM call WHERE ended_at_ms"
                                     " IS NOT NULL"));
  od_scene_commit (s);
  return board->pie->len;
}

static void
test_lists_and_slices_agree (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 last = od_scene_add_leads (s, s->leadset, "READY", 44100, 8);

  for (int turn = 0; turn < 3; turn++) {
    for (gsize i = 0; i < 8; i++)
      call (s, turn, turn % 2 == 0 ? i : 7 - i);
    bring_back (s, last);
    /* In the place of three who said something final. */
    last = od_scene_add_leads (s, s->leadset, "READY", 45100 + 100 * turn, 3);
  }
  call (s, 3, 8);
  call (s, 3, 9);
  for (guint limit = 1; limit < 5; limit++)
    g_assert_cmpuint (check_pie (s, limit), ==, 7);
}

static void
test_conditions_hold_together (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdLeadSearch search = { .leadset_id = s->leadset, .slice = "Rejected", .limit = 10 };
  gint64 calls;
  OdTx *tx;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  call (s, 0, 0);
  od_scene_add_leads (s, s->leadset, "READY", 45100, 1);
  call (s, 1, 0);
  tx = od_scene_begin (s);
  search.prefix = "";
  g_assert_cmpuint (read_all (tx, search, NULL, &calls), ==, 2);
  search.prefix = "45";
  g_assert_cmpuint (read_all (tx, search, NULL, &calls), ==, 1);
  search.wanted = ends_so;
  search.data = (gpointer) "9";
  g_assert_cmpuint (read_all (tx, search, NULL, &calls), ==, 0);
  search.leadset_id = 99;
  search.wanted = NULL;
  g_assert_cmpuint (read_all (tx, search, NULL, &calls), ==, 0);
  od_scene_commit (s);
}

static void
test_a_word_nobody_uses_is_not_known (void)
{
  static const char *const words[] = { "SALE MADE", "Null", "Rejected", "SALES", NULL };
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  gboolean known;

  for (int i = 0; words[i] != NULL; i++) {
    OD_OK (od_lead_search_store_knows_slice (tx, s->leadset, words[i], &known, &error));
    g_assert_cmpint (known, ==, strcmp (words[i], "SALES") != 0);
  }
  od_scene_commit (s);
}

/* --- the newest schema ------------------------------------------------------------ */

/* The names that calls of before get once are those that od_call_get_slice() gives. */
static void
test_calls_of_before_are_named_alike (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/dev/outdial/schema/"
                                                      "007-call-slice.sql",
                                                      0, NULL);
  const char *script = g_bytes_get_data (bytes, NULL);
  const char *begin = strstr (script, "UPDATE call");
  g_autofree char *update = g_strndup (begin, strchr (begin, ';') - begin);
  OdTx *tx;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 40);
  for (gsize i = 0; i < G_N_ELEMENTS (day); i++)
    call (s, 0, i);
  for (int end = OD_END_NONE + 1; end < OD_END_N_REASONS; end++) {
    g_autofree char *id = g_strdup_printf ("end-%d", end);

    g_assert_true (od_scene_begin_call (s, s->campaign, id));
    od_scene_step (s, id, OD_CALL_FAIL, 0, end);
  }
  tx = od_scene_begin (s);
  OD_OK (od_db_exec (tx->db,
                     "CREATE TEMP TABLE was AS SELECT id, slice FROM call;"
                     "UPDATE call SET slice = NULL",
                     &error));
  OD_OK (od_db_exec (tx->db, update, &error));
  g_assert_cmpint (od_scene_ask (tx, "SELECT count(*) FROM was"), ==,
                   G_N_ELEMENTS (day) + OD_END_N_REASONS - 1);
  g_assert_cmpint (od_scene_ask (tx, "SELECT count(*) FROM was JOIN call USING (id)"
                                     " WHERE was.slice IS DISTINCT FROM call.slice"),
                   ==, 0);
  od_scene_undo (s);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add_func ("/lead-search-store/" name, func)
  TEST ("prefix", test_leads_are_listed_by_prefix_and_page);
  TEST ("last-page", test_the_last_page_says_so);
  TEST ("bounded", test_a_page_looks_at_so_many_leads_and_no_more);
  TEST ("pie", test_lists_and_slices_agree);
  TEST ("together", test_conditions_hold_together);
  TEST ("unknown", test_a_word_nobody_uses_is_not_known);
  TEST ("before", test_calls_of_before_are_named_alike);
  return g_test_run ();
}
