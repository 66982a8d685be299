/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_import.c - private keys from PKCS#1, SEC1 and PKCS#8, locked or not */

#include "pki/key_import.h"

#include "base/errors.h"
#include "pki/algorithm.h"
#include "pki/algorithm_gost.h"
#include "pki/der.h"
#include "pki/key_seed.h"
#include "pki/oid.h"
#include "pki/openssl_key.h"
#include "pki/pem.h"
#include "pki/pkcs8.h"

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

/* RFC 5915, 3. The private key should be as long as the curve; libgnutls writes it like an INTEGER, with
 * a zero in front of a first bit that is one, and without other zeros. */
static int read_sec1(struct bytes der, struct private_key *key)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes parameters, point;
    if (der_read_small(&fields, 1) != 1)
        wire_read_fail(&fields);
    struct bytes number = der_read(&fields, DER_OCTET_STRING);
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
    return buffer_append_padded(&key->d, number, public_key_bits(&key->public) / 8);
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
    struct bytes attributes = bytes_none(), ignored;
    uint32_t version = der_read_small(&fields, 1);
    struct bytes algorithm = der_read_whole(&fields, DER_SEQUENCE);
    struct bytes inner = der_read(&fields, DER_OCTET_STRING);
    der_read_optional(&fields, DER_CONTEXT_DEEP(0), &attributes);
    if (version == 1)
        der_read_optional(&fields, DER_CONTEXT(1), &ignored);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    TRY(key_seed_read(attributes, key));
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
    case KEY_GOST_01:
    case KEY_GOST_12_256:
    case KEY_GOST_12_512:
        return gost_number_read(inner, key);
    default:
        return read_raw(inner, key);
    }
}

/* OpenSSL's own container of DSA keys: version, p, q, g, y, x. */
static int read_dsa(struct bytes der, struct private_key *key)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    key->public.kind = KEY_DSA;
    der_read_small(&fields, 0);
    TRY(set_unsigned(&fields, &key->public.prime));
    TRY(set_unsigned(&fields, &key->public.order));
    TRY(set_unsigned(&fields, &key->public.generator));
    TRY(set_unsigned(&fields, &key->public.point));
    TRY(set_unsigned(&fields, &key->d));
    TRY(der_end(&fields));
    return der_end(&reader);
}

/* DSA's container has six numbers, that of RSA nine. */
static bool has_six_fields(struct wire_reader fields)
{
    size_t count = 0;
    for (; wire_more(&fields) && count <= 6; count++)
        der_read(&fields, DER_INTEGER);
    return count == 6;
}

/* The containers differ in their second field; `fields` is behind the version. */
static int read_plain(struct bytes der, struct private_key *key)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader all = der_enter(&reader, DER_SEQUENCE), fields = all;
    der_read_small(&fields, 1);
    switch (der_peek(&fields)) {
    case DER_SEQUENCE:
        return read_pkcs8(der, key);
    case DER_INTEGER:
        if (has_six_fields(all))
            return read_dsa(der, key);
        key->public.kind = KEY_RSA;
        return read_pkcs1(der, key);
    case DER_OCTET_STRING:
        return read_sec1(der, key);
    default:
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    }
}

/* A wrong password may leave a right padding: then what was found behind it is no key. */
static int read_unlocked(struct bytes plain, struct private_key *key)
{
    int result = read_plain(plain, key);
    return result == GNUTLS_E_ASN1_DER_ERROR ? fail(GNUTLS_E_DECRYPTION_FAILED) : result;
}

static int read_container(struct bytes der, struct key_lock lock, struct private_key *key)
{
    SCOPED(buffer) struct buffer plain = { 0 };
    if (der.size > KEY_DER_MAX)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    if (!pkcs8_is_locked(der))
        return read_plain(der, key);
    if (lock.stays)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    TRY(pkcs8_unlock(der, lock.password, &plain));
    return read_unlocked(buffer_bytes(&plain), key);
}

/* A public half that the container has is to be checked. */
static int finish(struct private_key *key, struct private_key *out)
{
    bool given = key->public.point.size > 0 || key->public.modulus.size > 0;
    TRY(private_key_complete(key));
    if (given)
        TRY(private_key_check_parts(key));
    private_key_wipe(out);
    *out = *key;
    *key = (struct private_key){ 0 };
    return 0;
}

int private_key_read(struct bytes der, struct key_lock lock, struct private_key *out)
{
    SCOPED(private_key) struct private_key key = { 0 };
    TRY(read_container(der, lock, &key));
    return finish(&key, out);
}

static const char *const key_labels[] = {
    "PRIVATE KEY",    "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY",
    "EC PRIVATE KEY", "DSA PRIVATE KEY",       NULL,
};
static const char *const pkcs8_labels[] = { "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", NULL };

static int read_armour(struct bytes text, const char *const *labels, struct key_lock lock,
                       struct private_key *out)
{
    SCOPED(private_key) struct private_key key = { 0 };
    SCOPED(buffer) struct buffer der = { 0 }, plain = { 0 };
    struct bytes headers;
    size_t label;
    TRY(pem_next_locked(&text, labels, &der, &label, &headers));
    if (headers.size == 0) {
        TRY(read_container(buffer_bytes(&der), lock, &key));
    } else {
        TRY(openssl_key_unlock(headers, lock.password, buffer_bytes(&der), &plain));
        TRY(read_unlocked(buffer_bytes(&plain), &key));
    }
    return finish(&key, out);
}

int private_key_read_pem(struct bytes text, struct key_lock lock, struct private_key *out)
{
    return read_armour(text, key_labels, lock, out);
}

int private_key_read_as(gnutls_x509_crt_fmt_t format, struct bytes content, struct key_lock lock,
                        struct private_key *out)
{
    int result;
    if (format == GNUTLS_X509_FMT_DER)
        return private_key_read(content, lock, out);
    result = private_key_read_pem(content, lock, out);
    return result == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR
               ? fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
               : result;
}

int private_key_read_pkcs8(gnutls_x509_crt_fmt_t format, struct bytes content, struct key_lock lock,
                           struct private_key *out)
{
    if (format == GNUTLS_X509_FMT_DER)
        return private_key_read(content, lock, out);
    return read_armour(content, pkcs8_labels, lock, out);
}

int private_key_read_openssl(struct bytes text, const char *password, struct private_key *out)
{
    SCOPED(buffer) struct buffer der = { 0 };
    const struct key_lock lock = { password, false };
    struct bytes headers, rest = text;
    size_t label;
    int result = pem_next_locked(&rest, key_labels, &der, &label, &headers);
    if (result < 0 || headers.size == 0)
        return fail(GNUTLS_E_PARSING_ERROR);
    return read_armour(text, key_labels, lock, out);
}
