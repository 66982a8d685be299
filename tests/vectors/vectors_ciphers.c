/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* vectors_ciphers.c - ciphers, with and without authentication, of NIST and RFCs */

#include "vectors.h"

#include <gnutls/crypto.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 4096, TAG_MAX = 16 };

/* ---- without authentication ---- */

static bool crypts(gnutls_cipher_algorithm_t cipher, gnutls_datum_t key, gnutls_datum_t iv,
                   gnutls_datum_t plain, gnutls_datum_t hidden)
{
    gnutls_cipher_hd_t handle;
    unsigned char out[TEXT_MAX];

    if (plain.size > sizeof out || plain.size != hidden.size ||
        gnutls_cipher_init(&handle, cipher, &key, &iv) != 0)
        return false;
    bool right = gnutls_cipher_encrypt2(handle, plain.data, plain.size, out, sizeof out) == 0 &&
                 memcmp(out, hidden.data, hidden.size) == 0;
    gnutls_cipher_set_iv(handle, iv.data, iv.size);
    right = right &&
            gnutls_cipher_decrypt2(handle, hidden.data, hidden.size, out, sizeof out) == 0 &&
            memcmp(out, plain.data, plain.size) == 0;
    gnutls_cipher_deinit(handle);
    return right;
}

/* Of each size of key its own algorithm. */
static gnutls_cipher_algorithm_t camellia_of(size_t key_size)
{
    if (key_size == 16)
        return GNUTLS_CIPHER_CAMELLIA_128_CBC;
    return key_size == 24 ? GNUTLS_CIPHER_CAMELLIA_192_CBC : GNUTLS_CIPHER_CAMELLIA_256_CBC;
}

static void check_block(struct rsp *rsp, void *context)
{
    struct tally *tally = context;
    gnutls_datum_t key = rsp_bytes(rsp, "KEY");
    gnutls_cipher_algorithm_t cipher = (gnutls_cipher_algorithm_t)tally->file->algorithm;

    /* In the half for decryption the plain text comes last. */
    if (strcmp(rsp_section(rsp), "DECRYPT") == 0)
        return;
    tally_count(tally, crypts(cipher != GNUTLS_CIPHER_UNKNOWN ? cipher : camellia_of(key.size), key,
                              rsp_bytes(rsp, "IV"), rsp_bytes(rsp, "PLAINTEXT"),
                              rsp_bytes(rsp, "CIPHERTEXT")));
}

static void check_3des(struct rsp *rsp, void *context)
{
    unsigned char joined[24];
    gnutls_datum_t key = { joined, sizeof joined };

    if (strcmp(rsp_section(rsp), "DECRYPT") == 0)
        return;
    for (int i = 0; i < 3; i++) {
        static const char *const names[] = { "KEY1", "KEY2", "KEY3" };
        memcpy(joined + 8 * i, rsp_bytes(rsp, names[i]).data, 8);
    }
    tally_count(context, crypts(GNUTLS_CIPHER_3DES_CBC, key, rsp_bytes(rsp, "IV"),
                                rsp_bytes(rsp, "PLAINTEXT"), rsp_bytes(rsp, "CIPHERTEXT")));
}

/* Data units of whole bytes; the number of a unit is given as a block. */
static void check_xts(struct rsp *rsp, void *context)
{
    const struct tally *tally = context;

    if (strcmp(rsp_section(rsp), "DECRYPT") == 0 ||
        strtoul(rsp_text(rsp, "DataUnitLen"), NULL, 10) % 8 != 0)
        return;
    tally_count(context,
                crypts((gnutls_cipher_algorithm_t)tally->file->algorithm, rsp_bytes(rsp, "Key"),
                       rsp_bytes(rsp, "i"), rsp_bytes(rsp, "PT"), rsp_bytes(rsp, "CT")));
}

/* ---- with authentication ---- */

struct sealed {
    gnutls_cipher_algorithm_t cipher;
    gnutls_datum_t key, nonce, associated, plain, hidden, tag; /* `hidden` with or without it */
};

static gnutls_aead_cipher_hd_t open_handle(const struct sealed *vector)
{
    gnutls_aead_cipher_hd_t handle;

    return gnutls_aead_cipher_init(&handle, vector->cipher, &vector->key) == 0 ? handle : NULL;
}

static size_t join(const struct sealed *vector, unsigned char *out)
{
    if (vector->hidden.size > 0)
        memcpy(out, vector->hidden.data, vector->hidden.size);
    if (vector->tag.size > 0)
        memcpy(out + vector->hidden.size, vector->tag.data, vector->tag.size);
    return vector->hidden.size + vector->tag.size;
}

static bool seals(const struct sealed *vector, size_t tag_size)
{
    unsigned char expected[TEXT_MAX], out[TEXT_MAX];
    size_t size = sizeof out, expected_size = join(vector, expected);
    gnutls_aead_cipher_hd_t handle = open_handle(vector);

    if (handle == NULL)
        return false;
    int result = gnutls_aead_cipher_encrypt(
        handle, vector->nonce.data, vector->nonce.size, vector->associated.data,
        vector->associated.size, tag_size, vector->plain.data, vector->plain.size, out, &size);
    gnutls_aead_cipher_deinit(handle);
    return result == 0 && size == expected_size && memcmp(out, expected, size) == 0;
}

/* `out` has room for TEXT_MAX bytes. */
static int open_sealed(const struct sealed *vector, size_t tag_size, unsigned char *out,
                       size_t *out_size)
{
    unsigned char input[TEXT_MAX];
    size_t input_size = join(vector, input);
    gnutls_aead_cipher_hd_t handle = open_handle(vector);

    *out_size = TEXT_MAX;
    if (handle == NULL)
        return GNUTLS_E_INVALID_REQUEST;
    int result = gnutls_aead_cipher_decrypt(handle, vector->nonce.data, vector->nonce.size,
                                            vector->associated.data, vector->associated.size,
                                            tag_size, input, input_size, out, out_size);
    gnutls_aead_cipher_deinit(handle);
    return result;
}

static bool opens(const struct sealed *vector, size_t tag_size)
{
    unsigned char out[TEXT_MAX];
    size_t size;

    return open_sealed(vector, tag_size, out, &size) == 0 && size == vector->plain.size &&
           (size == 0 || memcmp(out, vector->plain.data, size) == 0);
}

static struct sealed gcm_vector(struct rsp *rsp, const struct tally *tally)
{
    return (struct sealed){ (gnutls_cipher_algorithm_t)tally->file->algorithm,
                            rsp_bytes(rsp, "Key"),
                            rsp_bytes(rsp, "IV"),
                            rsp_bytes(rsp, "AAD"),
                            rsp_bytes(rsp, "PT"),
                            rsp_bytes(rsp, "CT"),
                            rsp_bytes(rsp, "Tag") };
}

/* Nonces of other sizes and shorter tags are not in the API. */
static bool gcm_is_ours(const struct sealed *vector)
{
    return vector->nonce.size == 12 && vector->tag.size == TAG_MAX;
}

static void check_gcm_seal(struct rsp *rsp, void *context)
{
    const struct sealed vector = gcm_vector(rsp, context);

    if (!gcm_is_ours(&vector))
        return;
    tally_count(context, seals(&vector, TAG_MAX));
    tally_count(context, opens(&vector, TAG_MAX));
}

/* A record ends with its plain text, or with the word FAIL. */
static void check_gcm_open(struct rsp *rsp, void *context)
{
    const struct sealed vector = gcm_vector(rsp, context);

    if (gcm_is_ours(&vector))
        tally_count(context, opens(&vector, TAG_MAX));
}

static void check_gcm_refused(struct rsp *rsp, void *context)
{
    const struct sealed vector = gcm_vector(rsp, context);
    unsigned char out[TEXT_MAX];
    size_t size;

    if (gcm_is_ours(&vector))
        tally_count(context,
                    open_sealed(&vector, TAG_MAX, out, &size) == GNUTLS_E_DECRYPTION_FAILED);
}

/* Here the tag is behind the hidden text, and an empty text stands as "00". */
static void check_ccm(struct rsp *rsp, void *context)
{
    const struct tally *tally = context;
    struct sealed vector = { .cipher = (gnutls_cipher_algorithm_t)tally->file->algorithm,
                             .key = rsp_bytes(rsp, "Key"),
                             .nonce = rsp_bytes(rsp, "Nonce"),
                             .associated = rsp_bytes(rsp, "Adata"),
                             .plain = rsp_bytes(rsp, "Payload"),
                             .hidden = rsp_bytes(rsp, "CT") };
    const char *section = rsp_section(rsp), *length = strstr(section, "Alen");

    if (vector.hidden.size < TAG_MAX)
        return;
    length = length != NULL ? strchr(length, '=') + 1 : rsp_text(rsp, "Alen");
    vector.associated.size = (unsigned)strtoul(length, NULL, 10);
    if (vector.plain.size != vector.hidden.size - TAG_MAX)
        return;
    tally_count(context, seals(&vector, TAG_MAX));
    tally_count(context, opens(&vector, TAG_MAX));
}

/* Some texts are in quotation marks. */
static gnutls_datum_t quoted(struct rsp *rsp, const char *key)
{
    char *text = (char *)rsp_text(rsp, key);

    if (text[0] != '"')
        return rsp_bytes(rsp, key);
    return (gnutls_datum_t){ (unsigned char *)text + 1, (unsigned)strlen(text) - 2 };
}

static void check_chacha(struct rsp *rsp, void *context)
{
    const struct sealed vector = { GNUTLS_CIPHER_CHACHA20_POLY1305,
                                   rsp_bytes(rsp, "KEY"),
                                   rsp_bytes(rsp, "NONCE"),
                                   quoted(rsp, "AD"),
                                   quoted(rsp, "IN"),
                                   quoted(rsp, "CT"),
                                   rsp_bytes(rsp, "TAG") };

    tally_count(context, seals(&vector, TAG_MAX));
    tally_count(context, opens(&vector, TAG_MAX));
}

#define BLOCK(folder, file, bits, id, least)                                                       \
    {                                                                                              \
        "ciphers/AES/" folder "/" file #bits ".rsp", "CIPHERTEXT", check_block, least,             \
            GNUTLS_CIPHER_AES_##bits##_##id                                                        \
    }
#define BLOCKS(folder, prefix, bits, id)                                                           \
    BLOCK(folder, prefix "GFSbox", bits, id, 5), BLOCK(folder, prefix "KeySbox", bits, id, 16),    \
        BLOCK(folder, prefix "MMT", bits, id, 10), BLOCK(folder, prefix "VarKey", bits, id, 128),  \
        BLOCK(folder, prefix "VarTxt", bits, id, 128)
#define GCM(bits)                                                                                  \
    { "ciphers/AES/GCM/gcmEncryptExtIV" #bits ".rsp", "Tag", check_gcm_seal, 700,                  \
      GNUTLS_CIPHER_AES_##bits##_GCM },                                                            \
        { "ciphers/AES/GCM/gcmDecrypt" #bits ".rsp", "PT", check_gcm_open, 150,                    \
          GNUTLS_CIPHER_AES_##bits##_GCM },                                                        \
    {                                                                                              \
        "ciphers/AES/GCM/gcmDecrypt" #bits ".rsp", "FAIL", check_gcm_refused, 150,                 \
            GNUTLS_CIPHER_AES_##bits##_GCM                                                         \
    }

static const struct file_row rows[] = {
    BLOCKS("CBC", "CBC", 128, CBC),
    BLOCKS("CBC", "CBC", 192, CBC),
    BLOCKS("CBC", "CBC", 256, CBC),
    BLOCKS("CFB", "CFB8", 128, CFB8),
    BLOCKS("CFB", "CFB8", 192, CFB8),
    BLOCKS("CFB", "CFB8", 256, CFB8),
    { "ciphers/3DES/CBC/TCBCMMT3.rsp", "CIPHERTEXT", check_3des, 10, 0 },
    { "ciphers/Camellia/camellia-cbc.txt", "CIPHERTEXT", check_block, 10, GNUTLS_CIPHER_UNKNOWN },
    { "ciphers/AES/XTS/tweak-128hexstr/XTSGenAES128.rsp", "CT", check_xts, 100,
      GNUTLS_CIPHER_AES_128_XTS },
    { "ciphers/AES/XTS/tweak-128hexstr/XTSGenAES256.rsp", "CT", check_xts, 100,
      GNUTLS_CIPHER_AES_256_XTS },
    GCM(128),
    GCM(192),
    GCM(256),
    { "ciphers/AES/CCM/VADT128.rsp", "CT", check_ccm, 300, GNUTLS_CIPHER_AES_128_CCM },
    { "ciphers/AES/CCM/VADT256.rsp", "CT", check_ccm, 300, GNUTLS_CIPHER_AES_256_CCM },
    { "ciphers/ChaCha20Poly1305/boringssl.txt", "TAG", check_chacha, 10, 0 },
};

int main(void)
{
    return vectors_run("vectors of ciphers", rows, sizeof rows / sizeof rows[0]);
}
