/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows by place and by id. A row that changes five hundred times a second repaints
 * twenty times: changed rows wait in a set until the 50 ms are over. Main thread.
 */
#include "app/desk/record-list.h"

#include "app/object/signal.h"
#include "shared/model/thread.h"
#include "shared/wire/fields.h"

#define GATHER_MS 50

struct _OdRecordList {
  GObject parent_instance;

  GPtrArray *rows;    /* (element-type OdRecord) */
  GHashTable *by_id;  /* id -> row, lent by rows */
  GHashTable *untold; /* rows with a change nobody was told of; owns a reference */
  guint tell_id;      /* source; 0: none waits */
  gboolean loaded;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OdRecordList,
                               od_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return OD_TYPE_RECORD;
}

static guint
get_n_items (GListModel *model)
{
  return OD_RECORD_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  OdRecordList *self = OD_RECORD_LIST (model);

  return position < self->rows->len
           ? g_object_ref (g_ptr_array_index (self->rows, position))
           : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

/* Listeners may change rows meanwhile: those wait for the next time. */
static gboolean
on_gathered (gpointer data)
{
  g_autoptr (OdRecordList) self = g_object_ref (data);
  g_autoptr (GHashTable) rows = g_steal_pointer (&self->untold);
  GHashTableIter iter;
  gpointer row;

  self->untold = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->tell_id = 0;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    od_record_tell (row);
  return G_SOURCE_REMOVE;
}

static void
tell_later (OdRecordList *self, OdRecord *row)
{
  g_hash_table_add (self->untold, g_object_ref (row));
  if (self->tell_id == 0)
    self->tell_id = g_timeout_add (GATHER_MS, on_gathered, self);
}

/* Fields that only the live stream tells are not in the list's answer: they stay. */
static void
take_body (OdRecordList *self, OdRecord *row, json_t *fields)
{
  json_t *body = json_copy (od_record_get_body (row));

  json_object_update (body, fields);
  if (od_record_set_body (row, body))
    tell_later (self, row);
  json_decref (body);
}

static gint64
id_of (json_t *body)
{
  return json_integer_value (json_object_get (body, OD_FIELD_ID));
}

/* The rows of @array in its order, old objects where there are any. */
static GPtrArray *
make_rows (OdRecordList *self, json_t *array)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  json_t *body;
  gsize i;

  json_array_foreach (array, i, body)
  {
    OdRecord *row = od_record_list_find (self, id_of (body));

    if (row != NULL) {
      take_body (self, row, body);
      g_ptr_array_add (rows, g_object_ref (row));
    } else {
      g_ptr_array_add (rows, od_record_new (body));
    }
  }

  return rows;
}

/* @row is lent by self->rows. */
static void
index_row (OdRecordList *self, OdRecord *row)
{
  gint64 *id = g_new (gint64, 1);

  *id = od_record_get_id (row);
  g_hash_table_insert (self->by_id, id, row);
}

/* Tells only the stretch that differs: equal rows at both ends stay in place. */
static void
take_rows (OdRecordList *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) old = self->rows;
  guint head = 0, tail = 0;
  guint shorter = MIN (old->len, rows->len);

  while (head < shorter && old->pdata[head] == rows->pdata[head])
    head++;
  while (tail < shorter - head
         && old->pdata[old->len - 1 - tail] == rows->pdata[rows->len - 1 - tail])
    tail++;

  self->rows = rows;
  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < rows->len; i++)
    index_row (self, rows->pdata[i]);
  if (old->len - head - tail > 0 || rows->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                rows->len - head - tail);
}

static void
od_record_list_finalize (GObject *object)
{
  OdRecordList *self = OD_RECORD_LIST (object);

  g_clear_handle_id (&self->tell_id, g_source_remove);
  g_hash_table_unref (self->untold);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (od_record_list_parent_class)->finalize (object);
}

static void
od_record_list_class_init (OdRecordListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_record_list_finalize;

  od_signal_new (klass, "loaded", 0);
}

static void
od_record_list_init (OdRecordList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->untold = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

OdRecordList *
od_record_list_new (void)
{
  OD_ASSERT_MAIN ();

  return g_object_new (OD_TYPE_RECORD_LIST, NULL);
}

void
od_record_list_replace (OdRecordList *self, json_t *array)
{
  OD_ASSERT_MAIN ();

  take_rows (self, make_rows (self, array));
  self->loaded = TRUE;
  g_signal_emit_by_name (self, "loaded");
}

void
od_record_list_append (OdRecordList *self, json_t *array)
{
  OD_ASSERT_MAIN ();

  guint before = self->rows->len;
  json_t *body;
  gsize i;

  json_array_foreach (array, i, body)
  {
    if (od_record_list_merge (self, id_of (body), body))
      continue;
    g_ptr_array_add (self->rows, od_record_new (body));
    index_row (self, self->rows->pdata[self->rows->len - 1]);
  }
  if (self->rows->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->rows->len - before);
}

gboolean
od_record_list_merge (OdRecordList *self, gint64 id, json_t *fields)
{
  OD_ASSERT_MAIN ();

  OdRecord *row = od_record_list_find (self, id);

  if (row == NULL)
    return FALSE;

  take_body (self, row, fields);
  return TRUE;
}

OdRecord *
od_record_list_find (OdRecordList *self, gint64 id)
{
  OD_ASSERT_MAIN ();

  return g_hash_table_lookup (self->by_id, &id);
}

gboolean
od_record_list_get_loaded (OdRecordList *self)
{
  OD_ASSERT_MAIN ();

  return self->loaded;
}
