/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_crt_places.c - where a certificate says that more is to be found */

#include "api/extension_find.h"
#include "api/output.h"
#include "pki/certificate_write.h"
#include "pki/extension_list.h"
#include "pki/extension_oid.h"

#include <gnutls/x509.h>

/* What the types of names are called in the standard's notation, as the API tells them. */
static const char *const type_names[] = {
    [NAME_TYPE_NONE] = "",
    [GNUTLS_SAN_DNSNAME] = "dNSName",
    [GNUTLS_SAN_RFC822NAME] = "rfc822Name",
    [GNUTLS_SAN_URI] = "uniformResourceIdentifier",
    [GNUTLS_SAN_IPADDRESS] = "iPAddress",
    [GNUTLS_SAN_OTHERNAME] = "otherName",
    [GNUTLS_SAN_DN] = "directoryName",
    [GNUTLS_SAN_REGISTERED_ID] = "registeredID",
};

/* Text is given with its zero byte. */
static int give_text(const char *text, gnutls_datum_t *out)
{
    return bytes_give(bytes_of(text, strlen(text) + 1), out);
}

static int give_location(const struct access_description *item, gnutls_datum_t *out)
{
    if (item->location.type != GNUTLS_SAN_URI)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return out != NULL ? bytes_give(buffer_bytes(&item->location.value), out) : 0;
}

/* The location, where it is of what was asked for. */
static int give_location_of(const struct access_description *item, const char *method,
                            gnutls_datum_t *out)
{
    if (strcmp((const char *)item->method.data, method) != 0)
        return fail(GNUTLS_E_UNKNOWN_ALGORITHM);
    return give_location(item, out);
}

static int give_access(const struct access_description *item, int what, gnutls_datum_t *out)
{
    switch (what) {
    case GNUTLS_IA_ACCESSMETHOD_OID:
        return out != NULL ? give_text((const char *)item->method.data, out) : 0;
    case GNUTLS_IA_ACCESSLOCATION_GENERALNAME_TYPE:
        return out != NULL ? give_text(type_names[item->location.type], out) : 0;
    case GNUTLS_IA_URI:
        return give_location(item, out);
    case GNUTLS_IA_OCSP_URI:
        return give_location_of(item, GNUTLS_OID_AD_OCSP, out);
    case GNUTLS_IA_CAISSUERS_URI:
        return give_location_of(item, GNUTLS_OID_AD_CAISSUERS, out);
    default:
        return fail(GNUTLS_E_INVALID_REQUEST);
    }
}

/**
 * gnutls_x509_crt_get_authority_info_access:
 * @crt: a certificate
 * @seq: which place, from 0
 * @what: what to tell of it, of #gnutls_info_access_what_t
 * @data: receives it; free it with gnutls_free()
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells where an authority's certificate, or the status of this one, is to
 * be found.
 *
 * With %GNUTLS_IA_OCSP_URI or %GNUTLS_IA_CAISSUERS_URI the place is given if
 * it is one of these, with %GNUTLS_IA_URI in any case. What is found there,
 * %GNUTLS_IA_ACCESSMETHOD_OID, and the type of the place,
 * %GNUTLS_IA_ACCESSLOCATION_GENERALNAME_TYPE, are texts whose zero byte is
 * counted.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last, or for a place that is no URI; %GNUTLS_E_UNKNOWN_ALGORITHM for
 *   a place where something else is found; %GNUTLS_E_INVALID_REQUEST for
 *   another @what; other negative codes for what is broken.
 **/
API int gnutls_x509_crt_get_authority_info_access(gnutls_x509_crt_t crt, unsigned int seq, int what,
                                                  gnutls_datum_t *data, unsigned int *critical)
{
    SCOPED(access_list) struct access_list list = { 0 };
    struct bytes value = bytes_none();
    TRY(find_extension(crt, oid_information_access, critical, &value));
    TRY(access_list_read(value, &list));
    if (seq >= list.count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return give_access(&list.items[seq], what, data);
}

/**
 * gnutls_x509_crt_get_crl_dist_points:
 * @cert: a certificate
 * @seq: which name, from 0
 * @ret: receives the name; texts are ended by a zero byte
 * @ret_size: room in @ret; receives the length without the zero byte
 * @reason_flags: receives GNUTLS_CRL_REASON_ bits, 0 for all; or %NULL
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells where revocation lists are to be found. A point with several names
 * counts once for each.
 *
 * Returns: the type of the name, of #gnutls_x509_subject_alt_name_t;
 *   %GNUTLS_E_SHORT_MEMORY_BUFFER and in @ret_size what is needed;
 *   %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last; other negative
 *   codes for what is broken.
 **/
API int gnutls_x509_crt_get_crl_dist_points(gnutls_x509_crt_t cert, unsigned int seq, void *ret,
                                            size_t *ret_size, unsigned int *reason_flags,
                                            unsigned int *critical)
{
    SCOPED(distribution_points) struct distribution_points points = { 0 };
    struct bytes value = bytes_none();
    if (reason_flags != NULL)
        *reason_flags = 0;
    TRY(find_extension(cert, oid_distribution_points, critical, &value));
    TRY(distribution_points_read(value, &points));
    if (seq >= points.count)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    const struct distribution_point *point = &points.items[seq];
    if (point->name.type == NAME_TYPE_NONE)
        return fail(GNUTLS_E_X509_UNKNOWN_SAN);
    TRY(output_text(buffer_bytes(&point->name.value), ret, ret_size));
    if (reason_flags != NULL)
        *reason_flags = point->reasons;
    return (int)point->name.type;
}

/**
 * gnutls_x509_crt_cpy_crl_dist_points:
 * @dst: a certificate that is being made
 * @src: a certificate
 *
 * Copies where revocation lists are to be found from one certificate to
 * another.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   @src does not say; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crt_cpy_crl_dist_points(gnutls_x509_crt_t dst, gnutls_x509_crt_t src)
{
    struct certificate_extension extension;
    if (!certificate_find_extension(src, oid_distribution_points, &extension))
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return certificate_set_extension(dst, &extension);
}
