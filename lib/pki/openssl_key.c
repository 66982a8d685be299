/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* openssl_key.c - PEM with the encryption headers of RFC 1421, as OpenSSL makes it */

#include "pki/openssl_key.h"

#include "base/errors.h"
#include "base/memory.h"
#include "base/text.h"
#include "crypto/pbe.h"
#include "crypto/pbe_cipher.h"

static const char type_mark[] = "Proc-Type: 4,ENCRYPTED", info_mark[] = "DEK-Info: ";

/* The salt is the beginning of the IV. */
enum { SALT_SIZE = 8 };

static const struct {
    const char *name;
    const struct pbe_cipher *cipher;
} ciphers[] = {
    { "DES-EDE3-CBC", &pbe_des3_cbc },
    { "DES-CBC", &pbe_des_cbc },
    { "AES-128-CBC", &pbe_aes_128_cbc },
    { "AES-192-CBC", &pbe_aes_192_cbc },
    { "AES-256-CBC", &pbe_aes_256_cbc },
    { "CAMELLIA-128-CBC", &pbe_camellia_128_cbc },
    { "CAMELLIA-192-CBC", &pbe_camellia_192_cbc },
    { "CAMELLIA-256-CBC", &pbe_camellia_256_cbc },
};

static struct bytes take_line(struct bytes *text)
{
    size_t size = 0;
    while (size < text->size && text->data[size] != '\n')
        size++;
    struct bytes line = bytes_of(text->data, size);
    *text = bytes_from(*text, size + 1);
    if (line.size > 0 && line.data[line.size - 1] == '\r')
        line.size--;
    return line;
}

static bool take_mark(struct bytes *line, const char *mark)
{
    size_t size = strlen(mark);
    if (line->size < size || memcmp(line->data, mark, size) != 0)
        return false;
    *line = bytes_from(*line, size);
    return true;
}

static int read_headers(struct bytes headers, const struct pbe_cipher **out, struct buffer *out_iv)
{
    struct bytes type = take_line(&headers), info = take_line(&headers);
    if (!take_mark(&type, type_mark) || type.size > 0 || !take_mark(&info, info_mark))
        return fail(GNUTLS_E_PARSING_ERROR);
    const uint8_t *comma = info.size > 0 ? memchr(info.data, ',', info.size) : NULL;
    if (comma == NULL)
        return fail(GNUTLS_E_PARSING_ERROR);
    struct bytes name = bytes_of(info.data, (size_t)(comma - info.data));
    *out = NULL;
    for (size_t i = 0; i < ARRAY_SIZE(ciphers); i++)
        if (bytes_equal(name, bytes_of_text(ciphers[i].name)))
            *out = ciphers[i].cipher;
    if (*out == NULL)
        return fail(GNUTLS_E_UNKNOWN_CIPHER_TYPE);
    TRY(hex_decode(bytes_from(info, name.size + 1), out_iv));
    return out_iv->size == (*out)->block_size ? 0 : fail(GNUTLS_E_PARSING_ERROR);
}

int openssl_key_unlock(struct bytes headers, const char *password, struct bytes encrypted,
                       struct buffer *out)
{
    const struct pbe_cipher *cipher = NULL;
    SCOPED(buffer) struct buffer iv = { 0 };
    uint8_t key[PBE_KEY_MAX];
    if (password == NULL)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    TRY(read_headers(headers, &cipher, &iv));
    md5_stretch(bytes_of_text(password), bytes_of(iv.data, SALT_SIZE), key, cipher->key_size);
    int result = pbe_cipher_decrypt(cipher, key, iv.data, encrypted, out);
    memory_wipe(key, sizeof key);
    return result;
}
