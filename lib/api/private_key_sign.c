/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* private_key_sign.c - signatures by keys, wherever they live */

#include "api/output.h"
#include "credentials/private_key.h"
#include "credentials/public_key.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/* Appended signature, as a datum of the application. */
static int give_signature(int result, struct buffer *signature, gnutls_datum_t *out)
{
    TRY(result);
    return buffer_give(signature, out);
}

static const struct signature_scheme *scheme_of(gnutls_privkey_t key,
                                                gnutls_digest_algorithm_t hash, unsigned flags)
{
    bool pss = (flags & GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS) != 0;
    return scheme_for_key(privkey_algorithm(key), hash_by_digest_id(hash), pss);
}

/**
 * gnutls_privkey_sign_data:
 * @signer: a key
 * @hash: the hash; not looked at for EdDSA
 * @flags: 0, or %GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS
 * @data: a message
 * @signature: receives the signature; free it with gnutls_free()
 *
 * Signs a message.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when key and hash
 *   do not go together; other negative codes.
 *
 * Since: 2.12.0
 **/
API int gnutls_privkey_sign_data(gnutls_privkey_t signer, gnutls_digest_algorithm_t hash,
                                 unsigned int flags, const gnutls_datum_t *data,
                                 gnutls_datum_t *signature)
{
    const struct signature_scheme *scheme = scheme_of(signer, hash, flags);
    if (scheme == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return gnutls_privkey_sign_data2(signer, scheme->api_id, flags, data, signature);
}

/**
 * gnutls_privkey_sign_data2:
 * @signer: a key
 * @algo: the signature algorithm
 * @flags: 0
 * @data: a message
 * @signature: receives the signature; free it with gnutls_free()
 *
 * Signs a message with a given algorithm.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for one that is not
 *   known; %GNUTLS_E_CONSTRAINT_ERROR for one that is not the key's; other
 *   negative codes.
 *
 * Since: 3.6.0
 **/
API int gnutls_privkey_sign_data2(gnutls_privkey_t signer, gnutls_sign_algorithm_t algo,
                                  unsigned int flags, const gnutls_datum_t *data,
                                  gnutls_datum_t *signature)
{
    SCOPED(buffer) struct buffer out = { 0 };
    const struct signature_scheme *scheme = scheme_by_api_id(algo);
    if (scheme == NULL || scheme->how.padding == SIGN_RSA_RAW)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(privkey_allows(signer, scheme));
    return give_signature(privkey_sign(signer, scheme, bytes_of_datum(data), &out), &out,
                          signature);
}

/**
 * gnutls_privkey_sign_hash:
 * @signer: a key
 * @hash_algo: the hash
 * @flags: 0, %GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS, or
 *   %GNUTLS_PRIVKEY_SIGN_FLAG_TLS1_RSA for PKCS#1 without the name of a hash
 * @hash_data: the hash of a message
 * @signature: receives the signature; free it with gnutls_free()
 *
 * Signs what was hashed elsewhere. Not for EdDSA.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when key and hash
 *   do not go together, and for a hash of another size; other negative codes.
 *
 * Since: 2.12.0
 **/
API int gnutls_privkey_sign_hash(gnutls_privkey_t signer, gnutls_digest_algorithm_t hash_algo,
                                 unsigned int flags, const gnutls_datum_t *hash_data,
                                 gnutls_datum_t *signature)
{
    const struct signature_scheme *scheme = scheme_of(signer, hash_algo, flags);
    bool raw = (flags & GNUTLS_PRIVKEY_SIGN_FLAG_TLS1_RSA) != 0 || hash_algo == GNUTLS_DIG_UNKNOWN;
    if (raw && privkey_algorithm(signer) == GNUTLS_PK_RSA)
        scheme = scheme_by_api_id(GNUTLS_SIGN_RSA_RAW);
    if (scheme == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return gnutls_privkey_sign_hash2(signer, scheme->api_id, flags, hash_data, signature);
}

/**
 * gnutls_privkey_sign_hash2:
 * @signer: a key
 * @algo: the signature algorithm
 * @flags: 0
 * @hash_data: the hash of a message
 * @signature: receives the signature; free it with gnutls_free()
 *
 * Signs what was hashed elsewhere, with a given algorithm. Not for EdDSA.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for one that is not
 *   known, and for a hash of another size; %GNUTLS_E_CONSTRAINT_ERROR for one
 *   that is not the key's; other negative codes.
 *
 * Since: 3.6.0
 **/
API int gnutls_privkey_sign_hash2(gnutls_privkey_t signer, gnutls_sign_algorithm_t algo,
                                  unsigned int flags, const gnutls_datum_t *hash_data,
                                  gnutls_datum_t *signature)
{
    SCOPED(buffer) struct buffer out = { 0 };
    const struct signature_scheme *scheme = scheme_by_api_id(algo);
    if (scheme == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(privkey_allows(signer, scheme));
    return give_signature(privkey_sign_digest(signer, scheme, bytes_of_datum(hash_data), &out),
                          &out, signature);
}

/**
 * gnutls_x509_privkey_sign_data:
 * @key: a key
 * @digest: the hash; not looked at for EdDSA
 * @flags: 0
 * @data: a message
 * @signature: receives the signature
 * @signature_size: room in @signature; receives the size
 *
 * Signs a message; gnutls_privkey_sign_data() does it for keys of any home.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @signature_size what is needed; %GNUTLS_E_INVALID_REQUEST when key and
 *   hash do not go together.
 **/
API int gnutls_x509_privkey_sign_data(gnutls_x509_privkey_t key, gnutls_digest_algorithm_t digest,
                                      unsigned int flags, const gnutls_datum_t *data,
                                      void *signature, size_t *signature_size)
{
    SCOPED(buffer) struct buffer made = { 0 };
    const struct private_key *software = x509_privkey_key(key);
    const struct signature_scheme *scheme =
        scheme_for_key(key_pk_algorithm(&software->public), hash_by_digest_id(digest), false);
    if (scheme == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(x509_privkey_proved(key, &software));
    TRY(key_sign(software, scheme->how, bytes_of_datum(data), &made));
    return output_bytes(buffer_bytes(&made), signature, signature_size);
}

/**
 * gnutls_x509_privkey_sign_hash:
 * @key: an RSA key
 * @hash: what is to be signed, at most the size of the key less 11 bytes
 * @signature: receives the signature; free it with gnutls_free()
 *
 * Signs with PKCS#1 what the application has made ready, without the name of
 * a hash.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key;
 *   %GNUTLS_E_PK_SIGN_FAILED for what is too long.
 *
 * Deprecated: gnutls_privkey_sign_hash() is to be used.
 **/
API int gnutls_x509_privkey_sign_hash(gnutls_x509_privkey_t key, const gnutls_datum_t *hash,
                                      gnutls_datum_t *signature)
{
    SCOPED(buffer) struct buffer made = { 0 };
    const struct sign_how how = { SIGN_RSA_RAW, NULL, 0 };
    TRY(key_sign_digest(x509_privkey_key(key), how, bytes_of_datum(hash), &made));
    return buffer_give(&made, signature);
}
