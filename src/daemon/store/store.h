/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/clock.h"

/*
 * The database of outdiald: one writer thread that commits what waits as one group, and
 * reader threads for what only looks. Work is given as a function that runs there inside
 * a transaction and must touch nothing but its OdTx and its own data; the answer comes
 * back on the main thread.
 *
 * All functions of the *-store.h headers of this room take an OdTx (tx.h) and run inside
 * such work. Functions of this header are called on the main thread.
 */
typedef gboolean (*OdStoreWork) (OdTx *tx, gpointer data, GError **error);

/* On the main thread, once per work; @error NULL: committed (or read). The events of
 * this work and of all before it have been told, none of those after it. */
typedef void (*OdStoreDone) (gpointer data, const GError *error, gpointer user_data);

/* On the main thread, in the order of seq, after the commit. */
typedef void (*OdStoreEventFunc) (const OdEvent *event, gpointer user_data);

typedef struct _OdStore OdStore;

/**
 * od_store_open:
 * @dir: data folder, made if need be; others than this user cannot read in it from now
 *   on, whatever its mode was; one outdiald at a time
 * @time_zone: (nullable): the call centre's, as od_day_zone_new() takes it; NULL: the one
 *   the data has, which is UTC in new data
 *
 * Migrates the schema, with a copy of what there was beside it, starts a new epoch and
 * settles what an earlier process left behind: its claimed leads are ready again, its
 * live calls are interrupted. A restored copy starts with every campaign off.
 *
 * Midnight in @time_zone divides the days of every sum. When it is another one than the
 * last time, the sums of all days are counted again from the calls before anything else
 * happens, as if it had always been this one: some seconds for a million calls, once; the
 * log says so. A zone this machine does not know is OD_STORE_ERROR_REFUSED.
 */
OdStore *od_store_open (const char *dir,
                        const char *time_zone,
                        const OdClock *clock,
                        GError **error);

/** od_store_close: runs what was given, then ends the threads; nothing is called back.
 * Not while it calls back itself. */
void od_store_close (OdStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdStore, od_store_close)

/** od_store_get_today: the call centre's day by the store's clock (shared/model/day.h).
 */
gint64 od_store_get_today (OdStore *store);

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

/** od_store_read: the same on a reader, on a snapshot of what is committed. One read may
 * overtake another. It must end within milliseconds. */
void od_store_read (OdStore *store,
                    OdStoreWork work,
                    gpointer data,
                    GDestroyNotify free_data,
                    OdStoreDone done,
                    gpointer user_data);

/** od_store_search: the same for what may take longer: no od_store_read() waits for it.
 */
void od_store_search (OdStore *store,
                      OdStoreWork work,
                      gpointer data,
                      GDestroyNotify free_data,
                      OdStoreDone done,
                      gpointer user_data);

/** od_store_get_version: another number whenever something was written since, as far as
 * it was told: what was read after asking is true as long as the number is the same. */
guint64 od_store_get_version (OdStore *store);

/**
 * od_store_write_now:
 *
 * For programs with no main loop (outdialctl) and for start-up: writes and waits.
 */
gboolean
od_store_write_now (OdStore *store, OdStoreWork work, gpointer data, GError **error);
