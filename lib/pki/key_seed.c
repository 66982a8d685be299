/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_seed.c - the seed of a provable key, as an attribute of PKCS#8
 *
 *     Provable ::= SEQUENCE { hash OBJECT IDENTIFIER, seed OCTET STRING }
 *
 * No standard has it; GnuTLS writes and reads it so.
 */

#include "pki/key_seed.h"

#include "base/errors.h"
#include "pki/attribute.h"
#include "pki/der.h"
#include "pki/oid.h"

/* 1.3.6.1.4.1.2312.18.8.1 */
static const struct bytes provable_oid = OID("\x2b\x06\x01\x04\x01\x92\x08\x12\x08\x01");

/* A seed made with a hash that is not known here helps nobody, and does no harm. */
static int read_provable(struct wire_reader values, struct private_key *key)
{
    struct wire_reader fields = der_enter(&values, DER_SEQUENCE);
    struct bytes hash_oid = der_read_oid(&fields);
    struct bytes seed = der_read(&fields, DER_OCTET_STRING);
    TRY(der_end(&fields));
    TRY(der_end(&values));
    const struct hash *hash = oid_hash(hash_oid);
    if (hash == NULL)
        return 0;
    key->seed_hash = hash;
    return buffer_set(&key->seed, seed);
}

int key_seed_read(struct bytes attributes, struct private_key *inout)
{
    struct attribute attribute;
    while (attribute_take(&attributes, &attribute)) {
        if (bytes_equal(attribute.oid, provable_oid))
            TRY(read_provable(wire_reader(attribute.values), inout));
    }
    return attributes.size == 0 ? 0 : fail(GNUTLS_E_ASN1_DER_ERROR);
}

int key_seed_write(const struct private_key *key, struct buffer *out)
{
    SCOPED(buffer) struct buffer provable = { 0 }, attribute = { 0 };
    if (key->seed.size == 0)
        return 0;
    TRY(der_write(&provable, DER_OID, oid_of_hash(key->seed_hash)));
    TRY(der_write(&provable, DER_OCTET_STRING, buffer_bytes(&key->seed)));
    TRY(der_wrap(&provable, DER_SEQUENCE));
    TRY(attribute_write(provable_oid, buffer_bytes(&provable), &attribute));
    return der_write(out, DER_CONTEXT_DEEP(0), buffer_bytes(&attribute));
}
