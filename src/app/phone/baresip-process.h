/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/phone/baresip-folder.h"

#include <glib.h>
#include <sys/types.h>

/*
 * One running baresip, kept by the phone guard: it dies with us, and we hold the only
 * way to talk to it. Main thread (the child goes when the thread that started it goes).
 */
typedef struct _OdBaresipProcess OdBaresipProcess;

/** OdBaresipExitFunc: the child is gone. The process may be freed from here. */
typedef void (*OdBaresipExitFunc) (gpointer data);

/**
 * od_baresip_process_new:
 * @folder: its configured folder
 *
 * Starts baresip. Its output goes nowhere: it may hold a password.
 *
 * Returns: (transfer full): %NULL with an OD_PHONE_ERROR set
 */
OdBaresipProcess *od_baresip_process_new (OdBaresipFolder *folder,
                                          OdBaresipExitFunc on_exit,
                                          gpointer data,
                                          GError **error);

/** od_baresip_process_free: ends the child at once if it still runs; @on_exit is not
 * called any more. */
void od_baresip_process_free (OdBaresipProcess *self);

/** od_baresip_process_kill: ends the child at once; @on_exit follows. */
void od_baresip_process_kill (OdBaresipProcess *self);

/** od_baresip_process_take_channel: our end of the control channel, the caller's to
 * close; to be taken once. */
int od_baresip_process_take_channel (OdBaresipProcess *self);

pid_t od_baresip_process_get_pid (OdBaresipProcess *self);

/** od_baresip_process_find_guard: (transfer full): where the guard lies
 * (OUTDIAL_PHONE_GUARD, or where it was installed); %NULL with @error set. */
char *od_baresip_process_find_guard (GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdBaresipProcess, od_baresip_process_free)
