/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/db.h"

/**
 * od_schema_migrate:
 * @path: where @db lies
 *
 * Brings the database to the newest schema. Before one of an earlier schema is changed, a
 * copy of it is made beside it, @path.schema-N, and the log says so; without a copy
 * nothing is changed. An earlier copy is never written over: is it equal, it serves;
 * is it not, %G_FILE_ERROR_EXIST.
 */
gboolean od_schema_migrate (OdDb *db, const char *path, GError **error);
