/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * Lines of text in UTF-8 out of any stream: unpacks gzip, reads UTF-8 and UTF-16 by their
 * marks, and takes what is no UTF-8 for Windows-1252. Blocks on the stream; one thread at
 * a time.
 */
typedef struct _OdTextSource OdTextSource;

#define OD_TEXT_SOURCE_MAX_LINE (1024 * 1024)

OdTextSource *od_text_source_new (GInputStream *stream, GError **error);
void od_text_source_free (OdTextSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTextSource, od_text_source_free)

/** od_text_source_peek: (transfer full): the first up to 64 KiB, without moving on.
 * Before the first line is read only. */
char *od_text_source_peek (OdTextSource *source);

/**
 * od_text_source_read_line:
 * @line: cleared, then filled without its line end, which may be LF, CR LF or CR
 * @too_long: (out): it is longer than OD_TEXT_SOURCE_MAX_LINE: the rest was thrown away
 *
 * Returns: FALSE at the end, or with @error
 */
gboolean od_text_source_read_line (OdTextSource *source,
                                   GString *line,
                                   gboolean *too_long,
                                   GError **error);

const char *od_text_source_get_encoding (OdTextSource *source);
gboolean od_text_source_is_guess (OdTextSource *source);
