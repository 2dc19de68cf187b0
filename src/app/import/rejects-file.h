/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A file for the rows an upload refuses, until somebody saves it elsewhere. Any thread.
 */

/** od_rejects_file_new: the path of an empty file that only its owner may read. */
char *od_rejects_file_new (GError **error);

/** od_rejects_file_free: removes the file, and frees @path. */
void od_rejects_file_free (char *path);
