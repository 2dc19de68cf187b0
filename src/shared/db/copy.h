/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/db.h"

/*
 * Copies of a database. A copy is marked as one, inside it, until somebody who has made
 * it the living file says that this has been dealt with. It needs no other file beside
 * it.
 */

/**
 * od_db_copy:
 * @path: must not exist: %G_FILE_ERROR_EXIST
 *
 * Writes what is committed now, as @path.part until it is whole and checked. Whoever
 * writes to the original meanwhile goes on. When it fails nothing of it is left, and the
 * sentence is for people; %OD_DB_ERROR_FULL: there is no room. Outside a transaction.
 */
gboolean od_db_copy (OdDb *db, const char *path, GError **error);

/** od_db_is_copy: @copy: whether it is marked. */
gboolean od_db_is_copy (OdDb *db, gboolean *copy, GError **error);

/** od_db_forget_copy: it is marked no more, if the transaction stands. */
gboolean od_db_forget_copy (OdDb *db, GError **error);

/** od_db_check_log: before @path is opened: FALSE when a write-ahead log lies beside it
 * that cannot be its own, because the file is a copy that was put in another's place.
 * What would be opened is a mixture of both. */
gboolean od_db_check_log (const char *path, GError **error);
