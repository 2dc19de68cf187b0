/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Due, asked, answered. Pure; main thread.
 */
#include "app/shift/debts.h"

static gboolean
is_due (gint64 due_us, gint64 now_us)
{
  return due_us != 0 && due_us <= now_us;
}

void
od_debts_owe_look (OdDebts *self, gint64 due_us)
{
  if (self->look_due_us <= self->look_asked_us)
    self->look_due_us = due_us;
}

void
od_debts_begin_look (OdDebts *self, gint64 now_us)
{
  self->look_due_us = now_us;
  self->look_asked_us = now_us;
}

void
od_debts_end_look (OdDebts *self)
{
  if (self->look_due_us <= self->look_asked_us)
    self->look_due_us = 0;
}

void
od_debts_owe_tune (OdDebts *self, gint64 due_us)
{
  if (self->tune_due_us == 0 || due_us < self->tune_due_us)
    self->tune_due_us = due_us;
}

void
od_debts_end_tune (OdDebts *self)
{
  self->tune_due_us = 0;
}

gboolean
od_debts_must_look (const OdDebts *self, gint64 now_us)
{
  return is_due (self->look_due_us, now_us);
}

gboolean
od_debts_must_tune (const OdDebts *self, gint64 now_us)
{
  return is_due (self->tune_due_us, now_us);
}
