/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_lead_query_new: (transfer full): the address of the leads of a leadset that a
 * person looks for, without limit and place. @typed: "" for all; digits, and what people
 * write between them, are the beginning of a phone, anything else is words. @disposition:
 * (nullable): of one of their calls. Any thread. */
char *od_lead_query_new (gint64 leadset, const char *typed, const char *disposition);
