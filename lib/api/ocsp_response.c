/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_response.c - OCSP responses as handles, RFC 6960 */

#include "api/name_output.h"
#include "api/output.h"
#include "base/memory.h"
#include "pki/ocsp.h"
#include "pki/oid.h"
#include "pki/pem.h"
#include "pki/print.h"

#include <gnutls/x509.h>

static const char *const labels[] = { "OCSP RESPONSE", NULL };

/**
 * gnutls_ocsp_resp_init:
 * @resp: receives an empty response
 *
 * Makes a handle for an OCSP response.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_init(gnutls_ocsp_resp_t *resp)
{
    return ocsp_response_new(resp);
}

/**
 * gnutls_ocsp_resp_deinit:
 * @resp: a response, or %NULL
 *
 * Releases an OCSP response.
 **/
API void gnutls_ocsp_resp_deinit(gnutls_ocsp_resp_t resp)
{
    ocsp_response_free(resp);
}

/**
 * gnutls_ocsp_resp_import2:
 * @resp: receives the response
 * @data: the response
 * @fmt: whether it is PEM or DER
 *
 * Reads an OCSP response. What was in the handle is replaced, and on failure
 * stays.
 *
 * Nothing is verified here; see gnutls_ocsp_resp_verify_direct().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST where something is
 *   %NULL; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR for a text without a
 *   response; %GNUTLS_E_ASN1_DER_ERROR and its kin for what is broken.
 *
 * Since: 3.6.3
 **/
API int gnutls_ocsp_resp_import2(gnutls_ocsp_resp_t resp, const gnutls_datum_t *data,
                                 gnutls_x509_crt_fmt_t fmt)
{
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;
    if (resp == NULL || data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct bytes text = bytes_of_datum(data);
    if (fmt == GNUTLS_X509_FMT_DER)
        return ocsp_response_fill(resp, text);
    TRY(pem_next(&text, labels, &der, &label));
    return ocsp_response_fill(resp, buffer_bytes(&der));
}

/**
 * gnutls_ocsp_resp_import:
 * @resp: receives the response
 * @data: the response in DER
 *
 * Reads an OCSP response; see gnutls_ocsp_resp_import2().
 *
 * Returns: what gnutls_ocsp_resp_import2() returns.
 **/
API int gnutls_ocsp_resp_import(gnutls_ocsp_resp_t resp, const gnutls_datum_t *data)
{
    return gnutls_ocsp_resp_import2(resp, data, GNUTLS_X509_FMT_DER);
}

/* A list that grows. */
struct import {
    gnutls_ocsp_resp_t *list;
    unsigned count;
};

static int import_one(struct import *import, struct bytes der)
{
    void *list = memory_resize_array(import->list, import->count + 1, sizeof *import->list);
    if (list == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    import->list = list;
    TRY(ocsp_response_new(&import->list[import->count]));
    return ocsp_response_fill(import->list[import->count++], der);
}

static int import_all(struct import *import, struct bytes data, gnutls_x509_crt_fmt_t format)
{
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;
    if (format == GNUTLS_X509_FMT_DER)
        return import_one(import, data);
    int result;
    while ((result = pem_next(&data, labels, &der, &label)) == 0)
        TRY(import_one(import, buffer_bytes(&der)));
    if (result != GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR)
        return result;
    return import->count > 0 ? 0 : fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_ocsp_resp_list_import2:
 * @ocsps: receives an array of responses
 * @size: receives how many
 * @resp_data: the responses
 * @format: whether they are PEM, any number, or DER, one
 * @flags: 0
 *
 * Reads several OCSP responses into an array of the right size.
 *
 * Release each with gnutls_ocsp_resp_deinit() and the array with
 * gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a
 *   text without any; other negative codes for what is broken.
 *
 * Since: 3.6.3
 **/
API int gnutls_ocsp_resp_list_import2(gnutls_ocsp_resp_t **ocsps, unsigned int *size,
                                      const gnutls_datum_t *resp_data, gnutls_x509_crt_fmt_t format,
                                      unsigned int flags)
{
    struct import import = { NULL, 0 };
    int result = import_all(&import, bytes_of_datum(resp_data), format);
    if (result == 0) {
        *ocsps = import.list;
        *size = import.count;
        return 0;
    }
    for (unsigned i = 0; i < import.count; i++)
        ocsp_response_free(import.list[i]);
    memory_free(import.list);
    return result;
}

/**
 * gnutls_ocsp_resp_export2:
 * @resp: a response
 * @data: receives the response; free it with gnutls_free()
 * @fmt: PEM or DER
 *
 * Gives an OCSP response as it was read.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for an empty
 *   one; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.3
 **/
API int gnutls_ocsp_resp_export2(gnutls_ocsp_resp_const_t resp, gnutls_datum_t *data,
                                 gnutls_x509_crt_fmt_t fmt)
{
    SCOPED(buffer) struct buffer pem = { 0 };
    const struct ocsp_facts *facts = ocsp_facts(resp);
    if (!facts->is_filled)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    if (fmt == GNUTLS_X509_FMT_DER)
        return bytes_give(facts->der, data);
    TRY(pem_write(facts->der, labels[0], &pem));
    return buffer_give(&pem, data);
}

/**
 * gnutls_ocsp_resp_export:
 * @resp: a response
 * @data: receives the response in DER; free it with gnutls_free()
 *
 * Gives an OCSP response as it was read.
 *
 * Returns: what gnutls_ocsp_resp_export2() returns.
 **/
API int gnutls_ocsp_resp_export(gnutls_ocsp_resp_const_t resp, gnutls_datum_t *data)
{
    return gnutls_ocsp_resp_export2(resp, data, GNUTLS_X509_FMT_DER);
}

/**
 * gnutls_ocsp_resp_get_status:
 * @resp: a response
 *
 * Tells whether the responder could answer.
 *
 * Returns: a value of #gnutls_ocsp_resp_status_t, or
 *   %GNUTLS_E_ASN1_VALUE_NOT_FOUND for an empty response.
 **/
API int gnutls_ocsp_resp_get_status(gnutls_ocsp_resp_const_t resp)
{
    const struct ocsp_facts *facts = ocsp_facts(resp);
    return facts->is_filled ? (int)facts->status : fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
}

/**
 * gnutls_ocsp_resp_get_response:
 * @resp: a response
 * @response_type_oid: receives the type's OID in dotted form, or %NULL
 * @response: receives the response itself in DER, or %NULL
 *
 * Gives what is inside the frame. Free what is received with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND when nothing
 *   is; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_response(gnutls_ocsp_resp_const_t resp,
                                      gnutls_datum_t *response_type_oid, gnutls_datum_t *response)
{
    SCOPED(buffer) struct buffer text = { 0 };
    const struct ocsp_facts *facts = ocsp_facts(resp);
    if (facts->type.size == 0)
        return fail(GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    TRY(oid_print(facts->type, &text));
    if (response_type_oid != NULL)
        TRY(bytes_give(buffer_bytes(&text), response_type_oid));
    return response != NULL ? bytes_give(facts->content, response) : 0;
}

/**
 * gnutls_ocsp_resp_get_version:
 * @resp: a response
 *
 * Tells the version of an OCSP response. There is one only.
 *
 * Returns: 1.
 **/
API int gnutls_ocsp_resp_get_version(gnutls_ocsp_resp_const_t resp)
{
    return 1;
}

/**
 * gnutls_ocsp_resp_get_responder2:
 * @resp: a response
 * @dn: receives the name, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 * @flags: 0, or %GNUTLS_X509_DN_FLAG_COMPAT
 *
 * Gives the responder's name as text; see gnutls_x509_crt_get_dn3().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when the
 *   responder is named by its key; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_responder2(gnutls_ocsp_resp_const_t resp, gnutls_datum_t *dn,
                                        unsigned int flags)
{
    if (ocsp_facts(resp)->responder_name.size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return name_give_text(ocsp_facts(resp)->responder_name, flags, dn);
}

/**
 * gnutls_ocsp_resp_get_responder:
 * @resp: a response
 * @dn: receives the name, ended by a zero byte that is not counted; free it
 *   with gnutls_free(); %NULL data when the responder is named by its key
 *
 * Gives the responder's name as text; see gnutls_x509_crt_get_dn2().
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_responder(gnutls_ocsp_resp_const_t resp, gnutls_datum_t *dn)
{
    *dn = (gnutls_datum_t){ NULL, 0 };
    int result = gnutls_ocsp_resp_get_responder2(resp, dn, GNUTLS_X509_DN_FLAG_COMPAT);
    return result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE ? 0 : result;
}

/**
 * gnutls_ocsp_resp_get_responder_raw_id:
 * @resp: a response
 * @type: %GNUTLS_OCSP_RESP_ID_KEY or %GNUTLS_OCSP_RESP_ID_DN
 * @raw: receives the hash of the key, or the DER of the name; free it with
 *   gnutls_free()
 *
 * Gives the responder as the response names it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when it
 *   is named the other way; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_responder_raw_id(gnutls_ocsp_resp_const_t resp, unsigned int type,
                                              gnutls_datum_t *raw)
{
    const struct ocsp_facts *facts = ocsp_facts(resp);
    struct bytes id =
        type == GNUTLS_OCSP_RESP_ID_KEY ? facts->responder_key : facts->responder_name;
    if (id.size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return bytes_give(id, raw);
}

/**
 * gnutls_ocsp_resp_get_produced:
 * @resp: a response
 *
 * Tells when the response was signed.
 *
 * Returns: the time, or (time_t)-1 when there is none.
 **/
API time_t gnutls_ocsp_resp_get_produced(gnutls_ocsp_resp_const_t resp)
{
    return ocsp_facts(resp)->produced_s;
}

/**
 * gnutls_ocsp_resp_print:
 * @resp: a response
 * @format: %GNUTLS_OCSP_PRINT_FULL, or %GNUTLS_OCSP_PRINT_COMPACT to leave out
 *   signature and certificates
 * @out: receives the text, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Writes an OCSP response as text for people.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_print(gnutls_ocsp_resp_const_t resp, gnutls_ocsp_print_formats_t format,
                               gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer text = { 0 };
    struct printer p = printer(&text, "");
    ocsp_response_print(resp, format, &p);
    TRY(p.error);
    return bytes_give(buffer_bytes(&text), out);
}
