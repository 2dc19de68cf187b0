/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend.h"

/*
 * One thing at a time: a request under way, or a pause before the next one. Whoever asks,
 * rests or drops anew gives up what was. Main thread.
 */
typedef struct _OdErrand OdErrand;

/* @answer: lent; NULL with @error. What was given up is never told. */
typedef void (*OdErrandAnswered) (GObject *owner, json_t *answer, const GError *error);
typedef void (*OdErrandRested) (GObject *owner);

/** od_errand_new: @owner: whom it is told to; frees it when it ends itself: a request
 * under way keeps it alive. @backend: lent by the owner. */
OdErrand *od_errand_new (OdBackend *backend,
                         GObject *owner,
                         OdErrandAnswered answered,
                         OdErrandRested rested);
void od_errand_free (OdErrand *self);

/** od_errand_ask: @body: (transfer full) (nullable). */
void od_errand_ask (OdErrand *self, const char *method, const char *path, json_t *body);

void od_errand_rest (OdErrand *self, guint pause_ms);

/** od_errand_drop: gives up the request and the pause. */
void od_errand_drop (OdErrand *self);
