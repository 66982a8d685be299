/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* security.h - how many bits of a key are how strong */

#ifndef ALGORITHMS_SECURITY_H
#define ALGORITHMS_SECURITY_H

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

struct security_level {
    gnutls_sec_param_t id;
    const char *name;
    unsigned symmetric_bits;
    unsigned rsa_bits, dsa_bits, curve_bits; /* 0: not to be had at this level */
};

/* NULL for what is no level. */
const struct security_level *security_level_find(gnutls_sec_param_t);

/* Bits of such a key at this level; 0 if there is none. */
unsigned security_level_bits(const struct security_level *, gnutls_pk_algorithm_t);

/* The highest level that such a key of so many bits reaches. */
gnutls_sec_param_t security_level_of(gnutls_pk_algorithm_t, unsigned bits);

/* What a verification profile demands; UNKNOWN for none. */
gnutls_sec_param_t security_level_of_profile(gnutls_certificate_verification_profiles_t);

#endif
