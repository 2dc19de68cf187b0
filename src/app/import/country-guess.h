/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * Which country may be the Default Country of an import. Only ever proposed: a person
 * says yes. Main thread.
 */

/** od_country_guess_rows: (nullable): the country of most of the numbers that say one by
 * a + before them, as an ISO name; static. @rows: (element-type OdSheetRow) */
const char *od_country_guess_rows (GListModel *rows, guint n_columns);

/** od_country_guess_languages: (nullable): the country of a desktop's languages, as
 * g_get_language_names() has them ("en_GB.UTF-8"), as an ISO name; static. */
const char *od_country_guess_languages (const char *const *languages);
