/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* key_block.c - cutting the key block of TLS 1.2 into keys, RFC 5246, 6.3
 *
 * In it stand the MAC keys, the keys and the IVs, each first the client's and then the server's. A
 * CBC record brings an IV of its own; an AEAD has no MAC key.
 */

#include "record/protect.h"

#include "crypto/cbc.h"
#include "record/internal.h"

#include <assert.h>

enum { SALT_SIZE = 4, WHOLE_NONCE_SIZE = 12 };

struct parts {
    size_t mac_key, key, iv;
};

/* The API numbers MACs as it numbers their hashes. */
const struct hash *suite_mac_hash(const struct cipher_suite *suite)
{
    return hash_by_digest_id((gnutls_digest_algorithm_t)suite->mac);
}

static struct parts parts_of(const struct cipher_suite *suite)
{
    if (suite->protection == PROTECT_CBC)
        return (struct parts){ suite_mac_hash(suite)->size, cbc_key_size(suite->cipher), 0 };
    if (suite->cipher == GNUTLS_CIPHER_CHACHA20_POLY1305)
        return (struct parts){ 0, suite->aead->key_size, WHOLE_NONCE_SIZE };
    return (struct parts){ 0, suite->aead->key_size, SALT_SIZE };
}

static const struct protection *protection_of(const struct key_block *block)
{
    if (block->suite->protection == PROTECT_AEAD)
        return &protect_aead12;
    return block->encrypt_then_mac ? &protect_cbc12_etm : &protect_cbc12;
}

size_t key_block_size(const struct cipher_suite *suite)
{
    struct parts parts = parts_of(suite);

    return 2 * (parts.mac_key + parts.key + parts.iv);
}

/* The client's or the server's of two parts of this size; what is behind both stays. */
static struct bytes take(struct bytes *rest, size_t size, enum key_block_side side)
{
    struct bytes part = bytes_of(rest->data + (side == SERVER_WRITES ? size : 0), size);

    *rest = bytes_of(rest->data + 2 * size, rest->size - 2 * size);
    return part;
}

void record_keys_tls12(struct record_keys *keys, const struct key_block *block,
                       enum key_block_side side)
{
    struct parts parts = parts_of(block->suite);
    struct bytes rest = block->bytes, iv;

    assert(rest.size >= key_block_size(block->suite) && parts.iv <= sizeof(keys->iv));
    record_keys_wipe(keys);
    keys->protection = protection_of(block);
    keys->suite = block->suite;
    keys->wire_version = block->datagram ? WIRE_DTLS12 : WIRE_TLS12;
    keys->datagram = block->datagram;
    keys->epoch = block->epoch;
    keys->sequence = sequence_of_epoch(block->epoch);
    secret_set(&keys->mac_key, take(&rest, parts.mac_key, side));
    secret_set(&keys->key, take(&rest, parts.key, side));
    iv = take(&rest, parts.iv, side);
    memcpy(keys->iv, iv.data, iv.size);
    keys->iv_size = (uint8_t)parts.iv;
}

size_t record_overhead_most(const struct cipher_suite *suite, const struct version *version)
{
    const struct key_block block = { .suite = suite };
    struct record_keys keys = {
        .protection = version->tls13_or_later ? &protect_tls13 : protection_of(&block),
        .suite = suite,
        .datagram = version->datagram,
        .iv_size = (uint8_t)parts_of(suite).iv,
    };
    size_t most = 0;

    if (version->tls13_or_later && suite->protection == PROTECT_CBC)
        return 0;
    for (size_t size = 0; size < CBC_BLOCK_SIZE; size++) {
        size_t overhead = keys.protection->overhead(&keys, size);

        most = overhead > most ? overhead : most;
    }
    return most;
}
