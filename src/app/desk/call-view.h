/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

/*
 * A call of one's own, as the server tells it, with types: on the line, ended, or known
 * by its id alone. All of it is lent by the JSON. Any thread.
 */
typedef struct {
  const char *id;          /* NULL: there is no call */
  const char *phone;       /* "": not known */
  gint64 campaign_id;      /* 0: the one that the agent works in */
  gboolean held;           /* the lead hears silence */
  gint64 lead_id;          /* 0: not known */
  json_t *fields;          /* the lead's other columns; NULL: not known */
  const char *script_name; /* NULL: there is no script; so below */
  const char *script_text;
} OdCallView;

/** od_call_view_read: @call: (nullable) */
OdCallView od_call_view_read (json_t *call);
