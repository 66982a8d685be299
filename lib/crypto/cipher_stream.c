/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cipher_stream.c - ciphers that add a stream of bytes: decrypting is encrypting again
 *
 * Salsa20 and ChaCha20 make their stream in blocks of 64 bytes; what a call leaves of a block is
 * not used by the next one.
 */

#include "crypto/cipher_internal.h"

#include <nettle/arcfour.h>
#include <nettle/chacha.h>
#include <nettle/salsa20.h>

static void arcfour_set(const struct cipher *cipher, void *state, const struct secret *key)
{
    arcfour_set_key(state, cipher->key_size, key->bytes);
}

static void arcfour_add(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    arcfour_crypt(state, in.size, out, in.data);
}

const struct cipher_methods cipher_arcfour = {
    .state_size = sizeof(struct arcfour_ctx),
    .set_key = arcfour_set,
    .encrypt = arcfour_add,
    .decrypt = arcfour_add,
};

static void salsa20_set(const struct cipher *cipher, void *state, const struct secret *key)
{
    salsa20_256_set_key(state, key->bytes);
}

static void salsa20_begin(const struct cipher *cipher, void *state, const uint8_t *iv)
{
    salsa20_set_nonce(state, iv);
}

static void salsa20_add(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    salsa20_crypt(state, in.size, out, in.data);
}

/* With 12 rounds instead of 20, as eSTREAM chose it. */
static void salsa20_12_add(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    salsa20r12_crypt(state, in.size, out, in.data);
}

const struct cipher_methods cipher_salsa20 = {
    .state_size = sizeof(struct salsa20_ctx),
    .set_key = salsa20_set,
    .set_iv = salsa20_begin,
    .encrypt = salsa20_add,
    .decrypt = salsa20_add,
};

const struct cipher_methods cipher_salsa20_12 = {
    .state_size = sizeof(struct salsa20_ctx),
    .set_key = salsa20_set,
    .set_iv = salsa20_begin,
    .encrypt = salsa20_12_add,
    .decrypt = salsa20_12_add,
};

static void chacha20_set(const struct cipher *cipher, void *state, const struct secret *key)
{
    chacha_set_key(state, key->bytes);
}

/* The IV is the counter and the nonce, both as they stand in the state: RFC 8439, 2.3. */
static void chacha20_64_begin(const struct cipher *cipher, void *state, const uint8_t *iv)
{
    chacha_set_nonce(state, iv + CHACHA_COUNTER_SIZE);
    chacha_set_counter(state, iv); /* after the nonce, which begins with zero */
}

static void chacha20_64_add(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    chacha_crypt(state, in.size, out, in.data);
}

static void chacha20_32_begin(const struct cipher *cipher, void *state, const uint8_t *iv)
{
    chacha_set_nonce96(state, iv + CHACHA_COUNTER32_SIZE);
    chacha_set_counter32(state, iv);
}

static void chacha20_32_add(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    chacha_crypt32(state, in.size, out, in.data);
}

const struct cipher_methods cipher_chacha20_64 = {
    .state_size = sizeof(struct chacha_ctx),
    .set_key = chacha20_set,
    .set_iv = chacha20_64_begin,
    .encrypt = chacha20_64_add,
    .decrypt = chacha20_64_add,
};

const struct cipher_methods cipher_chacha20_32 = {
    .state_size = sizeof(struct chacha_ctx),
    .set_key = chacha20_set,
    .set_iv = chacha20_32_begin,
    .encrypt = chacha20_32_add,
    .decrypt = chacha20_32_add,
};
