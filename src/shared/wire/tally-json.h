/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/tally.h"

#include <jansson.h>

json_t *od_tally_json_dashboard_to (const OdDashboard *dashboard);

/** od_tally_json_board_to: @latencies: (element-type OdLatency) (nullable): ascending;
 * summed up as answer_to_agent_ms. */
json_t *od_tally_json_board_to (const OdBoard *board, GArray *latencies);

/** od_tally_json_abandonment_to: @windows has OD_TALLY_N_WINDOWS places; @cap_permille:
 * the share that the law allows. */
json_t *od_tally_json_abandonment_to (const OdAbandonment *windows, guint cap_permille);

/** od_tally_json_agent_calls_to: (element-type OdAgentCalls) */
json_t *od_tally_json_agent_calls_to (GArray *agent_calls);

/** od_tally_json_latency_to: (element-type OdLatency) (nullable): @latencies: ascending.
 * {n, p50, p95, p99, max} in milliseconds; null where there are too few calls to say:
 * p99 needs 100. Nearest-rank percentiles. */
json_t *od_tally_json_latency_to (GArray *latencies);
