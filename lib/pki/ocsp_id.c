/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_id.c - which certificate: CertID, RFC 6960, 4.1.1 */

#include "base/errors.h"
#include "crypto/hash.h"
#include "pki/der.h"
#include "pki/ocsp.h"
#include "pki/oid.h"

struct ocsp_id ocsp_id_read(struct wire_reader *reader)
{
    struct ocsp_id id = { 0 };
    struct wire_reader fields = der_enter(reader, DER_SEQUENCE);
    struct wire_reader algorithm = der_enter(&fields, DER_SEQUENCE);
    id.hash = oid_hash(der_read_oid(&algorithm));
    id.name_hash = der_read(&fields, DER_OCTET_STRING);
    id.key_hash = der_read(&fields, DER_OCTET_STRING);
    id.serial = der_read_integer(&fields);
    if (algorithm.failed || fields.failed || wire_more(&fields))
        wire_read_fail(reader);
    return id;
}

int ocsp_id_write(const struct ocsp_id *id, struct buffer *out)
{
    SCOPED(buffer) struct buffer content = { 0 };
    if (oid_of_hash(id->hash).size == 0 || id->serial.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(hash_algorithm_write(id->hash, &content));
    TRY(der_write(&content, DER_OCTET_STRING, id->name_hash));
    TRY(der_write(&content, DER_OCTET_STRING, id->key_hash));
    TRY(der_write(&content, DER_INTEGER, id->serial));
    return der_write(out, DER_SEQUENCE, buffer_bytes(&content));
}

static bool is_hash_of(const struct hash *hash, struct bytes digest, struct bytes data)
{
    struct digest made;
    hash_once(hash, data, &made);
    return bytes_equal(digest_bytes(&made), digest);
}

struct bytes ocsp_key_bits(const struct gnutls_x509_crt_int *certificate)
{
    struct wire_reader reader = wire_reader(certificate_facts(certificate)->spki);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    der_read(&fields, DER_SEQUENCE);
    return der_read_bit_bytes(&fields);
}

bool ocsp_id_fits(const struct ocsp_id *id, const struct gnutls_x509_crt_int *certificate,
                  const struct gnutls_x509_crt_int *issuer)
{
    const struct certificate_facts *facts = certificate_facts(certificate);
    return id->hash != NULL && bytes_equal(id->serial, facts->serial) &&
           is_hash_of(id->hash, id->name_hash, facts->issuer) &&
           (issuer == NULL || is_hash_of(id->hash, id->key_hash, ocsp_key_bits(issuer)));
}
