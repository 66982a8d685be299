/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_trust.c - trust lists: made, filled, asked for an issuer */

#include "api/now.h"
#include "api/output.h"
#include "pki/chain.h"

#include <gnutls/x509.h>

/**
 * gnutls_x509_trust_list_init:
 * @list: receives an empty list
 * @size: 0: the list grows as it has to
 *
 * Makes a trust list.
 *
 * Fill it from one thread; then any number may check against it.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.0.0
 **/
API int gnutls_x509_trust_list_init(gnutls_x509_trust_list_t *list, unsigned int size)
{
    return trust_new(list);
}

/**
 * gnutls_x509_trust_list_deinit:
 * @list: a list, or %NULL
 * @all: non-zero to release the handles that were added with
 *   gnutls_x509_trust_list_add_cas() as well
 *
 * Releases a trust list.
 *
 * Since: 3.0.0
 **/
API void gnutls_x509_trust_list_deinit(gnutls_x509_trust_list_t list, unsigned int all)
{
    trust_free_with(list, all != 0);
}

/**
 * gnutls_x509_trust_list_add_cas:
 * @list: a trust list
 * @clist: certificates of authorities
 * @clist_size: how many
 * @flags: 0
 *
 * Adds authorities to those the list trusts.
 *
 * The handles have to live as long as the list unless they are released by
 * gnutls_x509_trust_list_deinit() with `all`; one that is released before is
 * kept by the list for itself.
 *
 * Returns: how many were added, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.0.0
 **/
API int gnutls_x509_trust_list_add_cas(gnutls_x509_trust_list_t list,
                                       const gnutls_x509_crt_t *clist, unsigned int clist_size,
                                       unsigned int flags)
{
    for (unsigned i = 0; i < clist_size; i++)
        TRY(trust_add_handle(list, clist[i]));
    return (int)clist_size;
}

/**
 * gnutls_x509_trust_list_remove_cas:
 * @list: a trust list
 * @clist: certificates
 * @clist_size: how many
 *
 * Takes certificates off the list, and has chains with them refused from now
 * on.
 *
 * Returns: how many were on the list, or %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.1.10
 **/
API int gnutls_x509_trust_list_remove_cas(gnutls_x509_trust_list_t list,
                                          const gnutls_x509_crt_t *clist, unsigned int clist_size)
{
    int count = 0;
    for (unsigned i = 0; i < clist_size; i++) {
        count += trust_has(list, clist[i]);
        TRY(trust_distrust(list, clist[i]));
    }
    return count;
}

static struct crl_terms terms_of(unsigned flags, unsigned verify_flags)
{
    return (struct crl_terms){ flags, verify_flags, now_s() };
}

/**
 * gnutls_x509_trust_list_add_crls:
 * @list: a trust list
 * @crl_list: revocation lists
 * @crl_size: how many
 * @flags: of #gnutls_trust_list_flags_t
 * @verification_flags: of #gnutls_certificate_verify_flags, for
 *   %GNUTLS_TL_VERIFY_CRL
 *
 * Adds revocation lists: certificates on them are refused from now on.
 *
 * With %GNUTLS_TL_VERIFY_CRL each has to be signed by an authority of the
 * trust list and to be of today. One that is not is passed over, or with
 * %GNUTLS_TL_FAIL_ON_INVALID_CRL an error. With %GNUTLS_TL_NO_DUPLICATES the
 * newest of an issuer and scope replaces what was there.
 *
 * The handles have to live as long as the trust list unless they are released
 * by gnutls_x509_trust_list_deinit() with `all`; one that is released before
 * is kept by the list for itself.
 *
 * Returns: how many were added; %GNUTLS_E_CRL_VERIFICATION_ERROR, and those
 *   before it are added; %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.0
 **/
API int gnutls_x509_trust_list_add_crls(gnutls_x509_trust_list_t list,
                                        const gnutls_x509_crl_t *crl_list, unsigned int crl_size,
                                        unsigned int flags, unsigned int verification_flags)
{
    struct crl_terms terms = terms_of(flags, verification_flags);
    int count = 0;
    for (unsigned i = 0; i < crl_size; i++) {
        int added = trust_add_crl_handle(list, crl_list[i], &terms);
        TRY(added);
        count += added;
    }
    return count;
}

/**
 * gnutls_x509_trust_list_add_trust_mem:
 * @list: a trust list
 * @cas: certificates of authorities, or %NULL
 * @crls: revocation lists, or %NULL
 * @type: whether they are PEM or DER
 * @tl_flags: of #gnutls_trust_list_flags_t
 * @tl_vflags: of #gnutls_certificate_verify_flags, for %GNUTLS_TL_VERIFY_CRL
 *
 * Adds authorities, and revocation lists as
 * gnutls_x509_trust_list_add_crls() does with %GNUTLS_TL_NO_DUPLICATES, from
 * memory.
 *
 * Returns: how many certificates and lists were added, 0 for a text without
 *   certificates; %GNUTLS_E_BASE64_DECODING_ERROR for a text without
 *   revocation lists; other negative codes for what is broken.
 *
 * Since: 3.1
 **/
API int gnutls_x509_trust_list_add_trust_mem(gnutls_x509_trust_list_t list,
                                             const gnutls_datum_t *cas, const gnutls_datum_t *crls,
                                             gnutls_x509_crt_fmt_t type, unsigned int tl_flags,
                                             unsigned int tl_vflags)
{
    unsigned count = 0;
    struct crl_terms terms = terms_of(tl_flags, tl_vflags);
    if (cas != NULL && type == GNUTLS_X509_FMT_DER)
        TRY(trust_add_der(list, bytes_of_datum(cas), &count));
    else if (cas != NULL)
        TRY(trust_add_pem(list, bytes_of_datum(cas), &count));
    if (crls != NULL)
        TRY(trust_add_crls(list, bytes_of_datum(crls), type, &terms, &count));
    return (int)count;
}

/**
 * gnutls_x509_trust_list_add_trust_file:
 * @list: a trust list
 * @ca_file: path of a file with certificates of authorities, or %NULL
 * @crl_file: path of a file with revocation lists, or %NULL
 * @type: whether they are PEM or DER
 * @tl_flags: of #gnutls_trust_list_flags_t
 * @tl_vflags: of #gnutls_certificate_verify_flags, for %GNUTLS_TL_VERIFY_CRL
 *
 * Adds authorities, and revocation lists as
 * gnutls_x509_trust_list_add_crls() does with %GNUTLS_TL_NO_DUPLICATES, from
 * files.
 *
 * Returns: what gnutls_x509_trust_list_add_trust_mem() returns, or
 *   %GNUTLS_E_FILE_ERROR.
 *
 * Since: 3.1
 **/
API int gnutls_x509_trust_list_add_trust_file(gnutls_x509_trust_list_t list, const char *ca_file,
                                              const char *crl_file, gnutls_x509_crt_fmt_t type,
                                              unsigned int tl_flags, unsigned int tl_vflags)
{
    unsigned count = 0;
    struct crl_terms terms = terms_of(tl_flags, tl_vflags);
    if (ca_file != NULL)
        TRY(trust_add_file(list, ca_file, type, &count));
    if (crl_file != NULL)
        TRY(trust_add_crl_file(list, crl_file, type, &terms, &count));
    return (int)count;
}

/**
 * gnutls_x509_trust_list_add_trust_dir:
 * @list: a trust list
 * @ca_dir: path of a folder with files of certificates, or %NULL
 * @crl_dir: path of a folder with files of revocation lists, or %NULL
 * @type: whether they are PEM or DER
 * @tl_flags: of #gnutls_trust_list_flags_t
 * @tl_vflags: of #gnutls_certificate_verify_flags, for %GNUTLS_TL_VERIFY_CRL
 *
 * Adds the authorities and revocation lists of all files in two folders.
 * Files without any are passed over, and so is a folder that can not be read.
 *
 * Returns: how many certificates and lists were added, or
 *   %GNUTLS_E_MEMORY_ERROR.
 *
 * Since: 3.3.6
 **/
API int gnutls_x509_trust_list_add_trust_dir(gnutls_x509_trust_list_t list, const char *ca_dir,
                                             const char *crl_dir, gnutls_x509_crt_fmt_t type,
                                             unsigned int tl_flags, unsigned int tl_vflags)
{
    unsigned count = 0;
    struct crl_terms terms = terms_of(tl_flags, tl_vflags);
    int result = ca_dir == NULL ? 0 : trust_add_folder(list, ca_dir, type, &count);
    if (crl_dir != NULL && result != GNUTLS_E_MEMORY_ERROR)
        result = trust_add_crl_folder(list, crl_dir, type, &terms, &count);
    return result == GNUTLS_E_MEMORY_ERROR ? result : (int)count;
}

/**
 * gnutls_x509_trust_list_add_system_trust:
 * @list: a trust list
 * @tl_flags: 0
 * @tl_vflags: 0
 *
 * Adds the authorities that the system trusts.
 *
 * Returns: how many certificates were read;
 *   %GNUTLS_E_UNIMPLEMENTED_FEATURE where the system has no store that is
 *   known.
 *
 * Since: 3.1
 **/
API int gnutls_x509_trust_list_add_system_trust(gnutls_x509_trust_list_t list,
                                                unsigned int tl_flags, unsigned int tl_vflags)
{
    unsigned count = 0;
    TRY(trust_add_system(list, &count));
    return (int)count;
}

/**
 * gnutls_x509_trust_list_get_issuer:
 * @list: a trust list
 * @cert: a certificate
 * @issuer: receives the one above it
 * @flags: 0, or %GNUTLS_TL_GET_COPY
 *
 * Finds who on the list issued a certificate.
 *
 * Without %GNUTLS_TL_GET_COPY the issuer belongs to the list; with it,
 * release the issuer with gnutls_x509_crt_deinit().
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE when
 *   no one did.
 *
 * Since: 3.0.0
 **/
API int gnutls_x509_trust_list_get_issuer(gnutls_x509_trust_list_t list, gnutls_x509_crt_t cert,
                                          gnutls_x509_crt_t *issuer, unsigned int flags)
{
    struct gnutls_x509_crt_int *found = trust_issuer(list, cert);
    if (found == NULL)
        return fail(GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    *issuer = (flags & GNUTLS_TL_GET_COPY) != 0 ? certificate_hold(found) : found;
    return 0;
}
