/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

/* An outcome that proves nothing, as the server calls it and as people do. */
typedef struct {
  char *outcome;
  char *words;      /* translated */
  gboolean usual;   /* what is mostly wanted to be dialed again */
  gboolean unspent; /* dialed again first whatever the rule says: nobody was called */
} OdOutcomeWords;

/** od_outcome_words_list: (transfer full): (element-type OdOutcomeWords): after which
 * outcomes @leadset's leads may be dialed again, in the order they are shown: how a call
 * ended, and what agents of its campaign may say of one without it being final. */
GArray *od_outcome_words_list (OdDesk *desk, OdRecord *leadset);
