/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* certificate_trust.c - certificate credentials: whom we trust, and how strictly */

#include "api/output.h"
#include "credentials/certificate.h"

/* The list was filled, or only in part: either way its names are told anew. */
static int added(gnutls_certificate_credentials_t credentials, int result, unsigned count)
{
    TRY(credentials_trust_changed(credentials));
    return result < 0 ? result : (int)count;
}

/**
 * gnutls_certificate_set_x509_trust_mem:
 * @res: the credentials
 * @ca: certificates of authorities
 * @type: whether they are PEM or DER
 *
 * Adds authorities to those we trust.
 *
 * A server also names them to clients it asks for a certificate.
 *
 * Returns: how many certificates were read, 0 for a text without any;
 *   negative codes for what is broken.
 **/
API int gnutls_certificate_set_x509_trust_mem(gnutls_certificate_credentials_t res,
                                              const gnutls_datum_t *ca, gnutls_x509_crt_fmt_t type)
{
    unsigned count = 0;
    struct gnutls_x509_trust_list_st *trust = credentials_trust(res);
    int result = type == GNUTLS_X509_FMT_DER ? trust_add_der(trust, bytes_of_datum(ca), &count)
                                             : trust_add_pem(trust, bytes_of_datum(ca), &count);
    return added(res, result, count);
}

/**
 * gnutls_certificate_set_x509_trust_file:
 * @cred: the credentials
 * @cafile: path of a file with certificates of authorities
 * @type: whether they are PEM or DER
 *
 * Adds the authorities of a file to those we trust.
 *
 * Returns: how many certificates were read, 0 for a text without any;
 *   %GNUTLS_E_FILE_ERROR when the file can not be read; other negative codes
 *   for what is broken.
 **/
API int gnutls_certificate_set_x509_trust_file(gnutls_certificate_credentials_t cred,
                                               const char *cafile, gnutls_x509_crt_fmt_t type)
{
    unsigned count = 0;
    int result = trust_add_file(credentials_trust(cred), cafile, type, &count);
    return added(cred, result, count);
}

/**
 * gnutls_certificate_set_x509_trust_dir:
 * @cred: the credentials
 * @ca_dir: path of a folder with files of certificates
 * @type: whether they are PEM or DER
 *
 * Adds the authorities of all files in a folder to those we trust.
 *
 * Files without a certificate are passed over, and so is a folder that can
 * not be read.
 *
 * Returns: how many certificates were read, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_certificate_set_x509_trust_dir(gnutls_certificate_credentials_t cred,
                                              const char *ca_dir, gnutls_x509_crt_fmt_t type)
{
    unsigned count = 0;
    int result = trust_add_folder(credentials_trust(cred), ca_dir, type, &count);
    return added(cred, result == GNUTLS_E_FILE_ERROR ? 0 : result, count);
}

/**
 * gnutls_certificate_set_x509_system_trust:
 * @cred: the credentials
 *
 * Adds the authorities that the system trusts.
 *
 * Returns: how many certificates were read;
 *   %GNUTLS_E_UNIMPLEMENTED_FEATURE where the system has no store that is
 *   known; other negative codes for one that is broken.
 **/
API int gnutls_certificate_set_x509_system_trust(gnutls_certificate_credentials_t cred)
{
    unsigned count = 0;
    int result = trust_add_system(credentials_trust(cred), &count);
    return added(cred, result, count);
}

/**
 * gnutls_certificate_set_x509_trust:
 * @res: the credentials
 * @ca_list: certificates of authorities
 * @ca_list_size: how many
 *
 * Adds authorities, from handles, to those we trust.
 *
 * The handles stay the caller's.
 *
 * Returns: how many certificates were added, or a negative error code.
 **/
API int gnutls_certificate_set_x509_trust(gnutls_certificate_credentials_t res,
                                          gnutls_x509_crt_t *ca_list, int ca_list_size)
{
    int result = 0;
    for (int i = 0; i < ca_list_size && result >= 0; i++)
        result = trust_add(credentials_trust(res), ca_list[i]);
    return added(res, result, (unsigned)ca_list_size);
}

/* Programs load what they were told to: it is used as it is. */
static const struct crl_terms as_it_is = { GNUTLS_TL_USE_IN_TLS, 0, 0 };

/**
 * gnutls_certificate_set_x509_crl_mem:
 * @res: the credentials
 * @CRL: revocation lists
 * @type: whether they are PEM, any number, or DER, one
 *
 * Adds revocation lists: peers with a certificate on them are refused from
 * now on.
 *
 * The lists are used as they are; who signed them and when is not asked.
 *
 * Returns: how many were added; %GNUTLS_E_BASE64_DECODING_ERROR for a text
 *   without any; other negative codes for what is broken.
 **/
API int gnutls_certificate_set_x509_crl_mem(gnutls_certificate_credentials_t res,
                                            const gnutls_datum_t *CRL, gnutls_x509_crt_fmt_t type)
{
    unsigned count = 0;
    TRY(trust_add_crls(credentials_trust(res), bytes_of_datum(CRL), type, &as_it_is, &count));
    return (int)count;
}

/**
 * gnutls_certificate_set_x509_crl_file:
 * @res: the credentials
 * @crlfile: path of a file with revocation lists
 * @type: whether they are PEM, any number, or DER, one
 *
 * Adds the revocation lists of a file; see
 * gnutls_certificate_set_x509_crl_mem().
 *
 * Returns: what gnutls_certificate_set_x509_crl_mem() returns, or
 *   %GNUTLS_E_FILE_ERROR when the file can not be read.
 **/
API int gnutls_certificate_set_x509_crl_file(gnutls_certificate_credentials_t res,
                                             const char *crlfile, gnutls_x509_crt_fmt_t type)
{
    unsigned count = 0;
    TRY(trust_add_crl_file(credentials_trust(res), crlfile, type, &as_it_is, &count));
    return (int)count;
}

/**
 * gnutls_certificate_set_x509_crl:
 * @res: the credentials
 * @crl_list: revocation lists
 * @crl_list_size: how many
 *
 * Adds revocation lists, from handles; see
 * gnutls_certificate_set_x509_crl_mem(). The handles stay the caller's.
 *
 * Returns: how many were added, or %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_certificate_set_x509_crl(gnutls_certificate_credentials_t res,
                                        gnutls_x509_crl_t *crl_list, int crl_list_size)
{
    for (int i = 0; i < crl_list_size; i++)
        TRY(trust_add_crl(credentials_trust(res), crl_list[i], &as_it_is));
    return crl_list_size;
}

/**
 * gnutls_certificate_free_crls:
 * @sc: the credentials
 *
 * Does nothing: revocation lists are released with the credentials.
 **/
API void gnutls_certificate_free_crls(gnutls_certificate_credentials_t sc)
{
}

/**
 * gnutls_certificate_set_trust_list:
 * @res: the credentials
 * @tlist: a trust list; the credentials own it from now on
 * @flags: 0
 *
 * Replaces the list of those we trust.
 **/
API void gnutls_certificate_set_trust_list(gnutls_certificate_credentials_t res,
                                           gnutls_x509_trust_list_t tlist, unsigned int flags)
{
    /* Without memory the list is in place all the same; a server names no authorities then. */
    (void)!credentials_set_trust(res, tlist);
}

/**
 * gnutls_certificate_get_trust_list:
 * @res: the credentials
 * @tlist: receives the list; it belongs to the credentials
 *
 * Gives the list of those we trust.
 **/
API void gnutls_certificate_get_trust_list(gnutls_certificate_credentials_t res,
                                           gnutls_x509_trust_list_t *tlist)
{
    *tlist = credentials_trust(res);
}

/**
 * gnutls_certificate_free_cas:
 * @sc: the credentials
 *
 * Does nothing: the authorities are released with the credentials.
 **/
API void gnutls_certificate_free_cas(gnutls_certificate_credentials_t sc)
{
}

/**
 * gnutls_certificate_free_ca_names:
 * @sc: the credentials
 *
 * Forgets the names of the authorities, so that a server does not tell them
 * to clients it asks for a certificate. Whom we trust does not change.
 **/
API void gnutls_certificate_free_ca_names(gnutls_certificate_credentials_t sc)
{
    credentials_forget_authorities(sc);
}

/**
 * gnutls_certificate_get_issuer:
 * @sc: the credentials
 * @cert: a certificate
 * @issuer: receives the one above it
 * @flags: 0, or %GNUTLS_TL_GET_COPY
 *
 * Finds who of those we trust issued a certificate.
 *
 * Without %GNUTLS_TL_GET_COPY the issuer belongs to the credentials; with
 * it, release the issuer with gnutls_x509_crt_deinit().
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   no one did.
 **/
API int gnutls_certificate_get_issuer(gnutls_certificate_credentials_t sc, gnutls_x509_crt_t cert,
                                      gnutls_x509_crt_t *issuer, unsigned int flags)
{
    struct gnutls_x509_crt_int *found = trust_issuer(credentials_trust(sc), cert);
    if (found == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *issuer = (flags & GNUTLS_TL_GET_COPY) != 0 ? certificate_hold(found) : found;
    return 0;
}

/**
 * gnutls_certificate_set_verify_function:
 * @cred: the credentials
 * @func: is called when the peer's certificate has come; %NULL: none
 *
 * Lets a function of the application judge the peer's certificate within
 * the handshake.
 *
 * It returns 0 to go on, another value to end the handshake. It is not called when
 * a session is resumed, nor when gnutls_session_set_verify_cert() was used.
 **/
API void gnutls_certificate_set_verify_function(gnutls_certificate_credentials_t cred,
                                                gnutls_certificate_verify_function *func)
{
    struct credential_functions functions = *credentials_functions(cred);
    functions.verify = func;
    credentials_set_functions(cred, &functions);
}

/**
 * gnutls_certificate_set_verify_flags:
 * @res: the credentials
 * @flags: of #gnutls_certificate_verify_flags
 *
 * Sets what is asked of the peer's chain, for all checks with these
 * credentials.
 **/
API void gnutls_certificate_set_verify_flags(gnutls_certificate_credentials_t res,
                                             unsigned int flags)
{
    credentials_set_verify_flags(res, flags);
}

/**
 * gnutls_certificate_get_verify_flags:
 * @res: the credentials
 *
 * Tells what gnutls_certificate_set_verify_flags() set.
 *
 * Returns: the flags.
 **/
API unsigned int gnutls_certificate_get_verify_flags(gnutls_certificate_credentials_t res)
{
    return credentials_verify_flags(res);
}

/**
 * gnutls_certificate_set_verify_limits:
 * @res: the credentials
 * @max_bits: not used: how large a key may be is bounded by the library
 * @max_depth: the longest path to a trusted certificate, 16 by default and
 *   at most 32
 *
 * Bounds the work that a peer's chain may cause.
 **/
API void gnutls_certificate_set_verify_limits(gnutls_certificate_credentials_t res,
                                              unsigned int max_bits, unsigned int max_depth)
{
    credentials_set_max_depth(res, max_depth);
}
