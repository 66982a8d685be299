#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Make the certificates of this folder anew, in the folder it is run in: chains
# with one thing wrong each. Needs openssl (3.0). What exists is kept. All keys
# are one of four in ../ and here, and only certificates are written: who signs,
# and with what name, is what these files are about.
set -eu
export TZ=UTC LC_ALL=C

FROM=20200101000000Z TO=20491231000000Z
ROOT=../root-key.pem CA=../inter-key.pem LEAF=../server-p256-key.pem OTHER=../other-p256-key.pem

# cert NAME SUBJECT KEY ISSUER-NAME|self ISSUER-KEY [DIGEST [FROM TO]] < extensions
cert() {
    name=$1 subject=$2 key=$3 issuer=$4 issuer_key=$5 digest=${6:-sha256} from=${7:-$FROM} to=${8:-$TO}
    {
        printf '[ca]\ndefault_ca=c\n[c]\nnew_certs_dir=.\ndatabase=index.txt\nserial=serial\n'
        printf 'unique_subject=no\npolicy=p\nx509_extensions=e\n'
        printf '[p]\nO=optional\nCN=optional\nemailAddress=optional\n[req]\ndistinguished_name=d\n[d]\n[e]\n'
        cat
    } >config
    [ ! -e "$name.pem" ] || return 0
    : >index.txt
    serial=$((serial + 1))
    printf '%04x\n' "$serial" >serial
    openssl req -new -config config -key "$key" -subj "$subject" -out request.pem
    if [ "$issuer" = self ]; then set -- -selfsign; else set -- -cert "$issuer.pem"; fi
    openssl ca -batch -notext -preserveDN -config config -keyfile "$issuer_key" "$@" -md "$digest" \
        -startdate "$from" -enddate "$to" -in request.pem -out "$name.pem" 2>log ||
        { cat log; exit 1; }
}
serial=0

AUTHORITY='basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign
subjectKeyIdentifier=hash'
SERVER='subjectAltName=DNS:host.example.test
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth'

authority() { printf '%s\n' "$AUTHORITY" | cert "$@"; }
server() { printf '%s\n' "$SERVER" | cert "$@"; }
leaf() { server "$1" /CN=leaf "$LEAF" "$2" "$CA"; } # leaf NAME ISSUER

authority root '/O=Test/CN=root' "$ROOT" self "$ROOT"
authority ca '/O=Test/CN=ca' "$CA" root "$ROOT"
leaf good ca

# ---- the authority is none ----
printf 'basicConstraints=CA:false\n' | cert ca-false '/O=Test/CN=ca-false' "$CA" root "$ROOT"
leaf under-ca-false ca-false
printf 'subjectKeyIdentifier=hash\n' | cert ca-silent '/O=Test/CN=ca-silent' "$CA" root "$ROOT"
leaf under-ca-silent ca-silent
printf 'basicConstraints=critical,CA:true\nkeyUsage=digitalSignature\n' |
    cert ca-usage '/O=Test/CN=ca-usage' "$CA" root "$ROOT"
leaf under-ca-usage ca-usage

# ---- path length ----
printf 'basicConstraints=critical,CA:true,pathlen:0\nkeyUsage=keyCertSign\n' |
    cert root-0 '/O=Test/CN=root-0' "$ROOT" self "$ROOT"
authority ca-under-0 '/O=Test/CN=ca-under-0' "$CA" root-0 "$ROOT"
leaf two-under-0 ca-under-0
server one-under-0 /CN=leaf "$LEAF" root-0 "$ROOT"

# ---- time ----
authority ca-expired '/O=Test/CN=ca-expired' "$CA" root "$ROOT" sha256 20200101000000Z 20210101000000Z
leaf under-expired ca-expired
server expired /CN=leaf "$LEAF" ca "$CA" sha256 20200101000000Z 20210101000000Z
server future /CN=leaf "$LEAF" ca "$CA" sha256 20490101000000Z 20491231000000Z

# ---- signatures ----
server sha1 /CN=leaf "$LEAF" ca "$CA" sha1
authority ca-sha1 '/O=Test/CN=ca-sha1' "$CA" root "$ROOT" sha1
leaf under-sha1 ca-sha1
authority root-sha1 '/O=Test/CN=root-sha1' "$ROOT" self "$ROOT" sha1
server under-root-sha1 /CN=leaf "$LEAF" root-sha1 "$ROOT"
authority ca-impostor '/O=Test/CN=ca' "$OTHER" root "$ROOT"
printf '%s\nauthorityKeyIdentifier=none\n' "$SERVER" | cert other-key /CN=leaf "$LEAF" ca-impostor "$OTHER"

# ---- extensions ----
printf '%s\n1.2.3.4=critical,DER:0500\n' "$SERVER" | cert critical /CN=leaf "$LEAF" ca "$CA"
printf '%s\n1.2.3.4=DER:0500\n' "$SERVER" | cert uncritical /CN=leaf "$LEAF" ca "$CA"
printf '%s\n1.2.3.4=critical,DER:0500\n' "$AUTHORITY" |
    cert ca-critical '/O=Test/CN=ca-critical' "$CA" root "$ROOT"
leaf under-critical ca-critical
printf 'extendedKeyUsage=clientAuth\nsubjectAltName=DNS:host.example.test\n' |
    cert client /CN=leaf "$LEAF" ca "$CA"
printf 'extendedKeyUsage=anyExtendedKeyUsage\nsubjectAltName=DNS:host.example.test\n' |
    cert any-purpose /CN=leaf "$LEAF" ca "$CA"
printf '%s\nextendedKeyUsage=clientAuth\n' "$AUTHORITY" |
    cert ca-client '/O=Test/CN=ca-client' "$CA" root "$ROOT"
leaf under-client ca-client

# ---- name constraints ----
printf '%s\nnameConstraints=critical,permitted;DNS:example.test,permitted;IP:10.0.0.0/255.0.0.0,excluded;DNS:bad.example.test,permitted;dirName:d\n[d]\nO=Test\n' \
    "$AUTHORITY" | cert ca-named '/O=Test/CN=ca-named' "$CA" root "$ROOT"
named() { # named NAME SUBJECT NAMES
    { [ -z "$3" ] || printf 'subjectAltName=%s\n' "$3"; printf 'extendedKeyUsage=serverAuth\n'; } |
        cert "named-$1" "$2" "$LEAF" ca-named "$CA"
}
named within '/O=Test/CN=leaf' 'DNS:a.example.test,IP:10.1.2.3'
named itself '/O=Test/CN=leaf' 'DNS:example.test'
named outside '/O=Test/CN=leaf' 'DNS:a.other.test'
named suffix '/O=Test/CN=leaf' 'DNS:notexample.test'
named excluded '/O=Test/CN=leaf' 'DNS:a.bad.example.test'
named wildcard '/O=Test/CN=leaf' 'DNS:*.example.test'
named address '/O=Test/CN=leaf' 'IP:11.1.2.3'
named subject '/O=Other/CN=leaf' 'DNS:a.example.test'
named common '/O=Test/CN=a.other.test' ''
authority named-authority '/O=Test/CN=a.other.test' "$LEAF" ca-named "$CA"
authority named-title '/O=Test/CN=title' "$OTHER" ca-named "$CA"
server under-title '/O=Test/CN=leaf' "$LEAF" named-title "$OTHER"

# ---- loops: each of two is signed by the other ----
authority loop-a0 '/O=Test/CN=loop-a' "$CA" self "$CA"
authority loop-b '/O=Test/CN=loop-b' "$OTHER" loop-a0 "$CA"
authority loop-a '/O=Test/CN=loop-a' "$CA" loop-b "$OTHER"
leaf under-loop loop-a

# ---- two ways up: the same name and key, from a root that is known and one that is not ----
authority cross '/O=Test/CN=ca' "$CA" loop-b "$OTHER"

# ---- names for hosts ----
host() { # host NAME SUBJECT [EXTENSION...]
    name=$1 subject=$2
    shift 2
    printf '%s\n' "$@" | cert "host-$name" "$subject" "$LEAF" self "$LEAF"
}
host common '/CN=cn.test' ''
host common-mail '/CN=cn.test' 'subjectAltName=email:a@b.test'
host common-address '/CN=cn.test' 'subjectAltName=IP:10.0.0.1'
host common-uri '/CN=cn.test' 'subjectAltName=URI:http://x/'
host common-client '/CN=cn.test' 'extendedKeyUsage=clientAuth'
host common-two '/CN=cn.test/CN=host.test' ''
host names '/CN=leaf' 'subjectAltName=DNS:Host.test,DNS:*.wild.test,DNS:*.test,DNS:lo*.part.test,DNS:a.*.inner.test,DNS:10.0.0.2,IP:10.0.0.1,IP:fe80::1'
host mail '/CN=leaf/emailAddress=c@d.test' ''

rm -f config index.txt* serial* request.pem log ./*.pem.old [0-9A-F]*.pem
