/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_extensions_write.c - the extensions of a certificate that is being made: what it is for */

#include "api/extension_objects.h"
#include "base/errors.h"
#include "pki/certificate_write.h"
#include "pki/extension_change.h"
#include "pki/extension_oid.h"
#include "pki/extension_value.h"

#include <gnutls/x509-ext.h>

/* Puts the value into the certificate, when it could be written. */
static int put(gnutls_x509_crt_t crt, struct bytes oid, bool critical, int written,
               const struct buffer *value)
{
    struct certificate_extension extension = { oid, buffer_bytes(value), critical };
    return written < 0 ? written : certificate_set_extension(crt, &extension);
}

/* Puts an extension that may not be there yet. */
static int put_once(gnutls_x509_crt_t crt, struct bytes oid, int written,
                    const struct buffer *value)
{
    struct certificate_extension other;
    if (certificate_find_extension(crt, oid, &other))
        return fail(GNUTLS_E_INVALID_REQUEST);
    return put(crt, oid, false, written, value);
}

/**
 * gnutls_x509_crt_set_key_usage:
 * @crt: a certificate
 * @usage: %GNUTLS_KEY_DIGITAL_SIGNATURE and other such bits
 *
 * Sets what the key of the certificate may be used for (RFC 5280, 4.2.1.3).
 * The extension is critical.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when others hold the
 *   certificate.
 **/
API int gnutls_x509_crt_set_key_usage(gnutls_x509_crt_t crt, unsigned int usage)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (crt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return put(crt, oid_key_usage, true, key_usage_write(usage, &value), &value);
}

/**
 * gnutls_x509_crt_set_key_purpose_oid:
 * @cert: a certificate
 * @oid: a purpose, such as %GNUTLS_KP_TLS_WWW_SERVER
 * @critical: whether the extension is to be critical
 *
 * Adds a purpose to those that the certificate is for (RFC 5280, 4.2.1.12).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_INVALID_REQUEST when others hold the certificate.
 **/
API int gnutls_x509_crt_set_key_purpose_oid(gnutls_x509_crt_t cert, const void *oid,
                                            unsigned int critical)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (cert == NULL || oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written = purposes_with(certificate_facts(cert)->extensions, oid, &value);
    return put(cert, oid_purposes, critical != 0, written, &value);
}

/**
 * gnutls_x509_crt_set_basic_constraints:
 * @crt: a certificate
 * @ca: whether it is an authority's
 * @pathLenConstraint: how many certificates of authorities may follow it;
 *   negative: any number
 *
 * Sets whether the certificate is that of an authority (RFC 5280, 4.2.1.9).
 * The extension is critical.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when others hold the
 *   certificate.
 **/
API int gnutls_x509_crt_set_basic_constraints(gnutls_x509_crt_t crt, unsigned int ca,
                                              int pathLenConstraint)
{
    SCOPED(buffer) struct buffer value = { 0 };
    struct basic_constraints constraints = { ca != 0,
                                             pathLenConstraint < 0 ? -1 : pathLenConstraint };
    if (crt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written = basic_constraints_write(&constraints, &value);
    return put(crt, oid_basic_constraints, true, written, &value);
}

/**
 * gnutls_x509_crt_set_ca_status:
 * @crt: a certificate
 * @ca: whether it is an authority's
 *
 * Sets whether the certificate is that of an authority, without a limit to
 * the certificates that may follow it.
 *
 * Returns: what gnutls_x509_crt_set_basic_constraints() returns.
 **/
API int gnutls_x509_crt_set_ca_status(gnutls_x509_crt_t crt, unsigned int ca)
{
    return gnutls_x509_crt_set_basic_constraints(crt, ca, -1);
}

/**
 * gnutls_x509_crt_set_subject_key_id:
 * @cert: a certificate
 * @id: an identifier of its key, such as gnutls_x509_crt_get_key_id() gives
 * @id_size: its size
 *
 * Sets the identifier by which certificates that this one's key signs refer
 * to it (RFC 5280, 4.2.1.2).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when there is one
 *   already, or when others hold the certificate.
 **/
API int gnutls_x509_crt_set_subject_key_id(gnutls_x509_crt_t cert, const void *id, size_t id_size)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (cert == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written = subject_key_id_write(bytes_of(id, id_size), &value);
    return put_once(cert, oid_subject_key_id, written, &value);
}

/**
 * gnutls_x509_crt_set_authority_key_id:
 * @cert: a certificate
 * @id: the identifier of the issuer's key
 * @id_size: its size
 *
 * Sets by which key of the issuer the certificate is signed (RFC 5280,
 * 4.2.1.1).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when there is one
 *   already, or when others hold the certificate.
 **/
API int gnutls_x509_crt_set_authority_key_id(gnutls_x509_crt_t cert, const void *id, size_t id_size)
{
    SCOPED(authority_key) struct authority_key key = { .has_id = id_size > 0 };
    SCOPED(buffer) struct buffer value = { 0 };
    if (cert == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_append(&key.id, bytes_of(id, id_size)));
    return put_once(cert, oid_authority_key_id, authority_key_write(&key, &value), &value);
}

/**
 * gnutls_x509_crt_set_private_key_usage_period:
 * @crt: a certificate
 * @activation: from when on the key may sign
 * @expiration: until when
 *
 * Sets when the private key may be used (RFC 3280, 4.2.1.4), which may be
 * shorter than the certificate is valid. -1 is the end of time.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when others hold the
 *   certificate.
 **/
API int gnutls_x509_crt_set_private_key_usage_period(gnutls_x509_crt_t crt, time_t activation,
                                                     time_t expiration)
{
    SCOPED(buffer) struct buffer value = { 0 };
    struct usage_period period = { activation == -1 ? INT64_MAX : activation,
                                   expiration == -1 ? INT64_MAX : expiration };
    if (crt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return put(crt, oid_usage_period, false, usage_period_write(&period, &value), &value);
}

/**
 * gnutls_x509_crt_set_proxy:
 * @crt: a certificate
 * @pathLenConstraint: how many proxies may follow it; negative: any number
 * @policyLanguage: the OID of a language of policies, in dotted form
 * @policy: the policy, or %NULL
 * @sizeof_policy: its size
 *
 * Makes the certificate that of a proxy (RFC 3820, 3.8). The extension is
 * critical.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_INVALID_REQUEST without a language, or when others hold
 *   the certificate.
 **/
API int gnutls_x509_crt_set_proxy(gnutls_x509_crt_t crt, int pathLenConstraint,
                                  const char *policyLanguage, const char *policy,
                                  size_t sizeof_policy)
{
    SCOPED(buffer) struct buffer language = { 0 }, value = { 0 };
    if (crt == NULL || policyLanguage == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(oid_parse(policyLanguage, &language));
    struct proxy_info info = { pathLenConstraint < 0 ? -1 : pathLenConstraint,
                               buffer_bytes(&language), bytes_of(policy, sizeof_policy) };
    return put(crt, oid_proxy_info, true, proxy_info_write(&info, &value), &value);
}

/**
 * gnutls_x509_crt_set_tlsfeatures:
 * @crt: a certificate
 * @features: the list
 *
 * Sets what a server with this certificate has to offer (RFC 7633).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when others hold the
 *   certificate.
 *
 * Since: 3.5.1
 **/
API int gnutls_x509_crt_set_tlsfeatures(gnutls_x509_crt_t crt, gnutls_x509_tlsfeatures_t features)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (crt == NULL || features == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written = tls_features_write(&features->features, &value);
    return put(crt, oid_tls_features, false, written, &value);
}

/**
 * gnutls_x509_crt_set_name_constraints:
 * @crt: a certificate
 * @nc: the constraints
 * @critical: whether the extension is to be critical, as RFC 5280 wants it
 *
 * Sets what names an authority may vouch for (RFC 5280, 4.2.1.10).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for constraints that
 *   say nothing, or when others hold the certificate.
 *
 * Since: 3.3.0
 **/
API int gnutls_x509_crt_set_name_constraints(gnutls_x509_crt_t crt,
                                             gnutls_x509_name_constraints_t nc,
                                             unsigned int critical)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (crt == NULL || nc == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written = name_constraints_write(&nc->constraints, &value);
    return put(crt, oid_name_constraints, critical != 0, written, &value);
}

/**
 * gnutls_x509_crt_set_inhibit_anypolicy:
 * @crt: a certificate
 * @skipcerts: how many certificates may follow before anyPolicy does not
 *   count any more
 *
 * Sets for how long anyPolicy counts (RFC 5280, 4.2.1.14). The extension is
 * critical.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST when others hold the
 *   certificate.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_crt_set_inhibit_anypolicy(gnutls_x509_crt_t crt, unsigned int skipcerts)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (crt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return put(crt, oid_inhibit_policy, true, inhibit_policy_write(skipcerts, &value), &value);
}

/**
 * gnutls_x509_crt_set_policy:
 * @crt: a certificate
 * @policy: the policy
 * @critical: whether the extension is to be critical
 *
 * Adds a policy to those under which the certificate is issued (RFC 5280,
 * 4.2.1.4).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_INVALID_REQUEST for a qualifier that is not known, or when
 *   others hold the certificate.
 *
 * Since: 3.1.5
 **/
API int gnutls_x509_crt_set_policy(gnutls_x509_crt_t crt,
                                   const struct gnutls_x509_policy_st *policy,
                                   unsigned int critical)
{
    SCOPED(policy) struct policy added = { 0 };
    SCOPED(buffer) struct buffer value = { 0 };
    if (crt == NULL || policy == NULL || policy->oid == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(take_policy(policy, &added));
    int written = policies_with(certificate_facts(crt)->extensions, &added, &value);
    return put(crt, oid_policies, critical != 0, written, &value);
}

/**
 * gnutls_x509_crt_set_crl_dist_points2:
 * @crt: a certificate
 * @type: the type of the name, of #gnutls_x509_subject_alt_name_t; most are
 *   %GNUTLS_SAN_URI
 * @data: the name
 * @data_size: its size
 * @reason_flags: %GNUTLS_CRL_REASON_KEY_COMPROMISE and other such bits; 0:
 *   all reasons
 *
 * Adds a place where the revocation list is to be found (RFC 5280,
 * 4.2.1.13).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNKNOWN_SAN for a type that is
 *   not known; %GNUTLS_E_INVALID_REQUEST for a name that is none of its type,
 *   or when others hold the certificate.
 *
 * Since: 2.6.0
 **/
API int gnutls_x509_crt_set_crl_dist_points2(gnutls_x509_crt_t crt,
                                             gnutls_x509_subject_alt_name_t type, const void *data,
                                             unsigned int data_size, unsigned int reason_flags)
{
    SCOPED(buffer) struct buffer value = { 0 };
    struct new_name name = { type, bytes_of(data, data_size), NULL, 0 };
    if (crt == NULL || data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written =
        distribution_points_with(certificate_facts(crt)->extensions, &name, reason_flags, &value);
    return put(crt, oid_distribution_points, false, written, &value);
}

/**
 * gnutls_x509_crt_set_crl_dist_points:
 * @crt: a certificate
 * @type: the type of the name, of #gnutls_x509_subject_alt_name_t
 * @data_string: the name, ended by a zero byte
 * @reason_flags: %GNUTLS_CRL_REASON_KEY_COMPROMISE and other such bits; 0:
 *   all reasons
 *
 * Adds a place where the revocation list is to be found; see
 * gnutls_x509_crt_set_crl_dist_points2().
 *
 * Returns: what gnutls_x509_crt_set_crl_dist_points2() returns.
 **/
API int gnutls_x509_crt_set_crl_dist_points(gnutls_x509_crt_t crt,
                                            gnutls_x509_subject_alt_name_t type,
                                            const void *data_string, unsigned int reason_flags)
{
    unsigned size = data_string != NULL ? (unsigned)strlen(data_string) : 0;
    return gnutls_x509_crt_set_crl_dist_points2(crt, type, data_string, size, reason_flags);
}

/**
 * gnutls_x509_crt_set_authority_info_access:
 * @crt: a certificate
 * @what: %GNUTLS_IA_OCSP_URI or %GNUTLS_IA_CAISSUERS_URI
 * @data: a URI
 *
 * Adds a place where the issuer tells the status of its certificates, or
 * gives its own (RFC 5280, 4.2.2.1).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another place,
 *   or when others hold the certificate.
 *
 * Since: 3.0
 **/
API int gnutls_x509_crt_set_authority_info_access(gnutls_x509_crt_t crt, int what,
                                                  gnutls_datum_t *data)
{
    SCOPED(buffer) struct buffer value = { 0 };
    bool is_status = what == GNUTLS_IA_OCSP_URI;
    if (crt == NULL || data == NULL || (!is_status && what != GNUTLS_IA_CAISSUERS_URI))
        return fail(GNUTLS_E_INVALID_REQUEST);
    int written = access_list_with(certificate_facts(crt)->extensions,
                                   is_status ? GNUTLS_OID_AD_OCSP : GNUTLS_OID_AD_CAISSUERS,
                                   bytes_of_datum(data), &value);
    return put(crt, oid_information_access, false, written, &value);
}
