/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_key_parts.c - keys from numbers and into numbers */

#include "keys.h"

#include <gnutls/crypto.h>

/* ---- RSA ---- */

enum { M, E, D, P, Q, U, E1, E2, RSA_NUMBERS };

static void rsa_numbers(gnutls_privkey_t key, gnutls_datum_t n[RSA_NUMBERS], unsigned flags)
{
    assert_code(gnutls_privkey_export_rsa_raw2(key, &n[M], &n[E], &n[D], &n[P], &n[Q], &n[U],
                                               &n[E1], &n[E2], flags),
                0);
}

static void test_rsa_goes_through_its_numbers(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa"), again;
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t n[RSA_NUMBERS];

    rsa_numbers(key, n, 0);
    assert_code(gnutls_privkey_init(&again), 0);
    assert_code(gnutls_privkey_import_rsa_raw(again, &n[M], &n[E], &n[D], &n[P], &n[Q], &n[U],
                                              &n[E1], &n[E2]),
                0);
    assert_pair(again, half, GNUTLS_SIGN_RSA_SHA256);
    assert_code(gnutls_privkey_import_rsa_raw(again, &n[M], &n[E], &n[D], &n[P], &n[Q], &n[U],
                                              &n[E1], &n[E2]),
                library_under_test() == REPRISE ? GNUTLS_E_INVALID_REQUEST : 0);
    free_all(n, RSA_NUMBERS);
    gnutls_privkey_deinit(again);
    gnutls_privkey_deinit(key);
    gnutls_pubkey_deinit(half);
}

/* openssl rsa -in server-rsa-key.pem -text names the same numbers. */
static void test_the_numbers_of_rsa_are_those_of_pkcs1(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_datum_t n[RSA_NUMBERS];
    gnutls_datum_t file;

    rsa_numbers(key, n, GNUTLS_EXPORT_FLAG_NO_LZ);
    assert_int_equal(pair_load("server-rsa-key-pkcs1.der", &file), 0);
    for (int i = M; i < RSA_NUMBERS; i++)
        assert_non_null(memmem(file.data, file.size, n[i].data, n[i].size));
    assert_int_equal(n[M].size, 256);
    free(file.data);
    free_all(n, RSA_NUMBERS);
    rsa_numbers(key, n, 0);
    assert_int_equal(n[M].size, 257);
    assert_int_equal(n[M].data[0], 0);
    free_all(n, RSA_NUMBERS);
    gnutls_privkey_deinit(key);
}

static void test_what_rsa_lacks_is_computed(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_datum_t n[RSA_NUMBERS], d, u;
    gnutls_x509_privkey_t few;

    rsa_numbers(key, n, 0);
    assert_code(gnutls_x509_privkey_init(&few), 0);
    assert_code(gnutls_x509_privkey_import_rsa_raw2(few, &n[M], &n[E], NULL, &n[P], &n[Q], NULL,
                                                    NULL, NULL),
                0);
    assert_code(gnutls_x509_privkey_export_rsa_raw(few, NULL, NULL, &d, NULL, NULL, &u), 0);
    assert_int_equal(u.size, n[U].size);
    assert_memory_equal(u.data, n[U].data, u.size);
    assert_code(gnutls_x509_privkey_verify_params(few), 0);
    assert_int_equal(gnutls_x509_privkey_sec_param(few), GNUTLS_SEC_PARAM_MEDIUM);
    assert_code(gnutls_x509_privkey_fix(few), 0);
    gnutls_free(d.data);
    gnutls_free(u.data);
    free_all(n, RSA_NUMBERS);
    gnutls_x509_privkey_deinit(few);
    gnutls_privkey_deinit(key);
}

/* Ours refuses when numbers come in what does not belong together; see doc/differences.md. */
static void test_numbers_of_two_keys_make_no_key(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_datum_t n[RSA_NUMBERS];
    gnutls_x509_privkey_t mixed;

    rsa_numbers(key, n, 0);
    assert_code(gnutls_x509_privkey_init(&mixed), 0);
    int result = gnutls_x509_privkey_import_rsa_raw(mixed, &n[P], &n[E], &n[D], &n[P], &n[Q], NULL);
    assert_code(result, library_under_test() == REPRISE ? GNUTLS_E_ILLEGAL_PARAMETER : 0);
    free_all(n, RSA_NUMBERS);
    gnutls_x509_privkey_deinit(mixed);
    gnutls_privkey_deinit(key);
}

static void test_a_public_rsa_key_from_its_numbers(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_datum_t n[RSA_NUMBERS], empty = { NULL, 0 };
    gnutls_pubkey_t half;

    rsa_numbers(key, n, GNUTLS_EXPORT_FLAG_NO_LZ);
    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_pubkey_verify_params(half), GNUTLS_E_INVALID_REQUEST);
    assert_true(gnutls_pubkey_import_rsa_raw(half, &empty, &n[E]) < 0);
    assert_code(gnutls_pubkey_import_rsa_raw(half, &n[M], &n[E]), 0);
    assert_code(gnutls_pubkey_verify_params(half), 0);
    assert_pair(key, half, GNUTLS_SIGN_RSA_SHA256);
    free_all(n, RSA_NUMBERS);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

/* ---- curves ---- */

struct curve_row {
    const char *name;
    gnutls_ecc_curve_t curve;
    gnutls_sign_algorithm_t scheme;
};

static const struct curve_row curve_rows[] = {
    { "p192", GNUTLS_ECC_CURVE_SECP192R1, GNUTLS_SIGN_ECDSA_SHA256 },
    { "p224", GNUTLS_ECC_CURVE_SECP224R1, GNUTLS_SIGN_ECDSA_SHA256 },
    { "server-p256", GNUTLS_ECC_CURVE_SECP256R1, GNUTLS_SIGN_ECDSA_SHA256 },
    { "server-p384", GNUTLS_ECC_CURVE_SECP384R1, GNUTLS_SIGN_ECDSA_SHA384 },
    { "server-p521", GNUTLS_ECC_CURVE_SECP521R1, GNUTLS_SIGN_ECDSA_SHA512 },
    { "server-ed25519", GNUTLS_ECC_CURVE_ED25519, GNUTLS_SIGN_EDDSA_ED25519 },
    { "server-ed448", GNUTLS_ECC_CURVE_ED448, GNUTLS_SIGN_EDDSA_ED448 },
};

static void test_a_curve_goes_through_its_numbers(void **state)
{
    const struct curve_row *row = *state;
    gnutls_privkey_t key = load_key(row->name), again;
    gnutls_x509_privkey_t x509;
    gnutls_pubkey_t half;
    gnutls_datum_t x, y, k;
    gnutls_ecc_curve_t curve;
    bool raw = row->curve == GNUTLS_ECC_CURVE_ED25519 || row->curve == GNUTLS_ECC_CURVE_ED448;

    assert_code(gnutls_privkey_export_ecc_raw(key, &curve, &x, &y, &k), 0);
    assert_int_equal(curve, row->curve);
    assert_code(gnutls_privkey_init(&again), 0);
    assert_code(gnutls_privkey_import_ecc_raw(again, curve, &x, raw ? NULL : &y, &k), 0);
    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_pubkey_import_ecc_raw(half, curve, &x, raw ? NULL : &y), 0);
    assert_pair(again, half, row->scheme);
    assert_code(gnutls_x509_privkey_init(&x509), 0);
    assert_code(gnutls_x509_privkey_import_ecc_raw(x509, curve, &x, raw ? NULL : &y, &k), 0);
    assert_code(gnutls_x509_privkey_verify_params(x509), 0);
    gnutls_x509_privkey_deinit(x509);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(again);
    gnutls_privkey_deinit(key);
    gnutls_free(x.data);
    gnutls_free(y.data);
    gnutls_free(k.data);
}

/* RFC 5915 wants the private key as long as the curve; libgnutls writes it like an INTEGER. The first is
 * the key of RFC 6979, A.2.5; 1 gives the base point. */
#define RFC_6979_D "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
#define RFC_6979_X "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
#define RFC_6979_Y "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
#define BASE_X     "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
#define BASE_Y     "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
#define P256_OID   "a00a06082a8648ce3d030107"
#define POINT      "a14403420004"
#define RFC_6979   P256_OID POINT RFC_6979_X RFC_6979_Y

static const struct sec1_row {
    const char *name, *der, *x;
} sec1_rows[] = {
    { "as long as the curve", "30770201010420" RFC_6979_D RFC_6979, RFC_6979_X },
    { "a zero in front", "3078020101042100" RFC_6979_D RFC_6979, RFC_6979_X },
    { "two zeros in front", "307902010104220000" RFC_6979_D RFC_6979, RFC_6979_X },
    { "no zeros in front",
      "30580201010401"
      "01" P256_OID POINT BASE_X BASE_Y,
      BASE_X },
};

static void test_a_curve_in_sec1(void **state)
{
    const struct sec1_row *row = *state;
    unsigned char room[128];
    gnutls_datum_t der = from_hex(row->der, room), x;
    gnutls_x509_privkey_t key;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import(key, &der, GNUTLS_X509_FMT_DER), 0);
    assert_code(gnutls_x509_privkey_export_ecc_raw(key, NULL, &x, NULL, NULL), 0);
    assert_string_equal(hex_of(x.data, x.size), row->x);
    gnutls_free(x.data);
    gnutls_x509_privkey_deinit(key);
}

static void test_more_than_a_curve_holds_is_no_key(void **state)
{
    unsigned char room[128];
    gnutls_datum_t der = from_hex("3078020101042101" RFC_6979_D RFC_6979, room);
    gnutls_x509_privkey_t key;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    int result = gnutls_x509_privkey_import(key, &der, GNUTLS_X509_FMT_DER);
    assert_code(result, library_under_test() == REPRISE ? GNUTLS_E_ILLEGAL_PARAMETER : 0);
    gnutls_x509_privkey_deinit(key);
}

static void test_an_unknown_curve_is_no_request(void **state)
{
    gnutls_privkey_t key = load_key("server-p256");
    gnutls_x509_privkey_t x509;
    gnutls_datum_t x, y, k;

    assert_code(gnutls_privkey_export_ecc_raw2(key, NULL, &x, &y, &k, 0), 0);
    assert_code(gnutls_x509_privkey_init(&x509), 0);
    assert_code(gnutls_x509_privkey_import_ecc_raw(x509, 99, &x, &y, &k), GNUTLS_E_INVALID_REQUEST);
    int result = gnutls_x509_privkey_import_ecc_raw(x509, GNUTLS_ECC_CURVE_SECP256R1, &y, &x, &k);
    assert_true(result < 0 || gnutls_x509_privkey_verify_params(x509) < 0);
    assert_code(gnutls_privkey_export_rsa_raw(key, &x, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_privkey_deinit(x509);
    gnutls_privkey_deinit(key);
    gnutls_free(x.data);
    gnutls_free(y.data);
    gnutls_free(k.data);
}

static void test_the_form_of_x962(void **state)
{
    gnutls_privkey_t key = load_key("server-p256");
    gnutls_pubkey_t half = public_half(key), again;
    gnutls_datum_t curve, point;

    assert_code(gnutls_pubkey_export_ecc_x962(half, &curve, &point), 0);
    assert_int_equal(curve.size, 10);
    assert_memory_equal(curve.data, "\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07", 10);
    assert_int_equal(point.size, 67);
    assert_memory_equal(point.data, "\x04\x41\x04", 3);
    assert_code(gnutls_pubkey_init(&again), 0);
    assert_code(gnutls_pubkey_import_ecc_x962(again, &curve, &point), 0);
    assert_pair(key, again, GNUTLS_SIGN_ECDSA_SHA256);
    assert_code(gnutls_pubkey_import_ecc_x962(again, &point, &point), GNUTLS_E_ASN1_DER_ERROR);
    point.data[0] = 2;
    assert_code(gnutls_pubkey_import_ecc_x962(again, &curve, &point), GNUTLS_E_ASN1_DER_ERROR);
    gnutls_free(curve.data);
    gnutls_free(point.data);
    gnutls_pubkey_deinit(again);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

/* ---- DSA ---- */

static void test_dsa_goes_through_its_numbers(void **state)
{
    gnutls_privkey_t key, again;
    gnutls_pubkey_t half;
    gnutls_datum_t p, q, g, y, x;

    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_generate(key, GNUTLS_PK_DSA, 1024, 0), 0);
    assert_int_equal(gnutls_privkey_get_pk_algorithm(key, NULL), GNUTLS_PK_DSA);
    assert_code(gnutls_privkey_export_dsa_raw(key, &p, &q, &g, &y, &x), 0);
    assert_code(gnutls_privkey_init(&again), 0);
    assert_code(gnutls_privkey_import_dsa_raw(again, &p, &q, &g, &y, &x), 0);
    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_pubkey_import_dsa_raw(half, &p, &q, &g, &y), 0);
    assert_pair(again, half, GNUTLS_SIGN_DSA_SHA256);
    assert_pair(key, half, GNUTLS_SIGN_DSA_SHA1);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(again);
    gnutls_privkey_deinit(key);
    gnutls_free(p.data);
    gnutls_free(q.data);
    gnutls_free(g.data);
    gnutls_free(y.data);
    gnutls_free(x.data);
}

static void test_a_dsa_key_has_the_container_of_openssl(void **state)
{
    static const char label[] = "-----BEGIN DSA PRIVATE KEY-----\n";
    gnutls_x509_privkey_t key, again;
    gnutls_datum_t file, file_again;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_generate(key, GNUTLS_PK_DSA, 1024, 0), 0);
    assert_code(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &file), 0);
    assert_memory_equal(file.data, label, strlen(label));

    assert_code(gnutls_x509_privkey_init(&again), 0);
    assert_code(gnutls_x509_privkey_import(again, &file, GNUTLS_X509_FMT_PEM), 0);
    assert_code(gnutls_x509_privkey_export2(again, GNUTLS_X509_FMT_PEM, &file_again), 0);
    assert_string_equal(file.data, file_again.data);
    gnutls_free(file.data);
    gnutls_free(file_again.data);
    gnutls_x509_privkey_deinit(again);
    gnutls_x509_privkey_deinit(key);
}

int main(void)
{
    ADD(test_rsa_goes_through_its_numbers);
    ADD(test_the_numbers_of_rsa_are_those_of_pkcs1);
    ADD(test_what_rsa_lacks_is_computed);
    ADD(test_numbers_of_two_keys_make_no_key);
    ADD(test_a_public_rsa_key_from_its_numbers);
    ADD_ROWS(curve_rows, test_a_curve_goes_through_its_numbers);
    ADD_ROWS(sec1_rows, test_a_curve_in_sec1);
    ADD(test_more_than_a_curve_holds_is_no_key);
    ADD(test_an_unknown_curve_is_no_request);
    ADD(test_the_form_of_x962);
    ADD(test_dsa_goes_through_its_numbers);
    ADD(test_a_dsa_key_has_the_container_of_openssl);
    return suite_run("key_parts");
}
