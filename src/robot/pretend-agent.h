/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "robot/conversation.h"
#include "robot/witness.h"

#include <glib-object.h>

/**
 * OdPretendAgent:
 *
 * The person at an agent's window, without window and person: signs in, chooses the
 * campaign, asks for calls, talks for a while, disposes of every call, and signs in again
 * when the server has ended that. All else is the shift's. Main thread.
 *
 * Signals:
 *   "failed" (const char *why)  it could not even begin; @why is a sentence
 *   "settled"                   asked for its first calls
 *   "ready"                     the server calls it ready, for the first time
 *   "saved"                     a disposition is on the server
 *   "gone"                      signed out, the phone has stopped
 */
#define OD_TYPE_PRETEND_AGENT (od_pretend_agent_get_type ())
G_DECLARE_FINAL_TYPE (OdPretendAgent, od_pretend_agent, OD, PRETEND_AGENT, GObject)

/* All is copied, but for the witness, which must outlive the agent. */
typedef struct {
  const char *server;
  const char *name;
  const char *password;
  const char *campaign;    /* name or id */
  const char *outbox_path; /* of this agent alone */
  const char *record_dir;  /* of this agent alone; NULL: nothing is recorded */
  const char *voice;       /* WAV file; NULL: silence */
  OdConversationHabits habits;
  guint32 seed;
  OdWitness *witness;
} OdPretendAgentSetup;

/** od_pretend_agent_new: NULL when the server's address cannot be used. */
OdPretendAgent *od_pretend_agent_new (const OdPretendAgentSetup *setup, GError **error);

void od_pretend_agent_start (OdPretendAgent *self);

/** od_pretend_agent_leave: pauses, finishes its call and its paper work, signs out. */
void od_pretend_agent_leave (OdPretendAgent *self);

/** od_pretend_agent_drop: signs out at once. */
void od_pretend_agent_drop (OdPretendAgent *self);

/** od_pretend_agent_is_talking: for the progress line. */
gboolean od_pretend_agent_is_talking (OdPretendAgent *self);
