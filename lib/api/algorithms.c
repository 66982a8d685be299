/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithms.c - ciphers, MACs, hashes, suites, versions: what they are called */

#include "algorithms/algorithms.h"
#include "algorithms/names.h"
#include "base/attributes.h"

#include <gnutls/compat.h>
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

/**
 * gnutls_kx_get_name:
 * @algorithm: a key exchange
 *
 * Gives the name of a key exchange.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_kx_get_name(gnutls_kx_algorithm_t algorithm)
{
    return algorithm_name(ALGORITHM_KX, (int)algorithm);
}

/**
 * gnutls_kx_get_id:
 * @name: a name, in any case of letters
 *
 * Finds a key exchange by its name.
 *
 * Returns: its id, or %GNUTLS_KX_UNKNOWN for what is not known.
 **/
API gnutls_kx_algorithm_t gnutls_kx_get_id(const char *name)
{
    return (gnutls_kx_algorithm_t)algorithm_id(ALGORITHM_KX, name);
}

/**
 * gnutls_kx_list:
 *
 * Lists the key exchanges that are supported.
 *
 * Returns: ids, ended by zero; never released.
 **/
API const gnutls_kx_algorithm_t *gnutls_kx_list(void)
{
    return (const gnutls_kx_algorithm_t *)algorithm_list(ALGORITHM_KX);
}

/**
 * gnutls_cipher_suite_get_name:
 * @kx_algorithm: the key exchange; %GNUTLS_KX_UNKNOWN in TLS 1.3
 * @cipher_algorithm: the cipher
 * @mac_algorithm: the MAC
 *
 * Gives the name of the cipher suite that has these parts.
 *
 * Returns: a text that is never released, or %NULL if there is no such suite.
 **/
API const char *gnutls_cipher_suite_get_name(gnutls_kx_algorithm_t kx_algorithm,
                                             gnutls_cipher_algorithm_t cipher_algorithm,
                                             gnutls_mac_algorithm_t mac_algorithm)
{
    const struct cipher_suite *suite =
        suite_by_parts(kx_algorithm, cipher_algorithm, mac_algorithm);
    return suite == NULL ? NULL : suite->name + strlen("TLS_");
}

/**
 * gnutls_cipher_suite_info:
 * @idx: 0 for the first, then upwards
 * @cs_id: receives the two bytes of its number; may be %NULL
 * @kx: receives the key exchange; may be %NULL
 * @cipher: receives the cipher; may be %NULL
 * @mac: receives the MAC; may be %NULL
 * @min_version: receives the lowest version that has it; may be %NULL
 *
 * Lists the cipher suites that are supported.
 *
 * Returns: the name of the suite, or %NULL behind the last.
 **/
API const char *gnutls_cipher_suite_info(size_t idx, unsigned char *cs_id,
                                         gnutls_kx_algorithm_t *kx,
                                         gnutls_cipher_algorithm_t *cipher,
                                         gnutls_mac_algorithm_t *mac,
                                         gnutls_protocol_t *min_version)
{
    const struct cipher_suite *suite = suite_at(idx);
    if (suite == NULL)
        return NULL;
    if (cs_id != NULL) {
        cs_id[0] = (unsigned char)(suite->id >> 8);
        cs_id[1] = (unsigned char)suite->id;
    }
    if (kx != NULL)
        *kx = suite->kx;
    if (cipher != NULL)
        *cipher = suite->cipher;
    if (mac != NULL)
        *mac = suite->mac;
    if (min_version != NULL)
        *min_version = suite->min_version;
    return suite->name;
}

/**
 * gnutls_protocol_get_name:
 * @version: a version of the protocol
 *
 * Gives the name of a version, like "TLS1.3".
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_protocol_get_name(gnutls_protocol_t version)
{
    const struct version *facts = version_by_id(version);
    return facts == NULL ? NULL : facts->name;
}

/**
 * gnutls_protocol_get_id:
 * @name: a name, in any case of letters
 *
 * Finds a version of the protocol by its name.
 *
 * Returns: its id, or %GNUTLS_VERSION_UNKNOWN.
 **/
API gnutls_protocol_t gnutls_protocol_get_id(const char *name)
{
    const struct version *facts = version_by_name(name);
    return facts == NULL ? GNUTLS_VERSION_UNKNOWN : facts->id;
}

/**
 * gnutls_protocol_list:
 *
 * Lists the versions of the protocol that are supported.
 *
 * Returns: ids, ended by zero; never released.
 **/
API const gnutls_protocol_t *gnutls_protocol_list(void)
{
    return version_list();
}

/**
 * gnutls_certificate_type_get_name:
 * @type: a type of certificates
 *
 * Gives the name of a type of certificates.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_certificate_type_get_name(gnutls_certificate_type_t type)
{
    return algorithm_name(ALGORITHM_CTYPE, (int)type);
}

/**
 * gnutls_certificate_type_get_id:
 * @name: a name, in any case of letters
 *
 * Finds a type of certificates by its name.
 *
 * Returns: its id, or %GNUTLS_CRT_UNKNOWN for what is not known.
 **/
API gnutls_certificate_type_t gnutls_certificate_type_get_id(const char *name)
{
    return (gnutls_certificate_type_t)algorithm_id(ALGORITHM_CTYPE, name);
}

/**
 * gnutls_certificate_type_list:
 *
 * Lists the types of certificates that are supported.
 *
 * Returns: ids, ended by zero; never released.
 **/
API const gnutls_certificate_type_t *gnutls_certificate_type_list(void)
{
    return (const gnutls_certificate_type_t *)algorithm_list(ALGORITHM_CTYPE);
}

/**
 * gnutls_compression_get_name:
 * @algorithm: a compression method
 *
 * Gives the name of a compression method.
 *
 * Returns: a text that is never released, or %NULL for what is not known.
 **/
API const char *gnutls_compression_get_name(gnutls_compression_method_t algorithm)
{
    return algorithm_name(ALGORITHM_COMPRESSION, (int)algorithm);
}

/**
 * gnutls_compression_get_id:
 * @name: a name, in any case of letters
 *
 * Finds a compression method by its name.
 *
 * Returns: its id, or %GNUTLS_COMP_UNKNOWN for what is not known.
 **/
API gnutls_compression_method_t gnutls_compression_get_id(const char *name)
{
    return (gnutls_compression_method_t)algorithm_id(ALGORITHM_COMPRESSION, name);
}

/**
 * gnutls_compression_list:
 *
 * Lists the compression methods that are supported.
 *
 * Returns: ids, ended by zero; never released.
 **/
API const gnutls_compression_method_t *gnutls_compression_list(void)
{
    return (const gnutls_compression_method_t *)algorithm_list(ALGORITHM_COMPRESSION);
}

/**
 * gnutls_handshake_description_get_name:
 * @type: a handshake message
 *
 * Gives the name of a handshake message, like "CLIENT HELLO".
 *
 * Returns: a text that is never released; also for what is not known.
 **/
API const char *gnutls_handshake_description_get_name(gnutls_handshake_description_t type)
{
    const char *name = algorithm_name(ALGORITHM_MESSAGE, (int)type);
    return name == NULL ? "Unknown handshake message" : name;
}
