/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_kex_dh.c - Diffie-Hellman over primes from outside */

#include "crypto/kex_dh.h"

#include "unit/crypto/vectors.h"

/* A safe prime: "openssl prime -generate -safe -bits 512 -hex"; all expected numbers are Python's. */
static const char prime[] = "ebb332caccca26e4bca6fd2b43d2fc22796f0a02e9c815ff09388a1c4f5bfba3"
                            "9d9a0cb1eb7287cd9b99fbdecf4e5d629e5c3090ba44f32e48902f41370709af";
static const char generator[] = "05";
static const char secret_a[] = "8182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0";
static const char share_a[] = "c9c40ee9237336665c2b27fd36c67b55a541928cfa843864e5d12f5ad9474df2"
                              "c8624a8d0f2ec6105d9c83b01d73512ab0ce5e2bd6f6a65ecb3d5cb0ded9e17a";
static const char share_b[] = "40cbfc66279cee56e4eff733f16d04532672fc10caef2611f088728f63788b62"
                              "bc2f32f3d31ce1949ee1b71ffea552cc88f1e67a18a27e08259d51ed1651697e";
static const char secret_ab[] = "6f3029d857b201e04336b3a8c0a961a436c2529b5121ee7329ede570ef00f17d"
                                "197141096ea43149b64a4b24db398b17b9382d66357773c5d90dd73369fb694a";

static void test_shares_and_secrets_are_those_of_python(void **state)
{
    SCOPED(kex_dh) struct kex_dh dh = { 0 };
    SCOPED(buffer) struct buffer shared = { 0 };
    struct kex_private key;
    uint8_t share[64];

    assert_int_equal(kex_dh_set(&dh, HEX(prime), HEX(generator)), 0);
    assert_int_equal(kex_from_private(&dh.kex, HEX(secret_a), &key, share), 0);
    assert_int_equal(kex_derive(&key, HEX(share_b), &shared), 0);

    assert_bytes(bytes_of(share, 64), HEX(share_a));
    assert_bytes(buffer_bytes(&shared), HEX(secret_ab));
    kex_private_wipe(&key);
}

static void test_fresh_keys_agree(void **state)
{
    SCOPED(kex_dh) struct kex_dh dh = { 0 };
    SCOPED(buffer) struct buffer one = { 0 }, other = { 0 };
    struct kex_private a, b;
    uint8_t share_of_a[64], share_of_b[64];

    assert_int_equal(kex_dh_set(&dh, HEX(prime), HEX(generator)), 0);
    assert_int_equal(kex_generate(&dh.kex, &a, share_of_a), 0);
    assert_int_equal(kex_generate(&dh.kex, &b, share_of_b), 0);
    assert_int_equal(kex_derive(&a, bytes_of(share_of_b, 64), &one), 0);
    assert_int_equal(kex_derive(&b, bytes_of(share_of_a, 64), &other), 0);

    assert_bytes(buffer_bytes(&one), buffer_bytes(&other));
    assert_bytes(kex_prime(&dh.kex), HEX(prime));
    kex_private_wipe(&a);
    kex_private_wipe(&b);
}

/* L1: a public value in range. */
static void test_values_out_of_range_are_refused(void **state)
{
    SCOPED(kex_dh) struct kex_dh dh = { 0 };
    SCOPED(buffer) struct buffer shared = { 0 };
    struct kex_private key;
    uint8_t share[64], value[64] = { 0 };
    struct bytes p = HEX(prime);

    assert_int_equal(kex_dh_set(&dh, p, HEX(generator)), 0);
    assert_int_equal(kex_generate(&dh.kex, &key, share), 0);
    for (int i = 0; i < 4; i++) {
        if (i >= 2) {
            memcpy(value, p.data, 64);
            value[63] = (uint8_t)(value[63] - (i - 2)); /* p, p - 1 */
        } else {
            value[63] = (uint8_t)i;
        }
        assert_int_equal(kex_derive(&key, bytes_of(value, 64), &shared),
                         GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER);
    }
    assert_int_equal(shared.size, 0);
    kex_private_wipe(&key);
}

static void test_numbers_that_nothing_can_be_computed_with_are_refused(void **state)
{
    SCOPED(kex_dh) struct kex_dh dh = { 0 };
    struct bytes p = HEX(prime);
    uint8_t even[64], below[64], large[1025];

    memcpy(even, p.data, 64);
    memcpy(below, p.data, 64);
    even[63] &= 0xfe;
    below[63]--;
    memset(large, 0xff, sizeof large);

    assert_int_equal(kex_dh_set(&dh, bytes_of(even, 64), HEX("02")), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(kex_dh_set(&dh, p, HEX("")), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(kex_dh_set(&dh, p, HEX("01")), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(kex_dh_set(&dh, p, bytes_of(below, 64)), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(kex_dh_set(&dh, p, p), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(kex_dh_set(&dh, bytes_of(large, 1025), HEX("02")), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(kex_dh_set(&dh, bytes_of(large, 63), HEX("02")), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(kex_dh_set(&dh, bytes_none(), bytes_none()), GNUTLS_E_ILLEGAL_PARAMETER);
}

static void test_bits_are_counted_without_zeros_in_front(void **state)
{
    assert_int_equal(number_bits(HEX("")), 0);
    assert_int_equal(number_bits(HEX("0000")), 0);
    assert_int_equal(number_bits(HEX("0001")), 1);
    assert_int_equal(number_bits(HEX("ff")), 8);
    assert_int_equal(number_bits(HEX("000100")), 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares_and_secrets_are_those_of_python),
        cmocka_unit_test(test_fresh_keys_agree),
        cmocka_unit_test(test_values_out_of_range_are_refused),
        cmocka_unit_test(test_numbers_that_nothing_can_be_computed_with_are_refused),
        cmocka_unit_test(test_bits_are_counted_without_zeros_in_front),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
