/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/** od_translation_bind: words for people come from the catalogues below @folder, in the
 * language of the person's locale; NULL: from where they are installed. Before the first
 * window; main thread. */
void od_translation_bind (const char *folder);
