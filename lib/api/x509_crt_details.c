/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_crt_details.c - what else a certificate says of its use */

#include "api/extension_find.h"
#include "api/extension_objects.h"
#include "api/oid_output.h"
#include "credentials/key_parts.h"
#include "pki/der.h"
#include "pki/extension_oid.h"
#include "pki/extension_value.h"
#include "pki/spki.h"

#include <gnutls/abstract.h>
#include <gnutls/compat.h>
#include <gnutls/x509.h>

static int give_text(const struct buffer *text, char **out)
{
    gnutls_datum_t given = { NULL, 0 };
    TRY(bytes_give(buffer_bytes(text), &given));
    *out = (char *)given.data;
    return 0;
}

/* What has been given when memory ends is released by the caller. */
static int give_policy(const struct policy *policy, struct gnutls_x509_policy_st *out)
{
    TRY(give_text(&policy->oid, &out->oid));
    for (size_t i = 0; i < policy->count; i++) {
        TRY(give_text(&policy->qualifiers[i].text, &out->qualifier[i].data));
        out->qualifier[i].type = policy->qualifiers[i].type;
        out->qualifier[i].size = (unsigned)policy->qualifiers[i].text.size;
        out->qualifiers++;
    }
    return 0;
}

/**
 * gnutls_x509_crt_get_policy:
 * @crt: a certificate
 * @indx: which policy, from 0
 * @policy: receives it; release it with gnutls_x509_policy_release()
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells under which policies a certificate was issued.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; other negative codes for what is broken.
 **/
API int gnutls_x509_crt_get_policy(gnutls_x509_crt_t crt, unsigned int indx,
                                   struct gnutls_x509_policy_st *policy, unsigned int *critical)
{
    SCOPED(policies) struct policies policies = { 0 };
    struct gnutls_x509_policy_st given = { .qualifiers = 0 };
    struct bytes value = bytes_none();
    TRY(find_extension(crt, oid_policies, critical, &value));
    TRY(policies_read(value, &policies));
    if (indx >= policies.count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    int result = give_policy(&policies.items[indx], &given);
    if (result < 0)
        gnutls_x509_policy_release(&given);
    else
        *policy = given;
    return result;
}

/**
 * gnutls_x509_crt_get_inhibit_anypolicy:
 * @cert: a certificate
 * @skipcerts: receives how many certificates may follow
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells after how many more certificates in a chain the policy "any" no
 * longer counts.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say; %GNUTLS_E_ASN1_DER_ERROR for what is
 *   broken.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_crt_get_inhibit_anypolicy(gnutls_x509_crt_t cert, unsigned int *skipcerts,
                                              unsigned int *critical)
{
    struct bytes value = bytes_none();
    TRY(find_extension(cert, oid_inhibit_policy, critical, &value));
    return inhibit_policy_read(value, skipcerts);
}

/**
 * gnutls_x509_crt_get_name_constraints:
 * @crt: a certificate
 * @nc: receives the name constraints
 * @flags: 0, or %GNUTLS_EXT_FLAG_APPEND
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells what names an authority may vouch for; see
 * gnutls_x509_ext_import_name_constraints().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say; other negative codes for what is broken.
 **/
API int gnutls_x509_crt_get_name_constraints(gnutls_x509_crt_t crt,
                                             gnutls_x509_name_constraints_t nc, unsigned int flags,
                                             unsigned int *critical)
{
    struct bytes value = bytes_none();
    TRY(find_extension(crt, oid_name_constraints, critical, &value));
    return constraints_import(value, flags, &nc->constraints);
}

/**
 * gnutls_x509_crt_get_tlsfeatures:
 * @crt: a certificate
 * @features: receives the TLS features
 * @flags: 0, or %GNUTLS_EXT_FLAG_APPEND to keep what the list had
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells what a server with this certificate must offer (RFC 7633).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say; other negative codes for what is broken.
 **/
API int gnutls_x509_crt_get_tlsfeatures(gnutls_x509_crt_t crt, gnutls_x509_tlsfeatures_t features,
                                        unsigned int flags, unsigned int *critical)
{
    struct bytes value = bytes_none();
    TRY(find_extension(crt, oid_tls_features, critical, &value));
    return features_import(value, flags, &features->features);
}

/**
 * gnutls_x509_tlsfeatures_check_crt:
 * @feat: the TLS features of an authority
 * @crt: a certificate below it
 *
 * Tells whether the certificate has all the features that the authority's
 * asks of it (RFC 7633, 4.2.2).
 *
 * Returns: non-zero if so.
 **/
API unsigned int gnutls_x509_tlsfeatures_check_crt(gnutls_x509_tlsfeatures_t feat,
                                                   gnutls_x509_crt_t crt)
{
    struct tls_features has = { .count = 0 };
    struct bytes value = bytes_none();
    if (find_extension(crt, oid_tls_features, NULL, &value) == 0 &&
        tls_features_read(value, &has) < 0)
        return false;
    return tls_features_include(&has, &feat->features);
}

/**
 * gnutls_x509_crt_get_private_key_usage_period:
 * @cert: a certificate
 * @activation: receives from when on the private key is used, or %NULL
 * @expiration: receives until when, or %NULL
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells for how long the private key is used. What is not said is -1.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   the certificate does not say; %GNUTLS_E_ASN1_DER_ERROR for what is
 *   broken.
 **/
API int gnutls_x509_crt_get_private_key_usage_period(gnutls_x509_crt_t cert, time_t *activation,
                                                     time_t *expiration, unsigned int *critical)
{
    struct usage_period period = { 0 };
    struct bytes value = bytes_none();
    TRY(find_extension(cert, oid_usage_period, critical, &value));
    TRY(usage_period_read(value, &period));
    if (activation != NULL)
        *activation = (time_t)period.from_s;
    if (expiration != NULL)
        *expiration = (time_t)period.until_s;
    return 0;
}

/**
 * gnutls_x509_crt_get_proxy:
 * @cert: a certificate
 * @critical: receives whether the extension is critical, or %NULL
 * @pathlen: receives how many proxies may stand below this one, -1 for no
 *   limit, or %NULL
 * @policyLanguage: receives the OID of the policy's language in dotted form,
 *   or %NULL; free it with gnutls_free()
 * @policy: receives the policy, %NULL where there is none; or %NULL; free it
 *   with gnutls_free()
 * @sizeof_policy: receives its size, or %NULL
 *
 * Tells what makes a certificate a proxy's (RFC 3820).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when it
 *   is none; %GNUTLS_E_ASN1_DER_ERROR for what is broken;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crt_get_proxy(gnutls_x509_crt_t cert, unsigned int *critical, int *pathlen,
                                  char **policyLanguage, char **policy, size_t *sizeof_policy)
{
    struct proxy_info info = { 0 };
    struct bytes value = bytes_none();
    TRY(find_extension(cert, oid_proxy_info, critical, &value));
    TRY(proxy_info_read(value, &info));
    TRY(give_proxy_info(&info, policyLanguage, policy, sizeof_policy));
    if (pathlen != NULL)
        *pathlen = info.path_length;
    return 0;
}

static int output_unique_id(struct bytes id, void *out, size_t *size)
{
    return id.data != NULL ? output_bytes(id, out, size) : fail(GNUTLS_E_ASN1_ELEMENT_NOT_FOUND);
}

/**
 * gnutls_x509_crt_get_issuer_unique_id:
 * @crt: a certificate
 * @buf: receives the identifier
 * @buf_size: room in @buf; receives the size
 *
 * Gives the identifier that tells the issuer from others of its name. No
 * certificate should have one (RFC 5280, 4.1.2.8).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND when there is none.
 **/
API int gnutls_x509_crt_get_issuer_unique_id(gnutls_x509_crt_t crt, char *buf, size_t *buf_size)
{
    return output_unique_id(certificate_facts(crt)->issuer_id, buf, buf_size);
}

/**
 * gnutls_x509_crt_get_subject_unique_id:
 * @crt: a certificate
 * @buf: receives the identifier
 * @buf_size: room in @buf; receives the size
 *
 * Gives the identifier that tells the subject from others of its name. No
 * certificate should have one (RFC 5280, 4.1.2.8).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND when there is none.
 **/
API int gnutls_x509_crt_get_subject_unique_id(gnutls_x509_crt_t crt, char *buf, size_t *buf_size)
{
    return output_unique_id(certificate_facts(crt)->subject_id, buf, buf_size);
}

static int output_algorithm_oid(struct bytes algorithm, char *out, size_t *size)
{
    struct wire_reader reader = wire_reader(algorithm);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    struct bytes oid = der_read_oid(&fields);
    if (fields.failed)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return output_counted_oid(oid, out, size);
}

/**
 * gnutls_x509_crt_get_pk_oid:
 * @cert: a certificate
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length with the zero byte
 *
 * Tells the OID of the algorithm of the certificate's key.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_INVALID_REQUEST for an empty certificate.
 **/
API int gnutls_x509_crt_get_pk_oid(gnutls_x509_crt_t cert, char *oid, size_t *oid_size)
{
    struct wire_reader reader = wire_reader(certificate_facts(cert)->spki);
    struct wire_reader fields = der_enter(&reader, DER_SEQUENCE);
    return output_algorithm_oid(der_read_whole(&fields, DER_SEQUENCE), oid, oid_size);
}

/**
 * gnutls_x509_crt_get_signature_oid:
 * @cert: a certificate
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length with the zero byte
 *
 * Tells the OID of the algorithm that the certificate was signed with.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_INVALID_REQUEST for an empty certificate.
 **/
API int gnutls_x509_crt_get_signature_oid(gnutls_x509_crt_t cert, char *oid, size_t *oid_size)
{
    return output_algorithm_oid(certificate_signature_element(cert), oid, oid_size);
}

/**
 * gnutls_x509_crt_get_spki:
 * @cert: a certificate
 * @spki: receives the parameters
 * @flags: 0
 *
 * Tells to which parameters of RSA-PSS the certificate's key is bound.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for a
 *   key that is bound to none; other negative codes for a key that is not
 *   known.
 *
 * Since: 3.6.0
 **/
API int gnutls_x509_crt_get_spki(gnutls_x509_crt_t cert, gnutls_x509_spki_t spki,
                                 unsigned int flags)
{
    const struct public_key *key = NULL;
    TRY(certificate_public_key(cert, &key));
    if (key->kind != KEY_RSA_PSS || key->pss.hash == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return spki_of_key(key, spki);
}

/**
 * gnutls_x509_crt_get_pk_dsa_raw:
 * @crt: a certificate
 * @p: receives the prime, or %NULL
 * @q: receives the order, or %NULL
 * @g: receives the generator, or %NULL
 * @y: receives the public key, or %NULL
 *
 * Gives the numbers of a DSA key, big endian. Free them with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for another key.
 **/
API int gnutls_x509_crt_get_pk_dsa_raw(gnutls_x509_crt_t crt, gnutls_datum_t *p, gnutls_datum_t *q,
                                       gnutls_datum_t *g, gnutls_datum_t *y)
{
    const struct public_key *key = NULL;
    TRY(certificate_public_key(crt, &key));
    if (key->kind != KEY_DSA)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return give_field(key, p, q, g, y, 0);
}

/**
 * gnutls_x509_crt_get_preferred_hash_algorithm:
 * @crt: a certificate
 * @hash: receives the hash, or %NULL
 * @mand: receives whether the key takes no other, or %NULL
 *
 * Tells which hash goes well with the key of a certificate; see
 * gnutls_pubkey_get_preferred_hash_algorithm().
 *
 * Deprecated: take the key out of the certificate and ask it.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crt_get_preferred_hash_algorithm(gnutls_x509_crt_t crt,
                                                     gnutls_digest_algorithm_t *hash,
                                                     unsigned int *mand)
{
    gnutls_pubkey_t key;
    TRY(gnutls_pubkey_init(&key));
    int result = gnutls_pubkey_import_x509(key, crt, 0);
    if (result == 0)
        result = gnutls_pubkey_get_preferred_hash_algorithm(key, hash, mand);
    gnutls_pubkey_deinit(key);
    return result;
}
