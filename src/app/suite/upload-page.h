/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import/import-sheet.h"

#include <adwaita.h>

/**
 * OdUploadPage:
 *
 * How far an upload is, and what became of every row. Main thread.
 */
#define OD_TYPE_UPLOAD_PAGE (od_upload_page_get_type ())
G_DECLARE_FINAL_TYPE (OdUploadPage, od_upload_page, OD, UPLOAD_PAGE, AdwBin)

/** od_upload_page_set_sheet: once; a reference is taken. */
void od_upload_page_set_sheet (OdUploadPage *self, OdImportSheet *sheet);

/** od_upload_page_would_lose_rejects: rows were refused and nobody saved them. */
gboolean od_upload_page_would_lose_rejects (OdUploadPage *self);
