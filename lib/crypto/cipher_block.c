/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cipher_block.c - block ciphers in CBC, CFB8 and XTS */

#include "crypto/cipher_internal.h"

#include <nettle/arctwo.h>
#include <nettle/camellia.h>
#include <nettle/cbc.h>
#include <nettle/cfb.h>
#include <nettle/des.h>
#include <nettle/nettle-meta.h>
#include <nettle/xts.h>
#include <string.h>

/* The key schedule of any block cipher here. */
union block_key {
    struct aes256_ctx aes; /* the largest of AES */
    struct camellia256_ctx camellia;
    struct des3_ctx des3;
    struct arctwo_ctx arctwo;
};

/* Each direction has its own chain. */
struct chained {
    union block_key encrypting, decrypting;
    uint8_t encrypt_iv[CIPHER_BLOCK_MAX], decrypt_iv[CIPHER_BLOCK_MAX];
};

static void set_iv(const struct cipher *cipher, void *state, const uint8_t *iv)
{
    struct chained *chained = state;

    memcpy(chained->encrypt_iv, iv, cipher->iv_size);
    memcpy(chained->decrypt_iv, iv, cipher->iv_size);
}

static void cbc_set_key(const struct cipher *cipher, void *state, const struct secret *key)
{
    struct chained *chained = state;

    cipher->block->set_encrypt_key(&chained->encrypting, key->bytes);
    cipher->block->set_decrypt_key(&chained->decrypting, key->bytes);
}

static void encrypt_cbc(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct chained *chained = state;

    cbc_encrypt(&chained->encrypting, cipher->block->encrypt, cipher->iv_size, chained->encrypt_iv,
                in.size, out, in.data);
}

static void decrypt_cbc(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct chained *chained = state;

    cbc_decrypt(&chained->decrypting, cipher->block->decrypt, cipher->iv_size, chained->decrypt_iv,
                in.size, out, in.data);
}

const struct cipher_methods cipher_cbc = {
    .state_size = sizeof(struct chained),
    .set_key = cbc_set_key,
    .set_iv = set_iv,
    .encrypt = encrypt_cbc,
    .decrypt = decrypt_cbc,
};

/* CFB encrypts in both directions. */
static void cfb8_set_key(const struct cipher *cipher, void *state, const struct secret *key)
{
    struct chained *chained = state;

    cipher->block->set_encrypt_key(&chained->encrypting, key->bytes);
}

static void encrypt_cfb8(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct chained *chained = state;

    cfb8_encrypt(&chained->encrypting, cipher->block->encrypt, cipher->iv_size, chained->encrypt_iv,
                 in.size, out, in.data);
}

static void decrypt_cfb8(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct chained *chained = state;

    cfb8_decrypt(&chained->encrypting, cipher->block->encrypt, cipher->iv_size, chained->decrypt_iv,
                 in.size, out, in.data);
}

const struct cipher_methods cipher_cfb8 = {
    .state_size = sizeof(struct chained),
    .set_key = cfb8_set_key,
    .set_iv = set_iv,
    .encrypt = encrypt_cfb8,
    .decrypt = decrypt_cfb8,
};

/* ---- XTS: one call is one sector, of any size from one block on, and the IV its number ---- */

struct xts {
    union {
        struct xts_aes128_key of_128;
        struct xts_aes256_key of_256;
    } encrypting, decrypting;
    uint8_t sector[CIPHER_BLOCK_MAX];
};

static void xts_set_iv(const struct cipher *cipher, void *state, const uint8_t *iv)
{
    memcpy(((struct xts *)state)->sector, iv, CIPHER_BLOCK_MAX);
}

static void xts_128_set_key(const struct cipher *cipher, void *state, const struct secret *key)
{
    struct xts *xts = state;

    xts_aes128_set_encrypt_key(&xts->encrypting.of_128, key->bytes);
    xts_aes128_set_decrypt_key(&xts->decrypting.of_128, key->bytes);
}

static void xts_128_encrypt(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct xts *xts = state;

    xts_aes128_encrypt_message(&xts->encrypting.of_128, xts->sector, in.size, out, in.data);
}

static void xts_128_decrypt(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct xts *xts = state;

    xts_aes128_decrypt_message(&xts->decrypting.of_128, xts->sector, in.size, out, in.data);
}

static void xts_256_set_key(const struct cipher *cipher, void *state, const struct secret *key)
{
    struct xts *xts = state;

    xts_aes256_set_encrypt_key(&xts->encrypting.of_256, key->bytes);
    xts_aes256_set_decrypt_key(&xts->decrypting.of_256, key->bytes);
}

static void xts_256_encrypt(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct xts *xts = state;

    xts_aes256_encrypt_message(&xts->encrypting.of_256, xts->sector, in.size, out, in.data);
}

static void xts_256_decrypt(const struct cipher *cipher, void *state, struct bytes in, uint8_t *out)
{
    struct xts *xts = state;

    xts_aes256_decrypt_message(&xts->decrypting.of_256, xts->sector, in.size, out, in.data);
}

const struct cipher_methods cipher_xts_128 = {
    .state_size = sizeof(struct xts),
    .steals = true,
    .set_key = xts_128_set_key,
    .set_iv = xts_set_iv,
    .encrypt = xts_128_encrypt,
    .decrypt = xts_128_decrypt,
};

const struct cipher_methods cipher_xts_256 = {
    .state_size = sizeof(struct xts),
    .steals = true,
    .set_key = xts_256_set_key,
    .set_iv = xts_set_iv,
    .encrypt = xts_256_encrypt,
    .decrypt = xts_256_decrypt,
};

/* ---- DES ---- */

static void set_des_key(void *ctx, const uint8_t *key)
{
    (void)des_set_key(ctx, key); /* tells weak keys: old data may be under one */
}

static void encrypt_des(const void *ctx, size_t size, uint8_t *out, const uint8_t *in)
{
    des_encrypt(ctx, size, out, in);
}

static void decrypt_des(const void *ctx, size_t size, uint8_t *out, const uint8_t *in)
{
    des_decrypt(ctx, size, out, in);
}

static void set_3des_key(void *ctx, const uint8_t *key)
{
    (void)des3_set_key(ctx, key);
}

static void encrypt_3des(const void *ctx, size_t size, uint8_t *out, const uint8_t *in)
{
    des3_encrypt(ctx, size, out, in);
}

static void decrypt_3des(const void *ctx, size_t size, uint8_t *out, const uint8_t *in)
{
    des3_decrypt(ctx, size, out, in);
}

const struct nettle_cipher block_des = {
    "des",          sizeof(struct des_ctx),
    DES_BLOCK_SIZE, DES_KEY_SIZE,
    set_des_key,    set_des_key,
    encrypt_des,    decrypt_des,
};

const struct nettle_cipher block_3des = {
    "3des",          sizeof(struct des3_ctx),
    DES3_BLOCK_SIZE, DES3_KEY_SIZE,
    set_3des_key,    set_3des_key,
    encrypt_3des,    decrypt_3des,
};
