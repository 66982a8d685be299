/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7_digest.c - which hash the data of a signature were put through: RFC 5652, 10.1.1; RFC 8419
 *
 * SHAKE256 has two names: one for the length that RFC 8702 gives it, which is 512 bits, and one that
 * says the length. RFC 8419 wants the latter beside signed attributes.
 */

#include "base/errors.h"
#include "pki/algorithm.h"
#include "pki/der.h"
#include "pki/oid.h"
#include "pki/pkcs7.h"

/* 2.16.840.1.101.3.4.2.12 and .18 */
static const struct bytes oid_shake256 = OID("\x60\x86\x48\x01\x65\x03\x04\x02\x0c");
static const struct bytes oid_shake256_len = OID("\x60\x86\x48\x01\x65\x03\x04\x02\x12");

enum { SHAKE256_BITS = 512 };

int pkcs7_digest_read(struct bytes algorithm, const struct hash **out)
{
    struct wire_reader reader = wire_reader(algorithm);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes oid = der_read_oid(&fields);
    *out = oid_hash(oid);
    if (bytes_equal(oid, oid_shake256))
        *out = &hash_shake256;
    if (bytes_equal(oid, oid_shake256_len) && der_read_small(&fields, UINT16_MAX) == SHAKE256_BITS)
        *out = &hash_shake256;
    return *out != NULL ? 0 : fail(GNUTLS_E_UNKNOWN_HASH_ALGORITHM);
}

/* Parameters are absent with EdDSA, and NULL else: RFC 8419, 2.3. */
int pkcs7_digest_write(const struct pkcs7_signing *what, struct buffer *out)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    if (what->signer->how.padding != SIGN_EDDSA)
        return hash_algorithm_write(what->digest, out);
    if (what->digest != &hash_shake256) {
        TRY(der_write(&fields, DER_OID, oid_of_hash(what->digest)));
    } else if (!what->with_attributes) {
        TRY(der_write(&fields, DER_OID, oid_shake256));
    } else {
        TRY(der_write(&fields, DER_OID, oid_shake256_len));
        TRY(der_write_small(&fields, SHAKE256_BITS));
    }
    return der_write(out, DER_SEQUENCE, buffer_bytes(&fields));
}
