#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Measure which lines the tests reach, and hold the rooms to their floors.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
build="build-coverage"

sh tools/install_deps.sh ci
{
    [ -f "$build/build.ninja" ] ||
        meson setup "$build" --buildtype=debug -Db_coverage=true -Ddocs=disabled
    ninja -C "$build"
} >"$build.log" 2>&1 || { tail -n 40 "$build.log"; exit 1; }
rm -f "$build.log"
find "$build" -name '*.gcda' -delete
meson test -C "$build" --no-rebuild --quiet >/dev/null || echo "some tests failed; their lines count"

gcovr --root . --filter lib/ --csv "$build/lines.csv" "$build"

failed=0
hold() { # hold FLOOR FOLDER: the share of lines reached, and below the floor the files that lack
    awk -F, -v floor="$1" -v folder="$2" '
        index($1, folder) == 1 { all += $2; reached += $3
                                 if ($3 < $2) lacking = lacking sprintf("  %4d of %4d missed in %s\n", $2 - $3, $2, $1) }
        END {
            share = all ? 100 * reached / all : 0
            printf "%-14s %5.1f %% of lines, at least %d %%: %s\n", folder, share, floor,
                   (share >= floor) ? "reached" : "MISSED"
            if (share < floor) { printf "%s", lacking; exit 1 }
        }' "$build/lines.csv" || failed=1
}

hold 95 lib/session/
hold 90 lib/wire/
hold 90 lib/record/
hold 80 lib/
exit "$failed"
