/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

/** od_latency_words_dup: (transfer full) (nullable): how long the people of the latest
 * calls waited for an agent's ear: a sentence. @latency: {"n", "p50", "p95", "p99"} in
 * milliseconds, null where there are too few calls to say; NULL when it is not such an
 * object. Pure; any thread. */
char *od_latency_words_dup (json_t *latency);
