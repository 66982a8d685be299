/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_name.c - the names in a certificate: of its subject and of its issuer */

#include "api/name_output.h"
#include "base/errors.h"
#include "pki/certificate.h"

#include <gnutls/x509.h>

static int check_filled(gnutls_x509_crt_t cert)
{
    return certificate_facts(cert)->version > 0 ? 0 : fail(GNUTLS_E_INVALID_REQUEST);
}

static int give_name(gnutls_x509_crt_t cert, struct bytes name, unsigned flags, gnutls_datum_t *dn)
{
    TRY(check_filled(cert));
    return name_give_text(name, flags, dn);
}

static int output_name(gnutls_x509_crt_t cert, struct bytes name, char *buf, size_t *buf_size)
{
    TRY(check_filled(cert));
    return name_output_text(name, buf, buf_size);
}

static int give_der(gnutls_x509_crt_t cert, struct bytes name, gnutls_datum_t *out)
{
    TRY(check_filled(cert));
    return bytes_give(name, out);
}

/**
 * gnutls_x509_crt_get_dn:
 * @cert: a certificate
 * @buf: receives the name, ended by a zero byte
 * @buf_size: room in @buf; receives the length without the zero byte
 *
 * Gives the name of the certificate's subject as text, in the order of the
 * certificate, escaped as RFC 4514 has it: "C=GR,O=Example,CN=host".
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_INVALID_REQUEST for an empty certificate.
 **/
API int gnutls_x509_crt_get_dn(gnutls_x509_crt_t cert, char *buf, size_t *buf_size)
{
    return output_name(cert, certificate_subject(cert), buf, buf_size);
}

/**
 * gnutls_x509_crt_get_dn2:
 * @cert: a certificate
 * @dn: receives the name, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Gives the name of the certificate's subject as text; see
 * gnutls_x509_crt_get_dn().
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.1.10
 **/
API int gnutls_x509_crt_get_dn2(gnutls_x509_crt_t cert, gnutls_datum_t *dn)
{
    return give_name(cert, certificate_subject(cert), GNUTLS_X509_DN_FLAG_COMPAT, dn);
}

/**
 * gnutls_x509_crt_get_dn3:
 * @cert: a certificate
 * @dn: receives the name, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 * @flags: 0, or %GNUTLS_X509_DN_FLAG_COMPAT
 *
 * Gives the name of the certificate's subject as text, the last part first
 * as RFC 4514 wants it; with %GNUTLS_X509_DN_FLAG_COMPAT in the order of the
 * certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.5.7
 **/
API int gnutls_x509_crt_get_dn3(gnutls_x509_crt_t cert, gnutls_datum_t *dn, unsigned int flags)
{
    return give_name(cert, certificate_subject(cert), flags, dn);
}

/**
 * gnutls_x509_crt_get_issuer_dn:
 * @cert: a certificate
 * @buf: receives the name, ended by a zero byte
 * @buf_size: room in @buf; receives the length without the zero byte
 *
 * Gives the name of the certificate's issuer as text; see
 * gnutls_x509_crt_get_dn().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_INVALID_REQUEST for an empty certificate.
 **/
API int gnutls_x509_crt_get_issuer_dn(gnutls_x509_crt_t cert, char *buf, size_t *buf_size)
{
    return output_name(cert, certificate_issuer(cert), buf, buf_size);
}

/**
 * gnutls_x509_crt_get_issuer_dn2:
 * @cert: a certificate
 * @dn: receives the name, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 *
 * Gives the name of the certificate's issuer as text; see
 * gnutls_x509_crt_get_dn().
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.1.10
 **/
API int gnutls_x509_crt_get_issuer_dn2(gnutls_x509_crt_t cert, gnutls_datum_t *dn)
{
    return give_name(cert, certificate_issuer(cert), GNUTLS_X509_DN_FLAG_COMPAT, dn);
}

/**
 * gnutls_x509_crt_get_issuer_dn3:
 * @cert: a certificate
 * @dn: receives the name, ended by a zero byte that is not counted; free it
 *   with gnutls_free()
 * @flags: 0, or %GNUTLS_X509_DN_FLAG_COMPAT
 *
 * Gives the name of the certificate's issuer as text; see
 * gnutls_x509_crt_get_dn3().
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 *
 * Since: 3.5.7
 **/
API int gnutls_x509_crt_get_issuer_dn3(gnutls_x509_crt_t cert, gnutls_datum_t *dn,
                                       unsigned int flags)
{
    return give_name(cert, certificate_issuer(cert), flags, dn);
}

/**
 * gnutls_x509_crt_get_dn_by_oid:
 * @cert: a certificate
 * @oid: the OID of a part of the name, such as %GNUTLS_OID_X520_COMMON_NAME
 * @indx: which of the parts with this OID, from 0
 * @raw_flag: non-zero for the DER of the value
 * @buf: receives the value; text is ended by a zero byte
 * @buf_size: room in @buf; receives the length without the zero byte
 *
 * Gives a part of the subject's name, in UTF-8 and escaped as in the whole
 * name. What is no text is "#" and its DER in hexadecimal digits.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @buf_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when there is no
 *   such part.
 **/
API int gnutls_x509_crt_get_dn_by_oid(gnutls_x509_crt_t cert, const char *oid, unsigned int indx,
                                      unsigned int raw_flag, void *buf, size_t *buf_size)
{
    return name_output_attribute(certificate_subject(cert), oid, indx, raw_flag != 0, buf,
                                 buf_size);
}

/**
 * gnutls_x509_crt_get_issuer_dn_by_oid:
 * @cert: a certificate
 * @oid: the OID of a part of the name, such as %GNUTLS_OID_X520_COMMON_NAME
 * @indx: which of the parts with this OID, from 0
 * @raw_flag: non-zero for the DER of the value
 * @buf: receives the value; text is ended by a zero byte
 * @buf_size: room in @buf; receives the length without the zero byte
 *
 * Gives a part of the issuer's name; see gnutls_x509_crt_get_dn_by_oid().
 *
 * Returns: what gnutls_x509_crt_get_dn_by_oid() returns.
 **/
API int gnutls_x509_crt_get_issuer_dn_by_oid(gnutls_x509_crt_t cert, const char *oid,
                                             unsigned int indx, unsigned int raw_flag, void *buf,
                                             size_t *buf_size)
{
    return name_output_attribute(certificate_issuer(cert), oid, indx, raw_flag != 0, buf, buf_size);
}

/**
 * gnutls_x509_crt_get_dn_oid:
 * @cert: a certificate
 * @indx: which part, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length without the zero byte
 *
 * Tells what a part of the subject's name is.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @oid_size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last
 *   part.
 **/
API int gnutls_x509_crt_get_dn_oid(gnutls_x509_crt_t cert, unsigned int indx, void *oid,
                                   size_t *oid_size)
{
    return name_output_oid(certificate_subject(cert), indx, oid, oid_size);
}

/**
 * gnutls_x509_crt_get_issuer_dn_oid:
 * @cert: a certificate
 * @indx: which part, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte
 * @oid_size: room in @oid; receives the length without the zero byte
 *
 * Tells what a part of the issuer's name is.
 *
 * Returns: what gnutls_x509_crt_get_dn_oid() returns.
 **/
API int gnutls_x509_crt_get_issuer_dn_oid(gnutls_x509_crt_t cert, unsigned int indx, void *oid,
                                          size_t *oid_size)
{
    return name_output_oid(certificate_issuer(cert), indx, oid, oid_size);
}

/**
 * gnutls_x509_crt_get_raw_dn:
 * @cert: a certificate
 * @start: receives the DER of the subject's name; free it with gnutls_free()
 *
 * Gives the subject's name as it stands in the certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty
 *   certificate; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crt_get_raw_dn(gnutls_x509_crt_t cert, gnutls_datum_t *start)
{
    return give_der(cert, certificate_subject(cert), start);
}

/**
 * gnutls_x509_crt_get_raw_issuer_dn:
 * @cert: a certificate
 * @start: receives the DER of the issuer's name; free it with gnutls_free()
 *
 * Gives the issuer's name as it stands in the certificate.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for an empty
 *   certificate; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_crt_get_raw_issuer_dn(gnutls_x509_crt_t cert, gnutls_datum_t *start)
{
    return give_der(cert, certificate_issuer(cert), start);
}
