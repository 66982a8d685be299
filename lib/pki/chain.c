/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* chain.c - finding and judging the way from a certificate to someone trusted
 *
 * The peer's certificates are a pool in any order. From the leaf upwards every issuer that fits by
 * name and key identifier is tried, trusted ones first; a path that ends at a trusted certificate
 * is judged whole (RFC 5280, 6.1). The first path without fault is taken; else the first path's
 * faults are told. No certificate is twice in a path, and steps and judgements are counted, so
 * that no pool, however woven, costs more than a fixed amount of work.
 */

#include "pki/chain.h"

#include "base/errors.h"
#include "pki/internal.h"

#include <gnutls/x509.h>

enum {
    STEPS_MAX = 512,     /* issuers looked at */
    JUDGEMENTS_MAX = 16, /* whole paths whose signatures are checked */
};

struct search {
    const struct gnutls_x509_trust_list_st *trust;
    const struct chain_question *question;
    const struct gnutls_x509_crt_int *path[CHAIN_DEPTH_MAX];
    size_t tried[CHAIN_DEPTH_MAX]; /* how far the pool was tried above this step */
    size_t depth, max_depth;
    unsigned steps, judgements;
    size_t *name_work; /* what may still be compared */
    bool found;
    unsigned status; /* of the first path found */
    const struct gnutls_x509_crt_int *best[CHAIN_DEPTH_MAX];
    size_t best_depth;
};

bool chain_issuer_fits(const struct gnutls_x509_crt_int *certificate,
                       const struct gnutls_x509_crt_int *issuer)
{
    const struct certificate_facts *below = &certificate->facts, *above = &issuer->facts;
    if (!bytes_equal(below->issuer, above->subject))
        return false;
    return below->authority_key_id.size == 0 || above->subject_key_id.size == 0 ||
           bytes_equal(below->authority_key_id, above->subject_key_id);
}

static unsigned judge_time(const struct search *search, size_t at)
{
    const struct certificate_facts *facts = &search->path[at]->facts;
    unsigned flags = search->question->flags;
    bool is_trusted = at == search->depth - 1;
    if ((flags & GNUTLS_VERIFY_DISABLE_TIME_CHECKS) != 0 ||
        (is_trusted && (flags & GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS) != 0))
        return 0;
    if (search->question->now_s < facts->not_before_s)
        return GNUTLS_CERT_NOT_ACTIVATED;
    return search->question->now_s > facts->not_after_s ? GNUTLS_CERT_EXPIRED : 0;
}

/* Certificates of version 1 can not say that they are authorities: those that are trusted pass. */
static bool is_authority(const struct search *search, size_t at)
{
    const struct certificate_facts *facts = &search->path[at]->facts;
    unsigned flags = search->question->flags;
    if (facts->has_basic_constraints || facts->version > 2)
        return facts->is_authority;
    if (at == search->depth - 1)
        return (flags & GNUTLS_VERIFY_DO_NOT_ALLOW_X509_V1_CA_CRT) == 0;
    return (flags & GNUTLS_VERIFY_ALLOW_ANY_X509_V1_CA_CRT) != 0;
}

/* RFC 5280, 6.1.4 (l), (m): certificates issued to oneself do not count. */
static bool keeps_path_length(const struct search *search, size_t at)
{
    int below = 0;
    for (size_t i = 1; i < at; i++)
        below += !certificate_is_self_issued(search->path[i]);
    int limit = search->path[at]->facts.path_length;
    return limit < 0 || below <= limit;
}

static bool keeps_name_constraints(const struct search *search, size_t at)
{
    if (!search->path[at]->facts.has_name_constraints)
        return true;
    for (size_t i = 0; i < at; i++) {
        if (i > 0 && certificate_is_self_issued(search->path[i]))
            continue;
        if (!name_constraints_allow(search->path[at], search->path[i], i == 0, search->name_work))
            return false;
    }
    return true;
}

/* What is asked of those who sign certificates. */
static unsigned judge_authority(const struct search *search, size_t at)
{
    const struct certificate_facts *facts = &search->path[at]->facts;
    unsigned status = 0;
    if (!is_authority(search, at) && (search->question->flags & GNUTLS_VERIFY_DISABLE_CA_SIGN) == 0)
        status |= GNUTLS_CERT_SIGNER_NOT_CA;
    if (facts->has_key_usage && (facts->key_usage & GNUTLS_KEY_KEY_CERT_SIGN) == 0)
        status |= GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE;
    if (!keeps_path_length(search, at) || !keeps_name_constraints(search, at))
        status |= GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE;
    return status;
}

static unsigned judge_signature(const struct search *search, size_t at)
{
    const struct gnutls_x509_crt_int *certificate = search->path[at];
    unsigned weakness = chain_signature_weakness(certificate, search->question->flags);
    if (certificate_signed_by(certificate, search->path[at + 1]) < 0)
        return weakness | GNUTLS_CERT_SIGNATURE_FAILURE;
    return weakness;
}

/* Is it on a revocation list? The trusted one is asked too: who loads a list means it. */
static bool is_listed(const struct search *search, const struct gnutls_x509_crt_int *certificate)
{
    return (search->question->flags & GNUTLS_VERIFY_DISABLE_CRL_CHECKS) == 0 &&
           trust_revoking(search->trust, certificate) != NULL;
}

static unsigned judge(const struct search *search, size_t at)
{
    const struct gnutls_x509_crt_int *certificate = search->path[at];
    const struct chain_question *question = search->question;
    unsigned status = judge_time(search, at) | chain_key_weakness(certificate, question->flags);
    if (certificate->facts.has_unknown_critical &&
        (question->flags & GNUTLS_VERIFY_IGNORE_UNKNOWN_CRIT_EXTENSIONS) == 0)
        status |= GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS;
    if (question->purpose != NULL && !certificate_has_purpose(certificate, question->purpose, 0))
        status |= GNUTLS_CERT_PURPOSE_MISMATCH;
    if (trust_is_distrusted(search->trust, certificate) || is_listed(search, certificate))
        status |= GNUTLS_CERT_REVOKED;
    if (at > 0)
        status |= judge_authority(search, at);
    /* The trusted one is believed for its own sake: who signed it does not matter. */
    if (at + 1 < search->depth) {
        status |= judge_signature(search, at);
        status |= chain_staple_status(question, certificate, search->path[at + 1]);
    }
    return status;
}

/* True when the search is over. */
static bool path_is_good(struct search *search)
{
    unsigned status = 0;
    /* All faults are told of the first path alone: of another, one is enough. */
    for (size_t i = search->depth; i-- > 0 && !(search->found && status != 0);)
        status |= judge(search, i);
    if (!search->found || status == 0) {
        search->status = status;
        search->best_depth = search->depth;
        memcpy(search->best, search->path, search->depth * sizeof *search->path);
    }
    search->found = true;
    return status == 0 || ++search->judgements == JUDGEMENTS_MAX;
}

static bool is_in_path(const struct search *search, const struct gnutls_x509_crt_int *certificate)
{
    for (size_t i = 0; i < search->depth; i++) {
        if (search->path[i] == certificate || certificate_equal(search->path[i], certificate))
            return true;
    }
    return false;
}

static void push(struct search *search, const struct gnutls_x509_crt_int *certificate)
{
    search->path[search->depth] = certificate;
    search->tried[search->depth++] = 0;
}

/* With GNUTLS_VERIFY_DO_NOT_ALLOW_SAME a certificate needs an issuer although it is trusted. One that
 * signed itself has that: itself, held to what is asked of an issuer. */
static bool may_be_own_issuer(const struct search *search)
{
    return search->depth == 1 && (search->question->flags & GNUTLS_VERIFY_DO_NOT_ALLOW_SAME) != 0;
}

/* Ends the path with each trusted issuer in turn. */
static bool try_trusted_issuers(struct search *search)
{
    const struct gnutls_x509_crt_int *top = search->path[search->depth - 1], *issuer;
    struct trust_walk walk = { 0 };
    if (search->depth == search->max_depth)
        return false;
    while ((issuer = trust_next(search->trust, certificate_issuer(top), &walk)) != NULL) {
        if (++search->steps > STEPS_MAX)
            return true;
        if (!chain_issuer_fits(top, issuer) ||
            (is_in_path(search, issuer) && !may_be_own_issuer(search)))
            continue;
        push(search, issuer);
        bool over = path_is_good(search);
        search->depth--;
        if (over)
            return true;
    }
    return false;
}

/* The last step is new: is it, or is someone who issued it, trusted? */
static bool try_end(struct search *search)
{
    bool same_is_enough = (search->question->flags & GNUTLS_VERIFY_DO_NOT_ALLOW_SAME) == 0;
    const struct gnutls_x509_crt_int *top = search->path[search->depth - 1];
    if ((search->depth > 1 || same_is_enough) && trust_has(search->trust, top) &&
        path_is_good(search))
        return true;
    return try_trusted_issuers(search);
}

/* Takes the next issuer of the last step from the pool; false when there is no more. */
static bool climb(struct search *search)
{
    const struct chain_question *question = search->question;
    const struct gnutls_x509_crt_int *top = search->path[search->depth - 1];
    bool in_order = (question->flags & GNUTLS_VERIFY_DO_NOT_ALLOW_UNSORTED_CHAIN) != 0;
    size_t *tried = &search->tried[search->depth - 1];
    if (search->depth == search->max_depth)
        return false;
    while (*tried < question->count && ++search->steps <= STEPS_MAX) {
        const struct gnutls_x509_crt_int *issuer = question->chain[(*tried)++];
        if (in_order && *tried != search->depth + 1)
            continue;
        if (chain_issuer_fits(top, issuer) && !is_in_path(search, issuer)) {
            push(search, issuer);
            return true;
        }
    }
    return false;
}

static void tell(const struct search *search, const struct gnutls_x509_crt_int *certificate,
                 const struct gnutls_x509_crt_int *issuer, gnutls_x509_crl_t crl, unsigned status)
{
    search->question->output((gnutls_x509_crt_t)(uintptr_t)certificate,
                             (gnutls_x509_crt_t)(uintptr_t)issuer, crl,
                             status != 0 ? status | GNUTLS_CERT_INVALID : 0);
}

/* Tells the application of the way that counts, from the top. */
static void tell_all(struct search *search)
{
    if (search->question->output == NULL)
        return;
    if (!search->found) {
        tell(search, search->question->chain[0], NULL, NULL, search->status);
        return;
    }
    *search->name_work = NAME_WORK_MAX;
    search->depth = search->best_depth;
    memcpy(search->path, search->best, search->depth * sizeof *search->path);
    size_t steps = search->depth > 1 ? search->depth - 1 : 1;
    for (size_t at = steps; at-- > 0;) {
        const struct gnutls_x509_crt_int *certificate = search->path[at];
        unsigned status = judge(search, at);
        tell(search, certificate, at + 1 < search->depth ? search->path[at + 1] : NULL, NULL,
             status & ~(unsigned)GNUTLS_CERT_REVOKED);
        if ((status & GNUTLS_CERT_REVOKED) != 0)
            tell(search, certificate, NULL, trust_revoking(search->trust, certificate),
                 GNUTLS_CERT_REVOKED);
    }
}

void chain_check(const struct gnutls_x509_trust_list_st *trust,
                 const struct chain_question *question, unsigned *out_status)
{
    size_t name_work = NAME_WORK_MAX;
    size_t depth = question->max_depth == 0 ? CHAIN_DEPTH_DEFAULT : question->max_depth;
    struct search search = {
        .trust = trust,
        .question = question,
        .max_depth = depth < CHAIN_DEPTH_MAX ? depth : CHAIN_DEPTH_MAX,
        .name_work = &name_work,
        .status = GNUTLS_CERT_SIGNER_NOT_FOUND,
    };
    push(&search, question->chain[0]);
    bool over = try_end(&search);
    while (!over && search.depth > 0 && search.steps <= STEPS_MAX) {
        if (climb(&search))
            over = try_end(&search);
        else
            search.depth--;
    }
    tell_all(&search);
    *out_status = search.status != 0 ? search.status | GNUTLS_CERT_INVALID : 0;
}
