#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Requests for certificates as other programs make them. Files that are there are kept.
set -eu
cd "$(dirname "$0")"

template=$(mktemp)
trap 'rm -f "$template"' EXIT
cat >"$template" <<'END'
cn = host.example.test
organization = "Exämple"
dns_name = host.example.test
ip_address = 10.0.0.1
email = w@example.test
xmpp_name = juliet@im.example.test
signing_key
tls_www_server
tls_feature = 5
challenge_password = 123456
END

[ -e certtool.der ] || certtool --generate-request --load-privkey ../server-ed25519-key.pem \
    --template "$template" --outder --outfile certtool.der

[ -e openssl.der ] || openssl req -new -key ../server-rsa-key.pem -sha256 -outform DER -out openssl.der \
    -subj "/C=DE/O=Example/CN=host.example.test" -utf8 \
    -addext "subjectAltName=DNS:host.example.test,IP:10.0.0.1,email:w@example.test" \
    -addext "keyUsage=critical,digitalSignature" -addext "extendedKeyUsage=serverAuth" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:2"

[ -e openssl-pss.der ] || openssl req -new -key ../server-rsapss-key.pem -sha384 -outform DER \
    -sigopt rsa_pss_saltlen:48 -out openssl-pss.der -subj "/CN=host.example.test"
