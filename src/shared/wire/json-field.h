/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

/*
 * Reading one field of a JSON object, strictly: what is of the wrong type, too long or
 * unknown is refused with "field: what is wrong", and nothing is guessed. A field that
 * is absent leaves the target as it is, so that a codec serves POST and PATCH alike.
 * Any thread.
 */
#define OD_WIRE_ERROR (od_wire_error_quark ())
GQuark od_wire_error_quark (void);

typedef enum {
  OD_WIRE_ERROR_INVALID, /* the message begins with the field's name and ": " */
  OD_WIRE_ERROR_QUERY,   /* the same, of a parameter behind the path */
} OdWireError;

/** od_json_field_only: every key of @object is one of @names. */
gboolean od_json_field_only (json_t *object, const char *const *names, GError **error);

/** od_json_field_text: replaces *@target (transfer full) with the trimmed text. */
gboolean od_json_field_text (json_t *object,
                             const char *name,
                             gsize min_chars,
                             gsize max_chars,
                             char **target,
                             GError **error);

/** od_json_field_word: as od_json_field_text() with 1 to @max_chars; what @normalize
 * makes of it must have no more, either: capitals may be longer ("ß" becomes "SS"). */
gboolean od_json_field_word (json_t *object,
                             const char *name,
                             gsize max_chars,
                             char *(*normalize) (const char *text),
                             char **target,
                             GError **error);

gboolean od_json_field_int (json_t *object,
                            const char *name,
                            gint64 min,
                            gint64 max,
                            gint64 *target,
                            GError **error);

gboolean
od_json_field_bool (json_t *object, const char *name, gboolean *target, GError **error);

/** od_json_field_id: a positive number, or null for 0. */
gboolean
od_json_field_id (json_t *object, const char *name, gint64 *target, GError **error);

/** od_json_field_words: an array of texts, each passed through @normalize, which gives
 * NULL for what is no such word; doubles are folded. */
gboolean od_json_field_words (json_t *object,
                              const char *name,
                              char *(*normalize) (const char *text),
                              char ***target,
                              GError **error);

/** od_json_field_set_error: "name: what". Returns: FALSE. */
gboolean od_json_field_set_error (GError **error, const char *name, const char *what);

/** od_json_field_require: FALSE with an error when @present is FALSE. */
gboolean od_json_field_require (gboolean present, const char *name, GError **error);

/** od_json_field_from_text: (transfer full): null for NULL. */
json_t *od_json_field_from_text (const char *text);

/** od_json_field_from_id: (transfer full): null for 0. */
json_t *od_json_field_from_id (gint64 id);

/** od_json_field_from_words: (transfer full) */
json_t *od_json_field_from_words (char **words);
