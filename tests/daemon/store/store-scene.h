/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/call-store.h"
#include "daemon/store/store.h"

/*
 * A store in a scratch folder with one campaign, one leadset and two agents, and a
 * transaction that a test may hold open: the writer thread lends its OdTx and waits
 * until the test commits or undoes. Whatever a test did, freeing the scene recounts
 * everything from the rows and compares it with the sums the store keeps.
 */
typedef struct {
  char *dir;
  gint64 now_ms; /* the store's clock: moved by the test between works */
  gint64 set_ms; /* how far somebody set the wall clock off it */
  OdClock clock;
  const char *time_zone; /* NULL: as the data has it */
  OdStore *store;
  OdTx *tx;            /* lent by the writer thread; NULL between works */
  gboolean done;       /* the last work was answered */
  GAsyncQueue *offers; /* OdTx, from the writer thread */
  GAsyncQueue *verdicts;
  gint64 campaign; /* "Solar", active, dials READY and NEW */
  gint64 leadset;  /* "Spring", active, of that campaign */
  gint64 ann;
  gint64 bob;
} OdScene;

OdScene *od_scene_new (void);

/** od_scene_open: of the store that lies in @dir, with nothing added. @dir: (transfer
 * full): a scratch folder; removed with the scene. */
OdScene *od_scene_open (char *dir);
void od_scene_free (OdScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdScene, od_scene_free)

/** od_scene_reopen: the process ends without a word and another one starts. */
void od_scene_reopen (OdScene *scene);

OdTx *od_scene_begin (OdScene *scene);
void od_scene_commit (OdScene *scene);
void od_scene_undo (OdScene *scene);

/** od_scene_add_leads: @n leads from @phone upwards. Returns: the last one's id. */
gint64 od_scene_add_leads (OdScene *scene,
                           gint64 leadset,
                           const char *status,
                           gint64 phone,
                           guint n);

gint64
od_scene_add_leadset (OdScene *scene, const char *name, gint64 campaign, gboolean active);
gint64 od_scene_add_campaign (OdScene *scene, const char *name, gboolean active);

/** od_scene_begin_call: claims one lead of the campaign, which must have one, and begins
 * the call @id on it. Returns: whether it has begun. */
gboolean od_scene_begin_call (OdScene *scene, gint64 campaign, const char *id);

/** od_scene_step: commits @event for the call @id, by @agent for a bridge. */
void od_scene_step (OdScene *scene,
                    const char *id,
                    OdCallEvent event,
                    gint64 agent,
                    OdEndReason end);

/** od_scene_ask: the one number @sql finds. */
gint64 od_scene_ask (OdTx *tx, const char *sql);

/** od_scene_look: the same, between works. */
gint64 od_scene_look (OdScene *scene, const char *sql);
OdLeadDialState od_scene_get_lead_state (OdScene *scene, gint64 lead_id);

/** od_scene_talk: a call on one lead of the campaign is answered, @agent talks, the lead
 * hangs up. */
void od_scene_talk (OdScene *scene, gint64 campaign, const char *id, gint64 agent);

/** od_scene_attempt: one call on the one lead that can be claimed, to its end. @label: by
 * ann; "": none yet; NULL: it did not come to one. */
void od_scene_attempt (OdScene *scene,
                       const char *id,
                       OdEndReason end,
                       gboolean answered,
                       const char *label);

/** od_scene_dispose: ann says how her call came out. */
void od_scene_dispose (OdScene *scene, const char *id, const char *label);

/** od_scene_assert_index: every statement that was run with @words in it finds its rows
 * by @index. */
void od_scene_assert_index (OdTx *tx, const char *words, const char *index);

/** od_scene_hear_log: once, first: what the program logs is kept from now on.
 * od_scene_take_log: what it was since the last time, a line each. */
void od_scene_hear_log (void);
char *od_scene_take_log (void);

/** od_scene_check: recounts every sum, lock and state from the rows. */
void od_scene_check (OdScene *scene);

/* Both want a local `error`. */
#define OD_OK(expression)                                                                \
  do {                                                                                   \
    gboolean ok_ = (expression);                                                         \
    g_assert_no_error (error);                                                           \
    g_assert_true (ok_);                                                                 \
  } while (0)
#define OD_REFUSED(expression, code_)                                                    \
  do {                                                                                   \
    g_assert_false ((expression));                                                       \
    g_assert_error (error, OD_STORE_ERROR, code_);                                       \
    g_clear_error (&error);                                                              \
  } while (0)
