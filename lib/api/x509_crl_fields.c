/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_crl_fields.c - what a revocation list says besides its entries */

#include "api/name_output.h"
#include "api/oid_output.h"
#include "pki/certificate.h"
#include "pki/crl.h"

#include <gnutls/x509.h>

/**
 * gnutls_x509_crl_get_version:
 * @crl: a revocation list
 *
 * Tells the version of a revocation list.
 *
 * Returns: 1 or 2, or %GNUTLS_E_ASN1_VALUE_NOT_FOUND for an empty list.
 **/
API int gnutls_x509_crl_get_version(gnutls_x509_crl_t crl)
{
    unsigned version = crl_facts(crl)->version;
    return version > 0 ? (int)version : fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
}

/**
 * gnutls_x509_crl_get_this_update:
 * @crl: a revocation list
 *
 * Tells when the list was issued.
 *
 * Returns: the time, or (time_t)-1 for an empty list.
 **/
API time_t gnutls_x509_crl_get_this_update(gnutls_x509_crl_t crl)
{
    return crl_facts(crl)->this_update_s;
}

/**
 * gnutls_x509_crl_get_next_update:
 * @crl: a revocation list
 *
 * Tells when the next list will be there at the latest.
 *
 * Returns: the time, or (time_t)-1 when the list does not say.
 **/
API time_t gnutls_x509_crl_get_next_update(gnutls_x509_crl_t crl)
{
    return crl_facts(crl)->next_update_s;
}

/**
 * gnutls_x509_crl_get_signature_algorithm:
 * @crl: a revocation list
 *
 * Tells how the list was signed.
 *
 * Returns: a value of #gnutls_sign_algorithm_t; %GNUTLS_SIGN_UNKNOWN for an
 *   empty list and for what is not known.
 **/
API int gnutls_x509_crl_get_signature_algorithm(gnutls_x509_crl_t crl)
{
    return (int)crl_facts(crl)->signature_algorithm.id;
}

/**
 * gnutls_x509_crl_get_signature_oid:
 * @crl: a revocation list
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length with the zero byte
 *
 * Tells how the list was signed, by OID.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for an empty list.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_crl_get_signature_oid(gnutls_x509_crl_t crl, char *oid, size_t *oid_size)
{
    return output_counted_oid(crl_facts(crl)->signature_oid, oid, oid_size);
}

/**
 * gnutls_x509_crl_get_signature:
 * @crl: a revocation list
 * @sig: receives the signature
 * @sizeof_sig: room in @sig; receives the size
 *
 * Gives the list's signature.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_sig what is needed; %GNUTLS_E_ASN1_VALUE_NOT_FOUND for an empty
 *   list.
 **/
API int gnutls_x509_crl_get_signature(gnutls_x509_crl_t crl, char *sig, size_t *sizeof_sig)
{
    struct bytes signature = crl_facts(crl)->signature;
    if (signature.size == 0)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    return output_bytes(signature, sig, sizeof_sig);
}

/**
 * gnutls_x509_crl_get_issuer_dn:
 * @crl: a revocation list
 * @buf: receives the name, ended by a zero byte
 * @sizeof_buf: room in @buf; receives the length without the zero byte
 *
 * Gives the name of the list's issuer as text; see gnutls_x509_crt_get_dn().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @sizeof_buf what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for an
 *   empty list.
 **/
API int gnutls_x509_crl_get_issuer_dn(gnutls_x509_crl_t crl, char *buf, size_t *sizeof_buf)
{
    return name_output_text(crl_facts(crl)->issuer, buf, sizeof_buf);
}

/**
 * gnutls_x509_crl_get_issuer_dn2:
 * @crl: a revocation list
 * @dn: receives the name, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Gives the name of the list's issuer as text; see gnutls_x509_crt_get_dn().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for an
 *   empty list; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.10
 **/
API int gnutls_x509_crl_get_issuer_dn2(gnutls_x509_crl_t crl, gnutls_datum_t *dn)
{
    return gnutls_x509_crl_get_issuer_dn3(crl, dn, GNUTLS_X509_DN_FLAG_COMPAT);
}

/**
 * gnutls_x509_crl_get_issuer_dn3:
 * @crl: a revocation list
 * @dn: receives the name, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 * @flags: 0, or %GNUTLS_X509_DN_FLAG_COMPAT
 *
 * Gives the name of the list's issuer as text; see
 * gnutls_x509_crt_get_dn3().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE for an
 *   empty list; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.5.7
 **/
API int gnutls_x509_crl_get_issuer_dn3(gnutls_x509_crl_t crl, gnutls_datum_t *dn,
                                       unsigned int flags)
{
    return name_give_text(crl_facts(crl)->issuer, flags, dn);
}

/**
 * gnutls_x509_crl_get_issuer_dn_by_oid:
 * @crl: a revocation list
 * @oid: the OID of a part of the name, such as %GNUTLS_OID_X520_COMMON_NAME
 * @indx: which of the parts with this OID, from 0
 * @raw_flag: non-zero for the DER of the value
 * @buf: receives the value; text is ended by a zero byte
 * @sizeof_buf: room in @buf; receives the length without the zero byte
 *
 * Gives a part of the name of the list's issuer, in UTF-8.
 *
 * Returns: what gnutls_x509_crt_get_dn_by_oid() returns.
 **/
API int gnutls_x509_crl_get_issuer_dn_by_oid(gnutls_x509_crl_t crl, const char *oid,
                                             unsigned int indx, unsigned int raw_flag, void *buf,
                                             size_t *sizeof_buf)
{
    return name_output_attribute(crl_facts(crl)->issuer, oid, indx, raw_flag != 0, buf, sizeof_buf);
}

/**
 * gnutls_x509_crl_get_dn_oid:
 * @crl: a revocation list
 * @indx: which part, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @sizeof_oid: room in @oid; receives the length without the zero byte
 *
 * Tells what a part of the name of the list's issuer is.
 *
 * Returns: what gnutls_x509_crt_get_dn_oid() returns.
 **/
API int gnutls_x509_crl_get_dn_oid(gnutls_x509_crl_t crl, unsigned int indx, void *oid,
                                   size_t *sizeof_oid)
{
    return name_output_oid(crl_facts(crl)->issuer, indx, oid, sizeof_oid);
}

/**
 * gnutls_x509_crl_get_raw_issuer_dn:
 * @crl: a revocation list
 * @dn: receives the DER of the name; free it with gnutls_free()
 *
 * Gives the name of the list's issuer as it stands in the list.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 2.12.0
 **/
API int gnutls_x509_crl_get_raw_issuer_dn(gnutls_x509_crl_t crl, gnutls_datum_t *dn)
{
    return bytes_give(crl_facts(crl)->issuer, dn);
}
