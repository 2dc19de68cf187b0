#pragma once

#include <glib.h>

/*
 * What the program's windows look like: light, dark or as the desktop is, in two stages.
 * Main thread.
 *
 *   PLAIN --od_look_furnish--> FURNISHED
 *
 * PLAIN is GTK and its own theme: whatever is shown then (the sign-in window) is there in
 * little more than a bare GTK window's time. FURNISHED has libadwaita and our own rules,
 * which the role's window needs, and which would more than double that time.
 */
typedef struct _OdLook OdLook;

/** od_look_new: PLAIN, in the desktop's style. GTK must have begun. */
OdLook *od_look_new (void);

void od_look_free (OdLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdLook, od_look_free)

/** od_look_set_style: "light", "dark", or anything else: as the desktop is. */
void od_look_set_style (OdLook *look, const char *style);

/** od_look_furnish: before the first window of libadwaita; later calls do nothing. */
void od_look_furnish (OdLook *look);
