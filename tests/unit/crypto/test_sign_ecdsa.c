/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_sign_ecdsa.c - ECDSA with the values of RFC 6979, A.2.5 to A.2.7 */

#include "unit/crypto/rfc6979.h"

/* Of the first key, for "sample" with SHA-256; `right` is the same numbers, rightly written. */
static const char right[] = "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
                            "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
                            "4dc4ab2f843acda8";

static const struct {
    const char *what, *signature;
} wrong[] = {
    /* clang-format off */
    { "there is nothing",
      "" },
    { "it is cut in the head",
      "30" },
    { "a byte is missing",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acd" },
    { "a byte follows",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda800" },
    { "a byte follows inside",
      "3047022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda800" },
    { "a third number follows",
      "3069022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9"
      "aff4064dc4ab2f843acda8" },
    { "the second number is missing",
      "3023022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716" },
    { "the sequence is empty",
      "3000" },
    { "it is a set",
      "3146022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "a number is an octet string",
      "3046042100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "the length is in long form",
      "308146022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d"
      "0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4"
      "064dc4ab2f843acda8" },
    { "the length is indefinite",
      "3080022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda80000" },
    { "the length has two bytes",
      "30820046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c3"
      "4d0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9af"
      "f4064dc4ab2f843acda8" },
    { "the length of a number is in long form",
      "304702812100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d"
      "0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4"
      "064dc4ab2f843acda8" },
    { "r has a zero too many",
      "304702220000efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d"
      "0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4"
      "064dc4ab2f843acda8" },
    { "s has a zero too many",
      "3047022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf371602220000f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4"
      "064dc4ab2f843acda8" },
    { "r is negative",
      "30450220efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea8"
      "4eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064d"
      "c4ab2f843acda8" },
    { "s is negative",
      "3045022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf37160220f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064d"
      "c4ab2f843acda8" },
    { "r is empty",
      "30250200022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064d"
      "c4ab2f843acda8" },
    { "r is zero",
      "3026020100022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "s is zero",
      "3026022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716020100" },
    { "both are zero",
      "3006020100020100" },
    { "r is above the order",
      "3046022101efd48b29acb6a8fe1140dd9cd45e81d65a138228fdc29816b706d9"
      "6b4b125c67022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "s is above the order",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022101f7cb1c932d657c42d436c7a1b6e29f65b0cffb8960c7928b"
      "417e75f2809df2f9" },
    { "r is the order",
      "3046022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9ca"
      "c2fc632551022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "s is the order",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100ffffffff00000000ffffffffffffffffbce6faada7179e84"
      "f3b9cac2fc632551" },
    { "r is enormous",
      "3075025001010101010101010101010101010101010101010101010101010101"
      "0101010101010101010101010101010101010101010101010101010101010101"
      "0101010101010101010101010101010101010101022100f7cb1c942d657c41d4"
      "36c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8" },
    { "they are swapped",
      "3046022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab"
      "2f843acda8022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991"
      "c34d0ea84eaf3716" },
    { "s is one more",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda9" },
    { "both are one",
      "3006020101020101" },
    /* clang-format on */
};

static struct private_key read_row(size_t i)
{
    struct private_key key = { .public = { .kind = KEY_EC, .curve = rfc6979_rows[i].curve } };

    assert_int_equal(buffer_set(&key.d, HEX(rfc6979_rows[i].d)), 0);
    assert_int_equal(buffer_set(&key.public.point, HEX(rfc6979_rows[i].point)), 0);
    return key;
}

static struct sign_how with(const struct hash *hash)
{
    return (struct sign_how){ SIGN_ECDSA, hash, 0 };
}

static void test_published_signatures_verify(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rfc6979_rows); i++) {
        SCOPED(private_key) struct private_key key = read_row(i);

        assert_int_equal(key_verify(&key.public, with(rfc6979_rows[i].hash), sample(),
                                    HEX(rfc6979_rows[i].signature)),
                         0);
    }
}

static void test_our_signatures_verify_and_never_repeat(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rfc6979_rows); i++) {
        SCOPED(private_key) struct private_key key = read_row(i);
        SCOPED(buffer) struct buffer last = { 0 };

        for (int attempt = 0; attempt < 8; attempt++) {
            SCOPED(buffer) struct buffer signature = { 0 };
            assert_int_equal(key_sign(&key, with(rfc6979_rows[i].hash), sample(), &signature), 0);
            assert_int_equal(key_verify(&key.public, with(rfc6979_rows[i].hash), sample(),
                                        buffer_bytes(&signature)),
                             0);
            assert_false(bytes_equal(buffer_bytes(&last), buffer_bytes(&signature)));
            buffer_move(&signature, &last);
        }
    }
}

/* Each number has a zero in front in half of all cases: of 400, none of the sizes is missing. */
static void test_encodings_of_many_signatures_are_right(void **state)
{
    SCOPED(private_key) struct private_key key = read_row(0);
    unsigned of_size[73] = { 0 };

    for (int i = 0; i < 400; i++) {
        SCOPED(buffer) struct buffer signature = { 0 };
        const uint8_t message[] = { (uint8_t)i, (uint8_t)(i >> 8) };

        assert_int_equal(key_sign(&key, with(&hash_sha256), bytes_of(message, 2), &signature), 0);
        assert_int_equal(key_verify(&key.public, with(&hash_sha256), bytes_of(message, 2),
                                    buffer_bytes(&signature)),
                         0);
        assert_true(signature.size < ARRAY_SIZE(of_size));
        of_size[signature.size]++;
    }
    assert_true(of_size[70] > 0 && of_size[71] > 0 && of_size[72] > 0);
}

static void test_each_changed_byte_is_noticed(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rfc6979_rows); i += 6) {
        SCOPED(private_key) struct private_key key = read_row(i);
        struct bytes signature = HEX(rfc6979_rows[i].signature);
        uint8_t changed[256];

        for (size_t at = 0; at < signature.size; at++) {
            memcpy(changed, signature.data, signature.size);
            changed[at] ^= (uint8_t)(1 << (at % 8));
            refuse(&key.public, with(rfc6979_rows[i].hash), sample(),
                   bytes_of(changed, signature.size));
        }
        refuse(&key.public, with(rfc6979_rows[i].hash), bytes_of_text("simple"), signature);
    }
}

static void test_what_is_cut_does_not_verify(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rfc6979_rows); i += 6) {
        SCOPED(private_key) struct private_key key = read_row(i);
        struct bytes signature = HEX(rfc6979_rows[i].signature);

        for (size_t size = 0; size < signature.size; size++)
            refuse(&key.public, with(rfc6979_rows[i].hash), sample(),
                   bytes_of(signature.data, size));
    }
}

static void test_there_is_one_way_to_write_a_signature(void **state)
{
    size_t first = 0;
    while (rfc6979_rows[first].hash != &hash_sha256)
        first++;
    SCOPED(private_key) struct private_key key = read_row(first);

    assert_int_equal(key_verify(&key.public, with(&hash_sha256), sample(), HEX(right)), 0);
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        print_message("%s\n", wrong[i].what);
        refuse(&key.public, with(&hash_sha256), sample(), HEX(wrong[i].signature));
    }
}

static void test_key_and_padding_must_fit(void **state)
{
    SCOPED(private_key) struct private_key key = read_row(0);
    SCOPED(buffer) struct buffer out = { 0 };
    struct sign_how pss = { SIGN_RSA_PSS, &hash_sha256, 0 }, eddsa = { SIGN_EDDSA, NULL, 0 };

    assert_int_equal(key_sign(&key, pss, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, eddsa, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, with(NULL), sample(), &out), GNUTLS_E_INVALID_REQUEST);
    key.public.curve = GNUTLS_ECC_CURVE_X25519;
    assert_int_equal(key_sign(&key, with(&hash_sha256), sample(), &out), GNUTLS_E_INVALID_REQUEST);
}

static void test_a_point_off_the_curve_does_not_verify(void **state)
{
    SCOPED(private_key) struct private_key key = read_row(0);
    key.public.point.data[64] ^= 1;

    assert_int_equal(key_verify(&key.public, with(rfc6979_rows[0].hash), sample(),
                                HEX(rfc6979_rows[0].signature)),
                     GNUTLS_E_ILLEGAL_PARAMETER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_signatures_verify),
        cmocka_unit_test(test_our_signatures_verify_and_never_repeat),
        cmocka_unit_test(test_encodings_of_many_signatures_are_right),
        cmocka_unit_test(test_each_changed_byte_is_noticed),
        cmocka_unit_test(test_what_is_cut_does_not_verify),
        cmocka_unit_test(test_there_is_one_way_to_write_a_signature),
        cmocka_unit_test(test_key_and_padding_must_fit),
        cmocka_unit_test(test_a_point_off_the_curve_does_not_verify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
