/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * States as sentences: every one is true, also those that are seldom seen. Pure.
 */
#include "app/agent/duty-words.h"

#include "app/object/figures.h"

#include <glib/gi18n.h>

char *
od_duty_words_phone (OdSoftphoneState state, gboolean heard, const char *reason)
{
  switch (state) {
  case OD_SOFTPHONE_REGISTERED:
    return g_strdup (heard ? _ ("Registered") : _ ("Registering…"));
  case OD_SOFTPHONE_REGISTERING:
    return g_strdup (_ ("Registering…"));
  case OD_SOFTPHONE_STARTING:
    return g_strdup (_ ("Phone is starting…"));
  case OD_SOFTPHONE_REFUSED:
    return g_strdup_printf (_ ("Refused: %s"),
                            reason != NULL ? reason : _ ("no reason was given"));
  case OD_SOFTPHONE_BROKEN:
    return g_strdup_printf (_ ("Phone broken: %s"),
                            reason != NULL ? reason : _ ("no reason was given"));
  case OD_SOFTPHONE_STOPPED:
  case OD_SOFTPHONE_IDLE:
  case OD_SOFTPHONE_STOPPING:
    break;
  }

  return g_strdup (_ ("Not registered"));
}

const char *
od_duty_words_state (OdAgentState state, gboolean wants_ready, gboolean asking)
{
  if (asking)
    return wants_ready ? _ ("Asking for calls…") : _ ("Asking for a pause…");

  switch (state) {
  case OD_AGENT_READY:
    return _ ("Ready");
  case OD_AGENT_PAUSING:
    return _ ("Pausing: a call may still come");
  case OD_AGENT_RESERVED:
    return _ ("A call is coming");
  case OD_AGENT_IN_CALL:
    return wants_ready ? _ ("In call") : _ ("In call, then paused");
  case OD_AGENT_DISPOSING:
    return wants_ready ? _ ("After call") : _ ("After call, then paused");
  case OD_AGENT_WRAP_UP:
    return _ ("Wrapping up");
  case OD_AGENT_PAUSED:
    return wants_ready ? _ ("Ready as soon as the phone is") : _ ("Paused");
  case OD_AGENT_OFFLINE:
  case OD_AGENT_N_STATES:
    break;
  }

  return _ ("Not at work yet");
}

char *
od_duty_words_wrap_up (OdAgentState state, gboolean wants_ready, gint64 wrap_up_ms)
{
  g_autofree char *left = NULL;

  switch (state) {
  case OD_AGENT_READY:
    return g_strdup (_ ("Waiting for a call"));
  case OD_AGENT_PAUSING:
    return g_strdup (_ ("Pausing: a call may still come"));
  case OD_AGENT_RESERVED:
    return g_strdup (_ ("A call is coming"));
  case OD_AGENT_DISPOSING:
    return g_strdup (_ ("The disposition is on its way to the server"));
  case OD_AGENT_WRAP_UP:
    left = od_figures_dup_left (wrap_up_ms);
    return g_strdup_printf (_ ("Next call in %s"), left);
  case OD_AGENT_PAUSED:
    return g_strdup (wants_ready ? _ ("Waiting for the phone") : _ ("Paused"));
  default:
    return g_strdup (_ ("Not at work yet"));
  }
}

const char *
od_duty_words_leaving (OdAgentState state, gboolean undisposed, gboolean typing)
{
  if (state == OD_AGENT_IN_CALL)
    return _ ("Leaving after this call and its disposition");
  if (undisposed)
    return _ ("Leaving as soon as the disposition is chosen");
  if (typing)
    return _ (
      "Leaving as soon as what you typed about the contact is saved or cancelled");
  if (state == OD_AGENT_READY || state == OD_AGENT_PAUSING || state == OD_AGENT_RESERVED)
    return _ ("Leaving: a call may still come");

  return _ ("Leaving: the server is being told…");
}

const char *
od_duty_words_wrap_up_hint (OdAgentState state, gboolean wants_ready, gboolean active)
{
  if (!active && (state == OD_AGENT_PAUSED || state == OD_AGENT_READY))
    return _ ("Your campaign is switched off: no calls come until it is on again.");
  if (state == OD_AGENT_PAUSED && wants_ready)
    return _ ("Calls come as soon as the phone is registered and on the line.");
  if (state == OD_AGENT_PAUSED)
    return _ ("Switch Agent Status on (F9) to get calls.");
  if (state == OD_AGENT_WRAP_UP && wants_ready)
    return _ ("Switch Agent Status off (F9) to pause instead.");
  if (state == OD_AGENT_READY)
    return _ ("The next person who answers is connected to you at once.");

  return "";
}
