/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trust_list.c - trust lists looked through, names of their own, and taking back */

#include "api/output.h"
#include "base/memory.h"
#include "base/text.h"
#include "connection/connection.h"
#include "pki/file.h"
#include "pki/trust.h"

#include <gnutls/x509.h>

enum { NAME_SIZE_MAX = 255 };

/**
 * gnutls_x509_trust_list_add_named_crt:
 * @list: a trust list
 * @cert: a certificate
 * @name: a name, any bytes
 * @name_size: its size, at most 255
 * @flags: 0
 *
 * Has a certificate believed for one name, whoever issued it; see
 * gnutls_x509_trust_list_verify_named_crt(). The handle is released by
 * gnutls_x509_trust_list_deinit() with `all`, else it stays the caller's.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for a longer name;
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.0.0
 **/
API int gnutls_x509_trust_list_add_named_crt(gnutls_x509_trust_list_t list, gnutls_x509_crt_t cert,
                                             const void *name, size_t name_size, unsigned int flags)
{
    if (name_size > NAME_SIZE_MAX)
        return fail(GNUTLS_E_INVALID_REQUEST);
    return trust_add_named(list, cert, bytes_of(name, name_size));
}

/**
 * gnutls_x509_trust_list_verify_named_crt:
 * @list: a trust list
 * @cert: a certificate
 * @name: a name
 * @name_size: its size
 * @flags: of #gnutls_certificate_verify_flags
 * @verify: receives bits of #gnutls_certificate_status_t; 0: all is well
 * @func: is told what came of it; %NULL: none
 *
 * Tells whether a certificate is the one that was put in for this name, and
 * on no revocation list. Its issuer and its times are not looked at.
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it.
 *
 * Since: 3.0.0
 **/
API int gnutls_x509_trust_list_verify_named_crt(gnutls_x509_trust_list_t list,
                                                gnutls_x509_crt_t cert, const void *name,
                                                size_t name_size, unsigned int flags,
                                                unsigned int *verify,
                                                gnutls_verify_output_function *func)
{
    *verify = trust_check_named(list, cert, bytes_of(name, name_size), flags);
    if (func != NULL)
        func(cert, NULL, trust_revoking(list, cert), *verify);
    return 0;
}

/* A copy of the first of this subject (empty: any) with this key identifier (NULL: any). */
static int find(gnutls_x509_trust_list_t list, struct bytes subject, const gnutls_datum_t *id,
                gnutls_x509_crt_t *out)
{
    struct trust_walk walk = { 0 };
    struct gnutls_x509_crt_int *certificate;
    while ((certificate = trust_next(list, subject, &walk)) != NULL) {
        if (id != NULL &&
            !bytes_equal(certificate_facts(certificate)->subject_key_id, bytes_of_datum(id)))
            continue;
        *out = certificate_hold(certificate);
        return 0;
    }
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_x509_trust_list_get_issuer_by_dn:
 * @list: a trust list
 * @dn: a name in DER
 * @issuer: receives the certificate; release it with
 *   gnutls_x509_crt_deinit()
 * @flags: 0
 *
 * Finds an authority of the list by its name.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none.
 *
 * Since: 3.4.0
 **/
API int gnutls_x509_trust_list_get_issuer_by_dn(gnutls_x509_trust_list_t list,
                                                const gnutls_datum_t *dn, gnutls_x509_crt_t *issuer,
                                                unsigned int flags)
{
    if (dn == NULL || dn->size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return find(list, bytes_of_datum(dn), NULL, issuer);
}

/**
 * gnutls_x509_trust_list_get_issuer_by_subject_key_id:
 * @list: a trust list
 * @dn: a name in DER, or %NULL
 * @spki: a subject key identifier
 * @issuer: receives the certificate; release it with
 *   gnutls_x509_crt_deinit()
 * @flags: 0
 *
 * Finds an authority of the list by the identifier of its key.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   there is none.
 *
 * Since: 3.4.2
 **/
API int gnutls_x509_trust_list_get_issuer_by_subject_key_id(gnutls_x509_trust_list_t list,
                                                            const gnutls_datum_t *dn,
                                                            const gnutls_datum_t *spki,
                                                            gnutls_x509_crt_t *issuer,
                                                            unsigned int flags)
{
    if (spki == NULL || spki->size == 0)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    return find(list, dn != NULL ? bytes_of_datum(dn) : bytes_none(), spki, issuer);
}

struct gnutls_x509_trust_list_iter {
    struct trust_walk walk;
};

/**
 * gnutls_x509_trust_list_iter_get_ca:
 * @list: a trust list
 * @iter: where we are; point it to a variable that is %NULL at the beginning
 * @crt: receives a certificate; release it with gnutls_x509_crt_deinit()
 *
 * Gives the authorities of a list, one with each call.
 *
 * Behind the last the iterator is released and %NULL again. The list may not
 * change in between.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind
 *   the last; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.4.0
 **/
API int gnutls_x509_trust_list_iter_get_ca(gnutls_x509_trust_list_t list,
                                           gnutls_x509_trust_list_iter_t *iter,
                                           gnutls_x509_crt_t *crt)
{
    if (*iter == NULL)
        *iter = memory_get_zeroed(sizeof **iter);
    if (*iter == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    struct gnutls_x509_crt_int *certificate = trust_next(list, bytes_none(), &(*iter)->walk);
    if (certificate != NULL) {
        *crt = certificate_hold(certificate);
        return 0;
    }
    gnutls_x509_trust_list_iter_deinit(*iter);
    *iter = NULL;
    return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
}

/**
 * gnutls_x509_trust_list_iter_deinit:
 * @iter: of gnutls_x509_trust_list_iter_get_ca(), or %NULL
 *
 * Releases an iterator before the end.
 *
 * Since: 3.4.0
 **/
API void gnutls_x509_trust_list_iter_deinit(gnutls_x509_trust_list_iter_t iter)
{
    memory_free(iter);
}

/**
 * gnutls_x509_trust_list_remove_trust_mem:
 * @list: a trust list
 * @cas: certificates of authorities
 * @type: whether they are PEM or DER
 *
 * Takes authorities off the list, and has chains with them refused from now
 * on.
 *
 * Returns: how many were on the list; %GNUTLS_E_NO_CERTIFICATE_FOUND for a
 *   text without any; other negative codes for what is broken.
 *
 * Since: 3.1.10
 **/
API int gnutls_x509_trust_list_remove_trust_mem(gnutls_x509_trust_list_t list,
                                                const gnutls_datum_t *cas,
                                                gnutls_x509_crt_fmt_t type)
{
    unsigned count = 0;
    TRY(trust_remove_all(list, bytes_of_datum(cas), type, &count));
    return (int)count;
}

/**
 * gnutls_x509_trust_list_remove_trust_file:
 * @list: a trust list
 * @ca_file: path of a file with certificates of authorities
 * @type: whether they are PEM or DER
 *
 * Takes the authorities of a file off the list; see
 * gnutls_x509_trust_list_remove_trust_mem().
 *
 * Returns: what gnutls_x509_trust_list_remove_trust_mem() returns, or
 *   %GNUTLS_E_FILE_ERROR.
 *
 * Since: 3.1.10
 **/
API int gnutls_x509_trust_list_remove_trust_file(gnutls_x509_trust_list_t list, const char *ca_file,
                                                 gnutls_x509_crt_fmt_t type)
{
    SCOPED(buffer) struct buffer content = { 0 };
    unsigned count = 0;
    TRY(file_read(ca_file, &content));
    TRY(trust_remove_all(list, buffer_bytes(&content), type, &count));
    return (int)count;
}

/**
 * gnutls_x509_trust_list_set_getissuer_function:
 * @tlist: a trust list
 * @func: finds issuers; %NULL: none
 *
 * Lets a function of the application find the issuer of a certificate where
 * neither the chain nor the list has it, as by the address that the
 * certificate names.
 *
 * It gives an array of certificates in memory of gnutls_malloc(); both are
 * released here. It is asked at most eight times for one chain. What it finds
 * is not trusted for that.
 *
 * Since: 3.7.0
 **/
API void
gnutls_x509_trust_list_set_getissuer_function(gnutls_x509_trust_list_t tlist,
                                              gnutls_x509_trust_list_getissuer_function *func)
{
    trust_helper(tlist)->find = func;
}

/**
 * gnutls_x509_trust_list_set_ptr:
 * @tlist: a trust list
 * @ptr: a pointer of the application
 *
 * Keeps a pointer for gnutls_x509_trust_list_get_ptr().
 *
 * Since: 3.7.0
 **/
API void gnutls_x509_trust_list_set_ptr(gnutls_x509_trust_list_t tlist, void *ptr)
{
    trust_helper(tlist)->context = ptr;
}

/**
 * gnutls_x509_trust_list_get_ptr:
 * @tlist: a trust list
 *
 * Gives the pointer of gnutls_x509_trust_list_set_ptr().
 *
 * Returns: the pointer.
 *
 * Since: 3.7.0
 **/
API void *gnutls_x509_trust_list_get_ptr(gnutls_x509_trust_list_t tlist)
{
    return trust_helper(tlist)->context;
}

/**
 * gnutls_session_set_verify_output_function:
 * @session: the connection
 * @func: is told of each step; %NULL: none
 *
 * Has a function told of each step when the peer's chain is verified; see
 * gnutls_x509_trust_list_verify_crt2().
 *
 * Since: 3.7.0
 **/
API void gnutls_session_set_verify_output_function(gnutls_session_t session,
                                                   gnutls_verify_output_function *func)
{
    session->config.verify_output = func;
}

struct profile {
    const char *name;
    gnutls_certificate_verification_profiles_t id;
};

/* clang-format off */
static const struct profile profiles[] = {
    { "Very weak", GNUTLS_PROFILE_VERY_WEAK },
    { "Low",       GNUTLS_PROFILE_LOW },
    { "Legacy",    GNUTLS_PROFILE_LEGACY },
    { "Medium",    GNUTLS_PROFILE_MEDIUM },
    { "High",      GNUTLS_PROFILE_HIGH },
    { "Ultra",     GNUTLS_PROFILE_ULTRA },
    { "Future",    GNUTLS_PROFILE_FUTURE },
    { "SUITEB128", GNUTLS_PROFILE_SUITEB128 },
    { "SUITEB192", GNUTLS_PROFILE_SUITEB192 },
};
/* clang-format on */

/**
 * gnutls_certificate_verification_profile_get_id:
 * @name: the name of a profile, such as "Medium"; case does not count
 *
 * Finds a verification profile by its name.
 *
 * Returns: the profile, or %GNUTLS_PROFILE_UNKNOWN.
 *
 * Since: 3.6.12
 **/
API gnutls_certificate_verification_profiles_t
gnutls_certificate_verification_profile_get_id(const char *name)
{
    for (size_t i = 0; name != NULL && i < ARRAY_SIZE(profiles); i++) {
        if (text_equal_ignoring_case(profiles[i].name, name))
            return profiles[i].id;
    }
    return GNUTLS_PROFILE_UNKNOWN;
}

/**
 * gnutls_certificate_verification_profile_get_name:
 * @id: a verification profile
 *
 * Tells the name of a verification profile.
 *
 * Returns: the name, or %NULL for what is none.
 *
 * Since: 3.6.12
 **/
API const char *
gnutls_certificate_verification_profile_get_name(gnutls_certificate_verification_profiles_t id)
{
    for (size_t i = 0; i < ARRAY_SIZE(profiles); i++) {
        if (profiles[i].id == id)
            return profiles[i].name;
    }
    return NULL;
}
