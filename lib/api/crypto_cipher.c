/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crypto_cipher.c - ciphers for applications, piece by piece */

#include "base/buffer.h"
#include "base/errors.h"
#include "crypto/cipher.h"
#include "crypto/padding.h"

#include <gnutls/crypto.h>

/* A handle of the API is the state below it. */
static struct cipher_state *state_of(gnutls_cipher_hd_t handle)
{
    return (struct cipher_state *)handle;
}

static int pad(gnutls_cipher_hd_t handle, struct buffer *buffer)
{
    size_t block = cipher_of(state_of(handle))->unit;

    return block > 1 ? padding_add(buffer, block) : fail(GNUTLS_E_INVALID_REQUEST);
}

static int unpad(gnutls_cipher_hd_t handle, struct buffer *buffer)
{
    size_t block = cipher_of(state_of(handle))->unit;

    return block > 1 ? padding_remove(buffer, block) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_cipher_init:
 * @handle: receives the handle; end it with gnutls_cipher_deinit()
 * @cipher: which cipher
 * @key: its key
 * @iv: the IV of the first message; may be %NULL, then gnutls_cipher_set_iv() comes first
 *
 * Makes a cipher ready that is fed piece by piece. For authenticated encryption
 * gnutls_aead_cipher_init() is easier to use rightly: it gives nothing out that was not
 * authenticated.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for a cipher that is not supported or
 * not used piece by piece (CCM, SIV), and for a key or an IV of another size.
 *
 * Since: 2.10.0
 **/
API int gnutls_cipher_init(gnutls_cipher_hd_t *handle, gnutls_cipher_algorithm_t cipher,
                           const gnutls_datum_t *key, const gnutls_datum_t *iv)
{
    const struct cipher *found = cipher_by_id(cipher);
    SCOPED(secret) struct secret secret = { 0 };
    struct cipher_state *state;

    if (!handle || !key || !found || key->size > SECRET_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    secret_set(&secret, bytes_of_datum(key));
    TRY(cipher_new(found, &secret, iv ? bytes_of_datum(iv) : bytes_of(NULL, 0), &state));
    *handle = (gnutls_cipher_hd_t)state;
    return 0;
}

/**
 * gnutls_cipher_deinit:
 * @handle: a cipher that was made ready; may be %NULL
 *
 * Ends a cipher and wipes its key.
 *
 * Since: 2.10.0
 **/
API void gnutls_cipher_deinit(gnutls_cipher_hd_t handle)
{
    cipher_free(state_of(handle));
}

/**
 * gnutls_cipher_set_iv:
 * @handle: a cipher that was made ready
 * @iv: the IV of the next message
 * @ivlen: its size, gnutls_cipher_get_iv_size() bytes
 *
 * Begins a new message. With an IV of another size the next call that encrypts or decrypts is an
 * error.
 *
 * Since: 3.0
 **/
API void gnutls_cipher_set_iv(gnutls_cipher_hd_t handle, void *iv, size_t ivlen)
{
    if (cipher_set_iv(state_of(handle), bytes_of(iv, ivlen)) < 0)
        return; /* the state remembers it */
}

/**
 * gnutls_cipher_add_auth:
 * @handle: a cipher that authenticates
 * @ptext: bytes that are authenticated only
 * @ptext_size: how many; in all calls but the last a multiple of 16
 *
 * Adds bytes that are authenticated but not encrypted. They come before the message.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST when the cipher does not authenticate, has no IV, or
 * when the message has begun.
 *
 * Since: 3.0
 **/
API int gnutls_cipher_add_auth(gnutls_cipher_hd_t handle, const void *ptext, size_t ptext_size)
{
    return cipher_add(state_of(handle), bytes_of(ptext, ptext_size));
}

/**
 * gnutls_cipher_encrypt:
 * @handle: a cipher that was made ready
 * @ptext: the next piece of the message, encrypted where it is
 * @ptext_len: its size; a multiple of the block size of a block cipher
 *
 * Encrypts in place. In all calls but the last of a message the size is a multiple of the block
 * size of the cipher, 64 for ChaCha20 and Salsa20.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for another size, or without an IV.
 *
 * Since: 2.10.0
 **/
API int gnutls_cipher_encrypt(const gnutls_cipher_hd_t handle, void *ptext, size_t ptext_len)
{
    return cipher_encrypt(state_of(handle), bytes_of(ptext, ptext_len), ptext);
}

/**
 * gnutls_cipher_decrypt:
 * @handle: a cipher that was made ready
 * @ctext: the next piece of the encrypted message, decrypted where it is
 * @ctext_len: its size; a multiple of the block size of a block cipher
 *
 * Decrypts in place. What a cipher that authenticates gives must not be used before
 * gnutls_cipher_tag() was compared with the tag that came.
 *
 * Returns: as gnutls_cipher_encrypt().
 *
 * Since: 2.10.0
 **/
API int gnutls_cipher_decrypt(const gnutls_cipher_hd_t handle, void *ctext, size_t ctext_len)
{
    return cipher_decrypt(state_of(handle), bytes_of(ctext, ctext_len), ctext);
}

/**
 * gnutls_cipher_encrypt2:
 * @handle: a cipher that was made ready
 * @ptext: the next piece of the message
 * @ptext_len: its size; a multiple of the block size of a block cipher
 * @ctext: receives the encrypted bytes; may be @ptext
 * @ctext_len: the room in @ctext, in bytes
 *
 * As gnutls_cipher_encrypt(), to another place.
 *
 * Returns: %GNUTLS_E_SUCCESS, %GNUTLS_E_SHORT_MEMORY_BUFFER when @ctext_len is below @ptext_len, or
 * %GNUTLS_E_INVALID_REQUEST for a size that does not fit, or without an IV.
 *
 * Since: 2.12.0
 **/
API int gnutls_cipher_encrypt2(gnutls_cipher_hd_t handle, const void *ptext, size_t ptext_len,
                               void *ctext, size_t ctext_len)
{
    if (ctext_len < ptext_len)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    return cipher_encrypt(state_of(handle), bytes_of(ptext, ptext_len), ctext);
}

/**
 * gnutls_cipher_decrypt2:
 * @handle: a cipher that was made ready
 * @ctext: the next piece of the encrypted message
 * @ctext_len: its size; a multiple of the block size of a block cipher
 * @ptext: receives the decrypted bytes; may be @ctext
 * @ptext_len: the room in @ptext, in bytes
 *
 * As gnutls_cipher_decrypt(), to another place.
 *
 * Returns: as gnutls_cipher_encrypt2().
 *
 * Since: 2.12.0
 **/
API int gnutls_cipher_decrypt2(gnutls_cipher_hd_t handle, const void *ctext, size_t ctext_len,
                               void *ptext, size_t ptext_len)
{
    if (ptext_len < ctext_len)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    return cipher_decrypt(state_of(handle), bytes_of(ctext, ctext_len), ptext);
}

/**
 * gnutls_cipher_encrypt3:
 * @handle: a block cipher that was made ready
 * @ptext: the message
 * @ptext_len: its size in bytes
 * @ctext: receives the encrypted message; %NULL asks for its size only
 * @ctext_len: the room in @ctext; receives what is used or needed
 * @flags: 0, or %GNUTLS_CIPHER_PADDING_PKCS7 to fill the last block (RFC 5652, 6.3)
 *
 * Encrypts the last or only piece of a message of any size.
 *
 * Returns: %GNUTLS_E_SUCCESS, %GNUTLS_E_SHORT_MEMORY_BUFFER when there is not enough room, or
 * %GNUTLS_E_INVALID_REQUEST without the flag and with a size that does not fit the cipher.
 *
 * Since: 3.7.7
 **/
API int gnutls_cipher_encrypt3(gnutls_cipher_hd_t handle, const void *ptext, size_t ptext_len,
                               void *ctext, size_t *ctext_len, unsigned flags)
{
    SCOPED(buffer) struct buffer padded = { 0 };

    TRY(buffer_set(&padded, bytes_of(ptext, ptext_len)));
    if (flags & GNUTLS_CIPHER_PADDING_PKCS7)
        TRY(pad(handle, &padded));
    size_t room = *ctext_len;
    *ctext_len = padded.size;
    if (!ctext)
        return 0;
    if (room < padded.size) {
        *ctext_len = room;
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    }
    return cipher_encrypt(state_of(handle), buffer_bytes(&padded), ctext);
}

/**
 * gnutls_cipher_decrypt3:
 * @handle: a block cipher that was made ready
 * @ctext: the encrypted message
 * @ctext_len: its size in bytes
 * @ptext: receives the message
 * @ptext_len: the room in @ptext; receives what is used
 * @flags: 0, or %GNUTLS_CIPHER_PADDING_PKCS7 to take the padding away (RFC 5652, 6.3)
 *
 * Decrypts the last or only piece of a message. Who tells others whether the padding was right
 * tells them the message: authenticate first.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_DECRYPTION_FAILED when the padding is not right;
 * %GNUTLS_E_SHORT_MEMORY_BUFFER when there is not enough room; %GNUTLS_E_INVALID_REQUEST for a size that does not
 * fit the cipher.
 *
 * Since: 3.7.7
 **/
API int gnutls_cipher_decrypt3(gnutls_cipher_hd_t handle, const void *ctext, size_t ctext_len,
                               void *ptext, size_t *ptext_len, unsigned flags)
{
    SCOPED(buffer) struct buffer plain = { 0 };
    uint8_t *room;

    TRY(buffer_extend(&plain, ctext_len, &room));
    TRY(cipher_decrypt(state_of(handle), bytes_of(ctext, ctext_len), room));
    if (flags & GNUTLS_CIPHER_PADDING_PKCS7)
        TRY(unpad(handle, &plain));
    if (!ptext || *ptext_len < plain.size)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    if (plain.size > 0)
        memcpy(ptext, plain.data, plain.size);
    *ptext_len = plain.size;
    return 0;
}

/**
 * gnutls_cipher_tag:
 * @handle: a cipher that authenticates
 * @tag: receives the tag of the message
 * @tag_size: how many bytes of it, at most gnutls_cipher_get_tag_size()
 *
 * Ends a message and gives its tag. The next one begins with gnutls_cipher_set_iv(). Compare tags
 * with gnutls_memcmp().
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST when the cipher does not authenticate or @tag_size is too
 * large.
 *
 * Since: 3.0
 **/
API int gnutls_cipher_tag(gnutls_cipher_hd_t handle, void *tag, size_t tag_size)
{
    return cipher_tag(state_of(handle), tag, tag_size);
}
