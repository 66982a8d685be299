/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cbc.c - AES in CBC with HMAC, for TLS 1.2
 *
 * With the MAC below the encryption, the padding is read before it is known to be the peer's. Who
 * learns whether padding or MAC was wrong, or how long the padding is, can decrypt: by the code
 * that is returned, by time, or by what the cache holds. So between decryption and the one answer
 * at the end nothing branches on what was decrypted, and nothing is indexed by it.
 */

#include "crypto/cbc.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/hmac_hidden.h"
#include "crypto/internal.h"
#include "crypto/mask.h"

#include <assert.h>
#include <nettle/aes.h>
#include <nettle/cbc.h>

enum {
    LENGTH_SIZE = 2,
    MAC_HEAD_SIZE = CBC_HEAD_SIZE + LENGTH_SIZE,
    PADDING_MAX = 255, /* without the byte that says how much it is */
};

union aes {
    struct aes128_ctx of_128;
    struct aes256_ctx of_256;
};

static void aes_wipe(union aes *aes)
{
    memory_wipe(aes, sizeof(*aes));
}

size_t cbc_key_size(gnutls_cipher_algorithm_t cipher)
{
    switch (cipher) {
    case GNUTLS_CIPHER_AES_128_CBC:
        return AES128_KEY_SIZE;
    case GNUTLS_CIPHER_AES_256_CBC:
        return AES256_KEY_SIZE;
    default:
        return 0;
    }
}

static void encrypt(const struct secret *key, const uint8_t *iv, uint8_t *data, size_t size)
{
    SCOPED(aes) union aes aes;
    uint8_t chain[CBC_BLOCK_SIZE];

    memcpy(chain, iv, sizeof(chain));
    if (key->size == AES128_KEY_SIZE) {
        aes128_set_encrypt_key(&aes.of_128, key->bytes);
        cbc_aes128_encrypt(&aes.of_128, chain, size, data, data);
    } else {
        aes256_set_encrypt_key(&aes.of_256, key->bytes);
        cbc_aes256_encrypt(&aes.of_256, chain, size, data, data);
    }
}

static void decrypt(const struct secret *key, const uint8_t *iv, uint8_t *data, size_t size)
{
    SCOPED(aes) union aes aes;
    uint8_t chain[CBC_BLOCK_SIZE];

    memcpy(chain, iv, sizeof(chain));
    if (key->size == AES128_KEY_SIZE) {
        aes128_set_decrypt_key(&aes.of_128, key->bytes);
        cbc_decrypt(&aes.of_128, (nettle_cipher_func *)aes128_decrypt, CBC_BLOCK_SIZE, chain, size,
                    data, data);
    } else {
        aes256_set_decrypt_key(&aes.of_256, key->bytes);
        cbc_decrypt(&aes.of_256, (nettle_cipher_func *)aes256_decrypt, CBC_BLOCK_SIZE, chain, size,
                    data, data);
    }
}

/* What the MAC takes in first. The length may be a secret. */
static void make_mac_head(const uint8_t *head, size_t length, uint8_t *out)
{
    memcpy(out, head, CBC_HEAD_SIZE);
    out[CBC_HEAD_SIZE] = (uint8_t)(length >> 8);
    out[CBC_HEAD_SIZE + 1] = (uint8_t)length;
}

static void make_mac(const struct cbc *cbc, const uint8_t *head, struct bytes message,
                     struct digest *out)
{
    SCOPED(hmac_key) struct hmac_key key;
    struct hash_state state;
    uint8_t mac_head[MAC_HEAD_SIZE];

    make_mac_head(head, message.size, mac_head);
    hmac_prepare(&key, cbc->hash, secret_bytes(cbc->mac_key));
    hmac_begin(&key, &state);
    hash_add(&state, bytes_of(mac_head, sizeof(mac_head)));
    hash_add(&state, message);
    hmac_close(&key, &state, out);
}

/* ---- sealing ---- */

/* As little padding as makes whole blocks, and at least the byte that says how much. */
static size_t padded_size(size_t size)
{
    return (size / CBC_BLOCK_SIZE + 1) * CBC_BLOCK_SIZE;
}

static void pad(uint8_t *data, size_t size)
{
    size_t padding = padded_size(size) - size;

    memset(data + size, (int)(padding - 1), padding);
}

size_t cbc_sealed_size(const struct cbc *cbc, size_t plain_size)
{
    if (cbc->encrypt_then_mac)
        return CBC_BLOCK_SIZE + padded_size(plain_size) + cbc->hash->size;
    return CBC_BLOCK_SIZE + padded_size(plain_size + cbc->hash->size);
}

void cbc_seal(const struct cbc *cbc, const uint8_t *head, const uint8_t *iv, struct bytes plain,
              uint8_t *out)
{
    uint8_t *body = out + CBC_BLOCK_SIZE;
    size_t size = plain.size;
    SCOPED(digest) struct digest mac;

    assert(cbc->key->size == AES128_KEY_SIZE || cbc->key->size == AES256_KEY_SIZE);
    memcpy(out, iv, CBC_BLOCK_SIZE);
    if (plain.size > 0)
        memcpy(body, plain.data, plain.size);

    if (!cbc->encrypt_then_mac) {
        make_mac(cbc, head, plain, &mac);
        memcpy(body + size, mac.bytes, mac.size);
        size += mac.size;
    }
    pad(body, size);
    size = padded_size(size);
    encrypt(cbc->key, iv, body, size);
    if (cbc->encrypt_then_mac) {
        make_mac(cbc, head, bytes_of(out, CBC_BLOCK_SIZE + size), &mac);
        memcpy(body + size, mac.bytes, mac.size);
    }
}

/* ---- opening ---- */

/* What was decrypted: content, MAC (or none), padding. */
struct opened {
    const uint8_t *data;
    size_t size;
    size_t mac_size;
    size_t content_min, content_max; /* what everybody knows of the content's size */
    size_t content;                  /* secret */
    size_t padding_is_right;         /* secret: a mask */
};

/* RFC 5246, 6.2.3.2: each byte of the padding says how much it is. Where it is wrong there is
 * taken to be none, so that the MAC is made over as much as ever. */
static void look_for_content(struct opened *opened)
{
    const uint8_t *end = opened->data + opened->size - 1;
    size_t padding = *end;
    size_t looked_at = opened->size <= PADDING_MAX ? opened->size : PADDING_MAX + 1;
    size_t right = mask_less(padding + opened->mac_size, opened->size);

    for (size_t i = 0; i < looked_at; i++)
        right &= ~mask_less(i, padding + 1) | mask_equal(end[-(ptrdiff_t)i], padding);

    opened->content_max = opened->size - opened->mac_size - 1;
    opened->content_min = opened->content_max > PADDING_MAX ? opened->content_max - PADDING_MAX : 0;
    opened->content = opened->content_max - mask_choose(right, padding, 0);
    opened->padding_is_right = right;
}

/* What begins at a secret place of a ring is brought to its beginning, by powers of two. */
static void turn_back(uint8_t *ring, size_t size, size_t begin)
{
    uint8_t turned[HASH_SIZE_MAX];

    for (size_t step = 1; step < size; step <<= 1) {
        size_t turn = ~mask_equal(begin & step, 0);

        for (size_t i = 0; i < size; i++)
            turned[i] = (uint8_t)mask_choose(turn, ring[(i + step) % size], ring[i]);
        memcpy(ring, turned, size);
    }
}

/* The MAC lies behind the content, at a secret place: all places where it can be are read. */
static void take_mac(const struct opened *opened, uint8_t *out)
{
    size_t end = opened->content_max + opened->mac_size;
    size_t slot = 0, begin = 0;

    memset(out, 0, opened->mac_size);
    for (size_t at = opened->content_min; at < end; at++) {
        size_t is_mac =
            ~mask_less(at, opened->content) & mask_less(at, opened->content + opened->mac_size);

        out[slot] |= (uint8_t)(opened->data[at] & is_mac);
        begin |= slot & mask_equal(at, opened->content);
        slot = slot + 1 == opened->mac_size ? 0 : slot + 1;
    }
    turn_back(out, opened->mac_size, begin);
}

static void make_hidden_mac(const struct cbc *cbc, const uint8_t *head, const struct opened *opened,
                            struct digest *out)
{
    SCOPED(hmac_key) struct hmac_key key;
    uint8_t mac_head[MAC_HEAD_SIZE] = { 0 };
    const struct hidden_message message = {
        .head = bytes_of(mac_head, sizeof(mac_head)),
        .data = opened->data,
        .size = opened->content,
        .size_min = opened->content_min,
        .size_max = opened->content_max,
    };

    make_mac_head(head, opened->content, mac_head);
    hmac_prepare(&key, cbc->hash, secret_bytes(cbc->mac_key));
    hmac_hidden(&key, &message, out);
}

/* One answer to both questions: the judgement on the padding is compared as one byte more. */
static bool is_right(const struct opened *opened, const uint8_t *found, const struct digest *mac)
{
    uint8_t left[HASH_SIZE_MAX + 1], right[HASH_SIZE_MAX + 1];
    size_t size = opened->mac_size;

    memcpy(left, found, size);
    left[size] = (uint8_t)opened->padding_is_right;
    memcpy(right, mac->bytes, size);
    right[size] = UINT8_MAX;
    return memory_equal(left, right, size + 1);
}

static bool open_mac_then_encrypt(const struct cbc *cbc, const uint8_t *head, struct bytes plain,
                                  struct bytes *out)
{
    struct opened opened = { .data = plain.data, .size = plain.size, .mac_size = cbc->hash->size };
    uint8_t found[HASH_SIZE_MAX];
    SCOPED(digest) struct digest mac = { 0 };

    look_for_content(&opened);
    take_mac(&opened, found);
    make_hidden_mac(cbc, head, &opened, &mac);
    if (!is_right(&opened, found, &mac))
        return false;
    *out = bytes_of(plain.data, opened.content);
    return true;
}

/* The padding is the peer's own here, and yet it is checked as blindly. */
static bool open_inner(struct bytes plain, struct bytes *out)
{
    struct opened opened = { .data = plain.data, .size = plain.size };
    const struct digest none = { 0 };

    look_for_content(&opened);
    if (!is_right(&opened, none.bytes, &none))
        return false;
    *out = bytes_of(plain.data, opened.content);
    return true;
}

/* All that is known of a record without its keys; the sizes are on the wire. */
static bool size_is_possible(const struct cbc *cbc, size_t size)
{
    size_t outside = CBC_BLOCK_SIZE + (cbc->encrypt_then_mac ? cbc->hash->size : 0);
    size_t inside_min = 1 + (cbc->encrypt_then_mac ? 0 : cbc->hash->size);

    return size >= outside + inside_min && (size - outside) % CBC_BLOCK_SIZE == 0;
}

static bool outer_mac_is_right(const struct cbc *cbc, const uint8_t *head, const uint8_t *sealed,
                               size_t size)
{
    size_t covered = size - cbc->hash->size;
    SCOPED(digest) struct digest mac;

    make_mac(cbc, head, bytes_of(sealed, covered), &mac);
    return memory_equal(mac.bytes, sealed + covered, mac.size);
}

int cbc_open(const struct cbc *cbc, const uint8_t *head, uint8_t *sealed, size_t size,
             struct bytes *out)
{
    uint8_t *body = sealed + CBC_BLOCK_SIZE;
    bool opened;

    assert(cbc->key->size == AES128_KEY_SIZE || cbc->key->size == AES256_KEY_SIZE);
    if (!size_is_possible(cbc, size))
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    if (cbc->encrypt_then_mac) {
        if (!outer_mac_is_right(cbc, head, sealed, size))
            return fail(GNUTLS_E_DECRYPTION_FAILED);
        size -= cbc->hash->size;
    }
    size -= CBC_BLOCK_SIZE;

    decrypt(cbc->key, sealed, body, size);
    memory_poison(body, size); /* until it is known whose it is */
    opened = cbc->encrypt_then_mac ? open_inner(bytes_of(body, size), out)
                                   : open_mac_then_encrypt(cbc, head, bytes_of(body, size), out);
    if (!opened) {
        memory_wipe(body, size);
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    }
    memory_publish(body, size);
    memory_publish(out, sizeof(*out));
    return 0;
}
