/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_ext_values.c - extensions that are a value or two */

#include "api/extension_objects.h"
#include "api/output.h"
#include "base/errors.h"
#include "pki/extension_value.h"
#include "pki/oid.h"

/**
 * gnutls_x509_ext_import_basic_constraints:
 * @ext: the value of the extension, DER
 * @ca: receives whether the certificate is an authority's, or %NULL
 * @pathlen: receives how many authorities may stand below it, -1 for no
 *   limit, or %NULL
 *
 * Reads basic constraints.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_ASN1_DER_ERROR for what is
 *   broken.
 **/
API int gnutls_x509_ext_import_basic_constraints(const gnutls_datum_t *ext, unsigned int *ca,
                                                 int *pathlen)
{
    struct basic_constraints constraints = { 0 };
    TRY(basic_constraints_read(bytes_of_datum(ext), &constraints));
    if (ca != NULL)
        *ca = constraints.is_authority;
    if (pathlen != NULL)
        *pathlen = constraints.path_length;
    return 0;
}

/**
 * gnutls_x509_ext_export_basic_constraints:
 * @ca: whether the certificate is an authority's
 * @pathlen: how many authorities may stand below it; negative for no limit
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes basic constraints.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_export_basic_constraints(unsigned int ca, int pathlen, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct basic_constraints constraints = { ca != 0, pathlen };
    return give_written(basic_constraints_write(&constraints, &der), &der, ext);
}

/**
 * gnutls_x509_ext_import_key_usage:
 * @ext: the value of the extension, DER
 * @key_usage: receives GNUTLS_KEY_ bits
 *
 * Reads what a key may be used for.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_ASN1_DER_ERROR for what is
 *   broken.
 **/
API int gnutls_x509_ext_import_key_usage(const gnutls_datum_t *ext, unsigned int *key_usage)
{
    return key_usage_read(bytes_of_datum(ext), key_usage);
}

/**
 * gnutls_x509_ext_export_key_usage:
 * @key_usage: GNUTLS_KEY_ bits
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes what a key may be used for.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_export_key_usage(unsigned int key_usage, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(key_usage_write(key_usage, &der), &der, ext);
}

/**
 * gnutls_x509_ext_import_private_key_usage_period:
 * @ext: the value of the extension, DER
 * @activation: receives from when on the private key is used, or %NULL
 * @expiration: receives until when, or %NULL
 *
 * Reads for how long a private key is used. What is not said is -1.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_ASN1_DER_ERROR for what is
 *   broken.
 **/
API int gnutls_x509_ext_import_private_key_usage_period(const gnutls_datum_t *ext,
                                                        time_t *activation, time_t *expiration)
{
    struct usage_period period = { 0 };
    TRY(usage_period_read(bytes_of_datum(ext), &period));
    if (activation != NULL)
        *activation = (time_t)period.from_s;
    if (expiration != NULL)
        *expiration = (time_t)period.until_s;
    return 0;
}

/**
 * gnutls_x509_ext_export_private_key_usage_period:
 * @activation: from when on the private key is used, or -1 for no time
 * @expiration: until when, or -1
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes for how long a private key is used.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a time that can
 *   not be written; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_export_private_key_usage_period(time_t activation, time_t expiration,
                                                        gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    struct usage_period period = { activation, expiration };
    return give_written(usage_period_write(&period, &der), &der, ext);
}

int give_proxy_info(const struct proxy_info *info, char **language, char **policy, size_t *size)
{
    SCOPED(buffer) struct buffer oid = { 0 };
    gnutls_datum_t text = { NULL, 0 }, given = { NULL, 0 };
    TRY(oid_print(info->language, &oid));
    if (policy != NULL && info->policy.data != NULL)
        TRY(bytes_give(info->policy, &given));
    if (language != NULL && bytes_give(buffer_bytes(&oid), &text) < 0) {
        memory_free(given.data);
        return fail(GNUTLS_E_MEMORY_ERROR);
    }
    if (language != NULL)
        *language = (char *)text.data;
    if (policy != NULL)
        *policy = (char *)given.data;
    if (size != NULL)
        *size = info->policy.size;
    return 0;
}

/**
 * gnutls_x509_ext_import_proxy:
 * @ext: the value of the extension, DER
 * @pathlen: receives how many proxies may stand below this one, -1 for no
 *   limit, or %NULL
 * @policyLanguage: receives the OID of the policy's language in dotted form,
 *   or %NULL; free it with gnutls_free()
 * @policy: receives the policy, %NULL where there is none; or %NULL; free it
 *   with gnutls_free()
 * @sizeof_policy: receives its size, or %NULL
 *
 * Reads what makes a certificate a proxy's (RFC 3820).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_DER_ERROR for what is broken;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_import_proxy(const gnutls_datum_t *ext, int *pathlen, char **policyLanguage,
                                     char **policy, size_t *sizeof_policy)
{
    struct proxy_info info = { 0 };
    TRY(proxy_info_read(bytes_of_datum(ext), &info));
    TRY(give_proxy_info(&info, policyLanguage, policy, sizeof_policy));
    if (pathlen != NULL)
        *pathlen = info.path_length;
    return 0;
}

/**
 * gnutls_x509_ext_export_proxy:
 * @pathLenConstraint: how many proxies may stand below this one; negative
 *   for no limit
 * @policyLanguage: the OID of the policy's language, in dotted form
 * @policy: the policy, or %NULL
 * @sizeof_policy: its size
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes what makes a certificate a proxy's (RFC 3820).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a language
 *   that is no OID; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_export_proxy(int pathLenConstraint, const char *policyLanguage,
                                     const char *policy, size_t sizeof_policy, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 }, language = { 0 };
    struct proxy_info info = { .path_length = pathLenConstraint };
    if (policyLanguage == NULL || oid_parse(policyLanguage, &language) < 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    info.language = buffer_bytes(&language);
    info.policy = bytes_of(policy, policy != NULL ? sizeof_policy : 0);
    return give_written(proxy_info_write(&info, &der), &der, ext);
}

/**
 * gnutls_x509_ext_import_inhibit_anypolicy:
 * @ext: the value of the extension, DER
 * @skipcerts: receives how many certificates may follow
 *
 * Reads after how many more certificates in a chain the policy "any" no
 * longer counts.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_ASN1_DER_ERROR for what is
 *   broken.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_ext_import_inhibit_anypolicy(const gnutls_datum_t *ext, unsigned int *skipcerts)
{
    return inhibit_policy_read(bytes_of_datum(ext), skipcerts);
}

/**
 * gnutls_x509_ext_export_inhibit_anypolicy:
 * @skipcerts: how many certificates may follow
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes after how many more certificates in a chain the policy "any" no
 * longer counts.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_ext_export_inhibit_anypolicy(unsigned int skipcerts, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(inhibit_policy_write(skipcerts, &der), &der, ext);
}
