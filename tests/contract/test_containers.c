/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_containers.c - keys and certificates that are locked with a password, made by openssl */

#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/pkcs12.h>
#include <stdio.h>

static gnutls_datum_t load(const char *name)
{
    return file_in("containers/%s", name);
}

static void key_id(gnutls_x509_privkey_t key, unsigned char id[20])
{
    size_t size = 20;

    assert_code(gnutls_x509_privkey_get_key_id(key, 0, id, &size), 0);
}

/* Is it the key of tests/data/server-p256-key.pem? */
static void assert_our_key(gnutls_x509_privkey_t key)
{
    unsigned char id[20], own_id[20];
    gnutls_x509_privkey_t own;
    gnutls_datum_t file;

    assert_int_equal(pair_load("server-p256-key.pem", &file), 0);
    assert_code(gnutls_x509_privkey_init(&own), 0);
    assert_code(gnutls_x509_privkey_import(own, &file, GNUTLS_X509_FMT_PEM), 0);
    key_id(own, own_id);
    key_id(key, id);
    assert_memory_equal(id, own_id, 20);
    free(file.data);
    gnutls_x509_privkey_deinit(own);
}

/* ---- keys ---- */

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
    gnutls_datum_t file = load(row->name);
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
    gnutls_datum_t file = load(row->name);
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
    gnutls_datum_t file = load(row->name);
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
    gnutls_datum_t other = load("pbes2-aes-128-cbc.pem"), ours = load("openssl-aes128.pem");
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

static gnutls_x509_privkey_t our_key(void)
{
    gnutls_datum_t file;
    gnutls_x509_privkey_t key;

    assert_int_equal(pair_load("server-p256-key.pem", &file), 0);
    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import(key, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return key;
}

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
    gnutls_datum_t file = load("pbes2-aes-128-cbc.pem");
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
    gnutls_datum_t file = load("pbes2-aes-128-cbc.pem"), certificate;
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

/* ---- PKCS#12 ---- */

static gnutls_pkcs12_t load_pfx(const char *name)
{
    gnutls_datum_t file = load(name);
    gnutls_pkcs12_t pfx;

    assert_code(gnutls_pkcs12_init(&pfx), 0);
    assert_code(gnutls_pkcs12_import(pfx, &file, GNUTLS_X509_FMT_DER, 0), 0);
    free(file.data);
    return pfx;
}

struct pfx_row {
    const char *name;
    int right, wrong; /* what the MAC says to the passwords */
    unsigned chain;
    int parsed;
};

static const struct pfx_row pfx_rows[] = {
    { "modern.p12", 0, GNUTLS_E_MAC_VERIFY_FAILED, 2, 0 },
    { "modern-ber.p12", 0, GNUTLS_E_MAC_VERIFY_FAILED, 2, 0 },
    { "legacy.p12", 0, GNUTLS_E_MAC_VERIFY_FAILED, 2, 0 },
    { "open.p12", 0, GNUTLS_E_MAC_VERIFY_FAILED, 1, 0 },
    { "no-mac.p12", GNUTLS_E_ASN1_ELEMENT_NOT_FOUND, GNUTLS_E_ASN1_ELEMENT_NOT_FOUND, 1, 0 },
    { "no-key.p12", 0, GNUTLS_E_MAC_VERIFY_FAILED, 0, GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE },
};

static void test_a_pfx_shows_who_made_it(void **state)
{
    const struct pfx_row *row = *state;
    gnutls_pkcs12_t pfx = load_pfx(row->name);

    assert_code(gnutls_pkcs12_verify_mac(pfx, "secret"), row->right);
    assert_code(gnutls_pkcs12_verify_mac(pfx, "wrong"), row->wrong);
    gnutls_pkcs12_deinit(pfx);
}

static void test_a_pfx_in_one_step(void **state)
{
    const struct pfx_row *row = *state;
    gnutls_pkcs12_t pfx = load_pfx(row->name);
    gnutls_x509_privkey_t key = NULL;
    gnutls_x509_crt_t *chain = NULL, *others = NULL;
    unsigned count = 0, other_count = 0;

    assert_code(gnutls_pkcs12_simple_parse(pfx, "secret", &key, &chain, &count, &others,
                                           &other_count, NULL, 0),
                row->parsed);
    assert_int_equal(count, row->chain);
    assert_int_equal(other_count, 0);
    if (row->parsed == 0)
        assert_our_key(key);
    for (unsigned i = 0; i < count; i++)
        gnutls_x509_crt_deinit(chain[i]);
    gnutls_free(chain);
    gnutls_x509_privkey_deinit(key);
    gnutls_pkcs12_deinit(pfx);
}

static void test_a_pfx_as_credentials(void **state)
{
    const struct pfx_row *row = *state;
    gnutls_datum_t file = load(row->name);
    gnutls_certificate_credentials_t credentials;

    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);
    assert_code(gnutls_certificate_set_x509_simple_pkcs12_mem(credentials, &file,
                                                              GNUTLS_X509_FMT_DER, "secret"),
                row->right < 0 ? row->right : row->parsed);
    assert_code(gnutls_certificate_set_x509_simple_pkcs12_mem(credentials, &file,
                                                              GNUTLS_X509_FMT_DER, "wrong"),
                row->wrong);
    gnutls_certificate_free_credentials(credentials);
    free(file.data);
}

/* As openssl pkcs12 -info tells it of modern.p12. */
static void test_a_bag_and_what_is_in_it(void **state)
{
    gnutls_pkcs12_t pfx = load_pfx("modern.p12");
    gnutls_pkcs12_bag_t bag;
    gnutls_datum_t data, id;
    unsigned schema;
    char *name;

    assert_code(gnutls_pkcs12_bag_init(&bag), 0);
    assert_code(gnutls_pkcs12_get_bag(pfx, 0, bag), 0);
    assert_int_equal(gnutls_pkcs12_bag_get_count(bag), 1);
    assert_int_equal(gnutls_pkcs12_bag_get_type(bag, 0), GNUTLS_BAG_ENCRYPTED);
    assert_code(gnutls_pkcs12_bag_enc_info(bag, &schema, NULL, NULL, NULL, NULL, NULL), 0);
    assert_int_equal(schema, GNUTLS_PKCS_PBES2_AES_256);
    assert_code(gnutls_pkcs12_bag_decrypt(bag, "wrong"), GNUTLS_E_DECRYPTION_FAILED);
    assert_code(gnutls_pkcs12_bag_decrypt(bag, "secret"), 0);
    assert_code(gnutls_pkcs12_bag_decrypt(bag, "secret"), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(gnutls_pkcs12_bag_get_count(bag), 2);
    assert_int_equal(gnutls_pkcs12_bag_get_type(bag, 0), GNUTLS_BAG_CERTIFICATE);
    assert_code(gnutls_pkcs12_bag_get_friendly_name(bag, 0, &name), 0);
    assert_string_equal(name, "a key");
    assert_code(gnutls_pkcs12_bag_get_key_id(bag, 0, &id), 0);
    assert_int_equal(id.size, 20);
    assert_code(gnutls_pkcs12_bag_get_friendly_name(bag, 1, &name), 0);
    assert_null(name);
    assert_code(gnutls_pkcs12_bag_get_data(bag, 2, &data), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_pkcs12_bag_get_type(bag, 2), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_pkcs12_bag_get_key_id(bag, 2, &id), GNUTLS_E_INVALID_REQUEST);
    gnutls_pkcs12_bag_deinit(bag);
    assert_code(gnutls_pkcs12_bag_init(&bag), 0);
    assert_code(gnutls_pkcs12_get_bag(pfx, 1, bag), 0);
    assert_int_equal(gnutls_pkcs12_bag_get_type(bag, 0), GNUTLS_BAG_PKCS8_ENCRYPTED_KEY);
    assert_code(gnutls_pkcs12_get_bag(pfx, 2, bag), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_pkcs12_bag_deinit(bag);
    gnutls_pkcs12_deinit(pfx);
}

static gnutls_x509_crt_t our_certificate(void)
{
    gnutls_x509_crt_t certificate;
    gnutls_datum_t file;

    assert_int_equal(pair_load("server-p256-cert.pem", &file), 0);
    assert_code(gnutls_x509_crt_init(&certificate), 0);
    assert_code(gnutls_x509_crt_import(certificate, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return certificate;
}

/* A bag of certificates, locked whole, and one with a locked key. */
static gnutls_pkcs12_t make_pfx(const char *password)
{
    gnutls_x509_crt_t certificate = our_certificate();
    gnutls_x509_privkey_t key = our_key();
    gnutls_pkcs12_bag_t certificates, keys;
    gnutls_pkcs12_t pfx;
    gnutls_datum_t id = { (unsigned char *)"\1\2\3", 3 };

    assert_code(gnutls_pkcs12_init(&pfx), 0);
    assert_code(gnutls_pkcs12_bag_init(&certificates), 0);
    assert_code(gnutls_pkcs12_bag_init(&keys), 0);
    assert_int_equal(gnutls_pkcs12_bag_set_crt(certificates, certificate), 0);
    assert_code(gnutls_pkcs12_bag_set_friendly_name(certificates, 0, "Schlüssel"), 0);
    assert_code(gnutls_pkcs12_bag_set_key_id(certificates, 0, &id), 0);
    assert_code(gnutls_pkcs12_bag_set_key_id(certificates, 1, &id), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_pkcs12_bag_encrypt(certificates, password, GNUTLS_PKCS_PBES2_AES_128), 0);
    assert_code(gnutls_pkcs12_bag_encrypt(certificates, password, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_pkcs12_set_bag(pfx, certificates), 0);
    assert_int_equal(gnutls_pkcs12_bag_set_privkey(keys, key, password, GNUTLS_PKCS_PKCS12_3DES),
                     0);
    assert_code(gnutls_pkcs12_bag_set_key_id(keys, 0, &id), 0);
    assert_code(gnutls_pkcs12_set_bag(pfx, keys), 0);
    assert_code(gnutls_pkcs12_generate_mac2(pfx, GNUTLS_MAC_SHA512, password), 0);
    gnutls_pkcs12_bag_deinit(certificates);
    gnutls_pkcs12_bag_deinit(keys);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_crt_deinit(certificate);
    return pfx;
}

static void test_a_pfx_goes_out_and_in(void **state)
{
    gnutls_pkcs12_t pfx = make_pfx("secret"), again;
    gnutls_pkcs12_bag_t bag;
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t *chain;
    unsigned count, mac = 0;
    gnutls_datum_t pem;
    char *name;

    assert_code(gnutls_pkcs12_export2(pfx, GNUTLS_X509_FMT_PEM, &pem), 0);
    assert_memory_equal(pem.data, "-----BEGIN PKCS12-----", 22);
    assert_code(gnutls_pkcs12_init(&again), 0);
    assert_code(gnutls_pkcs12_import(again, &pem, GNUTLS_X509_FMT_PEM, 0), 0);
    assert_code(gnutls_pkcs12_verify_mac(again, "secret"), 0);
    assert_code(gnutls_pkcs12_mac_info(again, &mac, NULL, NULL, NULL, NULL), 0);
    assert_int_equal(mac, GNUTLS_MAC_SHA512);
    assert_code(
        gnutls_pkcs12_simple_parse(again, "secret", &key, &chain, &count, NULL, NULL, NULL, 0), 0);
    assert_int_equal(count, 1);
    assert_our_key(key);
    assert_code(gnutls_pkcs12_bag_init(&bag), 0);
    assert_code(gnutls_pkcs12_get_bag(again, 0, bag), 0);
    assert_code(gnutls_pkcs12_bag_decrypt(bag, "secret"), 0);
    assert_code(gnutls_pkcs12_bag_get_friendly_name(bag, 0, &name), 0);
    /* The reference takes the bytes of UTF-8 for characters; see doc/differences.md. */
    if (library_under_test() == REPRISE)
        assert_string_equal(name, "Schlüssel");
    gnutls_pkcs12_bag_deinit(bag);
    gnutls_x509_crt_deinit(chain[0]);
    gnutls_free(chain);
    gnutls_x509_privkey_deinit(key);
    gnutls_free(pem.data);
    gnutls_pkcs12_deinit(again);
    gnutls_pkcs12_deinit(pfx);
}

/* Every cut is refused, and no change of a byte does harm. */
static void test_a_broken_pfx(void **state)
{
    gnutls_datum_t file = load("open.p12"), cut = file;
    gnutls_pkcs12_t pfx;

    for (cut.size = 0; cut.size < file.size; cut.size += 7) {
        assert_code(gnutls_pkcs12_init(&pfx), 0);
        assert_true(gnutls_pkcs12_import(pfx, &cut, GNUTLS_X509_FMT_DER, 0) < 0);
        gnutls_pkcs12_deinit(pfx);
    }
    for (unsigned i = 0; i < file.size; i += 3) {
        gnutls_x509_privkey_t key = NULL;
        file.data[i] ^= 0x11;
        assert_code(gnutls_pkcs12_init(&pfx), 0);
        if (gnutls_pkcs12_import(pfx, &file, GNUTLS_X509_FMT_DER, 0) == 0)
            (void)!gnutls_pkcs12_simple_parse(pfx, "secret", &key, NULL, NULL, NULL, NULL, NULL, 0);
        gnutls_x509_privkey_deinit(key);
        gnutls_pkcs12_deinit(pfx);
        file.data[i] ^= 0x11;
    }
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
    ADD_ROWS(pfx_rows, test_a_pfx_shows_who_made_it);
    ADD_ROWS(pfx_rows, test_a_pfx_in_one_step);
    ADD_ROWS(pfx_rows, test_a_pfx_as_credentials);
    ADD(test_a_bag_and_what_is_in_it);
    ADD(test_a_pfx_goes_out_and_in);
    ADD(test_a_broken_pfx);
    return suite_run("containers");
}
