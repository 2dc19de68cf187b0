/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Server-Sent Events as the HTML standard (9.2.6) reads them, from bytes in pieces of any
 * size. Pure; any thread, one at a time.
 */
typedef struct {
  char *name; /* "message" if the stream gave none */
  char *id;   /* this event's own id; NULL: it has none */
  char *data; /* lines joined by line feeds */
} OdSseEvent;

void od_sse_event_free (OdSseEvent *event);

typedef struct _OdSseParser OdSseParser;

OdSseParser *od_sse_parser_new (void);
void od_sse_parser_free (OdSseParser *parser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSseParser, od_sse_parser_free)

/**
 * od_sse_parser_feed:
 * @events: (element-type OdSseEvent): what became complete is added here
 *
 * Returns: FALSE when an event or a line is longer than 4 MiB: give the stream up.
 */
gboolean od_sse_parser_feed (OdSseParser *parser,
                             const char *bytes,
                             gsize length,
                             GPtrArray *events);
