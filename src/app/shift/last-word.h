/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

/*
 * What an agent said last of a call, which can be taken back until the next one. Main
 * thread.
 */
typedef struct _OdLastWord OdLastWord;

OdLastWord *od_last_word_new (void);
void od_last_word_free (OdLastWord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdLastWord, od_last_word_free)

/** od_last_word_take: @label was said of @call, an object with at least its id; said of
 * the same again, what was known of the call stays. */
void od_last_word_take (OdLastWord *self, json_t *call, const char *label);

/** od_last_word_hear: the server has @label of @call. What was said here counts more. */
void od_last_word_hear (OdLastWord *self, json_t *call, const char *label);

/** od_last_word_forget: what was said of @call does not count. */
void od_last_word_forget (OdLastWord *self, const char *call);

/** od_last_word_amend: under the request's @key something else is about to be said. */
void od_last_word_amend (OdLastWord *self, const char *key);

/** od_last_word_is_amended: by a request with this @key. */
gboolean od_last_word_is_amended (OdLastWord *self, const char *key);

/** od_last_word_refuse: the server keeps to what was said before @key, if that was one of
 * ours. */
void od_last_word_refuse (OdLastWord *self, const char *key);

/** od_last_word_get: (nullable): the call; @label: (out): what was said. Lent. */
json_t *od_last_word_get (OdLastWord *self, const char **label);
