/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <jansson.h>

/**
 * OdRecord:
 *
 * One thing of the server (a campaign, an agent, …) as it was last heard. The same thing
 * stays the same object for as long as its list knows it. Main thread.
 *
 * Signals:
 *   "changed"  a field is another; told at most once in 50 ms
 */
#define OD_TYPE_RECORD (od_record_get_type ())
G_DECLARE_FINAL_TYPE (OdRecord, od_record, OD, RECORD, GObject)

/** od_record_new: @body: an object with a field "id"; a reference is taken. */
OdRecord *od_record_new (json_t *body);

gint64 od_record_get_id (OdRecord *self);

/** od_record_get_body: lent until the record's next change. */
json_t *od_record_get_body (OdRecord *self);

/** od_record_get_text: "" where the field is absent, null or no text. Lent. */
const char *od_record_get_text (OdRecord *self, const char *field);

/** od_record_get_int: 0 where the field is absent, null or no number. */
gint64 od_record_get_int (OdRecord *self, const char *field);
gboolean od_record_get_flag (OdRecord *self, const char *field);

/** od_record_heard_us: when the body was heard, g_get_monotonic_time(): an "age_ms" in it
 * has grown since. */
gint64 od_record_heard_us (OdRecord *self);

/** od_record_set_body: @body replaces the old one; tells nobody: od_record_tell() does.
 * Returns: whether anything is another now. */
gboolean od_record_set_body (OdRecord *self, json_t *body);

/** od_record_tell: emits "changed". */
void od_record_tell (OdRecord *self);
