/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resolve.c - operations → ordered lists of what there is */

#include "priority/resolve.h"

#include "algorithms/names.h"
#include "base/errors.h"
#include "base/lock.h"
#include "base/memory.h"
#include "priority/choice.h"
#include "priority/parse.h"

/* Adds to an array of the object. The tables are smaller than the arrays: see the tests. */
#define PUT(array, count, value)                                                                   \
    do {                                                                                           \
        if ((count) < ARRAY_SIZE(array))                                                           \
            (array)[(count)++] = (value);                                                          \
    } while (0)

static void resolve_groups(struct gnutls_priority_st *priority, const struct id_list *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        const struct group *group = group_by_api_id((gnutls_group_t)ids->ids[i]);
        if (group == NULL || priority->group_count == PRIORITY_GROUPS_MAX)
            continue;
        priority->group_ids[priority->group_count] = group->api_id;
        priority->groups[priority->group_count++] = group;
        if (!group_is_finite_field(group))
            priority->curve_ids[priority->curve_count++] = group->curve;
    }
}

/* The row with a number in TLS, for a signature that is also known without. */
static const struct signature_scheme *with_number(const struct signature_scheme *wanted)
{
    if (wanted->id != 0)
        return wanted;
    const struct signature_scheme *scheme;
    for (size_t i = 0; (scheme = scheme_at(i)) != NULL; i++)
        if (scheme->id != 0 && scheme->key == wanted->key &&
            scheme->how.padding == wanted->how.padding && scheme->how.hash == wanted->how.hash)
            return scheme;
    return NULL;
}

static void resolve_signatures(struct gnutls_priority_st *priority, const struct id_list *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        const struct signature_scheme *scheme =
            scheme_by_api_id((gnutls_sign_algorithm_t)ids->ids[i]);
        if (scheme == NULL)
            continue;
        PUT(priority->sign_ids, priority->sign_count, ids->ids[i]);
        scheme = with_number(scheme);
        if (scheme != NULL && !priority_has_scheme(priority, scheme))
            PUT(priority->schemes, priority->scheme_count, scheme);
    }
}

static bool is_supported(enum algorithm_kind kind, unsigned id)
{
    const struct algorithm *algorithm = algorithm_by_id(kind, (int)id);
    return algorithm != NULL && algorithm->supported;
}

/* The others are for applications alone. */
static bool is_cipher_of_tls(unsigned id)
{
    const struct cipher_suite *suite;

    for (size_t i = 0; (suite = suite_at(i)) != NULL; i++)
        if ((unsigned)suite->cipher == id)
            return true;
    return false;
}

static void resolve_algorithms(struct gnutls_priority_st *priority, const struct choice *choice)
{
    for (size_t i = 0; i < choice->ciphers.count; i++)
        if (is_cipher_of_tls(choice->ciphers.ids[i]))
            PUT(priority->ciphers, priority->cipher_count,
                (gnutls_cipher_algorithm_t)choice->ciphers.ids[i]);
    for (size_t i = 0; i < choice->kx.count; i++)
        if (is_supported(ALGORITHM_KX, choice->kx.ids[i]))
            PUT(priority->kx, priority->kx_count, (gnutls_kx_algorithm_t)choice->kx.ids[i]);
    for (size_t i = 0; i < choice->macs.count; i++)
        if (is_supported(ALGORITHM_MAC, choice->macs.ids[i]))
            PUT(priority->macs, priority->mac_count, (gnutls_mac_algorithm_t)choice->macs.ids[i]);
    for (size_t i = 0; i < choice->client_ctypes.count; i++)
        if (is_supported(ALGORITHM_CTYPE, choice->client_ctypes.ids[i]))
            PUT(priority->client_ctypes, priority->client_ctype_count,
                (gnutls_certificate_type_t)choice->client_ctypes.ids[i]);
    for (size_t i = 0; i < choice->server_ctypes.count; i++)
        if (is_supported(ALGORITHM_CTYPE, choice->server_ctypes.ids[i]))
            PUT(priority->server_ctypes, priority->server_ctype_count,
                (gnutls_certificate_type_t)choice->server_ctypes.ids[i]);
}

/* TLS 1.3 is nothing without extensions and groups; nor is any version without signatures. */
static bool version_is_possible(const struct gnutls_priority_st *priority,
                                const struct version *version)
{
    if (version == NULL || !version->spoken || priority->scheme_count == 0)
        return false;
    return !version->tls13_or_later ||
           (priority->group_count > 0 && !priority->flags.no_extensions);
}

static void resolve_versions(struct gnutls_priority_st *priority, const struct id_list *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        const struct version *version = version_by_id((gnutls_protocol_t)ids->ids[i]);
        if (version_is_possible(priority, version))
            PUT(priority->versions, priority->version_count, version);
    }
}

static bool suite_fits_any(const struct cipher_suite *suite,
                           const struct gnutls_priority_st *priority)
{
    for (size_t i = 0; i < priority->version_count; i++)
        if (suite_fits_version(suite, priority->versions[i]))
            return true;
    return false;
}

static void add_suites(struct gnutls_priority_st *priority, gnutls_kx_algorithm_t kx,
                       gnutls_cipher_algorithm_t cipher, gnutls_mac_algorithm_t mac)
{
    const struct cipher_suite *suite;
    for (size_t i = 0; (suite = suite_at(i)) != NULL; i++)
        if (suite->kx == kx && suite->cipher == cipher && suite->mac == mac &&
            suite_fits_any(suite, priority))
            PUT(priority->suites, priority->suite_count, suite);
}

/* Those of TLS 1.3 first; then by key exchange, by cipher, by MAC. */
static void resolve_suites(struct gnutls_priority_st *priority)
{
    for (size_t k = 0; k <= priority->kx_count; k++) {
        gnutls_kx_algorithm_t kx = k == 0 ? GNUTLS_KX_UNKNOWN : priority->kx[k - 1];
        for (size_t c = 0; c < priority->cipher_count; c++)
            for (size_t m = 0; m < priority->mac_count; m++)
                add_suites(priority, kx, priority->ciphers[c], priority->macs[m]);
    }
}

/* To offer a version without a suite for it would fail where another version might do. */
static void drop_versions_without_suites(struct gnutls_priority_st *priority)
{
    size_t kept = 0;
    for (size_t v = 0; v < priority->version_count; v++) {
        const struct version *version = priority->versions[v];
        bool used = false;
        for (size_t s = 0; s < priority->suite_count; s++)
            used = used || suite_fits_version(priority->suites[s], version);
        if (!used)
            continue;
        priority->version_ids[kept] = version->id;
        priority->versions[kept++] = version;
    }
    priority->version_count = kept;
}

static int resolve(const struct choice *choice, struct gnutls_priority_st **out)
{
    struct gnutls_priority_st *priority = memory_get_zeroed(sizeof(*priority));
    if (priority == NULL)
        return fail(GNUTLS_E_MEMORY_ERROR);
    priority->references = 1;
    priority->flags = choice->flags;
    resolve_groups(priority, &choice->groups);
    resolve_signatures(priority, &choice->signs);
    resolve_algorithms(priority, choice);
    resolve_versions(priority, &choice->versions);
    resolve_suites(priority);
    drop_versions_without_suites(priority);
    if (priority->version_count == 0) {
        memory_free(priority);
        return fail(GNUTLS_E_NO_PRIORITIES_WERE_SET);
    }
    *out = priority;
    return 0;
}

static int make(const char *string, bool appended, const char **out_error_at,
                struct gnutls_priority_st **out)
{
    const char *error_at;
    struct choice choice;
    int result = priority_parse(string, appended, system_priority(), &choice, &error_at);
    if (result == 0) {
        error_at = string;
        result = resolve(&choice, out);
    }
    if (out_error_at != NULL)
        *out_error_at = error_at;
    return result;
}

int priority_new(const char *string, const char **out_error_at, struct gnutls_priority_st **out)
{
    if (string == NULL)
        return priority_default(out);
    return make(string, false, out_error_at, out);
}

int priority_new_appended(const char *string, const char **out_error_at,
                          struct gnutls_priority_st **out)
{
    if (string == NULL)
        return priority_default(out);
    return make(string, true, out_error_at, out);
}

/* Kept for the life of the process: each session of a program that sets nothing holds it. */
static struct gnutls_priority_st *shared_default;
static struct lock default_lock = LOCK_INIT;

int priority_default(struct gnutls_priority_st **out)
{
    int result = 0;
    lock_take(&default_lock);
    if (shared_default == NULL)
        result = make(NULL, false, NULL, &shared_default);
    if (result == 0)
        *out = priority_hold(shared_default);
    lock_give(&default_lock);
    return result;
}

struct gnutls_priority_st *priority_hold(struct gnutls_priority_st *priority)
{
    __atomic_add_fetch(&priority->references, 1, __ATOMIC_RELAXED);
    return priority;
}

void priority_free(struct gnutls_priority_st *priority)
{
    if (priority != NULL && __atomic_sub_fetch(&priority->references, 1, __ATOMIC_ACQ_REL) == 0)
        memory_free(priority);
}

bool priority_has_version(const struct gnutls_priority_st *priority, const struct version *version)
{
    for (size_t i = 0; i < priority->version_count; i++)
        if (priority->versions[i] == version)
            return true;
    return false;
}

bool priority_has_suite(const struct gnutls_priority_st *priority, const struct cipher_suite *suite)
{
    for (size_t i = 0; i < priority->suite_count; i++)
        if (priority->suites[i] == suite)
            return true;
    return false;
}

bool priority_has_group(const struct gnutls_priority_st *priority, const struct group *group)
{
    for (size_t i = 0; i < priority->group_count; i++)
        if (priority->groups[i] == group)
            return true;
    return false;
}

bool priority_has_scheme(const struct gnutls_priority_st *priority,
                         const struct signature_scheme *scheme)
{
    for (size_t i = 0; i < priority->scheme_count; i++)
        if (priority->schemes[i] == scheme)
            return true;
    return false;
}

bool priority_has_kx(const struct gnutls_priority_st *priority, gnutls_kx_algorithm_t kx)
{
    for (size_t i = 0; i < priority->kx_count; i++)
        if (priority->kx[i] == kx)
            return true;
    return false;
}

/* Of one kind the number on the wire tells the order; it falls for datagrams (RFC 6347, 4.1). */
static bool is_higher(const struct version *a, const struct version *b)
{
    return a->datagram ? a->wire < b->wire : a->wire > b->wire;
}

const struct version *priority_highest(const struct gnutls_priority_st *priority, bool datagram)
{
    const struct version *best = NULL;
    for (size_t i = 0; i < priority->version_count; i++) {
        const struct version *version = priority->versions[i];
        if (version->datagram == datagram && (best == NULL || is_higher(version, best)))
            best = version;
    }
    return best;
}

const struct version *priority_lowest(const struct gnutls_priority_st *priority, bool datagram)
{
    const struct version *best = NULL;
    for (size_t i = 0; i < priority->version_count; i++) {
        const struct version *version = priority->versions[i];
        if (version->datagram == datagram && (best == NULL || is_higher(best, version)))
            best = version;
    }
    return best;
}
