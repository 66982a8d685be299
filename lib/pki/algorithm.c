/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithm.c - keys: their AlgorithmIdentifier, SubjectPublicKeyInfo in its several dialects */

#include "pki/algorithm.h"

#include "base/errors.h"
#include "pki/algorithm_field.h"
#include "pki/algorithm_gost.h"
#include "pki/algorithm_pss.h"
#include "pki/der.h"
#include "pki/oid.h"

enum {
    RSA_MODULUS_BYTES_MAX = 2048,
    /* FIPS 186-4, B.3.1. A huge exponent would let a certificate buy seconds of our time. */
    RSA_EXPONENT_BYTES_MAX = 32,
};

static const struct bytes oid_rsa = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01");
static const struct bytes oid_ec = OID("\x2a\x86\x48\xce\x3d\x02\x01");

/* RFC 8410, 3: keys whose OID says all. */
static const struct {
    struct bytes oid;
    enum key_kind kind;
    gnutls_ecc_curve_t curve;
    size_t size;
} raw_keys[] = {
    { OID("\x2b\x65\x6e"), KEY_X25519, GNUTLS_ECC_CURVE_X25519, 32 },
    { OID("\x2b\x65\x6f"), KEY_X448, GNUTLS_ECC_CURVE_X448, 56 },
    { OID("\x2b\x65\x70"), KEY_ED25519, GNUTLS_ECC_CURVE_ED25519, 32 },
    { OID("\x2b\x65\x71"), KEY_ED448, GNUTLS_ECC_CURVE_ED448, 57 },
};

struct bytes algorithm_oid(struct bytes der)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    return der_read_oid(&fields);
}

struct bytes public_key_oid(struct bytes spki)
{
    struct wire_reader reader = wire_reader(spki);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    return algorithm_oid(der_read_whole(&fields, DER_SEQUENCE));
}

static int read_curve(struct bytes parameters, struct public_key *out)
{
    struct wire_reader reader = wire_reader(parameters);
    /* RFC 5480, 2.1.1: only named curves. */
    if (der_peek(&reader) != DER_OID)
        return fail(der_peek(&reader) == DER_SEQUENCE ? GNUTLS_E_ECC_UNSUPPORTED_CURVE
                                                      : GNUTLS_E_ASN1_DER_ERROR);
    out->curve = oid_curve(der_read_oid(&reader));
    TRY(der_end(&reader));
    return out->curve != GNUTLS_ECC_CURVE_INVALID ? 0 : fail(GNUTLS_E_ECC_UNSUPPORTED_CURVE);
}

static int raw_algorithm(struct bytes oid, struct bytes parameters, struct public_key *out)
{
    for (size_t i = 0; i < ARRAY_SIZE(raw_keys); i++) {
        if (!bytes_equal(oid, raw_keys[i].oid))
            continue;
        out->kind = raw_keys[i].kind;
        out->curve = raw_keys[i].curve;
        return parameters.size == 0 ? 0 : fail(GNUTLS_E_ASN1_DER_ERROR);
    }
    return fail(GNUTLS_E_UNKNOWN_PK_ALGORITHM);
}

int key_algorithm_read(struct bytes der, struct public_key *out)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes oid = der_read_oid(&fields), parameters = wire_read_rest(&fields);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    if (bytes_equal(oid, oid_rsa)) {
        out->kind = KEY_RSA;
        bool right = parameters.size == 0 || bytes_equal(parameters, null_element);
        return right ? 0 : fail(GNUTLS_E_ASN1_DER_ERROR);
    }
    if (bytes_equal(oid, oid_pss)) {
        out->kind = KEY_RSA_PSS;
        return parameters.size == 0 ? 0 : pss_params_read(parameters, &out->pss);
    }
    if (bytes_equal(oid, oid_ec)) {
        out->kind = KEY_EC;
        return read_curve(parameters, out);
    }
    out->kind = field_kind(oid);
    if (out->kind != KEY_NONE)
        return field_group_read(oid, parameters, out);
    out->kind = gost_kind_of(oid);
    if (out->kind != KEY_NONE)
        return gost_parameters_read(parameters, out);
    return raw_algorithm(oid, parameters, out);
}

/* RFC 8017, A.1.1. */
static int read_rsa(struct bytes der, struct public_key *out)
{
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes modulus = der_read_unsigned(&fields), exponent = der_read_unsigned(&fields);
    TRY(der_end(&fields));
    TRY(der_end(&reader));
    if (modulus.size == 0 || modulus.size > RSA_MODULUS_BYTES_MAX || exponent.size == 0 ||
        exponent.size > RSA_EXPONENT_BYTES_MAX)
        return fail(GNUTLS_E_PK_INVALID_PUBKEY);
    TRY(buffer_set(&out->modulus, modulus));
    return buffer_set(&out->exponent, exponent);
}

/* Bytes of a coordinate, or of a raw key. */
static size_t curve_size(gnutls_ecc_curve_t curve)
{
    switch (curve) {
    case GNUTLS_ECC_CURVE_SECP192R1:
        return 24;
    case GNUTLS_ECC_CURVE_SECP224R1:
        return 28;
    case GNUTLS_ECC_CURVE_SECP256R1:
        return 32;
    case GNUTLS_ECC_CURVE_SECP384R1:
        return 48;
    case GNUTLS_ECC_CURVE_SECP521R1:
        return 66;
    default:
        break;
    }
    for (size_t i = 0; i < ARRAY_SIZE(raw_keys); i++)
        if (raw_keys[i].curve == curve)
            return raw_keys[i].size;
    return 0;
}

static int read_point(struct bytes point, struct public_key *out)
{
    size_t size = curve_size(out->curve);
    bool right;
    if (out->kind == KEY_EC) /* RFC 5480, 2.2; the compressed form is optional, and not taken */
        right = point.size == 2 * size + 1 && point.data[0] == 0x04;
    else
        right = point.size == size;
    return right ? buffer_set(&out->point, point) : fail(GNUTLS_E_PK_INVALID_PUBKEY);
}

int public_key_read(struct bytes der, struct public_key *out)
{
    SCOPED(public_key) struct public_key key = { 0 };
    struct wire_reader reader = wire_reader(der);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes algorithm = der_read_whole(&fields, DER_SEQUENCE);
    struct bytes bits = der_read_bit_bytes(&fields);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    TRY(key_algorithm_read(algorithm, &key));
    if (key.kind == KEY_RSA || key.kind == KEY_RSA_PSS)
        TRY(read_rsa(bits, &key));
    else if (key.prime.size > 0)
        TRY(field_number_read(bits, &key));
    else if (gost_hash(key.kind) != NULL)
        TRY(gost_point_read(bits, &key));
    else
        TRY(read_point(bits, &key));
    public_key_wipe(out);
    *out = key;
    key = (struct public_key){ 0 };
    return 0;
}

int public_key_read_x962(struct bytes curve, struct bytes point, struct public_key *out)
{
    SCOPED(public_key) struct public_key key = { .kind = KEY_EC };
    struct wire_reader reader = wire_reader(point);
    struct bytes content = der_read(&reader, DER_OCTET_STRING);
    TRY(der_end(&reader));
    TRY(read_curve(curve, &key));
    TRY(read_point(content, &key));
    public_key_wipe(out);
    *out = key;
    key = (struct public_key){ 0 };
    return 0;
}

int public_key_write_x962(const struct public_key *key, struct buffer *out_curve,
                          struct buffer *out_point)
{
    if (key->kind != KEY_EC)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(der_write(out_curve, DER_OID, oid_of_curve(key->curve)));
    return der_write(out_point, DER_OCTET_STRING, buffer_bytes(&key->point));
}

static int write_raw_algorithm(enum key_kind kind, struct buffer *out)
{
    for (size_t i = 0; i < ARRAY_SIZE(raw_keys); i++)
        if (raw_keys[i].kind == kind)
            return der_write(out, DER_OID, raw_keys[i].oid);
    return fail(GNUTLS_E_UNKNOWN_PK_ALGORITHM);
}

int key_algorithm_write(const struct public_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    switch (key->kind) {
    case KEY_RSA:
        TRY(der_write(&fields, DER_OID, oid_rsa));
        TRY(buffer_append(&fields, null_element));
        break;
    case KEY_RSA_PSS:
        TRY(der_write(&fields, DER_OID, oid_pss));
        if (key->pss.hash != NULL)
            TRY(pss_params_write(&key->pss, &fields));
        break;
    case KEY_EC:
        TRY(der_write(&fields, DER_OID, oid_ec));
        TRY(der_write(&fields, DER_OID, oid_of_curve(key->curve)));
        break;
    case KEY_DSA:
    case KEY_DH:
        TRY(field_group_write(key, &fields));
        break;
    case KEY_GOST_01:
    case KEY_GOST_12_256:
    case KEY_GOST_12_512:
        TRY(gost_algorithm_write(key, &fields));
        break;
    default:
        TRY(write_raw_algorithm(key->kind, &fields));
        break;
    }
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}

int public_key_write(const struct public_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 }, bits = { 0 };
    TRY(key_algorithm_write(key, &fields));
    if (key->kind == KEY_RSA || key->kind == KEY_RSA_PSS) {
        TRY(der_write_unsigned(&bits, buffer_bytes(&key->modulus)));
        TRY(der_write_unsigned(&bits, buffer_bytes(&key->exponent)));
        TRY(der_wrap(&bits, DER_SEQUENCE));
    } else if (key->kind == KEY_DSA || key->kind == KEY_DH) {
        TRY(der_write_unsigned(&bits, buffer_bytes(&key->point)));
    } else if (gost_hash(key->kind) != NULL) {
        TRY(gost_point_write(key, &bits));
    } else {
        TRY(buffer_append(&bits, buffer_bytes(&key->point)));
    }
    TRY(der_write_bit_bytes(&fields, buffer_bytes(&bits)));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}
