/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* strength.c - keys and signatures that are too weak for a verification profile */

#include "algorithms/algorithms.h"
#include "algorithms/security.h"
#include "pki/chain.h"
#include "pki/internal.h"

#include <gnutls/x509.h>

static gnutls_certificate_verification_profiles_t profile_of(unsigned flags)
{
    return (gnutls_certificate_verification_profiles_t)GNUTLS_VFLAGS_TO_PROFILE(flags);
}

/* NULL where no profile is asked for. */
static const struct security_level *level_of(unsigned flags)
{
    return security_level_find(security_level_of_profile(profile_of(flags)));
}

/* RFC 6460, 3: P-256 with SHA-256 and P-384 with SHA-384, and only the latter at 192 bits. */
static bool suite_b_curve(gnutls_ecc_curve_t curve, unsigned flags)
{
    return curve == GNUTLS_ECC_CURVE_SECP384R1 ||
           (profile_of(flags) == GNUTLS_PROFILE_SUITEB128 && curve == GNUTLS_ECC_CURVE_SECP256R1);
}

static bool is_suite_b(unsigned flags)
{
    return profile_of(flags) == GNUTLS_PROFILE_SUITEB128 ||
           profile_of(flags) == GNUTLS_PROFILE_SUITEB192;
}

unsigned chain_key_weakness(const struct gnutls_x509_crt_int *certificate, unsigned flags)
{
    const struct security_level *wanted = level_of(flags);
    const struct public_key *key = &certificate->key;
    bool strong = true;
    if (is_suite_b(flags)) {
        strong = key->kind == KEY_EC && suite_b_curve(key->curve, flags);
    } else if (wanted != NULL) {
        unsigned bits = certificate->key_result < 0 ? 0 : public_key_bits(key);
        strong = bits >= security_level_bits(wanted, key_pk_algorithm(key));
    }
    return strong ? 0 : GNUTLS_CERT_INSECURE_ALGORITHM;
}

/* Collisions are made for MD5 in seconds; those of GOST R 34.11-94 are known and cost more. Only who
 * asks for them gets them: for the latter, by all that is broken. */
bool hash_is_forgeable(const struct hash *hash, unsigned flags)
{
    if (hash == &hash_gosthash94cp)
        return (~flags & GNUTLS_VERIFY_ALLOW_BROKEN) != 0;
    return hash == &hash_md5 && (flags & GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5) == 0;
}

bool signature_is_forgeable(const struct signature_algorithm *algorithm, unsigned flags)
{
    return algorithm->id == GNUTLS_SIGN_RSA_MD2 || hash_is_forgeable(algorithm->how.hash, flags);
}

static bool is_broken(const struct signature_algorithm *algorithm, unsigned flags)
{
    if (algorithm->how.hash == &hash_sha1)
        return (flags & GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1) == 0;
    return signature_is_forgeable(algorithm, flags);
}

unsigned chain_signature_weakness(const struct gnutls_x509_crt_int *certificate, unsigned flags)
{
    const struct signature_algorithm *algorithm = &certificate->facts.signature_algorithm;
    const struct security_level *wanted = level_of(flags);
    const struct hash *hash = algorithm->how.hash;
    bool strong = !is_broken(algorithm, flags);
    if (is_suite_b(flags)) {
        bool p256 = profile_of(flags) == GNUTLS_PROFILE_SUITEB128;
        strong &=
            algorithm->key == KEY_EC && (hash == &hash_sha384 || (p256 && hash == &hash_sha256));
    } else if (wanted != NULL && hash != NULL) {
        /* Collisions take half of the bits. SHA-1 that was asked for is not asked again. */
        strong &= hash == &hash_sha1 || hash == &hash_md5 ||
                  hash->size * 8u / 2 >= wanted->symmetric_bits;
    }
    return strong ? 0 : GNUTLS_CERT_INSECURE_ALGORITHM;
}
