/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Why a field is wrong, written under it. Main thread. */

/** OdProblem: lives no longer than the widgets it stands between. */
typedef struct _OdProblem OdProblem;

/**
 * od_problem_new:
 * @by_server: it came as an answer; only a change of the field can mend it
 *
 * Writes @why under @field, or in @elsewhere if nothing around the field has room; the
 * field says it to those who listen.
 */
OdProblem *
od_problem_new (GtkWidget *field, const char *why, gboolean by_server, GtkBox *elsewhere);

/** od_problem_clear: takes the words away again, and frees it. */
void od_problem_clear (OdProblem *self);

/** od_problem_free: leaves the widgets alone: they are going. */
void od_problem_free (OdProblem *self);

/** od_problem_set_loud: red; FALSE: only a hint, in a form that nobody has touched yet.
 */
void od_problem_set_loud (OdProblem *self, gboolean loud);

GtkWidget *od_problem_get_field (OdProblem *self);
const char *od_problem_get_why (OdProblem *self);
gboolean od_problem_is_by_server (OdProblem *self);
