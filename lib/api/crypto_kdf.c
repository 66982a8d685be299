/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crypto_kdf.c - keys from keys and from passwords, for applications */

#include "base/errors.h"
#include "crypto/hkdf.h"
#include "crypto/pbe.h"

#include <gnutls/crypto.h>

/**
 * gnutls_hkdf_extract:
 * @mac: the hash to use, as %GNUTLS_MAC_SHA256
 * @key: the input
 * @salt: a salt; may be %NULL
 * @output: receives the key, as long as the hash
 *
 * Makes an even key of an uneven secret: HKDF-Extract of RFC 5869.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for a hash that is not supported.
 *
 * Since: 3.6.13
 **/
API int gnutls_hkdf_extract(gnutls_mac_algorithm_t mac, const gnutls_datum_t *key,
                            const gnutls_datum_t *salt, void *output)
{
    const struct hash *hash = hash_by_mac_id(mac);
    SCOPED(secret) struct secret prk = { 0 };

    if (!hash)
        return fail(GNUTLS_E_INVALID_REQUEST);
    hkdf_extract(hash, salt ? bytes_of_datum(salt) : bytes_none(), bytes_of_datum(key), &prk);
    memcpy(output, prk.bytes, prk.size);
    return 0;
}

/**
 * gnutls_hkdf_expand:
 * @mac: the hash to use, as %GNUTLS_MAC_SHA256
 * @key: a key, as gnutls_hkdf_extract() gives it
 * @info: what the output is for
 * @output: receives it
 * @length: how many bytes; at most 255 times the size of the hash
 *
 * Makes keys of a key: HKDF-Expand of RFC 5869.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for a hash that is not supported or too
 * large a length.
 *
 * Since: 3.6.13
 **/
API int gnutls_hkdf_expand(gnutls_mac_algorithm_t mac, const gnutls_datum_t *key,
                           const gnutls_datum_t *info, void *output, size_t length)
{
    const struct hash *hash = hash_by_mac_id(mac);
    SCOPED(hkdf_key) struct hkdf_key prepared = { 0 };

    if (!hash)
        return fail(GNUTLS_E_INVALID_REQUEST);
    hmac_prepare(&prepared.hmac, hash, bytes_of_datum(key));
    return hkdf_expand(&prepared, bytes_of_datum(info), output, length);
}

/**
 * gnutls_pbkdf2:
 * @mac: the hash to use, as %GNUTLS_MAC_SHA256
 * @key: the password
 * @salt: a salt
 * @iter_count: how often the hash is repeated, at least once
 * @output: receives the key
 * @length: its size in bytes
 *
 * Makes a key of a password: PBKDF2 of RFC 8018.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_INVALID_REQUEST for a hash that is not supported or no
 * iterations.
 *
 * Since: 3.6.13
 **/
API int gnutls_pbkdf2(gnutls_mac_algorithm_t mac, const gnutls_datum_t *key,
                      const gnutls_datum_t *salt, unsigned int iter_count, void *output,
                      size_t length)
{
    const struct hash *hash = hash_by_mac_id(mac);

    if (!hash)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return pbkdf2(hash, bytes_of_datum(key), bytes_of_datum(salt), iter_count, output, length);
}
