/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_key_import.c - private keys from their containers, and back */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "pki/key_import.h"

static const char *const pkcs8_names[] = {
    "server-rsa",  "server-rsapss",  "server-p256",  "server-p384",
    "server-p521", "server-ed25519", "server-ed448",
};

static void load_key(const char *file, struct private_key *out)
{
    SCOPED(buffer) struct buffer text = load_file(file);
    assert_int_equal(private_key_read_pem(buffer_bytes(&text), (struct key_lock){ 0 }, out), 0);
}

/* What is inside the armour. */
static struct buffer load_block(const char *file)
{
    static const char *const labels[] = { "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
                                          NULL };
    SCOPED(buffer) struct buffer text = load_file(file);
    struct buffer der = { 0 };
    struct bytes rest = buffer_bytes(&text);
    size_t label;
    assert_int_equal(pem_next(&rest, labels, &der, &label), 0);
    return der;
}

static void test_each_key_belongs_to_its_certificate(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(pkcs8_names); i++) {
        char name[64];
        const struct public_key *public = NULL;
        SCOPED(private_key) struct private_key key = { 0 };
        snprintf(name, sizeof name, "%s-key.pem", pkcs8_names[i]);
        load_key(name, &key);
        snprintf(name, sizeof name, "%s-cert", pkcs8_names[i]);
        struct gnutls_x509_crt_int *certificate = load_certificate(name);

        assert_int_equal(certificate_public_key(certificate, &public), 0);

        assert_true(public_key_equal(public, &key.public));
        certificate_free(certificate);
    }
}

static void test_older_containers_hold_the_same_keys(void **state)
{
    static const char *const rows[][2] = {
        { "server-rsa-key.pem", "server-rsa-key-pkcs1.pem" },
        { "server-p256-key.pem", "server-p256-key-sec1.pem" },
        { "server-p384-key.pem", "server-p384-key-sec1.pem" },
        { "server-p521-key.pem", "server-p521-key-sec1.pem" },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key new = { 0 }, old = { 0 };

        load_key(rows[i][0], &new);
        load_key(rows[i][1], &old);

        assert_true(public_key_equal(&new.public, &old.public));
        assert_bytes_equal(new.d.data, new.d.size, old.d.data, old.d.size);
    }
}

/* The seed stands at the very end: a byte of its structure is changed, going backwards. */
static void test_a_broken_attribute_is_refused(void **state)
{
    static const uint8_t seed[] = { 1, 2, 3, 4 };
    enum { OCTET_STRING_BACK = 6, OID_BACK = 17, SEQUENCE_BACK = 19, SET_BACK = 21 };
    static const size_t backs[] = { OCTET_STRING_BACK, OID_BACK, SEQUENCE_BACK, SET_BACK };
    SCOPED(private_key) struct private_key key = { 0 }, again = { 0 };
    SCOPED(buffer) struct buffer der = { 0 };
    load_key("server-ed25519-key.pem", &key);
    assert_int_equal(buffer_set(&key.seed, bytes_of(seed, sizeof seed)), 0);
    key.seed_hash = &hash_sha384;
    assert_int_equal(private_key_write_pkcs8(&key, &der), 0);

    assert_int_equal(private_key_read(buffer_bytes(&der), (struct key_lock){ 0 }, &again), 0);
    assert_bytes_equal(again.seed.data, again.seed.size, seed, sizeof seed);
    for (size_t i = 0; i < ARRAY_SIZE(backs); i++) {
        der.data[der.size - backs[i]] ^= 0x40;
        assert_int_equal(private_key_read(buffer_bytes(&der), (struct key_lock){ 0 }, &again),
                         GNUTLS_E_ASN1_DER_ERROR);
        der.data[der.size - backs[i]] ^= 0x40;
    }
}

static void test_keys_are_written_as_openssl_writes_them(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(pkcs8_names); i++) {
        char name[64];
        SCOPED(private_key) struct private_key key = { 0 };
        SCOPED(buffer) struct buffer written = { 0 };
        snprintf(name, sizeof name, "%s-key.pem", pkcs8_names[i]);
        load_key(name, &key);
        snprintf(name, sizeof name, "%s-key.der", pkcs8_names[i]);
        SCOPED(buffer) struct buffer der = load_file(name);

        assert_int_equal(private_key_write_pkcs8(&key, &written), 0);

        assert_bytes_equal(written.data, written.size, der.data, der.size);
    }
}

static void test_older_containers_are_written_too(void **state)
{
    static const char *const rows[][2] = {
        { "server-rsa-key.pem", "server-rsa-key-pkcs1.pem" },
        { "server-p256-key.pem", "server-p256-key-sec1.pem" },
        { "server-p384-key.pem", "server-p384-key-sec1.pem" },
        { "server-p521-key.pem", "server-p521-key-sec1.pem" },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = { 0 };
        SCOPED(buffer) struct buffer written = { 0 }, armoured = { 0 };
        SCOPED(buffer) struct buffer pem = load_file(rows[i][1]);
        load_key(rows[i][0], &key);

        assert_int_equal(private_key_write(&key, &written), 0);
        assert_int_equal(pem_write(buffer_bytes(&written), private_key_label(&key), &armoured), 0);

        assert_bytes_equal(armoured.data, armoured.size, pem.data, pem.size);
    }
}

static const char *const files[] = {
    "server-p256-key.pem",  "server-p256-key-sec1.pem", "server-ed25519-key.pem",
    "server-ed448-key.pem", "server-rsa-key.pem",       "server-rsa-key-pkcs1.pem",
};

static void test_every_truncation_is_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
        SCOPED(buffer) struct buffer der = load_block(files[i]);
        for (size_t size = 0; size < der.size; size++) {
            SCOPED(private_key) struct private_key key = { 0 };
            uint8_t *cut = exact_copy(der.data, size);
            assert_true(private_key_read(bytes_of(cut, size), (struct key_lock){ 0 }, &key) < 0);
            assert_int_equal(key.public.kind, KEY_NONE);
            free(cut);
        }
    }
}

static void test_no_changed_byte_does_harm(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
        SCOPED(buffer) struct buffer der = load_block(files[i]);
        /* A changed RSA number costs a check of the whole key: every seventh byte will do. */
        size_t step = der.size > 400 ? 7 : 1;
        for (size_t at = 0; at < der.size; at += step) {
            SCOPED(private_key) struct private_key key = { 0 };
            der.data[at] ^= 0xff;
            int result = private_key_read(buffer_bytes(&der), (struct key_lock){ 0 }, &key);
            der.data[at] ^= 0xff;

            assert_true(result <= 0);
            assert_int_equal(key.public.kind == KEY_NONE, result < 0);
        }
    }
}

/* The private number of a SEC1 key stands after SEQUENCE, version, and its own tag and size. */
static void test_halves_of_a_curve_are_compared_later(void **state)
{
    enum { NUMBER_AT = 7, LAST_OF_NUMBER = NUMBER_AT + 31 };
    SCOPED(private_key) struct private_key key = { 0 };
    SCOPED(buffer) struct buffer der = load_block("server-p256-key-sec1.pem");
    assert_int_equal(private_key_read(buffer_bytes(&der), (struct key_lock){ 0 }, &key), 0);
    assert_int_equal(private_key_check_halves(&key), 0);

    der.data[LAST_OF_NUMBER] ^= 1;
    assert_int_equal(private_key_read(buffer_bytes(&der), (struct key_lock){ 0 }, &key), 0);
    assert_int_equal(private_key_check_halves(&key), GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(private_key_check(&key), GNUTLS_E_ILLEGAL_PARAMETER);

    /* A point off the curve is none at once. */
    der.data[der.size - 1] ^= 1;
    assert_int_equal(private_key_read(buffer_bytes(&der), (struct key_lock){ 0 }, &key),
                     GNUTLS_E_ILLEGAL_PARAMETER);
}

static void test_numbers_that_do_not_belong_together_are_refused(void **state)
{
    SCOPED(private_key) struct private_key key = { 0 };
    SCOPED(buffer) struct buffer der = load_block("server-rsa-key-pkcs1.pem");

    der.data[der.size - 1] ^= 0x02; /* of 1/q mod p */

    assert_true(private_key_read(buffer_bytes(&der), (struct key_lock){ 0 }, &key) < 0);
}

static void test_an_encrypted_key_wants_a_password(void **state)
{
    /* The outer shape of EncryptedPrivateKeyInfo. */
    static const uint8_t der[] = { 0x30, 0x0b, 0x30, 0x05, 0x06, 0x03, 0x2a,
                                   0x03, 0x04, 0x04, 0x02, 'x',  'y' };
    SCOPED(private_key) struct private_key key = { 0 };

    assert_int_equal(private_key_read(bytes_of(der, sizeof der), (struct key_lock){ 0 }, &key),
                     GNUTLS_E_UNKNOWN_CIPHER_TYPE);
    assert_int_equal(
        private_key_read(bytes_of(der, sizeof der), (struct key_lock){ .stays = true }, &key),
        GNUTLS_E_DECRYPTION_FAILED);
}

static void test_text_without_a_key_is_told(void **state)
{
    SCOPED(private_key) struct private_key key = { 0 };
    SCOPED(buffer) struct buffer text = load_file("server-p256-cert.pem");

    assert_int_equal(private_key_read_pem(buffer_bytes(&text), (struct key_lock){ 0 }, &key),
                     GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_key_belongs_to_its_certificate),
        cmocka_unit_test(test_older_containers_hold_the_same_keys),
        cmocka_unit_test(test_a_broken_attribute_is_refused),
        cmocka_unit_test(test_keys_are_written_as_openssl_writes_them),
        cmocka_unit_test(test_older_containers_are_written_too),
        cmocka_unit_test(test_every_truncation_is_refused),
        cmocka_unit_test(test_no_changed_byte_does_harm),
        cmocka_unit_test(test_halves_of_a_curve_are_compared_later),
        cmocka_unit_test(test_numbers_that_do_not_belong_together_are_refused),
        cmocka_unit_test(test_an_encrypted_key_wants_a_password),
        cmocka_unit_test(test_text_without_a_key_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
