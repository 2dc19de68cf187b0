/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/** od_import_command_run: "outdial-robot import …". @argv[0] is "import". Returns: the
 * exit status. */
int od_import_command_run (int argc, char **argv);
