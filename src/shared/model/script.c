/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the agent says: a plain value. Pure.
 */
#include "shared/model/script.h"

OdScript *
od_script_new (void)
{
  return g_new0 (OdScript, 1);
}

void
od_script_free (OdScript *script)
{
  g_free (script->name);
  g_free (script->text);
  g_free (script);
}
