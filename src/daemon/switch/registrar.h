/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/phone-door.h"
#include "daemon/switch/switchgear.h"

/** struct od_registrar: which agent's phone is where. One binding a user, over TCP only:
 * the connection a phone opened is the one way to it. Switch thread. */
struct od_registrar;

/** @fact: one of the PHONE facts; REGISTERED comes again when the phone has another
 * connection. */
typedef void (od_registrar_h) (const OdFact *fact, void *arg);

/** od_registrar_alloc: who registers is let in at @door; each phone's distance is
 * measured every @ping_ms. Both pointers are lent for its life. */
int od_registrar_alloc (struct od_registrar **registrarp,
                        struct sip *sip,
                        struct od_phone_door *door,
                        guint ping_ms,
                        od_registrar_h *phoneh,
                        void *arg);

/** od_registrar_add: @ha1 is MD5_SIZE octets. */
int
od_registrar_add (struct od_registrar *registrar, const char *user, const guint8 *ha1);

/** od_registrar_remove: @user has signed out: forgets the binding, and tells when there
 * was one. The phone's own goodbye is no guess of a password. */
void od_registrar_remove (struct od_registrar *registrar, const char *user);

/** od_registrar_request: answers a REGISTER. */
void od_registrar_request (struct od_registrar *registrar, const struct sip_msg *msg);

/** od_registrar_find: where to call @user; both strings are valid until the next request.
 * FALSE when the phone is not registered. */
bool od_registrar_find (struct od_registrar *registrar,
                        const char *user,
                        const char **contact,
                        const char **hop);

/** od_registrar_look_round: forgets bindings that were not refreshed, measures the others
 * whose turn it is; now and then. */
void od_registrar_look_round (struct od_registrar *registrar, gint64 now_us);
