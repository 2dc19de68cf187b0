/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The talk with baresip over its control channel: commands with replies, and events.
 * Main thread, default main context.
 */
typedef struct _OdBaresipControl OdBaresipControl;

/* What baresip tells of its own accord. Lent for the call; NULL: not said. */
typedef struct {
  const char *type;    /* "REGISTER_OK", "CALL_INCOMING", …; never NULL */
  const char *account; /* the account it is about, "sip:user@host:port" */
  const char *call;    /* the call's id */
  const char *detail;  /* "401 Unauthorized", … */
} OdBaresipEvent;

typedef struct {
  void (*event) (const OdBaresipEvent *event, gpointer data);
  /* The channel is over, or the child does not answer: end the child. Called once, and
   * as the last; the control may be freed from here. */
  void (*closed) (gpointer data);
} OdBaresipListener;

/** OdBaresipReplyFunc: @ok only means that the command ran, not that it worked. */
typedef void (*OdBaresipReplyFunc) (gboolean ok, const char *text, gpointer data);

/** od_baresip_control_new: talks over @channel and closes it in the end. */
OdBaresipControl *
od_baresip_control_new (int channel, OdBaresipListener listener, gpointer data);

/** od_baresip_control_free: replies still missing never come. */
void od_baresip_control_free (OdBaresipControl *self);

/**
 * od_baresip_control_ask:
 * @parameter: %NULL for none; at most 900 bytes (baresip's own limit)
 * @on_reply: %NULL if the answer does not matter
 * @data: for @on_reply
 *
 * Gives a command. Commands are carried out in the order given. Nothing of it is ever
 * logged: it may hold a password.
 */
void od_baresip_control_ask (OdBaresipControl *self,
                             const char *command,
                             const char *parameter,
                             OdBaresipReplyFunc on_reply,
                             gpointer data);
