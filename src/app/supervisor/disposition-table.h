/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <jansson.h>

/**
 * OdDispositionTable:
 *
 * What a campaign's own dispositions mean: a row for each, in the order in which agents
 * see them. Which there are is said beside it (od_disposition_table_keep). Main thread.
 *
 * Signals:
 * - "changed" (): by the person: od_disposition_table_dup() is another.
 */
#define OD_TYPE_DISPOSITION_TABLE (od_disposition_table_get_type ())
G_DECLARE_FINAL_TYPE (OdDispositionTable,
                      od_disposition_table,
                      OD,
                      DISPOSITION_TABLE,
                      AdwBin)

/** od_disposition_table_set: @own: (nullable): the server's array; as it begins. */
void od_disposition_table_set (OdDispositionTable *self, json_t *own);

/** od_disposition_table_keep: there is a row for each of @labels (array
 * zero-terminated=1) and no other: a new one comes last, with what most mean. */
void od_disposition_table_keep (OdDispositionTable *self, char **labels);

/** od_disposition_table_dup: (transfer full): the array, as the server wants it. */
json_t *od_disposition_table_dup (OdDispositionTable *self);

/** od_disposition_table_dup_problem: (transfer full) (nullable): a sentence while two of
 * them have one key. */
char *od_disposition_table_dup_problem (OdDispositionTable *self);
