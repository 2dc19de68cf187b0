/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables lie in a file of their own: its licence is that of the data it was made from
 * (Apache-2.0, data/numbers/README.md).
 */
#include "shared/numbers/number-tables.h"

#include "shared/numbers/plan-data.inc"
