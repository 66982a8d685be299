/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ocsp_check.c - is an OCSP response to be believed, and what does it say? */

#include "base/errors.h"
#include "pki/chain.h"
#include "pki/ocsp.h"

#include <gnutls/x509.h>

enum {
    /* Certificates in a response: the signer's, and those above it. */
    CERTIFICATES_MAX = 8,
    /* How long one that does not say when the next comes is good. */
    ENDLESS_IS_GOOD_S = 15 * 24 * 3600,
    /* A response is often fresh: a clock that is slow must not spoil it. */
    SLOW_CLOCK_S = 24 * 3600,
};

static const char ocsp_signing[] = GNUTLS_KP_OCSP_SIGNING;

struct signers {
    struct gnutls_x509_crt_int *list[CERTIFICATES_MAX];
    size_t count;
};

static void signers_wipe(struct signers *signers)
{
    for (size_t i = 0; i < signers->count; i++)
        certificate_free(signers->list[i]);
    signers->count = 0;
}

/* The certificates that came along, the responder's first where it is there. */
static bool read_signers(const struct gnutls_ocsp_resp_int *response, struct signers *out)
{
    struct bytes rest = ocsp_facts(response)->certificates;
    bool found = false;
    while (rest.size > 0 && out->count < CERTIFICATES_MAX) {
        struct gnutls_x509_crt_int *certificate = ocsp_take_certificate(&rest);
        if (certificate == NULL)
            continue;
        out->list[out->count++] = certificate;
        if (!found && ocsp_responder_is(response, certificate)) {
            out->list[out->count - 1] = out->list[0];
            out->list[0] = certificate;
            found = true;
        }
    }
    return found;
}

static unsigned judge_signature(const struct gnutls_ocsp_resp_int *response,
                                const struct gnutls_x509_crt_int *signer, unsigned flags)
{
    const struct ocsp_facts *facts = ocsp_facts(response);
    unsigned reason = 0;
    if (signature_is_forgeable(&facts->signature_algorithm, flags))
        reason |= GNUTLS_OCSP_VERIFY_INSECURE_ALGORITHM;
    if (certificate_verifies(signer, &facts->signature_algorithm, facts->tbs, facts->signature) < 0)
        reason |= GNUTLS_OCSP_VERIFY_SIGNATURE_FAILURE;
    return reason;
}

/* RFC 5280, 4.2.1.3: either bit is of signatures on what is no certificate and no list. */
static bool may_sign_responses(const struct certificate_facts *facts)
{
    return !facts->has_key_usage ||
           (facts->key_usage & (GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_NON_REPUDIATION)) != 0;
}

/* RFC 6960, 4.2.2.2: who answers for an authority has to be made its responder by it, by name of
 * the purpose: any purpose, or none said, is not enough. */
static unsigned judge_purpose(const struct gnutls_x509_crt_int *signer)
{
    const struct certificate_facts *facts = certificate_facts(signer);
    bool allowed = facts->has_purposes && may_sign_responses(facts) &&
                   certificate_has_purpose(signer, ocsp_signing, GNUTLS_KP_FLAG_DISALLOW_ANY);
    return allowed ? 0 : GNUTLS_OCSP_VERIFY_SIGNER_KEYUSAGE_ERROR;
}

static unsigned judge_time(const struct gnutls_x509_crt_int *signer, int64_t now_s)
{
    const struct certificate_facts *facts = certificate_facts(signer);
    if (now_s < facts->not_before_s)
        return GNUTLS_OCSP_VERIFY_CERT_NOT_ACTIVATED;
    return now_s > facts->not_after_s ? GNUTLS_OCSP_VERIFY_CERT_EXPIRED : 0;
}

static unsigned judge_delegate(const struct gnutls_x509_crt_int *signer,
                               const struct gnutls_x509_crt_int *issuer, unsigned flags,
                               int64_t now_s)
{
    unsigned reason =
        (flags & GNUTLS_VERIFY_DISABLE_TIME_CHECKS) == 0 ? judge_time(signer, now_s) : 0;
    if (!chain_issuer_fits(signer, issuer) || certificate_signed_by(signer, issuer) < 0)
        reason |= GNUTLS_OCSP_VERIFY_UNTRUSTED_SIGNER;
    /* RFC 5280, 4.2. */
    if (certificate_facts(signer)->has_unknown_critical &&
        (flags & GNUTLS_VERIFY_IGNORE_UNKNOWN_CRIT_EXTENSIONS) == 0)
        reason |= GNUTLS_OCSP_VERIFY_UNTRUSTED_SIGNER;
    if (chain_signature_weakness(signer, flags) != 0 || chain_key_weakness(signer, flags) != 0)
        reason |= GNUTLS_OCSP_VERIFY_INSECURE_ALGORITHM;
    return reason != 0 ? reason : judge_purpose(signer);
}

int ocsp_verify_by(const struct gnutls_ocsp_resp_int *response,
                   const struct gnutls_x509_crt_int *issuer, unsigned flags, int64_t now_s,
                   unsigned *out_reason)
{
    SCOPED(signers) struct signers signers = { .count = 0 };
    if (!ocsp_facts(response)->is_basic)
        return fail(GNUTLS_E_ASN1_VALUE_NOT_FOUND);
    /* One that names nobody we see has to be signed by the issuer all the same. */
    const struct gnutls_x509_crt_int *signer =
        read_signers(response, &signers) ? signers.list[0] : issuer;
    *out_reason = 0;
    if (!certificate_equal(signer, issuer))
        *out_reason = judge_delegate(signer, issuer, flags, now_s);
    if (*out_reason == 0)
        *out_reason = judge_signature(response, signer, flags);
    return 0;
}

/* Someone trusted who is the responder; NULL: none. */
static const struct gnutls_x509_crt_int *find_trusted(const struct gnutls_ocsp_resp_int *response,
                                                      const struct gnutls_x509_trust_list_st *trust)
{
    struct trust_walk walk = { 0 };
    const struct gnutls_x509_crt_int *certificate;
    while ((certificate = trust_next(trust, ocsp_facts(response)->responder_name, &walk)) != NULL) {
        if (ocsp_responder_is(response, certificate))
            return certificate;
    }
    return NULL;
}

static unsigned reason_of_status(unsigned status)
{
    unsigned reason = 0;
    if ((status & GNUTLS_CERT_EXPIRED) != 0)
        reason |= GNUTLS_OCSP_VERIFY_CERT_EXPIRED;
    if ((status & GNUTLS_CERT_NOT_ACTIVATED) != 0)
        reason |= GNUTLS_OCSP_VERIFY_CERT_NOT_ACTIVATED;
    if ((status & GNUTLS_CERT_INSECURE_ALGORITHM) != 0)
        reason |= GNUTLS_OCSP_VERIFY_INSECURE_ALGORITHM;
    if (status != 0 && reason == 0)
        reason = GNUTLS_OCSP_VERIFY_UNTRUSTED_SIGNER;
    return reason;
}

static unsigned judge_chain(const struct signers *signers,
                            const struct gnutls_x509_trust_list_st *trust, unsigned flags,
                            int64_t now_s)
{
    struct chain_question question = {
        .chain = signers->list,
        .count = signers->count,
        .flags = flags,
        .now_s = now_s,
    };
    unsigned status;
    chain_check(trust, &question, &status);
    return status != 0 ? reason_of_status(status) : judge_purpose(signers->list[0]);
}

int ocsp_verify(const struct gnutls_ocsp_resp_int *response,
                const struct gnutls_x509_trust_list_st *trust, unsigned flags, int64_t now_s,
                unsigned *out_reason)
{
    SCOPED(signers) struct signers signers = { .count = 0 };
    const struct gnutls_x509_crt_int *signer = NULL;
    *out_reason = GNUTLS_OCSP_VERIFY_SIGNER_NOT_FOUND;
    if (!ocsp_facts(response)->is_basic)
        return 0;
    if (read_signers(response, &signers))
        signer = signers.list[0];
    if (signer == NULL)
        signer = find_trusted(response, trust);
    if (signer == NULL)
        return 0;
    *out_reason = trust_has(trust, signer) ? 0 : judge_chain(&signers, trust, flags, now_s);
    if (*out_reason == 0)
        *out_reason = judge_signature(response, signer, flags);
    return 0;
}

/* RFC 6960, 4.2.2.1. */
static unsigned judge_age(const struct ocsp_single *single, int64_t now_s)
{
    if (single->this_update_s > now_s + SLOW_CLOCK_S)
        return GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE;
    if (single->next_update_s == NO_OCSP_TIME ? now_s - single->this_update_s > ENDLESS_IS_GOOD_S
                                              : single->next_update_s < now_s)
        return GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED;
    return 0;
}

/* Of several entries about the certificate one that says revoked counts, then one that is good
 * today: an entry in front can not hide what stands behind it. */
static unsigned judge_entries(const struct gnutls_ocsp_resp_int *response,
                              const struct gnutls_x509_crt_int *certificate,
                              const struct gnutls_x509_crt_int *issuer, int64_t now_s)
{
    struct ocsp_single single;
    unsigned best = GNUTLS_CERT_INVALID_OCSP_STATUS;
    bool found = false;
    for (size_t i = 0; ocsp_single_at(response, i, &single); i++) {
        if (!ocsp_id_fits(&single.id, certificate, issuer))
            continue;
        if (single.status == GNUTLS_OCSP_CERT_REVOKED)
            return GNUTLS_CERT_REVOKED;
        unsigned status = judge_age(&single, now_s);
        if (single.has_unknown_critical)
            status |= GNUTLS_CERT_INVALID_OCSP_STATUS;
        if (status == 0 && single.status == GNUTLS_OCSP_CERT_UNKNOWN)
            status = GNUTLS_CERT_MISSING_OCSP_STATUS;
        if (!found || status == 0)
            best = status;
        found = true;
    }
    return best;
}

static unsigned judge(const struct gnutls_ocsp_resp_int *response,
                      const struct gnutls_x509_crt_int *certificate,
                      const struct gnutls_x509_crt_int *issuer, unsigned flags, int64_t now_s)
{
    unsigned reason = 0;
    /* RFC 6960, 4.2.1: who could not answer gives no answer, either. */
    if (ocsp_facts(response)->status != 0)
        return ocsp_facts(response)->is_basic ? GNUTLS_CERT_INVALID_OCSP_STATUS
                                              : GNUTLS_CERT_MISSING_OCSP_STATUS;
    if (ocsp_facts(response)->has_unknown_critical ||
        ocsp_verify_by(response, issuer, flags, now_s, &reason) < 0 || reason != 0)
        return GNUTLS_CERT_INVALID_OCSP_STATUS;
    return judge_entries(response, certificate, issuer, now_s);
}

unsigned ocsp_judge(struct bytes der, const struct gnutls_x509_crt_int *certificate,
                    const struct gnutls_x509_crt_int *issuer, unsigned flags, int64_t now_s)
{
    struct gnutls_ocsp_resp_int *response = NULL;
    unsigned status = GNUTLS_CERT_INVALID_OCSP_STATUS;
    if (ocsp_response_new(&response) == 0 && ocsp_response_fill(response, der) == 0)
        status = judge(response, certificate, issuer, flags, now_s);
    ocsp_response_free(response);
    return status;
}
