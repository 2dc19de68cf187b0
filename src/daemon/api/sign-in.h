/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/** od_sign_in_begin: user and password of @request's body; answers later by itself.
 * FALSE with @error: the body is wrong. */
gboolean od_sign_in_begin (OdRequest *request, GError **error);
