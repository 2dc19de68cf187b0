/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/*
 * The administrator of the machine, who asks by the control socket and has no account:
 * may what OD_MAY_MACHINE says, as an administrator, and is user 0. Main thread.
 */

/** od_machine_session_new: who asks @request, called "outdialctl:root" or by outdiald's
 * own user's name: no account can be called so. NULL: it is neither of them. */
OdSession *od_machine_session_new (OdRequest *request);

/** od_machine_is: @session is such a one, and in no table of sessions. */
gboolean od_machine_is (const OdSession *session);
