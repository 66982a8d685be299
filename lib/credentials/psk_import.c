/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* psk_import.c - a key held beforehand, brought into a protocol: RFC 9258 */

#include "credentials/psk_import.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/hkdf.h"
#include "wire/reader.h"
#include "wire/writer.h"

/* RFC 9258, 10: the registry of key derivations. */
static const struct derivation {
    uint16_t id;
    const struct hash *hash;
} derivations[] = {
    { 0x0001, &hash_sha256 },
    { 0x0002, &hash_sha384 },
};

static uint16_t derivation_of(const struct hash *hash)
{
    for (size_t i = 0; i < ARRAY_SIZE(derivations); i++) {
        if (derivations[i].hash == hash)
            return derivations[i].id;
    }
    return 0;
}

static const struct hash *hash_of(uint16_t derivation)
{
    for (size_t i = 0; i < ARRAY_SIZE(derivations); i++) {
        if (derivations[i].id == derivation)
            return derivations[i].hash;
    }
    return NULL;
}

int imported_identity_write(const struct imported_identity *identity, struct buffer *out)
{
    struct wire_writer w = wire_writer(out);
    uint16_t derivation = derivation_of(identity->hash);

    if (identity->external.size == 0 || identity->external.size > UINT16_MAX ||
        identity->context.size > UINT16_MAX || derivation == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    wire_write_vec16(&w, identity->external);
    wire_write_vec16(&w, identity->context);
    wire_write_u16(&w, identity->protocol);
    wire_write_u16(&w, derivation);
    return wire_write_end(&w);
}

int imported_identity_read(struct bytes bytes, struct imported_identity *out)
{
    struct wire_reader r = wire_reader(bytes);

    out->external = wire_read_vec16(&r);
    out->context = wire_read_vec16(&r);
    out->protocol = wire_read_u16(&r);
    out->hash = hash_of(wire_read_u16(&r));
    if (wire_read_end(&r) < 0 || out->external.size == 0 || out->hash == NULL)
        return fail(GNUTLS_E_PARSING_ERROR);
    return 0;
}

/* RFC 9258, 4.1. A key that comes without a hash of its own goes with SHA-256. */
void psk_import(struct bytes identity, const struct hash *target, struct bytes external_key,
                struct secret *out)
{
    static const uint8_t zeros[HASH_SIZE_MAX];
    const struct hash *hash = &hash_sha256;
    SCOPED(secret) struct secret extracted = { 0 };
    struct digest digest;

    hkdf_extract(hash, bytes_of(zeros, hash->size), external_key, &extracted);
    hash_once(hash, identity, &digest);
    hkdf_expand_label_once(hash, &extracted, "derived psk", digest_bytes(&digest), target->size,
                           out);
}
