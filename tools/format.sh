#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Set all C source as .clang-format says: tools/format.sh [--check]
set -eu

cd "$(dirname "$0")/.."
case "${1:-}" in
--check) mode="--dry-run --Werror" ;;
"") mode=-i ;;
*) echo "usage: format.sh [--check]" >&2; exit 2 ;;
esac
# shellcheck disable=SC2086 # the mode is one word or two
find include lib programs tests -name '*.[ch]' -exec clang-format $mode {} +
