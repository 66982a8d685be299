#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Make the certificates of this folder anew, in the folder it is run in: each shows an extension, a
# name or a key that is printed in a way of its own. Needs openssl (3.0) and certtool (3.7).
# What exists is kept.
set -eu
export TZ=UTC LC_ALL=C

FROM=20200101000000Z TO=20491231000000Z

work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

certificate() { # certificate NAME KEYTYPE SUBJECT [req option...]: extensions come on stdin
    name=$1 type=$2 subject=$3
    shift 3
    {
        printf '[req]\ndistinguished_name = dn\nutf8 = yes\nstring_mask = utf8only\n[dn]\n'
        printf '[ca]\ndefault_ca = self\n[self]\nnew_certs_dir = %s\ndatabase = %s/index\n' "$work" "$work"
        printf 'serial = %s/serial\npolicy = any\ndefault_md = sha256\nunique_subject = no\n' "$work"
        printf 'preserve = yes\n[any]\n[x]\n'
        cat
    } >"$work/config"
    [ ! -e "$name.pem" ] || return 0
    : >"$work/index"
    echo "${SERIAL:-0102030405}" >"$work/serial"
    case $type in
    ec:*) openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:${type#ec:}" -out "$work/key" ;;
    rsa:*) openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:${type#rsa:}" -out "$work/key" ;;
    pss:*) openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 ${type#pss:} -out "$work/key" ;;
    dsa) openssl dsaparam -genkey -noout -out "$work/key" 2048 ;;
    *) openssl genpkey -algorithm "$type" -out "$work/key" ;;
    esac 2>/dev/null
    openssl req -new -config "$work/config" -key "$work/key" -subj "$subject" -multivalue-rdn -utf8 \
        -out "$work/request" 2>/dev/null
    case $type in Ed25519 | Ed448) digest=default ;; *) digest=${DIGEST:-sha256} ;; esac
    openssl ca -batch -preserveDN -selfsign -config "$work/config" -keyfile "$work/key" -in "$work/request" \
        -startdate "$FROM" -enddate "${UNTIL:-$TO}" -extensions x -md "$digest" -notext \
        -out "$name.pem" "$@" 2>"$work/log" || { cat "$work/log"; exit 1; }
    openssl x509 -in "$name.pem" -out "$name.pem"
}

certificate plain ec:P-256 /CN=plain </dev/null
certificate names ec:P-256 /CN=names <<'END'
subjectAltName = @san
issuerAltName = DNS:issuer.example.test,URI:http://issuer.example.test/,IP:10.0.0.1
[san]
DNS.1 = host.example.test
DNS.2 = xn--9ca.example.test
email.1 = mail@example.test
URI.1 = http://example.test/a?b=c
IP.1 = 192.0.2.1
IP.2 = 2001:db8::1
RID.1 = 1.2.3.4
dirName.1 = directory
otherName.1 = 1.3.6.1.5.5.7.8.5;UTF8:user@xmpp.example.test
otherName.2 = 1.3.6.1.4.1.311.20.2.3;UTF8:user@principal.example.test
otherName.3 = 1.2.3.4.5;UTF8:something
otherName.4 = 1.3.6.1.5.2.2;SEQUENCE:principal
otherName.5 = 1.3.6.1.5.5.7.8.7;IA5STRING:_smtp.example.test
[directory]
C = GR
O = Example
CN = somebody
[principal]
realm = EXP:0,GeneralString:REALM.EXAMPLE.TEST
name = EXP:1,SEQUENCE:principal_name
[principal_name]
type = EXP:0,INTEGER:1
parts = EXP:1,SEQUENCE:principal_parts
[principal_parts]
one = GeneralString:user
two = GeneralString:host
END
certificate authority ec:P-256 /CN=authority <<'END'
basicConstraints = critical,CA:TRUE,pathlen:3
keyUsage = critical,digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement,keyCertSign,cRLSign,encipherOnly,decipherOnly
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid,issuer
nameConstraints = critical,permitted;DNS:example.test,permitted;email:example.test,permitted;IP:192.0.2.0/255.255.255.0,permitted;IP:2001:db8::/ffff:ffff::,excluded;DNS:bad.example.test,excluded;URI:example.test,excluded;dirName:directory
inhibitAnyPolicy = 2
policyConstraints = requireExplicitPolicy:1
certificatePolicies = 1.2.3.4,2.5.29.32.0,@policy
[policy]
policyIdentifier = 1.2.3.5
CPS.1 = http://example.test/cps
userNotice.1 = @notice
[notice]
explicitText = "UTF8:A notice, \"quoted\""
[directory]
C = GR
END
certificate no-authority ec:P-256 /CN=no-authority <<'END'
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth,clientAuth,codeSigning,emailProtection,timeStamping,OCSPSigning,ipsecIKE,msSmartcardLogin,anyExtendedKeyUsage,1.2.3.4
keyUsage = keyAgreement
END
certificate places ec:P-256 /CN=places <<'END'
crlDistributionPoints = one,two,three
authorityInfoAccess = OCSP;URI:http://ocsp.example.test/,caIssuers;URI:http://ca.example.test/ca.cer,1.2.3.4;URI:http://other.example.test/,OCSP;DNS:ocsp.example.test
tlsfeature = status_request,status_request_v2,99
2.5.29.16 = DER:3022800f32303230303130313030303030305a810f32303330303130313030303030305a
[one]
fullname = URI:http://crl.example.test/1,URI:ldap://crl.example.test/1
[two]
fullname = URI:http://crl.example.test/2
reasons = keyCompromise,CACompromise,affiliationChanged,superseded,cessationOfOperation,certificateHold,privilegeWithdrawn,AACompromise
[three]
relativename = relative
[relative]
CN = relative
END
certificate unknown ec:P-256 /CN=unknown <<'END'
1.2.3.4.1 = ASN1:UTF8String:some text that is longer than what a line would hold if it were to be broken at eighty
1.2.3.4.2 = critical,DER:0102030405ff
1.2.3.4.3 = ASN1:NULL
nsComment = a comment
END
certificate timestamps ec:P-256 /CN=timestamps <<'END'
1.3.6.1.4.1.11129.2.4.2 = DER:0481ea00e800750001010101010101010101010101010101010101010101010101010101010101010000018bcfe5687b000004030046404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485006f0002020202020202020202020202020202020202020202020202020202020202020000018bcfe56fcf0000040100406465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3
END
certificate poison ec:P-256 /CN=poison <<'END'
1.3.6.1.4.1.11129.2.4.3 = critical,DER:0500
END
certificate proxy ec:P-256 /CN=proxy <<'END'
proxyCertInfo = critical,language:1.3.6.1.5.5.7.21.1,pathlen:3
END
certificate proxy-policy ec:P-256 /CN=proxy-policy <<'END'
proxyCertInfo = critical,language:1.2.3.4,pathlen:0,policy:text:a policy of text
END
certificate broken ec:P-256 /CN=broken <<'END'
authorityInfoAccess = DER:0102
2.5.29.32 = DER:3003020105
2.5.29.31 = DER:3003020105
END
certificate parts ec:P-256 '/C=GR/ST=Αττική/L=Athens/O=Example, Inc./OU=one+CN=two/serialNumber=7/emailAddress=a@example.test/DC=test/1.2.3.4=x/businessCategory=b/title=t/postalCode=12' </dev/null
certificate nameless ec:P-256 / </dev/null
SERIAL=00 UNTIL=99991231235959Z certificate forever ec:P-256 /CN=forever </dev/null
SERIAL=FFEEDDCCBBAA99887766554433221100FFEEDDCC certificate numbers ec:P-256 /CN=numbers </dev/null
certificate p384 ec:P-384 /CN=p384 </dev/null
certificate p521 ec:P-521 /CN=p521 </dev/null
certificate k1 ec:secp256k1 /CN=k1 </dev/null
certificate rsa1024 rsa:1024 /CN=rsa1024 </dev/null
DIGEST=sha1 certificate rsa-sha1 rsa:2048 /CN=rsa-sha1 </dev/null
certificate rsa3072 rsa:3072 /CN=rsa3072 </dev/null
certificate pss pss: /CN=pss </dev/null
certificate pss-limited 'pss:-pkeyopt rsa_pss_keygen_md:sha384 -pkeyopt rsa_pss_keygen_mgf1_md:sha384 -pkeyopt rsa_pss_keygen_saltlen:48' /CN=pss-limited -md sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48 </dev/null
certificate ed25519 Ed25519 /CN=ed25519 </dev/null
certificate ed448 Ed448 /CN=ed448 </dev/null
certificate dsa dsa /CN=dsa </dev/null

# Of GOST openssl knows nothing.
gost() { # gost NAME KEY-TYPE
    certtool --generate-privkey --key-type="$2" --outfile "$work/key" 2>/dev/null
    printf 'cn = %s\nserial = 1\nactivation_date = "2020-01-01 00:00:00 UTC"\nexpiration_date = "2049-12-31 00:00:00 UTC"\n' \
        "$1" >"$work/template"
    certtool --generate-self-signed --load-privkey "$work/key" --template "$work/template" --no-text \
        --outfile "$1.pem" 2>/dev/null
}
gost gost-2001 gost01
gost gost-2012-256 gost12-256
gost gost-2012-512 gost12-512

# As certtool of libgnutls 3.7.9 prints them; the PEM that it adds is cut off.
for name in *.pem; do
    certtool --certificate-info --infile "$name" 2>/dev/null | sed '/^$/,$d' >"${name%.pem}.txt"
done
rm -f broken.txt k1.txt pss-limited.txt

# Seeds of the fuzz targets.
for name in authority names places timestamps proxy-policy gost-2012-256; do
    openssl x509 -in "$name.pem" -outform DER -out "$name.der"
done
value() { # value NAME OID OUT: the content of an extension, as it stands in the DER
    at=$(openssl asn1parse -inform DER -in "$1.der" | grep -A2 ":$2" | sed -n 's/^ *\([0-9]*\):.*OCTET STRING.*/\1/p' | head -1)
    openssl asn1parse -inform DER -in "$1.der" -strparse "$at" -noout -out "extension-$3.bin"
}
value authority 'X509v3 Name Constraints' authority
value authority 'X509v3 Certificate Policies' policies
value names 'X509v3 Subject Alternative Name' names
value places 'Authority Information Access' places
value timestamps 'CT Precertificate SCTs' timestamps
