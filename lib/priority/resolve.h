/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resolve.h - what we accept, in order of preference
 *
 * Made once from a priority string, then immutable and shared: sessions and threads hold
 * references.
 */

#ifndef PRIORITY_RESOLVE_H
#define PRIORITY_RESOLVE_H

#include "algorithms/algorithms.h"

enum {
    PRIORITY_VERSIONS_MAX = 8,
    PRIORITY_SUITES_MAX = 96,
    PRIORITY_GROUPS_MAX = 16,
    PRIORITY_SCHEMES_MAX = 32,
    PRIORITY_SIGNS_MAX = 48,
    PRIORITY_KX_MAX = 20,
    PRIORITY_CIPHERS_MAX = 32,
    PRIORITY_MACS_MAX = 16,
    PRIORITY_CTYPES_MAX = 4,
};

struct priority_flags {
    bool compat, no_extensions, no_tickets, no_tickets_tls12, no_etm, force_etm, no_session_hash,
        force_session_hash, server_precedence, allow_small_records, disable_tls13_compat_mode,
        fallback_scsv, disable_wildcards, disable_safe_renegotiation, unsafe_renegotiation,
        partial_renegotiation, safe_renegotiation, dumbfw, no_status_request, no_shuffle_extensions,
        latest_record_version, ssl3_record_version, stateless_compression, debug_allow_key_usage;
    unsigned verify_flags; /* gnutls_certificate_verify_flags from PROFILE and VERIFY keywords */
};

struct gnutls_priority_st {
    int references; /* atomic */

    const struct version *versions[PRIORITY_VERSIONS_MAX]; /* as given; only those spoken */
    size_t version_count;
    const struct cipher_suite *suites[PRIORITY_SUITES_MAX]; /* all that fit versions, kx, … */
    size_t suite_count;
    const struct group *groups[PRIORITY_GROUPS_MAX];
    size_t group_count;
    const struct signature_scheme *schemes[PRIORITY_SCHEMES_MAX]; /* each number once */
    size_t scheme_count;

    gnutls_kx_algorithm_t kx[PRIORITY_KX_MAX];
    size_t kx_count;
    gnutls_cipher_algorithm_t ciphers[PRIORITY_CIPHERS_MAX];
    size_t cipher_count;
    gnutls_mac_algorithm_t macs[PRIORITY_MACS_MAX];
    size_t mac_count;
    gnutls_certificate_type_t client_ctypes[PRIORITY_CTYPES_MAX];
    size_t client_ctype_count;
    gnutls_certificate_type_t server_ctypes[PRIORITY_CTYPES_MAX];
    size_t server_ctype_count;

    /* The same as ids, for the public lists. Of signatures those that TLS has no number of its own
     * for are here too, as they were asked for. */
    unsigned version_ids[PRIORITY_VERSIONS_MAX];
    unsigned group_ids[PRIORITY_GROUPS_MAX];
    unsigned curve_ids[PRIORITY_GROUPS_MAX];
    size_t curve_count;
    unsigned sign_ids[PRIORITY_SIGNS_MAX];
    size_t sign_count;

    struct priority_flags flags;
};

/* GNUTLS_E_INVALID_REQUEST and where in the string, for what is not understood;
 * GNUTLS_E_NO_PRIORITIES_WERE_SET for a choice that leaves no version or no suite. NULL is the
 * default. The result has one reference. */
int priority_new(const char *string, const char **out_error_at, struct gnutls_priority_st **out)
    MUST_USE;

/* The default, changed by what the string says; it then begins with no keyword of its own that
 * would start from nothing. */
int priority_new_appended(const char *string, const char **out_error_at,
                          struct gnutls_priority_st **out) MUST_USE;

/* The default priorities, made once; a reference for the caller. */
int priority_default(struct gnutls_priority_st **out) MUST_USE;

struct gnutls_priority_st *priority_hold(struct gnutls_priority_st *);
void priority_free(struct gnutls_priority_st *);

bool priority_has_version(const struct gnutls_priority_st *, const struct version *);
bool priority_has_suite(const struct gnutls_priority_st *, const struct cipher_suite *);
bool priority_has_group(const struct gnutls_priority_st *, const struct group *);
bool priority_has_scheme(const struct gnutls_priority_st *, const struct signature_scheme *);
bool priority_has_kx(const struct gnutls_priority_st *, gnutls_kx_algorithm_t);

/* The highest and lowest version of stream or datagram kind; NULL when there is none. */
const struct version *priority_highest(const struct gnutls_priority_st *, bool datagram);
const struct version *priority_lowest(const struct gnutls_priority_st *, bool datagram);

#endif
