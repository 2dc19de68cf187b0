/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

/*
 * What a campaign's form says, as the server wants it. Pure; main thread.
 */

/* As typed; all lent. */
typedef struct {
  const char *name;
  const char *notes;
  const char *caller_id;
  gboolean active;
  gint64 script_id;  /* 0: none */
  const char *rules; /* the server's word; NULL: not chosen */
  double multiplier;
  int wrap_up_s;
  int ring_limit_s;
  char **source_statuses;
  json_t *dispositions; /* its own, an array */
} OdCampaignForm;

/** od_campaign_form_check_caller_id: (transfer full): NULL: right; else why not. */
char *od_campaign_form_check_caller_id (const char *caller_id);

/** od_campaign_form_make_body: (transfer full): the fields that are other than in
 * @original (nullable: all of them). An empty object: nothing was changed. */
json_t *od_campaign_form_make_body (const OdCampaignForm *form, json_t *original);
