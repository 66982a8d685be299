#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Build the library and show it at work: gnutls-resume asks a server of its own,
# on loopback, whether and how it resumes. Arguments are passed on to it.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build-demo

sh "$top/tools/install_deps.sh" demo

log=$top/build-demo.log
quietly() { # quietly COMMAND...: its words are shown only when it fails
    "$@" >"$log" 2>&1 || { cat "$log"; exit 1; }
}

echo "building in build-demo"
if [ ! -f "$build/build.ninja" ]; then
    quietly meson setup "$build" "$top" --buildtype=release -Dtests=false -Ddocs=disabled
fi
quietly ninja -C "$build"
rm -f "$log"
echo
# Said outright, so that the library shown is the one that was built.
exec env LD_LIBRARY_PATH="$build/lib/abi" "$build/programs/gnutls-resume" "$@"
