/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/** od_test_open_keyring: an empty password opens the keyring that this makes in the empty
 * home of a test; before anything asks for one. */
void od_test_open_keyring (void);
