/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keywords.h - NORMAL, SECURE128, PFS and their kin, as lists; the %KEYWORDS as flags */

#ifndef PRIORITY_KEYWORDS_H
#define PRIORITY_KEYWORDS_H

#include "priority/choice.h"

#include <gnutls/x509.h>

/* Each list ends in 0. */
struct keyword {
    const char *name;
    const unsigned *versions, *ciphers, *kx, *macs, *signs, *groups;
    gnutls_certificate_verification_profiles_t profile;
    bool tickets_tls12; /* a stolen ticket key would undo forward secrecy before TLS 1.3 */
};

/* In any case of letters; NULL for what is none. */
const struct keyword *keyword_find(const char *name);
const char *keyword_name_at(size_t index); /* NULL behind the last */

/* A word after '%', in its exact letters. False for what is none. */
bool flag_apply(const char *name, struct priority_flags *);
const char *flag_name_at(size_t index);

/* What the names that end in ALL stand for; lists ended by 0. */
extern const unsigned all_tls_versions[], all_datagram_versions[], all_kx[], all_groups[],
    all_curve_groups[], all_finite_groups[], all_ctypes[];

#endif
