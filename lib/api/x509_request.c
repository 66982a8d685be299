/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_request.c - requests for certificates: in and out */

#include "api/oid_output.h"
#include "pki/pem.h"
#include "pki/request.h"

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
