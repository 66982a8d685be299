/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_extensions.c - the extensions of a certificate, read */

#include "api/extension_find.h"
#include "api/oid_output.h"
#include "pki/certificate.h"
#include "pki/der.h"
#include "pki/extension_oid.h"

#include <gnutls/x509.h>

/**
 * gnutls_x509_crt_get_key_usage:
 * @cert: a certificate
 * @key_usage: receives GNUTLS_KEY_ bits
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells what the certificate's key may be used for.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say.
 **/
API int gnutls_x509_crt_get_key_usage(gnutls_x509_crt_t cert, unsigned int *key_usage,
                                      unsigned int *critical)
{
    TRY(find_extension(cert, oid_key_usage, critical, NULL));
    *key_usage = certificate_facts(cert)->key_usage;
    return 0;
}

/**
 * gnutls_x509_crt_get_basic_constraints:
 * @cert: a certificate
 * @critical: receives whether the extension is critical, or %NULL
 * @ca: receives whether it is an authority's, or %NULL
 * @pathlen: receives how many authorities may stand below it, -1 for no
 *   limit, or %NULL
 *
 * Tells whether the certificate is an authority's.
 *
 * Returns: 1 if it is, 0 if not; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say.
 **/
API int gnutls_x509_crt_get_basic_constraints(gnutls_x509_crt_t cert, unsigned int *critical,
                                              unsigned int *ca, int *pathlen)
{
    const struct certificate_facts *facts = certificate_facts(cert);
    TRY(find_extension(cert, oid_basic_constraints, critical, NULL));
    if (ca != NULL)
        *ca = facts->is_authority;
    if (pathlen != NULL)
        *pathlen = facts->path_length;
    return facts->is_authority;
}

/**
 * gnutls_x509_crt_get_ca_status:
 * @cert: a certificate
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells whether the certificate is an authority's; see
 * gnutls_x509_crt_get_basic_constraints().
 *
 * Returns: 1 if it is, 0 if not; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say.
 **/
API int gnutls_x509_crt_get_ca_status(gnutls_x509_crt_t cert, unsigned int *critical)
{
    return gnutls_x509_crt_get_basic_constraints(cert, critical, NULL, NULL);
}

/**
 * gnutls_x509_crt_get_key_purpose_oid:
 * @cert: a certificate
 * @indx: which purpose, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length without the zero byte
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells what the certificate is for, such as %GNUTLS_KP_TLS_WWW_SERVER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last.
 **/
API int gnutls_x509_crt_get_key_purpose_oid(gnutls_x509_crt_t cert, unsigned int indx, void *oid,
                                            size_t *oid_size, unsigned int *critical)
{
    struct wire_reader purposes = wire_reader(certificate_facts(cert)->purposes);
    TRY(find_extension(cert, oid_purposes, critical, NULL));
    for (unsigned i = 0; wire_more(&purposes); i++) {
        struct bytes found = der_read_oid(&purposes);
        if (i == indx)
            return output_oid_text(found, oid, oid_size);
    }
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_x509_crt_get_subject_key_id:
 * @cert: a certificate
 * @ret: receives the identifier
 * @ret_size: room in @ret; receives the size
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives the identifier of the certificate's key, as its issuer chose it.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @ret_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is
 *   none.
 **/
API int gnutls_x509_crt_get_subject_key_id(gnutls_x509_crt_t cert, void *ret, size_t *ret_size,
                                           unsigned int *critical)
{
    TRY(find_extension(cert, oid_subject_key_id, critical, NULL));
    return output_bytes(certificate_facts(cert)->subject_key_id, ret, ret_size);
}

/**
 * gnutls_x509_crt_get_authority_key_id:
 * @cert: a certificate
 * @id: receives the identifier
 * @id_size: room in @id; receives the size
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives the identifier of the issuer's key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @id_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is
 *   none; %GNUTLS_E_X509_UNSUPPORTED_EXTENSION when the issuer is named in
 *   another way only.
 **/
API int gnutls_x509_crt_get_authority_key_id(gnutls_x509_crt_t cert, void *id, size_t *id_size,
                                             unsigned int *critical)
{
    TRY(find_extension(cert, oid_authority_key_id, critical, NULL));
    if (certificate_facts(cert)->authority_key_id.data == NULL)
        return fail(GNUTLS_E_X509_UNSUPPORTED_EXTENSION);
    return output_bytes(certificate_facts(cert)->authority_key_id, id, id_size);
}

static int extension_at(gnutls_x509_crt_t cert, unsigned index, struct certificate_extension *out)
{
    if (!extension_nth(certificate_facts(cert)->extensions, index, out))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return 0;
}

/**
 * gnutls_x509_crt_get_extension_info:
 * @cert: a certificate
 * @indx: which extension, from 0
 * @oid: receives its OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length without the zero byte
 * @critical: receives whether it is critical, or %NULL
 *
 * Tells which extensions a certificate has.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last.
 **/
API int gnutls_x509_crt_get_extension_info(gnutls_x509_crt_t cert, unsigned int indx, void *oid,
                                           size_t *oid_size, unsigned int *critical)
{
    struct certificate_extension extension = { 0 };
    TRY(extension_at(cert, indx, &extension));
    if (critical != NULL)
        *critical = extension.critical;
    return output_oid_text(extension.oid, oid, oid_size);
}

/**
 * gnutls_x509_crt_get_extension_oid:
 * @cert: a certificate
 * @indx: which extension, from 0
 * @oid: receives its OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length without the zero byte
 *
 * Tells which extensions a certificate has.
 *
 * Returns: what gnutls_x509_crt_get_extension_info() returns.
 **/
API int gnutls_x509_crt_get_extension_oid(gnutls_x509_crt_t cert, unsigned int indx, void *oid,
                                          size_t *oid_size)
{
    return gnutls_x509_crt_get_extension_info(cert, indx, oid, oid_size, NULL);
}

/**
 * gnutls_x509_crt_get_extension_data:
 * @cert: a certificate
 * @indx: which extension, from 0
 * @data: receives its value in DER; %NULL: only the size is wanted
 * @sizeof_data: room in @data; receives the size
 *
 * Gives the value of an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_data what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE
 *   behind the last.
 **/
API int gnutls_x509_crt_get_extension_data(gnutls_x509_crt_t cert, unsigned int indx, void *data,
                                           size_t *sizeof_data)
{
    struct certificate_extension extension = { 0 };
    TRY(extension_at(cert, indx, &extension));
    return output_or_measure(extension.value, data, sizeof_data);
}

/**
 * gnutls_x509_crt_get_extension_data2:
 * @cert: a certificate
 * @indx: which extension, from 0
 * @data: receives its value in DER; free it with gnutls_free()
 *
 * Gives the value of an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND behind the
 *   last; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.3.8
 **/
API int gnutls_x509_crt_get_extension_data2(gnutls_x509_crt_t cert, unsigned int indx,
                                            gnutls_datum_t *data)
{
    struct certificate_extension extension = { 0 };
    /* Programs know another code here than from the other functions. */
    if (extension_at(cert, indx, &extension) < 0)
        return fail(GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
    return bytes_give(extension.value, data);
}

static int extension_by_oid(gnutls_x509_crt_t cert, const char *oid, unsigned index,
                            unsigned *critical, struct bytes *out)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct certificate_extension extension;
    TRY(oid_parse(oid, &der));
    /* No certificate that was read has an extension twice. */
    if (index > 0 || !certificate_find_extension(cert, buffer_bytes(&der), &extension))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (critical != NULL)
        *critical = extension.critical;
    *out = extension.value;
    return 0;
}

/**
 * gnutls_x509_crt_get_extension_by_oid:
 * @cert: a certificate
 * @oid: the OID of the extension, in dotted form
 * @indx: 0
 * @buf: receives its value in DER
 * @buf_size: room in @buf; receives the size
 * @critical: receives whether it is critical, or %NULL
 *
 * Gives the value of an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is no
 *   such extension.
 **/
API int gnutls_x509_crt_get_extension_by_oid(gnutls_x509_crt_t cert, const char *oid,
                                             unsigned int indx, void *buf, size_t *buf_size,
                                             unsigned int *critical)
{
    struct bytes value = bytes_none();
    TRY(extension_by_oid(cert, oid, indx, critical, &value));
    return output_bytes(value, buf, buf_size);
}

/**
 * gnutls_x509_crt_get_extension_by_oid2:
 * @cert: a certificate
 * @oid: the OID of the extension, in dotted form
 * @indx: 0
 * @output: receives its value in DER; free it with gnutls_free()
 * @critical: receives whether it is critical, or %NULL
 *
 * Gives the value of an extension.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is no such extension; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.3.8
 **/
API int gnutls_x509_crt_get_extension_by_oid2(gnutls_x509_crt_t cert, const char *oid,
                                              unsigned int indx, gnutls_datum_t *output,
                                              unsigned int *critical)
{
    struct bytes value = bytes_none();
    TRY(extension_by_oid(cert, oid, indx, critical, &value));
    return bytes_give(value, output);
}
