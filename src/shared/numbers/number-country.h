/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/numbers/number.h"
#include "shared/numbers/number-tables.h"

#include <stddef.h>

/*
 * Countries: whose national spellings are meant, and which there are to choose from.
 */
typedef struct {
  const char *name;      /* ISO 3166: "GB" */
  const char *title;     /* in English: "United Kingdom" */
  uint16_t calling_code; /* 44 */
} OdNumberCountry;

/** od_number_country_get: the country at @place, by ISO name in order; static texts.
 * Returns: FALSE: @place is past the last. */
bool od_number_country_get (size_t place, OdNumberCountry *country);

/** od_number_country_find: what @text means as od_number_plan_read()'s country: an ISO
 * name, a calling code or a country's name, whatever its case and signs. Static texts; of
 * a calling code its main country's. Returns: FALSE: it is no country's. */
bool od_number_country_find (const char *text, OdNumberCountry *country);

/* What od_number_plan_read() goes by. */
typedef struct {
  const OdNumberRegion *region; /* NULL: none */
  bool international;           /* "+": digits alone are international */
  OdNumberReason reason;        /* why there is no region */
} OdNumberHome;

/** od_number_country_find_home: for this room alone. */
OdNumberHome od_number_country_find_home (const char *text);
