#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Build and test everything, and what reads the bytes of others once more under the address and
# undefined-behaviour sanitizers. The last line says how many tests passed and failed.
#
#   tools/check.sh          a few minutes
#   tools/check.sh --all    everything under these sanitizers, with clang, with the defaults
#                           of the build, under the thread sanitizer and valgrind; many more
#                           changed inputs and bad networks; the package, the format, and the
#                           floors of coverage
set -u

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1

purpose=check
[ "${1:-}" != --all ] || purpose=ci
[ $purpose = check ] || export THOROUGH=1
sh tools/install_deps.sh "$purpose" || exit 1

export ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1"
export UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1"

directories=
suites= # none named: all
test_options=
broken=0
build() { # build DIRECTORY: everything; what tests need is built with them
    [ -z "$suites" ] || return 0
    ninja -C "$1" >"$1.log" 2>&1 || { tail -n 40 "$1.log"; return 1; }
}
run() { # run TITLE DIRECTORY OPTIONS...
    title=$1 directory=$2
    shift 2
    echo "== $title"
    if [ ! -f "$directory/build.ninja" ]; then
        meson setup --werror "$directory" "$@" >"$directory.log" 2>&1 ||
            { cat "$directory.log"; broken=$((broken + 1)); return; }
    fi
    rm -f "$directory"/meson-logs/testlog*.json
    build "$directory" || { broken=$((broken + 1)); return; }
    rm -f "$directory.log"
    # shellcheck disable=SC2086 # options of this run, one per word
    meson test -C "$directory" --print-errorlogs $suites $test_options
    ls "$directory"/meson-logs/testlog*.json >/dev/null 2>&1 ||
        { broken=$((broken + 1)); return; }
    directories="$directories $directory"
}

run "debug" build-check --buildtype=debug
[ $purpose = ci ] || suites="--suite unit --suite protocol --suite fuzz"
run "address and undefined-behaviour sanitizers" build-check-sanitized --buildtype=debug \
    -Db_sanitize=address,undefined -Db_lundef=false
suites=
if [ "$purpose" = ci ]; then
    CC=clang
    export CC
    run "clang, release" build-check-clang --buildtype=release
    unset CC
    run "as a user builds it" build-check-plain
    suites="--suite threads"
    run "thread sanitizer" build-check-threads --buildtype=debug -Db_sanitize=thread \
        -Db_lundef=false -Ddocs=disabled
    suites="--suite unit" test_options="--setup valgrind"
    run "valgrind, secrets undefined" build-check-valgrind --buildtype=debug -Dpoison_secrets=true
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
