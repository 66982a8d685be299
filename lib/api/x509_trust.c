/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_trust.c - trust lists, and certificates checked against them and against names */

#include "api/output.h"
#include "base/clock.h"
#include "base/memory.h"
#include "pki/chain.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>

static int64_t now_s(void)
{
    return clock_wall_ms(clock_system()) / 1000;
}

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

/* What is asked besides the chain. */
struct values {
    struct chain_question *question;
    char address[INET6_ADDRSTRLEN];
};

static int read_value(const gnutls_typed_vdata_st *value, struct values *out)
{
    switch (value->type) {
    case GNUTLS_DT_DNS_HOSTNAME:
        out->question->hostname = (const char *)value->data;
        return 0;
    case GNUTLS_DT_RFC822NAME:
        out->question->email = (const char *)value->data;
        return 0;
    case GNUTLS_DT_KEY_PURPOSE_OID:
        out->question->purpose = (const char *)value->data;
        return 0;
    case GNUTLS_DT_IP_ADDRESS:
        out->question->hostname = out->address;
        if ((value->size == 4 || value->size == 16) &&
            inet_ntop(value->size == 4 ? AF_INET : AF_INET6, value->data, out->address,
                      sizeof out->address) != NULL)
            return 0;
        return fail(GNUTLS_E_INVALID_REQUEST);
    default:
        return fail(GNUTLS_E_INVALID_REQUEST);
    }
}

/**
 * gnutls_x509_trust_list_verify_crt2:
 * @list: a trust list
 * @cert_list: the certificate to be checked and those above it
 * @cert_list_size: how many
 * @data: what else to ask: a host's name, an address, a mail address, a
 *   purpose; texts end with a zero byte
 * @elements: how many
 * @flags: of #gnutls_certificate_verify_flags
 * @voutput: receives bits of #gnutls_certificate_status_t; 0: all is well
 * @func: is told of each step of the way that counts, from the top, and
 *   apart of a revocation list that names its certificate; %NULL: none
 *
 * Checks a chain against a trust list.
 *
 * The certificates above the first may come in any order; every way to
 * someone trusted is tried, within bounds.
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it;
 *   %GNUTLS_E_NO_CERTIFICATE_FOUND for an empty chain;
 *   %GNUTLS_E_INVALID_REQUEST for an unknown type of value.
 *
 * Since: 3.3.8
 **/
API int gnutls_x509_trust_list_verify_crt2(gnutls_x509_trust_list_t list,
                                           gnutls_x509_crt_t *cert_list,
                                           unsigned int cert_list_size, gnutls_typed_vdata_st *data,
                                           unsigned int elements, unsigned int flags,
                                           unsigned int *voutput,
                                           gnutls_verify_output_function *func)
{
    struct chain_question question = {
        .chain = cert_list,
        .count = cert_list_size,
        .flags = flags,
        .now_s = now_s(),
        .output = func,
    };
    struct values values = { .question = &question };
    for (unsigned i = 0; i < elements; i++)
        TRY(read_value(&data[i], &values));
    return trust_check(list, &question, voutput);
}

/**
 * gnutls_x509_trust_list_verify_crt:
 * @list: a trust list
 * @cert_list: the certificate to be checked and those above it
 * @cert_list_size: how many
 * @flags: of #gnutls_certificate_verify_flags
 * @verify: receives bits of #gnutls_certificate_status_t; 0: all is well
 * @func: is told of each step of the way that counts, from the top, and
 *   apart of a revocation list that names its certificate; %NULL: none
 *
 * Checks a chain against a trust list; see
 * gnutls_x509_trust_list_verify_crt2().
 *
 * Returns: what gnutls_x509_trust_list_verify_crt2() returns.
 *
 * Since: 3.0
 **/
API int gnutls_x509_trust_list_verify_crt(gnutls_x509_trust_list_t list,
                                          gnutls_x509_crt_t *cert_list, unsigned int cert_list_size,
                                          unsigned int flags, unsigned int *verify,
                                          gnutls_verify_output_function *func)
{
    return gnutls_x509_trust_list_verify_crt2(list, cert_list, cert_list_size, NULL, 0, flags,
                                              verify, func);
}

/* Who is trusted for one check. */
struct authorities {
    const gnutls_x509_crt_t *list;
    unsigned count;
    const gnutls_x509_crl_t *crls;
    unsigned crl_count;
};

static int add_authorities(struct gnutls_x509_trust_list_st *list, const struct authorities *all)
{
    struct crl_terms terms = { 0 };
    for (unsigned i = 0; i < all->count; i++)
        TRY(trust_add(list, all->list[i]));
    for (unsigned i = 0; i < all->crl_count; i++)
        TRY(trust_add_crl(list, all->crls[i], &terms));
    return 0;
}

static int verify_against(const gnutls_x509_crt_t *chain, unsigned count,
                          const struct authorities *authorities, unsigned flags, unsigned *status)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct chain_question question = {
        .chain = chain,
        .count = count,
        .flags = flags,
        .now_s = now_s(),
    };
    TRY(trust_new(&list));
    int result = add_authorities(list, authorities);
    if (result == 0)
        result = trust_check(list, &question, status);
    trust_free(list);
    return result;
}

/**
 * gnutls_x509_crt_verify:
 * @cert: a certificate
 * @CA_list: certificates of authorities
 * @CA_list_length: how many
 * @flags: of #gnutls_certificate_verify_flags
 * @verify: receives bits of #gnutls_certificate_status_t; 0: all is well
 *
 * Checks a certificate that one of these authorities should have issued.
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it.
 **/
API int gnutls_x509_crt_verify(gnutls_x509_crt_t cert, const gnutls_x509_crt_t *CA_list,
                               unsigned int CA_list_length, unsigned int flags,
                               unsigned int *verify)
{
    struct authorities authorities = { CA_list, CA_list_length, NULL, 0 };
    return verify_against(&cert, 1, &authorities, flags, verify);
}

/**
 * gnutls_x509_crt_list_verify:
 * @cert_list: the certificate to be checked and those above it
 * @cert_list_length: how many
 * @CA_list: certificates of authorities
 * @CA_list_length: how many
 * @CRL_list: revocation lists; whether they are to be believed is not asked
 * @CRL_list_length: how many
 * @flags: of #gnutls_certificate_verify_flags
 * @verify: receives bits of #gnutls_certificate_status_t; 0: all is well
 *
 * Checks a chain against a list of authorities.
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it.
 **/
API int gnutls_x509_crt_list_verify(const gnutls_x509_crt_t *cert_list,
                                    unsigned int cert_list_length, const gnutls_x509_crt_t *CA_list,
                                    unsigned int CA_list_length, const gnutls_x509_crl_t *CRL_list,
                                    unsigned int CRL_list_length, unsigned int flags,
                                    unsigned int *verify)
{
    struct authorities authorities = { CA_list, CA_list_length, CRL_list, CRL_list_length };
    return verify_against(cert_list, cert_list_length, &authorities, flags, verify);
}

/**
 * gnutls_x509_crt_check_hostname2:
 * @cert: a certificate
 * @hostname: a name, or an address as text
 * @flags: %GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS,
 *   %GNUTLS_VERIFY_DO_NOT_ALLOW_IP_MATCHES
 *
 * Tells whether a certificate speaks for a host, as RFC 6125 has it.
 *
 * A wildcard stands for one left-most label. An address has to be among the
 * addresses of the certificate. The common name counts only where the
 * certificate has no other names of hosts. Names that are not ASCII have to
 * be given in their ASCII form.
 *
 * Returns: non-zero if it does.
 *
 * Since: 3.3.0
 **/
API unsigned int gnutls_x509_crt_check_hostname2(gnutls_x509_crt_t cert, const char *hostname,
                                                 unsigned int flags)
{
    return certificate_has_name(cert, hostname, flags);
}

/**
 * gnutls_x509_crt_check_hostname:
 * @cert: a certificate
 * @hostname: a name, or an address as text
 *
 * Tells whether a certificate speaks for a host; see
 * gnutls_x509_crt_check_hostname2().
 *
 * Returns: non-zero if it does.
 **/
API unsigned int gnutls_x509_crt_check_hostname(gnutls_x509_crt_t cert, const char *hostname)
{
    return certificate_has_name(cert, hostname, 0);
}

/**
 * gnutls_x509_crt_check_ip:
 * @cert: a certificate
 * @ip: an address, 4 or 16 bytes
 * @ip_size: its size
 * @flags: 0
 *
 * Tells whether a certificate speaks for an address.
 *
 * Returns: non-zero if it does.
 **/
API unsigned int gnutls_x509_crt_check_ip(gnutls_x509_crt_t cert, const unsigned char *ip,
                                          unsigned int ip_size, unsigned int flags)
{
    char text[INET6_ADDRSTRLEN];
    if ((ip_size != 4 && ip_size != 16) ||
        inet_ntop(ip_size == 4 ? AF_INET : AF_INET6, ip, text, sizeof text) == NULL)
        return 0;
    return certificate_has_name(cert, text, 0);
}

/**
 * gnutls_x509_crt_check_email:
 * @cert: a certificate
 * @email: a mail address
 * @flags: 0
 *
 * Tells whether a certificate speaks for a mail address.
 *
 * Returns: non-zero if it does.
 **/
API unsigned int gnutls_x509_crt_check_email(gnutls_x509_crt_t cert, const char *email,
                                             unsigned int flags)
{
    return certificate_has_email(cert, email);
}

/**
 * gnutls_x509_crt_check_issuer:
 * @cert: a certificate
 * @issuer: another
 *
 * Tells whether the names and key identifiers fit: whether one may have
 * issued the other. The signature is not looked at.
 *
 * Returns: non-zero if they fit.
 **/
API unsigned int gnutls_x509_crt_check_issuer(gnutls_x509_crt_t cert, gnutls_x509_crt_t issuer)
{
    return chain_issuer_fits(cert, issuer);
}

/**
 * gnutls_x509_crt_check_key_purpose:
 * @cert: a certificate
 * @purpose: an OID, such as %GNUTLS_KP_TLS_WWW_SERVER
 * @flags: 0, or %GNUTLS_KP_FLAG_DISALLOW_ANY
 *
 * Tells whether a certificate is good for a purpose. One that names none is
 * good for all.
 *
 * Returns: non-zero if it is.
 *
 * Since: 3.5.6
 **/
API unsigned int gnutls_x509_crt_check_key_purpose(gnutls_x509_crt_t cert, const char *purpose,
                                                   unsigned int flags)
{
    return certificate_has_purpose(cert, purpose, flags);
}
