/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_keys.c - private and public keys: in and out, facts, signatures */

#include "suite.h"

#include <gnutls/abstract.h>
#include <stdio.h>

/* ---- every kind of key ---- */

struct key_row {
    const char *name; /* in tests/data */
    gnutls_pk_algorithm_t algorithm;
    unsigned bits;
    gnutls_sign_algorithm_t scheme;
};

static const struct key_row key_rows[] = {
    { "server-p256", GNUTLS_PK_ECDSA, 256, GNUTLS_SIGN_ECDSA_SHA256 },
    { "server-p384", GNUTLS_PK_ECDSA, 384, GNUTLS_SIGN_ECDSA_SHA384 },
    { "server-p521", GNUTLS_PK_ECDSA, 528, GNUTLS_SIGN_ECDSA_SHA512 },
    { "server-rsa", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_SHA256 },
    { "server-ed25519", GNUTLS_PK_EDDSA_ED25519, 256, GNUTLS_SIGN_EDDSA_ED25519 },
    { "server-ed448", GNUTLS_PK_EDDSA_ED448, 456, GNUTLS_SIGN_EDDSA_ED448 },
};

static void load(const char *name, const char *ending, gnutls_datum_t *out)
{
    char path[64];

    snprintf(path, sizeof path, "%s-%s", name, ending);
    assert_int_equal(pair_load(path, out), 0);
}

static gnutls_x509_privkey_t load_x509_key(const char *name)
{
    gnutls_x509_privkey_t key;
    gnutls_datum_t file;

    load(name, "key.pem", &file);
    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import(key, &file, GNUTLS_X509_FMT_PEM), 0);
    free(file.data);
    return key;
}

static gnutls_privkey_t load_key(const char *name)
{
    gnutls_privkey_t key;
    gnutls_datum_t file;

    load(name, "key.pem", &file);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509_raw(key, &file, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    free(file.data);
    return key;
}

static gnutls_pubkey_t load_public_key(const char *name)
{
    gnutls_x509_crt_t certificate;
    gnutls_pubkey_t key;
    gnutls_datum_t file;

    load(name, "cert.pem", &file);
    assert_code(gnutls_x509_crt_init(&certificate), 0);
    assert_code(gnutls_x509_crt_import(certificate, &file, GNUTLS_X509_FMT_PEM), 0);
    assert_code(gnutls_pubkey_init(&key), 0);
    assert_code(gnutls_pubkey_import_x509(key, certificate, 0), 0);
    gnutls_x509_crt_deinit(certificate);
    free(file.data);
    return key;
}

static void test_facts(void **state)
{
    const struct key_row *row = *state;
    gnutls_x509_privkey_t x509 = load_x509_key(row->name);
    gnutls_privkey_t key = load_key(row->name);
    gnutls_pubkey_t public_key = load_public_key(row->name);
    unsigned bits = 0;

    assert_int_equal(gnutls_x509_privkey_get_pk_algorithm2(x509, &bits), row->algorithm);
    assert_int_equal(bits, row->bits);
    assert_code(gnutls_x509_privkey_verify_params(x509), 0);
    assert_int_equal(gnutls_privkey_get_pk_algorithm(key, &bits), row->algorithm);
    assert_int_equal(bits, row->bits);
    assert_int_equal(gnutls_privkey_get_type(key), GNUTLS_PRIVKEY_X509);
    assert_code(gnutls_privkey_verify_params(key), 0);
    assert_int_equal(gnutls_pubkey_get_pk_algorithm(public_key, &bits), row->algorithm);
    assert_int_equal(bits, row->bits);
    gnutls_x509_privkey_deinit(x509);
    gnutls_privkey_deinit(key);
    gnutls_pubkey_deinit(public_key);
}

/* What a private key signs, the public key of its certificate accepts, and nothing else. */
static void test_signature(void **state)
{
    const struct key_row *row = *state;
    gnutls_datum_t said = { (unsigned char *)"said", 4 }, other = { (unsigned char *)"sand", 4 };
    gnutls_privkey_t key = load_key(row->name);
    gnutls_pubkey_t public_key = load_public_key(row->name);
    gnutls_datum_t signature;

    assert_code(gnutls_privkey_sign_data2(key, row->scheme, 0, &said, &signature), 0);
    assert_true(gnutls_pubkey_verify_data2(public_key, row->scheme, 0, &said, &signature) >= 0);
    assert_code(gnutls_pubkey_verify_data2(public_key, row->scheme, 0, &other, &signature),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    gnutls_free(signature.data);
    gnutls_privkey_deinit(key);
    gnutls_pubkey_deinit(public_key);
}

/* Out as PKCS#8 and in again: the same key. */
static void test_the_way_out_and_in(void **state)
{
    const struct key_row *row = *state;
    gnutls_x509_privkey_t key = load_x509_key(row->name), again;
    unsigned char id[64], other_id[64];
    size_t size = sizeof id, other_size = sizeof other_id;
    gnutls_datum_t out;

    assert_code(
        gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN, &out),
        0);
    assert_code(gnutls_x509_privkey_init(&again), 0);
    assert_code(
        gnutls_x509_privkey_import_pkcs8(again, &out, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN),
        0);
    assert_code(gnutls_x509_privkey_get_key_id(key, 0, id, &size), 0);
    assert_code(gnutls_x509_privkey_get_key_id(again, 0, other_id, &other_size), 0);
    assert_int_equal(size, 20);
    assert_int_equal(other_size, 20);
    assert_memory_equal(id, other_id, size);
    gnutls_free(out.data);
    gnutls_x509_privkey_deinit(again);
    gnutls_x509_privkey_deinit(key);
}

/* The three ways to a public key give one id. */
static void test_the_id_of_a_pair(void **state)
{
    const struct key_row *row = *state;
    unsigned char ids[3][64];
    size_t sizes[3] = { 64, 64, 64 };
    gnutls_x509_privkey_t x509 = load_x509_key(row->name);
    gnutls_privkey_t key = load_key(row->name);
    gnutls_pubkey_t of_certificate = load_public_key(row->name), of_key;
    unsigned flags = GNUTLS_KEYID_USE_SHA256;

    assert_code(gnutls_pubkey_init(&of_key), 0);
    assert_code(gnutls_pubkey_import_privkey(of_key, key, 0, 0), 0);
    assert_code(gnutls_x509_privkey_get_key_id(x509, flags, ids[0], &sizes[0]), 0);
    assert_code(gnutls_pubkey_get_key_id(of_certificate, flags, ids[1], &sizes[1]), 0);
    assert_code(gnutls_pubkey_get_key_id(of_key, flags, ids[2], &sizes[2]), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(sizes[i], 32);
        assert_memory_equal(ids[i], ids[0], 32);
    }
    gnutls_pubkey_deinit(of_key);
    gnutls_pubkey_deinit(of_certificate);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(x509);
}

static void test_a_public_key_goes_out_and_in(void **state)
{
    const struct key_row *row = *state;
    gnutls_pubkey_t key = load_public_key(row->name), again;
    gnutls_datum_t pem, der;
    unsigned char out[2048];
    size_t size = sizeof out;

    assert_code(gnutls_pubkey_export2(key, GNUTLS_X509_FMT_PEM, &pem), 0);
    assert_code(gnutls_pubkey_init(&again), 0);
    assert_code(gnutls_pubkey_import(again, &pem, GNUTLS_X509_FMT_PEM), 0);
    assert_code(gnutls_pubkey_export2(again, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_pubkey_export(key, GNUTLS_X509_FMT_DER, out, &size), 0);
    assert_int_equal(size, der.size);
    assert_memory_equal(out, der.data, size);
    gnutls_free(pem.data);
    gnutls_free(der.data);
    gnutls_pubkey_deinit(again);
    gnutls_pubkey_deinit(key);
}

/* ---- one at a time ---- */

static void test_a_hash_made_elsewhere_is_signed(void **state)
{
    static const struct {
        const char *name;
        unsigned flags;
        gnutls_sign_algorithm_t scheme;
    } cases[] = {
        { "server-p256", 0, GNUTLS_SIGN_ECDSA_SHA256 },
        { "server-rsa", 0, GNUTLS_SIGN_RSA_SHA256 },
        { "server-rsa", GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 },
    };
    unsigned char hash_bytes[32] = { 1, 2, 3 };
    gnutls_datum_t hash = { hash_bytes, sizeof hash_bytes };

    for (size_t i = 0; i < COUNT(cases); i++) {
        gnutls_privkey_t key = load_key(cases[i].name);
        gnutls_pubkey_t public_key = load_public_key(cases[i].name);
        gnutls_datum_t signature;

        assert_code(
            gnutls_privkey_sign_hash(key, GNUTLS_DIG_SHA256, cases[i].flags, &hash, &signature), 0);
        assert_true(gnutls_pubkey_verify_hash2(public_key, cases[i].scheme, 0, &hash, &signature) >=
                    0);
        hash_bytes[0] ^= 1;
        assert_code(gnutls_pubkey_verify_hash2(public_key, cases[i].scheme, 0, &hash, &signature),
                    GNUTLS_E_PK_SIG_VERIFY_FAILED);
        gnutls_free(signature.data);
        assert_code(gnutls_privkey_sign_hash2(key, cases[i].scheme, 0, &hash, &signature), 0);
        assert_true(gnutls_pubkey_verify_hash2(public_key, cases[i].scheme, 0, &hash, &signature) >=
                    0);
        gnutls_free(signature.data);
        gnutls_privkey_deinit(key);
        gnutls_pubkey_deinit(public_key);
    }
}

static void test_a_key_signs_with_its_own_algorithm_only(void **state)
{
    gnutls_datum_t said = { (unsigned char *)"said", 4 }, signature;
    gnutls_privkey_t key = load_key("server-p256");

    assert_true(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_RSA_SHA256, 0, &said, &signature) < 0);
    assert_true(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_UNKNOWN, 0, &said, &signature) < 0);
    gnutls_privkey_deinit(key);
}

static void test_the_point_of_a_curve_in_parts(void **state)
{
    gnutls_pubkey_t key = load_public_key("server-p256");
    gnutls_datum_t x, y;
    gnutls_ecc_curve_t curve;

    assert_code(gnutls_pubkey_export_ecc_raw2(key, &curve, &x, &y, GNUTLS_EXPORT_FLAG_NO_LZ), 0);
    assert_int_equal(curve, GNUTLS_ECC_CURVE_SECP256R1);
    assert_int_equal(x.size, 32);
    assert_int_equal(x.data[0], 0x07);
    assert_int_equal(x.data[31], 0xff);
    assert_int_equal(y.size, 32);
    assert_int_equal(y.data[0], 0x86);
    assert_int_equal(y.data[31], 0x6d);
    gnutls_free(x.data);
    gnutls_free(y.data);
    gnutls_pubkey_deinit(key);
}

static void test_the_numbers_of_rsa(void **state)
{
    gnutls_pubkey_t key = load_public_key("server-rsa");
    gnutls_datum_t modulus, exponent;

    assert_code(gnutls_pubkey_export_rsa_raw2(key, &modulus, &exponent, GNUTLS_EXPORT_FLAG_NO_LZ),
                0);
    assert_int_equal(modulus.size, 256);
    assert_int_equal(exponent.size, 3);
    assert_memory_equal(exponent.data, "\1\0\1", 3);
    gnutls_free(modulus.data);
    gnutls_free(exponent.data);
    gnutls_pubkey_deinit(key);
}

/* ---- a key that lives elsewhere ---- */

static int sign_elsewhere(gnutls_privkey_t key, gnutls_sign_algorithm_t algorithm, void *real,
                          unsigned flags, const gnutls_datum_t *data, gnutls_datum_t *signature)
{
    return gnutls_privkey_sign_data2(real, algorithm, 0, data, signature);
}

static int sign_hash_elsewhere(gnutls_privkey_t key, gnutls_sign_algorithm_t algorithm, void *real,
                               unsigned flags, const gnutls_datum_t *hash,
                               gnutls_datum_t *signature)
{
    return gnutls_privkey_sign_hash2(real, algorithm, 0, hash, signature);
}

static int tell_elsewhere(gnutls_privkey_t key, unsigned flags, void *real)
{
    if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO) != 0)
        return GNUTLS_PK_ECDSA;
    if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO_BITS) != 0)
        return 256;
    if ((flags & GNUTLS_PRIVKEY_INFO_HAVE_SIGN_ALGO) != 0)
        return GNUTLS_FLAGS_TO_SIGN_ALGO(flags) == GNUTLS_SIGN_ECDSA_SHA256;
    return -1;
}

static void leave_elsewhere(gnutls_privkey_t key, void *real)
{
    gnutls_privkey_deinit(real);
}

static void test_a_key_of_the_application_signs(void **state)
{
    gnutls_datum_t said = { (unsigned char *)"said", 4 }, signature;
    gnutls_pubkey_t public_key = load_public_key("server-p256");
    gnutls_privkey_t key;
    unsigned bits;

    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_ext4(key, load_key("server-p256"), sign_elsewhere,
                                           sign_hash_elsewhere, NULL, leave_elsewhere,
                                           tell_elsewhere, 0),
                0);
    assert_int_equal(gnutls_privkey_get_type(key), GNUTLS_PRIVKEY_EXT);
    assert_int_equal(gnutls_privkey_get_pk_algorithm(key, &bits), GNUTLS_PK_ECDSA);
    assert_code(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_ECDSA_SHA256, 0, &said, &signature), 0);
    assert_true(gnutls_pubkey_verify_data2(public_key, GNUTLS_SIGN_ECDSA_SHA256, 0, &said,
                                           &signature) >= 0);
    gnutls_free(signature.data);
    gnutls_privkey_deinit(key);
    gnutls_pubkey_deinit(public_key);
}

/* SEC1, which is inside of PKCS#8, has the private number, of 32 bytes, behind the version. */
static void change_number(gnutls_datum_t *der)
{
    static const unsigned char before[] = { 0x02, 0x01, 0x01, 0x04, 0x20 };
    unsigned char *at = memmem(der->data, der->size, before, sizeof before);

    assert_non_null(at);
    at[sizeof before + 31] ^= 1;
}

/* A private key whose halves do not belong together is noticed at the latest when it is to sign, and
 * before that in credentials and when its parameters are verified. */
static void test_a_key_of_two_halves_does_not_sign(void **state)
{
    static const int signs[LIBRARIES] = EACH(0, GNUTLS_E_ILLEGAL_PARAMETER);
    gnutls_datum_t said = { (unsigned char *)"said", 4 }, der, signature = { NULL, 0 };
    gnutls_certificate_credentials_t credentials;
    gnutls_datum_t certificate;
    gnutls_x509_privkey_t x509 = load_x509_key("server-p256");
    gnutls_privkey_t key;

    assert_code(
        gnutls_x509_privkey_export2_pkcs8(x509, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN, &der),
        0);
    change_number(&der);
    gnutls_x509_privkey_deinit(x509);
    assert_code(gnutls_x509_privkey_init(&x509), 0);
    assert_code(gnutls_x509_privkey_import(x509, &der, GNUTLS_X509_FMT_DER), 0);
    assert_true(gnutls_x509_privkey_verify_params(x509) < 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509_raw(key, &der, GNUTLS_X509_FMT_DER, NULL, 0), 0);
    assert_true(gnutls_privkey_verify_params(key) < 0);
    for (int i = 0; i < 2; i++) {
        assert_code(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_ECDSA_SHA256, 0, &said, &signature),
                    signs[library_under_test()]);
        gnutls_free(signature.data);
        signature.data = NULL;
    }
    load("server-p256", "cert.der", &certificate);
    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);
    assert_true(gnutls_certificate_set_x509_key_mem(credentials, &certificate, &der,
                                                    GNUTLS_X509_FMT_DER) < 0);
    gnutls_certificate_free_credentials(credentials);
    free(certificate.data);
    gnutls_free(der.data);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(x509);
}

int main(void)
{
    ADD_ROWS(key_rows, test_facts);
    ADD_ROWS(key_rows, test_signature);
    ADD_ROWS(key_rows, test_the_way_out_and_in);
    ADD_ROWS(key_rows, test_the_id_of_a_pair);
    ADD_ROWS(key_rows, test_a_public_key_goes_out_and_in);
    ADD(test_a_hash_made_elsewhere_is_signed);
    ADD(test_a_key_signs_with_its_own_algorithm_only);
    ADD(test_the_point_of_a_curve_in_parts);
    ADD(test_the_numbers_of_rsa);
    ADD(test_a_key_of_the_application_signs);
    ADD(test_a_key_of_two_halves_does_not_sign);
    return suite_run("keys");
}
