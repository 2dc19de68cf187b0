/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the agent says. Plain text; each save is a new version, and a call remembers the
 * version that was on the screen. */
typedef struct {
  gint64 id;
  char *name;
  char *text;
  gint64 version;
} OdScript;

OdScript *od_script_new (void);
void od_script_free (OdScript *script);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdScript, od_script_free)
