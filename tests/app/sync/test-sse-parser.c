/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Server-Sent Events, in pieces of every size.
 */
#include "app/sync/sse-parser.h"

#include <string.h>

/* clang-format off */
static const struct {
  const char *name;
  const char *stream;
  const char *events; /* "name|id|data;" for each */
} cases[] = {
  { "one",             "event: me\ndata: {}\n\n",                "me|-|{};" },
  { "id",              "id: 7\nevent: a\ndata: x\n\n",           "a|7|x;" },
  { "id-is-not-kept",  "id: 7\ndata: x\n\ndata: y\n\n",          "message|7|x;message|-|y;" },
  { "crlf",            "event: a\r\ndata: x\r\n\r\ndata: y\r\n\r\n", "a|-|x;message|-|y;" },
  { "cr",              "data: x\r\rdata: y\r\r",                 "message|-|x;message|-|y;" },
  { "many-lines",      "data: x\ndata:  y\ndata\n\n",            "message|-|x\n y\n;" },
  { "no-space",        "event:a\ndata:x\n\n",                    "a|-|x;" },
  { "heartbeat",       ":\n\n:\n\ndata: x\n\n",                  "message|-|x;" },
  { "comment-inside",  "data: x\n: hello\ndata: y\n\n",          "message|-|x\ny;" },
  { "no-data",         "event: a\nid: 3\n\ndata: x\n\n",         "message|-|x;" },
  { "empty-data",      "data:\n\n",                              "message|-|;" },
  { "unknown-field",   "retry: 5\nfoo: bar\ndata: x\n\n",        "message|-|x;" },
  { "byte-order-mark", "\xef\xbb\xbf" "data: x\n\n",             "message|-|x;" },
  { "unfinished",      "data: x\n\ndata: y\n",                   "message|-|x;" },
  { "no-utf-8",        "data: \xff\ndata: x\n\n",                "message|-|x;" },
  { "utf-8",           "data: J\xc3\xbcrgen\n\n",                "message|-|J\xc3\xbcrgen;" },
  { "colon-in-data",   "data: a: b\n\n",                         "message|-|a: b;" },
};
/* clang-format on */

static char *
parse (const char *stream, gsize piece)
{
  g_autoptr (OdSseParser) parser = od_sse_parser_new ();
  g_autoptr (GPtrArray)
    events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_sse_event_free);
  GString *text = g_string_new (NULL);

  for (gsize at = 0; at < strlen (stream); at += piece)
    g_assert_true (od_sse_parser_feed (parser, stream + at,
                                       MIN (piece, strlen (stream) - at), events));
  for (guint i = 0; i < events->len; i++) {
    const OdSseEvent *event = g_ptr_array_index (events, i);

    g_string_append_printf (text, "%s|%s|%s;", event->name,
                            event->id != NULL ? event->id : "-", event->data);
  }
  return g_string_free (text, FALSE);
}

static void
test_events_do_not_depend_on_the_pieces (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (gsize piece = 1; piece <= strlen (cases[i].stream); piece++) {
    g_autofree char *events = parse (cases[i].stream, piece);

    g_assert_cmpstr (events, ==, cases[i].events);
  }
}

static void
test_a_stream_without_end_of_line_is_given_up (void)
{
  g_autoptr (OdSseParser) parser = od_sse_parser_new ();
  g_autoptr (GPtrArray)
    events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_sse_event_free);
  g_autofree char *piece = g_strnfill (1024 * 1024, 'x');

  for (guint i = 0; i < 4; i++)
    g_assert_true (od_sse_parser_feed (parser, piece, 1024 * 1024, events));
  g_assert_false (od_sse_parser_feed (parser, piece, 1024 * 1024, events));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/sse-parser/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i),
                          test_events_do_not_depend_on_the_pieces);
  }
  g_test_add_func ("/sse-parser/no-end", test_a_stream_without_end_of_line_is_given_up);
  return g_test_run ();
}
