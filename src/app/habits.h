#pragma once

#include <glib.h>

/*
 * What the program remembers of this person on this computer, nothing of it secret: the
 * last server and user, light or dark. Main thread.
 */
typedef struct {
  char *server; /* never NULL; so below */
  char *user;
  char *style; /* "system", "light" or "dark" */
} OdHabits;

/** od_habits_read: (transfer full): defaults where nothing is known. */
OdHabits *od_habits_read (void);

/** od_habits_write: FALSE when the file cannot be written: it is then not remembered. */
gboolean od_habits_write (const OdHabits *habits, GError **error);

void od_habits_free (OdHabits *habits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdHabits, od_habits_free)
