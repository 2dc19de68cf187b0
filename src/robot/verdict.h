/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * What a pretend agent thinks of a call. Pure: the same seed and call give the same word,
 * so that a robot that was killed and started again says the same once more.
 */

/**
 * od_verdict_choose:
 * @offered: (array zero-terminated=1): the campaign's labels, at least one
 *
 * Returns: one of @offered; likely ones often, "DO NOT CALL" seldom
 */
const char *
od_verdict_choose (guint32 seed, const char *call, const char *const *offered);
