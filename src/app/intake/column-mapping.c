/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns and fields. Pure.
 */
#include "app/intake/column-mapping.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_QUARK (od_column_mapping_error, od_column_mapping_error)

/* The form's fields (F089): required ones first, then by the alphabet. */
/* clang-format off */
static const char *const fields[] = {
  OD_COLUMN_PHONE, OD_COLUMN_STATUS,
  "Address 1", "Address 2", "Address 3", "Alt Phone", "Business", "City", "Comments",
  OD_COLUMN_COUNTRY, "Date Of Birth", "Email", OD_COLUMN_EXTENSION, "First Name",
  "Gender", "Gmt Offset Now", "Last Name", "Middle Initial", OD_COLUMN_PHONE_CODE,
  "Postal Code", "Province", "Rank", "Security Phrase", "Source Id", "State", "Title",
  "Vendor Lead Code", NULL,
};
#define N_FIELDS (G_N_ELEMENTS (fields) - 1)

/* What others call them; letters and digits only, lower case. */
static const struct {
  const char *alias;
  const char *field;
} aliases[] = {
  { "phonenumber", OD_COLUMN_PHONE },  { "telephone", OD_COLUMN_PHONE },
  { "telephonenumber", OD_COLUMN_PHONE }, { "tel", OD_COLUMN_PHONE },
  { "mobile", OD_COLUMN_PHONE },       { "cell", OD_COLUMN_PHONE },
  { "number", OD_COLUMN_PHONE },       { "msisdn", OD_COLUMN_PHONE },
  { "leadstatus", OD_COLUMN_STATUS },  { "address", "Address 1" },
  { "altphonenumber", "Alt Phone" },  { "company", "Business" },
  { "companyname", "Business" },      { "town", "City" },
  { "notes", "Comments" },            { "country", OD_COLUMN_COUNTRY },
  { "countryname", OD_COLUMN_COUNTRY }, { "countryiso", OD_COLUMN_COUNTRY },
  { "callingcode", OD_COLUMN_PHONE_CODE }, { "dialcode", OD_COLUMN_PHONE_CODE },
  { "countrycallingcode", OD_COLUMN_PHONE_CODE }, { "ext", OD_COLUMN_EXTENSION },
  { "phoneextension", OD_COLUMN_EXTENSION }, { "dob", "Date Of Birth" },
  { "birthday", "Date Of Birth" },    { "mail", "Email" },
  { "emailaddress", "Email" },        { "firstname", "First Name" },
  { "forename", "First Name" },       { "givenname", "First Name" },
  { "surname", "Last Name" },         { "familyname", "Last Name" },
  { "sex", "Gender" },                { "postcode", "Postal Code" },
  { "zip", "Postal Code" },           { "zipcode", "Postal Code" },
  { "salutation", "Title" },
};
/* clang-format on */

struct _OdColumnMapping {
  guint64 start_row;
  guint columns[N_FIELDS]; /* 0: not mapped */
  char *values[N_FIELDS];  /* what is populated; NULL: nothing */
};

OdColumnMapping *
od_column_mapping_new (void)
{
  OdColumnMapping *mapping = g_new0 (OdColumnMapping, 1);

  mapping->start_row = 1;
  return mapping;
}

OdColumnMapping *
od_column_mapping_copy (const OdColumnMapping *mapping)
{
  OdColumnMapping *copy = g_memdup2 (mapping, sizeof *mapping);

  for (gsize i = 0; i < N_FIELDS; i++)
    copy->values[i] = g_strdup (mapping->values[i]);
  return copy;
}

void
od_column_mapping_free (OdColumnMapping *mapping)
{
  for (gsize i = 0; i < N_FIELDS; i++)
    g_free (mapping->values[i]);
  g_free (mapping);
}

const char *const *
od_column_mapping_get_fields (void)
{
  return fields;
}

/* "Phone_Number", "phone number" and "PHONE-NUMBER" are one name. */
static char *
fold (const char *name)
{
  GString *folded = g_string_new (NULL);

  for (; *name != '\0'; name++) {
    if (g_ascii_isalnum (*name))
      g_string_append_c (folded, g_ascii_tolower (*name));
  }

  return g_string_free (folded, FALSE);
}

const char *
od_column_mapping_find_field (const char *name)
{
  g_autofree char *wanted = fold (name);

  for (gsize i = 0; i < N_FIELDS; i++) {
    g_autofree char *known = fold (fields[i]);

    if (strcmp (known, wanted) == 0)
      return fields[i];
  }
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++) {
    if (strcmp (aliases[i].alias, wanted) == 0)
      return aliases[i].field;
  }

  return NULL;
}

/* -1: there is no such field. */
static gssize
index_of (const char *field)
{
  /* A caller that goes through all fields passes these very pointers: nothing to compare.
   */
  for (gsize i = 0; i < N_FIELDS; i++) {
    if (fields[i] == field)
      return i;
  }
  for (gsize i = 0; i < N_FIELDS; i++) {
    if (strcmp (fields[i], field) == 0)
      return i;
  }

  return -1;
}

static gboolean
find_index (const char *name, gssize *i, GError **error)
{
  const char *field = od_column_mapping_find_field (name);

  *i = field != NULL ? index_of (field) : -1;
  if (*i >= 0)
    return TRUE;

  g_set_error (error, OD_COLUMN_MAPPING_ERROR, OD_COLUMN_MAPPING_ERROR_NO_FIELD,
               _ ("A lead has no field \"%s\": Phone, Status, First Name, … are fields"),
               name);
  return FALSE;
}

void
od_column_mapping_set_start_row (OdColumnMapping *mapping, guint64 row)
{
  mapping->start_row = MAX (row, 1);
}

guint64
od_column_mapping_get_start_row (const OdColumnMapping *mapping)
{
  return mapping->start_row;
}

gboolean
od_column_mapping_map (OdColumnMapping *mapping,
                       guint column,
                       const char *field,
                       GError **error)
{
  gssize i;

  if (!find_index (field, &i, error))
    return FALSE;
  if (column == 0) {
    g_set_error (error, OD_COLUMN_MAPPING_ERROR, OD_COLUMN_MAPPING_ERROR_NO_FIELD,
                 "%s: the first column is 1", fields[i]);
    return FALSE;
  }

  od_column_mapping_unmap (mapping, column);
  mapping->columns[i] = column;
  return TRUE;
}

void
od_column_mapping_unmap (OdColumnMapping *mapping, guint column)
{
  for (gsize i = 0; i < N_FIELDS; i++) {
    if (mapping->columns[i] == column)
      mapping->columns[i] = 0;
  }
}

gboolean
od_column_mapping_populate (OdColumnMapping *mapping,
                            const char *field,
                            const char *value,
                            GError **error)
{
  gssize i;

  if (!find_index (field, &i, error))
    return FALSE;
  g_free (mapping->values[i]);
  mapping->values[i] = value != NULL && *value != '\0' ? g_strdup (value) : NULL;
  return TRUE;
}

const char *
od_column_mapping_get_value (const OdColumnMapping *mapping, const char *field)
{
  gssize i = index_of (field);

  g_return_val_if_fail (i >= 0, NULL);
  return mapping->values[i];
}

guint
od_column_mapping_get_column (const OdColumnMapping *mapping, const char *field)
{
  gssize i = index_of (field);

  g_return_val_if_fail (i >= 0, 0);
  return mapping->columns[i];
}

const char *
od_column_mapping_get_field (const OdColumnMapping *mapping, guint column)
{
  for (gsize i = 0; i < N_FIELDS; i++) {
    if (column != 0 && mapping->columns[i] == column)
      return fields[i];
  }

  return NULL;
}

/* The first column of a name has it: a second "Phone" is somebody's spare. */
gboolean
od_column_mapping_propose (OdColumnMapping *mapping, const OdCsvRow *header)
{
  gboolean has_phone = FALSE;

  for (guint i = 0; i < header->n_cells; i++)
    has_phone |=
      g_strcmp0 (od_column_mapping_find_field (header->cells[i]), OD_COLUMN_PHONE) == 0;
  if (!has_phone)
    return FALSE;

  for (guint i = 0; i < header->n_cells; i++) {
    const char *field = od_column_mapping_find_field (header->cells[i]);

    if (field != NULL && od_column_mapping_get_column (mapping, field) == 0)
      od_column_mapping_map (mapping, i + 1, field, NULL);
  }
  mapping->start_row = header->number + 1;
  return TRUE;
}

static gboolean
check_required (const OdColumnMapping *mapping, gsize i, GError **error)
{
  if (mapping->columns[i] != 0 || mapping->values[i] != NULL)
    return TRUE;

  g_set_error (error, OD_COLUMN_MAPPING_ERROR, OD_COLUMN_MAPPING_ERROR_INCOMPLETE,
               i == 0
                 ? _ ("No column is mapped to %s: choose the one that holds the numbers")
                 : _ ("No column is mapped to %s: choose one, or populate it with one "
                      "value for all"),
               fields[i]);
  return FALSE;
}

gboolean
od_column_mapping_check (const OdColumnMapping *mapping, guint n_columns, GError **error)
{
  if (!check_required (mapping, 0, error) || !check_required (mapping, 1, error))
    return FALSE;
  for (gsize i = 0; i < N_FIELDS; i++) {
    if (mapping->columns[i] > n_columns) {
      g_set_error (error, OD_COLUMN_MAPPING_ERROR, OD_COLUMN_MAPPING_ERROR_NO_FIELD,
                   _ ("Column %u is mapped to %s, but the file has %u columns"),
                   mapping->columns[i], fields[i], n_columns);
      return FALSE;
    }
  }

  return TRUE;
}

const char *
od_column_mapping_read (const OdColumnMapping *mapping,
                        const OdCsvRow *row,
                        const char *field)
{
  gssize i = index_of (field);
  const char *cell;

  g_return_val_if_fail (i >= 0, "");
  cell = od_csv_row_get_cell (row, mapping->columns[i]);
  if (cell[0] == '\0' && mapping->values[i] != NULL)
    return mapping->values[i];

  return cell;
}
