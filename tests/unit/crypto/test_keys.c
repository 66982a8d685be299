/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_keys.c - raw keys: what is a key, and what is none */

#include "crypto/keys.h"

#include "unit/crypto/rsa_keys.h"

static const struct rsa_key_text *const rsa_keys[] = { &key_1024, &key_1025, &key_1030, &key_2048 };

static struct private_key ec_key(gnutls_ecc_curve_t curve, const char *d)
{
    struct private_key key = { .public = { .kind = KEY_EC, .curve = curve } };
    set_hex(&key.d, d);
    return key;
}

#define P256_D "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
#define P256_POINT                                                                                 \
    "04"                                                                                           \
    "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"                             \
    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
#define P256_LONG  "01" P256_D
#define P256_ORDER "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"

static void test_keys_of_another_implementation_are_keys(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rsa_keys); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rsa_keys[i]);

        assert_int_equal(public_key_check(&key.public), 0);
        assert_int_equal(private_key_check(&key), 0);
    }
}

static void test_bits_are_counted_as_the_api_counts_them(void **state)
{
    static const unsigned expected[] = { 1024, 1025, 1030, 2048 };
    struct public_key p521 = { .kind = KEY_EC, .curve = GNUTLS_ECC_CURVE_SECP521R1 };
    struct public_key ed25519 = { .kind = KEY_ED25519 }, ed448 = { .kind = KEY_ED448 };
    struct public_key none = { 0 }, empty_rsa = { .kind = KEY_RSA };

    for (size_t i = 0; i < ARRAY_SIZE(rsa_keys); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rsa_keys[i]);
        assert_int_equal(public_key_bits(&key.public), expected[i]);
    }
    assert_int_equal(public_key_bits(&p521), 528);
    assert_int_equal(public_key_bits(&ed25519), 256);
    assert_int_equal(public_key_bits(&ed448), 456);
    assert_int_equal(public_key_bits(&none), 0);
    assert_int_equal(public_key_bits(&empty_rsa), 0);
}

static struct buffer *rsa_part(struct private_key *key, size_t i)
{
    struct buffer *parts[] = { &key->public.modulus,
                               &key->public.exponent,
                               &key->d,
                               &key->p,
                               &key->q,
                               &key->dp,
                               &key->dq,
                               &key->qinv };
    return i < ARRAY_SIZE(parts) ? parts[i] : NULL;
}

static void test_each_changed_part_is_noticed(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);

    for (size_t i = 0; rsa_part(&key, i); i++) {
        struct buffer *part = rsa_part(&key, i);

        for (size_t at = 0; at < part->size; at += 13) {
            part->data[at] ^= 2;
            assert_int_equal(private_key_check(&key), GNUTLS_E_ILLEGAL_PARAMETER);
            part->data[at] ^= 2;
        }
        assert_int_equal(private_key_check(&key), 0);
    }
}

static void test_each_missing_part_is_noticed(void **state)
{
    for (size_t i = 0; i < 8; i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
        buffer_wipe(rsa_part(&key, i));

        assert_int_equal(private_key_check(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    }
}

static void test_numbers_that_are_no_rsa_key_are_refused(void **state)
{
    static const struct {
        const char *modulus, *exponent;
    } odd_ones[] = {
        { "", "010001" },
        { "00", "03" },
        { "0f", "03" },
        { NULL, "" },
        { NULL, "01" },
        { NULL, "02" },
        { NULL, "010000" },
        { NULL, "00010001" },
        { NULL, "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" },
    };

    for (size_t i = 0; i < ARRAY_SIZE(odd_ones); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
        if (odd_ones[i].modulus)
            set_hex(&key.public.modulus, odd_ones[i].modulus);
        set_hex(&key.public.exponent, odd_ones[i].exponent);

        assert_int_equal(public_key_check(&key.public), GNUTLS_E_ILLEGAL_PARAMETER);
    }
}

static void test_a_modulus_is_neither_small_nor_enormous(void **state)
{
    static uint8_t number[16384 / 8 + 1];
    struct public_key key = { .kind = KEY_RSA };
    memset(number, 0xff, sizeof(number));
    set_hex(&key.exponent, "010001");

    assert_int_equal(buffer_set(&key.modulus, bytes_of(number, 63)), 0);
    assert_int_equal(public_key_check(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(buffer_set(&key.modulus, bytes_of(number, 64)), 0);
    assert_int_equal(public_key_check(&key), 0);
    assert_int_equal(buffer_set(&key.modulus, bytes_of(number, 2048)), 0);
    assert_int_equal(public_key_check(&key), 0);
    assert_int_equal(buffer_set(&key.modulus, bytes_of(number, 2049)), 0);
    assert_int_equal(public_key_check(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    public_key_wipe(&key);
}

static void test_an_rsa_key_is_completed_from_its_primes(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rsa_keys); i++) {
        SCOPED(private_key) struct private_key whole = rsa_key_read(rsa_keys[i]);
        SCOPED(private_key) struct private_key key = rsa_key_read(rsa_keys[i]);
        buffer_wipe(&key.dp);
        buffer_wipe(&key.dq);
        buffer_wipe(&key.qinv);

        assert_int_equal(private_key_complete(&key), 0);
        assert_bytes(buffer_bytes(&key.dp), buffer_bytes(&whole.dp));
        assert_bytes(buffer_bytes(&key.dq), buffer_bytes(&whole.dq));
        assert_bytes(buffer_bytes(&key.qinv), buffer_bytes(&whole.qinv));

        buffer_wipe(&key.public.modulus);
        buffer_wipe(&key.d);
        buffer_wipe(&key.dp);
        assert_int_equal(private_key_complete(&key), 0);
        assert_bytes(buffer_bytes(&key.public.modulus), buffer_bytes(&whole.public.modulus));
        assert_int_equal(private_key_check(&key), 0);
    }
}

static void test_what_does_not_suffice_is_not_completed(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    struct private_key none = { 0 };

    set_hex(&key.q, "01");
    assert_int_equal(private_key_complete(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    set_hex(&key.q, "00");
    assert_int_equal(private_key_complete(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    buffer_wipe(&key.q);
    assert_int_equal(private_key_complete(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(private_key_complete(&none), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(private_key_check(&none), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(public_key_check(&none.public), GNUTLS_E_ILLEGAL_PARAMETER);
}

/* RFC 6979, A.2.5. */
static void test_the_point_of_an_ec_key_is_computed(void **state)
{
    SCOPED(private_key) struct private_key key = ec_key(GNUTLS_ECC_CURVE_SECP256R1, P256_D);

    assert_int_equal(private_key_complete(&key), 0);

    assert_bytes(buffer_bytes(&key.public.point), HEX(P256_POINT));
    assert_int_equal(private_key_check(&key), 0);
    assert_int_equal(public_key_check(&key.public), 0);
}

static void test_halves_of_different_keys_are_noticed(void **state)
{
    SCOPED(private_key) struct private_key key = ec_key(GNUTLS_ECC_CURVE_SECP256R1, P256_D);
    assert_int_equal(private_key_complete(&key), 0);

    key.d.data[31] ^= 1;
    assert_int_equal(private_key_check(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    key.d.data[31] ^= 1;
    key.public.point.data[40] ^= 1;
    assert_int_equal(private_key_check(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(public_key_check(&key.public), GNUTLS_E_ILLEGAL_PARAMETER);
}

static void test_ec_keys_out_of_range_are_refused(void **state)
{
    static const char *const numbers[] = { "", "00", P256_ORDER, P256_LONG };

    for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
        SCOPED(private_key)
        struct private_key key = ec_key(GNUTLS_ECC_CURVE_SECP256R1, numbers[i]);

        assert_int_equal(private_key_complete(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    }
    SCOPED(private_key) struct private_key other = ec_key(GNUTLS_ECC_CURVE_X25519, P256_D);
    assert_int_equal(private_key_complete(&other), GNUTLS_E_ILLEGAL_PARAMETER);
}

/* The base points: RFC 4357, 11.4, under its three names, and RFC 7836, A.1.1. */
#define GC256_POINT                                                                                \
    "04"                                                                                           \
    "0000000000000000000000000000000000000000000000000000000000000001"                             \
    "8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14"
#define GC512_POINT                                                                                \
    "04"                                                                                           \
    "0000000000000000000000000000000000000000000000000000000000000000"                             \
    "0000000000000000000000000000000000000000000000000000000000000003"                             \
    "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921"                             \
    "df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4"
#define GC256_ORDER "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893"

static struct private_key gost_key(enum key_kind kind, gnutls_ecc_curve_t curve, const char *d)
{
    struct private_key key = { .public = { .kind = kind, .curve = curve } };
    set_hex(&key.d, d);
    return key;
}

static const struct {
    enum key_kind kind;
    gnutls_ecc_curve_t curve;
    const char *point; /* NULL: kind and curve do not go together */
} gost_rows[] = {
    { KEY_GOST_01, GNUTLS_ECC_CURVE_GOST256CPA, GC256_POINT },
    { KEY_GOST_01, GNUTLS_ECC_CURVE_GOST256CPXA, GC256_POINT },
    { KEY_GOST_12_256, GNUTLS_ECC_CURVE_GOST256CPA, GC256_POINT },
    { KEY_GOST_12_256, GNUTLS_ECC_CURVE_GOST256B, GC256_POINT },
    { KEY_GOST_12_512, GNUTLS_ECC_CURVE_GOST512A, GC512_POINT },
    { KEY_GOST_01, GNUTLS_ECC_CURVE_GOST512A, NULL },
    { KEY_GOST_12_256, GNUTLS_ECC_CURVE_GOST512A, NULL },
    { KEY_GOST_12_512, GNUTLS_ECC_CURVE_GOST256B, NULL },
    { KEY_GOST_12_256, GNUTLS_ECC_CURVE_GOST256A, NULL },
    { KEY_GOST_12_256, GNUTLS_ECC_CURVE_SECP256R1, NULL },
    { KEY_EC, GNUTLS_ECC_CURVE_GOST256B, NULL },
};

static void test_a_gost_key_is_on_a_curve_of_its_kind(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(gost_rows); i++) {
        SCOPED(private_key)
        struct private_key key = gost_key(gost_rows[i].kind, gost_rows[i].curve, "01");
        SCOPED(private_key) struct private_key fresh = { 0 };
        int result = private_key_complete(&key);

        if (gost_rows[i].point == NULL) {
            assert_int_equal(result, GNUTLS_E_ILLEGAL_PARAMETER);
            assert_int_equal(private_key_generate(gost_rows[i].kind, 0, gost_rows[i].curve, &fresh),
                             GNUTLS_E_INVALID_REQUEST);
            continue;
        }
        assert_int_equal(result, 0);
        assert_bytes(buffer_bytes(&key.public.point), HEX(gost_rows[i].point));
        assert_int_equal(private_key_check(&key), 0);
        assert_int_equal(private_key_generate(gost_rows[i].kind, 0, gost_rows[i].curve, &fresh), 0);
        assert_int_equal(private_key_check(&fresh), 0);
        assert_int_equal(public_key_bits(&fresh.public), 4 * (key.public.point.size - 1));
        fresh.d.data[3] ^= 1;
        assert_int_equal(private_key_check(&fresh), GNUTLS_E_ILLEGAL_PARAMETER);
        key.public.point.data[20] ^= 1;
        assert_int_equal(public_key_check(&key.public), GNUTLS_E_ILLEGAL_PARAMETER);
    }
}

static void test_gost_keys_out_of_range_are_refused(void **state)
{
    static const char *const numbers[] = { "", "00", GC256_ORDER, ("01" GC256_ORDER) };

    for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
        SCOPED(private_key)
        struct private_key key = gost_key(KEY_GOST_12_256, GNUTLS_ECC_CURVE_GOST256CPA, numbers[i]);

        assert_int_equal(private_key_complete(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    }
}

static void test_a_gost_key_is_bound_to_its_hash(void **state)
{
    assert_ptr_equal(gost_hash(KEY_GOST_01), &hash_gosthash94cp);
    assert_ptr_equal(gost_hash(KEY_GOST_12_512), &hash_streebog512);
    assert_null(gost_hash(KEY_EC));
    assert_int_equal(gost_kind(GNUTLS_DIG_STREEBOG_256), KEY_GOST_12_256);
    assert_int_equal(gost_kind(GNUTLS_DIG_SHA256), KEY_NONE);
}

static void check_generated(enum key_kind kind, unsigned bits, gnutls_ecc_curve_t curve)
{
    SCOPED(private_key) struct private_key key = { 0 };
    SCOPED(private_key) struct private_key another = { 0 };

    assert_int_equal(private_key_generate(kind, bits, curve, &key), 0);
    assert_int_equal(private_key_generate(kind, bits, curve, &another), 0);

    assert_int_equal(private_key_check(&key), 0);
    assert_int_equal(private_key_check(&another), 0);
    assert_false(public_key_equal(&key.public, &another.public));
    assert_int_equal(key.public.kind, kind);
    if (kind == KEY_RSA)
        assert_int_equal(public_key_bits(&key.public), bits);
}

static void test_generated_keys_are_keys(void **state)
{
    check_generated(KEY_EC, 0, GNUTLS_ECC_CURVE_SECP256R1);
    check_generated(KEY_EC, 0, GNUTLS_ECC_CURVE_SECP384R1);
    check_generated(KEY_EC, 0, GNUTLS_ECC_CURVE_SECP521R1);
    check_generated(KEY_ED25519, 0, GNUTLS_ECC_CURVE_INVALID);
    check_generated(KEY_ED448, 0, GNUTLS_ECC_CURVE_INVALID);
    check_generated(KEY_RSA, 1024, GNUTLS_ECC_CURVE_INVALID);
    check_generated(KEY_RSA, 1027, GNUTLS_ECC_CURVE_INVALID);
}

static void test_what_can_not_be_made_is_refused(void **state)
{
    struct private_key key = { 0 };

    assert_int_equal(private_key_generate(KEY_RSA, 511, 0, &key), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(private_key_generate(KEY_RSA, 16385, 0, &key), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(private_key_generate(KEY_EC, 256, GNUTLS_ECC_CURVE_X25519, &key),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(private_key_generate(KEY_NONE, 0, 0, &key), GNUTLS_E_INVALID_REQUEST);
    assert_null(key.d.data);
}

static void test_a_copy_is_equal_and_its_own(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    SCOPED(private_key) struct private_key copy = rsa_key_read(&key_2048);
    struct public_key public_copy = { 0 };

    assert_int_equal(private_key_copy(&key, &copy), 0);
    assert_int_equal(public_key_copy(&key.public, &public_copy), 0);
    assert_true(public_key_equal(&key.public, &copy.public));
    assert_true(public_key_equal(&key.public, &public_copy));
    assert_int_equal(private_key_check(&copy), 0);

    key.public.modulus.data[5] ^= 1;
    assert_false(public_key_equal(&key.public, &copy.public));
    public_key_wipe(&public_copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_of_another_implementation_are_keys),
        cmocka_unit_test(test_bits_are_counted_as_the_api_counts_them),
        cmocka_unit_test(test_each_changed_part_is_noticed),
        cmocka_unit_test(test_each_missing_part_is_noticed),
        cmocka_unit_test(test_numbers_that_are_no_rsa_key_are_refused),
        cmocka_unit_test(test_a_modulus_is_neither_small_nor_enormous),
        cmocka_unit_test(test_an_rsa_key_is_completed_from_its_primes),
        cmocka_unit_test(test_what_does_not_suffice_is_not_completed),
        cmocka_unit_test(test_the_point_of_an_ec_key_is_computed),
        cmocka_unit_test(test_halves_of_different_keys_are_noticed),
        cmocka_unit_test(test_ec_keys_out_of_range_are_refused),
        cmocka_unit_test(test_a_gost_key_is_on_a_curve_of_its_kind),
        cmocka_unit_test(test_gost_keys_out_of_range_are_refused),
        cmocka_unit_test(test_a_gost_key_is_bound_to_its_hash),
        cmocka_unit_test(test_generated_keys_are_keys),
        cmocka_unit_test(test_what_can_not_be_made_is_refused),
        cmocka_unit_test(test_a_copy_is_equal_and_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
