/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/db.h"
#include "shared/model/clock.h"
#include "shared/model/event.h"

/*
 * The database of outdiald: one writer thread that commits what waits as one group, one
 * reader thread for what only looks. Work is given as a function that runs there inside
 * a transaction and must touch nothing but its OdTx and its own data; the answer comes
 * back on the main thread.
 *
 * All functions of the *-store.h headers of this room take an OdTx and run inside such
 * work. Functions of this header are called on the main thread.
 */
#define OD_STORE_ERROR (od_store_error_quark ())
GQuark od_store_error_quark (void);

typedef enum {
  OD_STORE_ERROR_NOT_FOUND, /* no such row */
  OD_STORE_ERROR_REFUSED,   /* the rules say no; the message is for people */
  OD_STORE_ERROR_STALE,     /* the row was changed by somebody else */
  OD_STORE_ERROR_NO_ROOM,   /* the block has fewer free numbers than asked for */
} OdStoreError;

/** OD_STORE_RETRY_GAP_MS: how long a lead whose call was cut by a crash is left alone:
 * longer than any call can stay up at the carrier. */
#define OD_STORE_RETRY_GAP_MS (30 * 60 * 1000)

typedef struct {
  OdDb *db;          /* lent; this thread's */
  gint64 now_ms;     /* when the work began */
  gint64 epoch;      /* this process */
  gint64 seq;        /* of the last event appended so far; 0 in a read */
  GPtrArray *events; /* (element-type OdEvent): appended by this work */
} OdTx;

typedef gboolean (*OdStoreWork) (OdTx *tx, gpointer data, GError **error);

/* On the main thread, once per work; @error NULL: committed (or read). The events of
 * this work and of all before it have been told, none of those after it. */
typedef void (*OdStoreDone) (gpointer data, const GError *error, gpointer user_data);

/* On the main thread, in the order of seq, after the commit. */
typedef void (*OdStoreEventFunc) (const OdEvent *event, gpointer user_data);

typedef struct _OdStore OdStore;

/**
 * od_store_open:
 * @dir: data folder; made with mode 0700 if need be; one outdiald at a time
 *
 * Migrates the schema, starts a new epoch and settles what an earlier process left
 * behind: its claimed leads are ready again, its live calls are interrupted.
 */
OdStore *od_store_open (const char *dir, const OdClock *clock, GError **error);

/** od_store_close: runs what was given, then ends the threads; nothing is called back. */
void od_store_close (OdStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdStore, od_store_close)

void od_store_set_event_func (OdStore *store, OdStoreEventFunc func, gpointer user_data);

/**
 * od_store_write:
 * @free_data: (nullable): frees @data on the main thread, after @done
 * @done: (nullable)
 *
 * Work that fails is undone alone; its neighbours in the group commit stand. Work runs
 * and is answered in the order it was given.
 */
void od_store_write (OdStore *store,
                     OdStoreWork work,
                     gpointer data,
                     GDestroyNotify free_data,
                     OdStoreDone done,
                     gpointer user_data);

/** od_store_read: the same on the reader, on a snapshot of what is committed. */
void od_store_read (OdStore *store,
                    OdStoreWork work,
                    gpointer data,
                    GDestroyNotify free_data,
                    OdStoreDone done,
                    gpointer user_data);

/**
 * od_store_write_now:
 *
 * For programs with no main loop (outdialctl) and for start-up: writes and waits.
 */
gboolean
od_store_write_now (OdStore *store, OdStoreWork work, gpointer data, GError **error);
