/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_ext_lists.c - extensions that are lists: purposes, places, timestamps, policies */

#include "api/extension_objects.h"
#include "base/errors.h"

/**
 * gnutls_x509_key_purpose_init:
 * @p: receives an empty list; release it with
 *   gnutls_x509_key_purpose_deinit()
 *
 * Makes a list of purposes of a key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_key_purpose_init(gnutls_x509_key_purposes_t *p)
{
    return NEW_OBJECT(p);
}

/**
 * gnutls_x509_key_purpose_deinit:
 * @p: a list, or %NULL
 *
 * Releases a list of purposes of a key.
 **/
API void gnutls_x509_key_purpose_deinit(gnutls_x509_key_purposes_t p)
{
    if (p != NULL)
        key_purposes_wipe(&p->purposes);
    memory_free(p);
}

/**
 * gnutls_x509_ext_import_key_purposes:
 * @ext: the value of the extension, DER
 * @p: receives the purposes of a key
 * @flags: 0
 *
 * Reads purposes of a key in place of what the list had. A failure
 * changes nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative code for what is broken.
 **/
API int gnutls_x509_ext_import_key_purposes(const gnutls_datum_t *ext, gnutls_x509_key_purposes_t p,
                                            unsigned int flags)
{
    return key_purposes_read(bytes_of_datum(ext), &p->purposes);
}

/**
 * gnutls_x509_ext_export_key_purposes:
 * @p: a list of purposes of a key
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes purposes of a key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_x509_ext_export_key_purposes(gnutls_x509_key_purposes_t p, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(key_purposes_write(&p->purposes, &der), &der, ext);
}

/**
 * gnutls_x509_key_purpose_get:
 * @p: a list of purposes of a key
 * @idx: which purpose, from 0
 * @oid: receives its OID in dotted form; it lives with the list
 *
 * Gives a purpose of the list. A zero byte that is not counted stands behind
 * the text.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 **/
API int gnutls_x509_key_purpose_get(gnutls_x509_key_purposes_t p, unsigned int idx,
                                    gnutls_datum_t *oid)
{
    if (idx >= p->purposes.count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *oid = datum_of_text(&p->purposes.oids[idx]);
    return 0;
}

/**
 * gnutls_x509_key_purpose_set:
 * @p: a list of purposes of a key
 * @oid: an OID in dotted form, such as %GNUTLS_KP_TLS_WWW_SERVER
 *
 * Adds a purpose to the list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_key_purpose_set(gnutls_x509_key_purposes_t p, const char *oid)
{
    return key_purposes_add(&p->purposes, oid);
}

/**
 * gnutls_x509_aia_init:
 * @aia: receives an empty list; release it with
 *   gnutls_x509_aia_deinit()
 *
 * Makes a list of places of information.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_aia_init(gnutls_x509_aia_t *aia)
{
    return NEW_OBJECT(aia);
}

/**
 * gnutls_x509_aia_deinit:
 * @aia: a list, or %NULL
 *
 * Releases a list of places of information.
 **/
API void gnutls_x509_aia_deinit(gnutls_x509_aia_t aia)
{
    if (aia != NULL)
        access_list_wipe(&aia->list);
    memory_free(aia);
}

/**
 * gnutls_x509_ext_import_aia:
 * @ext: the value of the extension, DER
 * @aia: receives the places of information
 * @flags: 0
 *
 * Reads places of information in place of what the list had. A failure
 * changes nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative code for what is broken.
 **/
API int gnutls_x509_ext_import_aia(const gnutls_datum_t *ext, gnutls_x509_aia_t aia,
                                   unsigned int flags)
{
    return access_list_read(bytes_of_datum(ext), &aia->list);
}

/**
 * gnutls_x509_ext_export_aia:
 * @aia: a list of places of information
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes places of information.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_x509_ext_export_aia(gnutls_x509_aia_t aia, gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(access_list_write(&aia->list, &der), &der, ext);
}

/**
 * gnutls_x509_aia_get:
 * @aia: a list of places of information
 * @seq: which place, from 0
 * @oid: receives the OID of what is found there, in dotted form; or %NULL
 * @san_type: receives the type of the place, of
 *   #gnutls_x509_subject_alt_name_t; or %NULL
 * @san: receives the place, or %NULL
 *
 * Gives a place of the list. What is given lives with the list; see
 * gnutls_subject_alt_names_get().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_X509_UNKNOWN_SAN for a place of a type that the API
 *   does not know.
 **/
API int gnutls_x509_aia_get(gnutls_x509_aia_t aia, unsigned int seq, gnutls_datum_t *oid,
                            unsigned int *san_type, gnutls_datum_t *san)
{
    const struct access_description *item = NULL;
    if (seq < aia->list.count)
        item = &aia->list.items[seq];
    TRY(show_general_name(item != NULL ? &item->location : NULL, san_type, san, NULL));
    if (oid != NULL)
        *oid = datum_of_text(&item->method);
    return 0;
}

/**
 * gnutls_x509_aia_set:
 * @aia: a list of places of information
 * @oid: the OID of what is found there, such as %GNUTLS_OID_AD_OCSP
 * @san_type: the type of the place, of #gnutls_x509_subject_alt_name_t
 * @san: the place, as gnutls_subject_alt_names_set() takes a name
 *
 * Adds a place to the list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; what gnutls_subject_alt_names_set() returns.
 **/
API int gnutls_x509_aia_set(gnutls_x509_aia_t aia, const char *oid, unsigned int san_type,
                            const gnutls_datum_t *san)
{
    return access_list_add(&aia->list, oid, san_type, bytes_of_datum(san));
}

/**
 * gnutls_x509_crl_dist_points_init:
 * @cdp: receives an empty list; release it with
 *   gnutls_x509_crl_dist_points_deinit()
 *
 * Makes a list of distribution points.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crl_dist_points_init(gnutls_x509_crl_dist_points_t *cdp)
{
    return NEW_OBJECT(cdp);
}

/**
 * gnutls_x509_crl_dist_points_deinit:
 * @cdp: a list, or %NULL
 *
 * Releases a list of distribution points.
 **/
API void gnutls_x509_crl_dist_points_deinit(gnutls_x509_crl_dist_points_t cdp)
{
    if (cdp != NULL)
        distribution_points_wipe(&cdp->points);
    memory_free(cdp);
}

/**
 * gnutls_x509_ext_import_crl_dist_points:
 * @ext: the value of the extension, DER
 * @cdp: receives the distribution points
 * @flags: 0
 *
 * Reads distribution points in place of what the list had. A failure
 * changes nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative code for what is broken.
 **/
API int gnutls_x509_ext_import_crl_dist_points(const gnutls_datum_t *ext,
                                               gnutls_x509_crl_dist_points_t cdp,
                                               unsigned int flags)
{
    return distribution_points_read(bytes_of_datum(ext), &cdp->points);
}

/**
 * gnutls_x509_ext_export_crl_dist_points:
 * @cdp: a list of distribution points
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes distribution points.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_x509_ext_export_crl_dist_points(gnutls_x509_crl_dist_points_t cdp,
                                               gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(distribution_points_write(&cdp->points, &der), &der, ext);
}

/**
 * gnutls_x509_crl_dist_points_get:
 * @cdp: a list of distribution points
 * @seq: which name, from 0
 * @type: receives its type, of #gnutls_x509_subject_alt_name_t, or %NULL
 * @dist: receives the name, or %NULL; it lives with the list
 * @reason_flags: receives GNUTLS_CRL_REASON_ bits, 0 for all reasons; or
 *   %NULL
 *
 * Gives a name of a distribution point. A point with several names counts
 * once for each.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_X509_UNKNOWN_SAN for a name of a type that the API
 *   does not know.
 **/
API int gnutls_x509_crl_dist_points_get(gnutls_x509_crl_dist_points_t cdp, unsigned int seq,
                                        unsigned int *type, gnutls_datum_t *dist,
                                        unsigned int *reason_flags)
{
    const struct distribution_point *item = NULL;
    if (seq < cdp->points.count)
        item = &cdp->points.items[seq];
    TRY(show_general_name(item != NULL ? &item->name : NULL, type, dist, NULL));
    if (reason_flags != NULL)
        *reason_flags = item->reasons;
    return 0;
}

/**
 * gnutls_x509_crl_dist_points_set:
 * @cdp: a list of distribution points
 * @type: the type of the name
 * @dist: the name, as gnutls_subject_alt_names_set() takes it
 * @reason_flags: GNUTLS_CRL_REASON_ bits, or 0 for all reasons
 *
 * Adds a name to the list. Names that are added with the same reasons, one
 * after the other, are names of one point.
 *
 * Returns: what gnutls_subject_alt_names_set() returns.
 **/
API int gnutls_x509_crl_dist_points_set(gnutls_x509_crl_dist_points_t cdp,
                                        gnutls_x509_subject_alt_name_t type,
                                        const gnutls_datum_t *dist, unsigned int reason_flags)
{
    return distribution_points_add(&cdp->points, type, bytes_of_datum(dist), reason_flags);
}
