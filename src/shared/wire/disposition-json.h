/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/disposition.h"

#include <jansson.h>

/*
 * Dispositions on the wire: {"label": "LOVED IT", "key": "0", "person": true, …}, with
 * every flag there is; "key" is null for the next free one.
 */

/** od_disposition_json_list_to: (transfer full): the array of @list (element-type
 * OdDisposition). */
json_t *od_disposition_json_list_to (GPtrArray *list);

/** od_disposition_json_offered: (transfer full): the array of all that agents of
 * @campaign choose from; an object with "dispositions", its own. NULL: it is not known:
 * the predefined ones. */
json_t *od_disposition_json_offered (json_t *campaign);

/**
 * od_disposition_json_list_from:
 * @object: may have an array called @name; each of it is a label, for a person's final
 *   word, or an object with what is to be other than that
 * @target: (inout): (element-type OdDisposition): replaced, if the field is there
 *
 * A campaign's own. Refused, each in a sentence that names the label: a predefined one,
 * the same one twice, the same key twice, a flag that is not a campaign's to choose.
 */
gboolean od_disposition_json_list_from (json_t *object,
                                        const char *name,
                                        GPtrArray **target,
                                        GError **error);
