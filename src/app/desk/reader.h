/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend.h"

/**
 * OdReader:
 *
 * One document of the server, read again whenever it may have changed. However often it
 * is asked, at most one request is under way and one waits. A server that does not answer
 * is asked again by itself, at growing distances. Main thread.
 *
 * Signals:
 *   "read" (json_t *answer)         as the server has it now; lent
 *   "failed" (const GError *error)  once more, not yet
 */
#define OD_TYPE_READER (od_reader_get_type ())
G_DECLARE_FINAL_TYPE (OdReader, od_reader, OD, READER, GObject)

/** od_reader_new: @path: copied. @pause_ms: between the beginnings of two requests. */
OdReader *od_reader_new (OdBackend *backend, const char *path, guint pause_ms);

/** od_reader_read: soon; once more after the request under way. */
void od_reader_read (OdReader *self);

/** od_reader_is_due: something was asked that is not answered well yet. */
gboolean od_reader_is_due (OdReader *self);

/** od_reader_stop: gives up what is under way; says nothing until asked again. */
void od_reader_stop (OdReader *self);

/** od_reader_leave: stops *@reader and lets go of it and of all that @self is told by
 * it; it is NULL then. It may be NULL before. */
void od_reader_leave (OdReader **reader, gpointer self);
