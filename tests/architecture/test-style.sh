#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Is every C file formatted as .clang-format says?  usage: test-style.sh SOURCE_ROOT
cd "$1" || exit 2
find src tests -name '*.[ch]' -exec clang-format --dry-run --Werror {} +
