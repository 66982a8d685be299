#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Make the certificates and keys of this folder anew, in the folder it is run in.
#
# The output is committed: tests read the files, they do not run this. Needs
# openssl (3.0) and certtool. Whatever exists is kept, so that a new row can be
# added below without changing the others; delete a file to have it remade.
set -eu
export TZ=UTC LC_ALL=C

FROM='2020-01-01 00:00:00' TO='2049-12-31 00:00:00'

key() { # key NAME ALGORITHM [OPTION...]: NAME-key.pem and NAME-key.der, both PKCS#8
    name=$1 algorithm=$2
    shift 2
    [ -e "$name-key.pem" ] && return
    openssl genpkey -quiet -algorithm "$algorithm" "$@" -out "$name-key.pem" 2>/dev/null ||
        openssl genpkey -algorithm "$algorithm" "$@" -out "$name-key.pem"
    openssl pkcs8 -topk8 -nocrypt -in "$name-key.pem" -outform DER -out "$name-key.der"
}

rsa() { key "$1" RSA -pkeyopt rsa_keygen_bits:2048; }
rsapss() { key "$1" RSA-PSS -pkeyopt rsa_keygen_bits:2048; }
ec() { key "$1" EC -pkeyopt "ec_paramgen_curve:$2"; }

traditional() { # traditional NAME pkcs1|sec1: the key in its older container
    [ -e "$1-key-$2.pem" ] && return
    if [ "$2" = pkcs1 ]; then command=rsa; else command=ec; fi
    openssl pkey -traditional -in "$1-key.pem" -out "$1-key-$2.pem"
    openssl "$command" -in "$1-key.pem" -outform DER -out "$1-key-$2.der" 2>/dev/null
}

template() { # template NAME SERIAL FROM TO < what it is for
    {
        printf 'cn = "%s"\nserial = %s\n' "$1" "$2"
        printf 'activation_date = "%s"\nexpiration_date = "%s"\n' "$3" "$4"
        cat
    } >"$1.template"
}

certificate() { # certificate NAME ISSUER|self [OPTION...]: reads NAME.template
    name=$1 issuer=$2
    shift 2
    if [ ! -e "$name-cert.pem" ]; then
        if [ "$issuer" = self ]; then
            set -- "$@" --generate-self-signed
        else
            set -- "$@" --generate-certificate --load-ca-certificate "$issuer-cert.pem" \
                --load-ca-privkey "$issuer-key.pem"
        fi
        certtool --no-text "$@" --load-privkey "$name-key.pem" --template "$name.template" \
            --outfile "$name-cert.pem" 2>"$name.log" || { cat "$name.log"; exit 1; }
        openssl x509 -in "$name-cert.pem" -outform DER -out "$name-cert.der"
        [ "$issuer" != inter ] || cat "$name-cert.pem" inter-cert.pem >"$name-chain.pem"
    fi
    rm -f "$name.template" "$name.log"
}

authority() { # authority NAME SERIAL ISSUER
    template "$1" "$2" "$FROM" "$TO" <<-END
	ca
	cert_signing_key
	crl_signing_key
	END
    certificate "$1" "$3"
}

encipherer() { # encipherer NAME SERIAL: a server to whose key secrets are encrypted
    template "$1" "$2" "$FROM" "$TO" <<-END
	dns_name = "localhost"
	ip_address = "127.0.0.1"
	encryption_key
	tls_www_server
	END
    certificate "$1" inter
}

server() { # server NAME SERIAL ISSUER FROM TO
    template "$1" "$2" "$4" "$5" <<-END
	dns_name = "localhost"
	dns_name = "example.test"
	dns_name = "*.wild.test"
	ip_address = "127.0.0.1"
	signing_key
	tls_www_server
	END
    certificate "$1" "$3"
}

client() { # client NAME SERIAL
    template "$1" "$2" "$FROM" "$TO" <<-END
	email = "$1@example.test"
	signing_key
	tls_www_client
	END
    certificate "$1" inter
}

ec root P-384 && authority root 1 self
ec inter P-256 && authority inter 2 root
rsa other-ca && authority other-ca 3 self

rsa server-rsa && server server-rsa 16 inter "$FROM" "$TO"
rsapss server-rsapss && server server-rsapss 17 inter "$FROM" "$TO"
ec server-p256 P-256 && server server-p256 18 inter "$FROM" "$TO"
ec server-p384 P-384 && server server-p384 19 inter "$FROM" "$TO"
ec server-p521 P-521 && server server-p521 20 inter "$FROM" "$TO"
ec p192 P-192
ec p224 P-224
key server-ed25519 ED25519 && server server-ed25519 21 inter "$FROM" "$TO"
key server-ed448 ED448 && server server-ed448 22 inter "$FROM" "$TO"
rsa server-encipher && encipherer server-encipher 23

rsa client-rsa && client client-rsa 32
ec client-p256 P-256 && client client-p256 33
key client-ed25519 ED25519 && client client-ed25519 34

ec expired P-256 && server expired 48 inter '2020-01-01 00:00:00' '2021-01-01 00:00:00'
ec future P-256 && server future 49 inter '2049-01-01 00:00:00' "$TO"
ec self P-256 && server self 50 self "$FROM" "$TO"
ec other-p256 P-256 && server other-p256 51 other-ca "$FROM" "$TO"

# The yardstick for sizes: a self-signed leaf of about 426 bytes.
ec small P-256
template small 52 "$FROM" "$TO" <<END
organization = "Measurement"
dns_name = "localhost"
signing_key
tls_www_server
END
certificate small self

traditional server-rsa pkcs1
for curve in p256 p384 p521; do traditional "server-$curve" sec1; done
for role in server client; do
    openssl pkey -in "$role-p256-key.pem" -pubout -out "$role-p256-public.pem"
done

# "good", from the authority itself; valid from the day it was made.
if [ ! -e server-p256-ocsp.der ]; then
    printf 'V\t491231000000Z\t\t12\tunknown\t/CN=server-p256\n' >index.txt
    openssl ocsp -issuer inter-cert.pem -cert server-p256-cert.pem -no_nonce -reqout request.der
    openssl ocsp -index index.txt -CA inter-cert.pem -rsigner inter-cert.pem -rkey inter-key.pem \
        -resp_no_certs -reqin request.der -respout server-p256-ocsp.der -ndays 8400 >/dev/null
    rm -f index.txt request.der
fi
