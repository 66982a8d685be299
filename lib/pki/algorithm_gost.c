/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithm_gost.c - keys of GOST R 34.10 in X.509 and PKCS#8: RFC 4491, RFC 9215
 *
 * All numbers are little endian here. A key's parameters name the curve, the hash and the cipher to
 * go with it. The hash is bound to the kind of key, so it is only looked at: there are others of GOST
 * R 34.11-94, with other tables, and a key that is for them signs what we can not verify.
 */

#include "pki/algorithm_gost.h"

#include "base/errors.h"
#include "pki/der.h"
#include "pki/oid.h"

#define CRYPTOPRO "\x2a\x85\x03\x02\x02"
#define TC26      "\x2a\x85\x03\x07\x01"

static const struct gost_kind {
    enum key_kind kind;
    struct bytes oid, digest;
} kinds[] = {
    { KEY_GOST_01, OID(CRYPTOPRO "\x13"), OID(CRYPTOPRO "\x1e\x01") },
    { KEY_GOST_12_256, OID(TC26 "\x01\x01\x01"), OID(TC26 "\x01\x02\x02") },
    { KEY_GOST_12_512, OID(TC26 "\x01\x01\x02"), OID(TC26 "\x01\x02\x03") },
};

static const struct gost_curve {
    gnutls_ecc_curve_t curve;
    struct bytes oid;
} curves[] = {
    { GNUTLS_ECC_CURVE_GOST256CPA, OID(CRYPTOPRO "\x23\x01") },
    { GNUTLS_ECC_CURVE_GOST256CPXA, OID(CRYPTOPRO "\x24\x00") },
    { GNUTLS_ECC_CURVE_GOST256B, OID(TC26 "\x02\x01\x01\x02") },
    { GNUTLS_ECC_CURVE_GOST512A, OID(TC26 "\x02\x01\x02\x01") },
};

static const struct gost_paramset {
    gnutls_gost_paramset_t paramset;
    struct bytes oid;
} paramsets[] = {
    { GNUTLS_GOST_PARAMSET_TC26_Z, OID(TC26 "\x02\x05\x01\x01") },
    { GNUTLS_GOST_PARAMSET_CP_A, OID(CRYPTOPRO "\x1f\x01") },
    { GNUTLS_GOST_PARAMSET_CP_B, OID(CRYPTOPRO "\x1f\x02") },
    { GNUTLS_GOST_PARAMSET_CP_C, OID(CRYPTOPRO "\x1f\x03") },
    { GNUTLS_GOST_PARAMSET_CP_D, OID(CRYPTOPRO "\x1f\x04") },
};

enum key_kind gost_kind_of(struct bytes oid)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        if (bytes_equal(kinds[i].oid, oid))
            return kinds[i].kind;
    return KEY_NONE;
}

static const struct gost_kind *facts_of(enum key_kind kind)
{
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
        if (kinds[i].kind == kind)
            return &kinds[i];
    return NULL;
}

/* ---- parameters ---- */

static int set_curve(struct bytes oid, struct public_key *out)
{
    for (size_t i = 0; i < ARRAY_SIZE(curves); i++)
        if (bytes_equal(curves[i].oid, oid))
            out->curve = curves[i].curve;
    /* One that the kind does not go with has no size. */
    return public_key_bits(out) > 0 ? 0 : fail(GNUTLS_E_ECC_UNSUPPORTED_CURVE);
}

static int set_paramset(struct bytes oid, struct public_key *out)
{
    for (size_t i = 0; i < ARRAY_SIZE(paramsets); i++) {
        if (bytes_equal(paramsets[i].oid, oid)) {
            out->paramset = paramsets[i].paramset;
            return 0;
        }
    }
    return fail(GNUTLS_E_UNKNOWN_PK_ALGORITHM);
}

/* RFC 4491, 2.3.2: curve, hash, perhaps a cipher. RFC 9215, 4.2: a curve, perhaps the hash. */
int gost_parameters_read(struct bytes parameters, struct public_key *out)
{
    const struct gost_kind *facts = facts_of(out->kind);
    struct wire_reader reader = wire_reader(parameters);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    bool is_2001 = out->kind == KEY_GOST_01;
    struct bytes digest = facts->digest, cipher = bytes_none();
    struct bytes curve = der_read_oid(&fields);
    if (is_2001 || wire_more(&fields))
        digest = der_read_oid(&fields);
    if (is_2001 && wire_more(&fields))
        cipher = der_read_oid(&fields);
    TRY(der_end(&fields));
    TRY(der_end(&reader));

    out->paramset = gost_paramset(out->kind);
    TRY(set_curve(curve, out));
    if (!bytes_equal(digest, facts->digest))
        return fail(GNUTLS_E_UNKNOWN_PK_ALGORITHM);
    return cipher.size > 0 ? set_paramset(cipher, out) : 0;
}

static int write_curve(gnutls_ecc_curve_t curve, struct buffer *out)
{
    for (size_t i = 0; i < ARRAY_SIZE(curves); i++)
        if (curves[i].curve == curve)
            return der_write(out, DER_OID, curves[i].oid);
    return fail(GNUTLS_E_ECC_UNSUPPORTED_CURVE);
}

static int write_paramset(gnutls_gost_paramset_t paramset, struct buffer *out)
{
    for (size_t i = 0; i < ARRAY_SIZE(paramsets); i++)
        if (paramsets[i].paramset == paramset)
            return der_write(out, DER_OID, paramsets[i].oid);
    return fail(GNUTLS_E_INVALID_REQUEST);
}

/* RFC 9215, 4.2: the newer curves of 256 bits go without the hash, and no key of 2012 has a cipher. */
int gost_algorithm_write(const struct public_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer parameters = { 0 };
    const struct gost_kind *facts = facts_of(key->kind);
    bool is_2001 = key->kind == KEY_GOST_01;
    TRY(write_curve(key->curve, &parameters));
    if (is_2001 || key->curve != GNUTLS_ECC_CURVE_GOST256B)
        TRY(der_write(&parameters, DER_OID, facts->digest));
    if (is_2001 && key->paramset != gost_paramset(key->kind))
        TRY(write_paramset(key->paramset, &parameters));
    TRY(der_write(out, DER_OID, facts->oid));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&parameters));
}

/* ---- numbers ---- */

/* RFC 4491, 2.3.2, and RFC 9215, 4.3: x and y in an OCTET STRING of their own. */
int gost_point_read(struct bytes der, struct public_key *out)
{
    static const uint8_t uncompressed[] = { 0x04 };
    size_t width = public_key_bits(out) / 8;
    struct wire_reader reader = wire_reader(der);
    struct bytes point = der_read(&reader, DER_OCTET_STRING);
    TRY(der_end(&reader));
    if (point.size != 2 * width)
        return fail(GNUTLS_E_PK_INVALID_PUBKEY);
    TRY(buffer_set(&out->point, bytes_of(uncompressed, sizeof uncompressed)));
    TRY(buffer_append_reversed(&out->point, bytes_of(point.data, width)));
    return buffer_append_reversed(&out->point, bytes_from(point, width));
}

int gost_point_write(const struct public_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer point = { 0 };
    size_t width = key->point.size / 2;
    if (width == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_append_reversed(&point, bytes_of(key->point.data + 1, width)));
    TRY(buffer_append_reversed(&point, bytes_from(buffer_bytes(&key->point), 1 + width)));
    return der_write(out, DER_OCTET_STRING, buffer_bytes(&point));
}

static int set_scalar(struct bytes number, bool is_reversed, struct private_key *out)
{
    SCOPED(buffer) struct buffer reversed = { 0 };
    size_t width = public_key_bits(&out->public) / 8;
    if (number.size == 0 || number.size > width)
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    if (!is_reversed)
        return buffer_append_padded(&out->d, number, width);
    TRY(buffer_append_reversed(&reversed, number));
    return buffer_append_padded(&out->d, buffer_bytes(&reversed), width);
}

int gost_number_read(struct bytes der, struct private_key *out)
{
    struct wire_reader reader = wire_reader(der);
    bool is_integer = der_peek(&reader) == DER_INTEGER;
    struct bytes number =
        is_integer ? der_read_unsigned(&reader) : der_read(&reader, DER_OCTET_STRING);
    if (der_end(&reader) == 0)
        return set_scalar(number, !is_integer, out);
    bool is_bare = der.size == public_key_bits(&out->public) / 8;
    return is_bare ? set_scalar(der, true, out) : fail(GNUTLS_E_ASN1_DER_ERROR);
}

int gost_number_write(const struct private_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer number = { 0 };
    TRY(buffer_append_reversed(&number, buffer_bytes(&key->d)));
    return der_write(out, DER_OCTET_STRING, buffer_bytes(&number));
}
