/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pkcs12.c - keys and certificates in bags, behind a password */

#include "containers.h"

#include <gnutls/pkcs12.h>

static gnutls_pkcs12_t load_pfx(const char *name)
{
    gnutls_datum_t file = container_in(name);
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
    gnutls_datum_t file = container_in(row->name);
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
    gnutls_datum_t file = container_in("open.p12"), cut = file;
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
    ADD_ROWS(pfx_rows, test_a_pfx_shows_who_made_it);
    ADD_ROWS(pfx_rows, test_a_pfx_in_one_step);
    ADD_ROWS(pfx_rows, test_a_pfx_as_credentials);
    ADD(test_a_bag_and_what_is_in_it);
    ADD(test_a_pfx_goes_out_and_in);
    ADD(test_a_broken_pfx);
    return suite_run("pkcs12");
}
