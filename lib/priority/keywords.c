/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keywords.c - NORMAL, SECURE128, PFS and their kin, as lists; the %KEYWORDS as flags
 *
 * Left out of the defaults, though a string may ask for it: the static RSA key exchange (no forward
 * secrecy) and signatures with SHA-1 (RFC 9155). LEGACY has both.
 */

#include "priority/keywords.h"

#include "base/text.h"

/* All lists are in order of preference. */
#define LIST(name) static const unsigned name[]

LIST(versions_usual) = { GNUTLS_TLS1_3, GNUTLS_TLS1_2, GNUTLS_DTLS1_2, 0 };
LIST(versions_suite_b) = { GNUTLS_TLS1_2, 0 };

LIST(ciphers_usual) = {
    GNUTLS_CIPHER_AES_256_GCM, GNUTLS_CIPHER_CHACHA20_POLY1305,
    GNUTLS_CIPHER_AES_256_CCM, GNUTLS_CIPHER_AES_256_CBC,
    GNUTLS_CIPHER_AES_128_GCM, GNUTLS_CIPHER_AES_128_CCM,
    GNUTLS_CIPHER_AES_128_CBC, 0,
};
LIST(ciphers_fast) = {
    GNUTLS_CIPHER_AES_128_GCM,       GNUTLS_CIPHER_AES_256_GCM,
    GNUTLS_CIPHER_CHACHA20_POLY1305, GNUTLS_CIPHER_AES_128_CCM,
    GNUTLS_CIPHER_AES_256_CCM,       GNUTLS_CIPHER_AES_128_CBC,
    GNUTLS_CIPHER_AES_256_CBC,       0,
};
LIST(ciphers_128) = {
    GNUTLS_CIPHER_AES_256_GCM, GNUTLS_CIPHER_CHACHA20_POLY1305,
    GNUTLS_CIPHER_AES_256_CBC, GNUTLS_CIPHER_AES_256_CCM,
    GNUTLS_CIPHER_AES_128_GCM, GNUTLS_CIPHER_AES_128_CBC,
    GNUTLS_CIPHER_AES_128_CCM, 0,
};
LIST(ciphers_192) = {
    GNUTLS_CIPHER_AES_256_GCM,
    GNUTLS_CIPHER_CHACHA20_POLY1305,
    GNUTLS_CIPHER_AES_256_CBC,
    GNUTLS_CIPHER_AES_256_CCM,
    0,
};
LIST(ciphers_suite_b_128) = { GNUTLS_CIPHER_AES_256_GCM, GNUTLS_CIPHER_AES_128_GCM, 0 };
LIST(ciphers_suite_b_192) = { GNUTLS_CIPHER_AES_256_GCM, 0 };

LIST(kx_usual) = { GNUTLS_KX_ECDHE_ECDSA, GNUTLS_KX_ECDHE_RSA, GNUTLS_KX_DHE_RSA, 0 };
LIST(kx_legacy) = { GNUTLS_KX_ECDHE_ECDSA, GNUTLS_KX_ECDHE_RSA, GNUTLS_KX_RSA, GNUTLS_KX_DHE_RSA,
                    0 };
LIST(kx_suite_b) = { GNUTLS_KX_ECDHE_ECDSA, 0 };

LIST(macs_usual) = { GNUTLS_MAC_SHA1, GNUTLS_MAC_AEAD, 0 };
LIST(macs_aead) = { GNUTLS_MAC_AEAD, 0 };

#define SIGNS_256                                                                                  \
    GNUTLS_SIGN_RSA_SHA256, GNUTLS_SIGN_RSA_PSS_SHA256, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256,           \
        GNUTLS_SIGN_ECDSA_SHA256, GNUTLS_SIGN_ECDSA_SECP256R1_SHA256, GNUTLS_SIGN_EDDSA_ED25519
#define SIGNS_384_512                                                                              \
    GNUTLS_SIGN_RSA_SHA384, GNUTLS_SIGN_RSA_PSS_SHA384, GNUTLS_SIGN_RSA_PSS_RSAE_SHA384,           \
        GNUTLS_SIGN_ECDSA_SHA384, GNUTLS_SIGN_ECDSA_SECP384R1_SHA384, GNUTLS_SIGN_EDDSA_ED448,     \
        GNUTLS_SIGN_RSA_SHA512, GNUTLS_SIGN_RSA_PSS_SHA512, GNUTLS_SIGN_RSA_PSS_RSAE_SHA512,       \
        GNUTLS_SIGN_ECDSA_SHA512, GNUTLS_SIGN_ECDSA_SECP521R1_SHA512
#define SIGNS_SUITE_B_192 GNUTLS_SIGN_ECDSA_SHA384, GNUTLS_SIGN_ECDSA_SECP384R1_SHA384

LIST(signs_usual) = { SIGNS_256, SIGNS_384_512, 0 };
LIST(signs_legacy) = { SIGNS_256, SIGNS_384_512, GNUTLS_SIGN_RSA_SHA1, GNUTLS_SIGN_ECDSA_SHA1, 0 };
LIST(signs_192) = { SIGNS_384_512, 0 };
LIST(signs_suite_b_128) = { GNUTLS_SIGN_ECDSA_SHA256, GNUTLS_SIGN_ECDSA_SECP256R1_SHA256,
                            SIGNS_SUITE_B_192, 0 };
LIST(signs_suite_b_192) = { SIGNS_SUITE_B_192, 0 };

LIST(groups_192) = { GNUTLS_GROUP_SECP384R1, GNUTLS_GROUP_SECP521R1, GNUTLS_GROUP_FFDHE8192, 0 };
LIST(groups_suite_b_128) = { GNUTLS_GROUP_SECP256R1, GNUTLS_GROUP_SECP384R1, 0 };
LIST(groups_suite_b_192) = { GNUTLS_GROUP_SECP384R1, 0 };

/* X25519 is the fastest, and one key share is sent. */
#define CURVE_GROUPS                                                                               \
    GNUTLS_GROUP_X25519, GNUTLS_GROUP_SECP256R1, GNUTLS_GROUP_SECP384R1, GNUTLS_GROUP_X448,        \
        GNUTLS_GROUP_SECP521R1
#define FINITE_GROUPS                                                                              \
    GNUTLS_GROUP_FFDHE2048, GNUTLS_GROUP_FFDHE3072, GNUTLS_GROUP_FFDHE4096,                        \
        GNUTLS_GROUP_FFDHE6144, GNUTLS_GROUP_FFDHE8192

const unsigned all_groups[] = { CURVE_GROUPS, FINITE_GROUPS, 0 };
const unsigned all_curve_groups[] = { CURVE_GROUPS, 0 };
const unsigned all_finite_groups[] = { FINITE_GROUPS, 0 };

/* The old ones are asked for in vain: they are spoken no more. */
const unsigned all_tls_versions[] = { GNUTLS_TLS1_3, GNUTLS_TLS1_2, GNUTLS_TLS1_1, GNUTLS_TLS1_0,
                                      0 };
const unsigned all_datagram_versions[] = { GNUTLS_DTLS1_2, GNUTLS_DTLS1_0, 0 };
const unsigned all_kx[] = { GNUTLS_KX_ECDHE_ECDSA, GNUTLS_KX_ECDHE_RSA, GNUTLS_KX_RSA,
                            GNUTLS_KX_DHE_RSA, 0 };
const unsigned all_ctypes[] = { GNUTLS_CRT_X509, GNUTLS_CRT_RAWPK, 0 };

#define KEYWORD(name, versions, ciphers, kx, macs, signs, groups, profile, tickets)                \
    { name,                                                                                        \
      versions_##versions,                                                                         \
      ciphers_##ciphers,                                                                           \
      kx_##kx,                                                                                     \
      macs_##macs,                                                                                 \
      signs_##signs,                                                                               \
      groups,                                                                                      \
      GNUTLS_PROFILE_##profile,                                                                    \
      tickets },

/* clang-format off */
static const struct keyword keywords[] = {
    KEYWORD("NORMAL",      usual,   usual,       usual,   usual, usual,       all_groups, LOW, true)
    KEYWORD("PERFORMANCE", usual,   fast,        usual,   usual, usual,       all_groups, LOW, true)
    KEYWORD("PFS",         usual,   usual,       usual,   usual, usual,       all_groups, LOW, false)
    KEYWORD("SECURE128",   usual,   128,         usual,   usual, usual,       all_groups, LOW, true)
    KEYWORD("SECURE",      usual,   128,         usual,   usual, usual,       all_groups, LOW, true)
    KEYWORD("SECURE192",   usual,   192,         usual,   aead,  192,         groups_192, HIGH, true)
    KEYWORD("SECURE256",   usual,   192,         usual,   aead,  192,         groups_192, HIGH, true)
    KEYWORD("SUITEB128",   suite_b, suite_b_128, suite_b, aead,  suite_b_128, groups_suite_b_128,
            SUITEB128, true)
    KEYWORD("SUITEB192",   suite_b, suite_b_192, suite_b, aead,  suite_b_192, groups_suite_b_192,
            SUITEB192, true)
    KEYWORD("LEGACY",      usual,   usual,       legacy,  usual, legacy,      all_groups, LOW, true)
};
/* clang-format on */

const struct keyword *keyword_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_SIZE(keywords); i++)
        if (text_equal_ignoring_case(keywords[i].name, name))
            return &keywords[i];
    return NULL;
}

const char *keyword_name_at(size_t index)
{
    return index < ARRAY_SIZE(keywords) ? keywords[index].name : NULL;
}
