/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithms.c - ciphers, MACs, hashes: what they are called */

#include "algorithms/algorithms.h"
#include "algorithms/names.h"
#include "base/attributes.h"

#include <gnutls/crypto.h>

/**
 * gnutls_cipher_get_name:
 * @algorithm: a cipher
 *
 * Gives the name of a cipher.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_cipher_get_name(gnutls_cipher_algorithm_t algorithm)
{
    return algorithm_name(ALGORITHM_CIPHER, (int)algorithm);
}

/**
 * gnutls_cipher_get_id:
 * @name: a name, in any case of letters
 *
 * Finds a cipher by its name.
 *
 * Returns: its id, or %GNUTLS_CIPHER_UNKNOWN for what is not known.
 **/
API gnutls_cipher_algorithm_t gnutls_cipher_get_id(const char *name)
{
    return (gnutls_cipher_algorithm_t)algorithm_id(ALGORITHM_CIPHER, name);
}

/**
 * gnutls_cipher_list:
 *
 * Lists the ciphers that are supported.
 *
 * Returns: ids, ended by zero; never released.
 **/
API const gnutls_cipher_algorithm_t *gnutls_cipher_list(void)
{
    return (const gnutls_cipher_algorithm_t *)algorithm_list(ALGORITHM_CIPHER);
}

/**
 * gnutls_cipher_get_key_size:
 * @algorithm: a cipher
 *
 * Tells how long the key of a cipher is.
 *
 * Returns: the number of bytes, or 0 where there is none.
 **/
API size_t gnutls_cipher_get_key_size(gnutls_cipher_algorithm_t algorithm)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_CIPHER, (int)algorithm);
    return facts == NULL ? 0 : facts->key_size;
}

/**
 * gnutls_cipher_get_block_size:
 * @algorithm: a cipher
 *
 * Tells how long a block of a cipher is; 1 for a stream cipher.
 *
 * Returns: the number of bytes, or 0 where there is none.
 *
 * Since: 2.10.0
 **/
API unsigned int gnutls_cipher_get_block_size(gnutls_cipher_algorithm_t algorithm)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_CIPHER, (int)algorithm);
    return facts == NULL ? 0 : facts->size;
}

/**
 * gnutls_cipher_get_iv_size:
 * @algorithm: a cipher
 *
 * Tells how long the nonce or initialization vector of a cipher is.
 *
 * Returns: the number of bytes, or 0 where there is none.
 *
 * Since: 3.2.0
 **/
API unsigned int gnutls_cipher_get_iv_size(gnutls_cipher_algorithm_t algorithm)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_CIPHER, (int)algorithm);
    return facts == NULL ? 0 : facts->nonce_size;
}

/**
 * gnutls_cipher_get_tag_size:
 * @algorithm: a cipher
 *
 * Tells how long the tag of an authenticated cipher is.
 *
 * Returns: the number of bytes, or 0 where there is none.
 *
 * Since: 3.2.2
 **/
API unsigned int gnutls_cipher_get_tag_size(gnutls_cipher_algorithm_t algorithm)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_CIPHER, (int)algorithm);
    return facts == NULL ? 0 : facts->tag_size;
}

/**
 * gnutls_mac_get_name:
 * @algorithm: a MAC
 *
 * Gives the name of a MAC.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_mac_get_name(gnutls_mac_algorithm_t algorithm)
{
    return algorithm_name(ALGORITHM_MAC, (int)algorithm);
}

/**
 * gnutls_mac_get_id:
 * @name: a name, in any case of letters
 *
 * Finds a MAC by its name.
 *
 * Returns: its id, or %GNUTLS_MAC_UNKNOWN for what is not known.
 **/
API gnutls_mac_algorithm_t gnutls_mac_get_id(const char *name)
{
    return (gnutls_mac_algorithm_t)algorithm_id(ALGORITHM_MAC, name);
}

/**
 * gnutls_mac_list:
 *
 * Lists the MACs that are supported.
 *
 * Returns: ids, ended by zero; never released.
 **/
API const gnutls_mac_algorithm_t *gnutls_mac_list(void)
{
    return (const gnutls_mac_algorithm_t *)algorithm_list(ALGORITHM_MAC);
}

/**
 * gnutls_mac_get_key_size:
 * @algorithm: a MAC
 *
 * Tells how long the key of a MAC is in TLS.
 *
 * Returns: the number of bytes, or 0 where there is none.
 **/
API size_t gnutls_mac_get_key_size(gnutls_mac_algorithm_t algorithm)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_MAC, (int)algorithm);
    return facts == NULL ? 0 : facts->key_size;
}

/**
 * gnutls_mac_get_nonce_size:
 * @algorithm: a MAC
 *
 * Tells how long the nonce of a MAC is.
 *
 * Returns: the number of bytes, or 0 where there is none.
 *
 * Since: 3.2.0
 **/
API size_t gnutls_mac_get_nonce_size(gnutls_mac_algorithm_t algorithm)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_MAC, (int)algorithm);
    return facts == NULL ? 0 : facts->nonce_size;
}

/**
 * gnutls_digest_get_name:
 * @algorithm: a hash
 *
 * Gives the name of a hash.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_digest_get_name(gnutls_digest_algorithm_t algorithm)
{
    return algorithm_name(ALGORITHM_DIGEST, (int)algorithm);
}

/**
 * gnutls_digest_get_id:
 * @name: a name, in any case of letters
 *
 * Finds a hash by its name.
 *
 * Returns: its id, or %GNUTLS_DIG_UNKNOWN for what is not known.
 **/
API gnutls_digest_algorithm_t gnutls_digest_get_id(const char *name)
{
    return (gnutls_digest_algorithm_t)algorithm_id(ALGORITHM_DIGEST, name);
}

/**
 * gnutls_digest_list:
 *
 * Lists the hashes that are supported.
 *
 * Returns: ids, ended by zero; never released.
 **/
API const gnutls_digest_algorithm_t *gnutls_digest_list(void)
{
    return (const gnutls_digest_algorithm_t *)algorithm_list(ALGORITHM_DIGEST);
}

/**
 * gnutls_digest_get_oid:
 * @algorithm: a hash
 *
 * Gives the object identifier of a hash.
 *
 * Returns: digits and dots, never released, or %NULL where there is none.
 *
 * Since: 3.4.3
 **/
API const char *gnutls_digest_get_oid(gnutls_digest_algorithm_t algorithm)
{
    const struct algorithm *facts = algorithm_by_id(ALGORITHM_DIGEST, (int)algorithm);
    return facts == NULL ? NULL : facts->oid;
}

/**
 * gnutls_oid_to_digest:
 * @oid: digits and dots
 *
 * Finds a hash by its object identifier.
 *
 * Returns: its id, or %GNUTLS_DIG_UNKNOWN.
 *
 * Since: 3.4.3
 **/
API gnutls_digest_algorithm_t gnutls_oid_to_digest(const char *oid)
{
    const struct algorithm *facts = algorithm_by_oid(ALGORITHM_DIGEST, oid);
    return facts == NULL ? GNUTLS_DIG_UNKNOWN : (gnutls_digest_algorithm_t)facts->id;
}

/**
 * gnutls_oid_to_mac:
 * @oid: digits and dots
 *
 * Finds a MAC by its object identifier.
 *
 * Returns: its id, or %GNUTLS_MAC_UNKNOWN.
 *
 * Since: 3.5.4
 **/
API gnutls_mac_algorithm_t gnutls_oid_to_mac(const char *oid)
{
    const struct algorithm *facts = algorithm_by_oid(ALGORITHM_MAC, oid);
    return facts == NULL ? GNUTLS_MAC_UNKNOWN : (gnutls_mac_algorithm_t)facts->id;
}
