/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each thread is, remembered by the thread itself: nothing here is shared.
 */
#include "shared/model/thread.h"

#include <unistd.h>

static _Thread_local struct {
  gboolean asked; /* whether it is the main thread: a system call, so once */
  guint is;       /* OdThread */
} here;

static void
ask (void)
{
  here.asked = TRUE;
  if (gettid () == getpid ())
    here.is |= OD_THREAD_MAIN;
}

void
od_thread_become (OdThread thread)
{
  here.is |= thread;
}

gboolean
od_thread_is (OdThread thread)
{
  if (!here.asked)
    ask ();

  return (here.is & thread) != 0;
}
