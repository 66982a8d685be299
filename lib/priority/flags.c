/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* flags.c - the words after '%' */

#include "priority/keywords.h"

#include <gnutls/x509.h>

/* Where in struct priority_flags a word stands; which flags of verification it sets. */
struct flag {
    const char *name;
    size_t at;
    unsigned verify;
};

#define NOWHERE SIZE_MAX

#define SETS(name, member)   { name, offsetof(struct priority_flags, member), 0 },
#define VERIFIES(name, flag) { "VERIFY_" name, NOWHERE, GNUTLS_VERIFY_##flag },
#define PROFILE(name)                                                                              \
    { "PROFILE_" #name, NOWHERE, GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_##name) },

/* clang-format off */
static const struct flag flags[] = {
    SETS("COMPAT", compat)
    SETS("DUMBFW", dumbfw)
    SETS("NO_EXTENSIONS", no_extensions)
    SETS("NO_TICKETS", no_tickets)
    SETS("NO_TICKETS_TLS12", no_tickets_tls12)
    SETS("NO_ETM", no_etm)
    SETS("FORCE_ETM", force_etm)
    SETS("NO_SESSION_HASH", no_session_hash)
    SETS("FORCE_SESSION_HASH", force_session_hash)
    SETS("NO_STATUS_REQUEST", no_status_request)
    SETS("NO_SHUFFLE_EXTENSIONS", no_shuffle_extensions)
    SETS("SERVER_PRECEDENCE", server_precedence)
    SETS("ALLOW_SMALL_RECORDS", allow_small_records)
    SETS("DISABLE_TLS13_COMPAT_MODE", disable_tls13_compat_mode)
    SETS("FALLBACK_SCSV", fallback_scsv)
    SETS("SSL3_RECORD_VERSION", ssl3_record_version)
    SETS("LATEST_RECORD_VERSION", latest_record_version)
    SETS("STATELESS_COMPRESSION", stateless_compression)
    SETS("SAFE_RENEGOTIATION", safe_renegotiation)
    SETS("UNSAFE_RENEGOTIATION", unsafe_renegotiation)
    SETS("PARTIAL_RENEGOTIATION", partial_renegotiation)
    SETS("DISABLE_SAFE_RENEGOTIATION", disable_safe_renegotiation)
    SETS("DEBUG_ALLOW_KEY_USAGE_VIOLATIONS", debug_allow_key_usage)
    SETS("DISABLE_WILDCARDS", disable_wildcards)
    VERIFIES("ALLOW_SIGN_RSA_MD5", ALLOW_SIGN_RSA_MD5)
    VERIFIES("ALLOW_SIGN_WITH_SHA1", ALLOW_SIGN_WITH_SHA1)
    VERIFIES("ALLOW_BROKEN", ALLOW_BROKEN)
    VERIFIES("ALLOW_X509_V1_CA_CRT", ALLOW_X509_V1_CA_CRT)
    VERIFIES("DISABLE_CRL_CHECKS", DISABLE_CRL_CHECKS)
    PROFILE(VERY_WEAK)
    PROFILE(LOW)
    PROFILE(LEGACY)
    PROFILE(MEDIUM)
    PROFILE(HIGH)
    PROFILE(ULTRA)
    PROFILE(FUTURE)
    PROFILE(SUITEB128)
    PROFILE(SUITEB192)
    { "NEW_PADDING", NOWHERE, 0 }, /* of an extension that was never a standard: no effect */
};
/* clang-format on */

/* What one word brings along. */
static void apply_consequences(struct priority_flags *out)
{
    if (out->compat)
        out->dumbfw = true;
    if (out->disable_wildcards)
        out->verify_flags |= GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS;
}

bool flag_apply(const char *name, struct priority_flags *out)
{
    for (size_t i = 0; i < ARRAY_SIZE(flags); i++) {
        if (strcmp(flags[i].name, name) != 0)
            continue;
        if (flags[i].at != NOWHERE)
            *(bool *)((char *)out + flags[i].at) = true;
        if ((flags[i].verify & GNUTLS_VFLAGS_PROFILE_MASK) != 0)
            out->verify_flags &= ~(unsigned)GNUTLS_VFLAGS_PROFILE_MASK;
        out->verify_flags |= flags[i].verify;
        apply_consequences(out);
        return true;
    }
    return false;
}

const char *flag_name_at(size_t index)
{
    return index < ARRAY_SIZE(flags) ? flags[index].name : NULL;
}
