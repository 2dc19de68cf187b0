/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Who runs here. A header says on which thread its functions live; each of them asserts
 * it at its first line, in releases too: it costs a call and a compare, and a wrong
 * thread shows itself otherwise only as a broken list, hours later.
 *
 *   OD_ASSERT_MAIN ()      the thread of the GLib main loop: everything that is not below
 *   OD_ASSERT_SWITCH ()    the thread of libre: SIP and audio
 *   OD_ASSERT_STORE (tx)   the thread of the store whose transaction that is: stands in
 *                          daemon/store/tx.h, because it asks which one
 *
 * The main thread is the one the process began with; nobody has to say so. A thread that
 * runs the switch says od_thread_become (OD_THREAD_SWITCH) once, before anything. A test
 * that calls functions of the switch from its own main () says the same there: a thread
 * can be both, for as long as it lives.
 */
typedef enum {
  OD_THREAD_MAIN = 1 << 0,
  OD_THREAD_SWITCH = 1 << 1,
} OdThread;

/** od_thread_become: the calling thread is @thread, too, from now to its end. */
void od_thread_become (OdThread thread);

/** od_thread_is: of the calling thread. */
gboolean od_thread_is (OdThread thread);

#define OD_ASSERT_MAIN()   g_assert (od_thread_is (OD_THREAD_MAIN))
#define OD_ASSERT_SWITCH() g_assert (od_thread_is (OD_THREAD_SWITCH))
