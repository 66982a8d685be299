/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_response.c - OCSP responses as handles, RFC 6960 */

#include "api/extension_output.h"
#include "api/name_output.h"
#include "api/output.h"
#include "base/clock.h"
#include "base/memory.h"
#include "crypto/hash.h"
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

static int give_id(const struct ocsp_id *id, gnutls_digest_algorithm_t *digest,
                   gnutls_datum_t *name_hash, gnutls_datum_t *key_hash, gnutls_datum_t *serial)
{
    if (digest != NULL)
        *digest = id->hash != NULL ? id->hash->digest_id : GNUTLS_DIG_UNKNOWN;
    if (name_hash != NULL)
        TRY(bytes_give(id->name_hash, name_hash));
    if (key_hash != NULL)
        TRY(bytes_give(id->key_hash, key_hash));
    return serial != NULL ? bytes_give(id->serial, serial) : 0;
}

/**
 * gnutls_ocsp_resp_get_single:
 * @resp: a response
 * @indx: which entry, from 0
 * @digest: receives the hash of the two that follow, or %NULL
 * @issuer_name_hash: receives the hash of the issuer's name, or %NULL
 * @issuer_key_hash: receives the hash of the issuer's key, or %NULL
 * @serial_number: receives the serial number, or %NULL
 * @cert_status: receives a value of #gnutls_ocsp_cert_status_t, or %NULL
 * @this_update: receives when this was known to be right, or %NULL
 * @next_update: receives when more will be known, (time_t)-1: not said; or
 *   %NULL
 * @revocation_time: receives when the certificate was revoked, (time_t)-1: it
 *   was not; or %NULL
 * @revocation_reason: receives a value of #gnutls_x509_crl_reason_t, or %NULL
 *
 * Gives what a response says about one certificate. Free what is received
 * with gnutls_free().
 *
 * There may be several entries, also about one certificate: look at each.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_single(gnutls_ocsp_resp_const_t resp, unsigned int indx,
                                    gnutls_digest_algorithm_t *digest,
                                    gnutls_datum_t *issuer_name_hash,
                                    gnutls_datum_t *issuer_key_hash, gnutls_datum_t *serial_number,
                                    unsigned int *cert_status, time_t *this_update,
                                    time_t *next_update, time_t *revocation_time,
                                    unsigned int *revocation_reason)
{
    struct ocsp_single single;
    if (!ocsp_single_at(resp, indx, &single))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    TRY(give_id(&single.id, digest, issuer_name_hash, issuer_key_hash, serial_number));
    if (cert_status != NULL)
        *cert_status = single.status;
    if (this_update != NULL)
        *this_update = single.this_update_s;
    if (next_update != NULL)
        *next_update = single.next_update_s;
    if (revocation_time != NULL)
        *revocation_time = single.revoked_s;
    if (revocation_reason != NULL)
        *revocation_reason = single.reason;
    return 0;
}

/**
 * gnutls_ocsp_resp_check_crt:
 * @resp: a response
 * @indx: which entry, from 0
 * @crt: a certificate
 *
 * Tells whether an entry is about this certificate, as far as the name of its
 * issuer and its serial number tell.
 *
 * Returns: %GNUTLS_E_SUCCESS when it is; %GNUTLS_E_OCSP_RESPONSE_ERROR when it
 *   is about another; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last.
 **/
API int gnutls_ocsp_resp_check_crt(gnutls_ocsp_resp_const_t resp, unsigned int indx,
                                   gnutls_x509_crt_t crt)
{
    struct ocsp_single single;
    if (!ocsp_single_at(resp, indx, &single))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return ocsp_id_fits(&single.id, crt, NULL) ? 0 : fail(GNUTLS_E_OCSP_RESPONSE_ERROR);
}

/**
 * gnutls_ocsp_resp_get_extension:
 * @resp: a response
 * @indx: which extension, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte that is not
 *   counted, or %NULL
 * @critical: receives whether it is critical, or %NULL
 * @data: receives the value in DER, or %NULL
 *
 * Gives an extension of a response. Free what is received with
 * gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_extension(gnutls_ocsp_resp_const_t resp, unsigned int indx,
                                       gnutls_datum_t *oid, unsigned int *critical,
                                       gnutls_datum_t *data)
{
    return extension_give(ocsp_facts(resp)->extensions, indx, oid, critical, data);
}

/**
 * gnutls_ocsp_resp_get_nonce:
 * @resp: a response
 * @critical: receives whether the extension is critical, or %NULL
 * @nonce: receives the nonce; free it with gnutls_free()
 *
 * Gives the nonce of a response, which should be that of the request.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_nonce(gnutls_ocsp_resp_const_t resp, unsigned int *critical,
                                   gnutls_datum_t *nonce)
{
    return nonce_give(ocsp_facts(resp)->extensions, critical, nonce);
}

/**
 * gnutls_ocsp_resp_get_signature_algorithm:
 * @resp: a response
 *
 * Tells how the response was signed.
 *
 * Returns: a value of #gnutls_sign_algorithm_t, %GNUTLS_SIGN_UNKNOWN for what
 *   is not known, or %GNUTLS_E_ASN1_VALUE_NOT_FOUND when it was not.
 **/
API int gnutls_ocsp_resp_get_signature_algorithm(gnutls_ocsp_resp_const_t resp)
{
    const struct ocsp_facts *facts = ocsp_facts(resp);
    return facts->is_basic ? (int)facts->signature_algorithm.id
                           : fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
}

/**
 * gnutls_ocsp_resp_get_signature:
 * @resp: a response
 * @sig: receives the signature; free it with gnutls_free()
 *
 * Gives the response's signature.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is
 *   none; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_signature(gnutls_ocsp_resp_const_t resp, gnutls_datum_t *sig)
{
    const struct ocsp_facts *facts = ocsp_facts(resp);
    return facts->is_basic ? bytes_give(facts->signature, sig)
                           : fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
}

/* All that are right; the list is one longer, and ends in NULL. */
static int read_certificates(struct bytes rest, gnutls_x509_crt_t **out, size_t *out_count)
{
    while (rest.size > 0) {
        void *list = memory_resize_array(*out, *out_count + 2, sizeof **out);
        if (list == NULL)
            return fail(GNUTLS_E_MEMORY_ERROR);
        *out = list;
        (*out)[*out_count] = ocsp_take_certificate(&rest);
        if ((*out)[*out_count] == NULL)
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        (*out)[++*out_count] = NULL;
    }
    return 0;
}

/**
 * gnutls_ocsp_resp_get_certs:
 * @resp: a response
 * @certs: receives an array of certificates, or %NULL
 * @ncerts: receives how many, or %NULL
 *
 * Gives the certificates that came with the response. Release each with
 * gnutls_x509_crt_deinit() and the array with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative code for one that is broken.
 **/
API int gnutls_ocsp_resp_get_certs(gnutls_ocsp_resp_const_t resp, gnutls_x509_crt_t **certs,
                                   size_t *ncerts)
{
    gnutls_x509_crt_t *list = NULL;
    size_t count = 0;
    int result = read_certificates(ocsp_facts(resp)->certificates, &list, &count);
    bool wanted = result == 0 && certs != NULL;
    for (size_t i = 0; i < count && !wanted; i++)
        certificate_free(list[i]);
    if (!wanted)
        memory_free(list);
    TRY(result);
    if (certs != NULL)
        *certs = list;
    if (ncerts != NULL)
        *ncerts = count;
    return 0;
}

static int64_t now_s(void)
{
    return clock_wall_ms(clock_system()) / 1000;
}

/**
 * gnutls_ocsp_resp_verify_direct:
 * @resp: a response
 * @issuer: the certificate of who issued those that are asked about
 * @verify: receives bits of #gnutls_ocsp_verify_reason_t; 0: all is well
 * @flags: of #gnutls_certificate_verify_flags
 *
 * Checks whether an issuer signed a response, or someone whom it named for
 * that purpose (RFC 6960, 4.2.2.2) and whose certificate came along.
 *
 * Whether the response is about the certificate in question, what it says,
 * and whether it is of today are questions of their own; see
 * gnutls_ocsp_resp_check_crt() and gnutls_ocsp_resp_get_single().
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it;
 *   %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a response that says nothing.
 **/
API int gnutls_ocsp_resp_verify_direct(gnutls_ocsp_resp_const_t resp, gnutls_x509_crt_t issuer,
                                       unsigned int *verify, unsigned int flags)
{
    return ocsp_verify_by(resp, issuer, flags, now_s(), verify);
}

/**
 * gnutls_ocsp_resp_verify:
 * @resp: a response
 * @trustlist: whom we trust
 * @verify: receives bits of #gnutls_ocsp_verify_reason_t; 0: all is well
 * @flags: of #gnutls_certificate_verify_flags
 *
 * Checks whether someone on a trust list signed a response, or someone whom
 * such a one named for that purpose and whose certificate came along.
 *
 * This does not ask whether the signer may speak for the issuer of the
 * certificate in question: gnutls_ocsp_resp_verify_direct() does.
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it.
 **/
API int gnutls_ocsp_resp_verify(gnutls_ocsp_resp_const_t resp, gnutls_x509_trust_list_t trustlist,
                                unsigned int *verify, unsigned int flags)
{
    return ocsp_verify(resp, trustlist, flags, now_s(), verify);
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
