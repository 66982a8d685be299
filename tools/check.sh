#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Build and test everything: once as it is debugged, once under the address and
# undefined-behaviour sanitizers. The last line says how many tests passed and failed.
#
#   tools/check.sh          a few minutes
#   tools/check.sh --all    also with clang, under the thread sanitizer and valgrind; the package,
#                           the format, and the floors of coverage
set -u

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1

purpose=check
[ "${1:-}" != --all ] || purpose=ci
sh tools/install_deps.sh "$purpose" || exit 1

export ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1"
export UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1"

directories=
test_options=
broken=0
run() { # run TITLE DIRECTORY OPTIONS...
    title=$1 directory=$2
    shift 2
    echo "== $title"
    if [ ! -f "$directory/build.ninja" ]; then
        meson setup "$directory" "$@" >"$directory.log" 2>&1 ||
            { cat "$directory.log"; broken=$((broken + 1)); return; }
    fi
    ninja -C "$directory" >"$directory.log" 2>&1 ||
        { tail -n 40 "$directory.log"; broken=$((broken + 1)); return; }
    rm -f "$directory.log" "$directory"/meson-logs/testlog*.json
    # shellcheck disable=SC2086 # options of this run, one per word
    meson test -C "$directory" --no-rebuild --print-errorlogs $test_options
    directories="$directories $directory"
}

run "debug" build-check --buildtype=debug
run "address and undefined-behaviour sanitizers" build-check-sanitized --buildtype=debug \
    -Db_sanitize=address,undefined -Db_lundef=false
if [ "$purpose" = ci ]; then
    CC=clang
    export CC
    run "clang, release" build-check-clang --buildtype=release
    unset CC
    test_options="--suite threads"
    run "thread sanitizer" build-check-threads --buildtype=debug -Db_sanitize=thread \
        -Db_lundef=false -Ddocs=disabled
    test_options="--setup valgrind --suite unit"
    run "valgrind, secrets undefined" build-check-valgrind --buildtype=debug -Dpoison_secrets=true
    test_options=
    echo "== package"
    python3 tests/programs/check_package.py build-check-package || broken=$((broken + 1))
    echo "== format"
    sh tools/format.sh --check || broken=$((broken + 1))
    echo "== coverage"
    sh tools/coverage.sh || broken=$((broken + 1))
fi

echo
# shellcheck disable=SC2086 # one word per directory
exec python3 tools/count_tests.py --broken "$broken" $directories
