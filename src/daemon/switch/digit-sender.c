/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as RFC 4733 telephone-events, 20 ms at a time. Pure: says what to send, the leg's
 * audio sends it.
 */
#include "daemon/switch/digit-sender.h"

#include <string.h>

#define STEP_SAMPLES 160 /* 20 ms at 8000 Hz */
#define TONE_STEPS   5   /* 100 ms: long enough for every receiver */
#define REST_STEPS   3   /* 60 ms between two keys, which tells 1 1 from 1 */
#define VOLUME       10  /* -10 dBm0, the usual */
#define END_BIT      0x80

static const char keys[] = "0123456789*#ABCD"; /* in the order of their event codes */

int
od_digit_code (char digit)
{
  const char *at = digit == '\0' ? NULL : strchr (keys, g_ascii_toupper (digit));

  return at == NULL ? -1 : (int) (at - keys);
}

char
od_digit_from_code (guint code)
{
  return code < sizeof (keys) - 1 ? keys[code] : '\0';
}

gboolean
od_digit_sender_push (OdDigitSender *self, const char *digits)
{
  if (strlen (self->queue) + strlen (digits) > OD_DIGIT_QUEUE_MAX)
    return FALSE;

  for (const char *p = digits; *p != '\0'; p++) {
    if (od_digit_code (*p) < 0)
      return FALSE;
  }

  g_strlcat (self->queue, digits, sizeof (self->queue));
  return TRUE;
}

gboolean
od_digit_sender_step (OdDigitSender *self, OdDigitStep *step)
{
  guint samples;
  gboolean last = self->step == TONE_STEPS - 1;

  if (self->queue[0] == '\0')
    return FALSE;

  if (self->step >= TONE_STEPS) {
    *step = (OdDigitStep){ .n = 0 };
    if (++self->step == TONE_STEPS + REST_STEPS) {
      self->step = 0;
      memmove (self->queue, self->queue + 1, strlen (self->queue));
    }
    return TRUE;
  }

  samples = (self->step + 1) * STEP_SAMPLES;
  *step = (OdDigitStep){ .n = self->step == 0 || last ? OD_DIGIT_BURST : 1,
                         .first = self->step == 0 };
  step->payload[0] = od_digit_code (self->queue[0]);
  step->payload[1] = (last ? END_BIT : 0) | VOLUME;
  step->payload[2] = samples >> 8;
  step->payload[3] = samples & 0xff;
  self->step++;
  return TRUE;
}
