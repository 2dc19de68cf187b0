/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a statement gave. */
typedef struct {
  char **columns;  /* of a SELECT; NULL: it changed rows */
  GPtrArray *rows; /* (element-type GStrv): the first of a SELECT; NULL is "" */
  gboolean more;   /* there are more rows than @rows: export gives them all */
  gint64 changed;  /* rows that UPDATE or DELETE touched */
  gint64 duration_us;
} OdStagedResult;

typedef enum { OD_STAGED_CSV, OD_STAGED_JSON } OdStagedFormat;

void od_staged_result_free (OdStagedResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdStagedResult, od_staged_result_free)
