/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crypto_aead.c - authenticated encryption for applications */

#include "base/buffer.h"
#include "base/errors.h"
#include "base/memory.h"
#include "crypto/aead.h"

#include <gnutls/crypto.h>

struct api_aead_cipher_hd_st {
    const struct aead *aead;
    struct secret key;
};

/* Scattered bytes, as the API gives them. */
struct parts {
    const giovec_t *all;
    int count;
};

static int append_parts(struct parts parts, struct buffer *out)
{
    for (int i = 0; i < parts.count; i++)
        TRY(buffer_append(out, bytes_of(parts.all[i].iov_base, parts.all[i].iov_len)));
    return 0;
}

static void spread(const uint8_t *from, struct parts parts)
{
    for (int i = 0; i < parts.count; i++) {
        if (parts.all[i].iov_len > 0)
            memcpy(parts.all[i].iov_base, from, parts.all[i].iov_len);
        from += parts.all[i].iov_len;
    }
}

/* What a message is sealed with; `tag_size` 0 stands for the whole tag. */
static int choose(gnutls_aead_cipher_hd_t handle, struct bytes nonce, size_t tag_size,
                  size_t message_size, struct aead *out)
{
    return aead_with_sizes(handle->aead, nonce.size, tag_size, message_size, out);
}

/* Where the tag comes first, nothing can be worked on in its own place. */
static int take_apart(const struct aead *aead, struct bytes *inout, struct buffer *copy)
{
    if (!aead_tag_is_first(aead))
        return 0;
    TRY(buffer_set(copy, *inout));
    *inout = buffer_bytes(copy);
    return 0;
}

/**
 * gnutls_aead_cipher_init:
 * @handle: receives the handle; end it with gnutls_aead_cipher_deinit()
 * @cipher: which cipher
 * @key: its key
 *
 * Makes a cipher ready that encrypts and authenticates at once.
 *
 * Returns: %GNUTLS_E_SUCCESS, %GNUTLS_E_INVALID_REQUEST for a cipher that is not supported or does
 * not authenticate, or %GNUTLS_E_INTERNAL_ERROR for a key of another size.
 *
 * Since: 3.4.0
 **/
API int gnutls_aead_cipher_init(gnutls_aead_cipher_hd_t *handle, gnutls_cipher_algorithm_t cipher,
                                const gnutls_datum_t *key)
{
    const struct aead *aead = aead_by_id(cipher);

    if (!aead)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (key->size != aead->key_size)
        return fail(GNUTLS_E_INTERNAL_ERROR);
    struct api_aead_cipher_hd_st *fresh = memory_get_zeroed(sizeof(*fresh));
    if (!fresh)
        return fail(GNUTLS_E_MEMORY_ERROR);
    fresh->aead = aead;
    secret_set(&fresh->key, bytes_of_datum(key));
    *handle = fresh;
    return 0;
}

/**
 * gnutls_aead_cipher_set_key:
 * @handle: a cipher that was made ready
 * @key: a new key
 *
 * Changes the key. This is also how a cipher is used for many messages with a key each.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INTERNAL_ERROR for a key of another size.
 *
 * Since: 3.7.5
 **/
API int gnutls_aead_cipher_set_key(gnutls_aead_cipher_hd_t handle, const gnutls_datum_t *key)
{
    if (key->size != handle->aead->key_size)
        return fail(GNUTLS_E_INTERNAL_ERROR);
    secret_set(&handle->key, bytes_of_datum(key));
    return 0;
}

/**
 * gnutls_aead_cipher_deinit:
 * @handle: a cipher that was made ready
 *
 * Ends a cipher and wipes its key.
 *
 * Since: 3.4.0
 **/
API void gnutls_aead_cipher_deinit(gnutls_aead_cipher_hd_t handle)
{
    memory_free_secret(handle, sizeof(*handle));
}

/**
 * gnutls_aead_cipher_encrypt:
 * @handle: a cipher that was made ready
 * @nonce: a nonce, never used before with this key
 * @nonce_len: its size
 * @auth: bytes that are authenticated only
 * @auth_len: how many
 * @tag_size: the size of the tag; 0 for that of the cipher
 * @ptext: the message
 * @ptext_len: its size
 * @ctext: receives the encrypted message and the tag; may be @ptext
 * @ctext_len: the room in @ctext; receives what is used
 *
 * Encrypts and authenticates a message.
 *
 * Returns: %GNUTLS_E_SUCCESS, %GNUTLS_E_SHORT_MEMORY_BUFFER when there is not enough room, or
 * %GNUTLS_E_INVALID_REQUEST for sizes of nonce and tag that the cipher does not have.
 *
 * Since: 3.4.0
 **/
API int gnutls_aead_cipher_encrypt(gnutls_aead_cipher_hd_t handle, const void *nonce,
                                   size_t nonce_len, const void *auth, size_t auth_len,
                                   size_t tag_size, const void *ptext, size_t ptext_len,
                                   void *ctext, size_t *ctext_len)
{
    SCOPED(buffer) struct buffer copy = { 0 };
    struct bytes iv = bytes_of(nonce, nonce_len), plain = bytes_of(ptext, ptext_len);
    struct aead aead;

    TRY(choose(handle, iv, tag_size, ptext_len, &aead));
    if (*ctext_len < aead.tag_size || *ctext_len - aead.tag_size < ptext_len)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    TRY(take_apart(&aead, &plain, &copy));
    aead_seal(&aead, &handle->key, iv, bytes_of(auth, auth_len), plain, ctext);
    *ctext_len = ptext_len + aead.tag_size;
    return 0;
}

/**
 * gnutls_aead_cipher_decrypt:
 * @handle: a cipher that was made ready
 * @nonce: the nonce of the message
 * @nonce_len: its size
 * @auth: the bytes that were authenticated only
 * @auth_len: how many
 * @tag_size: the size of the tag; 0 for that of the cipher
 * @ctext: the encrypted message and the tag
 * @ctext_len: their size
 * @ptext: receives the message; may be @ctext
 * @ptext_len: the room in @ptext; receives what is used
 *
 * Decrypts a message, if nobody changed it. What is in @ptext after an error must not be used.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_DECRYPTION_FAILED when the tag is not right;
 * %GNUTLS_E_SHORT_MEMORY_BUFFER when there is not enough room; %GNUTLS_E_INVALID_REQUEST for sizes of
 * nonce and tag that the cipher does not have.
 *
 * Since: 3.4.0
 **/
API int gnutls_aead_cipher_decrypt(gnutls_aead_cipher_hd_t handle, const void *nonce,
                                   size_t nonce_len, const void *auth, size_t auth_len,
                                   size_t tag_size, const void *ctext, size_t ctext_len,
                                   void *ptext, size_t *ptext_len)
{
    SCOPED(buffer) struct buffer copy = { 0 };
    struct bytes iv = bytes_of(nonce, nonce_len), sealed = bytes_of(ctext, ctext_len);
    struct aead aead;

    TRY(choose(handle, iv, tag_size, ctext_len, &aead));
    if (ctext_len < aead.tag_size)
        return fail(GNUTLS_E_DECRYPTION_FAILED);
    if (*ptext_len < ctext_len - aead.tag_size)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    TRY(take_apart(&aead, &sealed, &copy));
    TRY(aead_open(&aead, &handle->key, iv, bytes_of(auth, auth_len), sealed, ptext));
    *ptext_len = ctext_len - aead.tag_size;
    return 0;
}

/* A request of the calls with parts. */
struct request {
    struct bytes nonce;
    struct parts auth, message;
};

/* Message and tag in the order of the mode. */
static int seal_parts(gnutls_aead_cipher_hd_t handle, const struct request *request,
                      size_t tag_size, struct aead *aead, struct buffer *out)
{
    SCOPED(buffer) struct buffer associated = { 0 };
    SCOPED(buffer) struct buffer plain = { 0 };
    uint8_t *room;

    TRY(append_parts(request->auth, &associated));
    TRY(append_parts(request->message, &plain));
    TRY(choose(handle, request->nonce, tag_size, plain.size, aead));
    TRY(buffer_extend(out, plain.size + aead->tag_size, &room));
    aead_seal(aead, &handle->key, request->nonce, buffer_bytes(&associated), buffer_bytes(&plain),
              room);
    return 0;
}

/**
 * gnutls_aead_cipher_encryptv:
 * @handle: a cipher that was made ready
 * @nonce: a nonce, never used before with this key
 * @nonce_len: its size
 * @auth_iov: bytes that are authenticated only, in parts
 * @auth_iovcnt: how many parts
 * @tag_size: the size of the tag; 0 for that of the cipher
 * @iov: the message in parts
 * @iovcnt: how many parts
 * @ctext: receives the encrypted message and the tag
 * @ctext_len: the room in @ctext; receives what is used
 *
 * Encrypts and authenticates a message that lies in parts.
 *
 * Returns: as gnutls_aead_cipher_encrypt().
 *
 * Since: 3.6.3
 **/
API int gnutls_aead_cipher_encryptv(gnutls_aead_cipher_hd_t handle, const void *nonce,
                                    size_t nonce_len, const giovec_t *auth_iov, int auth_iovcnt,
                                    size_t tag_size, const giovec_t *iov, int iovcnt, void *ctext,
                                    size_t *ctext_len)
{
    struct request request = { bytes_of(nonce, nonce_len),
                               { auth_iov, auth_iovcnt },
                               { iov, iovcnt } };
    SCOPED(buffer) struct buffer sealed = { 0 };
    struct aead aead;

    TRY(seal_parts(handle, &request, tag_size, &aead, &sealed));
    if (*ctext_len < sealed.size)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    memcpy(ctext, sealed.data, sealed.size);
    *ctext_len = sealed.size;
    return 0;
}

/**
 * gnutls_aead_cipher_encryptv2:
 * @handle: a cipher that was made ready
 * @nonce: a nonce, never used before with this key
 * @nonce_len: its size
 * @auth_iov: bytes that are authenticated only, in parts
 * @auth_iovcnt: how many parts
 * @iov: the message in parts, encrypted where it is
 * @iovcnt: how many parts
 * @tag: receives the tag
 * @tag_size: the size of the tag, 0 for that of the cipher; receives it
 *
 * Encrypts and authenticates a message that lies in parts, in place.
 *
 * Returns: as gnutls_aead_cipher_encrypt().
 *
 * Since: 3.6.10
 **/
API int gnutls_aead_cipher_encryptv2(gnutls_aead_cipher_hd_t handle, const void *nonce,
                                     size_t nonce_len, const giovec_t *auth_iov, int auth_iovcnt,
                                     const giovec_t *iov, int iovcnt, void *tag, size_t *tag_size)
{
    struct request request = { bytes_of(nonce, nonce_len),
                               { auth_iov, auth_iovcnt },
                               { iov, iovcnt } };
    SCOPED(buffer) struct buffer sealed = { 0 };
    struct aead aead;

    TRY(seal_parts(handle, &request, *tag_size, &aead, &sealed));
    size_t text_size = sealed.size - aead.tag_size;
    bool first = aead_tag_is_first(&aead);
    spread(sealed.data + (first ? aead.tag_size : 0), request.message);
    memcpy(tag, sealed.data + (first ? 0 : text_size), aead.tag_size);
    *tag_size = aead.tag_size;
    return 0;
}

static int open_parts(gnutls_aead_cipher_hd_t handle, const struct request *request,
                      struct bytes tag)
{
    SCOPED(buffer) struct buffer associated = { 0 };
    SCOPED(buffer) struct buffer sealed = { 0 };
    SCOPED(buffer) struct buffer plain = { 0 };
    struct aead aead;
    uint8_t *room;

    TRY(choose(handle, request->nonce, tag.size, 0, &aead));
    tag.size = aead.tag_size;
    TRY(append_parts(request->auth, &associated));
    if (aead_tag_is_first(&aead))
        TRY(buffer_append(&sealed, tag));
    TRY(append_parts(request->message, &sealed));
    if (!aead_tag_is_first(&aead))
        TRY(buffer_append(&sealed, tag));
    TRY(choose(handle, request->nonce, tag.size, sealed.size, &aead));
    TRY(buffer_extend(&plain, sealed.size - tag.size, &room));
    TRY(aead_open(&aead, &handle->key, request->nonce, buffer_bytes(&associated),
                  buffer_bytes(&sealed), room));
    spread(plain.data, request->message);
    return 0;
}

/**
 * gnutls_aead_cipher_decryptv2:
 * @handle: a cipher that was made ready
 * @nonce: the nonce of the message
 * @nonce_len: its size
 * @auth_iov: the bytes that were authenticated only, in parts
 * @auth_iovcnt: how many parts
 * @iov: the encrypted message in parts, decrypted where it is
 * @iovcnt: how many parts
 * @tag: the tag
 * @tag_size: its size; 0 for that of the cipher
 *
 * Decrypts a message that lies in parts, in place, if nobody changed it. After an error it is as it
 * was.
 *
 * Returns: as gnutls_aead_cipher_decrypt().
 *
 * Since: 3.6.10
 **/
API int gnutls_aead_cipher_decryptv2(gnutls_aead_cipher_hd_t handle, const void *nonce,
                                     size_t nonce_len, const giovec_t *auth_iov, int auth_iovcnt,
                                     const giovec_t *iov, int iovcnt, void *tag, size_t tag_size)
{
    struct request request = { bytes_of(nonce, nonce_len),
                               { auth_iov, auth_iovcnt },
                               { iov, iovcnt } };

    return open_parts(handle, &request, bytes_of(tag, tag_size));
}
