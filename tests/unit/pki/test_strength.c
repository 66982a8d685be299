/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_strength.c - which keys are too weak for which profile
 *
 * The verdicts are those of GnuTLS 3.7.9 over certificates with such keys.
 */

#include "unit/test.h"

#include "pki/chain.h"
#include "pki/internal.h"

#include <gnutls/x509.h>

struct row {
    enum key_kind kind;
    unsigned bits; /* of the modulus or of the prime */
    gnutls_ecc_curve_t curve;
    gnutls_certificate_verification_profiles_t strongest; /* that takes it */
};

static const struct row rows[] = {
    { KEY_RSA, 768, 0, GNUTLS_PROFILE_VERY_WEAK },
    { KEY_RSA, 1024, 0, GNUTLS_PROFILE_LOW },
    { KEY_RSA_PSS, 2048, 0, GNUTLS_PROFILE_MEDIUM },
    { KEY_RSA, 3072, 0, GNUTLS_PROFILE_HIGH },
    { KEY_DSA, 1024, 0, GNUTLS_PROFILE_LOW },
    { KEY_DSA, 2048, 0, GNUTLS_PROFILE_MEDIUM },
    { KEY_DSA, 3072, 0, GNUTLS_PROFILE_HIGH },
    { KEY_EC, 0, GNUTLS_ECC_CURVE_SECP256R1, GNUTLS_PROFILE_HIGH },
    { KEY_EC, 0, GNUTLS_ECC_CURVE_SECP384R1, GNUTLS_PROFILE_ULTRA },
    { KEY_EC, 0, GNUTLS_ECC_CURVE_SECP521R1, GNUTLS_PROFILE_FUTURE },
};

static const gnutls_certificate_verification_profiles_t profiles[] = {
    GNUTLS_PROFILE_VERY_WEAK, GNUTLS_PROFILE_LOW,   GNUTLS_PROFILE_LEGACY, GNUTLS_PROFILE_MEDIUM,
    GNUTLS_PROFILE_HIGH,      GNUTLS_PROFILE_ULTRA, GNUTLS_PROFILE_FUTURE,
};

/* A number of so many bits. */
static void set_number(unsigned bits, struct buffer *out)
{
    uint8_t bytes[512];
    memset(bytes, 0xff, sizeof bytes);
    assert_int_equal(buffer_set(out, bytes_of(bytes, bits / 8)), 0);
}

static void test_keys_are_as_strong_as_a_profile_demands(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct gnutls_x509_crt_int certificate = { .key.kind = rows[i].kind,
                                                   .key.curve = rows[i].curve };
        set_number(rows[i].bits,
                   rows[i].kind == KEY_DSA ? &certificate.key.prime : &certificate.key.modulus);
        for (size_t k = 0; k < ARRAY_SIZE(profiles); k++) {
            unsigned flags = GNUTLS_PROFILE_TO_VFLAGS(profiles[k]);
            bool is_weak = chain_key_weakness(&certificate, flags) != 0;
            if (is_weak != (profiles[k] > rows[i].strongest))
                fail_msg("row %zu, profile %d", i, (int)profiles[k]);
        }
        public_key_wipe(&certificate.key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_as_strong_as_a_profile_demands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
