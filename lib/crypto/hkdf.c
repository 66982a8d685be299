/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hkdf.c - HKDF, RFC 5869, and HKDF-Expand-Label, RFC 8446, 7.1
 *
 * Nothing here allocates: the information of a label is laid out on the stack.
 */

#include "crypto/hkdf.h"

#include "base/errors.h"
#include "base/lock.h"
#include "base/memory.h"
#include "crypto/internal.h"

#include <assert.h>

#define LABEL_PREFIX "tls13 "

enum {
    LABEL_PREFIX_SIZE = sizeof(LABEL_PREFIX) - 1,
    VECTOR_MAX = 255,
    LABEL_MAX = VECTOR_MAX - LABEL_PREFIX_SIZE,
    BLOCKS_MAX = 255,
};

/* struct HkdfLabel of RFC 8446, 7.1 */
struct label_info {
    uint8_t bytes[2 + 1 + VECTOR_MAX + 1 + VECTOR_MAX];
    size_t size;
};

/* No salt is as good as a hash's size of zeros: HMAC pads its key with zeros anyway. This key is
 * nobody's secret, and the same in each handshake. */
static struct once unsalted_once = ONCE_INIT;
static struct hmac_key unsalted_sha256, unsalted_sha384;

static void prepare_unsalted(void)
{
    hmac_prepare(&unsalted_sha256, &hash_sha256, bytes_none());
    hmac_prepare(&unsalted_sha384, &hash_sha384, bytes_none());
}

static const struct hmac_key *unsalted(const struct hash *hash)
{
    once_run(&unsalted_once, prepare_unsalted);
    if (hash == &hash_sha256)
        return &unsalted_sha256;
    return hash == &hash_sha384 ? &unsalted_sha384 : NULL;
}

void hkdf_extract(const struct hash *hash, struct bytes salt, struct bytes input,
                  struct secret *out)
{
    SCOPED(digest) struct digest prk = { 0 };
    const struct hmac_key *key = salt.size == 0 ? unsalted(hash) : NULL;

    if (key != NULL) {
        hmac_once(key, input, &prk);
    } else {
        SCOPED(hmac_key) struct hmac_key salted;

        hmac_prepare(&salted, hash, salt);
        hmac_once(&salted, input, &prk);
    }
    secret_set(out, digest_bytes(&prk));
}

void hkdf_prepare(struct hkdf_key *key, const struct hash *hash, const struct secret *prk)
{
    hmac_prepare(&key->hmac, hash, secret_bytes(prk));
}

void hkdf_key_wipe(struct hkdf_key *key)
{
    hmac_key_wipe(&key->hmac);
}

static const struct hash *hash_of(const struct hkdf_key *key)
{
    return key->hmac.inner.hash;
}

static void expand_block(const struct hkdf_key *key, struct bytes info, uint8_t number,
                         struct digest *previous_and_out)
{
    struct hash_state state;

    hmac_begin(&key->hmac, &state);
    hash_add(&state, digest_bytes(previous_and_out));
    hash_add(&state, info);
    hash_add(&state, bytes_of(&number, 1));
    hmac_close(&key->hmac, &state, previous_and_out);
}

static void expand(const struct hkdf_key *key, struct bytes info, uint8_t *out, size_t size)
{
    SCOPED(digest) struct digest block = { 0 };

    for (uint8_t number = 1; size > 0; number++) {
        expand_block(key, info, number, &block);
        size_t part = size < block.size ? size : block.size;
        memcpy(out, block.bytes, part);
        out += part;
        size -= part;
    }
}

int hkdf_expand(const struct hkdf_key *key, struct bytes info, uint8_t *out, size_t size)
{
    if (size > (size_t)BLOCKS_MAX * hash_of(key)->size)
        return fail(GNUTLS_E_INVALID_REQUEST);
    expand(key, info, out, size);
    return 0;
}

static uint8_t *put(uint8_t *at, const void *data, size_t size)
{
    if (size > 0)
        memcpy(at, data, size);
    return at + size;
}

static void lay_out_label(struct label_info *info, const char *label, struct bytes context,
                          size_t size)
{
    size_t label_size = strlen(label);
    uint8_t *at = info->bytes;

    assert(label_size <= LABEL_MAX && context.size <= VECTOR_MAX && size <= UINT16_MAX);
    *at++ = (uint8_t)(size >> 8);
    *at++ = (uint8_t)size;
    *at++ = (uint8_t)(LABEL_PREFIX_SIZE + label_size);
    at = put(at, LABEL_PREFIX, LABEL_PREFIX_SIZE);
    at = put(at, label, label_size);
    *at++ = (uint8_t)context.size;
    at = put(at, context.data, context.size);
    info->size = (size_t)(at - info->bytes);
}

void hkdf_expand_label(const struct hkdf_key *key, const char *label, struct bytes context,
                       size_t size, struct secret *out)
{
    struct label_info info;

    assert(size <= SECRET_MAX);
    lay_out_label(&info, label, context, size);
    expand(key, bytes_of(info.bytes, info.size), out->bytes, size);
    out->size = (uint8_t)size;
}

void hkdf_expand_label_once(const struct hash *hash, const struct secret *prk, const char *label,
                            struct bytes context, size_t size, struct secret *out)
{
    SCOPED(hkdf_key) struct hkdf_key key;

    hkdf_prepare(&key, hash, prk);
    hkdf_expand_label(&key, label, context, size, out);
}

int hkdf_expand_label_long(const struct hkdf_key *key, const char *label, struct bytes context,
                           uint8_t *out, size_t size)
{
    struct label_info info;

    if (strlen(label) > LABEL_MAX || context.size > VECTOR_MAX || size > UINT16_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    lay_out_label(&info, label, context, size);
    return hkdf_expand(key, bytes_of(info.bytes, info.size), out, size);
}
