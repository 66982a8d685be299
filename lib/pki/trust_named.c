/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* trust_named.c - trust lists: certificates for one name, taking back, and help from outside */

#include "base/errors.h"
#include "base/memory.h"
#include "pki/chain.h"
#include "pki/pem.h"
#include "pki/trust_internal.h"

/* How often the application is asked for one chain. */
enum { ASKS_MAX = 8 };

struct trust_named {
    struct gnutls_x509_crt_int *certificate;
    struct buffer name;
    struct trust_named *next;
};

static void free_named(struct trust_named *entry)
{
    certificate_free(entry->certificate);
    buffer_wipe(&entry->name);
    memory_free(entry);
}

void trust_forget_named(struct gnutls_x509_trust_list_st *list, bool handles)
{
    while (list->named != NULL) {
        struct trust_named *entry = list->named;
        list->named = entry->next;
        if (handles)
            certificate_free(entry->certificate);
        free_named(entry);
    }
}

int trust_add_named(struct gnutls_x509_trust_list_st *list, struct gnutls_x509_crt_int *certificate,
                    struct bytes name)
{
    struct trust_named *entry = memory_get_zeroed(sizeof *entry);
    if (entry == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    entry->certificate = certificate_hold(certificate);
    int result = buffer_set(&entry->name, name);
    if (result < 0) {
        free_named(entry);
        return result;
    }
    entry->next = list->named;
    list->named = entry;
    return 0;
}

static bool is_named(const struct gnutls_x509_trust_list_st *list,
                     const struct gnutls_x509_crt_int *certificate, struct bytes name)
{
    for (const struct trust_named *entry = list->named; entry != NULL; entry = entry->next) {
        if (bytes_equal(buffer_bytes(&entry->name), name) &&
            certificate_equal(entry->certificate, certificate))
            return true;
    }
    return false;
}

unsigned trust_check_named(const struct gnutls_x509_trust_list_st *list,
                           const struct gnutls_x509_crt_int *certificate, struct bytes name,
                           unsigned flags)
{
    bool asks_lists = (flags & GNUTLS_VERIFY_DISABLE_CRL_CHECKS) == 0;
    if (trust_is_distrusted(list, certificate))
        return GNUTLS_CERT_INVALID | GNUTLS_CERT_REVOKED;
    if (!is_named(list, certificate, name))
        return GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND;
    if (asks_lists && trust_revoking(list, certificate) != NULL)
        return GNUTLS_CERT_INVALID | GNUTLS_CERT_REVOKED;
    return 0;
}

static int remove_der(struct gnutls_x509_trust_list_st *list, struct bytes der, unsigned *out_count)
{
    struct gnutls_x509_crt_int *certificate = NULL;
    TRY(certificate_new(der, &certificate));
    bool was_there = trust_has(list, certificate);
    int result = trust_distrust(list, certificate);
    certificate_free(certificate);
    *out_count += result >= 0 && was_there;
    return result;
}

int trust_remove_all(struct gnutls_x509_trust_list_st *list, struct bytes content,
                     gnutls_x509_crt_fmt_t format, unsigned *out_count)
{
    SCOPED(buffer) struct buffer der = { 0 };
    size_t label;
    if (format == GNUTLS_X509_FMT_DER)
        return remove_der(list, content, out_count);
    for (bool any = false;; any = true) {
        int result = pem_next(&content, pem_certificate_labels, &der, &label);
        if (result == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR)
            return any ? 0 : fail(GNUTLS_E_NO_CERTIFICATE_FOUND);
        TRY(result);
        TRY(remove_der(list, buffer_bytes(&der), out_count));
    }
}

/* ---- issuers that the application finds ---- */

struct trust_helper *trust_helper(struct gnutls_x509_trust_list_st *list)
{
    return &list->helper;
}

/* A chain that grows. */
struct pool {
    struct gnutls_x509_crt_int *list[CHAIN_DEPTH_MAX];
    size_t given, count; /* the first ones are the peer's */
};

static void pool_wipe(struct pool *pool)
{
    while (pool->count > pool->given)
        certificate_free(pool->list[--pool->count]);
}

/* The last on the way up through the pool: whose issuer is missing. */
static struct gnutls_x509_crt_int *top_of(const struct pool *pool)
{
    struct gnutls_x509_crt_int *top = pool->list[0];
    for (size_t steps = 0; steps < pool->count; steps++) {
        size_t i = 0;
        while (i < pool->count && (pool->list[i] == top || !chain_issuer_fits(top, pool->list[i])))
            i++;
        if (i == pool->count)
            break;
        top = pool->list[i];
    }
    return top;
}

/* False when nothing new came. */
static bool ask(const struct gnutls_x509_trust_list_st *list, struct pool *pool)
{
    struct gnutls_x509_crt_int **issuers = NULL;
    unsigned count = 0;
    size_t before = pool->count;
    gnutls_x509_trust_list_t handle = (gnutls_x509_trust_list_t)(uintptr_t)list;
    if (list->helper.find(handle, top_of(pool), &issuers, &count) < 0)
        return false;
    for (unsigned i = 0; i < count; i++) {
        if (pool->count < CHAIN_DEPTH_MAX && issuers[i] != NULL)
            pool->list[pool->count++] = issuers[i];
        else
            certificate_free(issuers[i]);
    }
    gnutls_free(issuers);
    return pool->count > before;
}

void trust_check_chain(const struct gnutls_x509_trust_list_st *list,
                       const struct chain_question *question, unsigned *out_status)
{
    chain_check(list, question, out_status);
    if (list->helper.find == NULL || question->count > CHAIN_DEPTH_MAX)
        return;
    SCOPED(pool) struct pool pool = { .given = question->count, .count = question->count };
    struct chain_question longer = *question;
    memcpy(pool.list, question->chain, question->count * sizeof *pool.list);
    for (unsigned asks = 0; asks < ASKS_MAX; asks++) {
        if ((*out_status & GNUTLS_CERT_SIGNER_NOT_FOUND) == 0 || !ask(list, &pool))
            return;
        longer.chain = pool.list;
        longer.count = pool.count;
        chain_check(list, &longer, out_status);
    }
}
