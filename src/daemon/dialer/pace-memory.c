/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pacer's memory on disk. Main thread, and the writer's for the row.
 */
#include "daemon/dialer/pace-memory.h"

#include "daemon/store/pacing-store.h"
#include "shared/model/thread.h"

#include <stdlib.h>

typedef struct {
  gint64 campaign_id;
  char *learned; /* the pacer's: of malloc() */
} Memory;

static gboolean
write_memory (OdTx *tx, gpointer data, GError **error)
{
  const Memory *memory = data;

  return od_pacing_store_set (tx, memory->campaign_id, memory->learned, error);
}

static void
on_written (OdEngine *engine, gpointer data, const GError *error)
{
  od_engine_note_store (engine, error);
}

static void
memory_free (gpointer data)
{
  Memory *memory = data;

  free (memory->learned);
  g_free (memory);
}

void
od_pace_memory_save (OdEngine *engine, gint64 campaign_id, const OdPacer *pacer)
{
  Memory *memory = g_new (Memory, 1);

  OD_ASSERT_MAIN ();
  *memory = (Memory){ campaign_id, od_pacer_save (pacer) };
  od_engine_write (engine, write_memory, memory, memory_free, on_written);
}

void
od_pace_memory_restore (OdPacer *pacer, gint64 campaign_id, const char *learned)
{
  OD_ASSERT_MAIN ();
  if (learned != NULL && !od_pacer_restore (pacer, learned))
    g_message ("campaign=%" G_GINT64_FORMAT " has learned nothing of its calls: what was "
               "kept of earlier ones cannot be read",
               campaign_id);
}
