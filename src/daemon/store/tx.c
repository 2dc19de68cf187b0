/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every store function leans on.
 */
#include "daemon/store/tx.h"

G_DEFINE_QUARK (od_store_error, od_store_error)
