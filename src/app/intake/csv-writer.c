/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quotes are doubled, lines end with both characters, formulas are defused. Pure; any
 * thread.
 */
#include "app/intake/csv-writer.h"

#include <string.h>

static void
add (GString *line, const char *before, const char *text)
{
  if (line->len > 0)
    g_string_append_c (line, ',');
  g_string_append_c (line, '"');
  g_string_append (line, before);
  for (; *text != '\0'; text++) {
    if (*text == '"')
      g_string_append_c (line, '"');
    g_string_append_c (line, *text);
  }
  g_string_append_c (line, '"');
}

void
od_csv_writer_add_text (GString *line, const char *text)
{
  add (line, "", text);
}

void
od_csv_writer_add_cell (GString *line, const char *text)
{
  add (line, *text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL ? "'" : "", text);
}

void
od_csv_writer_end (GString *line)
{
  g_string_append (line, "\r\n");
}
