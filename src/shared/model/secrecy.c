/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a process leaves behind on disk without meaning to. The limit alone does not stop
 * a dump that the kernel pipes to a program; that the process is not dumpable does.
 */
#include "shared/model/secrecy.h"

#include "shared/model/thread.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

void
od_secrecy_begin (void)
{
  const struct rlimit none = { 0, 0 };

  OD_ASSERT_MAIN ();
  umask (077);
  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0);
}
