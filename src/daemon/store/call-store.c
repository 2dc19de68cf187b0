/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about calls and their dispositions. A call's row,
 * its event and the sums move in one transaction.
 */
#include "daemon/store/call-store.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/correction-store.h"
#include "daemon/store/counter-store.h"
#include "daemon/store/day-store.h"
#include "daemon/store/disposition-store.h"
#include "daemon/store/dnc-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/number-lock-store.h"
#include "daemon/store/rest-store.h"
#include "daemon/store/retry-rule-store.h"
#include "daemon/store/settle-store.h"
#include "daemon/store/state-sql.h"

#define IN_USE_RETRY_MS 60000 /* a lead whose number is in another call */

/* clang-format off */
static const char begin[] =
  "INSERT INTO call (id, epoch, campaign_id, leadset_id, lead_id, phone, caller_id,"
  " script_id, script_version, state, end_reason, sip_code, queued_at_ms)"
  " VALUES (:id, :epoch, :campaign_id, :leadset_id, :lead_id, :phone, :caller_id,"
  " :script_id, :script_version, :state, :end_reason, :sip_code, :queued_at_ms)";
static const char update[] =
  "UPDATE call SET state = :state, end_reason = :end_reason, sip_code = :sip_code,"
  " sip_reason = :sip_reason, agent_id = :agent_id, ringing_at_ms = :ringing_at_ms,"
  " answered_at_ms = :answered_at_ms, bridged_at_ms = :bridged_at_ms,"
  " ended_at_ms = :ended_at_ms, disposition = :disposition,"
  " disposed_at_ms = :disposed_at_ms, call_back_at_ms = :call_back_at_ms,"
  " person = :person, slice = :slice"
  " WHERE id = :id";
static const char set_reason[] =
  "UPDATE call SET disposition_reason = :reason WHERE id = :id";

#define COLUMNS \
  "id, campaign_id, leadset_id, lead_id, phone, caller_id, agent_id, script_id," \
  " script_version, state, end_reason, sip_code, sip_reason, queued_at_ms," \
  " ringing_at_ms, answered_at_ms, bridged_at_ms, ended_at_ms, latency_us," \
  " disposition, disposed_at_ms, disposition_reason AS reason, call_back_at_ms, person"

static const char get[] = "SELECT " COLUMNS " FROM call WHERE id = :id";
static const char get_last[] =
  "SELECT " COLUMNS " FROM call WHERE lead_id = :lead"
  " ORDER BY rowid DESC LIMIT 1";
/* @which of an agent's calls are still theirs to work on. */
#define OWES_OR_STAYS(which)                                                             \
  "SELECT EXISTS (SELECT 1 FROM call c WHERE " which " AND c.agent_id = :agent"          \
  " AND (c.disposition IS NULL OR EXISTS (SELECT 1 FROM campaign_agent m"                \
  " WHERE m.campaign_id = c.campaign_id AND m.agent_id = :agent)))"
static const char has_work_on[] = OWES_OR_STAYS ("c.lead_id = :lead");
static const char may_change[] = OWES_OR_STAYS ("c.id = :call");
static const char of_lead[] =
  "SELECT " COLUMNS " FROM call WHERE lead_id = :lead"
  " ORDER BY rowid DESC LIMIT :limit";
static const char undisposed[] =
  "SELECT " COLUMNS " FROM call WHERE agent_id = :agent AND disposition IS NULL"
  " AND ended_at_ms IS NOT NULL ORDER BY queued_at_ms LIMIT :limit";
static const char all_undisposed[] =
  "SELECT " COLUMNS " FROM call WHERE agent_id IS NOT NULL AND disposition IS NULL"
  " AND ended_at_ms > :never ORDER BY queued_at_ms";
static const char live[] =
  "SELECT " COLUMNS " FROM call WHERE state " OD_SQL_CALL_IS_LIVE " AND epoch < :epoch";
/* clang-format on */

#define COLUMN(member)  OD_COLUMN (OdCall, member)
#define OR_NULL(member) OD_COLUMN_OR_NULL (OdCall, member)
/* clang-format off */
static const OdColumn columns[] = {
  COLUMN (id), COLUMN (campaign_id), COLUMN (leadset_id), COLUMN (lead_id),
  COLUMN (phone), COLUMN (caller_id), OR_NULL (agent_id), OR_NULL (script_id),
  OR_NULL (script_version), COLUMN (state), COLUMN (end_reason), COLUMN (sip_code),
  COLUMN (sip_reason), COLUMN (queued_at_ms), OR_NULL (ringing_at_ms),
  OR_NULL (answered_at_ms), OR_NULL (bridged_at_ms), OR_NULL (ended_at_ms),
  COLUMN (latency_us), COLUMN (disposition), OR_NULL (disposed_at_ms), COLUMN (reason),
  OR_NULL (call_back_at_ms), COLUMN (person), { NULL }
};
/* clang-format on */

static const OdRowType call_row = { columns, sizeof (OdCall),
                                    (GDestroyNotify) od_call_free,
                                    (gpointer (*) (void)) od_call_new };

OdCall *
od_call_store_get (OdTx *tx, const char *call_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_get (tx, &call_row, get, "call", error, OD_TEXT (":id", call_id));
}

static gboolean
count (OdTx *tx, const OdCall *call, const char *name, gint64 n, GError **error)
{
  return od_counter_store_add (tx, call->campaign_id, call->leadset_id, 0, name, n,
                               error);
}

static gboolean
count_now (OdTx *tx, const OdCall *call, OdCallState state, gint64 n, GError **error)
{
  g_autofree char *name = g_strconcat (OD_COUNTER_NOW, od_call_state_get_name (state),
                                       NULL);

  return !od_call_state_is_live (state) || count (tx, call, name, n, error);
}

/* The pie's slice, and for a bridged call its agent's cell in the activity table. */
static gboolean
count_slice (OdTx *tx, const OdCall *call, const char *slice, gint64 n, GError **error)
{
  g_autofree char *name = g_strconcat (OD_COUNTER_SLICE, slice, NULL);

  return count (tx, call, name, n, error)
         && (call->agent_id == 0
             || od_counter_store_add (tx, call->campaign_id, call->leadset_id,
                                      call->agent_id, name, n, error));
}

static gboolean
log_call (OdTx *tx, const OdCall *call, const OdDayShare *was, OdEvent event)
{
  od_day_store_tell (tx, call, was, &event);
  event.campaign_id = call->campaign_id;
  event.leadset_id = call->leadset_id;
  event.lead_id = call->lead_id;
  event.agent_id = call->agent_id;
  event.call_id = call->id;
  return od_tx_log (tx, &event);
}

static gboolean
log_move (OdTx *tx,
          const OdCall *call,
          const OdDayShare *was,
          OdCallState from,
          gint64 at_ms,
          GError **error)
{
  OdEvent event = { .at_ms = at_ms,
                    .kind = OD_EVENT_CALL_MOVED,
                    .word = (char *) od_call_state_get_name (call->state),
                    .was = (char *) od_call_state_get_name (from) };

  return log_call (tx, call, was, event) && count_now (tx, call, from, -1, error)
         && count_now (tx, call, call->state, 1, error);
}

gboolean
od_call_store_begin (OdTx *tx, const OdCall *call, gboolean *begun, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdCall) moved = od_call_copy (call);
  gboolean forbidden, listed;
  gint64 until_ms;

  *begun = FALSE;
  if (!od_disposition_store_forbids (tx, call->lead_id, &forbidden, error)
      || !od_dnc_store_is_listed (tx, call->phone, &listed, error))
    return FALSE;
  if (forbidden || listed) /* the list puts it elsewhere, until it lets the number go */
    return od_lead_state_store_move (tx, call->lead_id, OD_LEAD_CLAIMED,
                                     forbidden ? OD_LEAD_DONE : OD_LEAD_READY, 0, error);
  if (!od_rest_store_get_end (tx, call, &until_ms, error))
    return FALSE;
  if (until_ms != 0)
    return od_lead_state_store_move (tx, call->lead_id, OD_LEAD_CLAIMED,
                                     OD_LEAD_WAITING_RETRY, until_ms, error);
  if (!od_number_lock_store_take (tx, call->phone, call->id, begun, error))
    return FALSE;
  if (!*begun)
    return od_lead_state_store_move (tx, call->lead_id, OD_LEAD_CLAIMED,
                                     OD_LEAD_WAITING_RETRY,
                                     tx->steady_ms + IN_USE_RETRY_MS, error);

  moved->state = OD_CALL_DIALING;
  moved->queued_at_ms = tx->now_ms;
  return od_lead_state_store_move (tx, call->lead_id, OD_LEAD_CLAIMED, OD_LEAD_DIALING, 0,
                                   error)
         && od_row_run (&call_row, moved, tx->db, begin, error,
                        OD_INT (":epoch", tx->epoch))
         && count (tx, call, OD_COUNTER_PLACED, 1, error)
         && log_move (tx, moved, &(OdDayShare){ 0 }, OD_CALL_QUEUED, 0, error);
}

/* @was: what the call added to its day until now. */
static gboolean
save (OdTx *tx, OdCall *call, const OdDayShare *was, GError **error)
{
  const char *slice = call->ended_at_ms != 0 ? od_call_get_slice (call) : NULL;

  return od_disposition_store_judge (tx, call, error)
         && od_row_run (&call_row, call, tx->db, update, error, OD_TEXT (":slice", slice))
         && od_day_store_move (tx, call, was, error);
}

/* Writes into @call what @step says, on top of the state it already has. */
static void
apply (OdCall *call, const OdCallStep *step, gint64 at_ms)
{
  switch (call->state) {
  case OD_CALL_RINGING:
    call->ringing_at_ms = at_ms;
    break;
  case OD_CALL_WAITING:
    call->answered_at_ms = at_ms;
    break;
  case OD_CALL_BRIDGED:
    call->bridged_at_ms = at_ms;
    call->agent_id = step->agent_id;
    break;
  case OD_CALL_ENDED:
  case OD_CALL_INTERRUPTED:
    call->ended_at_ms = at_ms;
    call->end_reason = step->event == OD_CALL_CRASH ? OD_END_CRASH : step->end;
    call->sip_code = step->sip_code;
    g_free (call->sip_reason);
    call->sip_reason = g_strdup (step->sip_reason);
    break;
  case OD_CALL_QUEUED:
  case OD_CALL_DIALING:
  case OD_CALL_N_STATES:
    g_assert_not_reached ();
  }
}

/* Cumulative sums of a call that has just ended, however it did. */
static gboolean
count_end (OdTx *tx, const OdCall *call, GError **error)
{
  gboolean answered = call->answered_at_ms != 0, bridged = call->bridged_at_ms != 0;
  gboolean cut = call->end_reason == OD_END_NO_AUDIO
                 || call->end_reason == OD_END_TRANSPORT
                 || call->end_reason == OD_END_CRASH;

  if (!answered && !count (tx, call, OD_COUNTER_FAILED, 1, error))
    return FALSE;
  if (answered && !bridged && !count (tx, call, OD_COUNTER_ABANDONED, 1, error))
    return FALSE;
  if (answered && (!bridged || cut) && !count (tx, call, OD_COUNTER_DROPPED, 1, error))
    return FALSE;
  if (call->state == OD_CALL_INTERRUPTED
      && !count (tx, call, OD_COUNTER_INTERRUPTED, 1, error))
    return FALSE;

  return count_slice (tx, call, od_call_get_slice (call), 1, error);
}

/* What an end gives back: the number's lock and the lead. A crash gives back neither: the
 * call may still be up at the carrier. */
static gboolean
settle_end (OdTx *tx, const OdCall *call, guint reach_ms, GError **error)
{
  return od_settle_store_end (tx, call, error)
         && (call->state == OD_CALL_INTERRUPTED
             || od_number_lock_store_release (tx, call->id, reach_ms, error));
}

static gboolean
count_step (OdTx *tx, const OdCall *call, guint reach_ms, GError **error)
{
  switch (call->state) {
  case OD_CALL_RINGING:
    return TRUE;
  case OD_CALL_WAITING:
    return count (tx, call, OD_COUNTER_ANSWERED, 1, error);
  case OD_CALL_BRIDGED:
    return od_agent_store_note_call (tx, call->agent_id, call->id, TRUE, error)
           && count (tx, call, OD_COUNTER_BRIDGED, 1, error);
  case OD_CALL_ENDED:
  case OD_CALL_INTERRUPTED:
    return count_end (tx, call, error) && settle_end (tx, call, reach_ms, error);
  case OD_CALL_QUEUED:
  case OD_CALL_DIALING:
  case OD_CALL_N_STATES:
    break;
  }

  g_assert_not_reached ();
}

gboolean
od_call_store_step (OdTx *tx, const OdCallStep *step, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdCall) call = od_call_store_get (tx, step->call_id, error);
  gint64 at_ms = step->at_ms != 0 ? step->at_ms : tx->now_ms;
  OdDayShare share;
  OdCallState from;

  if (call == NULL)
    return FALSE;

  from = call->state;
  share = od_day_store_share (call);
  if (!od_call_state_next (from, step->event, &call->state))
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "call=%s is %s: event %d has no place there",
                               step->call_id, od_call_state_get_name (from), step->event);

  apply (call, step, at_ms);
  return save (tx, call, &share, error) && log_move (tx, call, &share, from, at_ms, error)
         && count_step (tx, call, step->reach_ms, error);
}

gboolean
od_call_store_unbegin (OdTx *tx, const char *call_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  OdCallStep step = { .call_id = call_id,
                      .event = OD_CALL_FAIL,
                      .end = OD_END_NOT_PLACED };

  return od_call_store_step (tx, &step, error);
}

static gboolean
count_late (OdTx *tx, const OdCall *call, const char *was, GError **error)
{
  return count_slice (tx, call, was, -1, error)
         && count_slice (tx, call, od_call_get_slice (call), 1, error)
         && count (tx, call, OD_COUNTER_FAILED, -1, error)
         && count (tx, call, OD_COUNTER_ANSWERED, 1, error)
         && count (tx, call, OD_COUNTER_ABANDONED, 1, error)
         && count (tx, call, OD_COUNTER_DROPPED, 1, error);
}

/* The log has it as what it was: answered, and ended once more. */
static gboolean
log_late (OdTx *tx, OdCall *call, const OdDayShare *was, gint64 at_ms, GError **error)
{
  OdDayShare now = od_day_store_share (call);

  call->state = OD_CALL_WAITING;
  if (!log_move (tx, call, was, OD_CALL_ENDED, at_ms, error))
    return FALSE;

  call->state = OD_CALL_ENDED;
  return log_move (tx, call, &now, OD_CALL_WAITING, at_ms, error);
}

gboolean
od_call_store_answer_late (OdTx *tx, const char *call_id, gint64 at_ms, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdCall) call = od_call_store_get (tx, call_id, error);
  g_autofree char *was = NULL;
  OdDayShare share;

  if (call == NULL)
    return FALSE;
  if (call->state != OD_CALL_ENDED || call->answered_at_ms != 0)
    return TRUE;

  was = g_strdup (od_call_get_slice (call));
  share = od_day_store_share (call);
  call->answered_at_ms = at_ms;
  call->ended_at_ms = MAX (call->ended_at_ms, at_ms);
  return save (tx, call, &share, error) && count_late (tx, call, was, error)
         && log_late (tx, call, &share, at_ms, error)
         && od_settle_store_answer_late (tx, call, error);
}

gboolean
od_call_store_accuse (OdTx *tx, gint64 lead_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdCall)
    call = od_tx_take (&call_row,
                       od_db_query (tx->db, get_last, error, OD_INT (":lead", lead_id)),
                       "call", error);

  return call != NULL && od_settle_store_accuse (tx, call, error);
}

/* A call that a crash cut before its bridge was on disk has no agent there. Whoever
 * disposes of it knows its id, which only the agent it was given to was ever told. */
static gboolean
may_dispose (OdTx *tx, const OdCall *call, gint64 agent_id, GError **error)
{
  gboolean own = call->agent_id == agent_id;
  gboolean orphan = call->agent_id == 0 && call->state == OD_CALL_INTERRUPTED;
  gboolean may = FALSE;

  if (agent_id == 0 || !(own || orphan))
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED, "This is not your call");
  if (orphan)
    return TRUE;
  if (!od_statement_take_bool (od_db_query (tx->db, may_change, error,
                                            OD_TEXT (":call", call->id),
                                            OD_INT (":agent", agent_id)),
                               &may, error))
    return FALSE;

  return may
         || od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "You are not in this call's campaign any more: what you "
                                "said of it stays");
}

/* The crash came between the bridge and its commit: the agent did talk on it. */
static gboolean
adopt (OdTx *tx, OdCall *call, gint64 agent_id, GError **error)
{
  gint64 at_ms = call->answered_at_ms != 0 ? call->answered_at_ms : call->ended_at_ms;
  gboolean was_answered = call->answered_at_ms != 0;

  if (!count_slice (tx, call, od_call_get_slice (call), -1, error)
      || !count (tx, call, was_answered ? OD_COUNTER_ABANDONED : OD_COUNTER_FAILED, -1,
                 error)
      || !count (tx, call, OD_COUNTER_BRIDGED, 1, error))
    return FALSE;
  if (!was_answered
      && (!count (tx, call, OD_COUNTER_ANSWERED, 1, error)
          || !count (tx, call, OD_COUNTER_DROPPED, 1, error)))
    return FALSE;

  call->agent_id = agent_id;
  call->answered_at_ms = at_ms;
  call->bridged_at_ms = at_ms;
  return od_agent_store_note_call (tx, agent_id, call->id, FALSE, error)
         && count_slice (tx, call, od_call_get_slice (call), 1, error);
}

/* Whatever the word before has done is undone, and what this one does is done. @share:
 * what the call added to its day before anything was changed. */
static gboolean
take_word (OdTx *tx,
           OdCall *call,
           const OdDayShare *share,
           gint64 account_id,
           const char *disposition,
           gint64 call_back_at_ms,
           GError **error)
{
  g_autofree char *was = g_strdup (od_call_get_slice (call));
  OdEvent event = { .kind = OD_EVENT_CALL_DISPOSED };
  gboolean ended = call->ended_at_ms != 0;
  gboolean first = call->disposition == NULL;

  if (!first
      && !od_correction_store_note (tx, call, account_id, disposition, call_back_at_ms,
                                    error))
    return FALSE;
  g_free (call->disposition);
  call->disposition = g_strdup (disposition);
  call->disposed_at_ms = tx->now_ms;
  call->call_back_at_ms = call_back_at_ms;
  event.word = call->disposition;
  event.was = was;
  event.n = ended;
  if (ended
      && (!count_slice (tx, call, was, -1, error)
          || !count_slice (tx, call, disposition, 1, error)))
    return FALSE;

  return save (tx, call, share, error)
         && od_dnc_store_hear (tx, call, account_id, first, error)
         && (!ended || od_retry_rule_store_settle (tx, call, was, error))
         && (!first || count (tx, call, OD_COUNTER_DISPOSED, 1, error))
         && log_call (tx, call, share, event);
}

gboolean
od_call_store_dispose (OdTx *tx,
                       const char *call_id,
                       gint64 agent_id,
                       const char *disposition,
                       gint64 call_back_at_ms,
                       GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdCall) call = od_call_store_get (tx, call_id, error);
  OdDayShare share;

  if (call == NULL || !may_dispose (tx, call, agent_id, error))
    return FALSE;
  share = od_day_store_share (call);
  if (call->agent_id == 0 && !adopt (tx, call, agent_id, error))
    return FALSE;

  return take_word (tx, call, &share, agent_id, disposition, call_back_at_ms, error);
}

gboolean
od_call_store_correct (OdTx *tx,
                       const char *call_id,
                       gint64 account_id,
                       const char *disposition,
                       gint64 call_back_at_ms,
                       GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdCall) call = od_call_store_get (tx, call_id, error);
  OdDayShare share;

  if (call == NULL)
    return FALSE;
  if (call->disposition == NULL)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               call->agent_id != 0
                                 ? "The agent of this call has not said yet how it came "
                                   "out"
                                 : "Nobody talked on this call: how it came out is what "
                                   "the line said");

  share = od_day_store_share (call);
  return take_word (tx, call, &share, account_id, disposition, call_back_at_ms, error);
}

gboolean
od_call_store_set_reason (OdTx *tx,
                          const char *call_id,
                          const char *reason,
                          GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, set_reason, error, OD_TEXT (":id", call_id),
                    OD_TEXT (":reason", reason));
}

gboolean
od_call_store_has_work_on (OdTx *tx,
                           gint64 agent_id,
                           gint64 lead_id,
                           gboolean *has_work,
                           GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_statement_take_bool (od_db_query (tx->db, has_work_on, error,
                                              OD_INT (":agent", agent_id),
                                              OD_INT (":lead", lead_id)),
                                 has_work, error);
}

GPtrArray *
od_call_store_list_of_lead (OdTx *tx, gint64 lead_id, guint limit, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &call_row, of_lead, error, OD_INT (":lead", lead_id),
                     OD_INT (":limit", limit));
}

GPtrArray *
od_call_store_list_undisposed (OdTx *tx, gint64 agent_id, guint limit, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &call_row, undisposed, error, OD_INT (":agent", agent_id),
                     OD_INT (":limit", limit));
}

GPtrArray *
od_call_store_list_all_undisposed (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &call_row, all_undisposed, error, OD_INT (":never", 0));
}

GPtrArray *
od_call_store_list_live (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &call_row, live, error, OD_INT (":epoch", tx->epoch));
}
