/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_request_extensions_write.c - the extensions that a request is to want */

#include "api/extension_objects.h"
#include "base/errors.h"
#include "pki/extension_change.h"
#include "pki/extension_oid.h"
#include "pki/extension_value.h"
#include "pki/request.h"

#include <gnutls/x509-ext.h>

/* Puts the value into the request, when it could be written. */
static int put(gnutls_x509_crq_t crq, struct bytes oid, bool critical, int written,
               const struct buffer *value)
{
    struct certificate_extension extension = { oid, buffer_bytes(value), critical };
    return written < 0 ? written : request_set_extension(crq, &extension);
}

static int put_name(gnutls_x509_crq_t crq, const struct new_name *name)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (crq == NULL || name->value.data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written = names_with(request_facts(crq)->extensions, oid_alternative_names, name, &value);
    return put(crq, oid_alternative_names, false, written, &value);
}

/**
 * gnutls_x509_crq_set_key_usage:
 * @crq: a request
 * @usage: %GNUTLS_KEY_DIGITAL_SIGNATURE and other such bits
 *
 * Asks that the key may be used for this (RFC 5280, 4.2.1.3). The extension
 * is critical.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_set_key_usage(gnutls_x509_crq_t crq, unsigned int usage)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return put(crq, oid_key_usage, true, key_usage_write(usage, &value), &value);
}

/**
 * gnutls_x509_crq_set_key_purpose_oid:
 * @crq: a request
 * @oid: a purpose, such as %GNUTLS_KP_TLS_WWW_SERVER
 * @critical: whether the extension is to be critical; the first call decides
 *
 * Adds a purpose to those that the certificate is to be for (RFC 5280,
 * 4.2.1.12).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_set_key_purpose_oid(gnutls_x509_crq_t crq, const void *oid,
                                            unsigned int critical)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (crq == NULL || oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    struct certificate_extension other;
    struct bytes extensions = request_facts(crq)->extensions;
    int written = purposes_with(extensions, oid, &value);
    if (extension_find(extensions, oid_purposes, &other))
        critical = other.critical;
    return put(crq, oid_purposes, critical != 0, written, &value);
}

/**
 * gnutls_x509_crq_set_basic_constraints:
 * @crq: a request
 * @ca: whether it is to be an authority's certificate
 * @pathLenConstraint: how many certificates of authorities may follow it;
 *   negative: any number
 *
 * Asks that the certificate be that of an authority, or not (RFC 5280,
 * 4.2.1.9). The extension is critical.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_set_basic_constraints(gnutls_x509_crq_t crq, unsigned int ca,
                                              int pathLenConstraint)
{
    SCOPED(buffer) struct buffer value = { 0 };
    struct basic_constraints constraints = { ca != 0,
                                             pathLenConstraint < 0 ? -1 : pathLenConstraint };
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written = basic_constraints_write(&constraints, &value);
    return put(crq, oid_basic_constraints, true, written, &value);
}

/**
 * gnutls_x509_crq_set_subject_alt_name:
 * @crq: a request
 * @nt: of #gnutls_x509_subject_alt_name_t
 * @data: the name; an address as 4 or 16 bytes
 * @data_size: its size
 * @flags: %GNUTLS_FSAN_SET: in place of all names that there are;
 *   %GNUTLS_FSAN_APPEND: behind them
 *
 * Asks for a name besides the subject's (RFC 5280, 4.2.1.6), as
 * gnutls_x509_crt_set_subject_alt_name() sets one.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNKNOWN_SAN for a type that is
 *   not known; %GNUTLS_E_INVALID_REQUEST for a name that is none of its type.
 *
 * Since: 2.8.0
 **/
API int gnutls_x509_crq_set_subject_alt_name(gnutls_x509_crq_t crq,
                                             gnutls_x509_subject_alt_name_t nt, const void *data,
                                             unsigned int data_size, unsigned int flags)
{
    struct new_name name = { nt, bytes_of(data, data_size), NULL, flags };
    return put_name(crq, &name);
}

/**
 * gnutls_x509_crq_set_subject_alt_othername:
 * @crq: a request
 * @oid: what kind of name it is, in dotted form
 * @data: the value, DER unless the flags say otherwise
 * @data_size: its size
 * @flags: as gnutls_x509_crt_set_subject_alt_othername()
 *
 * Asks for a name of a kind that has no type of its own.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_INVALID_REQUEST for a value that is no DER.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_crq_set_subject_alt_othername(gnutls_x509_crq_t crq, const char *oid,
                                                  const void *data, unsigned int data_size,
                                                  unsigned int flags)
{
    struct new_name name = { GNUTLS_SAN_OTHERNAME, bytes_of(data, data_size), oid, flags };
    return oid != NULL ? put_name(crq, &name) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_x509_crq_set_private_key_usage_period:
 * @crq: a request
 * @activation: from when on the key is to be used
 * @expiration: until when
 *
 * Asks for a period in which the private key may be used (RFC 3280,
 * 4.2.1.4). -1 is the end of time.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_x509_crq_set_private_key_usage_period(gnutls_x509_crq_t crq, time_t activation,
                                                     time_t expiration)
{
    SCOPED(buffer) struct buffer value = { 0 };
    struct usage_period period = { activation == -1 ? INT64_MAX : activation,
                                   expiration == -1 ? INT64_MAX : expiration };
    if (crq == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return put(crq, oid_usage_period, false, usage_period_write(&period, &value), &value);
}

/**
 * gnutls_x509_crq_set_tlsfeatures:
 * @crq: a request
 * @features: the list
 *
 * Asks for what a server with the certificate has to offer (RFC 7633).
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.5.1
 **/
API int gnutls_x509_crq_set_tlsfeatures(gnutls_x509_crq_t crq, gnutls_x509_tlsfeatures_t features)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (crq == NULL || features == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written = tls_features_write(&features->features, &value);
    return put(crq, oid_tls_features, false, written, &value);
}

/**
 * gnutls_x509_crq_set_extension_by_oid:
 * @crq: a request
 * @oid: the OID of the extension, in dotted form
 * @buf: its value in DER
 * @sizeof_buf: the size of @buf
 * @critical: whether it is to be critical
 *
 * Asks for an extension, in place of one with the same OID. The value of an
 * extension that this library reads has to be right.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_ASN1_DER_ERROR for a value that is not right.
 **/
API int gnutls_x509_crq_set_extension_by_oid(gnutls_x509_crq_t crq, const char *oid,
                                             const void *buf, size_t sizeof_buf,
                                             unsigned int critical)
{
    SCOPED(buffer) struct buffer der = { 0 };
    if (crq == NULL || oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(oid_parse(oid, &der));
    struct certificate_extension extension = { buffer_bytes(&der), bytes_of(buf, sizeof_buf),
                                               critical != 0 };
    return request_set_extension(crq, &extension);
}
