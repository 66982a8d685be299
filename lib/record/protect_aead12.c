/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* protect_aead12.c - records of TLS 1.2 under an AEAD
 *
 * RFC 5246, 6.2.3.3, with GCM (RFC 5288) and CCM (RFC 6655), whose records carry the second part of
 * the nonce, and with ChaCha20-Poly1305 (RFC 7905), whose nonce is known to both ends.
 */

#include "record/protect.h"

#include "base/errors.h"
#include "record/internal.h"

enum { NONCE_SIZE = 12, LENGTH_SIZE = 2 };

/* The part of the nonce that stands in front of the content. */
static size_t explicit_size(const struct record_keys *keys)
{
    return NONCE_SIZE - (size_t)keys->iv_size;
}

static size_t extra_size(const struct record_keys *keys)
{
    return explicit_size(keys) + keys->suite->aead->tag_size;
}

/* With an explicit part: IV and that part; else the IV with the sequence number laid over it. */
static void make_nonce(const struct record_keys *keys, const uint8_t *explicit_part,
                       uint8_t out[NONCE_SIZE])
{
    memcpy(out, keys->iv, keys->iv_size);
    if (explicit_size(keys) > 0) {
        memcpy(out + keys->iv_size, explicit_part, explicit_size(keys));
        return;
    }
    for (size_t i = 0; i < sizeof(keys->sequence); i++)
        out[NONCE_SIZE - 1 - i] ^= (uint8_t)(keys->sequence >> (8 * i));
}

/* Sequence number, type and version, and the size of the content. */
static void make_associated(const struct record_keys *keys, uint8_t type, uint16_t version,
                            size_t size, uint8_t out[RECORD_MAC_HEAD_SIZE + LENGTH_SIZE])
{
    write_mac_head(out, keys->sequence, type, version);
    out[RECORD_MAC_HEAD_SIZE] = (uint8_t)(size >> 8);
    out[RECORD_MAC_HEAD_SIZE + 1] = (uint8_t)size;
}

/* TLS 1.2 knows no padding here. The explicit part is the sequence number, which never repeats
 * under one key: a random one could. */
static int aead12_seal(struct record_keys *keys, uint8_t type, struct bytes plain, size_t padding,
                       struct buffer *out)
{
    const struct aead *aead = keys->suite->aead;
    uint8_t nonce[NONCE_SIZE], associated[RECORD_MAC_HEAD_SIZE + LENGTH_SIZE], number[8];
    size_t size = plain.size + extra_size(keys);
    uint8_t *header, *body;

    (void)padding;
    if (plain.size > RECORD_PLAIN_MAX)
        return fail(GNUTLS_E_LARGE_PACKET);
    TRY(check_sequence(keys));
    TRY(buffer_extend(out, record_header_size(keys) + size, &header));

    write_header(header, keys, type, keys->wire_version, size);
    sequence_write(keys->sequence, number);
    memcpy(header + record_header_size(keys), number, explicit_size(keys));
    body = header + record_header_size(keys) + explicit_size(keys);
    if (plain.size > 0)
        memcpy(body, plain.data, plain.size);

    make_nonce(keys, number, nonce);
    make_associated(keys, type, keys->wire_version, plain.size, associated);
    aead_seal(aead, &keys->key, bytes_of(nonce, sizeof(nonce)),
              bytes_of(associated, sizeof(associated)), bytes_of(body, plain.size), body);
    keys->sequence++;
    return 0;
}

static int aead12_open(struct record_keys *keys, struct record *record)
{
    const struct aead *aead = keys->suite->aead;
    uint8_t nonce[NONCE_SIZE], associated[RECORD_MAC_HEAD_SIZE + LENGTH_SIZE];
    uint8_t *body;
    size_t size;

    if (record->size < extra_size(keys))
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    TRY(check_sequence(keys));

    body = record->data + explicit_size(keys);
    size = record->size - extra_size(keys);
    make_nonce(keys, record->data, nonce);
    make_associated(keys, record->type, record->wire_version, size, associated);
    TRY(aead_open(aead, &keys->key, bytes_of(nonce, sizeof(nonce)),
                  bytes_of(associated, sizeof(associated)), bytes_of(body, size + aead->tag_size),
                  body));
    keys->sequence++;
    record->data = body;
    record->size = size;
    record->inner_size = size;
    return 0;
}

static size_t aead12_overhead(const struct record_keys *keys, size_t plain)
{
    (void)plain;
    return record_header_size(keys) + extra_size(keys);
}

const struct protection protect_aead12 = {
    .name = "TLS 1.2, AEAD",
    .seal = aead12_seal,
    .open = aead12_open,
    .overhead = aead12_overhead,
};
