/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7.c - signed data of PKCS#7 and CMS: what is in it */

#include "pki/pkcs7.h"
#include "api/output.h"
#include "api/pkcs7_attributes.h"
#include "base/memory.h"
#include "credentials/key_parts.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/pem.h"

static const char *const labels[] = { "PKCS7", "CMS", NULL };

/**
 * gnutls_pkcs7_init:
 * @pkcs7: receives an empty structure
 *
 * Makes room for signed data.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs7_init(gnutls_pkcs7_t *pkcs7)
{
    *pkcs7 = memory_get_zeroed(sizeof **pkcs7);
    return *pkcs7 != NULL ? 0 : fail(GNUTLS_E_MEMORY_ERROR);
}

/**
 * gnutls_pkcs7_deinit:
 * @pkcs7: signed data, or %NULL
 *
 * Releases signed data.
 **/
API void gnutls_pkcs7_deinit(gnutls_pkcs7_t pkcs7)
{
    if (pkcs7 == NULL)
        return;
    pkcs7_wipe(pkcs7);
    memory_free(pkcs7);
}

/**
 * gnutls_pkcs7_import:
 * @pkcs7: receives the signed data
 * @data: SignedData of PKCS#7 or CMS
 * @format: whether it is PEM ("PKCS7", "CMS") or DER; BER is taken as DER
 *
 * Reads signed data. Nothing is verified; see gnutls_pkcs7_verify().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR for a
 *   text without it; %GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE for other content;
 *   %GNUTLS_E_ASN1_DER_ERROR for what is broken.
 **/
API int gnutls_pkcs7_import(gnutls_pkcs7_t pkcs7, const gnutls_datum_t *data,
                            gnutls_x509_crt_fmt_t format)
{
    SCOPED(buffer) struct buffer room = { 0 };
    struct bytes der;
    TRY(pem_or_der(format, bytes_of_datum(data), labels, &room, &der));
    return pkcs7_read(pkcs7, der);
}

static int write_pkcs7(gnutls_pkcs7_t pkcs7, gnutls_x509_crt_fmt_t format, struct buffer *out)
{
    SCOPED(buffer) struct buffer der = { 0 };
    TRY(pkcs7_write(pkcs7, &der));
    if (format == GNUTLS_X509_FMT_PEM)
        return pem_write(buffer_bytes(&der), labels[0], out);
    buffer_move(&der, out);
    return 0;
}

/**
 * gnutls_pkcs7_export:
 * @pkcs7: signed data
 * @format: whether PEM or DER is wanted
 * @output_data: receives it; PEM is ended by a zero byte
 * @output_data_size: room in @output_data; receives the size without the
 *   zero byte
 *
 * Writes signed data.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @output_data_size what is needed.
 **/
API int gnutls_pkcs7_export(gnutls_pkcs7_t pkcs7, gnutls_x509_crt_fmt_t format, void *output_data,
                            size_t *output_data_size)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_pkcs7(pkcs7, format, &whole));
    return format == GNUTLS_X509_FMT_PEM
               ? output_text(buffer_bytes(&whole), output_data, output_data_size)
               : output_bytes(buffer_bytes(&whole), output_data, output_data_size);
}

/**
 * gnutls_pkcs7_export2:
 * @pkcs7: signed data
 * @format: whether PEM or DER is wanted
 * @out: receives it; free it with gnutls_free()
 *
 * Writes signed data.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.3
 **/
API int gnutls_pkcs7_export2(gnutls_pkcs7_t pkcs7, gnutls_x509_crt_fmt_t format,
                             gnutls_datum_t *out)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    TRY(write_pkcs7(pkcs7, format, &whole));
    return bytes_give(buffer_bytes(&whole), out);
}

/* ---- what is signed, and by whom ---- */

/**
 * gnutls_pkcs7_get_embedded_data:
 * @pkcs7: signed data
 * @flags: 0, or %GNUTLS_PKCS7_EDATA_GET_RAW for the element that holds it
 * @data: receives what is signed; free it with gnutls_free()
 *
 * Gives what is signed, if it is in the structure.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when it
 *   is elsewhere; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.4.8
 **/
API int gnutls_pkcs7_get_embedded_data(gnutls_pkcs7_t pkcs7, unsigned flags, gnutls_datum_t *data)
{
    struct bytes content;
    TRY(pkcs7_content(pkcs7, &content));
    bool raw = (flags & GNUTLS_PKCS7_EDATA_GET_RAW) != 0;
    return bytes_give(raw ? buffer_bytes(&pkcs7->content) : content, data);
}

/**
 * gnutls_pkcs7_get_embedded_data_oid:
 * @pkcs7: signed data
 *
 * Tells what kind of thing is signed.
 *
 * Returns: an object identifier, in digits and dots, that lives as long as
 *   @pkcs7; %NULL for an empty structure.
 *
 * Since: 3.5.5
 **/
API const char *gnutls_pkcs7_get_embedded_data_oid(gnutls_pkcs7_t pkcs7)
{
    return (const char *)pkcs7->content_name.data;
}

/**
 * gnutls_pkcs7_get_signature_count:
 * @pkcs7: signed data
 *
 * Tells how many signatures there are.
 *
 * Returns: the number.
 *
 * Since: 3.4.3
 **/
API int gnutls_pkcs7_get_signature_count(gnutls_pkcs7_t pkcs7)
{
    return (int)pkcs7->signers.count;
}

static int fill_info(const struct pkcs7_signer *signer, gnutls_pkcs7_signature_info_st *info)
{
    const struct number_out rows[] = {
        { signer->signature, &info->sig, true },
        { signer->issuer, signer->issuer.size > 0 ? &info->issuer_dn : NULL, true },
        { signer->serial, signer->serial.size > 0 ? &info->signer_serial : NULL, true },
        { signer->key_id, signer->key_id.size > 0 ? &info->issuer_keyid : NULL, true },
    };
    info->algo = signer->algorithm.id;
    info->signing_time = (time_t)signer->signing_time_s;
    TRY(give_numbers(rows, ARRAY_SIZE(rows), 0));
    TRY(attributes_of(signer->signed_attributes, &info->signed_attrs));
    return attributes_of(signer->unsigned_attributes, &info->unsigned_attrs);
}

/**
 * gnutls_pkcs7_get_signature_info:
 * @pkcs7: signed data
 * @idx: which signature, from 0
 * @info: receives what it says; release it with
 *   gnutls_pkcs7_signature_info_deinit()
 *
 * Tells of a signature. Nothing of it is verified.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_UNKNOWN_HASH_ALGORITHM; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.4.2
 **/
API int gnutls_pkcs7_get_signature_info(gnutls_pkcs7_t pkcs7, unsigned idx,
                                        gnutls_pkcs7_signature_info_st *info)
{
    struct pkcs7_signer signer;
    *info = (gnutls_pkcs7_signature_info_st){ .signing_time = -1 };
    TRY(pkcs7_signer_at(pkcs7, idx, &signer));
    int result = fill_info(&signer, info);
    if (result < 0)
        gnutls_pkcs7_signature_info_deinit(info);
    return result;
}

/**
 * gnutls_pkcs7_signature_info_deinit:
 * @info: what gnutls_pkcs7_get_signature_info() gave
 *
 * Releases what is in it. The structure itself is the caller's.
 *
 * Since: 3.4.2
 **/
API void gnutls_pkcs7_signature_info_deinit(gnutls_pkcs7_signature_info_st *info)
{
    memory_free(info->sig.data);
    memory_free(info->issuer_dn.data);
    memory_free(info->signer_serial.data);
    memory_free(info->issuer_keyid.data);
    gnutls_pkcs7_attrs_deinit(info->signed_attrs);
    gnutls_pkcs7_attrs_deinit(info->unsigned_attrs);
    *info = (gnutls_pkcs7_signature_info_st){ .signing_time = -1 };
}
