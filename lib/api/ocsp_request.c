/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_request.c - OCSP requests as handles, RFC 6960 */

#include "api/extension_output.h"
#include "api/output.h"
#include "crypto/random.h"
#include "pki/der.h"
#include "pki/ocsp.h"
#include "pki/oid.h"
#include "pki/print.h"

#include <gnutls/x509.h>

/**
 * gnutls_ocsp_req_init:
 * @req: receives an empty request
 *
 * Makes a handle for an OCSP request.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_init(gnutls_ocsp_req_t *req)
{
    return ocsp_request_new(req);
}

/**
 * gnutls_ocsp_req_deinit:
 * @req: a request, or %NULL
 *
 * Releases an OCSP request.
 **/
API void gnutls_ocsp_req_deinit(gnutls_ocsp_req_t req)
{
    ocsp_request_free(req);
}

/**
 * gnutls_ocsp_req_import:
 * @req: receives the request
 * @data: the request in DER
 *
 * Reads an OCSP request. What was in the handle is replaced, and on failure
 * stays.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST where something is
 *   %NULL; %GNUTLS_E_ASN1_DER_ERROR and its kin for what is broken.
 **/
API int gnutls_ocsp_req_import(gnutls_ocsp_req_t req, const gnutls_datum_t *data)
{
    if (req == NULL || data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return ocsp_request_fill(req, bytes_of_datum(data));
}

/**
 * gnutls_ocsp_req_export:
 * @req: a request
 * @data: receives the request in DER; free it with gnutls_free()
 *
 * Gives an OCSP request as it is sent.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_export(gnutls_ocsp_req_const_t req, gnutls_datum_t *data)
{
    SCOPED(buffer) struct buffer der = { 0 };
    TRY(ocsp_request_write(req, &der));
    return buffer_give(&der, data);
}

/**
 * gnutls_ocsp_req_get_version:
 * @req: a request
 *
 * Tells the version of an OCSP request. There is one only.
 *
 * Returns: 1.
 **/
API int gnutls_ocsp_req_get_version(gnutls_ocsp_req_const_t req)
{
    return 1;
}

static int give_optional(struct bytes bytes, gnutls_datum_t *out)
{
    return out == NULL ? 0 : bytes_give(bytes, out);
}

/**
 * gnutls_ocsp_req_get_cert_id:
 * @req: a request
 * @indx: which certificate, from 0
 * @digest: receives the hash of the two that follow, or %NULL
 * @issuer_name_hash: receives the hash of the issuer's name, or %NULL
 * @issuer_key_hash: receives the hash of the issuer's key, or %NULL
 * @serial_number: receives the serial number, or %NULL
 *
 * Gives a certificate that is asked about. Free what is received with
 * gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_get_cert_id(gnutls_ocsp_req_const_t req, unsigned int indx,
                                    gnutls_digest_algorithm_t *digest,
                                    gnutls_datum_t *issuer_name_hash,
                                    gnutls_datum_t *issuer_key_hash, gnutls_datum_t *serial_number)
{
    struct ocsp_id id;
    if (!ocsp_request_at(req, indx, &id))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (digest != NULL)
        *digest = id.hash != NULL ? id.hash->digest_id : GNUTLS_DIG_UNKNOWN;
    TRY(give_optional(id.name_hash, issuer_name_hash));
    TRY(give_optional(id.key_hash, issuer_key_hash));
    return give_optional(id.serial, serial_number);
}

/**
 * gnutls_ocsp_req_add_cert_id:
 * @req: a request
 * @digest: the hash of the two that follow
 * @issuer_name_hash: the hash of the issuer's name in DER
 * @issuer_key_hash: the hash of the bits of the issuer's key
 * @serial_number: the serial number as it stands in the certificate
 *
 * Asks about one more certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an unknown hash
 *   or where something is %NULL; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_add_cert_id(gnutls_ocsp_req_t req, gnutls_digest_algorithm_t digest,
                                    const gnutls_datum_t *issuer_name_hash,
                                    const gnutls_datum_t *issuer_key_hash,
                                    const gnutls_datum_t *serial_number)
{
    const struct hash *hash = hash_by_digest_id(digest);
    if (hash == NULL || req == NULL || issuer_name_hash == NULL || issuer_key_hash == NULL ||
        serial_number == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct ocsp_id id = { hash, bytes_of_datum(issuer_name_hash), bytes_of_datum(issuer_key_hash),
                          bytes_of_datum(serial_number) };
    return ocsp_request_add(req, &id);
}

/**
 * gnutls_ocsp_req_add_cert:
 * @req: a request
 * @digest: the hash to name the issuer by; responders all know
 *   %GNUTLS_DIG_SHA1
 * @issuer: the issuer's certificate
 * @cert: the certificate
 *
 * Asks about one more certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an unknown hash
 *   or where something is %NULL; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_add_cert(gnutls_ocsp_req_t req, gnutls_digest_algorithm_t digest,
                                 gnutls_x509_crt_t issuer, gnutls_x509_crt_t cert)
{
    const struct hash *hash = hash_by_digest_id(digest);
    if (hash == NULL || req == NULL || issuer == NULL || cert == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return ocsp_request_add_certificate(req, hash, issuer, cert);
}

/**
 * gnutls_ocsp_req_get_extension:
 * @req: a request
 * @indx: which extension, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte that is not
 *   counted, or %NULL
 * @critical: receives whether it is critical, or %NULL
 * @data: receives the value in DER, or %NULL
 *
 * Gives an extension of a request. Free what is received with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_get_extension(gnutls_ocsp_req_const_t req, unsigned int indx,
                                      gnutls_datum_t *oid, unsigned int *critical,
                                      gnutls_datum_t *data)
{
    return extension_give(ocsp_request_extensions(req), indx, oid, critical, data);
}

/**
 * gnutls_ocsp_req_set_extension:
 * @req: a request
 * @oid: an OID in dotted form
 * @critical: whether it is critical
 * @data: the value in DER
 *
 * Sets an extension of a request, in the place of one with this OID.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST where something is
 *   %NULL; %GNUTLS_E_X509_UNSUPPORTED_OID; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_set_extension(gnutls_ocsp_req_t req, const char *oid, unsigned int critical,
                                      const gnutls_datum_t *data)
{
    SCOPED(buffer) struct buffer der = { 0 };
    if (req == NULL || oid == NULL || data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(oid_parse(oid, &der));
    return ocsp_request_set_extension(req, buffer_bytes(&der), critical != 0, bytes_of_datum(data));
}

/**
 * gnutls_ocsp_req_get_nonce:
 * @req: a request
 * @critical: receives whether the extension is critical, or %NULL
 * @nonce: receives the nonce; free it with gnutls_free()
 *
 * Gives the nonce of a request.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_get_nonce(gnutls_ocsp_req_const_t req, unsigned int *critical,
                                  gnutls_datum_t *nonce)
{
    return nonce_give(ocsp_request_extensions(req), critical, nonce);
}

/**
 * gnutls_ocsp_req_set_nonce:
 * @req: a request
 * @critical: whether the extension is critical
 * @nonce: the nonce
 *
 * Sets the nonce of a request, by which a response is known to be an answer
 * to it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST where something is
 *   %NULL; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_set_nonce(gnutls_ocsp_req_t req, unsigned int critical,
                                  const gnutls_datum_t *nonce)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (req == NULL || nonce == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(der_write(&value, DER_OCTET_STRING, bytes_of_datum(nonce)));
    return ocsp_request_set_extension(req, oid_ocsp_nonce, critical != 0, buffer_bytes(&value));
}

/**
 * gnutls_ocsp_req_randomize_nonce:
 * @req: a request
 *
 * Sets a random nonce; see gnutls_ocsp_req_set_nonce().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for %NULL; other
 *   negative codes.
 **/
API int gnutls_ocsp_req_randomize_nonce(gnutls_ocsp_req_t req)
{
    unsigned char random[23];
    gnutls_datum_t nonce = { random, sizeof random };
    TRY(random_fill(RANDOM_NONCE, random, sizeof random));
    /* The first bit is zero, for responders that read a number. */
    random[0] &= 0x7f;
    return gnutls_ocsp_req_set_nonce(req, 0, &nonce);
}

/**
 * gnutls_ocsp_req_print:
 * @req: a request
 * @format: %GNUTLS_OCSP_PRINT_FULL
 * @out: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Writes an OCSP request as text for people.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another format;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_req_print(gnutls_ocsp_req_const_t req, gnutls_ocsp_print_formats_t format,
                              gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "");
    if (format != GNUTLS_OCSP_PRINT_FULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    ocsp_request_print(req, &p);
    TRY(p.error);
    return bytes_give(buffer_bytes(&text), out);
}
