/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* An outcome that proves nothing, as the server calls it and as people do. */
typedef struct {
  const char *outcome;
  const char *words; /* to be translated: _ (words) */
  gboolean usual;    /* what is mostly wanted to be dialed again */
  gboolean unspent;  /* without a rule it is dialed again soon: nobody was called */
} OdOutcomeWords;

#define OD_OUTCOME_WORDS_N 10

/** od_outcome_words_get: all OD_OUTCOME_WORDS_N of them, in the order they are shown. */
const OdOutcomeWords *od_outcome_words_get (void);
