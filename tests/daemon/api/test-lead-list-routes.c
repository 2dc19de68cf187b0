/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which leads are listed: by name in any script and case, by what came of their calls as
 * the pie counts it; and that a question that is not understood is not answered.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"

#define CALL "0190a000-0000-7000-8000-00000000ca11"

static json_t *
ask (Stage *stage, const char *query)
{
  g_autofree char *line = g_strconcat ("GET /v1/leadsets/1/leads", query, NULL);
  json_t *answer;

  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], line, "", "",
                               &answer),
                    ==, 200);
  return answer;
}

/* The ids of @query's leads: "1 2 5 ". */
static char *
ids_of (Stage *stage, const char *query)
{
  json_t *answer = ask (stage, query), *lead;
  GString *ids = g_string_new (NULL);
  gsize i;

  json_array_foreach (json_object_get (answer, "leads"), i, lead)
  {
    g_string_append_printf (ids, "%d ",
                            (int) json_integer_value (json_object_get (lead, "id")));
  }
  json_decref (answer);
  return g_string_free (ids, FALSE);
}

static const struct {
  const char *query, *ids;
} searches[] = {
  { "", "1 2 3 4 " },
  { "?words=ann", "1 2 " },
  { "?words=ANN%20k", "2 " },
  { "?words=k+ann", "2 " },
  { "?words=%C3%A4RGER", "3 " },   /* ä of Ärger */
  { "?words=%CE%91%CE%A3", "4 " }, /* ΑΣ of Ίας: large sigma, final sigma */
  { "?words=a%CC%88rger", "3 " },  /* a and its dots apart */
  { "?words=arger", "" },
  { "?words=york", "" }, /* a city is no name */
  { "?words=%25", "" },
  { "?words=ann&prefix=441002", "2 " },
  { "?words=ann&limit=1", "1 " },
  { "?words=ann&limit=1&after=441001", "2 " },
  { "?prefix=441&after=441003", "4 " },
  { "?disposition=Null", "" },
};

static void
test_names_in_every_script (Stage *stage, gconstpointer data)
{
  stage_open_floor (stage, 1);
  stage_do (stage, "POST /v1/leadsets/1/batches",
            "{\"upload\": \"" KEY_2 "\", \"n\": 0, \"leads\": ["
            "{\"phone\": \"441002\", \"status\": \"NEW\", \"fields\": {\"First Name\":"
            " \"JoAnne\", \"Last Name\": \"Kay\"}},"
            "{\"phone\": \"441003\", \"status\": \"NEW\", \"fields\": {\"Last Name\":"
            " \"Ärger\", \"City\": \"York\"}},"
            "{\"phone\": \"441004\", \"status\": \"NEW\", \"fields\": {\"First Name\":"
            " \"Ίας\"}}]}",
            NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++) {
    g_autofree char *ids = ids_of (stage, searches[i].query);

    g_test_message ("%s", searches[i].query);
    g_assert_cmpstr (ids, ==, searches[i].ids);
  }
}

static void
test_a_page_says_where_the_next_begins (Stage *stage, gconstpointer data)
{
  json_t *answer;

  stage_open_floor (stage, 3);
  answer = ask (stage, "?limit=2");
  g_assert_cmpint (json_integer_value (json_object_get (answer, "next")), ==, 441002);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "looked_at")), ==, 2);
  json_decref (answer);
  answer = ask (stage, "?limit=2&after=441002");
  g_assert_true (json_is_null (json_object_get (answer, "next")));
  g_assert_cmpuint (json_array_size (json_object_get (answer, "leads")), ==, 1);
  json_decref (answer);
}

static void
test_a_slice_lists_its_leads (Stage *stage, gconstpointer data)
{
  g_autofree char *nobody = NULL, *ann = NULL, *kay = NULL;
  json_t *answer, *board, *lead, *slice;

  stage_open_floor (stage, 2);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY),
                               "{\"disposition\": \"sale made\", \"pause\": true}", NULL),
                    ==, 200);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "GET /v1/leadsets/1/statistics", "", "", &board),
                    ==, 200);
  slice = json_array_get (json_object_get (board, "pie"), 0);
  g_assert_cmpstr (json_string_value (json_object_get (slice, "disposition")), ==,
                   "SALE MADE");
  answer = ask (stage, "?disposition=SALE%20MADE");
  g_assert_cmpuint (json_array_size (json_object_get (answer, "leads")), ==, 1);
  lead = json_array_get (json_object_get (answer, "leads"), 0);
  g_assert_cmpint (json_integer_value (json_object_get (lead, "matching_calls")), ==,
                   json_integer_value (json_object_get (slice, "count")));
  json_decref (answer);
  json_decref (board);
  nobody = ids_of (stage, "?disposition=Null");
  ann = ids_of (stage, "?disposition=SALE+MADE&words=ann");
  kay = ids_of (stage, "?disposition=SALE+MADE&words=kay");
  g_assert_cmpstr (nobody, ==, "");
  g_assert_cmpstr (ann, ==, "1 ");
  g_assert_cmpstr (kay, ==, "");
}

static const struct {
  const char *query, *field;
} wrong[] = {
  { "?prefix=44x", "prefix" },
  { "?prefix=1234567890123456", "prefix" },
  { "?limit=0", "limit" },
  { "?limit=many", "limit" },
  { "?after=-1", "after" },
  { "?words=", "words" },
  { "?words=+%20", "words" },
  { "?words=%ff", "words" },
  { "?words=%zz", "words" },
  { "?disposition", "disposition" },
  { "?disposition=SALES", "disposition" },
  { "?word=ann", "word" },
};

static void
test_what_is_not_understood_is_refused (Stage *stage, gconstpointer data)
{
  g_autofree char *long_words = g_strnfill (101, 'a');
  g_autofree char *long_line = g_strconcat ("GET /v1/leadsets/1/leads?words=", long_words,
                                            NULL);

  stage_open_floor (stage, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *line = g_strconcat ("GET /v1/leadsets/1/leads", wrong[i].query,
                                         NULL);
    const char *title;
    json_t *problem;

    g_test_message ("%s", wrong[i].query);
    g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], line, "", "",
                                 &problem),
                      ==, 400);
    g_assert_cmpstr (json_string_value (json_object_get (problem, "field")), ==,
                     wrong[i].field);
    title = json_string_value (json_object_get (problem, "title"));
    g_assert_true (g_str_has_prefix (title, wrong[i].field));
    json_decref (problem);
  }
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], long_line, "",
                               "", NULL),
                    ==, 400);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "GET /v1/leadsets/9/leads", "", "", NULL),
                    ==, 404);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "GET /v1/leadsets/1/leads", "", "", NULL),
                    ==, 403);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/lead-list-routes/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("names", test_names_in_every_script);
  TEST ("next", test_a_page_says_where_the_next_begins);
  TEST ("slice", test_a_slice_lists_its_leads);
  TEST ("refused", test_what_is_not_understood_is_refused);
  return g_test_run ();
}
