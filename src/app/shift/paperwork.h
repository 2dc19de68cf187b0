/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/outbox.h"
#include "shared/model/disposition.h"

/**
 * OdPaperwork:
 *
 * What an agent has to tell the server of calls: dispositions and corrected contacts. All
 * of it goes through the outbox: once accepted it survives anything. Main thread.
 *
 * Signals:
 *   "changed"                   the undisposed calls or the number of unsent requests
 *   "opened"                    the file of unsent work can be used
 *   "saved" (const char *call, const char *label)
 *                               a disposition is on the server, whichever run said it
 *   "stale"                     read /me again: another call may be undisposed now
 *   "failed" (const char *why)  the server refused something; @why is a sentence
 *   "edit-refused" (const char *call, json_t *fields, const char *why)
 *                               a corrected contact of this run; after "failed"
 */
#define OD_TYPE_PAPERWORK (od_paperwork_get_type ())
G_DECLARE_FINAL_TYPE (OdPaperwork, od_paperwork, OD, PAPERWORK, GObject)

/** od_paperwork_new: @path: as od_outbox_new(). */
OdPaperwork *od_paperwork_new (const char *path, OdBackend *backend);

/** od_paperwork_open: once. Says "opened", or "failed" when the file cannot be used. */
void od_paperwork_open (OdPaperwork *self);

/** od_paperwork_take_ended: the call @id has ended and is undisposed; does nothing
 * when it was disposed of here, or for NULL. @last: (nullable): the call as it was on the
 * line, if it is that one. */
void od_paperwork_take_ended (OdPaperwork *self, const char *id, json_t *last);

/** od_paperwork_take_undisposed: all of them, as the server has them. */
void od_paperwork_take_undisposed (OdPaperwork *self, json_t *calls);

/** od_paperwork_take_last: (nullable @call): the agent's last one, with its disposition,
 * as the server has it: it may have been said in an earlier run. */
void od_paperwork_take_last (OdPaperwork *self, json_t *call);

/** od_paperwork_get_undisposed: (nullable): the call whose disposition is asked for next:
 * an object with at least id. Lent until "changed". */
json_t *od_paperwork_get_undisposed (OdPaperwork *self);

/** od_paperwork_count_undisposed: how many calls are undisposed. */
guint od_paperwork_count_undisposed (OdPaperwork *self);

/** od_paperwork_count_unsent: accepted, and not on the server yet. */
guint od_paperwork_count_unsent (OdPaperwork *self);

/** od_paperwork_is_unknown_end: this line of the log tells the end of a call that is not
 * @known and was not disposed of here: one of a run that was killed. */
gboolean od_paperwork_is_unknown_end (OdPaperwork *self,
                                      const char *name,
                                      json_t *event,
                                      const char *known);

/** od_paperwork_dispose_async: @reason: NULL: none. @call_back_at_ms: when the lead wants
 * to be called; 0: it does not. Finishes when it is on the disk. */
void od_paperwork_dispose_async (OdPaperwork *self,
                                 const char *call,
                                 const char *label,
                                 gboolean pause,
                                 const char *reason,
                                 gint64 call_back_at_ms,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** od_paperwork_correct_async: says something else of @call, which was disposed of; the
 * server takes it until the agent's next call, or "failed" says why not. Finishes as
 * od_paperwork_dispose_async() does. */
void od_paperwork_correct_async (OdPaperwork *self,
                                 const char *call,
                                 const char *label,
                                 gint64 call_back_at_ms,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean
od_paperwork_dispose_finish (OdPaperwork *self, GAsyncResult *result, GError **error);

/** od_paperwork_get_last: (nullable): the call that was disposed of last, with at least
 * its id. @label: (out): as what; it may be on its way. Lent until "changed". */
json_t *od_paperwork_get_last (OdPaperwork *self, const char **label);

/** od_paperwork_edit_async: @fields: the fields that were changed; null takes a field
 * away. */
void od_paperwork_edit_async (OdPaperwork *self,
                              const char *call,
                              gint64 lead,
                              json_t *fields,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean
od_paperwork_edit_finish (OdPaperwork *self, GAsyncResult *result, GError **error);

/** od_paperwork_overlay: puts what was corrected during @call into @lead's fields. */
void od_paperwork_overlay (OdPaperwork *self, const char *call, json_t *lead);

/** od_paperwork_settle_async: as od_outbox_settle_async(): whatever was said is on the
 * disk then. */
void od_paperwork_settle_async (OdPaperwork *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void od_paperwork_settle_finish (OdPaperwork *self, GAsyncResult *result);

/** od_paperwork_wake: the server is there again. */
void od_paperwork_wake (OdPaperwork *self);

/** od_paperwork_close: sends no more; what is left stays in the file. */
void od_paperwork_close (OdPaperwork *self);
