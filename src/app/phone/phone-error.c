/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The room's one error domain.
 */
#include "app/phone/phone-error.h"

G_DEFINE_QUARK (od_phone_error, od_phone_error)
