/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_ext_tls.c - extensions that are lists: TLS features, and timestamps of transparency logs */

#include "api/extension_objects.h"
#include "base/errors.h"

/**
 * gnutls_x509_tlsfeatures_init:
 * @features: receives an empty list; release it with
 *   gnutls_x509_tlsfeatures_deinit()
 *
 * Makes a list of TLS features (RFC 7633).
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_tlsfeatures_init(gnutls_x509_tlsfeatures_t *features)
{
    return NEW_OBJECT(features);
}

/**
 * gnutls_x509_tlsfeatures_deinit:
 * @features: a list, or %NULL
 *
 * Releases a list of TLS features.
 **/
API void gnutls_x509_tlsfeatures_deinit(gnutls_x509_tlsfeatures_t features)
{
    memory_free(features);
}

/**
 * gnutls_x509_tlsfeatures_get:
 * @f: a list of TLS features
 * @idx: which feature, from 0
 * @feature: receives the number of a TLS extension, such as 5 for the
 *   status of a certificate
 *
 * Gives a feature of the list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 **/
API int gnutls_x509_tlsfeatures_get(gnutls_x509_tlsfeatures_t f, unsigned int idx,
                                    unsigned int *feature)
{
    if (idx >= f->features.count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *feature = f->features.items[idx];
    return 0;
}

/**
 * gnutls_x509_tlsfeatures_add:
 * @f: a list of TLS features
 * @feature: the number of a TLS extension
 *
 * Adds a feature to the list, which has room for 64.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a number above
 *   65535; %GNUTLS_E_INTERNAL_ERROR for a full list.
 **/
API int gnutls_x509_tlsfeatures_add(gnutls_x509_tlsfeatures_t f, unsigned int feature)
{
    if (feature > UINT16_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return tls_features_add(&f->features, (uint16_t)feature);
}

int features_import(struct bytes value, unsigned flags, struct tls_features *out)
{
    struct tls_features read = { .count = 0 }, all = { .count = 0 };
    TRY(tls_features_read(value, &read));
    if ((flags & GNUTLS_EXT_FLAG_APPEND) != 0)
        all = *out;
    for (size_t i = 0; i < read.count; i++)
        TRY(tls_features_add(&all, read.items[i]));
    *out = all;
    return 0;
}

/**
 * gnutls_x509_ext_import_tlsfeatures:
 * @ext: the value of the extension, DER
 * @f: receives the features
 * @flags: 0, or %GNUTLS_EXT_FLAG_APPEND to keep what the list had
 *
 * Reads TLS features. A failure changes nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_CERTIFICATE_ERROR for a feature that
 *   is none; %GNUTLS_E_ASN1_DER_ERROR for what is broken.
 **/
API int gnutls_x509_ext_import_tlsfeatures(const gnutls_datum_t *ext, gnutls_x509_tlsfeatures_t f,
                                           unsigned int flags)
{
    return features_import(bytes_of_datum(ext), flags, &f->features);
}

/**
 * gnutls_x509_ext_export_tlsfeatures:
 * @f: a list of TLS features
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes TLS features.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_export_tlsfeatures(gnutls_x509_tlsfeatures_t f, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(tls_features_write(&f->features, &der), &der, ext);
}

/**
 * gnutls_x509_ext_ct_scts_init:
 * @scts: receives an empty list; release it with
 *   gnutls_x509_ext_ct_scts_deinit()
 *
 * Makes a list of timestamps.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.7.0
 **/
API int gnutls_x509_ext_ct_scts_init(gnutls_x509_ct_scts_t *scts)
{
    return NEW_OBJECT(scts);
}

/**
 * gnutls_x509_ext_ct_scts_deinit:
 * @scts: a list, or %NULL
 *
 * Releases a list of timestamps.
 *
 * Since: 3.7.0
 **/
API void gnutls_x509_ext_ct_scts_deinit(gnutls_x509_ct_scts_t scts)
{
    if (scts != NULL)
        scts_wipe(&scts->scts);
    memory_free(scts);
}

/**
 * gnutls_x509_ext_ct_import_scts:
 * @ext: the value of the extension, DER
 * @scts: receives the timestamps
 * @flags: 0
 *
 * Reads timestamps in place of what the list had. A failure
 * changes nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative code for what is broken.
 *
 * Since: 3.7.0
 **/
API int gnutls_x509_ext_ct_import_scts(const gnutls_datum_t *ext, gnutls_x509_ct_scts_t scts,
                                       unsigned int flags)
{
    return scts_read(bytes_of_datum(ext), &scts->scts);
}

/**
 * gnutls_x509_ext_ct_export_scts:
 * @scts: a list of timestamps
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes timestamps.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.7.0
 **/
API int gnutls_x509_ext_ct_export_scts(const gnutls_x509_ct_scts_t scts, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(scts_write(&scts->scts, &der), &der, ext);
}

static int find_sct(gnutls_x509_ct_scts_t scts, unsigned index, struct sct *out)
{
    if (!scts_at(&scts->scts, index, out))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return out->version == SCT_VERSION_1 ? 0 : fail(GNUTLS_E_INVALID_REQUEST);
}

/* Gives two copies, of which each may be unwanted. */
static int give_both(const struct sct *sct, gnutls_datum_t *logid, gnutls_datum_t *signature)
{
    gnutls_datum_t first = { NULL, 0 }, second = { NULL, 0 };
    if (logid != NULL)
        TRY(bytes_give(sct->log_id, &first));
    if (signature != NULL && bytes_give(sct->signature, &second) < 0) {
        memory_free(first.data);
        return fail(GNUTLS_E_MEMORY_ERROR);
    }
    if (logid != NULL)
        *logid = first;
    if (signature != NULL)
        *signature = second;
    return 0;
}

/**
 * gnutls_x509_ct_sct_get:
 * @scts: a list of timestamps
 * @idx: which timestamp, from 0
 * @timestamp: receives the time, or %NULL
 * @logid: receives the identifier of the log, or %NULL; free it with
 *   gnutls_free()
 * @sigalg: receives how it was signed, %GNUTLS_SIGN_UNKNOWN for a way that is
 *   not known; or %NULL
 * @signature: receives the signature, or %NULL; free it with gnutls_free()
 *
 * Gives a timestamp of the list (RFC 6962).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_INVALID_REQUEST for one of another version than 1.
 *
 * Since: 3.7.0
 **/
API int gnutls_x509_ct_sct_get(const gnutls_x509_ct_scts_t scts, unsigned int idx,
                               time_t *timestamp, gnutls_datum_t *logid,
                               gnutls_sign_algorithm_t *sigalg, gnutls_datum_t *signature)
{
    struct sct sct = { 0 };
    TRY(find_sct(scts, idx, &sct));
    TRY(give_both(&sct, logid, signature));
    if (timestamp != NULL)
        *timestamp = (time_t)(sct.timestamp_ms / 1000);
    if (sigalg != NULL)
        *sigalg = sct_sign_id(&sct);
    return 0;
}

/**
 * gnutls_x509_ct_sct_get_version:
 * @scts: a list of timestamps
 * @idx: which timestamp, from 0
 * @version_out: receives the version
 *
 * Tells the version of a timestamp.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_INVALID_REQUEST for one of another version than 1.
 *
 * Since: 3.7.0
 **/
API int gnutls_x509_ct_sct_get_version(const gnutls_x509_ct_scts_t scts, unsigned int idx,
                                       unsigned int *version_out)
{
    struct sct sct = { 0 };
    TRY(find_sct(scts, idx, &sct));
    *version_out = sct.version + 1u;
    return 0;
}
