/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/db.h"

/*
 * The outbox's file: requests that were accepted and not yet answered, oldest first. Any
 * thread, one at a time.
 */
typedef struct {
  gint64 id;
  char *lane; /* what must go in order; so all: never NULL but for body */
  char *method;
  char *path;
  char *body; /* JSON; NULL: none */
  char *key;  /* the Idempotency-Key; unique in the file */
} OdOutboxEntry;

void od_outbox_entry_free (OdOutboxEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdOutboxEntry, od_outbox_entry_free)

/** od_outbox_store_open: opens or makes the file, readable by its owner only. */
OdDb *od_outbox_store_open (const char *path, GError **error);

/** od_outbox_store_add: on the disk when it returns. @entry->id is set; 0: the key is
 * there already, and nothing was added. */
gboolean od_outbox_store_add (OdDb *db, OdOutboxEntry *entry, GError **error);

/** od_outbox_store_remove: the request was answered. */
gboolean od_outbox_store_remove (OdDb *db, gint64 id, GError **error);

/** od_outbox_store_list: (transfer full) (element-type OdOutboxEntry): the oldest first.
 */
GPtrArray *od_outbox_store_list (OdDb *db, GError **error);
