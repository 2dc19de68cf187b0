/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A named pile of leads. It is dialed while it and its campaign are active. */
typedef struct {
  gint64 id;
  char *name; /* 1 to 64 characters, unique whatever the case */
  char *description;
  gint64 campaign_id; /* 0: no campaign is selected */
  gboolean active;
  gint64 version;
} OdLeadset;

OdLeadset *od_leadset_new (void);
void od_leadset_free (OdLeadset *leadset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdLeadset, od_leadset_free)
