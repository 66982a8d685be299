/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crypto_hash.c - hashes and keyed hashes for applications */

#include "api/output.h"
#include "base/errors.h"
#include "base/memory.h"
#include "crypto/mac.h"

#include <gnutls/crypto.h>

struct hash_hd_st {
    struct hash_state state;
};

/* A handle of the API is the state below it. */
static struct mac_state *state_of(gnutls_hmac_hd_t handle)
{
    return (struct mac_state *)handle;
}

static void give_digest(struct digest *digest, void *out)
{
    if (out)
        memcpy(out, digest->bytes, digest->size);
    digest_wipe(digest);
}

/* ---- hashes ---- */

/**
 * gnutls_hash_init:
 * @dig: receives the handle; end it with gnutls_hash_deinit()
 * @algorithm: which hash
 *
 * Begins a hash.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for a hash that is not supported.
 *
 * Since: 2.10.0
 **/
API int gnutls_hash_init(gnutls_hash_hd_t *dig, gnutls_digest_algorithm_t algorithm)
{
    const struct hash *hash = hash_by_digest_id(algorithm);

    if (!hash)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct hash_hd_st *handle = memory_get_zeroed(sizeof(*handle));
    if (!handle)
        return fail(GNUTLS_E_MEMORY_ERROR);
    hash_init(&handle->state, hash);
    *dig = handle;
    return 0;
}

/**
 * gnutls_hash:
 * @handle: a hash that was begun
 * @text: bytes to add
 * @textlen: how many
 *
 * Adds bytes to a hash. May be called as often as there are parts.
 *
 * Returns: %GNUTLS_E_SUCCESS.
 *
 * Since: 2.10.0
 **/
API int gnutls_hash(gnutls_hash_hd_t handle, const void *text, size_t textlen)
{
    hash_add(&handle->state, bytes_of(text, textlen));
    return 0;
}

/**
 * gnutls_hash_output:
 * @handle: a hash that was begun
 * @digest: receives the digest, gnutls_hash_get_len() bytes; may be %NULL
 *
 * Gives the digest of what was added, and begins anew.
 *
 * Since: 2.10.0
 **/
API void gnutls_hash_output(gnutls_hash_hd_t handle, void *digest)
{
    const struct hash *hash = handle->state.hash;
    struct digest out;

    hash_now(&handle->state, &out);
    give_digest(&out, digest);
    hash_init(&handle->state, hash);
}

/**
 * gnutls_hash_deinit:
 * @handle: a hash that was begun
 * @digest: receives the digest; may be %NULL
 *
 * Gives the digest of what was added, and ends the handle.
 *
 * Since: 2.10.0
 **/
API void gnutls_hash_deinit(gnutls_hash_hd_t handle, void *digest)
{
    if (digest)
        gnutls_hash_output(handle, digest);
    memory_free_secret(handle, sizeof(*handle));
}

/**
 * gnutls_hash_copy:
 * @handle: a hash that was begun
 *
 * Makes a second handle that goes on from what was added so far.
 *
 * Returns: the new handle, to be ended with gnutls_hash_deinit(); %NULL when there is no memory.
 *
 * Since: 3.6.9
 **/
API gnutls_hash_hd_t gnutls_hash_copy(gnutls_hash_hd_t handle)
{
    return memory_copy(handle, sizeof(*handle));
}

/**
 * gnutls_hash_fast:
 * @algorithm: which hash
 * @text: the bytes to hash
 * @textlen: how many
 * @digest: receives the digest, gnutls_hash_get_len() bytes
 *
 * Hashes bytes that are all there.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for a hash that is not supported.
 *
 * Since: 2.10.0
 **/
API int gnutls_hash_fast(gnutls_digest_algorithm_t algorithm, const void *text, size_t textlen,
                         void *digest)
{
    const struct hash *hash = hash_by_digest_id(algorithm);
    struct digest out;

    if (!hash)
        return fail(GNUTLS_E_INVALID_REQUEST);
    hash_once(hash, bytes_of(text, textlen), &out);
    give_digest(&out, digest);
    return 0;
}

/**
 * gnutls_hash_get_len:
 * @algorithm: which hash
 *
 * Tells the size of a digest.
 *
 * Returns: the size in bytes, or 0 for a hash that is not supported.
 *
 * Since: 2.10.0
 **/
API unsigned int gnutls_hash_get_len(gnutls_digest_algorithm_t algorithm)
{
    const struct hash *hash = hash_by_digest_id(algorithm);

    return hash ? hash->size : 0;
}

/**
 * gnutls_fingerprint:
 * @algo: which hash
 * @data: the bytes, mostly the DER of a certificate
 * @result: receives the digest; may be %NULL to ask for its size
 * @result_size: the room in @result; receives what is used or needed
 *
 * Gives the digest of bytes, by which people and programs know them.
 *
 * Returns: %GNUTLS_E_SUCCESS, %GNUTLS_E_SHORT_MEMORY_BUFFER when there is not enough room, or
 * %GNUTLS_E_INVALID_REQUEST for a hash that is not supported.
 **/
API int gnutls_fingerprint(gnutls_digest_algorithm_t algo, const gnutls_datum_t *data, void *result,
                           size_t *result_size)
{
    const struct hash *hash = hash_by_digest_id(algo);
    struct digest digest;

    if (!hash)
        return fail(GNUTLS_E_INVALID_REQUEST);
    hash_once(hash, bytes_of_datum(data), &digest);
    return output_bytes(digest_bytes(&digest), result, result_size);
}

/* ---- keyed hashes ---- */

/**
 * gnutls_hmac_init:
 * @dig: receives the handle; end it with gnutls_hmac_deinit()
 * @algorithm: which one
 * @key: the key
 * @keylen: its size in bytes
 *
 * Begins a message authentication code.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for one that is not supported.
 *
 * Since: 2.10.0
 **/
API int gnutls_hmac_init(gnutls_hmac_hd_t *dig, gnutls_mac_algorithm_t algorithm, const void *key,
                         size_t keylen)
{
    const struct mac *mac = mac_by_id(algorithm);
    struct mac_state *state;

    if (!mac)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(mac_new(mac, bytes_of(key, keylen), &state));
    *dig = (gnutls_hmac_hd_t)state;
    return 0;
}

/**
 * gnutls_hmac_set_nonce:
 * @handle: a code that was begun
 * @nonce: a nonce
 * @nonce_len: its size in bytes
 *
 * Begins a message with a nonce, where the code takes one: 12 bytes for AES-GMAC, 1 to 16 for UMAC.
 * A nonce is for one message under one key. With one of another size, and without it, bytes can not
 * be added.
 *
 * Since: 3.2.0
 **/
API void gnutls_hmac_set_nonce(gnutls_hmac_hd_t handle, const void *nonce, size_t nonce_len)
{
    if (mac_set_nonce(state_of(handle), bytes_of(nonce, nonce_len)) < 0)
        return; /* the state remembers it */
}

/**
 * gnutls_hmac:
 * @handle: a code that was begun
 * @text: bytes to add
 * @textlen: how many
 *
 * Adds bytes to a message. May be called as often as there are parts; for AES-GMAC all but the
 * last are a multiple of 16 bytes.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for parts that do not fit, and where a nonce is
 * needed and was not set.
 *
 * Since: 2.10.0
 **/
API int gnutls_hmac(gnutls_hmac_hd_t handle, const void *text, size_t textlen)
{
    return mac_add(state_of(handle), bytes_of(text, textlen));
}

/**
 * gnutls_hmac_output:
 * @handle: a code that was begun
 * @digest: receives the code, gnutls_hmac_get_len() bytes; may be %NULL
 *
 * Gives the code of what was added, and begins anew with the same key.
 *
 * Since: 2.10.0
 **/
API void gnutls_hmac_output(gnutls_hmac_hd_t handle, void *digest)
{
    struct digest out;

    mac_end(state_of(handle), &out);
    give_digest(&out, digest);
}

/**
 * gnutls_hmac_deinit:
 * @handle: a code that was begun
 * @digest: receives the code; may be %NULL
 *
 * Gives the code of what was added, and ends the handle.
 *
 * Since: 2.10.0
 **/
API void gnutls_hmac_deinit(gnutls_hmac_hd_t handle, void *digest)
{
    if (digest)
        gnutls_hmac_output(handle, digest);
    mac_free(state_of(handle));
}

/**
 * gnutls_hmac_copy:
 * @handle: a code that was begun
 *
 * Makes a second handle that goes on from what was added so far, with the same key.
 *
 * Returns: the new handle, to be ended with gnutls_hmac_deinit(); %NULL when there is no memory.
 *
 * Since: 3.6.9
 **/
API gnutls_hmac_hd_t gnutls_hmac_copy(gnutls_hmac_hd_t handle)
{
    return (gnutls_hmac_hd_t)mac_copy(state_of(handle));
}

/**
 * gnutls_hmac_fast:
 * @algorithm: which one
 * @key: the key
 * @keylen: its size in bytes
 * @text: the message
 * @textlen: its size in bytes
 * @digest: receives the code, gnutls_hmac_get_len() bytes
 *
 * Authenticates a message that is all there.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for one that is not supported.
 *
 * Since: 2.10.0
 **/
API int gnutls_hmac_fast(gnutls_mac_algorithm_t algorithm, const void *key, size_t keylen,
                         const void *text, size_t textlen, void *digest)
{
    const struct mac *mac = mac_by_id(algorithm);
    struct mac_state *state;
    struct digest out;

    if (!mac)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(mac_new(mac, bytes_of(key, keylen), &state));
    int result = mac_add(state, bytes_of(text, textlen));
    mac_end(state, &out);
    mac_free(state);
    if (result == 0)
        give_digest(&out, digest);
    return result;
}

/**
 * gnutls_hmac_get_len:
 * @algorithm: which one
 *
 * Tells the size of a code.
 *
 * Returns: the size in bytes, or 0 for one that is not supported.
 *
 * Since: 2.10.0
 **/
API unsigned int gnutls_hmac_get_len(gnutls_mac_algorithm_t algorithm)
{
    const struct mac *mac = mac_by_id(algorithm);

    return mac ? mac->size : 0;
}

/**
 * gnutls_hmac_get_key_size:
 * @algorithm: which one
 *
 * Tells the size of a key. For HMAC it is the usual one, and others are accepted.
 *
 * Returns: the size in bytes, or 0 for one that is not supported.
 *
 * Since: 3.6.12
 **/
API unsigned int gnutls_hmac_get_key_size(gnutls_mac_algorithm_t algorithm)
{
    const struct mac *mac = mac_by_id(algorithm);

    return mac && mac->key_size > 0 ? mac->key_size : gnutls_hmac_get_len(algorithm);
}
