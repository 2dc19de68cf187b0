/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a row of text to a lead. Pure.
 */
#include "app/intake/lead-import.h"

#include "shared/model/phone-number.h"

#include <glib/gi18n.h>
#include <jansson.h>
#include <string.h>

#define MAX_LEADS  1000         /* of a batch, as the server takes it */
#define MAX_BYTES  (960 * 1024) /* of its JSON: 1 MiB less its frame and largest row */
#define MAX_FIELDS 16384 /* bytes of one row's other fields, as the server takes it */
#define LEAD_FRAME 64    /* bytes of JSON around one lead's words */

/* How much longer a text may be in JSON than it was ("\u0001" for one byte), and more
 * than all the fields' names and their punctuation. */
#define MAX_ESCAPE   6
#define FIELDS_FRAME 1024

struct _OdLeadImport {
  const OdColumnMapping *mapping;        /* lent */
  char *country;                         /* of rows that have none; NULL: nobody said */
  const char *phone_code, *country_code; /* names of fields; static */
  GHashTable *seen;                      /* numbers, as pointers */
  GPtrArray *batch;
  gsize batch_bytes;
};

static GPtrArray *
batch_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);
}

OdLeadImport *
od_lead_import_new (const OdColumnMapping *mapping, const char *country)
{
  OdLeadImport *import = g_new0 (OdLeadImport, 1);

  import->mapping = mapping;
  import->country = g_strdup (country);
  import->phone_code = od_column_mapping_find_field (OD_COLUMN_PHONE_CODE);
  import->country_code = od_column_mapping_find_field (OD_COLUMN_COUNTRY);
  import->seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  import->batch = batch_new ();
  return import;
}

void
od_lead_import_free (OdLeadImport *import)
{
  g_free (import->country);
  g_hash_table_unref (import->seen);
  g_ptr_array_unref (import->batch);
  g_free (import);
}

/* @number: the lead's, as it was read. */
static gboolean
read_fields (OdLeadImport *import,
             const OdCsvRow *row,
             const OdNumber *number,
             OdLead *lead,
             char **reason)
{
  const char *const *names = od_column_mapping_get_fields ();
  json_t *object = json_object ();

  /* The first two are phone and status. */
  for (gsize i = 2; names[i] != NULL; i++) {
    const char *value = od_column_mapping_read (import->mapping, row, names[i]);

    if (value[0] != '\0')
      json_object_set_new (object, names[i], json_string (value));
  }
  if (number->extension[0] != '\0'
      && json_object_get (object, OD_COLUMN_EXTENSION) == NULL)
    json_object_set_new (object, OD_COLUMN_EXTENSION, json_string (number->extension));
  if (json_object_size (object) > 0)
    lead->fields = json_dumps (object, JSON_COMPACT);
  json_decref (object);
  if (lead->fields == NULL || strlen (lead->fields) <= MAX_FIELDS)
    return TRUE;

  *reason = g_strdup (_ ("The other fields are longer than 16 KiB together"));
  return FALSE;
}

/* Most rows have so few other fields that their length need not be measured. */
static gboolean
is_far_below_limit (OdLeadImport *import, const OdCsvRow *row)
{
  const char *const *names = od_column_mapping_get_fields ();
  gsize bytes = 0;

  for (gsize i = 2; names[i] != NULL; i++)
    bytes += strlen (od_column_mapping_read (import->mapping, row, names[i]));
  return bytes * MAX_ESCAPE <= MAX_FIELDS - FIELDS_FRAME;
}

/* Whose national number the row's is: its own word comes before the file's. */
static const char *
country_of (OdLeadImport *import, const OdCsvRow *row)
{
  const char *code = od_column_mapping_read (import->mapping, row, import->phone_code);
  const char *country = od_column_mapping_read (import->mapping, row,
                                                import->country_code);

  return code[0] != '\0' ? code : country[0] != '\0' ? country : import->country;
}

/* What every lead must have. */
static OdLead *
read_call (OdLeadImport *import, const OdCsvRow *row, OdNumber *number, char **reason)
{
  const char *phone = od_column_mapping_read (import->mapping, row, OD_COLUMN_PHONE);
  const char *status = od_column_mapping_read (import->mapping, row, OD_COLUMN_STATUS);
  g_autoptr (OdLead) lead = od_lead_new (NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (row->problem != NULL) {
    *reason = g_strdup (row->problem);
    return NULL;
  }
  if (!od_phone_number_read (phone, country_of (import, row), number, &error)) {
    *reason = g_strdup (error->message);
    return NULL;
  }
  lead->phone = g_strdup (number->e164);
  lead->status = od_lead_normalize_status (status);
  if (lead->status == NULL) {
    *reason = g_strdup (status[0] == '\0'
                          ? _ ("The status is empty")
                          : _ ("The status is longer than 32 characters"));
    return NULL;
  }

  return g_steal_pointer (&lead);
}

static OdLead *
read_lead (OdLeadImport *import, const OdCsvRow *row, OdNumber *number, char **reason)
{
  g_autoptr (OdLead) lead = read_call (import, row, number, reason);

  if (lead == NULL || !read_fields (import, row, number, lead, reason))
    return NULL;
  return g_steal_pointer (&lead);
}

/* At most 15 digits and no leading zero: the number itself is the key. */
static gboolean
is_new (OdLeadImport *import, const char *phone)
{
  G_STATIC_ASSERT (sizeof (gsize) >= 8);
  gsize number = g_ascii_strtoull (phone, NULL, 10);

  return g_hash_table_add (import->seen, GSIZE_TO_POINTER (number));
}

char *
od_lead_import_check (OdLeadImport *import, const OdCsvRow *row)
{
  char *reason = NULL;
  OdNumber number;
  g_autoptr (OdLead) lead = read_call (import, row, &number, &reason);

  if (lead != NULL && !is_far_below_limit (import, row))
    read_fields (import, row, &number, lead, &reason);
  return reason;
}

static OdLeadImportVerdict
verdict_of (const OdNumber *number)
{
  if (od_phone_number_is_doubtful (number))
    return OD_LEAD_IMPORT_DOUBTFUL;

  return od_phone_number_is_short (number->e164) ? OD_LEAD_IMPORT_SHORT
                                                 : OD_LEAD_IMPORT_TAKEN;
}

OdLeadImportVerdict
od_lead_import_take (OdLeadImport *import, const OdCsvRow *row, char **reason)
{
  OdNumber number;
  OdLead *lead;

  *reason = NULL;
  if (row->number < od_column_mapping_get_start_row (import->mapping)
      || (row->n_cells == 0 && row->problem == NULL))
    return OD_LEAD_IMPORT_SKIPPED;

  lead = read_lead (import, row, &number, reason);
  if (lead == NULL)
    return OD_LEAD_IMPORT_REFUSED;
  if (!is_new (import, lead->phone)) {
    od_lead_free (lead);
    return OD_LEAD_IMPORT_DUPLICATE;
  }

  import->batch_bytes += LEAD_FRAME + strlen (lead->phone) + strlen (lead->status)
                         + (lead->fields != NULL ? strlen (lead->fields) : 0);
  g_ptr_array_add (import->batch, lead);
  return verdict_of (&number);
}

gboolean
od_lead_import_is_full (OdLeadImport *import)
{
  return import->batch->len >= MAX_LEADS || import->batch_bytes >= MAX_BYTES;
}

GPtrArray *
od_lead_import_steal_batch (OdLeadImport *import)
{
  GPtrArray *batch = g_steal_pointer (&import->batch);

  import->batch = batch_new ();
  import->batch_bytes = 0;
  return batch;
}
