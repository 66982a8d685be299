/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_sign_eddsa.c - Ed25519 and Ed448 with the values of RFC 8032, 7 */

#include "unit/crypto/signatures.h"

static const struct {
    enum key_kind kind;
    const char *d, *point, *message, *signature;
} rows[] = {
    /* clang-format off */
    { KEY_ED25519,
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
      "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b" },
    { KEY_ED25519,
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
      "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00" },
    { KEY_ED25519,
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
      "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a" },
    { KEY_ED448,
      "6c82a562cb808d10d632be89c8513ebf6c929f34ddfa8c9f63c9960ef6e348a3"
      "528c8a3fcc2f044e39a3fc5b94492f8f032e7549a20098f95b",
      "5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778"
      "edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180",
      "",
      "533a37f6bbe457251f023c0d88f976ae2dfb504a843e34d2074fd823d41a591f"
      "2b233f034f628281f2fd7a22ddd47d7828c59bd0a21bfd3980ff0d2028d4b18a"
      "9df63e006c5d1c2d345b925d8dc00b4104852db99ac5c7cdda8530a113a0f4db"
      "b61149f05a7363268c71d95808ff2e652600" },
    { KEY_ED448,
      "c4eab05d357007c632f3dbb48489924d552b08fe0c353a0d4a1f00acda2c463a"
      "fbea67c5e8d2877c5e3bc397a659949ef8021e954e0a12274e",
      "43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c086"
      "6aea01eb00742802b8438ea4cb82169c235160627b4c3a9480",
      "03",
      "26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f435"
      "2541b143c4b981b7e18f62de8ccdf633fc1bf037ab7cd779805e0dbcc0aae1cb"
      "cee1afb2e027df36bc04dcecbf154336c19f0af7e0a6472905e799f1953d2a0f"
      "f3348ab21aa4adafd1d234441cf807c03a00" },
    /* clang-format on */
};

/* The orders of the groups, little endian: s + order would pass where it is not compared. */
static const char order_25519[] =
    "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
static const char order_448[] = "f34458ab92c27823558fc58d72c26c219036d6ae49db4ec4e923ca7cffffffff"
                                "ffffffffffffffffffffffffffffffffffffffffffffff3f00";

static const struct sign_how how = { SIGN_EDDSA, NULL, 0 };

static struct private_key read_row(size_t i)
{
    struct private_key key = { .public = { .kind = rows[i].kind } };

    assert_int_equal(buffer_set(&key.d, HEX(rows[i].d)), 0);
    assert_int_equal(private_key_complete(&key), 0);
    return key;
}

static void test_keys_and_signatures_are_the_published_ones(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = read_row(i);
        SCOPED(buffer) struct buffer signature = { 0 };
        struct bytes message = HEX(rows[i].message);

        int result = key_sign(&key, how, message, &signature);

        assert_int_equal(result, 0);
        assert_bytes(buffer_bytes(&key.public.point), HEX(rows[i].point));
        assert_bytes(buffer_bytes(&signature), HEX(rows[i].signature));
        assert_int_equal(key_verify(&key.public, how, message, buffer_bytes(&signature)), 0);
    }
}

static void test_each_changed_byte_is_noticed(void **state)
{
    for (size_t i = 1; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = read_row(i);
        struct bytes message = HEX(rows[i].message), signature = HEX(rows[i].signature);
        uint8_t changed[128];

        for (size_t at = 0; at < signature.size; at++) {
            memcpy(changed, signature.data, signature.size);
            changed[at] ^= (uint8_t)(1 << (at % 8));
            refuse(&key.public, how, message, bytes_of(changed, signature.size));
        }
        refuse(&key.public, how, bytes_of_text("another"), signature);
    }
}

static void test_signatures_of_another_size_are_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = read_row(i);
        struct bytes message = HEX(rows[i].message), signature = HEX(rows[i].signature);
        uint8_t longer[128] = { 0 };
        memcpy(longer, signature.data, signature.size);

        refuse(&key.public, how, message, bytes_none());
        refuse(&key.public, how, message, bytes_of(longer, signature.size - 1));
        refuse(&key.public, how, message, bytes_of(longer, signature.size + 1));
    }
}

static void refuse_added(size_t row, size_t scalar_at, struct bytes order)
{
    SCOPED(private_key) struct private_key key = read_row(row);
    struct bytes signature = HEX(rows[row].signature);
    uint8_t changed[128];
    unsigned carry = 0;

    memcpy(changed, signature.data, signature.size);
    for (size_t i = 0; i < order.size; i++) {
        carry += (unsigned)changed[scalar_at + i] + order.data[i];
        changed[scalar_at + i] = (uint8_t)carry;
        carry >>= 8;
    }
    refuse(&key.public, how, HEX(rows[row].message), bytes_of(changed, signature.size));
}

/* RFC 8032, 5.1.7 and 5.2.7: else each signature could be changed into another. */
static void test_scalars_are_below_the_order(void **state)
{
    refuse_added(1, 32, HEX(order_25519));
    refuse_added(4, 57, HEX(order_448));
}

static void test_key_and_padding_must_fit(void **state)
{
    SCOPED(private_key) struct private_key key = read_row(0);
    SCOPED(buffer) struct buffer out = { 0 };
    struct sign_how with_hash = { SIGN_EDDSA, &hash_sha512, 0 };
    struct sign_how ecdsa = { SIGN_ECDSA, &hash_sha512, 0 };
    uint8_t digest[64] = { 0 };

    assert_int_equal(key_sign(&key, with_hash, bytes_none(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, ecdsa, bytes_none(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign_digest(&key, how, bytes_of(digest, 64), &out),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(out.size, 0);
}

static void test_points_of_another_size_are_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = read_row(i);
        SCOPED(buffer) struct buffer out = { 0 };
        buffer_cut(&key.public.point, key.public.point.size - 1);

        assert_int_equal(key_verify(&key.public, how, HEX(rows[i].message), HEX(rows[i].signature)),
                         GNUTLS_E_ILLEGAL_PARAMETER);
        assert_int_equal(key_sign(&key, how, HEX(rows[i].message), &out),
                         GNUTLS_E_ILLEGAL_PARAMETER);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_and_signatures_are_the_published_ones),
        cmocka_unit_test(test_each_changed_byte_is_noticed),
        cmocka_unit_test(test_signatures_of_another_size_are_refused),
        cmocka_unit_test(test_scalars_are_below_the_order),
        cmocka_unit_test(test_key_and_padding_must_fit),
        cmocka_unit_test(test_points_of_another_size_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
