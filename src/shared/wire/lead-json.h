/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/lead.h"

#include <jansson.h>

/** od_lead_json_to: (transfer full) */
json_t *od_lead_json_to (const OdLead *lead);

/** od_lead_json_append: the same as text after what @text has; its fields are pasted as
 * they are stored. @calls: of them that are asked for; -1: nobody asks. */
void od_lead_json_append (GString *text, const OdLead *lead, gint64 calls);

/** od_lead_json_from: what a client may say of a new lead: phone, status, fields; NULL
 * with an OD_WIRE_ERROR. The phone must be normalized already. */
OdLead *od_lead_json_from (json_t *object, GError **error);

/**
 * od_lead_json_apply:
 * @object: {"fields": {NAME: text or null}, "phone": …, "status": …}, none required
 *
 * Merges what @object names into @lead; a field that is null goes.
 *
 * Returns: (element-type OdLeadChange): what really is different now, none if nothing;
 *   NULL with an OD_WIRE_ERROR, @lead then being half changed
 */
GPtrArray *od_lead_json_apply (OdLead *lead, json_t *object, GError **error);

/**
 * od_lead_json_batch_from:
 * @upload: (out) (transfer full)
 *
 * Returns: (element-type OdLead): all of a batch, or NULL with an error that names the
 *   row: "leads[17].phone: …"
 */
GPtrArray *
od_lead_json_batch_from (json_t *object, char **upload, gint64 *n, GError **error);

/** od_lead_json_batch_to: (transfer full) */
json_t *od_lead_json_batch_to (const char *upload, gint64 n, GPtrArray *leads);
