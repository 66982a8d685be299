/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pbe_cipher.c - ciphers that containers of keys are locked with, old ones too */

#include "crypto/pbe_cipher.h"

#include "base/errors.h"
#include "base/memory.h"

#include <nettle/aes.h>
#include <nettle/arcfour.h>
#include <nettle/arctwo.h>
#include <nettle/camellia.h>
#include <nettle/cbc.h>
#include <nettle/des.h>

#define AS_CIPHER(function) ((nettle_cipher_func *)(function))

/* A cipher of nettle in CBC: one context to encrypt, one to decrypt. */
#define CBC(name, encrypt_context, set_encrypt, encrypt_block, decrypt_context, set_decrypt,       \
            decrypt_block, block)                                                                  \
    static void run_##name(const uint8_t *key_bytes, bool encrypt, uint8_t *iv, size_t size,       \
                           uint8_t *inout)                                                         \
    {                                                                                              \
        struct encrypt_context to;                                                                 \
        struct decrypt_context from;                                                               \
        if (encrypt) {                                                                             \
            set_encrypt(&to, key_bytes);                                                           \
            cbc_encrypt(&to, AS_CIPHER(encrypt_block), block, iv, size, inout, inout);             \
            memory_wipe(&to, sizeof to);                                                           \
        } else {                                                                                   \
            set_decrypt(&from, key_bytes);                                                         \
            cbc_decrypt(&from, AS_CIPHER(decrypt_block), block, iv, size, inout, inout);           \
            memory_wipe(&from, sizeof from);                                                       \
        }                                                                                          \
    }

/* Most have the same names, but for the middle. */
#define CBC_OF(family, bits, block)                                                                \
    CBC(family##_##bits, family##bits##_ctx, family##bits##_set_encrypt_key,                       \
        family##bits##_encrypt, family##bits##_ctx, family##bits##_set_decrypt_key,                \
        family##bits##_decrypt, block)

CBC_OF(aes, 128, AES_BLOCK_SIZE)
CBC_OF(aes, 192, AES_BLOCK_SIZE)
CBC_OF(aes, 256, AES_BLOCK_SIZE)
CBC(camellia_128, camellia128_ctx, camellia128_set_encrypt_key, camellia128_crypt, camellia128_ctx,
    camellia128_set_decrypt_key, camellia128_crypt, CAMELLIA_BLOCK_SIZE)
CBC(camellia_192, camellia256_ctx, camellia192_set_encrypt_key, camellia256_crypt, camellia256_ctx,
    camellia192_set_decrypt_key, camellia256_crypt, CAMELLIA_BLOCK_SIZE)
CBC(camellia_256, camellia256_ctx, camellia256_set_encrypt_key, camellia256_crypt, camellia256_ctx,
    camellia256_set_decrypt_key, camellia256_crypt, CAMELLIA_BLOCK_SIZE)
CBC(des, des_ctx, des_set_key, des_encrypt, des_ctx, des_set_key, des_decrypt, DES_BLOCK_SIZE)
CBC(des3, des3_ctx, des3_set_key, des3_encrypt, des3_ctx, des3_set_key, des3_decrypt,
    DES3_BLOCK_SIZE)
CBC(rc2_40, arctwo_ctx, arctwo40_set_key, arctwo_encrypt, arctwo_ctx, arctwo40_set_key,
    arctwo_decrypt, ARCTWO_BLOCK_SIZE)

static void run_rc4(const uint8_t *key_bytes, bool encrypt, uint8_t *iv, size_t size,
                    uint8_t *inout)
{
    struct arcfour_ctx state;
    (void)encrypt;
    (void)iv;
    arcfour128_set_key(&state, key_bytes);
    arcfour_crypt(&state, size, inout, inout);
    memory_wipe(&state, sizeof state);
}

/* clang-format off */
const struct pbe_cipher pbe_aes_128_cbc = { GNUTLS_CIPHER_AES_128_CBC, 16, 16, run_aes_128 };
const struct pbe_cipher pbe_aes_192_cbc = { GNUTLS_CIPHER_AES_192_CBC, 24, 16, run_aes_192 };
const struct pbe_cipher pbe_aes_256_cbc = { GNUTLS_CIPHER_AES_256_CBC, 32, 16, run_aes_256 };
const struct pbe_cipher pbe_camellia_128_cbc = { GNUTLS_CIPHER_CAMELLIA_128_CBC, 16, 16, run_camellia_128 };
const struct pbe_cipher pbe_camellia_192_cbc = { GNUTLS_CIPHER_CAMELLIA_192_CBC, 24, 16, run_camellia_192 };
const struct pbe_cipher pbe_camellia_256_cbc = { GNUTLS_CIPHER_CAMELLIA_256_CBC, 32, 16, run_camellia_256 };
const struct pbe_cipher pbe_des_cbc = { GNUTLS_CIPHER_DES_CBC, 8, 8, run_des };
const struct pbe_cipher pbe_des3_cbc = { GNUTLS_CIPHER_3DES_CBC, 24, 8, run_des3 };
const struct pbe_cipher pbe_rc2_40_cbc = { GNUTLS_CIPHER_RC2_40_CBC, 5, 8, run_rc2_40 };
const struct pbe_cipher pbe_rc4 = { GNUTLS_CIPHER_ARCFOUR_128, 16, 1, run_rc4 };
/* clang-format on */

int pbe_cipher_encrypt(const struct pbe_cipher *cipher, const uint8_t *key_bytes, const uint8_t *iv,
                       struct bytes plain, struct buffer *out)
{
    uint8_t chain[PBE_BLOCK_MAX] = { 0 };
    size_t block = cipher->block_size, padding = block > 1 ? block - plain.size % block : 0;
    uint8_t *at;

    TRY(buffer_extend(out, plain.size + padding, &at));
    if (plain.size > 0)
        memcpy(at, plain.data, plain.size);
    if (padding > 0) {
        memset(at + plain.size, (int)padding, padding);
        memcpy(chain, iv, block);
    }
    cipher->run(key_bytes, true, chain, plain.size + padding, at);
    return 0;
}

/* How many bytes at the end are padding; 0 when they are none. */
static size_t padding_of(const struct buffer *plain, size_t block)
{
    size_t count = plain->data[plain->size - 1];
    if (count == 0 || count > block)
        return 0;
    for (size_t i = plain->size - count; i < plain->size; i++)
        if (plain->data[i] != count)
            return 0;
    return count;
}

int pbe_cipher_decrypt(const struct pbe_cipher *cipher, const uint8_t *key_bytes, const uint8_t *iv,
                       struct bytes encrypted, struct buffer *out)
{
    SCOPED(buffer) struct buffer plain = { 0 };
    uint8_t chain[PBE_BLOCK_MAX] = { 0 };
    size_t block = cipher->block_size;

    if (encrypted.size == 0 || encrypted.size % block != 0)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    TRY(buffer_set(&plain, encrypted));
    if (block > 1)
        memcpy(chain, iv, block);
    cipher->run(key_bytes, false, chain, plain.size, plain.data);
    if (block > 1) {
        size_t padding = padding_of(&plain, block);
        if (padding == 0)
            return fail(GNUTLS_E_DECRYPTION_FAILED);
        buffer_cut(&plain, plain.size - padding);
    }
    return buffer_append(out, buffer_bytes(&plain));
}
