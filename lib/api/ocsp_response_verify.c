/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_response_verify.c - who signed an OCSP response, and whether that is believed */

#include "api/now.h"
#include "api/output.h"
#include "base/memory.h"
#include "pki/ocsp.h"

#include <gnutls/x509.h>

/**
 * gnutls_ocsp_resp_get_signature_algorithm:
 * @resp: a response
 *
 * Tells how the response was signed.
 *
 * Returns: a value of #gnutls_sign_algorithm_t, %GNUTLS_SIGN_UNKNOWN for what
 *   is not known, or %GNUTLS_E_ASN1_VALUE_NOT_FOUND when it was not.
 **/
API int gnutls_ocsp_resp_get_signature_algorithm(gnutls_ocsp_resp_const_t resp)
{
    const struct ocsp_facts *facts = ocsp_facts(resp);
    return facts->is_basic ? (int)facts->signature_algorithm.id
                           : fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
}

/**
 * gnutls_ocsp_resp_get_signature:
 * @resp: a response
 * @sig: receives the signature; free it with gnutls_free()
 *
 * Gives the response's signature.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_ASN1_VALUE_NOT_FOUND when there is
 *   none; %GNUTLS_E_MEMORY_ERROR.
 **/
API int gnutls_ocsp_resp_get_signature(gnutls_ocsp_resp_const_t resp, gnutls_datum_t *sig)
{
    const struct ocsp_facts *facts = ocsp_facts(resp);
    return facts->is_basic ? bytes_give(facts->signature, sig)
                           : fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
}

/* All that are right; the list is one longer, and ends in NULL. */
static int read_certificates(struct bytes rest, gnutls_x509_crt_t **out, size_t *out_count)
{
    while (rest.size > 0) {
        void *list = memory_resize_array(*out, *out_count + 2, sizeof **out);
        if (list == NULL)
            return fail(GNUTLS_E_MEMORY_ERROR);
        *out = list;
        (*out)[*out_count] = ocsp_take_certificate(&rest);
        if ((*out)[*out_count] == NULL)
            return fail(GNUTLS_E_ASN1_DER_ERROR);
        (*out)[++*out_count] = NULL;
    }
    return 0;
}

/**
 * gnutls_ocsp_resp_get_certs:
 * @resp: a response
 * @certs: receives an array of certificates, or %NULL
 * @ncerts: receives how many, or %NULL
 *
 * Gives the certificates that came with the response. Release each with
 * gnutls_x509_crt_deinit() and the array with gnutls_free().
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative code for one that is broken.
 **/
API int gnutls_ocsp_resp_get_certs(gnutls_ocsp_resp_const_t resp, gnutls_x509_crt_t **certs,
                                   size_t *ncerts)
{
    gnutls_x509_crt_t *list = NULL;
    size_t count = 0;
    int result = read_certificates(ocsp_facts(resp)->certificates, &list, &count);
    bool wanted = result == 0 && certs != NULL;
    for (size_t i = 0; i < count && !wanted; i++)
        certificate_free(list[i]);
    if (!wanted)
        memory_free(list);
    TRY(result);
    if (certs != NULL)
        *certs = list;
    if (ncerts != NULL)
        *ncerts = count;
    return 0;
}

/**
 * gnutls_ocsp_resp_verify_direct:
 * @resp: a response
 * @issuer: the certificate of who issued those that are asked about
 * @verify: receives bits of #gnutls_ocsp_verify_reason_t; 0: all is well
 * @flags: of #gnutls_certificate_verify_flags
 *
 * Checks whether an issuer signed a response, or someone whom it named for
 * that purpose (RFC 6960, 4.2.2.2) and whose certificate came along.
 *
 * Whether the response is about the certificate in question, what it says,
 * and whether it is of today are questions of their own; see
 * gnutls_ocsp_resp_check_crt() and gnutls_ocsp_resp_get_single().
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it;
 *   %GNUTLS_E_ASN1_VALUE_NOT_FOUND for a response that says nothing.
 **/
API int gnutls_ocsp_resp_verify_direct(gnutls_ocsp_resp_const_t resp, gnutls_x509_crt_t issuer,
                                       unsigned int *verify, unsigned int flags)
{
    return ocsp_verify_by(resp, issuer, flags, now_s(), verify);
}

/**
 * gnutls_ocsp_resp_verify:
 * @resp: a response
 * @trustlist: whom we trust
 * @verify: receives bits of #gnutls_ocsp_verify_reason_t; 0: all is well
 * @flags: of #gnutls_certificate_verify_flags
 *
 * Checks whether someone on a trust list signed a response, or someone whom
 * such a one named for that purpose and whose certificate came along.
 *
 * This does not ask whether the signer may speak for the issuer of the
 * certificate in question: gnutls_ocsp_resp_verify_direct() does.
 *
 * Returns: %GNUTLS_E_SUCCESS when the check was made, whatever came of it.
 **/
API int gnutls_ocsp_resp_verify(gnutls_ocsp_resp_const_t resp, gnutls_x509_trust_list_t trustlist,
                                unsigned int *verify, unsigned int flags)
{
    return ocsp_verify(resp, trustlist, flags, now_s(), verify);
}
