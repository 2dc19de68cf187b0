/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/store.h"

#include <jansson.h>

/*
 * Where a command does its work: on the data of a stopped outdiald, which is not started
 * meanwhile, or in a running one, by its control socket. The lock of the data folder
 * decides: who gets it works on the data and keeps it until the end. Who does not asks;
 * an outdiald that is just starting or stopping is waited for.
 */
typedef struct _OdSite OdSite;

typedef gboolean (*OdSiteAsk) (OdSite *site, gpointer data, GError **error);

/** od_site_work: runs @work on the data in @data_dir or, where an outdiald runs, @ask.
 * Where there is no data, it is made. FALSE with the refusal of either as a sentence. */
gboolean od_site_work (const char *data_dir,
                       OdStoreWork work,
                       OdSiteAsk ask,
                       gpointer data,
                       GError **error);

/**
 * od_site_ask:
 * @body: (transfer full) (nullable):
 *
 * One request to the running outdiald, as the administrator of the machine; waits up to a
 * minute for an answer. Returns: (transfer full): a null where it has no body; NULL with
 * its refusal as a sentence in @error.
 */
json_t *od_site_ask (OdSite *site,
                     const char *method,
                     const char *path,
                     json_t *body,
                     GError **error);
