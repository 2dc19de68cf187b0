/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_secrecy_begin: first in the main () of a program that holds people's numbers and
 * password hashes: what it makes from now on only its own user can read, and no core dump
 * of it is written. The main thread, before all others. */
void od_secrecy_begin (void);
