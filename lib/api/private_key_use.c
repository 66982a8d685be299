/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* private_key_use.c - what keys do beside signing: decrypt, encrypt, derive */

#include "api/output.h"
#include "credentials/private_key.h"
#include "credentials/public_key.h"
#include "crypto/decrypt.h"

#include <gnutls/abstract.h>

/**
 * gnutls_privkey_decrypt_data:
 * @key: an RSA key, or one of the application that decrypts
 * @flags: 0
 * @ciphertext: what was encrypted to the key
 * @plaintext: receives what it was; free it with gnutls_free()
 *
 * Decrypts with the padding of PKCS#1: RFC 8017, 7.2.
 *
 * Whoever may send anything and sees whether it could be decrypted can
 * decrypt all else (Bleichenbacher). Where that is possible,
 * gnutls_privkey_decrypt_data2() is to be used, and its verdict hidden.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_DECRYPTION_FAILED;
 *   %GNUTLS_E_INVALID_REQUEST for a key that can not decrypt; what the
 *   application's function returns.
 *
 * Since: 2.12.0
 **/
API int gnutls_privkey_decrypt_data(gnutls_privkey_t key, unsigned int flags,
                                    const gnutls_datum_t *ciphertext, gnutls_datum_t *plaintext)
{
    SCOPED(buffer) struct buffer plain = { 0 };
    TRY(privkey_decrypt(key, bytes_of_datum(ciphertext), &plain));
    return bytes_give(buffer_bytes(&plain), plaintext);
}

/**
 * gnutls_privkey_decrypt_data2:
 * @key: an RSA key, or one of the application that decrypts
 * @flags: 0
 * @ciphertext: what was encrypted to the key
 * @plaintext: room for @plaintext_size bytes; filled before with random bytes
 * @plaintext_size: how long what was encrypted is
 *
 * Decrypts something whose size is known, with the padding of PKCS#1:
 * RFC 8017, 7.2.
 *
 * Unless it was padded rightly and has that size, @plaintext stays as it is,
 * and the time does not tell. A caller that goes on with the random bytes,
 * whatever is returned, gives nothing away.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_DECRYPTION_FAILED;
 *   %GNUTLS_E_INVALID_REQUEST for a key that can not decrypt; what the
 *   application's function returns.
 *
 * Since: 3.6.5
 **/
API int gnutls_privkey_decrypt_data2(gnutls_privkey_t key, unsigned int flags,
                                     const gnutls_datum_t *ciphertext, unsigned char *plaintext,
                                     size_t plaintext_size)
{
    return privkey_decrypt_size(key, bytes_of_datum(ciphertext), plaintext, plaintext_size);
}

/**
 * gnutls_pubkey_encrypt_data:
 * @key: an RSA key
 * @flags: 0
 * @plaintext: at most the size of the key less 11 bytes
 * @ciphertext: receives what is encrypted; free it with gnutls_free()
 *
 * Encrypts with the padding of PKCS#1: RFC 8017, 7.2.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ENCRYPTION_FAILED when @plaintext is
 *   too long; %GNUTLS_E_INVALID_REQUEST for another key.
 *
 * Since: 3.0
 **/
API int gnutls_pubkey_encrypt_data(gnutls_pubkey_t key, unsigned int flags,
                                   const gnutls_datum_t *plaintext, gnutls_datum_t *ciphertext)
{
    SCOPED(buffer) struct buffer encrypted = { 0 };
    if (pubkey_key(key)->kind != KEY_RSA)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(key_encrypt(pubkey_key(key), bytes_of_datum(plaintext), &encrypted));
    return buffer_give(&encrypted, ciphertext);
}

/**
 * gnutls_privkey_derive_secret:
 * @privkey: a key on a curve, or for Diffie-Hellman
 * @pubkey: another's key of the same kind
 * @nonce: %NULL
 * @secret: receives the secret; free it with gnutls_free()
 * @flags: 0
 *
 * Derives the secret that two keys share: of ECDH the coordinate, RFC 8422,
 * 5.10; of X25519 and X448 what RFC 7748, 6 says; of Diffie-Hellman a number
 * as long as the prime.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when the keys are not
 *   of one kind, are not all there, or with a nonce;
 *   %GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER for a public key of no use.
 *
 * Since: 3.8.2
 **/
API int gnutls_privkey_derive_secret(gnutls_privkey_t privkey, gnutls_pubkey_t pubkey,
                                     const gnutls_datum_t *nonce, gnutls_datum_t *secret,
                                     unsigned int flags)
{
    SCOPED(buffer) struct buffer shared = { 0 };
    if (nonce != NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(privkey_derive(privkey, pubkey_key(pubkey), &shared));
    return bytes_give(buffer_bytes(&shared), secret);
}

/**
 * gnutls_pubkey_verify_params:
 * @key: a key
 *
 * Checks that the numbers of a key can be those of a key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty key;
 *   %GNUTLS_E_ILLEGAL_PARAMETER.
 *
 * Since: 3.3.0
 **/
API int gnutls_pubkey_verify_params(gnutls_pubkey_t key)
{
    if (pubkey_key(key)->kind == KEY_NONE)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return public_key_check(pubkey_key(key));
}

/**
 * gnutls_privkey_status:
 * @key: a key
 *
 * Tells whether a key can be used now. A key in a token could be away; none
 * here can.
 *
 * Returns: 1.
 *
 * Since: 3.1.10
 **/
API int gnutls_privkey_status(gnutls_privkey_t key)
{
    return 1;
}

/**
 * gnutls_privkey_get_seed:
 * @key: a key
 * @digest: receives the hash that was used; may be %NULL
 * @seed: receives the seed
 * @seed_size: room in @seed; receives how long it is
 *
 * Gives the seed that a provable key was made from. Who has it has the key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a key without
 *   one; %GNUTLS_E_SHORT_MEMORY_BUFFER, and in @seed_size what is needed.
 *
 * Since: 3.5.0
 **/
API int gnutls_privkey_get_seed(gnutls_privkey_t key, gnutls_digest_algorithm_t *digest, void *seed,
                                size_t *seed_size)
{
    const struct private_key *from = privkey_software(key);
    if (from == NULL || from->seed.size == 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (digest != NULL)
        *digest = from->seed_hash->digest_id;
    if (seed_size == NULL)
        return fail(GNUTLS_E_SHORT_MEMORY_BUFFER);
    return output_bytes(buffer_bytes(&from->seed), seed, seed_size);
}

/**
 * gnutls_privkey_verify_seed:
 * @key: a key
 * @digest: not used: it is SHA-384
 * @seed: a seed, or %NULL for the one in the key
 * @seed_size: its size
 *
 * Checks that an RSA key was made from a seed, by making it again; this takes
 * as long as making one.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PRIVKEY_VERIFICATION_ERROR when the
 *   seed gives another key; %GNUTLS_E_PK_NO_VALIDATION_PARAMS when there is no
 *   seed; %GNUTLS_E_UNIMPLEMENTED_FEATURE for another kind of key.
 *
 * Since: 3.5.0
 **/
API int gnutls_privkey_verify_seed(gnutls_privkey_t key, gnutls_digest_algorithm_t digest,
                                   const void *seed, size_t seed_size)
{
    if (privkey_software(key) == NULL)
        return fail(GNUTLS_E_UNIMPLEMENTED_FEATURE);
    return private_key_check_seed(privkey_software(key), bytes_of(seed, seed_size));
}

/**
 * gnutls_privkey_set_flags:
 * @key: a key
 * @flags: of #gnutls_privkey_flags_t
 *
 * Sets how a key is written out. The flag that may be set here,
 * %GNUTLS_PRIVKEY_FLAG_EXPORT_COMPAT, asks to leave the seed of a provable key
 * out; what is written in the kind's own form never has it, and PKCS#8 always.
 *
 * Since: 3.5.0
 **/
API void gnutls_privkey_set_flags(gnutls_privkey_t key, unsigned int flags)
{
}

/**
 * gnutls_privkey_generate2:
 * @pkey: an empty key
 * @algo: its kind
 * @bits: its size, or GNUTLS_CURVE_TO_BITS() of a curve
 * @flags: 0 or %GNUTLS_PRIVKEY_FLAG_PROVABLE
 * @data: hints: %GNUTLS_KEYGEN_SPKI with parameters that the key is bound to,
 *   %GNUTLS_KEYGEN_SEED, %GNUTLS_KEYGEN_DIGEST
 * @data_size: how many elements of @data there are
 *
 * Makes a new private key.
 *
 * With %GNUTLS_PRIVKEY_FLAG_PROVABLE the primes of an RSA key come from a seed
 * and are proved to be primes: FIPS 186-4, App. B.3.2, with SHA-384. The same
 * seed and size give the same key, so the seed is as secret as the key; it
 * stays with the key, in PKCS#8 too. Without %GNUTLS_KEYGEN_SEED it is drawn
 * at random. Without the flag a seed is not looked at.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a kind or size that
 *   can not be made, or made so; %GNUTLS_E_PK_GENERATION_ERROR for a seed or
 *   size that gives no key; %GNUTLS_E_UNIMPLEMENTED_FEATURE for a DSA key with
 *   proved primes; other negative codes.
 *
 * Since: 3.5.0
 **/
API int gnutls_privkey_generate2(gnutls_privkey_t pkey, gnutls_pk_algorithm_t algo,
                                 unsigned int bits, unsigned int flags,
                                 const gnutls_keygen_data_st *data, unsigned data_size)
{
    SCOPED(private_key) struct private_key key = { 0 };
    const struct key_recipe recipe = { algo, bits, flags, data, data_size };
    TRY(private_key_make_as(&recipe, &key));
    return privkey_fill(pkey, &key);
}
