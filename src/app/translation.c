/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which catalogue gettext() reads: code and .ui files alike ask for the program's own.
 * Main thread.
 */
#include "app/translation.h"

#include "app/locale-dir.h"

#include <libintl.h>
#include <locale.h>

#define DOMAIN "outdial"

void
od_translation_bind (const char *folder)
{
  setlocale (LC_ALL, "");
  bindtextdomain (DOMAIN, folder != NULL ? folder : OD_LOCALE_DIR);
  bind_textdomain_codeset (DOMAIN, "UTF-8");
  textdomain (DOMAIN);
}
