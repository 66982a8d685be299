/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* priority.c - priority strings */

#include "base/errors.h"
#include "connection/calls.h"
#include "priority/keywords.h"

/**
 * gnutls_priority_init2:
 * @priority_cache: receives the priorities
 * @priorities: the priority string, or %NULL for the default
 * @err_pos: receives where in the string an error is; may be %NULL
 * @flags: zero or %GNUTLS_PRIORITY_INIT_DEF_APPEND
 *
 * Reads a priority string, for use with any number of sessions.
 *
 * The string begins with a keyword ("NORMAL", "PERFORMANCE", "SECURE128", "SECURE192", "PFS",
 * "SUITEB128", "SUITEB192", "LEGACY", or "NONE" to start from nothing). Behind colons follow
 * algorithms to be added ("+"), or taken out ("-" or "!"), and words that change the behaviour
 * ("%COMPAT"). Algorithms go by their names, or by their names behind "VERS-", "GROUP-", "SIGN-" or
 * "CTYPE-".
 *
 * With %GNUTLS_PRIORITY_INIT_DEF_APPEND the string changes the default instead of beginning with a
 * keyword.
 *
 * Names of algorithms that are no longer supported are understood and have no effect. A string that
 * leaves no version or no cipher suite gives %GNUTLS_E_NO_PRIORITIES_WERE_SET.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code; %GNUTLS_E_INVALID_REQUEST for what is not
 * understood.
 *
 * Since: 3.6.3
 **/
API int gnutls_priority_init2(gnutls_priority_t *priority_cache, const char *priorities,
                              const char **err_pos, unsigned flags)
{
    if ((flags & GNUTLS_PRIORITY_INIT_DEF_APPEND) != 0)
        return priority_new_appended(priorities, err_pos, priority_cache);
    return priority_new(priorities, err_pos, priority_cache);
}

/**
 * gnutls_priority_init:
 * @priority_cache: receives the priorities
 * @priorities: the priority string, or %NULL for the default
 * @err_pos: receives where in the string an error is; may be %NULL
 *
 * Reads a priority string, for use with any number of sessions; see gnutls_priority_init2() for
 * what stands in it.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code; %GNUTLS_E_INVALID_REQUEST for what is not
 * understood.
 **/
API int gnutls_priority_init(gnutls_priority_t *priority_cache, const char *priorities,
                             const char **err_pos)
{
    return priority_new(priorities, err_pos, priority_cache);
}

/**
 * gnutls_priority_deinit:
 * @priority_cache: the priorities; may be %NULL
 *
 * Releases the priorities. Sessions that use them keep what they need.
 **/
API void gnutls_priority_deinit(gnutls_priority_t priority_cache)
{
    priority_free(priority_cache);
}

/**
 * gnutls_priority_set:
 * @session: the connection
 * @priority: what to allow
 *
 * Sets what the session allows, in order of preference. The priorities may be shared by sessions of
 * any thread, and be released while sessions use them.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_priority_set(gnutls_session_t session, gnutls_priority_t priority)
{
    if (priority == NULL)
        return fail(GNUTLS_E_NO_PRIORITIES_WERE_SET);
    connection_use_priority(session, priority_hold(priority));
    return 0;
}

/**
 * gnutls_priority_set_direct:
 * @session: the connection
 * @priorities: the priority string, or %NULL for the default
 * @err_pos: receives where in the string an error is; may be %NULL
 *
 * Reads a priority string and sets what the session allows. For more than one session
 * gnutls_priority_init() and gnutls_priority_set() read it but once.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code; %GNUTLS_E_INVALID_REQUEST for what is not
 * understood.
 **/
API int gnutls_priority_set_direct(gnutls_session_t session, const char *priorities,
                                   const char **err_pos)
{
    struct gnutls_priority_st *priority;
    TRY(priority_new(priorities, err_pos, &priority));
    connection_use_priority(session, priority);
    return 0;
}

/**
 * gnutls_set_default_priority:
 * @session: the connection
 *
 * Sets the default priorities. A session must be given priorities, these or others, before its
 * handshake: without, gnutls_handshake() gives %GNUTLS_E_NO_PRIORITIES_WERE_SET.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code.
 **/
API int gnutls_set_default_priority(gnutls_session_t session)
{
    struct gnutls_priority_st *priority;
    TRY(priority_default(&priority));
    connection_use_priority(session, priority);
    return 0;
}

/**
 * gnutls_set_default_priority_append:
 * @session: the connection
 * @add_prio: what to change in the default: a priority string without a keyword at its beginning
 * @err_pos: receives where in the string an error is; may be %NULL
 * @flags: must be zero
 *
 * Sets the default priorities with some changes.
 *
 * Returns: %GNUTLS_E_SUCCESS, or a negative error code; %GNUTLS_E_INVALID_REQUEST for what is not
 * understood.
 *
 * Since: 3.6.3
 **/
API int gnutls_set_default_priority_append(gnutls_session_t session, const char *add_prio,
                                           const char **err_pos, unsigned flags)
{
    struct gnutls_priority_st *priority;
    TRY(priority_new_appended(add_prio, err_pos, &priority));
    connection_use_priority(session, priority);
    return 0;
}

/**
 * gnutls_priority_string_list:
 * @iter: 0 for the first, then upwards
 * @flags: %GNUTLS_PRIORITY_LIST_INIT_KEYWORDS or %GNUTLS_PRIORITY_LIST_SPECIAL
 *
 * Names the keywords that a priority string may begin with, or the words that may stand behind a
 * percent sign.
 *
 * Returns: the name, or %NULL behind the last.
 *
 * Since: 3.4.0
 **/
API const char *gnutls_priority_string_list(unsigned iter, unsigned int flags)
{
    if ((flags & GNUTLS_PRIORITY_LIST_INIT_KEYWORDS) != 0)
        return keyword_name_at(iter);
    if ((flags & GNUTLS_PRIORITY_LIST_SPECIAL) != 0)
        return flag_name_at(iter);
    return NULL;
}

/**
 * gnutls_priority_get_cipher_suite_index:
 * @pcache: the priorities
 * @idx: 0 for the most preferred suite, then upwards
 * @sidx: receives the index of the suite for gnutls_cipher_suite_info()
 *
 * Tells which cipher suites the priorities allow.
 *
 * Returns: %GNUTLS_E_SUCCESS, or %GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE behind the last.
 **/
API int gnutls_priority_get_cipher_suite_index(gnutls_priority_t pcache, unsigned int idx,
                                               unsigned int *sidx)
{
    if (idx >= pcache->suite_count)
        return GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;
    *sidx = (unsigned)suite_index(pcache->suites[idx]);
    return 0;
}

/**
 * gnutls_priority_protocol_list:
 * @pcache: the priorities
 * @list: receives the versions, #gnutls_protocol_t, which live as long as the priorities
 *
 * Gives the allowed versions in order of preference.
 *
 * Returns: how many there are.
 *
 * Since: 3.0
 **/
API int gnutls_priority_protocol_list(gnutls_priority_t pcache, const unsigned int **list)
{
    *list = pcache->version_ids;
    return (int)pcache->version_count;
}

/**
 * gnutls_priority_cipher_list:
 * @pcache: the priorities
 * @list: receives the ciphers, #gnutls_cipher_algorithm_t, which live as long as the priorities
 *
 * Gives the allowed ciphers in order of preference.
 *
 * Returns: how many there are.
 *
 * Since: 3.2.3
 **/
API int gnutls_priority_cipher_list(gnutls_priority_t pcache, const unsigned int **list)
{
    *list = pcache->ciphers;
    return (int)pcache->cipher_count;
}

/**
 * gnutls_priority_mac_list:
 * @pcache: the priorities
 * @list: receives the MACs, #gnutls_mac_algorithm_t, which live as long as the priorities
 *
 * Gives the allowed MACs in order of preference.
 *
 * Returns: how many there are.
 *
 * Since: 3.2.3
 **/
API int gnutls_priority_mac_list(gnutls_priority_t pcache, const unsigned int **list)
{
    *list = pcache->macs;
    return (int)pcache->mac_count;
}

/**
 * gnutls_priority_kx_list:
 * @pcache: the priorities
 * @list: receives the key exchanges, #gnutls_kx_algorithm_t, which live as long as the priorities
 *
 * Gives the allowed key exchanges in order of preference. They concern versions below TLS 1.3.
 *
 * Returns: how many there are.
 *
 * Since: 3.2.3
 **/
API int gnutls_priority_kx_list(gnutls_priority_t pcache, const unsigned int **list)
{
    *list = pcache->kx;
    return (int)pcache->kx_count;
}

/**
 * gnutls_priority_sign_list:
 * @pcache: the priorities
 * @list: receives the signature algorithms, #gnutls_sign_algorithm_t, which live as long as the
 *   priorities
 *
 * Gives the allowed signature algorithms in order of preference.
 *
 * Returns: how many there are.
 *
 * Since: 3.0
 **/
API int gnutls_priority_sign_list(gnutls_priority_t pcache, const unsigned int **list)
{
    *list = pcache->sign_ids;
    return (int)pcache->sign_count;
}

/**
 * gnutls_priority_group_list:
 * @pcache: the priorities
 * @list: receives the groups, #gnutls_group_t, which live as long as the priorities
 *
 * Gives the allowed groups of the key exchange in order of preference.
 *
 * Returns: how many there are.
 *
 * Since: 3.6.0
 **/
API int gnutls_priority_group_list(gnutls_priority_t pcache, const unsigned int **list)
{
    *list = pcache->group_ids;
    return (int)pcache->group_count;
}

/**
 * gnutls_priority_ecc_curve_list:
 * @pcache: the priorities
 * @list: receives the curves, #gnutls_ecc_curve_t, which live as long as the priorities
 *
 * Gives the elliptic curves among the allowed groups in order of preference;
 * gnutls_priority_group_list() gives all groups.
 *
 * Returns: how many there are.
 *
 * Since: 3.0
 **/
API int gnutls_priority_ecc_curve_list(gnutls_priority_t pcache, const unsigned int **list)
{
    *list = pcache->curve_ids;
    return (int)pcache->curve_count;
}

/**
 * gnutls_priority_certificate_type_list2:
 * @pcache: the priorities
 * @list: receives the types, #gnutls_certificate_type_t, which live as long as the priorities
 * @target: whose certificates: %GNUTLS_CTYPE_CLIENT or %GNUTLS_CTYPE_SERVER
 *
 * Gives the allowed types of certificates in order of preference.
 *
 * Returns: how many there are, or %GNUTLS_E_INVALID_REQUEST for another target.
 *
 * Since: 3.6.4
 **/
API int gnutls_priority_certificate_type_list2(gnutls_priority_t pcache, const unsigned int **list,
                                               gnutls_ctype_target_t target)
{
    if (target == GNUTLS_CTYPE_CLIENT) {
        *list = pcache->client_ctypes;
        return (int)pcache->client_ctype_count;
    }
    if (target != GNUTLS_CTYPE_SERVER)
        return fail(GNUTLS_E_INVALID_REQUEST);
    *list = pcache->server_ctypes;
    return (int)pcache->server_ctype_count;
}

/**
 * gnutls_priority_certificate_type_list:
 * @pcache: the priorities
 * @list: receives the types, #gnutls_certificate_type_t, which live as long as the priorities
 *
 * Gives the allowed types of the client's certificates in order of preference;
 * gnutls_priority_certificate_type_list2() tells client and server apart.
 *
 * Returns: how many there are.
 *
 * Since: 3.0
 **/
API int gnutls_priority_certificate_type_list(gnutls_priority_t pcache, const unsigned int **list)
{
    return gnutls_priority_certificate_type_list2(pcache, list, GNUTLS_CTYPE_CLIENT);
}

/**
 * gnutls_priority_compression_list:
 * @pcache: the priorities
 * @list: receives the methods, #gnutls_compression_method_t
 *
 * Gives the allowed compression methods: none but the one that leaves all as it is.
 *
 * Returns: how many there are.
 **/
API int gnutls_priority_compression_list(gnutls_priority_t pcache, const unsigned int **list)
{
    static const unsigned none[] = { GNUTLS_COMP_NULL };
    *list = none;
    return ARRAY_SIZE(none);
}
