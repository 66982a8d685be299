/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pbe_old.c - keys from passwords as PKCS#12, PKCS#5 1.5 and OpenSSL's PEM make them */

#include "base/buffer.h"
#include "base/errors.h"
#include "crypto/internal.h"
#include "crypto/pbe.h"

/* RFC 7292, B.2, steps 2 and 3: repeated until it fills whole blocks. */
static int append_repeated(struct bytes from, size_t block, struct buffer *out)
{
    size_t size = (from.size + block - 1) / block * block;
    uint8_t *at;

    TRY(buffer_extend(out, size, &at));
    for (size_t i = 0; i < size; i++)
        at[i] = from.data[i % from.size];
    return 0;
}

/* Step 6.B and 6.C: each block of I grows by what was just given out, and by one. */
static void stir(struct buffer *input, const struct digest *given, size_t block)
{
    for (size_t start = 0; start < input->size; start += block) {
        unsigned carry = 1;
        for (size_t i = block; i-- > 0;) {
            carry += input->data[start + i] + given->bytes[i % given->size];
            input->data[start + i] = (uint8_t)carry;
            carry >>= 8;
        }
    }
}

static void hash_rounds(const struct hash *hash, struct bytes first, struct bytes second,
                        unsigned iterations, struct digest *out)
{
    struct hash_state state;

    hash_init(&state, hash);
    hash_add(&state, first);
    hash_add(&state, second);
    hash_end(&state, out);
    for (unsigned i = 1; i < iterations; i++)
        hash_once(hash, digest_bytes(out), out);
}

int pkcs12_derive(const struct pkcs12_input *from, enum pkcs12_use use, uint8_t *out, size_t size)
{
    SCOPED(buffer) struct buffer input = { 0 };
    SCOPED(digest) struct digest given = { 0 };
    uint8_t diversifier[HASH_BLOCK_MAX];
    size_t block = from->hash->block_size;

    if (from->iterations == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    memset(diversifier, (int)use, block);
    TRY(append_repeated(from->salt, block, &input));
    TRY(append_repeated(from->password, block, &input));
    while (size > 0) {
        hash_rounds(from->hash, bytes_of(diversifier, block), buffer_bytes(&input),
                    from->iterations, &given);
        size_t part = size < given.size ? size : given.size;
        memcpy(out, given.bytes, part);
        out += part;
        size -= part;
        stir(&input, &given, block);
    }
    return 0;
}

int pbkdf1_md5(struct bytes password, struct bytes salt, unsigned iterations, uint8_t out[16])
{
    SCOPED(digest) struct digest digest = { 0 };

    if (iterations == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    hash_rounds(&hash_md5, password, salt, iterations, &digest);
    memcpy(out, digest.bytes, 16);
    return 0;
}

void md5_stretch(struct bytes password, struct bytes salt, uint8_t *out, size_t size)
{
    SCOPED(digest) struct digest digest = { 0 };
    struct hash_state state;

    while (size > 0) {
        hash_init(&state, &hash_md5);
        hash_add(&state, digest_bytes(&digest)); /* nothing, at first */
        hash_add(&state, password);
        hash_add(&state, salt);
        hash_end(&state, &digest);
        size_t part = size < digest.size ? size : digest.size;
        memcpy(out, digest.bytes, part);
        out += part;
        size -= part;
    }
}
