/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * What the program's windows look like: light, dark or as the desktop is, in two stages.
 * Main thread.
 *
 *   PLAIN --od_theme_furnish--> FURNISHED
 *
 * PLAIN is GTK and its own theme: whatever is shown then (the sign-in window) is there in
 * little more than a bare GTK window's time. FURNISHED has libadwaita and our own rules,
 * which the role's window needs, and which would more than double that time.
 */
typedef struct _OdTheme OdTheme;

/** od_theme_new: PLAIN, in the desktop's style. GTK must have begun. */
OdTheme *od_theme_new (void);

void od_theme_free (OdTheme *theme);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTheme, od_theme_free)

/** od_theme_set_style: "light", "dark", or anything else: as the desktop is. */
void od_theme_set_style (OdTheme *theme, const char *style);

/** od_theme_furnish: before the first window of libadwaita; later calls do nothing. */
void od_theme_furnish (OdTheme *theme);
