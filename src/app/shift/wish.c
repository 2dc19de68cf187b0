/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asked for, told, granted or refused. Pure; main thread.
 */
#include "app/shift/wish.h"

typedef enum { NOTHING, PAUSE, READY } Asked;

struct _OdWish {
  gint64 campaign;        /* chosen by the agent; 0: none yet */
  gboolean campaign_told; /* and the server took it */
  Asked asked;            /* not answered yet */
  gboolean told_ready;    /* what was told last */
};

OdWish *
od_wish_new (void)
{
  return g_new0 (OdWish, 1);
}

void
od_wish_free (OdWish *self)
{
  g_free (self);
}

void
od_wish_choose (OdWish *self, gint64 campaign)
{
  self->campaign = campaign;
  self->campaign_told = FALSE;
}

gint64
od_wish_get_campaign (const OdWish *self)
{
  return self->campaign;
}

void
od_wish_set_ready (OdWish *self, gboolean ready)
{
  self->asked = ready ? READY : PAUSE;
}

gboolean
od_wish_get_ready (const OdWish *self, gboolean said)
{
  return self->asked != NOTHING ? self->asked == READY : said;
}

gboolean
od_wish_is_asking (const OdWish *self)
{
  return self->asked != NOTHING;
}

gboolean
od_wish_is_granted (const OdWish *self)
{
  return self->campaign_told && self->asked == NOTHING;
}

json_t *
od_wish_tell (OdWish *self, gboolean said)
{
  self->told_ready = od_wish_get_ready (self, said);
  return json_pack ("{s:b, s:I}", "ready", self->told_ready, "campaign",
                    (json_int_t) self->campaign);
}

gboolean
od_wish_take_granted (OdWish *self)
{
  self->campaign_told = TRUE;
  if (self->asked == (self->told_ready ? READY : PAUSE))
    self->asked = NOTHING;
  return self->told_ready;
}

void
od_wish_take_refused (OdWish *self)
{
  self->asked = NOTHING;
  if (!self->campaign_told)
    self->campaign = 0;
}

gboolean
od_wish_compare (OdWish *self, gint64 campaign, gboolean wants_ready)
{
  if (self->campaign_told && campaign == 0) {
    od_wish_choose (self, 0);
    return FALSE;
  }

  if (self->campaign == 0 && campaign != 0 && wants_ready) {
    self->campaign = campaign;
    self->campaign_told = TRUE;
  }
  return TRUE;
}
