/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_name_write.c - the names in a certificate that is being made */

#include "base/errors.h"
#include "pki/certificate_write.h"
#include "pki/name_write.h"

#include <gnutls/x509.h>

/* A name from text, behind what there is. */
static int append_text(gnutls_x509_crt_t crt, enum certificate_part part, const char *text,
                       const char **err)
{
    SCOPED(buffer) struct buffer name = { 0 };
    const char *wrong;
    if (crt == NULL || text == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(name_parse(text, &name, err != NULL ? err : &wrong));
    return certificate_append_name(crt, part, buffer_bytes(&name));
}

static int add_attribute(gnutls_x509_crt_t crt, enum certificate_part part, const char *oid,
                         bool is_element, struct bytes value)
{
    if (crt == NULL || oid == NULL || value.data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_add_to_name(crt, part, oid, is_element, value);
}

/**
 * gnutls_x509_crt_set_dn:
 * @crt: a certificate
 * @dn: a name as RFC 4514 writes it, such as "CN=example,O=Example,C=DE"
 * @err: receives where in @dn reading stopped; or %NULL
 *
 * Sets whom the certificate is for.
 *
 * The last part of the text comes first in the certificate, as the standard
 * has it. Parts that are there already stay in front.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_PARSING_ERROR;
 *   %GNUTLS_E_INVALID_REQUEST when others hold the certificate.
 *
 * Since: 2.11.4
 **/
API int gnutls_x509_crt_set_dn(gnutls_x509_crt_t crt, const char *dn, const char **err)
{
    return append_text(crt, PART_SUBJECT, dn, err);
}

/**
 * gnutls_x509_crt_set_issuer_dn:
 * @crt: a certificate
 * @dn: a name as RFC 4514 writes it
 * @err: receives where in @dn reading stopped; or %NULL
 *
 * Sets who issues the certificate. There is little need: who signs is named
 * by gnutls_x509_crt_sign2(), in place of this.
 *
 * Returns: what gnutls_x509_crt_set_dn() returns.
 **/
API int gnutls_x509_crt_set_issuer_dn(gnutls_x509_crt_t crt, const char *dn, const char **err)
{
    return append_text(crt, PART_ISSUER, dn, err);
}

/**
 * gnutls_x509_crt_set_dn_by_oid:
 * @crt: a certificate
 * @oid: the OID of a part of a name, in dotted form
 * @raw_flag: whether @name is the DER of a value; else it is text
 * @name: the value, UTF-8 where it is text
 * @sizeof_name: its size
 *
 * Puts a part behind the others in the name of whom the certificate is for.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for a part that
 *   is not known and comes as text, or for what is no OID;
 *   %GNUTLS_E_INVALID_REQUEST for no text, or when others hold the
 *   certificate; %GNUTLS_E_ASN1_DER_ERROR, %GNUTLS_E_INVALID_UTF8_STRING for
 *   what is not right.
 **/
API int gnutls_x509_crt_set_dn_by_oid(gnutls_x509_crt_t crt, const char *oid, unsigned int raw_flag,
                                      const void *name, unsigned int sizeof_name)
{
    return add_attribute(crt, PART_SUBJECT, oid, raw_flag != 0, bytes_of(name, sizeof_name));
}

/**
 * gnutls_x509_crt_set_issuer_dn_by_oid:
 * @crt: a certificate
 * @oid: the OID of a part of a name, in dotted form
 * @raw_flag: whether @name is the DER of a value; else it is text
 * @name: the value, UTF-8 where it is text
 * @sizeof_name: its size
 *
 * Puts a part behind the others in the name of who issues the certificate.
 * There is little need: who signs is named by gnutls_x509_crt_sign2(), in
 * place of this.
 *
 * Returns: what gnutls_x509_crt_set_dn_by_oid() returns.
 **/
API int gnutls_x509_crt_set_issuer_dn_by_oid(gnutls_x509_crt_t crt, const char *oid,
                                             unsigned int raw_flag, const void *name,
                                             unsigned int sizeof_name)
{
    return add_attribute(crt, PART_ISSUER, oid, raw_flag != 0, bytes_of(name, sizeof_name));
}

/**
 * gnutls_x509_crt_set_proxy_dn:
 * @crt: a certificate
 * @eecrt: the certificate of whom the proxy acts for
 * @raw_flag: whether @name is the DER of a value; else it is text
 * @name: the common name of the proxy, or %NULL
 * @sizeof_name: its size
 *
 * Names a proxy as RFC 3820, 3.4 has it: the name of whom it acts for, with
 * a common name behind it.
 *
 * Returns: what gnutls_x509_crt_set_dn_by_oid() returns.
 **/
API int gnutls_x509_crt_set_proxy_dn(gnutls_x509_crt_t crt, gnutls_x509_crt_t eecrt,
                                     unsigned int raw_flag, const void *name,
                                     unsigned int sizeof_name)
{
    SCOPED(buffer) struct buffer whole = { 0 };
    if (crt == NULL || eecrt == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(buffer_append(&whole, certificate_subject(eecrt)));
    if (name != NULL && sizeof_name > 0)
        TRY(name_add(&whole, GNUTLS_OID_X520_COMMON_NAME, raw_flag != 0,
                     bytes_of(name, sizeof_name)));
    return certificate_set_part(crt, PART_SUBJECT, buffer_bytes(&whole));
}
