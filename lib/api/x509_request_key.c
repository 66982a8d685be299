/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_request_key.c - the key that a request is for */

#include "algorithms/algorithms.h"
#include "api/oid_output.h"
#include "credentials/key_parts.h"
#include "credentials/key_signer.h"
#include "pki/request.h"
#include "pki/spki.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/**
 * gnutls_x509_crq_set_key:
 * @crq: a request
 * @key: a private key
 *
 * Sets whose key the certificate is to be for: the public half of @key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_UNKNOWN_PK_ALGORITHM for an empty
 *   key.
 **/
API int gnutls_x509_crq_set_key(gnutls_x509_crq_t crq, gnutls_x509_privkey_t key)
{
    if (crq == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return request_set_key(crq, &x509_privkey_key(key)->public);
}

/**
 * gnutls_x509_crq_set_pubkey:
 * @crq: a request
 * @key: a public key
 *
 * Sets the key that the certificate is to be for.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_UNKNOWN_PK_ALGORITHM for an empty
 *   key.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crq_set_pubkey(gnutls_x509_crq_t crq, gnutls_pubkey_t key)
{
    if (crq == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return request_set_key(crq, pubkey_key(key));
}

/**
 * gnutls_x509_crq_set_key_rsa_raw:
 * @crq: a request
 * @m: the modulus
 * @e: the exponent
 *
 * Sets the key that the certificate is to be for from the numbers of an RSA
 * key, big endian.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when a number is
 *   missing; %GNUTLS_E_ILLEGAL_PARAMETER for what can not be a key.
 *
 * Since: 2.6.0
 **/
API int gnutls_x509_crq_set_key_rsa_raw(gnutls_x509_crq_t crq, const gnutls_datum_t *m,
                                        const gnutls_datum_t *e)
{
    SCOPED(public_key) struct public_key key = { 0 };
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(rsa_public_from(bytes_of_part(m), bytes_of_part(e), &key));
    return request_set_key(crq, &key);
}

/**
 * gnutls_x509_crq_get_key_rsa_raw:
 * @crq: a request
 * @m: receives the modulus, or %NULL
 * @e: receives the exponent, or %NULL
 *
 * Gives the numbers of an RSA key, big endian, without a leading zero. Free
 * them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key, or
 *   none.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_key_rsa_raw(gnutls_x509_crq_t crq, gnutls_datum_t *m, gnutls_datum_t *e)
{
    const struct public_key *key = NULL;
    if (crq == NULL || request_public_key(crq, &key) < 0)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return give_rsa(key, m, e, GNUTLS_EXPORT_FLAG_NO_LZ);
}

/**
 * gnutls_x509_crq_get_pk_algorithm:
 * @crq: a request
 * @bits: receives the size of the key, or %NULL
 *
 * Tells the kind of the request's key.
 *
 * Returns: of #gnutls_pk_algorithm_t; %GNUTLS_PK_UNKNOWN for a kind that is
 *   not known; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is none.
 **/
API int gnutls_x509_crq_get_pk_algorithm(gnutls_x509_crq_t crq, unsigned int *bits)
{
    const struct public_key *key = NULL;
    if (bits != NULL)
        *bits = 0;
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int result = request_public_key(crq, &key);
    if (result < 0)
        return result == GNUTLS_E_ASN1_VALUE_NOT_FOUND ? result : GNUTLS_PK_UNKNOWN;
    if (bits != NULL)
        *bits = public_key_bits(key);
    return (int)key_pk_algorithm(key);
}

/**
 * gnutls_x509_crq_get_pk_oid:
 * @crq: a request
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length with the zero byte
 *
 * Tells the kind of the request's key by OID.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is no key.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_crq_get_pk_oid(gnutls_x509_crq_t crq, char *oid, size_t *oid_size)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return output_counted_oid(public_key_oid(request_facts(crq)->spki), oid, oid_size);
}

/**
 * gnutls_x509_crq_get_key_id:
 * @crq: a request
 * @flags: of #gnutls_keyid_flags_t
 * @output_data: receives the identifier
 * @output_data_size: room in @output_data; receives the size
 *
 * Gives an identifier of the request's key, as gnutls_x509_crt_get_key_id()
 * does of a certificate's.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when
 *   there is no key.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_key_id(gnutls_x509_crq_t crq, unsigned int flags,
                                   unsigned char *output_data, size_t *output_data_size)
{
    struct digest digest;
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (request_facts(crq)->spki.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    hash_once(key_id_hash(flags), request_facts(crq)->spki, &digest);
    return output_bytes(digest_bytes(&digest), output_data, output_data_size);
}

/**
 * gnutls_x509_crq_get_spki:
 * @crq: a request
 * @spki: receives the parameters
 * @flags: 0
 *
 * Tells which parameters of RSA-PSS the request's key is bound to.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a
 *   key that is bound to none; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is
 *   no key.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_crq_get_spki(gnutls_x509_crq_t crq, gnutls_x509_spki_t spki, unsigned int flags)
{
    const struct public_key *key = NULL;
    if (crq == NULL || spki == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(request_public_key(crq, &key));
    return spki_of_key(key, spki);
}

/**
 * gnutls_x509_crq_set_spki:
 * @crq: a request with an RSA key
 * @spki: the parameters
 * @flags: 0
 *
 * Binds the request's key to RSA-PSS with these parameters.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key, or
 *   without parameters; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is no key.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_crq_set_spki(gnutls_x509_crq_t crq, const gnutls_x509_spki_t spki,
                                 unsigned int flags)
{
    SCOPED(public_key) struct public_key bound = { 0 };
    const struct public_key *key = NULL;
    if (crq == NULL || spki == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(request_public_key(crq, &key));
    TRY(public_key_copy(key, &bound));
    TRY(spki_bind(spki, &bound));
    return request_set_key(crq, &bound);
}

/**
 * gnutls_pubkey_import_x509_crq:
 * @key: receives the key
 * @crq: a request
 * @flags: 0
 *
 * Takes the public key of a request, and what it may be used for.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is no
 *   key; another negative code for one of a kind that is not known.
 *
 * Since: 3.1.5
 **/
API int gnutls_pubkey_import_x509_crq(gnutls_pubkey_t key, gnutls_x509_crq_t crq,
                                      unsigned int flags)
{
    const struct public_key *from = NULL;
    if (key == NULL || crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(request_public_key(crq, &from));
    return pubkey_set(key, from, request_facts(crq)->key_usage);
}
