/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's past, as a value. Pure.
 */
#include "shared/model/past.h"

OdPast *
od_past_new (void)
{
  OdPast *past = g_new0 (OdPast, 1);

  past->learned = g_strdup ("");
  return past;
}

void
od_past_free (OdPast *past)
{
  g_free (past->learned);
  g_free (past);
}
