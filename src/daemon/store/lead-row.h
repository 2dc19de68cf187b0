/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/row.h"

/** od_lead_row: of OdLead: id, leadset_id, phone, status, fields, dial_state, attempts,
 * version. */
extern const OdRowType od_lead_row;
