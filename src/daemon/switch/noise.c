/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts what is dropped. libre prints a line to standard error for each datagram that it
 * cannot read, and has no switch for that: its own re_fprintf () is overridden here, by
 * the name, as the dynamic linker lets a program do. Any thread, but for the telling.
 */
#include "daemon/switch/noise.h"

#include "shared/model/thread.h"

#include <re.h>
#include <stdatomic.h>

#define TELL_US (60 * G_USEC_PER_SEC)

static _Atomic guint counts[OD_NOISE_N];

void
od_noise_add (OdNoise noise)
{
  atomic_fetch_add (&counts[noise], 1);
}

int
re_fprintf (FILE *stream, const char *fmt, ...)
{
  va_list args;
  int n;

  if (stream == stderr) {
    od_noise_add (OD_NOISE_NO_SIP);
    return 0;
  }

  va_start (args, fmt);
  n = re_vfprintf (stream, fmt, args);
  va_end (args);
  return n;
}

void
od_noise_tell (gint64 now_us)
{
  static gint64 told_us = 0;
  guint unread, strange;

  OD_ASSERT_SWITCH ();
  if (told_us != 0 && now_us - told_us < TELL_US)
    return;
  unread = atomic_exchange (&counts[OD_NOISE_NO_SIP], 0);
  strange = atomic_exchange (&counts[OD_NOISE_STRANGER], 0);
  if (unread + strange == 0)
    return;

  told_us = now_us;
  g_message ("dropped: %u messages that are no SIP, %u of strangers to trunk_listen "
             "(said at most once a minute)",
             unread, strange);
}
