/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/*
 * How tests wait: for a fact, with a limit, never for a time.
 */

/** od_test_wait_until: turns the default main context until @met says yes; fails the
 * test after @limit_s seconds, naming @what. */
void od_test_wait_until (gboolean (*met) (gpointer),
                         gpointer data,
                         guint limit_s,
                         const char *what);

/** od_test_let_go: waits until nobody else holds @object, and finalizes it. */
void od_test_let_go (gpointer object);

/** od_test_scratch_dir: a fresh folder under the temporary directory, for one test. */
char *od_test_scratch_dir (void);

/** od_test_remove_dir: removes what od_test_scratch_dir made, and frees @path. */
void od_test_remove_dir (char *path);
