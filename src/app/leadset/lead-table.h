/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdLeadTable:
 *
 * The window Leadset Data: a leadset's leads, a page at a time, found by phone, by name
 * and by what came of their calls; the same leads as a file. Main thread.
 */
#define OD_TYPE_LEAD_TABLE (od_lead_table_get_type ())
G_DECLARE_FINAL_TYPE (OdLeadTable, od_lead_table, OD, LEAD_TABLE, AdwWindow)

/** od_lead_table_new: (transfer none): @disposition: (nullable): a slice of the leadset's
 * pie whose leads are shown first; NULL: all. References are taken. */
GtkWindow *od_lead_table_new (GtkWindow *parent,
                              OdDesk *desk,
                              OdRecord *leadset,
                              const char *disposition);

/** od_lead_table_export: as if @file were chosen for Export; one at a time. */
void od_lead_table_export (GtkWidget *table, GFile *file);
