/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * od_wave_file_write_loop:
 * @source: WAV file, 8 kHz, one channel, 16 bit; %NULL: silence
 * @target: the WAV file to write
 * @least_seconds: the source is repeated until it lasts that long
 * @seconds: (out): how long @target lasts, rounded down
 *
 * Writes a WAV file that can be played for a while: baresip 1.0.0 ends the call when the
 * file it says ends. Reads at most ten minutes of @source. Blocks for the length of a
 * small file's read and write.
 */
gboolean od_wave_file_write_loop (const char *source,
                                  const char *target,
                                  guint least_seconds,
                                  guint *seconds,
                                  GError **error);
