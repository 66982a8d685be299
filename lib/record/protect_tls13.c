/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* protect_tls13.c - records under an AEAD with a hidden type, RFC 8446, 5.2 to 5.4 */

#include "record/protect.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/hkdf.h"
#include "record/internal.h"

enum { IV_SIZE = 12, TYPE_SIZE = 1 };

/* The nonce is the IV with the sequence number laid over its end, RFC 8446, 5.3. */
static void make_nonce(const struct record_keys *keys, uint8_t out[IV_SIZE])
{
    memcpy(out, keys->iv, IV_SIZE);
    for (size_t i = 0; i < sizeof(keys->sequence); i++)
        out[IV_SIZE - 1 - i] ^= (uint8_t)(keys->sequence >> (8 * i));
}

static int tls13_seal(struct record_keys *keys, uint8_t type, struct bytes plain, size_t padding,
                      struct buffer *out)
{
    const struct aead *aead = keys->suite->aead;
    uint8_t nonce[IV_SIZE];
    size_t inner;
    uint8_t *header, *body;

    if (plain.size > RECORD_PLAIN_MAX || padding > RECORD_PLAIN_MAX - plain.size)
        return fail(GNUTLS_E_LARGE_PACKET);
    TRY(check_sequence(keys));
    inner = plain.size + TYPE_SIZE + padding;
    TRY(buffer_extend(out, RECORD_HEADER_SIZE + inner + aead->tag_size, &header));

    body = header + RECORD_HEADER_SIZE;
    write_header(header, keys, CONTENT_APPLICATION_DATA, WIRE_TLS12, inner + aead->tag_size);
    if (plain.size > 0)
        memcpy(body, plain.data, plain.size);
    body[plain.size] = type;
    memset(body + plain.size + TYPE_SIZE, 0, padding);

    make_nonce(keys, nonce);
    aead_seal(aead, &keys->key, bytes_of(nonce, IV_SIZE), bytes_of(header, RECORD_HEADER_SIZE),
              bytes_of(body, inner), body);
    keys->sequence++;
    return 0;
}

/* What is left of the padding tells the type; padding alone is no record, RFC 8446, 5.4. */
static int take_inner_type(struct record *record)
{
    size_t size = record->size;

    while (size > 0 && record->data[size - 1] == 0)
        size--;
    if (size == 0)
        return fail(GNUTLS_E_UNEXPECTED_PACKET);

    record->type = record->data[size - 1];
    record->size = size - TYPE_SIZE;
    return 0;
}

static int tls13_open(struct record_keys *keys, struct record *record)
{
    const struct aead *aead = keys->suite->aead;
    uint8_t header[DATAGRAM_HEADER_SIZE], nonce[IV_SIZE]; /* room for either kind of header */

    if (record->size < aead->tag_size)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    TRY(check_sequence(keys));

    write_header(header, keys, record->type, record->wire_version, record->size);
    make_nonce(keys, nonce);
    TRY(aead_open(aead, &keys->key, bytes_of(nonce, IV_SIZE), bytes_of(header, RECORD_HEADER_SIZE),
                  bytes_of(record->data, record->size), record->data));
    keys->sequence++;
    record->size -= aead->tag_size;
    record->inner_size = record->size;
    return take_inner_type(record);
}

static size_t tls13_overhead(const struct record_keys *keys, size_t plain)
{
    (void)plain;
    return RECORD_HEADER_SIZE + TYPE_SIZE + (size_t)keys->suite->aead->tag_size;
}

const struct protection protect_tls13 = {
    .name = "TLS 1.3",
    .seal = tls13_seal,
    .open = tls13_open,
    .overhead = tls13_overhead,
};

void record_keys_tls13(struct record_keys *keys, const struct cipher_suite *suite,
                       const struct secret *traffic_secret)
{
    SCOPED(hkdf_key) struct hkdf_key traffic;
    SCOPED(secret) struct secret iv = { 0 };

    hkdf_prepare(&traffic, suite->hash, traffic_secret);
    record_keys_wipe(keys);
    keys->protection = &protect_tls13;
    keys->suite = suite;
    keys->wire_version = WIRE_TLS12;
    keys->iv_size = IV_SIZE;

    hkdf_expand_label(&traffic, "key", bytes_none(), suite->aead->key_size, &keys->key);
    hkdf_expand_label(&traffic, "iv", bytes_none(), IV_SIZE, &iv);
    memcpy(keys->iv, iv.bytes, IV_SIZE);
}

void traffic_secret_update(const struct hash *hash, struct secret *traffic_secret)
{
    SCOPED(secret) struct secret next = { 0 };

    hkdf_expand_label_once(hash, traffic_secret, "traffic upd", bytes_none(), hash->size, &next);
    *traffic_secret = next;
}
