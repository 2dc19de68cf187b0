/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/store.h"

/*
 * Answers that many windows ask for and few events change: the text of one is given again
 * as long as nothing was written, and for a second at most, because a clock or a pacer
 * may say something else without a row that moves. Main thread.
 */
typedef struct _OdKeptAnswers OdKeptAnswers;

OdKeptAnswers *od_kept_answers_new (OdStore *store);
void od_kept_answers_free (OdKeptAnswers *kept);

/** od_kept_answers_find: (nullable): the text for @request ("GET /v1/…"); lent until the
 * next call. NULL: read it. */
const char *od_kept_answers_find (OdKeptAnswers *kept, const char *request);

/** od_kept_answers_keep: @text was read when the store was at @version
 * (od_store_get_version()) or later. */
void od_kept_answers_keep (OdKeptAnswers *kept,
                           const char *request,
                           guint64 version,
                           const char *text);
