/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_sign_rsa.c - RSA signatures of a second implementation (openssl), and forged ones */

#include "unit/crypto/rsa_signatures.h"

static void test_signatures_of_another_implementation_verify(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rsa_signatures); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rsa_signatures[i].key);

        assert_int_equal(key_verify(&key.public, rsa_signatures[i].how, sample(),
                                    HEX(rsa_signatures[i].signature)),
                         0);
    }
}

/* PKCS#1 v1.5 has no random part: there is one right signature. */
static void test_pkcs1_signatures_are_those_of_another_implementation(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rsa_signatures); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rsa_signatures[i].key);
        SCOPED(buffer) struct buffer signature = { 0 };
        if (rsa_signatures[i].how.padding != SIGN_RSA_PKCS1)
            continue;

        assert_int_equal(key_sign(&key, rsa_signatures[i].how, sample(), &signature), 0);
        assert_bytes(buffer_bytes(&signature), HEX(rsa_signatures[i].signature));
    }
}

static void test_our_signatures_verify_and_differ_where_they_should(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rsa_signatures); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rsa_signatures[i].key);
        SCOPED(buffer) struct buffer first = { 0 };
        SCOPED(buffer) struct buffer second = { 0 };

        assert_int_equal(key_sign(&key, rsa_signatures[i].how, sample(), &first), 0);
        assert_int_equal(key_sign(&key, rsa_signatures[i].how, sample(), &second), 0);

        assert_int_equal(first.size, key.public.modulus.size);
        assert_int_equal(
            key_verify(&key.public, rsa_signatures[i].how, sample(), buffer_bytes(&first)), 0);
        assert_int_equal(
            key_verify(&key.public, rsa_signatures[i].how, sample(), buffer_bytes(&second)), 0);
        assert_int_equal(bytes_equal(buffer_bytes(&first), buffer_bytes(&second)),
                         rsa_signatures[i].how.padding == SIGN_RSA_PKCS1);
    }
}

static void test_signatures_follow_what_was_there(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    SCOPED(buffer) struct buffer out = { 0 };
    struct bytes before = bytes_of_text("before");
    assert_int_equal(buffer_append(&out, before), 0);

    assert_int_equal(key_sign(&key, rsa_signatures[0].how, sample(), &out), 0);

    assert_bytes(bytes_of(out.data, before.size), before);
    assert_bytes(bytes_from(buffer_bytes(&out), before.size), HEX(rsa_signatures[0].signature));
}

static void test_each_changed_byte_is_noticed(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rsa_signatures); i += 5) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rsa_signatures[i].key);
        struct bytes signature = HEX(rsa_signatures[i].signature);
        uint8_t changed[256];

        for (size_t at = 0; at < signature.size; at += 3) {
            memcpy(changed, signature.data, signature.size);
            changed[at] ^= (uint8_t)(1 << (at % 8));
            refuse(&key.public, rsa_signatures[i].how, sample(), bytes_of(changed, signature.size));
        }
        refuse(&key.public, rsa_signatures[i].how, bytes_of_text("simple"), signature);
    }
}

static void test_signatures_have_the_size_of_the_modulus(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    struct bytes signature = HEX(rsa_signatures[0].signature);
    uint8_t padded[129] = { 0 };
    memcpy(padded + 1, signature.data, 128);

    refuse(&key.public, rsa_signatures[0].how, sample(), bytes_of(padded, 129));
    refuse(&key.public, rsa_signatures[0].how, sample(), bytes_of(signature.data, 127));
    refuse(&key.public, rsa_signatures[0].how, sample(), bytes_none());
}

/* s + n is the same residue. */
static void test_signatures_are_below_the_modulus(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1025);
    struct sign_how how = { SIGN_RSA_PKCS1, &hash_sha256, 0 };
    SCOPED(buffer) struct buffer signature = { 0 };
    assert_int_equal(key_sign(&key, how, sample(), &signature), 0);

    unsigned carry = 0;
    for (size_t at = signature.size; at-- > 0;) {
        carry += (unsigned)signature.data[at] + key.public.modulus.data[at];
        signature.data[at] = (uint8_t)carry;
        carry >>= 8;
    }

    assert_int_equal(carry, 0);
    refuse(&key.public, how, sample(), buffer_bytes(&signature));
}

static void test_wrong_encodings_are_refused(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_2048);

    for (size_t i = 0; i < ARRAY_SIZE(rsa_forged); i++) {
        struct sign_how how = { rsa_forged[i].padding, &hash_sha256, 0 };
        print_message("%s\n", rsa_forged[i].what);
        refuse(&key.public, how, sample(), HEX(rsa_forged[i].signature));
    }
    struct sign_how how = { SIGN_RSA_PSS, &hash_sha256, 0 };
    assert_int_equal(key_verify(&key.public, how, sample(), HEX(rsa_right_pss)), 0);
}

static void test_a_key_too_small_for_its_hash_is_refused(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    struct sign_how how = { SIGN_RSA_PSS, &hash_sha512, 0 };
    SCOPED(buffer) struct buffer out = { 0 };

    assert_int_equal(key_sign(&key, how, sample(), &out), GNUTLS_E_PK_SIGN_FAILED);
    assert_int_equal(out.size, 0);
    refuse(&key.public, how, sample(), HEX(rsa_signatures[0].signature));
}

/* A fault in one half of the calculation would show the primes. */
static void test_a_fault_gives_an_error_and_no_signature(void **state)
{
    static const size_t at[] = { 0, 20, 63 };

    for (size_t i = 0; i < ARRAY_SIZE(at); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
        SCOPED(buffer) struct buffer out = { 0 };
        key.dp.data[at[i]] ^= 4;

        assert_int_equal(key_sign(&key, rsa_signatures[0].how, sample(), &out),
                         GNUTLS_E_PK_SIGN_FAILED);
        assert_int_equal(out.size, 0);
    }
}

static void test_key_and_padding_must_fit(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_2048);
    SCOPED(buffer) struct buffer out = { 0 };
    struct bytes digest = HEX("0102");
    struct sign_how ecdsa = { SIGN_ECDSA, &hash_sha256, 0 }, no_hash = { SIGN_RSA_PSS, NULL, 0 };
    struct sign_how eddsa = { SIGN_EDDSA, NULL, 0 }, pkcs1 = { SIGN_RSA_PKCS1, &hash_sha256, 0 };
    struct sign_how pss = { SIGN_RSA_PSS, &hash_sha256, 0 };

    assert_int_equal(key_sign(&key, ecdsa, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, eddsa, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, no_hash, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign_digest(&key, pkcs1, digest, &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_verify_digest(&key.public, pkcs1, digest, digest),
                     GNUTLS_E_INVALID_REQUEST);

    key.public.kind = KEY_RSA_PSS;
    assert_int_equal(key_sign(&key, pkcs1, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, pss, sample(), &out), 0);
}

static void test_parameters_of_a_key_bind_its_signatures(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_2048);
    SCOPED(buffer) struct buffer out = { 0 };
    struct sign_how with_256 = { SIGN_RSA_PSS, &hash_sha256, 0 };
    struct sign_how with_384 = { SIGN_RSA_PSS, &hash_sha384, 0 };
    key.public.kind = KEY_RSA_PSS;

    key.public.pss = (struct pss_params){ &hash_sha256, 32 };
    assert_int_equal(key_sign(&key, with_256, sample(), &out), 0);
    assert_int_equal(key_sign(&key, with_384, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    key.public.pss = (struct pss_params){ &hash_sha256, 33 };
    assert_int_equal(key_sign(&key, with_256, sample(), &out), GNUTLS_E_INVALID_REQUEST);
}

static void test_numbers_that_are_no_key_do_not_verify(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    struct bytes signature = HEX(rsa_signatures[0].signature);

    key.public.modulus.data[127] &= 0xfe;
    assert_int_equal(key_verify(&key.public, rsa_signatures[0].how, sample(), signature),
                     GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(buffer_set(&key.public.modulus, bytes_none()), 0);
    assert_int_equal(key_verify(&key.public, rsa_signatures[0].how, sample(), signature),
                     GNUTLS_E_ILLEGAL_PARAMETER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signatures_of_another_implementation_verify),
        cmocka_unit_test(test_pkcs1_signatures_are_those_of_another_implementation),
        cmocka_unit_test(test_our_signatures_verify_and_differ_where_they_should),
        cmocka_unit_test(test_signatures_follow_what_was_there),
        cmocka_unit_test(test_each_changed_byte_is_noticed),
        cmocka_unit_test(test_signatures_have_the_size_of_the_modulus),
        cmocka_unit_test(test_signatures_are_below_the_modulus),
        cmocka_unit_test(test_wrong_encodings_are_refused),
        cmocka_unit_test(test_a_key_too_small_for_its_hash_is_refused),
        cmocka_unit_test(test_a_fault_gives_an_error_and_no_signature),
        cmocka_unit_test(test_key_and_padding_must_fit),
        cmocka_unit_test(test_parameters_of_a_key_bind_its_signatures),
        cmocka_unit_test(test_numbers_that_are_no_key_do_not_verify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
