/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/* What the route table points at; each stands in the *-routes.c of its noun. */
#define OD_WORK(name) gboolean name (OdTx *tx, OdRequest *request, GError **error)
#define OD_ACT(name)  gboolean name (OdRequest *request, GError **error)

OD_ACT (od_session_routes_sign_in);
OD_WORK (od_session_routes_sign_out);
void od_session_routes_signed_out (OdRequest *request);
OD_ACT (od_session_routes_get_meta);
OD_ACT (od_session_routes_look_at_me);
OD_WORK (od_session_routes_get_me);
void od_session_routes_got_me (OdRequest *request);
OD_ACT (od_session_routes_get_sip);
OD_ACT (od_session_routes_ping);

OD_WORK (od_leadset_routes_list);
OD_WORK (od_leadset_routes_add);
OD_WORK (od_leadset_routes_get);
OD_WORK (od_leadset_routes_change);

OD_ACT (od_lead_list_routes_check);
OD_WORK (od_lead_list_routes_read);

OD_ACT (od_lead_routes_check_batch);
OD_WORK (od_lead_routes_add_batch);
OD_ACT (od_lead_routes_check_change);
OD_WORK (od_lead_routes_change);
void od_lead_routes_changed (OdRequest *request);

OD_ACT (od_recycle_routes_count);
OD_ACT (od_recycle_routes_begin);
OD_WORK (od_recycle_routes_say);
OD_ACT (od_recycle_routes_undo);
OD_WORK (od_recycle_routes_say_undone);

OD_WORK (od_retry_rule_routes_list);
OD_WORK (od_retry_rule_routes_set);

OD_WORK (od_campaign_routes_list);
OD_WORK (od_campaign_routes_add);
OD_WORK (od_campaign_routes_get);
OD_WORK (od_campaign_routes_change);
OD_WORK (od_campaign_routes_set_state);
OD_WORK (od_campaign_routes_list_agents);
OD_WORK (od_campaign_routes_set_agents);

OD_WORK (od_script_routes_list);
OD_WORK (od_script_routes_add);
OD_WORK (od_script_routes_get);
OD_WORK (od_script_routes_change);
OD_WORK (od_script_routes_delete);

OD_WORK (od_agent_routes_list);
void od_agent_routes_listed (OdRequest *request);
OD_ACT (od_agent_routes_prepare);
OD_WORK (od_agent_routes_add);
OD_WORK (od_agent_routes_set_own_state);
OD_WORK (od_agent_routes_set_state);
void od_agent_routes_state_set (OdRequest *request);

OD_WORK (od_call_routes_get);
OD_ACT (od_call_routes_hold);
OD_ACT (od_call_routes_resume);
OD_ACT (od_call_routes_send_digits);
OD_ACT (od_call_routes_hang_up);
OD_ACT (od_call_routes_check_disposition);
OD_WORK (od_call_routes_dispose);
void od_call_routes_disposed (OdRequest *request);

OD_WORK (od_statistics_routes_dashboard);
OD_ACT (od_statistics_routes_ask_pacer);
OD_WORK (od_statistics_routes_campaign);
void od_statistics_routes_counted (OdRequest *request);
OD_WORK (od_statistics_routes_leadset);
