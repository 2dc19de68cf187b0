/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <jansson.h>

/**
 * OdNewAgentsWindow:
 *
 * New agents with their passwords, to save or to copy: nobody can see them again. Main
 * thread.
 */
#define OD_TYPE_NEW_AGENTS_WINDOW (od_new_agents_window_get_type ())
G_DECLARE_FINAL_TYPE (OdNewAgentsWindow,
                      od_new_agents_window,
                      OD,
                      NEW_AGENTS_WINDOW,
                      AdwWindow)

/** od_new_agents_window_new: @agents: as od_bulk_agents_join() gives them. */
GtkWidget *od_new_agents_window_new (json_t *agents);

/** od_new_agents_window_save: writes them into @file, readable by its owner only; what
 * comes of it is said in the window. */
void od_new_agents_window_save (GtkWidget *window, GFile *file);

/** od_new_agents_window_get_note: what came of it; "" before. Lent. */
const char *od_new_agents_window_get_note (OdNewAgentsWindow *self);
