/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_certificate.c - certificates as handles: import, export */

#include "api/output.h"
#include "base/memory.h"
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
