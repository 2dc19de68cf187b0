/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names nobody else has: UUIDv7. The randomness is the kernel's, because these names
 * are also the keys that make requests safe to repeat. Any thread.
 */
#include "shared/model/uuid.h"

#include <string.h>
#include <sys/random.h>

char *
od_uuid_new (gint64 now_ms)
{
  guint8 b[16];

  if (getrandom (b, sizeof b, 0) != sizeof b)
    g_error ("the kernel gives no random bytes");
  for (int i = 0; i < 6; i++)
    b[i] = (guint8) (now_ms >> (8 * (5 - i)));
  b[6] = 0x70 | (b[6] & 0x0f);
  b[8] = 0x80 | (b[8] & 0x3f);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
                          "%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9],
                          b[10], b[11], b[12], b[13], b[14], b[15]);
}

char *
od_uuid_floor (gint64 at_ms)
{
  return g_strdup_printf ("%08x-%04x-", (guint) (at_ms >> 16), (guint) (at_ms & 0xffff));
}

gboolean
od_uuid_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != OD_UUID_LENGTH)
    return FALSE;

  for (int i = 0; i < OD_UUID_LENGTH; i++) {
    gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

    if (dash ? text[i] != '-' : strchr ("0123456789abcdef", text[i]) == NULL)
      return FALSE;
  }

  return TRUE;
}
