/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithm_field.c - keys of DSA and Diffie-Hellman in X.509: their groups and numbers */

#include "pki/algorithm_field.h"

#include "base/errors.h"
#include "pki/der.h"
#include "pki/oid.h"

/* The largest prime that crypto/ computes with, and then some. */
enum { NUMBER_BYTES_MAX = 2048 };

static const struct bytes oid_dsa = OID("\x2a\x86\x48\xce\x38\x04\x01");
static const struct bytes oid_pkcs3 = OID("\x2a\x86\x48\x86\xf7\x0d\x01\x03\x01");
static const struct bytes oid_x942 = OID("\x2a\x86\x48\xce\x3e\x02\x01");

enum key_kind field_kind(struct bytes oid)
{
    if (bytes_equal(oid, oid_dsa))
        return KEY_DSA;
    return bytes_equal(oid, oid_pkcs3) || bytes_equal(oid, oid_x942) ? KEY_DH : KEY_NONE;
}

static int set_number(struct wire_reader *reader, struct buffer *out)
{
    struct bytes number = der_read_unsigned(reader);
    if (number.size == 0 || number.size > NUMBER_BYTES_MAX)
        wire_read_fail(reader);
    return buffer_set(out, number);
}

/* DSA, RFC 3279, 2.3.2: p, q, g. X9.42, 2.3.3: p, g, q and what proves how they were made. PKCS#3,
 * 9: p, g and perhaps the length of exponents. */
int field_group_read(struct bytes oid, struct bytes parameters, struct public_key *out)
{
    if (parameters.size == 0)
        return fail(GNUTLS_E_UNKNOWN_PK_ALGORITHM);
    struct wire_reader reader = wire_reader(parameters);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    TRY(set_number(&fields, &out->prime));
    if (bytes_equal(oid, oid_dsa))
        TRY(set_number(&fields, &out->order));
    TRY(set_number(&fields, &out->generator));
    if (bytes_equal(oid, oid_x942))
        TRY(set_number(&fields, &out->order));
    if (!bytes_equal(oid, oid_dsa))
        wire_read_rest(&fields);
    TRY(der_end(&fields));
    return der_end(&reader);
}

int field_group_write(const struct public_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer group = { 0 };
    bool x942 = key->kind == KEY_DH && key->order.size > 0;
    TRY(der_write_unsigned(&group, buffer_bytes(&key->prime)));
    if (key->kind == KEY_DSA)
        TRY(der_write_unsigned(&group, buffer_bytes(&key->order)));
    TRY(der_write_unsigned(&group, buffer_bytes(&key->generator)));
    if (x942)
        TRY(der_write_unsigned(&group, buffer_bytes(&key->order)));
    TRY(der_write(out, DER_OID, key->kind == KEY_DSA ? oid_dsa : x942 ? oid_x942 : oid_pkcs3));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&group));
}

int field_number_read(struct bytes der, struct public_key *out)
{
    struct wire_reader reader = wire_reader(der);
    TRY(set_number(&reader, &out->point));
    return der_end(&reader);
}
