/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pkcs7_items.c - certificates and revocation lists in signed data: the same functions twice */

#include "api/output.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/pkcs7.h"

static int output_item(const struct der_list *list, unsigned index, void *out, size_t *size)
{
    struct bytes der;
    TRY(der_list_at(list, index, &der));
    return output_bytes(der, out, size);
}

static int give_item(const struct der_list *list, unsigned index, gnutls_datum_t *out)
{
    struct bytes der;
    TRY(der_list_at(list, index, &der));
    return bytes_give(der, out);
}

static int delete_item(struct der_list *list, int index)
{
    return der_list_delete(list, index < 0 ? list->count : (size_t)index);
}

/**
 * gnutls_pkcs7_get_crt_count:
 * @pkcs7: signed data
 *
 * Tells how many certificates come with it.
 *
 * Returns: the number.
 **/
API int gnutls_pkcs7_get_crt_count(gnutls_pkcs7_t pkcs7)
{
    return (int)pkcs7->certificates.count;
}

/**
 * gnutls_pkcs7_get_crt_raw:
 * @pkcs7: signed data
 * @indx: which certificate, from 0
 * @certificate: receives its DER
 * @certificate_size: room in @certificate; receives the size
 *
 * Gives a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @certificate_size what is needed; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND behind
 *   the last.
 **/
API int gnutls_pkcs7_get_crt_raw(gnutls_pkcs7_t pkcs7, unsigned indx, void *certificate,
                                 size_t *certificate_size)
{
    return output_item(&pkcs7->certificates, indx, certificate, certificate_size);
}

/**
 * gnutls_pkcs7_get_crt_raw2:
 * @pkcs7: signed data
 * @indx: which certificate, from 0
 * @cert: receives its DER; free it with gnutls_free()
 *
 * Gives a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND behind the
 *   last; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.4.2
 **/
API int gnutls_pkcs7_get_crt_raw2(gnutls_pkcs7_t pkcs7, unsigned indx, gnutls_datum_t *cert)
{
    return give_item(&pkcs7->certificates, indx, cert);
}

/**
 * gnutls_pkcs7_set_crt_raw:
 * @pkcs7: signed data
 * @crt: DER of a certificate
 *
 * Adds a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_DER_ERROR for what is none;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs7_set_crt_raw(gnutls_pkcs7_t pkcs7, const gnutls_datum_t *crt)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    TRY(certificate_new(bytes_of_datum(crt), &certificate));
    certificate_free(certificate);
    return der_list_add(&pkcs7->certificates, bytes_of_datum(crt));
}

/**
 * gnutls_pkcs7_set_crt:
 * @pkcs7: signed data
 * @crt: a certificate
 *
 * Adds a copy of a certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty one;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs7_set_crt(gnutls_pkcs7_t pkcs7, gnutls_x509_crt_t crt)
{
    struct bytes der = certificate_der(crt);
    return der.size > 0 ? der_list_add(&pkcs7->certificates, der) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_pkcs7_delete_crt:
 * @pkcs7: signed data
 * @indx: which certificate, from 0
 *
 * Takes a certificate out.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND behind the
 *   last.
 **/
API int gnutls_pkcs7_delete_crt(gnutls_pkcs7_t pkcs7, int indx)
{
    return delete_item(&pkcs7->certificates, indx);
}

/**
 * gnutls_pkcs7_get_crl_count:
 * @pkcs7: signed data
 *
 * Tells how many revocation lists come with it.
 *
 * Returns: the number.
 **/
API int gnutls_pkcs7_get_crl_count(gnutls_pkcs7_t pkcs7)
{
    return (int)pkcs7->lists.count;
}

/**
 * gnutls_pkcs7_get_crl_raw:
 * @pkcs7: signed data
 * @indx: which revocation list, from 0
 * @crl: receives its DER
 * @crl_size: room in @crl; receives the size
 *
 * Gives a revocation list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @crl_size
 *   what is needed; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND behind the last.
 **/
API int gnutls_pkcs7_get_crl_raw(gnutls_pkcs7_t pkcs7, unsigned indx, void *crl, size_t *crl_size)
{
    return output_item(&pkcs7->lists, indx, crl, crl_size);
}

/**
 * gnutls_pkcs7_get_crl_raw2:
 * @pkcs7: signed data
 * @indx: which revocation list, from 0
 * @crl: receives its DER; free it with gnutls_free()
 *
 * Gives a revocation list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND behind the
 *   last; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.4.2
 **/
API int gnutls_pkcs7_get_crl_raw2(gnutls_pkcs7_t pkcs7, unsigned indx, gnutls_datum_t *crl)
{
    return give_item(&pkcs7->lists, indx, crl);
}

/**
 * gnutls_pkcs7_set_crl_raw:
 * @pkcs7: signed data
 * @crl: DER of a revocation list
 *
 * Adds a revocation list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_DER_ERROR for what is none;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs7_set_crl_raw(gnutls_pkcs7_t pkcs7, const gnutls_datum_t *crl)
{
    struct gnutls_x509_crl_int *list = NULL;
    TRY(crl_new(bytes_of_datum(crl), &list));
    crl_free(list);
    return der_list_add(&pkcs7->lists, bytes_of_datum(crl));
}

/**
 * gnutls_pkcs7_set_crl:
 * @pkcs7: signed data
 * @crl: a revocation list
 *
 * Adds a copy of a revocation list.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty one;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_pkcs7_set_crl(gnutls_pkcs7_t pkcs7, gnutls_x509_crl_t crl)
{
    struct bytes der = crl_der(crl);
    return der.size > 0 ? der_list_add(&pkcs7->lists, der) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_pkcs7_delete_crl:
 * @pkcs7: signed data
 * @indx: which revocation list, from 0
 *
 * Takes a revocation list out.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_ELEMENT_NOT_FOUND behind the
 *   last.
 **/
API int gnutls_pkcs7_delete_crl(gnutls_pkcs7_t pkcs7, int indx)
{
    return delete_item(&pkcs7->lists, indx);
}
