/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_certificate.c - certificates as handles: import, export, fields */

#include "algorithms/algorithms.h"
#include "api/output.h"
#include "base/memory.h"
#include "credentials/key_parts.h"
#include "credentials/public_key.h"
#include "pki/certificate.h"
#include "pki/pem.h"

#include <gnutls/x509.h>

/**
 * gnutls_x509_crt_init:
 * @cert: receives an empty certificate
 *
 * Makes a handle for a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crt_init(gnutls_x509_crt_t *cert)
{
    return certificate_new_empty(cert);
}

/**
 * gnutls_x509_crt_deinit:
 * @cert: a certificate, or %NULL
 *
 * Releases a certificate.
 **/
API void gnutls_x509_crt_deinit(gnutls_x509_crt_t cert)
{
    certificate_free(cert);
}

/**
 * gnutls_x509_crt_import:
 * @cert: receives the certificate
 * @data: the certificate
 * @format: whether it is PEM or DER
 *
 * Reads a certificate; in PEM, the first of the text.
 *
 * What was in the handle is replaced. Certificates that are not written as
 * the standard wants them are refused. A key or an extension of a kind that
 * is not known does no harm.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR for a
 *   text without a certificate; %GNUTLS_E_INVALID_REQUEST when others hold
 *   this one, as trust lists and credentials do; other negative codes for
 *   what is broken.
 **/
API int gnutls_x509_crt_import(gnutls_x509_crt_t cert, const gnutls_datum_t *data,
                               gnutls_x509_crt_fmt_t format)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct bytes text = bytes_of_datum(data);
    size_t label;
    if (format == GNUTLS_X509_FMT_DER)
        return certificate_fill(cert, text);
    TRY(pem_next(&text, pem_certificate_labels, &der, &label));
    return certificate_fill(cert, buffer_bytes(&der));
}

/* A list that grows up to a limit. */
struct import {
    gnutls_x509_crt_t *list;
    unsigned count, room;
    bool grows;
};

static int import_one(struct import *import, struct bytes der)
{
    if (import->count == import->room) {
        unsigned room = import->room + 8;
        void *list =
            import->grows ? memory_resize_array(import->list, room, sizeof *import->list) : NULL;
        if (list == NULL)
            return fail(import->grows ? GNUTLS_E_MEMORY_ERROR : GNUTLS_E_SHORT_MEMORY_BUFFER);
        import->list = list;
        import->room = room;
    }
    TRY(certificate_new(der, &import->list[import->count]));
    import->count++;
    return 0;
}

static int import_all(struct import *import, struct bytes data, gnutls_x509_crt_fmt_t format)
{
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;
    int result = format == GNUTLS_X509_FMT_DER ? import_one(import, data) : 0;
    if (format == GNUTLS_X509_FMT_DER)
        return result;
    while ((result = pem_next(&data, pem_certificate_labels, &der, &label)) == 0)
        TRY(import_one(import, buffer_bytes(&der)));
    if (result != GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR)
        return result;
    return import->count > 0 ? 0 : fail(GNUTLS_E_NO_CERTIFICATE_FOUND);
}

static void drop_imported(struct import *import)
{
    for (unsigned i = 0; i < import->count; i++)
        certificate_free(import->list[i]);
    import->count = 0;
}

/* How many certificates the text has. */
static unsigned count_blocks(struct bytes text)
{
    SCOPED(buffer) struct buffer der = { 0 };
    unsigned count = 0;
    size_t label;
    while (pem_next(&text, pem_certificate_labels, &der, &label) == 0)
        count++;
    return count;
}

/* With %GNUTLS_X509_CRT_LIST_FAIL_IF_UNSORTED each is to be issued by the next. */
static int check_order(const struct import *import, unsigned flags)
{
    if ((flags & GNUTLS_X509_CRT_LIST_FAIL_IF_UNSORTED) == 0)
        return 0;
    for (unsigned i = 0; i + 1 < import->count; i++) {
        if (!bytes_equal(certificate_issuer(import->list[i]),
                         certificate_subject(import->list[i + 1])))
            return fail(GNUTLS_E_CERTIFICATE_LIST_UNSORTED);
    }
    return 0;
}

/**
 * gnutls_x509_crt_list_import:
 * @certs: receives certificates; they need no initialisation
 * @cert_max: room in @certs; receives how many there are
 * @data: the certificates
 * @format: whether they are PEM, any number, or DER, one
 * @flags: of #gnutls_certificate_import_flags
 *
 * Reads several certificates.
 *
 * When there are more than there is room for, the first are read; with
 * %GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED none is. With
 * %GNUTLS_X509_CRT_LIST_FAIL_IF_UNSORTED each must have been issued by the
 * next.
 *
 * Returns: how many were read; %GNUTLS_E_SHORT_MEMORY_BUFFER;
 *   %GNUTLS_E_NO_CERTIFICATE_FOUND for a text without any;
 *   %GNUTLS_E_CERTIFICATE_LIST_UNSORTED; other negative codes for what is
 *   broken. On failure none is left to release.
 **/
API int gnutls_x509_crt_list_import(gnutls_x509_crt_t *certs, unsigned int *cert_max,
                                    const gnutls_datum_t *data, gnutls_x509_crt_fmt_t format,
                                    unsigned int flags)
{
    struct import import = { .list = certs, .room = *cert_max };
    int result = import_all(&import, bytes_of_datum(data), format);
    bool exceeds = result == GNUTLS_E_SHORT_MEMORY_BUFFER;
    if (exceeds && (flags & GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED) == 0)
        result = 0;
    else if (exceeds)
        *cert_max = format == GNUTLS_X509_FMT_PEM ? count_blocks(bytes_of_datum(data)) : 1;
    if (result == 0)
        result = check_order(&import, flags);
    if (result < 0) {
        drop_imported(&import);
        return result;
    }
    *cert_max = import.count;
    return (int)import.count;
}

/**
 * gnutls_x509_crt_list_import2:
 * @certs: receives a list of certificates
 * @size: receives how many
 * @data: the certificates
 * @format: whether they are PEM, any number, or DER, one
 * @flags: of #gnutls_certificate_import_flags
 *
 * Reads several certificates into a list of the right size.
 *
 * Release each with gnutls_x509_crt_deinit() and the list with
 * gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_NO_CERTIFICATE_FOUND for a text
 *   without any; %GNUTLS_E_CERTIFICATE_LIST_UNSORTED; other negative codes
 *   for what is broken.
 *
 * Since: 3.0
 **/
API int gnutls_x509_crt_list_import2(gnutls_x509_crt_t **certs, unsigned int *size,
                                     const gnutls_datum_t *data, gnutls_x509_crt_fmt_t format,
                                     unsigned int flags)
{
    struct import import = { .grows = true };
    int result = import_all(&import, bytes_of_datum(data), format);
    if (result == 0)
        result = check_order(&import, flags);
    if (result < 0) {
        drop_imported(&import);
        memory_free(import.list);
        return result;
    }
    *certs = import.list;
    *size = import.count;
    return 0;
}

/**
 * gnutls_x509_crt_export2:
 * @cert: a certificate
 * @format: whether PEM or DER is wanted
 * @out: receives it; free it with gnutls_free()
 *
 * Writes a certificate. PEM is ended by a zero byte that is not counted.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a
 *   certificate that is empty or not signed yet; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.3
 **/
API int gnutls_x509_crt_export2(gnutls_x509_crt_t cert, gnutls_x509_crt_fmt_t format,
                                gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    if (certificate_der(cert).size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    if (format == GNUTLS_X509_FMT_DER)
        return bytes_give(certificate_der(cert), out);
    TRY(pem_write(certificate_der(cert), "CERTIFICATE", &text));
    return bytes_give(buffer_bytes(&text), out);
}

/**
 * gnutls_x509_crt_export:
 * @cert: a certificate
 * @format: whether PEM or DER is wanted
 * @output_data: receives it
 * @output_data_size: room in @output_data; receives the size
 *
 * Writes a certificate into memory of the caller. PEM is ended by a zero
 * byte that is not counted.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a
 *   certificate that is empty or not signed yet.
 **/
API int gnutls_x509_crt_export(gnutls_x509_crt_t cert, gnutls_x509_crt_fmt_t format,
                               void *output_data, size_t *output_data_size)
{
    SCOPED(buffer) struct buffer text = { 0 };
    if (certificate_der(cert).size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    if (format == GNUTLS_X509_FMT_DER)
        return output_bytes(certificate_der(cert), output_data, output_data_size);
    TRY(pem_write(certificate_der(cert), "CERTIFICATE", &text));
    return output_text(buffer_bytes(&text), output_data, output_data_size);
}

/**
 * gnutls_x509_crt_equals:
 * @cert1: a certificate
 * @cert2: another
 *
 * Compares two certificates byte by byte.
 *
 * Returns: non-zero if they are the same.
 *
 * Since: 3.5.0
 **/
API unsigned int gnutls_x509_crt_equals(gnutls_x509_crt_t cert1, gnutls_x509_crt_t cert2)
{
    return certificate_equal(cert1, cert2);
}

/**
 * gnutls_x509_crt_equals2:
 * @cert1: a certificate
 * @der: the DER of another
 *
 * Compares a certificate with DER.
 *
 * Returns: non-zero if they are the same.
 *
 * Since: 3.5.0
 **/
API unsigned int gnutls_x509_crt_equals2(gnutls_x509_crt_t cert1, const gnutls_datum_t *der)
{
    return der != NULL && bytes_equal(certificate_der(cert1), bytes_of_datum(der));
}

/**
 * gnutls_x509_crt_get_version:
 * @cert: a certificate
 *
 * Tells the version of the certificate's form.
 *
 * Returns: 1, 2 or 3; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for an empty
 *   certificate.
 **/
API int gnutls_x509_crt_get_version(gnutls_x509_crt_t cert)
{
    unsigned version = certificate_facts(cert)->version;
    return version > 0 ? (int)version : fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
}

/**
 * gnutls_x509_crt_get_serial:
 * @cert: a certificate
 * @result: receives the number, big endian
 * @result_size: room in @result; receives the size
 *
 * Gives the number that the issuer gave the certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @result_size what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is
 *   none.
 **/
API int gnutls_x509_crt_get_serial(gnutls_x509_crt_t cert, void *result, size_t *result_size)
{
    if (certificate_facts(cert)->serial.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    return output_bytes(certificate_facts(cert)->serial, result, result_size);
}

/**
 * gnutls_x509_crt_get_activation_time:
 * @cert: a certificate
 *
 * Tells from when on the certificate is valid.
 *
 * Returns: the time, or -1 for an empty certificate.
 **/
API time_t gnutls_x509_crt_get_activation_time(gnutls_x509_crt_t cert)
{
    const struct certificate_facts *facts = certificate_facts(cert);
    return facts->version > 0 ? (time_t)facts->not_before_s : -1;
}

/**
 * gnutls_x509_crt_get_expiration_time:
 * @cert: a certificate
 *
 * Tells until when the certificate is valid.
 *
 * Returns: the time, or -1 for an empty certificate.
 **/
API time_t gnutls_x509_crt_get_expiration_time(gnutls_x509_crt_t cert)
{
    const struct certificate_facts *facts = certificate_facts(cert);
    return facts->version > 0 ? (time_t)facts->not_after_s : -1;
}

/**
 * gnutls_x509_crt_get_fingerprint:
 * @cert: a certificate
 * @algo: the hash
 * @buf: receives the fingerprint
 * @buf_size: room in @buf; receives the size
 *
 * Hashes the DER of a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_UNKNOWN_HASH_ALGORITHM;
 *   %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a certificate that is empty or not
 *   signed yet.
 **/
API int gnutls_x509_crt_get_fingerprint(gnutls_x509_crt_t cert, gnutls_digest_algorithm_t algo,
                                        void *buf, size_t *buf_size)
{
    struct digest digest;
    const struct hash *hash = hash_by_digest_id(algo);
    if (hash == NULL)
        return fail(GNUTLS_E_UNKNOWN_HASH_ALGORITHM);
    if (certificate_der(cert).size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    hash_once(hash, certificate_der(cert), &digest);
    return output_bytes(digest_bytes(&digest), buf, buf_size);
}

/**
 * gnutls_x509_crt_get_key_id:
 * @crt: a certificate
 * @flags: of #gnutls_keyid_flags_t
 * @output_data: receives the identifier
 * @output_data_size: room in @output_data; receives the size
 *
 * Gives an identifier of the certificate's key: a hash of its
 * SubjectPublicKeyInfo, SHA-1 unless the flags say SHA-256 or SHA-512.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed.
 **/
API int gnutls_x509_crt_get_key_id(gnutls_x509_crt_t crt, unsigned int flags,
                                   unsigned char *output_data, size_t *output_data_size)
{
    struct digest digest;
    if (crt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (certificate_facts(crt)->spki.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    hash_once(key_id_hash(flags), certificate_facts(crt)->spki, &digest);
    return output_bytes(digest_bytes(&digest), output_data, output_data_size);
}

/**
 * gnutls_x509_crt_get_pk_algorithm:
 * @cert: a certificate
 * @bits: receives the size of the key, or %NULL
 *
 * Tells the kind of the certificate's key.
 *
 * Returns: of #gnutls_pk_algorithm_t, %GNUTLS_PK_UNKNOWN for a kind that is
 *   not known; %GNUTLS_E_ECC_UNSUPPORTED_CURVE for a curve that is not.
 **/
API int gnutls_x509_crt_get_pk_algorithm(gnutls_x509_crt_t cert, unsigned int *bits)
{
    const struct public_key *key = NULL;
    if (bits != NULL)
        *bits = 0;
    int result = certificate_public_key(cert, &key);
    if (result < 0)
        return result == GNUTLS_E_ECC_UNSUPPORTED_CURVE ? result : GNUTLS_PK_UNKNOWN;
    if (bits != NULL)
        *bits = public_key_bits(key);
    return (int)key_pk_algorithm(key);
}

/**
 * gnutls_x509_crt_get_signature_algorithm:
 * @cert: a certificate
 *
 * Tells how the certificate was signed.
 *
 * Returns: of #gnutls_sign_algorithm_t, %GNUTLS_SIGN_UNKNOWN for one that is
 *   not known.
 **/
API int gnutls_x509_crt_get_signature_algorithm(gnutls_x509_crt_t cert)
{
    return (int)certificate_facts(cert)->signature_algorithm.id;
}

/**
 * gnutls_x509_crt_get_signature:
 * @cert: a certificate
 * @sig: receives the signature
 * @sizeof_sig: room in @sig; receives the size
 *
 * Gives the signature of a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_sig what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is
 *   none.
 **/
API int gnutls_x509_crt_get_signature(gnutls_x509_crt_t cert, char *sig, size_t *sizeof_sig)
{
    if (certificate_facts(cert)->signature.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    return output_bytes(certificate_facts(cert)->signature, sig, sizeof_sig);
}

/**
 * gnutls_x509_crt_get_pk_rsa_raw:
 * @crt: a certificate
 * @m: receives the modulus, or %NULL
 * @e: receives the exponent, or %NULL
 *
 * Gives the numbers of an RSA key, big endian. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key.
 **/
API int gnutls_x509_crt_get_pk_rsa_raw(gnutls_x509_crt_t crt, gnutls_datum_t *m, gnutls_datum_t *e)
{
    const struct public_key *key = NULL;
    TRY(certificate_public_key(crt, &key));
    return give_rsa(key, m, e, 0);
}

/**
 * gnutls_x509_crt_get_pk_ecc_raw:
 * @crt: a certificate
 * @curve: receives the curve, or %NULL
 * @x: receives a coordinate, or for EdDSA the key; or %NULL
 * @y: receives the other coordinate; or %NULL
 *
 * Gives the numbers of an EC or EdDSA key. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key.
 *
 * Since: 3.4.1
 **/
API int gnutls_x509_crt_get_pk_ecc_raw(gnutls_x509_crt_t crt, gnutls_ecc_curve_t *curve,
                                       gnutls_datum_t *x, gnutls_datum_t *y)
{
    const struct public_key *key = NULL;
    TRY(certificate_public_key(crt, &key));
    return give_curve_point(key, curve, x, y, 0);
}
