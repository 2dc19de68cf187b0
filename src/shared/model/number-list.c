/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Line by line; what separates columns is whatever comes first of comma, semicolon and
 * tab.
 */
#include "shared/model/number-list.h"

#include <string.h>

/* @line, of @length octets, up to its first separator, without quotes. (transfer full) */
static char *
take_first_column (const char *line, gsize length)
{
  char *column = g_strstrip (g_strndup (line, length));

  if (column[0] == '"') {
    memmove (column, column + 1, strlen (column));
    column[strcspn (column, "\"")] = '\0';
  } else {
    column[strcspn (column, ",;\t")] = '\0';
  }

  return g_strstrip (column);
}

static gboolean
has_digit (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    if (g_unichar_isdigit (g_utf8_get_char (text)))
      return TRUE;
  }

  return FALSE;
}

static void
refusal_free (gpointer data)
{
  g_free (((OdNumberRefusal *) data)->why);
  g_free (data);
}

static void
refuse (OdNumberList *list, guint line, const GError *error)
{
  OdNumberRefusal *refusal;

  list->n_refused++;
  if (list->refused->len == OD_NUMBER_LIST_SHOWN)
    return;
  refusal = g_new0 (OdNumberRefusal, 1);
  refusal->line = line;
  refusal->code = error->code;
  refusal->why = g_strdup (error->message);
  g_ptr_array_add (list->refused, refusal);
}

static void
read_line (OdNumberList *list,
           GHashTable *seen,
           const char *line,
           gsize length,
           guint number)
{
  g_autofree char *column = take_first_column (line, length);
  g_autoptr (GError) error = NULL;
  char *phone;

  if (column[0] == '\0' || (number == 1 && !has_digit (column)))
    return;
  phone = od_phone_number_normalize (column, "+", &error);
  if (phone == NULL)
    refuse (list, number, error);
  else if (g_hash_table_add (seen, phone))
    g_ptr_array_add (list->phones, phone);
  else
    g_free (phone);
}

OdNumberList *
od_number_list_read (const char *text, gsize length)
{
  OdNumberList *list = g_new0 (OdNumberList, 1);
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *line = g_str_has_prefix (valid, "\xef\xbb\xbf") ? valid + 3 : valid;

  list->phones = g_ptr_array_new_with_free_func (g_free);
  list->refused = g_ptr_array_new_with_free_func (refusal_free);
  for (guint number = 1; *line != '\0'; number++) {
    gsize n = strcspn (line, "\n");

    read_line (list, seen, line, n, number);
    line += n + (line[n] == '\n');
  }

  return list;
}

void
od_number_list_free (OdNumberList *list)
{
  g_ptr_array_unref (list->phones);
  g_ptr_array_unref (list->refused);
  g_free (list);
}
