/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/db.h"

/**
 * OdDbThread:
 *
 * One thread that owns one database. Works run there one after the other, in the order
 * they were given, and are answered in that order in the main context of who made the
 * thread. That caller opens the database, or lets a work open it, and closes it when the
 * thread has ended; in between only works touch it. All functions but od_db_thread_tell()
 * are called by the maker, and never by a work.
 */
typedef struct _OdDbThread OdDbThread;

/* On the database's thread. FALSE with @error. */
typedef gboolean (*OdDbWork) (gpointer data, GError **error);

/* Back in the maker's context, once per work; @error NULL: it is done. */
typedef void (*OdDbDone) (gpointer data, const GError *error, gpointer user_data);

/* What is done around works that were waiting together, on the database's thread. */
typedef struct {
  guint max_works; /* of one group */
  /* Before the first; FALSE: none of them runs, and each fails with @error. */
  gboolean (*begin) (gpointer owner, GError **error);
  /* After the last; FALSE: those that went well fail with @error, too. */
  gboolean (*commit) (gpointer owner, GError **error);
  gpointer owner;
} OdDbGroup;

/**
 * od_db_thread_new:
 * @priority: of the answers in the main loop
 * @db: (nullable): lent, and the new thread's until that has ended; NULL: a work opens it
 * @group: (nullable): copied; NULL: each work is alone
 */
OdDbThread *
od_db_thread_new (const char *name, int priority, OdDb *db, const OdDbGroup *group);

/** od_db_thread_end: runs what was given, ends the thread and waits for it; nothing is
 * answered any more, but the data of works is freed. */
void od_db_thread_end (OdDbThread *self);

/**
 * od_db_thread_give:
 * @free_data: (nullable): frees @data in the maker's context, after @done
 * @done: (nullable)
 */
void od_db_thread_give (OdDbThread *self,
                        OdDbWork work,
                        gpointer data,
                        GDestroyNotify free_data,
                        OdDbDone done,
                        gpointer user_data);

/** od_db_thread_tell: from a work: calls @func in the maker's context, before the work is
 * answered; not when the thread has been ended. */
void od_db_thread_tell (OdDbThread *self,
                        void (*func) (gpointer data),
                        gpointer data,
                        GDestroyNotify free_data);
