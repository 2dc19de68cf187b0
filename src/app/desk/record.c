/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A JSON object with an id and a voice. Keeps what it was told, byte for byte; says
 * nothing by itself, so that its list may speak once for many changes. Main thread.
 */
#include "app/desk/record.h"

#include "shared/model/thread.h"
#include "shared/wire/fields.h"

struct _OdRecord {
  GObject parent_instance;

  gint64 id;
  json_t *body; /* owned, never NULL */
  gint64 heard_us;
};

G_DEFINE_FINAL_TYPE (OdRecord, od_record, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
od_record_finalize (GObject *object)
{
  OdRecord *self = OD_RECORD (object);

  json_decref (self->body);
  G_OBJECT_CLASS (od_record_parent_class)->finalize (object);
}

static void
od_record_class_init (OdRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_record_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
od_record_init (OdRecord *self)
{
}

OdRecord *
od_record_new (json_t *body)
{
  OD_ASSERT_MAIN ();

  OdRecord *self = g_object_new (OD_TYPE_RECORD, NULL);

  self->id = json_integer_value (json_object_get (body, OD_FIELD_ID));
  self->body = json_incref (body);
  self->heard_us = g_get_monotonic_time ();
  return self;
}

gint64
od_record_get_id (OdRecord *self)
{
  OD_ASSERT_MAIN ();

  return self->id;
}

json_t *
od_record_get_body (OdRecord *self)
{
  OD_ASSERT_MAIN ();

  return self->body;
}

const char *
od_record_get_text (OdRecord *self, const char *field)
{
  OD_ASSERT_MAIN ();

  const char *text = json_string_value (json_object_get (self->body, field));

  return text != NULL ? text : "";
}

gint64
od_record_get_int (OdRecord *self, const char *field)
{
  OD_ASSERT_MAIN ();

  return json_integer_value (json_object_get (self->body, field));
}

gboolean
od_record_get_flag (OdRecord *self, const char *field)
{
  OD_ASSERT_MAIN ();

  return json_is_true (json_object_get (self->body, field));
}

gint64
od_record_heard_us (OdRecord *self)
{
  OD_ASSERT_MAIN ();

  return self->heard_us;
}

gboolean
od_record_set_body (OdRecord *self, json_t *body)
{
  OD_ASSERT_MAIN ();

  gboolean same = json_equal (self->body, body);

  json_incref (body);
  json_decref (self->body);
  self->body = body;
  self->heard_us = g_get_monotonic_time ();
  return !same;
}

void
od_record_tell (OdRecord *self)
{
  OD_ASSERT_MAIN ();

  g_signal_emit (self, signals[CHANGED], 0);
}
