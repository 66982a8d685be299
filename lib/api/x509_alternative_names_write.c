/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_alternative_names_write.c - names and identifiers beside the two names of a certificate */

#include "base/errors.h"
#include "pki/certificate_write.h"
#include "pki/extension_change.h"
#include "pki/extension_oid.h"

#include <gnutls/x509.h>

static int put_name(gnutls_x509_crt_t crt, struct bytes oid, const struct new_name *name)
{
    SCOPED(buffer) struct buffer value = { 0 };
    if (crt == NULL || name->value.data == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    TRY(names_with(certificate_facts(crt)->extensions, oid, name, &value));
    struct certificate_extension extension = { oid, buffer_bytes(&value), false };
    return certificate_set_extension(crt, &extension);
}

static int put_other_name(gnutls_x509_crt_t crt, struct bytes which, const char *oid,
                          struct bytes value, unsigned flags)
{
    struct new_name name = { GNUTLS_SAN_OTHERNAME, value, oid, flags };
    return oid != NULL ? put_name(crt, which, &name) : fail(GNUTLS_E_INVALID_REQUEST);
}

/**
 * gnutls_x509_crt_set_subject_alt_name:
 * @crt: a certificate
 * @type: of #gnutls_x509_subject_alt_name_t
 * @data: the name; an address as 4 or 16 bytes
 * @data_size: its size
 * @flags: %GNUTLS_FSAN_SET: in place of all names that there are;
 *   %GNUTLS_FSAN_APPEND: behind them
 *
 * Gives the certificate a name besides its subject's (RFC 5280, 4.2.1.6). A
 * host is known by these names only.
 *
 * Hosts with letters outside ASCII are written as IDNA has them. A directory
 * name is text as RFC 4514 has it, or DER.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNKNOWN_SAN for a type that is
 *   not known; %GNUTLS_E_INVALID_REQUEST for a name that is none of its type,
 *   or when others hold the certificate.
 *
 * Since: 2.6.0
 **/
API int gnutls_x509_crt_set_subject_alt_name(gnutls_x509_crt_t crt,
                                             gnutls_x509_subject_alt_name_t type, const void *data,
                                             unsigned int data_size, unsigned int flags)
{
    struct new_name name = { type, bytes_of(data, data_size), NULL, flags };
    return put_name(crt, oid_alternative_names, &name);
}

/**
 * gnutls_x509_crt_set_subject_alternative_name:
 * @crt: a certificate
 * @type: of #gnutls_x509_subject_alt_name_t, but an address
 * @data_string: the name, ended by a zero byte
 *
 * Gives the certificate a name besides its subject's, in place of those that
 * there are; see gnutls_x509_crt_set_subject_alt_name().
 *
 * Returns: what gnutls_x509_crt_set_subject_alt_name() returns.
 **/
API int gnutls_x509_crt_set_subject_alternative_name(gnutls_x509_crt_t crt,
                                                     gnutls_x509_subject_alt_name_t type,
                                                     const char *data_string)
{
    /* The bytes of an address may be zero: their end can not be seen. */
    if (type == GNUTLS_SAN_IPADDRESS || data_string == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return gnutls_x509_crt_set_subject_alt_name(crt, type, data_string,
                                                (unsigned)strlen(data_string), GNUTLS_FSAN_SET);
}

/**
 * gnutls_x509_crt_set_subject_alt_othername:
 * @crt: a certificate
 * @oid: what kind of name it is, in dotted form
 * @data: the value, DER unless the flags say otherwise
 * @data_size: its size
 * @flags: %GNUTLS_FSAN_SET or %GNUTLS_FSAN_APPEND, and
 *   %GNUTLS_FSAN_ENCODE_OCTET_STRING or %GNUTLS_FSAN_ENCODE_UTF8_STRING to
 *   have bytes or text written as DER
 *
 * Gives the certificate a name of a kind that has no type of its own.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNSUPPORTED_OID for what is no
 *   OID; %GNUTLS_E_INVALID_REQUEST for a value that is no DER, or when others
 *   hold the certificate.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_crt_set_subject_alt_othername(gnutls_x509_crt_t crt, const char *oid,
                                                  const void *data, unsigned int data_size,
                                                  unsigned int flags)
{
    return put_other_name(crt, oid_alternative_names, oid, bytes_of(data, data_size), flags);
}

/**
 * gnutls_x509_crt_set_issuer_alt_name:
 * @crt: a certificate
 * @type: of #gnutls_x509_subject_alt_name_t
 * @data: the name
 * @data_size: its size
 * @flags: %GNUTLS_FSAN_SET or %GNUTLS_FSAN_APPEND
 *
 * Gives the issuer a name besides the one in the certificate (RFC 5280,
 * 4.2.1.7); see gnutls_x509_crt_set_subject_alt_name().
 *
 * Returns: what gnutls_x509_crt_set_subject_alt_name() returns.
 *
 * Since: 3.0
 **/
API int gnutls_x509_crt_set_issuer_alt_name(gnutls_x509_crt_t crt,
                                            gnutls_x509_subject_alt_name_t type, const void *data,
                                            unsigned int data_size, unsigned int flags)
{
    struct new_name name = { type, bytes_of(data, data_size), NULL, flags };
    return put_name(crt, oid_issuer_names, &name);
}

/**
 * gnutls_x509_crt_set_issuer_alt_othername:
 * @crt: a certificate
 * @oid: what kind of name it is, in dotted form
 * @data: the value, DER unless the flags say otherwise
 * @data_size: its size
 * @flags: as gnutls_x509_crt_set_subject_alt_othername()
 *
 * Gives the issuer a name of a kind that has no type of its own.
 *
 * Returns: what gnutls_x509_crt_set_subject_alt_othername() returns.
 *
 * Since: 3.5.0
 **/
API int gnutls_x509_crt_set_issuer_alt_othername(gnutls_x509_crt_t crt, const char *oid,
                                                 const void *data, unsigned int data_size,
                                                 unsigned int flags)
{
    return put_other_name(crt, oid_issuer_names, oid, bytes_of(data, data_size), flags);
}

/**
 * gnutls_x509_crt_set_subject_unique_id:
 * @cert: a certificate
 * @id: an identifier
 * @id_size: its size
 *
 * Sets an identifier for a subject whose name may be given again. RFC 5280,
 * 4.1.2.8 wants names that are never given again instead.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for no identifier,
 *   or when others hold the certificate.
 *
 * Since: 3.4.7
 **/
API int gnutls_x509_crt_set_subject_unique_id(gnutls_x509_crt_t cert, const void *id,
                                              size_t id_size)
{
    if (cert == NULL || id == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_set_unique_id(cert, PART_SUBJECT_ID, bytes_of(id, id_size));
}

/**
 * gnutls_x509_crt_set_issuer_unique_id:
 * @cert: a certificate
 * @id: an identifier
 * @id_size: its size
 *
 * Sets an identifier for an issuer whose name may be given again; see
 * gnutls_x509_crt_set_subject_unique_id().
 *
 * Returns: what gnutls_x509_crt_set_subject_unique_id() returns.
 *
 * Since: 3.4.7
 **/
API int gnutls_x509_crt_set_issuer_unique_id(gnutls_x509_crt_t cert, const void *id, size_t id_size)
{
    if (cert == NULL || id == NULL)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return certificate_set_unique_id(cert, PART_ISSUER_ID, bytes_of(id, id_size));
}
