/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cipher.c - the table of ciphers, and what is checked for all of them */

#include "crypto/cipher.h"

#include "base/errors.h"
#include "base/memory.h"
#include "crypto/cipher_internal.h"

#include <nettle/nettle-meta.h>

/* Where the message of an authenticating cipher is. */
enum stage { STAGE_NO_IV, STAGE_ASSOCIATED, STAGE_TEXT, STAGE_LAST_PIECE };

struct cipher_state {
    const struct cipher *cipher;
    enum stage stage;
    bool associated_ended; /* with a piece that was not whole blocks */
    _Alignas(16) uint8_t inner[];
};

/* clang-format off */
static const struct cipher all[] = {
    /* id                                key iv  unit tag  methods                    block */
    { GNUTLS_CIPHER_AES_128_CBC,         16, 16, 16,  0,  &cipher_cbc,               &nettle_aes128 },
    { GNUTLS_CIPHER_AES_192_CBC,         24, 16, 16,  0,  &cipher_cbc,               &nettle_aes192 },
    { GNUTLS_CIPHER_AES_256_CBC,         32, 16, 16,  0,  &cipher_cbc,               &nettle_aes256 },
    { GNUTLS_CIPHER_CAMELLIA_128_CBC,    16, 16, 16,  0,  &cipher_cbc,               &nettle_camellia128 },
    { GNUTLS_CIPHER_CAMELLIA_192_CBC,    24, 16, 16,  0,  &cipher_cbc,               &nettle_camellia192 },
    { GNUTLS_CIPHER_CAMELLIA_256_CBC,    32, 16, 16,  0,  &cipher_cbc,               &nettle_camellia256 },
    { GNUTLS_CIPHER_3DES_CBC,            24,  8,  8,  0,  &cipher_cbc,               &block_3des },
    { GNUTLS_CIPHER_DES_CBC,              8,  8,  8,  0,  &cipher_cbc,               &block_des },
    { GNUTLS_CIPHER_RC2_40_CBC,           5,  8,  8,  0,  &cipher_cbc,               &nettle_arctwo40 },
    { GNUTLS_CIPHER_AES_128_CFB8,        16, 16,  1,  0,  &cipher_cfb8,              &nettle_aes128 },
    { GNUTLS_CIPHER_AES_192_CFB8,        24, 16,  1,  0,  &cipher_cfb8,              &nettle_aes192 },
    { GNUTLS_CIPHER_AES_256_CFB8,        32, 16,  1,  0,  &cipher_cfb8,              &nettle_aes256 },
    { GNUTLS_CIPHER_AES_128_XTS,         32, 16, 16,  0,  &cipher_xts_128,           NULL },
    { GNUTLS_CIPHER_AES_256_XTS,         64, 16, 16,  0,  &cipher_xts_256,           NULL },
    { GNUTLS_CIPHER_AES_128_GCM,         16, 12,  1, 16,  &cipher_gcm,               &nettle_aes128 },
    { GNUTLS_CIPHER_AES_192_GCM,         24, 12,  1, 16,  &cipher_gcm,               &nettle_aes192 },
    { GNUTLS_CIPHER_AES_256_GCM,         32, 12,  1, 16,  &cipher_gcm,               &nettle_aes256 },
    { GNUTLS_CIPHER_CAMELLIA_128_GCM,    16, 12,  1, 16,  &cipher_gcm,               &nettle_camellia128 },
    { GNUTLS_CIPHER_CAMELLIA_256_GCM,    32, 12,  1, 16,  &cipher_gcm,               &nettle_camellia256 },
    { GNUTLS_CIPHER_CHACHA20_POLY1305,   32, 12,  1, 16,  &cipher_chacha20_poly1305, NULL },
    { GNUTLS_CIPHER_CHACHA20_64,         32, 16,  1,  0,  &cipher_chacha20_64,       NULL },
    { GNUTLS_CIPHER_CHACHA20_32,         32, 16,  1,  0,  &cipher_chacha20_32,       NULL },
    { GNUTLS_CIPHER_SALSA20_256,         32,  8,  1,  0,  &cipher_salsa20,           NULL },
    { GNUTLS_CIPHER_ESTREAM_SALSA20_256, 32,  8,  1,  0,  &cipher_salsa20_12,        NULL },
    { GNUTLS_CIPHER_ARCFOUR_128,         16,  0,  1,  0,  &cipher_arcfour,           NULL },
};
/* clang-format on */

const struct cipher *cipher_by_id(gnutls_cipher_algorithm_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(all); i++)
        if (all[i].id == id)
            return &all[i];
    return NULL;
}

int cipher_new(const struct cipher *cipher, const struct secret *key, struct bytes iv,
               struct cipher_state **out)
{
    if (key->size != cipher->key_size)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct cipher_state *fresh = memory_get_zeroed(sizeof(*fresh) + cipher->methods->state_size);
    if (!fresh)
        return fail(GNUTLS_E_MEMORY_ERROR);
    fresh->cipher = cipher;
    cipher->methods->set_key(cipher, fresh->inner, key);
    if (cipher->iv_size == 0)
        fresh->stage = STAGE_TEXT;
    int result = iv.size > 0 && cipher->iv_size > 0 ? cipher_set_iv(fresh, iv) : 0;
    if (result < 0)
        cipher_free(fresh);
    else
        *out = fresh;
    return result;
}

void cipher_free(struct cipher_state *state)
{
    if (state)
        memory_free_secret(state, sizeof(*state) + state->cipher->methods->state_size);
}

const struct cipher *cipher_of(const struct cipher_state *state)
{
    return state->cipher;
}

int cipher_set_iv(struct cipher_state *state, struct bytes iv)
{
    const struct cipher *cipher = state->cipher;

    if (cipher->iv_size == 0)
        return 0;
    if (iv.size != cipher->iv_size) {
        state->stage = STAGE_NO_IV;
        return fail(GNUTLS_E_INVALID_REQUEST);
    }
    cipher->methods->set_iv(cipher, state->inner, iv.data);
    state->stage = cipher->tag_size > 0 ? STAGE_ASSOCIATED : STAGE_TEXT;
    state->associated_ended = false;
    return 0;
}

int cipher_add(struct cipher_state *state, struct bytes associated)
{
    if (state->stage != STAGE_ASSOCIATED || state->associated_ended)
        return fail(GNUTLS_E_INVALID_REQUEST);
    state->associated_ended = associated.size % CIPHER_BLOCK_MAX != 0;
    state->cipher->methods->add(state->cipher, state->inner, associated);
    return 0;
}

static bool size_fits(const struct cipher *cipher, size_t size)
{
    return cipher->methods->steals ? size >= cipher->unit : size % cipher->unit == 0;
}

/* The primitives below keep no half block of an authenticated message. */
static int check_piece(struct cipher_state *state, size_t size)
{
    uint8_t piece = state->cipher->methods->piece;

    if (state->stage == STAGE_NO_IV || state->stage == STAGE_LAST_PIECE ||
        !size_fits(state->cipher, size))
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (piece > 0 && size > 0)
        state->stage = size % piece == 0 ? STAGE_TEXT : STAGE_LAST_PIECE;
    return 0;
}

int cipher_encrypt(struct cipher_state *state, struct bytes in, uint8_t *out)
{
    TRY(check_piece(state, in.size));
    if (in.size > 0)
        state->cipher->methods->encrypt(state->cipher, state->inner, in, out);
    return 0;
}

int cipher_decrypt(struct cipher_state *state, struct bytes in, uint8_t *out)
{
    TRY(check_piece(state, in.size));
    if (in.size > 0)
        state->cipher->methods->decrypt(state->cipher, state->inner, in, out);
    return 0;
}

int cipher_tag(struct cipher_state *state, uint8_t *out, size_t size)
{
    if (state->cipher->tag_size == 0 || size > state->cipher->tag_size ||
        state->stage == STAGE_NO_IV)
        return fail(GNUTLS_E_INVALID_REQUEST);
    state->cipher->methods->tag(state->cipher, state->inner, out, size);
    state->stage = STAGE_NO_IV; /* a message with the same IV would give the key away */
    return 0;
}
