/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes become lines, lines become events. A line ends by LF, CR or CR LF, and the CR may
 * be the last byte of one piece and the LF the first of the next. Pure.
 */
#include "app/sync/sse-parser.h"

#include <string.h>

#define MAX_EVENT (4 * 1024 * 1024) /* bytes; the server's largest is far below */

struct _OdSseParser {
  GString *line;       /* the one being read */
  GString *data;       /* of the event being read; ends with a line feed if not empty */
  char *name;          /* NULL: none was given */
  char *id;            /* NULL: none was given */
  gboolean after_cr;   /* a line feed now belongs to the line end before it */
  gboolean first_line; /* may begin with a byte order mark */
};

void
od_sse_event_free (OdSseEvent *event)
{
  g_free (event->name);
  g_free (event->id);
  g_free (event->data);
  g_free (event);
}

OdSseParser *
od_sse_parser_new (void)
{
  OdSseParser *parser = g_new0 (OdSseParser, 1);

  parser->line = g_string_new (NULL);
  parser->data = g_string_new (NULL);
  parser->first_line = TRUE;
  return parser;
}

void
od_sse_parser_free (OdSseParser *parser)
{
  g_string_free (parser->line, TRUE);
  g_string_free (parser->data, TRUE);
  g_free (parser->name);
  g_free (parser->id);
  g_free (parser);
}

/* An event without data is none, whatever else it said. */
static void
dispatch (OdSseParser *parser, GPtrArray *events)
{
  if (parser->data->len > 0) {
    OdSseEvent *event = g_new0 (OdSseEvent, 1);

    event->name = parser->name != NULL ? g_steal_pointer (&parser->name)
                                       : g_strdup ("message");
    event->id = g_steal_pointer (&parser->id);
    event->data = g_strndup (parser->data->str, parser->data->len - 1);
    g_ptr_array_add (events, event);
  }

  g_string_truncate (parser->data, 0);
  g_clear_pointer (&parser->name, g_free);
  g_clear_pointer (&parser->id, g_free);
}

static void
set_field (OdSseParser *parser, const char *field, const char *value)
{
  if (strcmp (field, "data") == 0) {
    g_string_append (parser->data, value);
    g_string_append_c (parser->data, '\n');
  } else if (strcmp (field, "event") == 0) {
    g_free (parser->name);
    parser->name = value[0] != '\0' ? g_strdup (value) : NULL;
  } else if (strcmp (field, "id") == 0) {
    g_free (parser->id);
    parser->id = g_strdup (value);
  }
}

static void
end_line (OdSseParser *parser, GPtrArray *events)
{
  char *line = parser->line->str;
  char *colon;

  if (parser->first_line && g_str_has_prefix (line, "\xef\xbb\xbf"))
    g_string_erase (parser->line, 0, 3);
  parser->first_line = FALSE;

  colon = memchr (line, ':', parser->line->len);
  if (parser->line->len == 0) {
    dispatch (parser, events);
  } else if (strlen (line) < parser->line->len || !g_utf8_validate (line, -1, NULL)) {
    /* A NUL or no UTF-8: no field of ours looks like that. */
  } else if (colon == NULL) {
    set_field (parser, line, "");
  } else if (colon > line) {
    *colon = '\0';
    set_field (parser, line, colon[1] == ' ' ? colon + 2 : colon + 1);
  }
  g_string_truncate (parser->line, 0);
}

gboolean
od_sse_parser_feed (OdSseParser *parser,
                    const char *bytes,
                    gsize length,
                    GPtrArray *events)
{
  const char *end = bytes + length;

  while (bytes < end) {
    const char *stop = bytes;

    if (parser->after_cr && *bytes == '\n')
      stop = ++bytes;
    parser->after_cr = FALSE;
    while (stop < end && *stop != '\n' && *stop != '\r')
      stop++;
    g_string_append_len (parser->line, bytes, stop - bytes);
    if (parser->line->len + parser->data->len > MAX_EVENT)
      return FALSE;
    if (stop < end) {
      parser->after_cr = *stop == '\r';
      end_line (parser, events);
      stop++;
    }
    bytes = stop;
  }

  return TRUE;
}
