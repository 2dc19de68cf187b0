/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import/import-sheet.h"

#include <adwaita.h>

/**
 * OdCountryChoice:
 *
 * Default Country: whose the national numbers of an import are. What the leadset was last
 * imported with is chosen already, for all to see; else the file's own numbers, or the
 * desktop's language, make a proposal with a button. Main thread.
 */
#define OD_TYPE_COUNTRY_CHOICE (od_country_choice_get_type ())
G_DECLARE_FINAL_TYPE (OdCountryChoice, od_country_choice, OD, COUNTRY_CHOICE, AdwBin)

/** od_country_choice_set_sheet: once; a reference is taken. @server: where the leadset
 * is; what is chosen is remembered for both. */
void od_country_choice_set_sheet (OdCountryChoice *self,
                                  OdImportSheet *sheet,
                                  const char *server,
                                  gint64 leadset_id);
