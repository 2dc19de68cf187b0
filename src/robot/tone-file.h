/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_tone_file_write: one second of a tone of @hz (100 to 3400) as a WAV file that the
 * softphone can say: 8 kHz, one channel, 16 bit. */
gboolean od_tone_file_write (const char *path, guint hz, GError **error);
