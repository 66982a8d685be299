/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_request_extensions.c - the extensions that a request wants to have */

#include "api/extension_objects.h"
#include "api/general_name_output.h"
#include "api/oid_output.h"
#include "pki/der.h"
#include "pki/extension_oid.h"
#include "pki/extension_value.h"
#include "pki/request.h"

#include <gnutls/x509-ext.h>

/* The extension; `critical` may be NULL. */
static int find(gnutls_x509_crq_t crq, struct bytes oid, unsigned *critical, struct bytes *out)
{
    struct certificate_extension extension;
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (!extension_find(request_facts(crq)->extensions, oid, &extension))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    if (critical != NULL)
        *critical = extension.critical;
    *out = extension.value;
    return 0;
}

/**
 * gnutls_x509_crq_get_key_usage:
 * @crq: a request
 * @key_usage: receives %GNUTLS_KEY_DIGITAL_SIGNATURE and other such bits
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells what the key is to be used for.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when the
 *   request does not say.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_key_usage(gnutls_x509_crq_t crq, unsigned int *key_usage,
                                      unsigned int *critical)
{
    struct bytes value;
    TRY(find(crq, oid_key_usage, critical, &value));
    *key_usage = request_facts(crq)->key_usage;
    return 0;
}

/**
 * gnutls_x509_crq_get_basic_constraints:
 * @crq: a request
 * @critical: receives whether the extension is critical, or %NULL
 * @ca: receives whether it is to be an authority's certificate, or %NULL
 * @pathlen: receives how many authorities may follow, -1: any number; or
 *   %NULL
 *
 * Tells whether the certificate is to be that of an authority.
 *
 * Returns: whether it is; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when the
 *   request does not say.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_basic_constraints(gnutls_x509_crq_t crq, unsigned int *critical,
                                              unsigned int *ca, int *pathlen)
{
    struct bytes value;
    TRY(find(crq, oid_basic_constraints, critical, &value));
    if (ca != NULL)
        *ca = request_facts(crq)->is_authority;
    if (pathlen != NULL)
        *pathlen = request_facts(crq)->path_length;
    return request_facts(crq)->is_authority;
}

/**
 * gnutls_x509_crq_get_subject_alt_name:
 * @crq: a request
 * @seq: which name, from 0
 * @ret: receives the name; texts are ended by a zero byte
 * @ret_size: room in @ret; receives the length without the zero byte
 * @ret_type: receives the type, of #gnutls_x509_subject_alt_name_t, or %NULL
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives a name that the certificate is to have besides its subject's. An
 * otherName is given in DER, whatever its kind.
 *
 * Returns: the type; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @ret_size what is
 *   needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last;
 *   %GNUTLS_E_X509_UNKNOWN_SAN for a type that is not known.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_subject_alt_name(gnutls_x509_crq_t crq, unsigned int seq, void *ret,
                                             size_t *ret_size, unsigned int *ret_type,
                                             unsigned int *critical)
{
    struct bytes value;
    TRY(find(crq, oid_alternative_names, critical, &value));
    return output_plain_name(request_facts(crq)->alternative_names, seq, ret, ret_size, ret_type);
}

/**
 * gnutls_x509_crq_get_subject_alt_othername_oid:
 * @crq: a request
 * @seq: which name, from 0
 * @ret: receives the OID in dotted form, ended by a zero byte
 * @ret_size: room in @ret; receives the length without the zero byte
 *
 * Tells what kind an otherName is of.
 *
 * Returns: %GNUTLS_SAN_OTHERNAME; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @ret_size what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last, and for a name that is none.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_subject_alt_othername_oid(gnutls_x509_crq_t crq, unsigned int seq,
                                                      void *ret, size_t *ret_size)
{
    struct bytes value;
    TRY(find(crq, oid_alternative_names, NULL, &value));
    return output_plain_other_name_oid(request_facts(crq)->alternative_names, seq, ret, ret_size);
}

/**
 * gnutls_x509_crq_get_key_purpose_oid:
 * @crq: a request
 * @indx: which purpose, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @sizeof_oid: room in @oid; receives the length with the zero byte
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells what the certificate is to be for, such as
 * %GNUTLS_KP_TLS_WWW_SERVER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_oid what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_key_purpose_oid(gnutls_x509_crq_t crq, unsigned int indx, void *oid,
                                            size_t *sizeof_oid, unsigned int *critical)
{
    struct bytes value;
    TRY(find(crq, oid_purposes, critical, &value));
    struct wire_reader purposes = wire_reader(request_facts(crq)->purposes);
    for (unsigned i = 0; wire_more(&purposes); i++) {
        struct bytes found = der_read_oid(&purposes);
        if (i == indx)
            return output_counted_oid(found, oid, sizeof_oid);
    }
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_x509_crq_get_private_key_usage_period:
 * @cert: a request
 * @activation: receives from when on the key is to be used, -1: not said; or
 *   %NULL
 * @expiration: receives until when, or %NULL
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells when the private key is to be used.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when the
 *   request does not say; %GNUTLS_E_ASN1_DER_ERROR for what is broken.
 *
 * Since: 3.0
 **/
API int gnutls_x509_crq_get_private_key_usage_period(gnutls_x509_crq_t cert, time_t *activation,
                                                     time_t *expiration, unsigned int *critical)
{
    struct usage_period period;
    struct bytes value;
    TRY(find(cert, oid_usage_period, critical, &value));
    TRY(usage_period_read(value, &period));
    if (activation != NULL)
        *activation = (time_t)period.from_s;
    if (expiration != NULL)
        *expiration = (time_t)period.until_s;
    return 0;
}

/**
 * gnutls_x509_crq_get_tlsfeatures:
 * @crq: a request
 * @features: receives the list
 * @flags: 0, or %GNUTLS_EXT_FLAG_APPEND to keep what the list had
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells what a server with the certificate is to offer (RFC 7633).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when the
 *   request does not say; %GNUTLS_E_ASN1_DER_ERROR for what is broken.
 *
 * Since: 3.5.1
 **/
API int gnutls_x509_crq_get_tlsfeatures(gnutls_x509_crq_t crq, gnutls_x509_tlsfeatures_t features,
                                        unsigned int flags, unsigned int *critical)
{
    struct bytes value;
    if (features == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(find(crq, oid_tls_features, critical, &value));
    return features_import(value, flags, &features->features);
}

/* ---- any extension ---- */

static int extension_by_oid(gnutls_x509_crq_t crq, const char *oid, unsigned index,
                            unsigned *critical, struct bytes *out)
{
    SCOPED(buffer) struct buffer der = { 0 };
    if (oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(oid_parse(oid, &der));
    /* No request that was read has an extension twice. */
    if (index > 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return find(crq, buffer_bytes(&der), critical, out);
}

/**
 * gnutls_x509_crq_get_extension_by_oid:
 * @crq: a request
 * @oid: the OID of the extension, in dotted form
 * @indx: 0
 * @buf: receives its value in DER; %NULL: only the size is wanted
 * @buf_size: room in @buf; receives the size
 * @critical: receives whether it is critical, or %NULL
 *
 * Gives the value of an extension that the request wants.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is no
 *   such extension.
 **/
API int gnutls_x509_crq_get_extension_by_oid(gnutls_x509_crq_t crq, const char *oid,
                                             unsigned int indx, void *buf, size_t *buf_size,
                                             unsigned int *critical)
{
    struct bytes value = bytes_none();
    TRY(extension_by_oid(crq, oid, indx, critical, &value));
    return output_or_measure(value, buf, buf_size);
}

/**
 * gnutls_x509_crq_get_extension_by_oid2:
 * @crq: a request
 * @oid: the OID of the extension, in dotted form
 * @indx: 0
 * @output: receives its value in DER; free it with gnutls_free()
 * @critical: receives whether it is critical, or %NULL
 *
 * Gives the value of an extension that the request wants.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is no such extension; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.3.8
 **/
API int gnutls_x509_crq_get_extension_by_oid2(gnutls_x509_crq_t crq, const char *oid,
                                              unsigned int indx, gnutls_datum_t *output,
                                              unsigned int *critical)
{
    struct bytes value = bytes_none();
    TRY(extension_by_oid(crq, oid, indx, critical, &value));
    return bytes_give(value, output);
}

/* The `index`-th extension. */
static int extension_at(gnutls_x509_crq_t crq, unsigned index, struct certificate_extension *out)
{
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    if (!extension_nth(request_facts(crq)->extensions, index, out))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return 0;
}

/**
 * gnutls_x509_crq_get_extension_info:
 * @crq: a request
 * @indx: which extension, from 0
 * @oid: receives its OID in dotted form, ended by a zero byte; %NULL: only
 *   the length is wanted
 * @sizeof_oid: room in @oid; receives the length with the zero byte
 * @critical: receives whether it is critical, or %NULL
 *
 * Tells which extensions the request wants.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_oid what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_extension_info(gnutls_x509_crq_t crq, unsigned int indx, void *oid,
                                           size_t *sizeof_oid, unsigned int *critical)
{
    struct certificate_extension extension;
    TRY(extension_at(crq, indx, &extension));
    if (critical != NULL)
        *critical = extension.critical;
    return output_or_measure_oid(extension.oid, oid, sizeof_oid);
}

/**
 * gnutls_x509_crq_get_extension_data:
 * @crq: a request
 * @indx: which extension, from 0
 * @data: receives its value in DER; %NULL: only the size is wanted
 * @sizeof_data: room in @data; receives the size
 *
 * Gives the value of an extension that the request wants.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_data what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE
 *   behind the last.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_get_extension_data(gnutls_x509_crq_t crq, unsigned int indx, void *data,
                                           size_t *sizeof_data)
{
    struct certificate_extension extension;
    TRY(extension_at(crq, indx, &extension));
    return output_or_measure(extension.value, data, sizeof_data);
}

/**
 * gnutls_x509_crq_get_extension_data2:
 * @crq: a request
 * @indx: which extension, from 0
 * @data: receives its value in DER; free it with gnutls_free()
 *
 * Gives the value of an extension that the request wants.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.3.0
 **/
API int gnutls_x509_crq_get_extension_data2(gnutls_x509_crq_t crq, unsigned int indx,
                                            gnutls_datum_t *data)
{
    struct certificate_extension extension;
    TRY(extension_at(crq, indx, &extension));
    return bytes_give(extension.value, data);
}
