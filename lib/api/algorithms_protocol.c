/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* algorithms_protocol.c - key exchanges, suites, versions, messages: what they are called */

#include "algorithms/algorithms.h"
#include "algorithms/names.h"
#include "base/attributes.h"

#include <gnutls/compat.h>

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
