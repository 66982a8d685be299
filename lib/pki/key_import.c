/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_import.c - private keys from PKCS#1, SEC1 and PKCS#8 */

#include "pki/key_import.h"

#include "base/errors.h"
#include "pki/algorithm.h"
#include "pki/der.h"
#include "pki/oid.h"
#include "pki/pem.h"

/* What a two-prime RSA key of 16384 bits takes, with room for attributes. */
enum { KEY_DER_MAX = 64 * 1024 };

static int set_unsigned(struct wire_reader *reader, struct buffer *out)
{
    struct bytes number = der_read_unsigned(reader);
    if (number.size == 0)
        wire_read_fail(reader);
    return buffer_set(out, number);
}

/* RFC 8017, A.1.2. Keys of more than two primes (version 1) are not taken. */
static int read_pkcs1(struct bytes der, struct private_key *key)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    der_read_small(&fields, 0);
    TRY(set_unsigned(&fields, &key->public.modulus));
    TRY(set_unsigned(&fields, &key->public.exponent));
    TRY(set_unsigned(&fields, &key->d));
    TRY(set_unsigned(&fields, &key->p));
    TRY(set_unsigned(&fields, &key->q));
    TRY(set_unsigned(&fields, &key->dp));
    TRY(set_unsigned(&fields, &key->dq));
    TRY(set_unsigned(&fields, &key->qinv));
    TRY(der_end(&fields));
    return der_end(&reader);
}

static int read_sec1_curve(struct bytes parameters, struct public_key *key)
{
    struct wire_reader reader = wire_reader(parameters);
    if (der_peek(&reader) != DER_OID)
        return fail(GNUTLS_E_ECC_UNSUPPORTED_CURVE);
    gnutls_ecc_curve_t curve = oid_curve(der_read_oid(&reader));
    TRY(der_end(&reader));
    if (curve == GNUTLS_ECC_CURVE_INVALID)
        return fail(GNUTLS_E_ECC_UNSUPPORTED_CURVE);
    /* Within PKCS#8 the curve is said twice. */
    if (key->curve != GNUTLS_ECC_CURVE_INVALID && key->curve != curve)
        return fail(GNUTLS_E_ILLEGAL_PARAMETER);
    key->curve = curve;
    return 0;
}

/* RFC 5915, 3. */
static int read_sec1(struct bytes der, struct private_key *key)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes parameters, point;
    if (der_read_small(&fields, 1) != 1)
        wire_read_fail(&fields);
    TRY(buffer_set(&key->d, der_read(&fields, DER_OCTET_STRING)));
    if (der_read_optional(&fields, DER_CONTEXT_DEEP(0), &parameters))
        TRY(read_sec1_curve(parameters, &key->public));
    if (der_read_optional(&fields, DER_CONTEXT_DEEP(1), &point)) {
        struct wire_reader bits = wire_reader(point);
        TRY(buffer_set(&key->public.point, der_read_bit_bytes(&bits)));
        TRY(der_end(&bits));
    }
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    if (key->public.curve == GNUTLS_ECC_CURVE_INVALID)
        return fail(GNUTLS_E_ECC_UNSUPPORTED_CURVE);
    key->public.kind = KEY_EC;
    return 0;
}

/* RFC 8410, 7: an OCTET STRING within the OCTET STRING. */
static int read_raw(struct bytes der, struct private_key *key)
{
    struct wire_reader reader = wire_reader(der);
    TRY(buffer_set(&key->d, der_read(&reader, DER_OCTET_STRING)));
    return der_end(&reader);
}

/* PKCS#11, 6.4: one INTEGER. */
static int read_exponent(struct bytes der, struct private_key *key)
{
    struct wire_reader reader = wire_reader(der);
    TRY(set_unsigned(&reader, &key->d));
    return der_end(&reader);
}

/* RFC 5958, 2. The public key that version 1 may bring is passed over: it is computed. */
static int read_pkcs8(struct bytes der, struct private_key *key)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes ignored;
    uint32_t version = der_read_small(&fields, 1);
    struct bytes algorithm = der_read_whole(&fields, DER_SEQUENCE);
    struct bytes inner = der_read(&fields, DER_OCTET_STRING);
    der_read_optional(&fields, DER_CONTEXT_DEEP(0), &ignored);
    if (version == 1)
        der_read_optional(&fields, DER_CONTEXT(1), &ignored);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    TRY(key_algorithm_read(algorithm, &key->public));
    switch (key->public.kind) {
    case KEY_RSA:
    case KEY_RSA_PSS:
        return read_pkcs1(inner, key);
    case KEY_EC:
        return read_sec1(inner, key);
    case KEY_DSA:
    case KEY_DH:
        return read_exponent(inner, key);
    default:
        return read_raw(inner, key);
    }
}

/* The three containers differ in their second field; an encrypted PKCS#8 in its first. */
static int read_container(struct bytes der, const char *password, struct private_key *key)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    if (der_peek(&fields) == DER_SEQUENCE) {
        /* Encrypted, RFC 5958, 3. Without a password it is just closed. */
        return fail(password == NULL ? GNUTLS_E_DECRYPTION_FAILED : GNUTLS_E_UNIMPLEMENTED_FEATURE);
    }
    der_read_small(&fields, 1);
    switch (der_peek(&fields)) {
    case DER_SEQUENCE:
        return read_pkcs8(der, key);
    case DER_INTEGER:
        key->public.kind = KEY_RSA;
        return read_pkcs1(der, key);
    case DER_OCTET_STRING:
        return read_sec1(der, key);
    default:
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    }
}

int private_key_read(struct bytes der, const char *password, struct private_key *out)
{
    if (der.size > KEY_DER_MAX)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    SCOPED(private_key) struct private_key key = { 0 };
    TRY(read_container(der, password, &key));
    TRY(private_key_complete(&key));
    TRY(private_key_check(&key));
    private_key_wipe(out);
    *out = key;
    key = (struct private_key){ 0 };
    return 0;
}

int private_key_read_pem(struct bytes text, const char *password, struct private_key *out)
{
    static const char *const labels[] = { "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
                                          "ENCRYPTED PRIVATE KEY", NULL };
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;
    TRY(pem_next(&text, labels, &der, &label));
    return private_key_read(buffer_bytes(&der), password, out);
}

int private_key_read_as(gnutls_x509_crt_fmt_t format, struct bytes content, const char *password,
                        struct private_key *out)
{
    int result;
    if (format == GNUTLS_X509_FMT_DER)
        return private_key_read(content, password, out);
    result = private_key_read_pem(content, password, out);
    return result == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR
               ? fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
               : result;
}
