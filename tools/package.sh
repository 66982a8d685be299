#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Make a package for Debian and what is like it: tools/package.sh [FOLDER]
#
# All of it goes to /opt/reprise, so that it lies beside the system's libgnutls and takes nothing
# from it; `/opt/reprise/bin/reprise-run PROGRAM` starts a program with it. FOLDER is build-package
# if none is named. The last line is the file that was made.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
prefix=/opt/reprise
mkdir -p "${1:-$top/build-package}"
folder=$(cd "${1:-$top/build-package}" && pwd)
build=$folder/build tree=$folder/tree log=$folder/package.log

command -v dpkg-deb >/dev/null || { echo "package.sh: dpkg-deb is not there" >&2; exit 1; }
quietly() { # quietly COMMAND...: its words are shown only when it fails
    "$@" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
}

owner() { # owner PATH: the package of a file, none older than what is installed
    # Since /lib became /usr/lib, a file may be listed under either.
    owner=$(dpkg-query -S "$1" 2>/dev/null || dpkg-query -S "/usr$1") || return 1
    dpkg-query -W -f '${Package} (>= ${source:Upstream-Version})\n' "${owner%%: *}"
}

depends() { # depends LIBRARY: the packages of what it is linked with
    needed=$(readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
    for name in $needed; do
        path=$(ldd "$1" | sed -n "s|^[[:space:]]*$name => \([^ ]*\).*|\1|p")
        # The loader is found by nobody; it comes with the C library.
        [ -z "$path" ] || owner "$path" || return 1
    done
}

recommends() { # recommends LIBRARY: the packages of what it says that it will look for
    later=$(readelf -p .note.dlopen "$1" 2>/dev/null | sed -n 's/.*"soname":\["\(.*\)"\].*/\1/p')
    for name in $later; do
        path=$(cc -print-file-name="$name")
        owner "$(readlink -f "$(dirname "$path")")/$name" || return 1
    done
}

in_a_line() { # in_a_line WORDS: a line each, sorted, becomes one
    echo "$1" | sort -u | paste -s -d , | sed 's/,/, /g'
}

# The same commit makes the same package.
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git -C "$top" log -1 --format=%ct 2>/dev/null || date +%s)
fi
export SOURCE_DATE_EPOCH
umask 022

# The compiler is given names that begin with the way from the build to the source.
way=$(realpath -m --relative-to="$build" "$top")
[ -f "$build/build.ninja" ] ||
    quietly meson setup "$build" "$top" --prefix="$prefix" --libdir=lib --buildtype=release \
        -Db_lto=true -Dtests=false "-Dc_args=-ffile-prefix-map=$way=."
quietly ninja -C "$build"
rm -rf "$tree"
quietly meson install --no-rebuild --strip -C "$build" --destdir "$tree"
library=$tree$prefix/lib/libgnutls.so.30
install -D -m 644 "$top/LICENSE" "$tree/usr/share/doc/reprise/copyright"

if grep -rlF -e "$top" -e "$folder" "$tree"; then
    echo "package.sh: the files above name the folder they were built in" >&2
    exit 1
fi

version=$("$tree$prefix/bin/reprise-run" --version | sed 's/reprise-run \([^,]*\),.*/\1/')
architecture=$(dpkg --print-architecture)
depends=$(depends "$library")
recommends=$(recommends "$library")
mkdir "$tree/DEBIAN"
sed '/^Recommends: $/d' >"$tree/DEBIAN/control" <<END
Package: reprise
Version: $version
Architecture: $architecture
Maintainer: The Reprise project <reprise@localhost>
Section: libs
Priority: optional
Depends: $(in_a_line "$depends")
Recommends: $(in_a_line "$recommends")
Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f 1)
Description: TLS library in the place of libgnutls, with resumption at heart
 The same soname, symbols and headers as libgnutls, in $prefix. The
 system's library stays as it is; reprise-run starts a program with this one.
END

package=$folder/reprise_${version}_$architecture.deb
quietly dpkg-deb --root-owner-group --build "$tree" "$package"
rm -rf "$tree" "$log"
echo "$package"
