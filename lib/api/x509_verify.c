/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* x509_verify.c - certificates checked against those we trust */

#include "api/now.h"
#include "base/errors.h"
#include "pki/chain.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>

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
