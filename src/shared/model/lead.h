/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * One person we may call. Two words say how it stands: status is people's (READY, NEW,
 * a campaign's own; campaigns filter on it; only import, edit and recycle write it),
 * dial_state is the engine's:
 *
 *            claim          begin (attempt committed, only then the INVITE)
 *   READY ----------> CLAIMED ----------> DIALING ----------> DONE
 *     ^                 |                  |   |               |
 *     |   give back     |     not spent or |   | crash         | retry rule, by
 *     +-----------------+       retry rule |   v               | an agent's word
 *     |                                    |  INTERRUPTED --- gap over ---> READY
 *     +--- due --- WAITING_RETRY <---------+-------------------+
 *
 * DIALING is never given back automatically: after a crash it is INTERRUPTED, because
 * the call may still be up, and is retried only after a gap longer than any call. Data
 * Recycle makes DONE leads READY by hand; an agent's final word that comes late makes
 * WAITING_RETRY and READY ones DONE.
 *
 * A number that must not be dialed takes all its leads out of every queue: DO_NOT_CALL if
 * a person said so, BAD_NUMBER if it reaches nobody. Those that are being called go there
 * when the call is over. Taken off the list, who was never called is READY and all others
 * DONE.
 */
typedef enum {
  OD_LEAD_READY,
  OD_LEAD_CLAIMED,
  OD_LEAD_DIALING,
  OD_LEAD_DONE,
  OD_LEAD_WAITING_RETRY,
  OD_LEAD_INTERRUPTED,
  OD_LEAD_DO_NOT_CALL,
  OD_LEAD_BAD_NUMBER,
  OD_LEAD_N_DIAL_STATES,
} OdLeadDialState;

typedef struct {
  gint64 id;
  gint64 leadset_id;
  char *phone;  /* as phone-number keeps it; never NULL */
  char *status; /* normalized; never NULL */
  char *fields; /* the CSV row's other columns, a JSON object as text; NULL: none */
  OdLeadDialState dial_state;
  gint64 attempts;
  gint64 version;
} OdLead;

/* One field of a lead that somebody changed. */
typedef struct {
  char *field; /* "phone", "status", or "fields." and a column's name */
  char *was;   /* NULL: it was not there */
  char *now;   /* NULL: it was removed */
} OdLeadChange;

/** od_lead_change_free: frees an OdLeadChange. */
void od_lead_change_free (gpointer change);

OdLead *od_lead_new (const char *phone, const char *status);
OdLead *od_lead_copy (const OdLead *lead);
void od_lead_free (OdLead *lead);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdLead, od_lead_free)

/** od_lead_normalize_status: (transfer full): trimmed, folded to upper case ("Ready" and
 * " READY " are one); NULL when empty, over 32 characters or not UTF-8. */
char *od_lead_normalize_status (const char *text);

const char *od_lead_dial_state_get_name (OdLeadDialState state);

/** od_lead_dial_state_is_owned: of one process, which is about to call it or does. */
gboolean od_lead_dial_state_is_owned (OdLeadDialState state);

/** od_lead_dial_state_is_barred: its number must not be dialed. */
gboolean od_lead_dial_state_is_barred (OdLeadDialState state);
gboolean od_lead_dial_state_from_name (const char *name, OdLeadDialState *state);
