/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_containers.c - keys that are locked with a password: PKCS#8, and the PEM of OpenSSL */

#include "containers.h"

#include <gnutls/abstract.h>
#include <stdio.h>

struct key_row {
    const char *name;
    unsigned schema; /* 0: none that gnutls_pkcs8_info() knows */
    gnutls_cipher_algorithm_t cipher;
};

static const struct key_row key_rows[] = {
    { "pbes2-aes-128-cbc.pem", GNUTLS_PKCS_PBES2_AES_128, GNUTLS_CIPHER_AES_128_CBC },
    { "pbes2-aes-192-cbc.pem", GNUTLS_PKCS_PBES2_AES_192, GNUTLS_CIPHER_AES_192_CBC },
    { "pbes2-aes-256-cbc.pem", GNUTLS_PKCS_PBES2_AES_256, GNUTLS_CIPHER_AES_256_CBC },
    { "pbes2-des3.pem", GNUTLS_PKCS_PBES2_3DES, GNUTLS_CIPHER_3DES_CBC },
    { "pbes2-des-cbc.pem", GNUTLS_PKCS_PBES2_DES, GNUTLS_CIPHER_DES_CBC },
    { "pbes2-hmac-SHA1.pem", GNUTLS_PKCS_PBES2_AES_128, GNUTLS_CIPHER_AES_128_CBC },
    { "pbes2-hmac-SHA224.pem", GNUTLS_PKCS_PBES2_AES_128, GNUTLS_CIPHER_AES_128_CBC },
    { "pbes2-hmac-SHA384.pem", GNUTLS_PKCS_PBES2_AES_128, GNUTLS_CIPHER_AES_128_CBC },
    { "pbes2-hmac-SHA512.pem", GNUTLS_PKCS_PBES2_AES_128, GNUTLS_CIPHER_AES_128_CBC },
    { "PBE-SHA1-3DES.pem", GNUTLS_PKCS_PKCS12_3DES, GNUTLS_CIPHER_3DES_CBC },
    { "PBE-SHA1-RC2-40.pem", GNUTLS_PKCS_PKCS12_RC2_40, GNUTLS_CIPHER_RC2_40_CBC },
    { "PBE-SHA1-RC4-128.pem", GNUTLS_PKCS_PKCS12_ARCFOUR, GNUTLS_CIPHER_ARCFOUR_128 },
    { "PBE-MD5-DES.pem", GNUTLS_PKCS_PBES1_DES_MD5, GNUTLS_CIPHER_DES_CBC },
    { "openssl-aes128.pem", 0, 0 },
    { "openssl-aes192.pem", 0, 0 },
    { "openssl-aes256.pem", 0, 0 },
    { "openssl-des3.pem", 0, 0 },
    { "openssl-des.pem", 0, 0 },
    { "openssl-camellia128.pem", 0, 0 },
    { "openssl-camellia256.pem", 0, 0 },
};

static void test_a_locked_key_opens(void **state)
{
    const struct key_row *row = *state;
    gnutls_datum_t file = container_in(row->name);
    gnutls_x509_privkey_t key;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import2(key, &file, GNUTLS_X509_FMT_PEM, "wrong", 0),
                GNUTLS_E_DECRYPTION_FAILED);
    assert_code(gnutls_x509_privkey_import2(key, &file, GNUTLS_X509_FMT_PEM, "secret", 0), 0);
    assert_our_key(key);
    gnutls_x509_privkey_deinit(key);
    free(file.data);
}

static void test_a_locked_key_tells_how(void **state)
{
    const struct key_row *row = *state;
    gnutls_datum_t file = container_in(row->name);
    unsigned schema = 0, cipher = 0, iterations = 0;
    char *oid = NULL;

    int result = gnutls_pkcs8_info(&file, GNUTLS_X509_FMT_PEM, &schema, &cipher, NULL, NULL,
                                   &iterations, &oid);
    if (row->schema == 0) {
        assert_code(result, GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR);
    } else {
        assert_code(result, 0);
        assert_int_equal(schema, row->schema);
        assert_int_equal(cipher, row->cipher);
        assert_int_equal(iterations, 2048);
        gnutls_free(oid);
    }
    free(file.data);
}

struct refused_row {
    const char *name, *password;
    unsigned flags;
    int expected[LIBRARIES];
};

static const struct refused_row refused_rows[] = {
    { "pbes2-aes-128-cbc.pem", NULL, 0, BOTH(GNUTLS_E_DECRYPTION_FAILED) },
    { "pbes2-aes-128-cbc.pem", "", 0, BOTH(GNUTLS_E_DECRYPTION_FAILED) },
    { "pbes2-aes-128-cbc.pem", "secret", GNUTLS_PKCS_PLAIN, BOTH(GNUTLS_E_DECRYPTION_FAILED) },
    { "openssl-aes128.pem", NULL, 0, BOTH(GNUTLS_E_DECRYPTION_FAILED) },
    { "PBE-SHA1-RC4-40.pem", "secret", 0, BOTH(GNUTLS_E_UNKNOWN_CIPHER_TYPE) },
    { "scrypt.pem", "secret", 0, EACH(GNUTLS_E_ASN1_GENERIC_ERROR, GNUTLS_E_UNKNOWN_CIPHER_TYPE) },
};

static void test_what_does_not_open(void **state)
{
    const struct refused_row *row = *state;
    gnutls_datum_t file = container_in(row->name);
    gnutls_x509_privkey_t key;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(
        gnutls_x509_privkey_import2(key, &file, GNUTLS_X509_FMT_PEM, row->password, row->flags),
        row->expected[library_under_test()]);
    gnutls_x509_privkey_deinit(key);
    free(file.data);
}

static void test_only_locked_pem_is_of_openssl(void **state)
{
    gnutls_datum_t other = container_in("pbes2-aes-128-cbc.pem"),
                   ours = container_in("openssl-aes128.pem");
    gnutls_x509_privkey_t key;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import_openssl(key, &other, "secret"), GNUTLS_E_PARSING_ERROR);
    assert_code(gnutls_x509_privkey_import_openssl(key, &ours, "wrong"),
                GNUTLS_E_DECRYPTION_FAILED);
    assert_code(gnutls_x509_privkey_import_openssl(key, &ours, "secret"), 0);
    assert_our_key(key);
    assert_code(gnutls_x509_privkey_import_pkcs8(key, &ours, GNUTLS_X509_FMT_PEM, "secret", 0),
                GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR);
    gnutls_x509_privkey_deinit(key);
    free(other.data);
    free(ours.data);
}

/* ---- the way out and in ---- */

static const struct {
    const char *name;
    unsigned flags, schema;
} lock_rows[] = {
    { "unsaid", 0, GNUTLS_PKCS_PBES2_AES_256 },
    { "AES-128", GNUTLS_PKCS_PBES2_AES_128, GNUTLS_PKCS_PBES2_AES_128 },
    { "AES-192", GNUTLS_PKCS_PBES2_AES_192, GNUTLS_PKCS_PBES2_AES_192 },
    { "3DES", GNUTLS_PKCS_PBES2_3DES, GNUTLS_PKCS_PBES2_3DES },
    { "PKCS#12 with 3DES", GNUTLS_PKCS_PKCS12_3DES, GNUTLS_PKCS_PKCS12_3DES },
    { "PKCS#12 with RC2", GNUTLS_PKCS_PKCS12_RC2_40, GNUTLS_PKCS_PKCS12_RC2_40 },
    { "PKCS#12 with RC4", GNUTLS_PKCS_PKCS12_ARCFOUR, GNUTLS_PKCS_PKCS12_ARCFOUR },
};

static void test_what_is_locked_opens_again(void **state)
{
    const struct {
        const char *name;
        unsigned flags, schema;
    } *row = *state;
    gnutls_x509_privkey_t key = our_key(), again;
    unsigned schema = 0, iterations = 0;
    gnutls_datum_t locked;

    assert_code(
        gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, "päss", row->flags, &locked),
        0);
    assert_memory_equal(locked.data, "-----BEGIN ENCRYPTED PRIVATE KEY-----", 37);
    assert_code(gnutls_pkcs8_info(&locked, GNUTLS_X509_FMT_PEM, &schema, NULL, NULL, NULL,
                                  &iterations, NULL),
                0);
    assert_int_equal(schema, row->schema);
    assert_int_equal(iterations, 600000);
    assert_code(gnutls_x509_privkey_init(&again), 0);
    assert_code(gnutls_x509_privkey_import2(again, &locked, GNUTLS_X509_FMT_PEM, "päss", 0), 0);
    assert_our_key(again);
    gnutls_free(locked.data);
    gnutls_x509_privkey_deinit(again);
    gnutls_x509_privkey_deinit(key);
}

static void test_without_a_password_nothing_is_locked(void **state)
{
    gnutls_x509_privkey_t key = our_key();
    gnutls_datum_t out;

    assert_code(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL, 0, &out), 0);
    assert_memory_equal(out.data, "-----BEGIN PRIVATE KEY-----", 27);
    gnutls_free(out.data);
    assert_code(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, "secret",
                                                  GNUTLS_PKCS_PLAIN, &out),
                0);
    assert_memory_equal(out.data, "-----BEGIN PRIVATE KEY-----", 27);
    gnutls_free(out.data);
    assert_code(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, "secret",
                                                  GNUTLS_PKCS_PBES1_DES_MD5, &out),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_privkey_deinit(key);
}

/* ---- whom to ask ---- */

struct asked {
    unsigned times;
    const char *answer;
};

static int answer(void *userdata, int attempt, const char *url, const char *label, unsigned flags,
                  char *pin, size_t room)
{
    struct asked *asked = userdata;

    assert_string_equal(url, "key:");
    asked->times++;
    snprintf(pin, room, "%s", asked->answer);
    return 0;
}

static void test_the_application_is_asked_once(void **state)
{
    gnutls_datum_t file = container_in("pbes2-aes-128-cbc.pem");
    struct asked right = { 0, "secret" }, wrong = { 0, "wrong" };
    gnutls_x509_privkey_t key;
    gnutls_privkey_t other;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    gnutls_x509_privkey_set_pin_function(key, answer, &wrong);
    assert_code(gnutls_x509_privkey_import2(key, &file, GNUTLS_X509_FMT_PEM, NULL, 0),
                GNUTLS_E_DECRYPTION_FAILED);
    assert_int_equal(wrong.times, 1);
    gnutls_x509_privkey_set_pin_function(key, answer, &right);
    assert_code(gnutls_x509_privkey_import2(key, &file, GNUTLS_X509_FMT_PEM, "wrong", 0),
                GNUTLS_E_DECRYPTION_FAILED);
    assert_int_equal(right.times, 0);
    assert_code(gnutls_x509_privkey_import2(key, &file, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    assert_code(gnutls_privkey_init(&other), 0);
    gnutls_privkey_set_pin_function(other, answer, &right);
    assert_code(gnutls_privkey_import_x509_raw(other, &file, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    assert_int_equal(right.times, 2);
    gnutls_privkey_deinit(other);
    gnutls_x509_privkey_deinit(key);
    free(file.data);
}

static void test_credentials_open_a_locked_key(void **state)
{
    gnutls_datum_t file = container_in("pbes2-aes-128-cbc.pem"), certificate;
    struct asked right = { 0, "secret" };
    gnutls_certificate_credentials_t credentials;

    assert_int_equal(pair_load("server-p256-cert.pem", &certificate), 0);
    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);
    assert_code(gnutls_certificate_set_x509_key_mem2(credentials, &certificate, &file,
                                                     GNUTLS_X509_FMT_PEM, "secret", 0),
                0);
    gnutls_certificate_set_pin_function(credentials, answer, &right);
    assert_code(gnutls_certificate_set_x509_key_mem2(credentials, &certificate, &file,
                                                     GNUTLS_X509_FMT_PEM, NULL, 0),
                0);
    assert_int_equal(right.times, 1);
    gnutls_certificate_free_credentials(credentials);
    free(certificate.data);
    free(file.data);
}

int main(void)
{
    ADD_ROWS(key_rows, test_a_locked_key_opens);
    ADD_ROWS(key_rows, test_a_locked_key_tells_how);
    ADD_ROWS(refused_rows, test_what_does_not_open);
    ADD(test_only_locked_pem_is_of_openssl);
    ADD_ROWS(lock_rows, test_what_is_locked_opens_again);
    ADD(test_without_a_password_nothing_is_locked);
    ADD(test_the_application_is_asked_once);
    ADD(test_credentials_open_a_locked_key);
    return suite_run("containers");
}
