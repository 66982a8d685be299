#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Makes the containers of this folder: the key server-p256 in each way that openssl can lock it, and
# with its certificate in PKCS#12 and PKCS#7. The password is "secret". Needs openssl 3 with its legacy
# provider, and python3.
set -e
cd "$(dirname "$0")"
key=../server-p256-key.pem cert=../server-p256-cert.pem above=../inter-cert.pem
pass="-passout pass:secret"
old="-provider legacy -provider default"

for cipher in aes-128-cbc aes-192-cbc aes-256-cbc des3; do
    openssl pkcs8 -topk8 -in $key -v2 $cipher $pass -out pbes2-$cipher.pem
done
openssl pkcs8 -topk8 -in $key -v2 des-cbc $pass $old -out pbes2-des-cbc.pem
for hash in SHA1 SHA224 SHA384 SHA512; do
    openssl pkcs8 -topk8 -in $key -v2 aes-128-cbc -v2prf hmacWith$hash $pass -out pbes2-hmac-$hash.pem
done
for scheme in PBE-SHA1-3DES PBE-SHA1-RC2-40 PBE-SHA1-RC4-128 PBE-MD5-DES PBE-SHA1-RC4-40; do
    openssl pkcs8 -topk8 -in $key -v1 $scheme $pass $old -out $scheme.pem
done
openssl pkcs8 -topk8 -in $key -scrypt $pass -out scrypt.pem
for cipher in aes128 aes192 aes256 des3 des camellia128 camellia256; do
    openssl ec -in $key -$cipher $pass $old -out openssl-$cipher.pem
done

openssl pkcs12 -export -in $cert -inkey $key -certfile $above -name "a key" $pass -out modern.p12
openssl pkcs12 -export -in $cert -inkey $key -certfile $above -name "a key" $pass -legacy \
    -out legacy.p12
openssl pkcs12 -export -in $cert -inkey $key -certpbe NONE -keypbe NONE $pass -out open.p12
openssl pkcs12 -export -in $cert -inkey $key -nomac $pass -out no-mac.p12
openssl pkcs12 -export -in $cert -nokeys $pass -macalg sha512 -out no-key.p12
python3 ber.py modern.p12 modern-ber.p12

printf 'signed by openssl\n' >message.txt
sign="openssl cms -sign -binary -in message.txt -signer $cert -inkey $key -outform DER"
$sign -nodetach -nosmimecap -out embedded.p7
$sign -nodetach -nosmimecap -stream -out embedded-ber.p7
$sign -nosmimecap -out detached.p7
$sign -nodetach -noattr -keyid -out by-key-id.p7
openssl cms -sign -binary -in message.txt -signer ../server-rsa-cert.pem \
    -inkey ../server-rsa-key.pem -md sha512 -outform DER -nodetach -nosmimecap -out rsa.p7
openssl crl2pkcs7 -nocrl -certfile $cert -certfile $above -out certificates.pem
