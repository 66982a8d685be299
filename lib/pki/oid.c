/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* oid.c - object identifiers: as DER content, as text, and what they stand for */

#include "pki/oid.h"

#include "base/errors.h"
#include "base/text.h"

/* Nine times seven bits fit into the number with room to spare. */
enum { NUMBER_BYTES_MAX = 9 };

/* Takes the next number from the front; false at the end or when it is too large. */
static bool take_number(struct bytes *oid, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < oid->size && i < NUMBER_BYTES_MAX; i++) {
        *out = *out << 7 | (oid->data[i] & 0x7f);
        if (oid->data[i] < 0x80) {
            *oid = bytes_from(*oid, i + 1);
            return true;
        }
    }
    return false;
}

int oid_print(struct bytes oid, struct buffer *out)
{
    uint64_t number;
    if (!take_number(&oid, &number))
        return fail(GNUTLS_E_ASN1_DER_ERROR);
    /* X.690, 8.19.4: the first two arcs share a number, and the first is 0, 1 or 2. */
    uint64_t arc = number < 80 ? number / 40 : 2;
    TRY(buffer_print(out, "%d.%llu", (int)arc, (unsigned long long)(number - 40 * arc)));
    while (oid.size > 0) {
        if (!take_number(&oid, &number))
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        TRY(buffer_print(out, ".%llu", (unsigned long long)number));
    }
    return 0;
}

/* Takes decimal digits, and the dot behind them where one follows. */
static bool take_decimal(const char **text, uint64_t *out)
{
    const char *at = *text;
    *out = 0;
    while (*at >= '0' && *at <= '9') {
        if (*out >> 56 != 0)
            return false;
        *out = *out * 10 + (uint64_t)(*at++ - '0');
    }
    bool any = at != *text;
    if (any && at[0] == '.' && at[1] != '\0')
        at++;
    else if (*at != '\0')
        return false;
    *text = at;
    return any;
}

static int append_number(uint64_t number, struct buffer *out)
{
    uint8_t bytes[10];
    size_t used = sizeof bytes;
    bytes[--used] = number & 0x7f;
    while ((number >>= 7) != 0)
        bytes[--used] = (uint8_t)(0x80 | (number & 0x7f));
    return buffer_append(out, bytes_of(bytes + used, sizeof bytes - used));
}

int oid_parse(const char *text, struct buffer *out)
{
    uint64_t first, second, number;
    if (!take_decimal(&text, &first) || first > 2 || !take_decimal(&text, &second) ||
        (first < 2 && second > 39))
        return fail(GNUTLS_E_X509_UNSUPPORTED_OID);
    TRY(append_number(first * 40 + second, out));
    while (*text != '\0') {
        if (!take_decimal(&text, &number))
            return fail(GNUTLS_E_X509_UNSUPPORTED_OID);
        TRY(append_number(number, out));
    }
    return 0;
}

bool oid_is(struct bytes oid, const char *text)
{
    SCOPED(buffer) struct buffer wanted = { 0 };
    return oid_parse(text, &wanted) == 0 && bytes_equal(oid, buffer_bytes(&wanted));
}

struct hash_oid {
    struct bytes oid;
    const struct hash *hash;
};

/* clang-format off */
static const struct hash_oid hash_oids[] = {
    { OID("\x60\x86\x48\x01\x65\x03\x04\x02\x01"), &hash_sha256 },   /* 2.16.840.1.101.3.4.2.1 */
    { OID("\x60\x86\x48\x01\x65\x03\x04\x02\x02"), &hash_sha384 },
    { OID("\x60\x86\x48\x01\x65\x03\x04\x02\x03"), &hash_sha512 },
    { OID("\x60\x86\x48\x01\x65\x03\x04\x02\x04"), &hash_sha224 },
    { OID("\x60\x86\x48\x01\x65\x03\x04\x02\x07"), &hash_sha3_224 },
    { OID("\x60\x86\x48\x01\x65\x03\x04\x02\x08"), &hash_sha3_256 },
    { OID("\x60\x86\x48\x01\x65\x03\x04\x02\x09"), &hash_sha3_384 },
    { OID("\x60\x86\x48\x01\x65\x03\x04\x02\x0a"), &hash_sha3_512 },
    { OID("\x2b\x0e\x03\x02\x1a"),                 &hash_sha1 },     /* 1.3.14.3.2.26 */
    { OID("\x2a\x86\x48\x86\xf7\x0d\x02\x05"),     &hash_md5 },      /* 1.2.840.113549.2.5 */
    { OID("\x2a\x85\x03\x02\x02\x09"),             &hash_gosthash94cp }, /* 1.2.643.2.2.9 */
    { OID("\x2a\x85\x03\x07\x01\x01\x02\x02"),     &hash_streebog256 },  /* 1.2.643.7.1.1.2.2 */
    { OID("\x2a\x85\x03\x07\x01\x01\x02\x03"),     &hash_streebog512 },
};

struct curve_oid {
    struct bytes oid;
    gnutls_ecc_curve_t curve;
};

static const struct curve_oid curve_oids[] = {
    { OID("\x2a\x86\x48\xce\x3d\x03\x01\x07"), GNUTLS_ECC_CURVE_SECP256R1 }, /* 1.2.840.10045.3.1.7 */
    { OID("\x2b\x81\x04\x00\x22"),             GNUTLS_ECC_CURVE_SECP384R1 }, /* 1.3.132.0.34 */
    { OID("\x2b\x81\x04\x00\x23"),             GNUTLS_ECC_CURVE_SECP521R1 },
    { OID("\x2a\x86\x48\xce\x3d\x03\x01\x01"), GNUTLS_ECC_CURVE_SECP192R1 },
    { OID("\x2b\x81\x04\x00\x21"),             GNUTLS_ECC_CURVE_SECP224R1 },
};
/* clang-format on */

const struct hash *oid_hash(struct bytes oid)
{
    for (size_t i = 0; i < ARRAY_SIZE(hash_oids); i++) {
        if (bytes_equal(oid, hash_oids[i].oid))
            return hash_oids[i].hash;
    }
    return NULL;
}

struct bytes oid_of_hash(const struct hash *hash)
{
    for (size_t i = 0; i < ARRAY_SIZE(hash_oids); i++) {
        if (hash_oids[i].hash == hash)
            return hash_oids[i].oid;
    }
    return bytes_none();
}

gnutls_ecc_curve_t oid_curve(struct bytes oid)
{
    for (size_t i = 0; i < ARRAY_SIZE(curve_oids); i++) {
        if (bytes_equal(oid, curve_oids[i].oid))
            return curve_oids[i].curve;
    }
    return GNUTLS_ECC_CURVE_INVALID;
}

struct bytes oid_of_curve(gnutls_ecc_curve_t curve)
{
    for (size_t i = 0; i < ARRAY_SIZE(curve_oids); i++) {
        if (curve_oids[i].curve == curve)
            return curve_oids[i].oid;
    }
    return bytes_none();
}
