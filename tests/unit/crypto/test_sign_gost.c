/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_sign_gost.c - GOST R 34.10 with signatures of the reference library
 *
 * The example of RFC 7091 is on a curve that was made for it alone; that of RFC 4491 is a whole
 * certificate, in the contract tests.
 */

#include "unit/crypto/signatures.h"

static const struct {
    enum key_kind kind;
    gnutls_ecc_curve_t curve;
    const struct hash *hash;
    const char *d, *point, *signature; /* of "sample" */
} rows[] = {
    /* clang-format off */
    { KEY_GOST_01, GNUTLS_ECC_CURVE_GOST256CPA, &hash_gosthash94cp,
      "6f52fd481da75a7d8958d3b47a420893389f0e670b980299b38f7fbd9dd35d35",
      "04"
      "6453f66313cbcb33287a28ed9617bce58d50d42db3c6f322e183668de6ebb266"
      "49d4d165f18f6768c05a801eb55e39df6c4a0cbc268cab2fed5fb02e5d3d37c5",
      "7ad5d456ac5245db2af6299dd3de3f16531b0470e03175e405482cf9f3d12ee8"
      "0623bc57d04d972e65127e1dfa427750730af6cb080af9ded952b42162c8127d" },
    { KEY_GOST_12_256, GNUTLS_ECC_CURVE_GOST256CPA, &hash_streebog256,
      "e1107fbbde31162cc1017b56c48ae5a057a0fcfd3189de1e5df2a5682870c85f",
      "04"
      "1f34075d316b23cbd8b28a30d24a46f4476cbed7f430abecb471c8dfdfe44ae6"
      "aaa4d3f8c0429324ad2447dd9e1668c27acadd8cce999812adaa114d9d33b2ff",
      "990428a874722f9e8816fa6f5776afb00baaedac154f2adc028af3eea8b79e3c"
      "76857cb218ef9ae000687d152fc10da10df8dbc87494f03ae6fa19ca8d0e9019" },
    { KEY_GOST_12_512, GNUTLS_ECC_CURVE_GOST512A, &hash_streebog512,
      "415c986c9cb46c5c1ce472d0b3945bb512dc2379bdef2b4d7b94618c1d10374a"
      "f0bc69a297440e628c295834f59d6d3c8fe6cd2b19cfe44b5318edd64f77dd50",
      "04"
      "04e03a3588ba6b75bd2a707f741e97c79b45a56f1e4a5835eb51bb5c0fe3334f"
      "16871ba8ed97f3115030d3ee568e3a4a8368cc97654d1213a2b0e973943fd1bc"
      "7c19852b79c852fd8ed6b3be63cbab20def0a52af99afb966c468305542f4341"
      "0cf692969eef2e6b4ab723c60098fa33ab8941f11f78e388fc2165f5f33ea346",
      "e72fc09c77ad6e7efb2383302d19ac47ad4aac734a0aecc57740d4c9f3368072"
      "21feb64d0a61c6eac57ea9b0b83044ef7e045dae3f1c9b31c369e8419240c886"
      "96c542c8f4f939b28db36c5946854f6dbe0d018a1a9eabf45afd837be82905b5"
      "472d87bbda1d22880c3023db2c9ed1b53622f100a30cce5c01026bf10603c997" },
    /* clang-format on */
};

#define GC256_ORDER "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893"
#define ZEROS_32    "0000000000000000000000000000000000000000000000000000000000000000"
#define ONE_32      "0000000000000000000000000000000000000000000000000000000000000001"

static struct private_key key_of(size_t row)
{
    struct private_key key = { .public = { .kind = rows[row].kind, .curve = rows[row].curve } };

    assert_int_equal(buffer_set(&key.d, HEX(rows[row].d)), 0);
    assert_int_equal(buffer_set(&key.public.point, HEX(rows[row].point)), 0);
    return key;
}

static struct sign_how how_of(size_t row)
{
    return (struct sign_how){ SIGN_GOST, rows[row].hash, 0 };
}

static void test_signatures_of_another_implementation_verify(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = key_of(i);

        assert_int_equal(private_key_check(&key), 0);
        assert_int_equal(key_verify(&key.public, how_of(i), sample(), HEX(rows[i].signature)), 0);
        assert_int_equal(
            key_verify(&key.public, how_of(i), bytes_of_text("simple"), HEX(rows[i].signature)),
            GNUTLS_E_PK_SIG_VERIFY_FAILED);
    }
}

static void test_what_is_signed_verifies_and_is_never_the_same(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = key_of(i);
        SCOPED(buffer) struct buffer one = { 0 }, two = { 0 };

        assert_int_equal(key_sign(&key, how_of(i), sample(), &one), 0);
        assert_int_equal(key_sign(&key, how_of(i), sample(), &two), 0);

        assert_int_equal(one.size, key.public.point.size - 1);
        assert_false(bytes_equal(buffer_bytes(&one), buffer_bytes(&two)));
        assert_int_equal(key_verify(&key.public, how_of(i), sample(), buffer_bytes(&one)), 0);
        assert_int_equal(key_verify(&key.public, how_of(i), sample(), buffer_bytes(&two)), 0);
    }
}

static void test_each_changed_byte_is_noticed(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = key_of(i);
        SCOPED(buffer) struct buffer signature = { 0 };
        assert_int_equal(buffer_set(&signature, HEX(rows[i].signature)), 0);

        for (size_t at = 0; at < signature.size; at++) {
            signature.data[at] ^= 0x10;
            assert_int_equal(key_verify(&key.public, how_of(i), sample(), buffer_bytes(&signature)),
                             GNUTLS_E_PK_SIG_VERIFY_FAILED);
            signature.data[at] ^= 0x10;
        }
    }
}

/* The numbers are from 1 to the order less 1, and each has its place. */
static void test_numbers_out_of_range_are_no_signature(void **state)
{
    static const char *const wrong[] = {
        "",
        ONE_32,
        ZEROS_32 ZEROS_32,
        ONE_32 ZEROS_32,
        ZEROS_32 ONE_32,
        ONE_32 GC256_ORDER,
        GC256_ORDER ONE_32,
        GC256_ORDER GC256_ORDER,
        ONE_32 ONE_32 "00",
        "00" ONE_32 ONE_32,
    };
    SCOPED(private_key) struct private_key key = key_of(1);

    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
        assert_int_equal(key_verify(&key.public, how_of(1), sample(), HEX(wrong[i])),
                         GNUTLS_E_PK_SIG_VERIFY_FAILED);
}

static void test_a_key_signs_with_its_own_hash_alone(void **state)
{
    const struct sign_how ecdsa = { SIGN_ECDSA, &hash_sha256, 0 };

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = key_of(i);
        SCOPED(buffer) struct buffer out = { 0 };

        for (size_t other = 0; other < ARRAY_SIZE(rows); other++) {
            int expected = other == i ? 0 : GNUTLS_E_INVALID_REQUEST;
            assert_int_equal(key_sign(&key, how_of(other), sample(), &out), expected);
        }
        assert_int_equal(key_sign(&key, ecdsa, sample(), &out), GNUTLS_E_INVALID_REQUEST);
        assert_int_equal(key_sign_digest(&key, how_of(i), bytes_of_text("short"), &out),
                         GNUTLS_E_INVALID_REQUEST);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signatures_of_another_implementation_verify),
        cmocka_unit_test(test_what_is_signed_verifies_and_is_never_the_same),
        cmocka_unit_test(test_each_changed_byte_is_noticed),
        cmocka_unit_test(test_numbers_out_of_range_are_no_signature),
        cmocka_unit_test(test_a_key_signs_with_its_own_hash_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
