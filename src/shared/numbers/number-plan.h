/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/numbers/number.h"

#include <stddef.h>

/*
 * The world's numbering plans: any spelling of a telephone number becomes E.164 digits,
 * its country, kind, time zones and extension, or a reason why not. Pure, no allocation,
 * no state; any thread.
 *
 * A number goes through four rooms of this folder:
 *
 *   signs       every sign becomes one octet: a digit of any script is 0-9, spaces and
 *               dashes of any width are ' ' and '-', what cannot be seen is gone
 *   spelling    labels, wrappings and extensions come off; digits are left, and the marks
 *               among them that change what they mean: + (0) / -
 *   reading     digits, understood one way: an international prefix, a country's code, a
 *               national prefix to leave out, and what the plan says of the rest
 *   plan        the best of such readings is the answer
 *
 * The plans themselves are tables (plan-data.inc), made by data/numbers/make-plan.py:
 * every regular expression of the source became an automaton, so that a number costs a
 * step a digit. data/numbers/README.md says where the data comes from, what we read
 * otherwise than it, and what nobody can know.
 *
 * Nothing is guessed: a national spelling without a country is refused, and so is
 * whatever may be two numbers, a fraction or somebody's note.
 */

/**
 * od_number_plan_read:
 * @utf8: any spelling; need not end with NUL
 * @country: (nullable): whose national spellings are meant: an ISO name ("GB"), a calling
 *   code ("44", "+44": its main country's), or a country's own name ("United Kingdom",
 *   "Österreich"). "+": digits without + are international already. NULL or "": nobody
 *   said; only +, 00, 011, 0011 and 12 digits or more that are as long as a number with
 *   its code have to be say a country
 * @out: (out): all of it is set
 *
 * Returns: the reason, as in @out
 */
OdNumberReason
od_number_plan_read (const char *utf8, size_t n, const char *country, OdNumber *out);

OdNumberLevel od_number_plan_get_level (OdNumberReason reason);

/** od_number_plan_get_zones: the zones a number may ring in, as ids for
 * od_number_plan_get_zone_name(); a mobile or toll-free number has all of its country's.
 * Static. */
const uint16_t *od_number_plan_get_zones (const OdNumber *number, size_t *count);

/** od_number_plan_get_zone_name: "Europe/London". Static. */
const char *od_number_plan_get_zone_name (uint16_t zone);
