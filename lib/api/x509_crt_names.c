/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_crt_names.c - the alternative names of a certificate, of its subject and its issuer */

#include "api/extension_find.h"
#include "api/general_name_output.h"
#include "api/output.h"
#include "pki/extension_oid.h"

#include <gnutls/x509.h>

/**
 * gnutls_x509_crt_get_subject_alt_name2:
 * @cert: a certificate
 * @seq: which name, from 0
 * @san: receives the name; texts are ended by a zero byte
 * @san_size: room in @san; receives the length without the zero byte
 * @san_type: receives the type, of #gnutls_x509_subject_alt_name_t, or %NULL
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives a name that the certificate has besides its subject's.
 *
 * An address is 4 or 16 bytes. A directory name is text as RFC 4514 has it,
 * and so are the kinds of otherName that the API has a type for, such as
 * %GNUTLS_SAN_OTHERNAME_XMPP; of others the DER of the value is given.
 *
 * Returns: the type; %GNUTLS_E_SHORT_MEMORY_BUFFER and in @san_size what is
 *   needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last;
 *   %GNUTLS_E_X509_UNKNOWN_SAN for a type that is not known.
 **/
API int gnutls_x509_crt_get_subject_alt_name2(gnutls_x509_crt_t cert, unsigned int seq, void *san,
                                              size_t *san_size, unsigned int *san_type,
                                              unsigned int *critical)
{
    TRY(find_extension(cert, oid_alternative_names, critical, NULL));
    return output_general_name(certificate_facts(cert)->alternative_names, seq, san, san_size,
                               san_type);
}

/**
 * gnutls_x509_crt_get_subject_alt_name:
 * @cert: a certificate
 * @seq: which name, from 0
 * @san: receives the name; texts are ended by a zero byte
 * @san_size: room in @san; receives the length without the zero byte
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives a name that the certificate has besides its subject's; see
 * gnutls_x509_crt_get_subject_alt_name2().
 *
 * Returns: what gnutls_x509_crt_get_subject_alt_name2() returns.
 **/
API int gnutls_x509_crt_get_subject_alt_name(gnutls_x509_crt_t cert, unsigned int seq, void *san,
                                             size_t *san_size, unsigned int *critical)
{
    return gnutls_x509_crt_get_subject_alt_name2(cert, seq, san, san_size, NULL, critical);
}

/**
 * gnutls_x509_crt_get_subject_alt_othername_oid:
 * @cert: a certificate
 * @seq: which name, from 0
 * @oid: receives the OID in dotted form, ended by a zero byte; empty for a
 *   name that is no otherName
 * @oid_size: room in @oid; receives the length without the zero byte
 *
 * Tells what kind an otherName of the subject is of.
 *
 * Returns: the type of the name; %GNUTLS_E_SHORT_MEMORY_BUFFER and in
 *   @oid_size what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 **/
API int gnutls_x509_crt_get_subject_alt_othername_oid(gnutls_x509_crt_t cert, unsigned int seq,
                                                      void *oid, size_t *oid_size)
{
    return output_other_name_oid(certificate_facts(cert)->alternative_names, seq, oid, oid_size);
}

/**
 * gnutls_x509_crt_get_issuer_alt_name2:
 * @cert: a certificate
 * @seq: which name, from 0
 * @ian: receives the name; texts are ended by a zero byte
 * @ian_size: room in @ian; receives the length without the zero byte
 * @ian_type: receives the type, of #gnutls_x509_subject_alt_name_t, or %NULL
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives a name that the issuer has besides its name in the certificate; see
 * gnutls_x509_crt_get_subject_alt_name2().
 *
 * Returns: what gnutls_x509_crt_get_subject_alt_name2() returns.
 **/
API int gnutls_x509_crt_get_issuer_alt_name2(gnutls_x509_crt_t cert, unsigned int seq, void *ian,
                                             size_t *ian_size, unsigned int *ian_type,
                                             unsigned int *critical)
{
    TRY(find_extension(cert, oid_issuer_names, critical, NULL));
    return output_general_name(certificate_facts(cert)->issuer_names, seq, ian, ian_size, ian_type);
}

/**
 * gnutls_x509_crt_get_issuer_alt_name:
 * @cert: a certificate
 * @seq: which name, from 0
 * @ian: receives the name; texts are ended by a zero byte
 * @ian_size: room in @ian; receives the length without the zero byte
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Gives a name that the issuer has besides its name in the certificate; see
 * gnutls_x509_crt_get_subject_alt_name2().
 *
 * Returns: what gnutls_x509_crt_get_subject_alt_name2() returns.
 **/
API int gnutls_x509_crt_get_issuer_alt_name(gnutls_x509_crt_t cert, unsigned int seq, void *ian,
                                            size_t *ian_size, unsigned int *critical)
{
    return gnutls_x509_crt_get_issuer_alt_name2(cert, seq, ian, ian_size, NULL, critical);
}

/**
 * gnutls_x509_crt_get_issuer_alt_othername_oid:
 * @cert: a certificate
 * @seq: which name, from 0
 * @ret: receives the OID in dotted form, ended by a zero byte; empty for a
 *   name that is no otherName
 * @ret_size: room in @ret; receives the length without the zero byte
 *
 * Tells what kind an otherName of the issuer is of.
 *
 * Returns: what gnutls_x509_crt_get_subject_alt_othername_oid() returns.
 **/
API int gnutls_x509_crt_get_issuer_alt_othername_oid(gnutls_x509_crt_t cert, unsigned int seq,
                                                     void *ret, size_t *ret_size)
{
    return output_other_name_oid(certificate_facts(cert)->issuer_names, seq, ret, ret_size);
}

/**
 * gnutls_x509_crt_get_authority_key_gn_serial:
 * @cert: a certificate
 * @seq: which name, from 0
 * @alt: receives the name; texts are ended by a zero byte
 * @alt_size: room in @alt; receives the length without the zero byte
 * @alt_type: receives the type, of #gnutls_x509_subject_alt_name_t, or %NULL
 * @serial: receives the serial number
 * @serial_size: room in @serial; receives the size
 * @critical: receives whether the extension is critical, or %NULL
 *
 * Tells by whom, and with which number, the certificate of the authority was
 * issued, where the identifier of its key says so. For a name see
 * gnutls_x509_crt_get_subject_alt_name2().
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_SHORT_MEMORY_BUFFER and in the size
 *   what is needed; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the
 *   last name.
 **/
API int gnutls_x509_crt_get_authority_key_gn_serial(gnutls_x509_crt_t cert, unsigned int seq,
                                                    void *alt, size_t *alt_size,
                                                    unsigned int *alt_type, void *serial,
                                                    size_t *serial_size, unsigned int *critical)
{
    const struct certificate_facts *facts = certificate_facts(cert);
    TRY(find_extension(cert, oid_authority_key_id, critical, NULL));
    TRY(output_general_name(facts->authority_issuer, seq, alt, alt_size, alt_type));
    return serial != NULL ? output_bytes(facts->authority_serial, serial, serial_size) : 0;
}
