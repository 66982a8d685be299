/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticket_seal.c - the envelope: key name, salt, AEAD under a key of its own
 *
 *   key name 16 | salt 32 | AES-256-GCM(plain) with key name and salt as associated data
 *
 * Key and nonce come from the period's key and the salt, so each ticket has its own: many
 * servers may seal under one master without counting nonces.
 */

#include "session/ticket_seal.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/aead.h"
#include "crypto/hkdf.h"
#include "crypto/random.h"

#include <assert.h>

struct ticket_key {
    struct secret key;
    struct secret nonce;
};

static void ticket_key_wipe(struct ticket_key *key)
{
    secret_wipe(&key->key);
    secret_wipe(&key->nonce);
}

static void derive(const struct stek *stek, const uint8_t *salt, struct ticket_key *out)
{
    SCOPED(secret) struct secret prk = { 0 };
    SCOPED(hkdf_key) struct hkdf_key hkdf;

    hkdf_extract(&hash_sha256, bytes_of(salt, TICKET_SALT_SIZE), secret_bytes(&stek->key), &prk);
    hkdf_prepare(&hkdf, &hash_sha256, &prk);
    const struct aead *aead = &aead_aes_256_gcm;
    uint8_t key_and_nonce[SECRET_MAX];
    size_t size = (size_t)aead->key_size + aead->nonce_size;

    assert(size <= sizeof(key_and_nonce));
    int result = hkdf_expand(&hkdf, bytes_of_text("reprise ticket"), key_and_nonce, size);
    assert(result == 0);
    (void)result;

    secret_set(&out->key, bytes_of(key_and_nonce, aead->key_size));
    secret_set(&out->nonce, bytes_of(key_and_nonce + aead->key_size, aead->nonce_size));
    memory_wipe(key_and_nonce, sizeof(key_and_nonce));
}

int ticket_seal_in_place(const struct stek *stek, struct buffer *out, size_t at)
{
    assert(out->size >= at + TICKET_HEAD_SIZE);
    size_t plain_size = out->size - at - TICKET_HEAD_SIZE;
    uint8_t *tag;
    TRY(buffer_extend(out, TICKET_TAG_SIZE, &tag));

    uint8_t *head = out->data + at;
    uint8_t *plain = head + TICKET_HEAD_SIZE;
    memcpy(head, stek->name, STEK_NAME_SIZE);
    TRY(random_fill(RANDOM_NONCE, head + STEK_NAME_SIZE, TICKET_SALT_SIZE));

    SCOPED(ticket_key) struct ticket_key key = { 0 };
    derive(stek, head + STEK_NAME_SIZE, &key);
    aead_seal(&aead_aes_256_gcm, &key.key, secret_bytes(&key.nonce),
              bytes_of(head, TICKET_HEAD_SIZE), bytes_of(plain, plain_size), plain);
    memory_publish(plain, plain_size + TICKET_TAG_SIZE);
    return 0;
}

int ticket_seal(const struct stek *stek, struct bytes plain, struct buffer *out)
{
    size_t at = out->size;
    uint8_t *head;
    TRY(buffer_reserve(out, TICKET_HEAD_SIZE + plain.size + TICKET_TAG_SIZE));
    TRY(buffer_extend(out, TICKET_HEAD_SIZE, &head));
    TRY(buffer_append(out, plain));

    int result = ticket_seal_in_place(stek, out, at);
    if (result < 0)
        buffer_cut(out, at);
    return result;
}

/* The names are public, but which of our keys is in force need not be measurable. */
static const struct stek *key_named(const struct stek_pair *pair, const uint8_t *name)
{
    bool is_current = memory_equal(pair->current.name, name, STEK_NAME_SIZE);
    bool is_previous = memory_equal(pair->previous.name, name, STEK_NAME_SIZE);
    if (is_current)
        return &pair->current;
    return is_previous ? &pair->previous : NULL;
}

int ticket_open(const struct stek_pair *pair, struct bytes ticket, struct buffer *plain)
{
    if (ticket.size <= TICKET_HEAD_SIZE + TICKET_TAG_SIZE)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    const struct stek *stek = key_named(pair, ticket.data);
    if (stek == NULL)
        return fail(GNUTLS_E_DECRYPTION_FAILED);

    size_t begin = plain->size;
    struct bytes sealed = bytes_from(ticket, TICKET_HEAD_SIZE);
    uint8_t *opened;
    TRY(buffer_extend(plain, sealed.size - TICKET_TAG_SIZE, &opened));

    SCOPED(ticket_key) struct ticket_key key = { 0 };
    derive(stek, ticket.data + STEK_NAME_SIZE, &key);
    int result = aead_open(&aead_aes_256_gcm, &key.key, secret_bytes(&key.nonce),
                           bytes_of(ticket.data, TICKET_HEAD_SIZE), sealed, opened);
    if (result < 0) {
        buffer_cut(plain, begin);
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    }
    return 0;
}
