/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_derive.c - the secret that two keys share */

#include "crypto/derive.h"

#include "base/errors.h"
#include "crypto/kex.h"
#include "unit/crypto/vectors.h"

/* RFC 7748, 6.1: Bob's private key, Alice's public one. */
static void test_the_secret_of_rfc_7748(void **state)
{
    SCOPED(private_key)
    struct private_key bob = { .public.kind = KEY_X25519, .public.curve = GNUTLS_ECC_CURVE_X25519 };
    SCOPED(public_key)
    struct public_key alice = { .kind = KEY_X25519, .curve = GNUTLS_ECC_CURVE_X25519 };
    SCOPED(buffer) struct buffer shared = { 0 };

    assert_int_equal(
        buffer_set(&bob.d, HEX("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")),
        0);
    assert_int_equal(
        buffer_set(&alice.point,
                   HEX("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")),
        0);
    assert_int_equal(private_key_complete(&bob), 0);
    assert_bytes(buffer_bytes(&bob.public.point),
                 HEX("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
    assert_int_equal(private_key_check(&bob), 0);
    assert_int_equal(key_derive_secret(&bob, &alice, &shared), 0);
    assert_bytes(buffer_bytes(&shared),
                 HEX("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"));
}

static void make_dh(uint8_t last, struct private_key *out)
{
    struct bytes prime = kex_prime(&kex_ffdhe2048), generator = kex_generator(&kex_ffdhe2048);
    uint8_t exponent[40] = { 1, 2, 3 };

    exponent[39] = last;
    out->public.kind = KEY_DH;
    assert_int_equal(buffer_set(&out->public.prime, prime), 0);
    assert_int_equal(buffer_set(&out->public.generator, generator), 0);
    assert_int_equal(buffer_set(&out->d, bytes_of(exponent, sizeof exponent)), 0);
    assert_int_equal(private_key_complete(out), 0);
    assert_int_equal(private_key_check(out), 0);
}

static void assert_both_sides(const struct private_key *one, const struct private_key *other,
                              size_t size)
{
    SCOPED(buffer) struct buffer here = { 0 }, there = { 0 };

    assert_int_equal(key_derive_secret(one, &other->public, &here), 0);
    assert_int_equal(key_derive_secret(other, &one->public, &there), 0);
    assert_int_equal(here.size, size);
    assert_bytes(buffer_bytes(&here), buffer_bytes(&there));
}

static void test_both_sides_have_one_secret(void **state)
{
    static const struct {
        enum key_kind kind;
        gnutls_ecc_curve_t curve;
        size_t size;
    } rows[] = {
        { KEY_EC, GNUTLS_ECC_CURVE_SECP256R1, 32 },
        { KEY_EC, GNUTLS_ECC_CURVE_SECP521R1, 66 },
        { KEY_X25519, GNUTLS_ECC_CURVE_X25519, 32 },
        { KEY_X448, GNUTLS_ECC_CURVE_X448, 56 },
    };
    SCOPED(private_key) struct private_key one = { 0 }, other = { 0 };

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        assert_int_equal(private_key_generate(rows[i].kind, 0, rows[i].curve, &one), 0);
        assert_int_equal(private_key_generate(rows[i].kind, 0, rows[i].curve, &other), 0);
        assert_both_sides(&one, &other, rows[i].size);
    }
    private_key_wipe(&one);
    private_key_wipe(&other);
    make_dh(5, &one);
    make_dh(9, &other);
    assert_both_sides(&one, &other, 256);
}

static void test_keys_of_two_kinds_share_nothing(void **state)
{
    SCOPED(private_key) struct private_key one = { 0 }, other = { 0 };
    SCOPED(buffer) struct buffer shared = { 0 };

    assert_int_equal(private_key_generate(KEY_EC, 0, GNUTLS_ECC_CURVE_SECP256R1, &one), 0);
    assert_int_equal(private_key_generate(KEY_EC, 0, GNUTLS_ECC_CURVE_SECP384R1, &other), 0);
    assert_int_equal(key_derive_secret(&one, &other.public, &shared), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(private_key_generate(KEY_ED25519, 0, 0, &other), 0);
    assert_int_equal(key_derive_secret(&other, &other.public, &shared), GNUTLS_E_INVALID_REQUEST);
}

static void test_a_share_of_one_is_refused(void **state)
{
    SCOPED(private_key) struct private_key key = { 0 };
    SCOPED(public_key) struct public_key peer = { 0 };
    SCOPED(buffer) struct buffer shared = { 0 };

    make_dh(5, &key);
    assert_int_equal(public_key_copy(&key.public, &peer), 0);
    assert_int_equal(buffer_set(&peer.point, HEX("01")), 0);
    assert_true(key_derive_secret(&key, &peer, &shared) < 0);
    assert_int_equal(shared.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_secret_of_rfc_7748),
        cmocka_unit_test(test_both_sides_have_one_secret),
        cmocka_unit_test(test_keys_of_two_kinds_share_nothing),
        cmocka_unit_test(test_a_share_of_one_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
