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

failed=0
hold() { # hold FLOOR FOLDER
    printf '%-14s at least %s %%: ' "$2" "$1"
    if report=$(gcovr --root . --filter "$2" --exclude-throw-branches --fail-under-line "$1" \
                      "$build" 2>&1); then
        verdict=reached
    else
        verdict=MISSED
        failed=1
    fi
    echo "$report" | awk '$1 == "TOTAL" { printf "%s ", $4 }'
    echo "$verdict"
    [ "$verdict" = reached ] || echo "$report" | awk '/^lib/ && $4 != "100%"'
}

hold 95 lib/session/
hold 90 lib/wire/
hold 90 lib/record/
hold 80 lib/
exit "$failed"
