/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/db.h"

/*
 * One statement that a person typed. It may read and change one table and nothing else,
 * whatever is written in it, and not learn how many rows another one has. Triggers of
 * that table may read it, and write their log, which nobody who types can read. The
 * thread of the OdDb.
 */
typedef struct _OdTyped OdTyped;

#define OD_TYPED_ERROR (od_typed_error_quark ())
GQuark od_typed_error_quark (void);

typedef enum {
  OD_TYPED_ERROR_STATEMENT, /* a sentence for who typed it: say it differently */
} OdTypedError;

typedef struct {
  const char *table;
  const char *const *read_only; /* (array zero-terminated=1): its columns that stay */
  const char *log; /* the table that its triggers INSERT into; NULL: into none */
} OdTypedRules;

typedef enum { OD_TYPED_SELECT, OD_TYPED_UPDATE, OD_TYPED_DELETE } OdTypedKind;

/** od_typed_new: @rules: lent for its life. NULL: it is not allowed, or no SQL. */
OdTyped *
od_typed_new (OdDb *db, const OdTypedRules *rules, const char *sql, GError **error);
void od_typed_free (OdTyped *typed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTyped, od_typed_free)

OdTypedKind od_typed_get_kind (OdTyped *typed);

/** od_typed_get_statement: to read columns and values from; lent. It is stepped here
 * only. */
OdStatement *od_typed_get_statement (OdTyped *typed);

/** od_typed_next: as od_statement_next(). */
gboolean od_typed_next (OdTyped *typed, GError **error);
