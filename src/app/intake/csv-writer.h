/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Lines of a CSV file as RFC 4180 has them: every cell in quotes. Pure; any thread. */

/** od_csv_writer_add_text: one more cell of @line, exactly @text. */
void od_csv_writer_add_text (GString *line, const char *text);

/** od_csv_writer_add_cell: the same for what strangers wrote: a text that a spreadsheet
 * would take for a formula (it begins with = + - @, a tab or a line end) gets an
 * apostrophe in front, which stays there when the file is read again. */
void od_csv_writer_add_cell (GString *line, const char *text);

/** od_csv_writer_end: @line is whole. */
void od_csv_writer_end (GString *line);
