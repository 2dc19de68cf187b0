/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a row of the table of leads is in C, for every store that reads or binds one.
 */
#include "daemon/store/lead-row.h"

#include "shared/model/lead.h"

#define COLUMN(member) OD_COLUMN (OdLead, member)
/* clang-format off */
static const OdColumn columns[] = {
  COLUMN (id), COLUMN (leadset_id), COLUMN (phone), COLUMN (status), COLUMN (fields),
  COLUMN (dial_state), COLUMN (attempts), COLUMN (version), { NULL }
};
/* clang-format on */
const OdRowType od_lead_row = { columns, sizeof (OdLead), (GDestroyNotify) od_lead_free };
