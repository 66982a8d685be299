#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Install from the distribution what is missing: tools/install_deps.sh demo|check|ci
#
# What is there already, from wherever it came, is left alone; when all is there,
# nothing is asked of the network.
set -eu

case "${1:-}" in
demo | check | ci) purpose=$1 ;;
*) echo "usage: install_deps.sh demo|check|ci" >&2; exit 2 ;;
esac

missing=
need() { # need PACKAGE COMMAND...: the package is missing when the command fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
compiles() { # compiles HEADER
    echo "#include <$1>" | cc -fsyntax-only -x c -
}

need gcc command -v cc
need libc6-dev compiles stdio.h
need meson command -v meson
need ninja-build command -v ninja
need pkg-config command -v pkg-config
need python3 command -v python3
need nettle-dev pkg-config --exists hogweed
need libgmp-dev compiles gmp.h
need libsodium-dev pkg-config --exists libsodium
need libidn2-dev pkg-config --exists libidn2
need libunistring-dev compiles uninorm.h

if [ "$purpose" != demo ]; then
    need libcmocka-dev pkg-config --exists cmocka
    need openssl command -v openssl
    need gnutls-bin command -v gnutls-serv
    need libgnutls28-dev pkg-config --exists gnutls
    need mandoc command -v mandoc
    need python3-cryptography /usr/bin/python3 -c 'import cryptography'
    need ca-certificates test -e /etc/ssl/certs/ca-certificates.crt
fi
if [ "$purpose" = ci ]; then
    need g++ command -v c++
    need clang command -v clang
    need clang-format command -v clang-format
    need gcovr command -v gcovr
    need valgrind command -v valgrind
    need faketime command -v faketime
    need python3-cryptography-vectors \
        test -d /usr/lib/python3/dist-packages/cryptography_vectors

    # Programs that run on the library, and servers for them.
    need wget command -v wget
    need wget2 command -v wget2
    need lftp command -v lftp
    need vsftpd command -v vsftpd
    need git command -v git
    need aria2 command -v aria2c
    need msmtp command -v msmtp
    need knot-dnsutils command -v kdig
    need lighttpd-mod-gnutls test -e /usr/lib/lighttpd/mod_gnutls.so
    need glib-networking sh -c 'ls /usr/lib/*/gio/modules/libgiognutls.so'
    need ffmpeg command -v ffmpeg
    need emacs-nox command -v emacs
    need ngtcp2-client command -v gtlsclient
    need ngtcp2-server test -x /usr/sbin/gtlsserver
    need chrony test -x /usr/sbin/chronyd
    need exim4-daemon-light test -x /usr/sbin/exim4
    need nginx-light test -x /usr/sbin/nginx
    need cadaver command -v cadaver
    need ocserv test -x /usr/sbin/ocserv
    need openconnect test -x /usr/sbin/openconnect
    need knot-resolver test -x /usr/sbin/kresd
    need slapd test -x /usr/sbin/slapd
    need ldap-utils command -v ldapsearch
    need qemu-utils command -v qemu-nbd
    need rsyslog-gnutls sh -c 'ls /usr/lib/*/rsyslog/lmnsd_gtls.so'
    need libmicrohttpd-dev compiles microhttpd.h
    need weechat-headless command -v weechat-headless
    need samba test -x /usr/sbin/smbd
    need smbclient command -v smbclient
    need cups-daemon test -x /usr/sbin/cupsd
    need cups-ipp-utils command -v ipptool
    need python3-gi /usr/bin/python3 -c 'import gi'
fi

[ -n "$missing" ] || exit 0
echo "installing:$missing"
if ! command -v apt-get >/dev/null; then
    echo "this is not Debian; please install what these packages hold" >&2
    exit 1
fi
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086 # one word per package
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
