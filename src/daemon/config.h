/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/trunk.h"

/*
 * outdiald's settings: a key file with [outdiald] and one [trunk NAME] per carrier. A key
 * nobody knows is refused by name: a typing error must not become a default.
 */
#define OD_CONFIG_ERROR (od_config_error_quark ())
GQuark od_config_error_quark (void);

typedef enum { OD_CONFIG_ERROR_INVALID } OdConfigError;

typedef struct {
  char *data_dir;
  char *api_listen;    /* loopback host:port; port 0 = chosen */
  char *api_socket;    /* path of a Unix socket; NULL: none */
  char *sip_listen;    /* agents' phones */
  char *sip_advertise; /* what phones are told; NULL: as listened */
  char *trunk_listen;  /* towards carriers */
  char *rtp_address;
  char *time_zone; /* the call centre's, where a day begins; NULL: none is chosen */
  guint16 rtp_port_min;
  guint16 rtp_port_max;
  OdTrunk *trunk; /* never NULL */
  gboolean trunks_on_loopback;
  gint64 first_number; /* agent_numbers: of agents made by the program; 0: none */
  gint64 last_number;
} OdConfig;

/** od_config_load: NULL with a sentence that names file, group and key. */
OdConfig *od_config_load (const char *path, GError **error);
void od_config_free (OdConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdConfig, od_config_free)
