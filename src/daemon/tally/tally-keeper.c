/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happened becomes the numbers on every screen: reads the tiles after events, not
 * per event, so that a busy floor costs ten small reads a second and no more.
 */
#include "daemon/tally/tally-keeper.h"

#include "daemon/store/tally-store.h"
#include "shared/model/thread.h"

#include <string.h>

#define MIN_GAP_MS 100 /* between two readings: faster than anybody reads tiles */

struct _OdTallyKeeper {
  OdStore *store;
  OdTallyFunc func;
  gpointer user_data;
  OdDashboard last;
  guint timer_id;   /* a reading is due then */
  gboolean reading; /* one is under way */
  gboolean again;   /* events came meanwhile */
};

static gboolean
read_dashboard (OdTx *tx, gpointer data, GError **error)
{
  return od_tally_store_get_dashboard (tx, data, error);
}

/* But for the seq, which moves with every event. */
static gboolean
is_same (const OdDashboard *a, const OdDashboard *b)
{
  OdDashboard copy = *a;

  copy.seq = b->seq;
  return memcmp (&copy, b, sizeof copy) == 0;
}

static void schedule (OdTallyKeeper *keeper);

static void
on_read (gpointer data, const GError *error, gpointer user_data)
{
  OdTallyKeeper *keeper = user_data;
  OdDashboard *now = data;

  keeper->reading = FALSE;
  if (error != NULL) {
    g_warning ("cannot read the tiles: %s", error->message);
  } else if (!is_same (now, &keeper->last)) {
    keeper->last = *now;
    keeper->func (now, keeper->user_data);
  }
  if (keeper->again)
    schedule (keeper);
}

static gboolean
on_due (gpointer data)
{
  OdTallyKeeper *keeper = data;

  keeper->timer_id = 0;
  keeper->reading = TRUE;
  keeper->again = FALSE;
  od_store_read (keeper->store, read_dashboard, g_new0 (OdDashboard, 1), g_free, on_read,
                 keeper);
  return G_SOURCE_REMOVE;
}

static void
schedule (OdTallyKeeper *keeper)
{
  keeper->again = TRUE;
  if (!keeper->reading && keeper->timer_id == 0)
    keeper->timer_id = g_timeout_add (MIN_GAP_MS, on_due, keeper);
}

OdTallyKeeper *
od_tally_keeper_new (OdStore *store, OdTallyFunc func, gpointer user_data)
{
  OdTallyKeeper *keeper = g_new0 (OdTallyKeeper, 1);

  OD_ASSERT_MAIN ();
  keeper->store = store;
  keeper->func = func;
  keeper->user_data = user_data;
  schedule (keeper);
  return keeper;
}

void
od_tally_keeper_free (OdTallyKeeper *keeper)
{
  OD_ASSERT_MAIN ();
  g_clear_handle_id (&keeper->timer_id, g_source_remove);
  g_free (keeper);
}

void
od_tally_keeper_on_event (OdTallyKeeper *keeper, const OdEvent *event)
{
  OD_ASSERT_MAIN ();
  schedule (keeper);
}
