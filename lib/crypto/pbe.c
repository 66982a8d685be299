/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pbe.c - keys from passwords: PBKDF2, RFC 8018, 5.2 */

#include "crypto/pbe.h"

#include "base/errors.h"
#include "crypto/internal.h"

static void first_round(const struct hmac_key *key, struct bytes salt, uint32_t number,
                        struct digest *out)
{
    const uint8_t counter[] = { (uint8_t)(number >> 24), (uint8_t)(number >> 16),
                                (uint8_t)(number >> 8), (uint8_t)number };
    struct hash_state state;

    hmac_begin(key, &state);
    hash_add(&state, salt);
    hash_add(&state, bytes_of(counter, sizeof(counter)));
    hmac_close(key, &state, out);
}

static void compute_block(const struct hmac_key *key, struct bytes salt, unsigned iterations,
                          uint32_t number, struct digest *out)
{
    SCOPED(digest) struct digest round = { 0 };

    first_round(key, salt, number, &round);
    *out = round;
    for (unsigned i = 1; i < iterations; i++) {
        hmac_once(key, digest_bytes(&round), &round);
        for (size_t at = 0; at < out->size; at++)
            out->bytes[at] ^= round.bytes[at];
    }
}

int pbkdf2(const struct hash *hash, struct bytes password, struct bytes salt, unsigned iterations,
           uint8_t *out, size_t size)
{
    SCOPED(hmac_key) struct hmac_key key = { 0 };
    SCOPED(digest) struct digest block = { 0 };

    if (iterations == 0 || size / hash->size >= UINT32_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    hmac_prepare(&key, hash, password);
    for (uint32_t number = 1; size > 0; number++) {
        compute_block(&key, salt, iterations, number, &block);
        size_t part = size < block.size ? size : block.size;
        memcpy(out, block.bytes, part);
        out += part;
        size -= part;
    }
    return 0;
}
