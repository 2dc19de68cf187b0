/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_own_password_ask: lets who is signed in at @desk change the password, over @work;
 * one time at once. A password that this computer's keyring keeps for them follows.
 * Main thread. */
void od_own_password_ask (GtkWindow *work, OdDesk *desk);
