/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_request.c - requests for certificates: in, out, keys, signing */

#include "algorithms/algorithms.h"
#include "api/oid_output.h"
#include "credentials/key_parts.h"
#include "credentials/key_signer.h"
#include "pki/certificate_write.h"
#include "pki/pem.h"
#include "pki/request.h"
#include "pki/spki.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/* The first is the one that is written. */
static const char *const labels[] = { "NEW CERTIFICATE REQUEST", "CERTIFICATE REQUEST", NULL };

/**
 * gnutls_x509_crq_init:
 * @crq: receives an empty request
 *
 * Makes a handle for a request for a certificate, as PKCS#10 (RFC 2986) has
 * it.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crq_init(gnutls_x509_crq_t *crq)
{
    return request_new(crq);
}

/**
 * gnutls_x509_crq_deinit:
 * @crq: a request, or %NULL
 *
 * Releases a request.
 **/
API void gnutls_x509_crq_deinit(gnutls_x509_crq_t crq)
{
    request_free(crq);
}

/**
 * gnutls_x509_crq_import:
 * @crq: receives the request
 * @data: the request
 * @format: whether it is PEM or DER
 *
 * Reads a request; in PEM, the first of the text. Its signature is not
 * looked at: see gnutls_x509_crq_verify().
 *
 * What was in the handle is replaced; a failure leaves it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR for a
 *   text without a request; other negative codes for what is broken.
 **/
API int gnutls_x509_crq_import(gnutls_x509_crq_t crq, const gnutls_datum_t *data,
                               gnutls_x509_crt_fmt_t format)
{
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;
    if (crq == NULL || data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct bytes text = bytes_of_datum(data);
    if (format == GNUTLS_X509_FMT_DER)
        return request_fill(crq, text);
    TRY(pem_next(&text, labels, &der, &label));
    return request_fill(crq, buffer_bytes(&der));
}

static int write_request(gnutls_x509_crq_t crq, gnutls_x509_crt_fmt_t format, struct buffer *out)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (request_der(crq).size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    if (format == GNUTLS_X509_FMT_DER)
        return buffer_append(out, request_der(crq));
    return pem_write(request_der(crq), labels[0], out);
}

/**
 * gnutls_x509_crq_export:
 * @crq: a request
 * @format: whether PEM or DER is wanted
 * @output_data: receives it
 * @output_data_size: room in @output_data; receives the size
 *
 * Writes a request into memory of the caller. PEM is ended by a zero byte
 * that is not counted, and has the label NEW CERTIFICATE REQUEST.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a
 *   request that is empty or not signed yet.
 **/
API int gnutls_x509_crq_export(gnutls_x509_crq_t crq, gnutls_x509_crt_fmt_t format,
                               void *output_data, size_t *output_data_size)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_request(crq, format, &whole));
    if (format == GNUTLS_X509_FMT_DER)
        return output_bytes(buffer_bytes(&whole), output_data, output_data_size);
    return output_text(buffer_bytes(&whole), output_data, output_data_size);
}

/**
 * gnutls_x509_crq_export2:
 * @crq: a request
 * @format: whether PEM or DER is wanted
 * @out: receives it; free it with gnutls_free()
 *
 * Writes a request. PEM is ended by a zero byte that is not counted, and has
 * the label NEW CERTIFICATE REQUEST.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a request
 *   that is empty or not signed yet; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.3
 **/
API int gnutls_x509_crq_export2(gnutls_x509_crq_t crq, gnutls_x509_crt_fmt_t format,
                                gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_request(crq, format, &whole));
    return bytes_give(buffer_bytes(&whole), out);
}

/**
 * gnutls_x509_crq_get_version:
 * @crq: a request
 *
 * Tells the version of the request's form, which is 1.
 *
 * Returns: the version; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when none is set.
 **/
API int gnutls_x509_crq_get_version(gnutls_x509_crq_t crq)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    unsigned version = request_facts(crq)->version;
    return version > 0 ? (int)version : fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
}

/**
 * gnutls_x509_crq_set_version:
 * @crq: a request
 * @version: 1
 *
 * Sets the version of the request's form. There is only one; a request for
 * which none is set has it too. Others, up to 3, are written as they are.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a larger one.
 **/
API int gnutls_x509_crq_set_version(gnutls_x509_crq_t crq, unsigned int version)
{
    return crq != NULL ? request_set_version(crq, version) : fail(GNUTLS_E_INVALID_REQUEST);
}

/* ---- keys ---- */

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

/* ---- signing ---- */

/**
 * gnutls_x509_crq_sign2:
 * @crq: a request with a key
 * @key: the key's private half
 * @dig: the hash; %GNUTLS_DIG_UNKNOWN: what goes with the key
 * @flags: %GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS: an RSA key signs with PSS
 *
 * Signs a request, which shows that who asks has the key.
 *
 * Ed25519 and Ed448 have a hash of their own: leave @dig at
 * %GNUTLS_DIG_UNKNOWN.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when no key is
 *   set; %GNUTLS_E_CONSTRAINT_ERROR when the key goes with another hash;
 *   %GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM; %GNUTLS_E_PK_SIGN_FAILED.
 **/
API int gnutls_x509_crq_sign2(gnutls_x509_crq_t crq, gnutls_x509_privkey_t key,
                              gnutls_digest_algorithm_t dig, unsigned int flags)
{
    struct signer signer = { 0 };
    if (crq == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(x509_privkey_signer(key, dig, flags, &signer));
    return request_sign(crq, &signer);
}

/**
 * gnutls_x509_crq_sign:
 * @crq: a request with a key
 * @key: the key's private half
 *
 * Signs a request with the hash that goes with the key; see
 * gnutls_x509_crq_sign2().
 *
 * Returns: what gnutls_x509_crq_sign2() returns.
 **/
API int gnutls_x509_crq_sign(gnutls_x509_crq_t crq, gnutls_x509_privkey_t key)
{
    return gnutls_x509_crq_sign2(crq, key, GNUTLS_DIG_UNKNOWN, 0);
}

/**
 * gnutls_x509_crq_privkey_sign:
 * @crq: a request with a key
 * @key: the key's private half, wherever it is
 * @dig: the hash; %GNUTLS_DIG_UNKNOWN: what goes with the key
 * @flags: %GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS: an RSA key signs with PSS
 *
 * Signs a request as gnutls_x509_crq_sign2() does, with a key that may be
 * behind functions of the application.
 *
 * Returns: what gnutls_x509_crq_sign2() returns, or what the application's
 *   function returned.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crq_privkey_sign(gnutls_x509_crq_t crq, gnutls_privkey_t key,
                                     gnutls_digest_algorithm_t dig, unsigned int flags)
{
    struct signer signer = { 0 };
    if (crq == NULL || key == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(privkey_signer(key, dig, flags, &signer));
    return request_sign(crq, &signer);
}

/**
 * gnutls_x509_crq_verify:
 * @crq: a request
 * @flags: 0
 *
 * Checks that the request was signed with its own key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PK_SIG_VERIFY_FAILED;
 *   %GNUTLS_E_CONSTRAINT_ERROR for a signature of another kind of key;
 *   %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a request that is not signed;
 *   %GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crq_verify(gnutls_x509_crq_t crq, unsigned int flags)
{
    return crq != NULL ? request_verify(crq) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_x509_crq_get_signature_algorithm:
 * @crq: a request
 *
 * Tells how the request was signed.
 *
 * Returns: of #gnutls_sign_algorithm_t, %GNUTLS_SIGN_UNKNOWN for one that is
 *   not known and for a request that is not signed.
 *
 * Since: 3.4.0
 **/
API int gnutls_x509_crq_get_signature_algorithm(gnutls_x509_crq_t crq)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return (int)request_facts(crq)->signature_algorithm.id;
}

/**
 * gnutls_x509_crq_get_signature_oid:
 * @crq: a request
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length with the zero byte
 *
 * Tells how the request was signed, by OID.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a request that is not
 *   signed.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_crq_get_signature_oid(gnutls_x509_crq_t crq, char *oid, size_t *oid_size)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return output_counted_oid(algorithm_oid(request_algorithm(crq)), oid, oid_size);
}
