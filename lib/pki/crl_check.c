/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* crl_check.c - is a revocation list to be believed? */

#include "pki/chain.h"
#include "pki/crl_internal.h"

/* RFC 5280, 6.3.3 (f): who may sign lists. */
static unsigned judge_issuer(const struct gnutls_x509_crt_int *issuer, unsigned flags)
{
    const struct certificate_facts *facts = &issuer->facts;
    unsigned status = 0;
    if ((flags & GNUTLS_VERIFY_DISABLE_CA_SIGN) != 0)
        return 0;
    if (!facts->is_authority && (facts->has_basic_constraints || facts->version > 2))
        status |= GNUTLS_CERT_SIGNER_NOT_CA;
    if (facts->has_key_usage && (facts->key_usage & GNUTLS_KEY_CRL_SIGN) == 0)
        status |= GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE;
    return status;
}

static unsigned judge_signature(const struct gnutls_x509_crl_int *crl,
                                const struct gnutls_x509_crt_int *issuer, unsigned flags)
{
    const struct crl_facts *facts = &crl->facts;
    unsigned status = judge_issuer(issuer, flags);
    if (signature_is_forgeable(&facts->signature_algorithm, flags))
        status |= GNUTLS_CERT_INSECURE_ALGORITHM;
    if (certificate_verifies(issuer, &facts->signature_algorithm, facts->tbs, facts->signature) < 0)
        status |= GNUTLS_CERT_SIGNATURE_FAILURE;
    return status;
}

static unsigned judge_time(const struct crl_facts *facts, int64_t now_s)
{
    if (facts->this_update_s > now_s)
        return GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE;
    if (facts->next_update_s != NO_TIME && facts->next_update_s < now_s)
        return GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED;
    return 0;
}

unsigned crl_check(const struct gnutls_x509_crl_int *crl,
                   struct gnutls_x509_crt_int *const *issuers, size_t count, unsigned flags,
                   int64_t now_s)
{
    unsigned status = GNUTLS_CERT_SIGNER_NOT_FOUND;
    bool found = false;
    /* More than one may have the name; the faults of the first are told where none fits. */
    for (size_t i = 0; i < count && !(found && status == 0); i++) {
        if (!crl_issuer_fits(crl, issuers[i]))
            continue;
        unsigned one = judge_signature(crl, issuers[i], flags);
        if (!found || one == 0)
            status = one;
        found = true;
    }
    status |= judge_time(&crl->facts, now_s);
    return status != 0 ? status | GNUTLS_CERT_INVALID : 0;
}
