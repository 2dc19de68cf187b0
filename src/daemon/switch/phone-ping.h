/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/switchgear.h"

/** struct od_phone_ping: one OPTIONS to a phone, down the connection it registered by,
 * and the time until its answer, whatever that is. Freed before it has come, it tells
 * nothing. Switch thread. */
struct od_phone_ping;

/** @there_and_back_us: -1: no answer came. The ping may be freed here. */
typedef void (od_phone_ping_h) (gint64 there_and_back_us, void *arg);

/** od_phone_ping_send: @contact is the phone's URI, @hop that of its connection,
 * @registrar the host it knows us by; none is needed afterwards. */
int od_phone_ping_send (struct od_phone_ping **pingp,
                        struct sip *sip,
                        const char *contact,
                        const char *hop,
                        const char *registrar,
                        od_phone_ping_h *pingh,
                        void *arg);
