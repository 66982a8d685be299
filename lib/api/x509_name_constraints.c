/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_name_constraints.c - what names an authority may vouch for */

#include "api/extension_objects.h"
#include "base/errors.h"

/**
 * gnutls_x509_name_constraints_init:
 * @nc: receives an empty object; release it with
 *   gnutls_x509_name_constraints_deinit()
 *
 * Makes name constraints that allow everything.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_name_constraints_init(gnutls_x509_name_constraints_t *nc)
{
    return NEW_OBJECT(nc);
}

/**
 * gnutls_x509_name_constraints_deinit:
 * @nc: an object, or %NULL
 *
 * Releases name constraints.
 **/
API void gnutls_x509_name_constraints_deinit(gnutls_x509_name_constraints_t nc)
{
    if (nc != NULL)
        name_constraints_wipe(&nc->constraints);
    memory_free(nc);
}

/**
 * gnutls_x509_name_constraints_add_permitted:
 * @nc: name constraints
 * @type: the type of the names
 * @name: what they are below: a domain, a host or mailbox of mail, a host of
 *   URIs, an address with its mask, or a directory name in text or DER
 *
 * Permits names. Once names of a type are permitted, all others of that type
 * are not (RFC 5280, 4.2.1.10).
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_X509_UNKNOWN_SAN for a type that can
 *   not be constrained; %GNUTLS_E_ILLEGAL_PARAMETER for an address that is
 *   not 8 or 32 bytes, %GNUTLS_E_MALFORMED_CIDR for one whose mask has holes;
 *   %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_name_constraints_add_permitted(gnutls_x509_name_constraints_t nc,
                                                   gnutls_x509_subject_alt_name_t type,
                                                   const gnutls_datum_t *name)
{
    return name_constraints_add(&nc->constraints, true, type, bytes_of_datum(name));
}

/**
 * gnutls_x509_name_constraints_add_excluded:
 * @nc: name constraints
 * @type: the type of the names
 * @name: what they are below, as for
 *   gnutls_x509_name_constraints_add_permitted()
 *
 * Excludes names, also such as are permitted.
 *
 * Returns: what gnutls_x509_name_constraints_add_permitted() returns.
 **/
API int gnutls_x509_name_constraints_add_excluded(gnutls_x509_name_constraints_t nc,
                                                  gnutls_x509_subject_alt_name_t type,
                                                  const gnutls_datum_t *name)
{
    return name_constraints_add(&nc->constraints, false, type, bytes_of_datum(name));
}

/**
 * gnutls_x509_name_constraints_get_permitted:
 * @nc: name constraints
 * @idx: which, from 0
 * @type: receives the type of the names
 * @name: receives what they are below; it lives with @nc
 *
 * Tells which names are permitted.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 **/
API int gnutls_x509_name_constraints_get_permitted(gnutls_x509_name_constraints_t nc,
                                                   unsigned int idx, unsigned int *type,
                                                   gnutls_datum_t *name)
{
    return show_general_name(general_names_at(&nc->constraints.permitted, idx), type, name, NULL);
}

/**
 * gnutls_x509_name_constraints_get_excluded:
 * @nc: name constraints
 * @idx: which, from 0
 * @type: receives the type of the names
 * @name: receives what they are below; it lives with @nc
 *
 * Tells which names are excluded.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last.
 **/
API int gnutls_x509_name_constraints_get_excluded(gnutls_x509_name_constraints_t nc,
                                                  unsigned int idx, unsigned int *type,
                                                  gnutls_datum_t *name)
{
    return show_general_name(general_names_at(&nc->constraints.excluded, idx), type, name, NULL);
}

/**
 * gnutls_x509_name_constraints_check:
 * @nc: name constraints
 * @type: the type of a name
 * @name: the name
 *
 * Tells whether a certificate may have this name. The code is that with which
 * chains are checked.
 *
 * Returns: non-zero if it may.
 **/
API unsigned int gnutls_x509_name_constraints_check(gnutls_x509_name_constraints_t nc,
                                                    gnutls_x509_subject_alt_name_t type,
                                                    const gnutls_datum_t *name)
{
    return name_constraints_allow_name(&nc->constraints, type, bytes_of_datum(name));
}

/**
 * gnutls_x509_name_constraints_check_crt:
 * @nc: name constraints
 * @type: a type of names
 * @crt: a certificate
 *
 * Tells whether the certificate may have all its names of this type. Where
 * it has no alternative name of a host or of mail, those in the subject
 * count.
 *
 * Returns: non-zero if it may.
 **/
API unsigned int gnutls_x509_name_constraints_check_crt(gnutls_x509_name_constraints_t nc,
                                                        gnutls_x509_subject_alt_name_t type,
                                                        gnutls_x509_crt_t crt)
{
    return name_constraints_allow_type(&nc->constraints, type, crt);
}

int constraints_import(struct bytes value, unsigned flags, struct name_constraints *out)
{
    SCOPED(name_constraints) struct name_constraints read = { 0 };
    if ((flags & GNUTLS_EXT_FLAG_APPEND) == 0)
        return name_constraints_read(value, out);
    TRY(name_constraints_read(value, &read));
    return name_constraints_narrow(out, &read);
}

/**
 * gnutls_x509_ext_import_name_constraints:
 * @ext: the value of the extension, DER
 * @nc: receives the name constraints
 * @flags: 0, or %GNUTLS_EXT_FLAG_APPEND
 *
 * Reads name constraints in place of what the object had; with
 * %GNUTLS_EXT_FLAG_APPEND both hold then, as for a chain with two
 * authorities: what is permitted is what both permit. A failure changes
 * nothing.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ILLEGAL_PARAMETER for an address of a
 *   wrong size; other negative codes for what is broken.
 **/
API int gnutls_x509_ext_import_name_constraints(const gnutls_datum_t *ext,
                                                gnutls_x509_name_constraints_t nc,
                                                unsigned int flags)
{
    return constraints_import(bytes_of_datum(ext), flags, &nc->constraints);
}

/**
 * gnutls_x509_ext_export_name_constraints:
 * @nc: name constraints
 * @ext: receives the value of the extension, DER; free it with gnutls_free()
 *
 * Writes name constraints.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST where nothing is
 *   permitted or excluded; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_ext_export_name_constraints(gnutls_x509_name_constraints_t nc,
                                                gnutls_datum_t *ext)
{
    SCOPED(buffer) struct buffer der = { 0 };
    return give_written(name_constraints_write(&nc->constraints, &der), &der, ext);
}

/**
 * gnutls_x509_cidr_to_rfc5280:
 * @cidr: an address and the length of its prefix, such as "10.0.0.0/8"
 * @cidr_rfc5280: receives the address and its mask; free it with
 *   gnutls_free()
 *
 * Makes of a network's text what name constraints have. Bits behind the
 * prefix are cleared.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_MALFORMED_CIDR for what is no
 *   network; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_x509_cidr_to_rfc5280(const char *cidr, gnutls_datum_t *cidr_rfc5280)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    return give_written(cidr_parse(cidr, &bytes), &bytes, cidr_rfc5280);
}
