/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GET /leadsets/{id}/leads: which of a leadset's leads, a page at a time. What is asked
 * for is read on the main thread, the rest is the reader's.
 */
#include "daemon/api/route.h"

#include "daemon/store/lead-search-store.h"
#include "daemon/store/leadset-store.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/lead-json.h"
#include "shared/wire/paths.h"

#include <microhttpd.h>
#include <string.h>

#define PAGE       500 /* leads at most, and if nobody says how many */
#define MAX_PREFIX 15  /* digits of a phone */
#define MAX_CHARS  100 /* of words and dispositions */

typedef struct {
  char *prefix;
  char **words;      /* folded; NULL: any name */
  char *disposition; /* NULL: whatever came of the calls */
  gint64 after;
  gint64 limit;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_free (query->prefix);
  g_strfreev (query->words);
  g_free (query->disposition);
  g_free (query);
}

/* --- what is asked for ------------------------------------------------------------ */

static gboolean
refuse (GError **error, const char *parameter, const char *why)
{
  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_QUERY, "%s: %s", parameter, why);
  return FALSE;
}

static gboolean
read_number (const char *name, const char *text, gint64 *number, GError **error)
{
  if (g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL))
    return TRUE;

  return refuse (error, name, "must be a whole number");
}

/* A form's way to write a space, and everybody's. NULL with @error. */
static char *
read_text (const char *name, const char *text, GError **error)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  g_autofree char *decoded = g_uri_unescape_string (spaced, NULL);

  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    refuse (error, name, "must be UTF-8, escaped as in every address");
  else if (*g_strstrip (decoded) == '\0')
    refuse (error, name, "must not be empty");
  else if (g_utf8_strlen (decoded, -1) > MAX_CHARS)
    refuse (error, name, "must not be longer than 100 characters");
  else
    return g_steal_pointer (&decoded);
  return NULL;
}

/* What is composed and what is decomposed, large and small, are one; a letter with its
 * accent and one without are two. */
static char *
fold (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (composed != NULL ? composed : "", -1);
}

static gboolean
read_words (Query *query, const char *text, GError **error)
{
  g_autofree char *words = read_text ("words", text, error);
  g_autofree char *folded = words != NULL ? fold (words) : NULL;

  if (folded == NULL)
    return FALSE;

  g_strfreev (query->words);
  query->words = g_strsplit_set (folded, " \t\n", -1);
  return TRUE;
}

static gboolean
read_parameter (Query *query, const char *name, const char *text, GError **error)
{
  if (strcmp (name, "limit") == 0)
    return read_number (name, text, &query->limit, error);
  if (strcmp (name, "after") == 0)
    return read_number (name, text, &query->after, error);
  if (strcmp (name, "words") == 0)
    return read_words (query, text, error);
  if (strcmp (name, OD_FIELD_DISPOSITION) == 0) {
    g_free (query->disposition);
    query->disposition = read_text (name, text, error);
    return query->disposition != NULL;
  }
  if (strcmp (name, "prefix") != 0)
    return refuse (error, name, "leads cannot be asked for by this");
  if (strlen (text) > MAX_PREFIX || strspn (text, "0123456789") != strlen (text))
    return refuse (error, name, "must be up to 15 digits");

  g_free (query->prefix);
  query->prefix = g_strdup (text);
  return TRUE;
}

typedef struct {
  Query *query;
  GError **error;
  gboolean ok;
} Reading;

static enum MHD_Result
on_parameter (void *data, enum MHD_ValueKind kind, const char *name, const char *text)
{
  Reading *reading = data;

  reading->ok = read_parameter (reading->query, name, text != NULL ? text : "",
                                reading->error);
  return reading->ok ? MHD_YES : MHD_NO;
}

static gboolean
check_query (OdRequest *request, GError **error)
{
  Query *query = g_new0 (Query, 1);
  Reading reading = { query, error, TRUE };

  request->scratch = query;
  request->free_scratch = query_free;
  query->prefix = g_strdup ("");
  query->limit = PAGE;
  MHD_get_connection_values (request->connection, MHD_GET_ARGUMENT_KIND, on_parameter,
                             &reading);
  if (reading.ok && query->limit == 0)
    return refuse (error, "limit", "must be at least 1");

  return reading.ok;
}

/* --- what is answered ------------------------------------------------------------- */

static const char *
text_of (json_t *fields, const char *name)
{
  const char *text = json_string_value (json_object_get (fields, name));

  return text != NULL ? text : "";
}

/* Every word stands somewhere in the first or the last name. Reader thread. */
static gboolean
has_words (const OdLead *lead, gpointer data)
{
  char **words = data;
  json_t *fields = lead->fields != NULL ? json_loads (lead->fields, 0, NULL) : NULL;
  g_autofree char *name = g_strconcat (text_of (fields, "First Name"), " ",
                                       text_of (fields, "Last Name"), NULL);
  g_autofree char *folded = fold (name);
  gboolean all = TRUE;

  json_decref (fields);
  for (gsize i = 0; all && words[i] != NULL; i++)
    all = strstr (folded, words[i]) != NULL;
  return all;
}

static gboolean
check_disposition (OdTx *tx, gint64 leadset_id, const char *label, GError **error)
{
  gboolean known = TRUE;

  if (label != NULL
      && !od_lead_search_store_knows_slice (tx, leadset_id, label, &known, error))
    return FALSE;

  return known || refuse (error, OD_FIELD_DISPOSITION, "no call comes out like this");
}

/* (transfer full): some 40 KB, so it is written and not built: a tree of a page's fields
 * cost most of its time. */
static char *
page_to_text (const OdLeadPage *page, gboolean with_calls)
{
  GString *text = g_string_sized_new (64 * 1024);

  g_string_append (text, "{\"" OD_FIELD_LEADS "\":[");
  for (guint i = 0; i < page->leads->len; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    od_lead_json_append (text, g_ptr_array_index (page->leads, i),
                         with_calls ? g_array_index (page->calls, gint64, i) : -1);
  }

  g_string_append_printf (text, "],\"" OD_FIELD_LOOKED_AT "\":%u,\"" OD_FIELD_NEXT "\":",
                          page->looked);
  if (page->next != 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "}", page->next);
  else
    g_string_append (text, "null}");
  return g_string_free (text, FALSE);
}

static gboolean
read_page (OdTx *tx, OdRequest *request, GError **error)
{
  Query *query = request->scratch;
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);
  g_autoptr (OdLeadPage) page = NULL;
  OdLeadSearch search = { .leadset_id = request->id,
                          .prefix = query->prefix,
                          .slice = query->disposition,
                          .wanted = query->words != NULL ? has_words : NULL,
                          .data = query->words,
                          .after = query->after,
                          .limit = MIN (query->limit, PAGE) };

  if (leadset == NULL || !check_disposition (tx, request->id, query->disposition, error))
    return FALSE;
  page = od_lead_search_store_read (tx, &search, error);
  if (page == NULL)
    return FALSE;

  od_request_answer_text (request, page_to_text (page, query->disposition != NULL));
  return TRUE;
}

/* clang-format off */
static const OdRoute routes[] = {
  { "GET",    OD_PATH_LEADSET_LEADS,   OD_MAY_SUPERVISE, OD_ROUTE_SEARCH,
    .work = read_page, .act = check_query },
};
/* clang-format on */

const OdRouteTable od_lead_list_routes = { routes, G_N_ELEMENTS (routes) };
