/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * The states of shared/model by name in SQL. Literals and no parameters: a partial index
 * is found only by the words it was made with, whatever is bound. They are the numbers of
 * the enums, which only grow at their ends; test-lead-store and test-call-store compare
 * each with its enum, and each list with its predicate.
 */

/* OdLeadDialState */
#define OD_SQL_LEAD_READY         "0"
#define OD_SQL_LEAD_CLAIMED       "1"
#define OD_SQL_LEAD_DIALING       "2"
#define OD_SQL_LEAD_DONE          "3"
#define OD_SQL_LEAD_WAITING_RETRY "4"
#define OD_SQL_LEAD_INTERRUPTED   "5"
#define OD_SQL_LEAD_DO_NOT_CALL   "6"
#define OD_SQL_LEAD_BAD_NUMBER    "7"

/* An epoch's own: what its death leaves behind. */
#define OD_SQL_LEAD_IS_OWNED "IN (" OD_SQL_LEAD_CLAIMED ", " OD_SQL_LEAD_DIALING ")"

/* Whose number must not be dialed. */
#define OD_SQL_LEAD_IS_BARRED                                                            \
  "IN (" OD_SQL_LEAD_DO_NOT_CALL ", " OD_SQL_LEAD_BAD_NUMBER ")"

/* OdCallState */
#define OD_SQL_CALL_DIALING "1"
#define OD_SQL_CALL_RINGING "2"
#define OD_SQL_CALL_WAITING "3"
#define OD_SQL_CALL_BRIDGED "4"

/* As od_call_state_is_live(): what a crash interrupts. */
#define OD_SQL_CALL_IS_LIVE                                                              \
  "IN (" OD_SQL_CALL_DIALING ", " OD_SQL_CALL_RINGING ", " OD_SQL_CALL_WAITING           \
  ", " OD_SQL_CALL_BRIDGED ")"

/* OdRecycling's state */
#define OD_SQL_RECYCLING_MOVING  "0"
#define OD_SQL_RECYCLING_MOVED   "1"
#define OD_SQL_RECYCLING_BACKING "2"
#define OD_SQL_RECYCLING_BACK    "3"
