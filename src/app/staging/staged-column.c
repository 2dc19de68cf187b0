/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From "E-Mail Address" to e_mail_address. Pure; any thread.
 */
#include "app/staging/staged-column.h"

#include "shared/db/db.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_NAME 60 /* bytes: longer headings are sentences */

static void
column_free (gpointer data)
{
  OdStagedColumn *column = data;

  g_free (column->name);
  g_free (column->heading);
  g_free (column);
}

GPtrArray *
od_staged_column_new_list (void)
{
  return g_ptr_array_new_with_free_func (column_free);
}

/* "" when nothing is left. */
static char *
fold (const char *heading)
{
  g_autofree char *ascii = g_str_to_ascii (heading, "C");
  GString *name = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0' && name->len < MAX_NAME; c++) {
    if (g_ascii_isalnum (*c))
      g_string_append_c (name, g_ascii_tolower (*c));
    else if (name->len > 0 && name->str[name->len - 1] != '_')
      g_string_append_c (name, '_');
  }
  if (name->len > 0 && name->str[name->len - 1] == '_')
    g_string_truncate (name, name->len - 1);
  if (g_ascii_isdigit (name->str[0]))
    g_string_prepend (name, "col_");

  return g_string_free (name, FALSE);
}

/* The staging table's own columns, and SQLite's names for the number of a row. */
static gboolean
is_taken (GPtrArray *columns, const char *name)
{
  static const char *const own[] = { "row", "line",  "problem", "leads",
                                     "oid", "rowid", "_rowid_", NULL };

  if (g_strv_contains (own, name) || od_db_is_keyword (name))
    return TRUE;
  for (guint i = 0; i < columns->len; i++) {
    const OdStagedColumn *column = g_ptr_array_index (columns, i);

    if (strcmp (column->name, name) == 0)
      return TRUE;
  }

  return FALSE;
}

/* The second "phone", in column 5, is phone_5. */
static char *
make_name (GPtrArray *columns, const char *wanted)
{
  guint number = columns->len + 1;
  char *name = *wanted != '\0' ? g_strdup (wanted) : g_strdup_printf ("col_%u", number);

  while (is_taken (columns, name)) {
    g_free (name);
    name = g_strdup_printf ("%s_%u", *wanted != '\0' ? wanted : "col", number);
    number++;
  }
  return name;
}

void
od_staged_column_add (GPtrArray *columns, const char *heading, const char *field)
{
  OdStagedColumn *column = g_new0 (OdStagedColumn, 1);
  g_autofree char *wanted = fold (heading != NULL ? heading : "");

  column->name = make_name (columns, wanted);
  column->heading = heading != NULL && *heading != '\0'
                      ? g_strdup (heading)
                      : g_strdup_printf (_ ("Col %u"), columns->len + 1);
  column->field = field;
  g_ptr_array_add (columns, column);
}
