/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_key_parts.c - keys from numbers and into numbers; what keys do beside signing */

#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <stdio.h>

static const char said_text[] = "said";
static const gnutls_datum_t said = { (unsigned char *)said_text, 4 };

static gnutls_privkey_t load_key(const char *name)
{
    gnutls_privkey_t key;
    gnutls_datum_t file;
    char path[64];

    snprintf(path, sizeof path, "%s-key.pem", name);
    assert_int_equal(pair_load(path, &file), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509_raw(key, &file, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
    free(file.data);
    return key;
}

static gnutls_pubkey_t public_half(gnutls_privkey_t key)
{
    gnutls_pubkey_t half;

    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_pubkey_import_privkey(half, key, 0, 0), 0);
    return half;
}

/* What the private key signs, the public one accepts. */
static void assert_pair(gnutls_privkey_t key, gnutls_pubkey_t half, gnutls_sign_algorithm_t scheme)
{
    gnutls_datum_t signature;

    assert_code(gnutls_privkey_sign_data2(key, scheme, 0, &said, &signature), 0);
    assert_true(gnutls_pubkey_verify_data2(half, scheme, 0, &said, &signature) >= 0);
    gnutls_free(signature.data);
}

static void free_all(gnutls_datum_t *data, size_t count)
{
    for (size_t i = 0; i < count; i++)
        gnutls_free(data[i].data);
}

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

/* ---- encryption ---- */

static void test_what_is_encrypted_is_decrypted(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t encrypted, plain;
    unsigned char room[8];

    assert_code(gnutls_pubkey_encrypt_data(half, 0, &said, &encrypted), 0);
    assert_int_equal(encrypted.size, 256);
    assert_code(gnutls_privkey_decrypt_data(key, 0, &encrypted, &plain), 0);
    assert_int_equal(plain.size, 4);
    assert_memory_equal(plain.data, "said", 4);
    gnutls_free(plain.data);
    memset(room, 'x', sizeof room);
    assert_code(gnutls_privkey_decrypt_data2(key, 0, &encrypted, room, 4), 0);
    assert_memory_equal(room, "saidxxxx", 8);
    gnutls_free(encrypted.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_what_can_not_be_decrypted_changes_nothing(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t encrypted, plain;
    unsigned char room[8];

    assert_code(gnutls_pubkey_encrypt_data(half, 0, &said, &encrypted), 0);
    memset(room, 'x', sizeof room);
    assert_code(gnutls_privkey_decrypt_data2(key, 0, &encrypted, room, 5),
                GNUTLS_E_DECRYPTION_FAILED);
    assert_code(gnutls_privkey_decrypt_data2(key, 0, &encrypted, room, 3),
                GNUTLS_E_DECRYPTION_FAILED);
    encrypted.data[7] ^= 1;
    assert_code(gnutls_privkey_decrypt_data2(key, 0, &encrypted, room, 4),
                GNUTLS_E_DECRYPTION_FAILED);
    assert_memory_equal(room, "xxxxxxxx", 8);
    assert_code(gnutls_privkey_decrypt_data(key, 0, &encrypted, &plain),
                GNUTLS_E_DECRYPTION_FAILED);
    encrypted.size--;
    assert_code(gnutls_privkey_decrypt_data(key, 0, &encrypted, &plain),
                GNUTLS_E_DECRYPTION_FAILED);
    gnutls_free(encrypted.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_eleven_bytes_of_padding_must_fit(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa"), curve = load_key("server-p256");
    gnutls_pubkey_t half = public_half(key), point = public_half(curve);
    unsigned char bytes[246] = { 0 };
    gnutls_datum_t most = { bytes, 245 }, more = { bytes, 246 }, encrypted;

    assert_code(gnutls_pubkey_encrypt_data(half, 0, &most, &encrypted), 0);
    gnutls_free(encrypted.data);
    assert_code(gnutls_pubkey_encrypt_data(half, 0, &more, &encrypted), GNUTLS_E_ENCRYPTION_FAILED);
    assert_code(gnutls_pubkey_encrypt_data(point, 0, &said, &encrypted), GNUTLS_E_INVALID_REQUEST);
    gnutls_pubkey_deinit(half);
    gnutls_pubkey_deinit(point);
    gnutls_privkey_deinit(key);
    gnutls_privkey_deinit(curve);
}

/* ---- parameters of RSA-PSS ---- */

static void test_parameters_bind_a_key_to_pss(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_digest_algorithm_t digest = GNUTLS_DIG_NULL;
    gnutls_x509_spki_t spki;
    unsigned salt = 0;

    assert_code(gnutls_x509_spki_init(&spki), 0);
    assert_code(gnutls_x509_spki_get_rsa_pss_params(spki, &digest, &salt),
                GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    assert_code(gnutls_pubkey_set_spki(half, spki, 0), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_pubkey_get_spki(half, spki, 0), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_x509_spki_set_rsa_pss_params(spki, GNUTLS_DIG_SHA256, 32);
    assert_code(gnutls_pubkey_set_spki(half, spki, 0), 0);
    assert_code(gnutls_privkey_set_spki(key, spki, 0), 0);
    assert_int_equal(gnutls_pubkey_get_pk_algorithm(half, NULL), GNUTLS_PK_RSA_PSS);
    assert_int_equal(gnutls_privkey_get_pk_algorithm(key, NULL), GNUTLS_PK_RSA_PSS);
    assert_code(gnutls_privkey_get_spki(key, spki, 0), 0);
    assert_code(gnutls_x509_spki_get_rsa_pss_params(spki, &digest, &salt), 0);
    assert_int_equal(digest, GNUTLS_DIG_SHA256);
    assert_int_equal(salt, 32);
    gnutls_x509_spki_set_rsa_pss_params(spki, GNUTLS_DIG_SHA256, 300);
    assert_code(gnutls_privkey_set_spki(key, spki, 0), GNUTLS_E_PK_INVALID_PUBKEY_PARAMS);
    gnutls_x509_spki_deinit(spki);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_a_key_of_pss_that_is_bound_to_nothing_has_no_parameters(void **state)
{
    gnutls_privkey_t key = load_key("server-rsapss");
    gnutls_x509_spki_t spki;

    assert_code(gnutls_x509_spki_init(&spki), 0);
    assert_int_equal(gnutls_privkey_get_pk_algorithm(key, NULL), GNUTLS_PK_RSA_PSS);
    assert_code(gnutls_privkey_get_spki(key, spki, 0), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_x509_spki_deinit(spki);
    gnutls_privkey_deinit(key);
}

/* Made and checked by two handles that went through PKCS#8 and a SubjectPublicKeyInfo. */
static void test_a_key_bound_to_pss_signs_with_its_hash_only(void **state)
{
    gnutls_x509_spki_t spki;
    gnutls_keygen_data_st data = { GNUTLS_KEYGEN_SPKI, NULL, 0 };
    gnutls_x509_privkey_t x509;
    gnutls_privkey_t key;
    gnutls_datum_t der, signature;

    assert_code(gnutls_x509_spki_init(&spki), 0);
    gnutls_x509_spki_set_rsa_pss_params(spki, GNUTLS_DIG_SHA384, 48);
    data.data = (void *)spki;
    data.size = sizeof spki;
    assert_code(gnutls_x509_privkey_init(&x509), 0);
    assert_code(gnutls_x509_privkey_generate2(x509, GNUTLS_PK_RSA, 2048, 0, &data, 1), 0);
    assert_code(gnutls_x509_privkey_export2(x509, GNUTLS_X509_FMT_DER, &der), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_privkey_import_x509_raw(key, &der, GNUTLS_X509_FMT_DER, NULL, 0), 0);
    gnutls_pubkey_t half = public_half(key);
    assert_pair(key, half, GNUTLS_SIGN_RSA_PSS_SHA384);
    if (library_under_test() == REPRISE)
        assert_code(
            gnutls_privkey_sign_data2(key, GNUTLS_SIGN_RSA_PSS_SHA256, 0, &said, &signature),
            GNUTLS_E_CONSTRAINT_ERROR);
    gnutls_free(der.data);
    gnutls_x509_spki_deinit(spki);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(x509);
}

/* ---- signatures ---- */

struct verify_row {
    const char *name;
    gnutls_digest_algorithm_t signed_with;
    gnutls_sign_algorithm_t algorithm;
    unsigned flags;
    int expected;
};

static const struct verify_row verify_rows[] = {
    { "SHA-1", GNUTLS_DIG_SHA1, GNUTLS_SIGN_RSA_SHA1, 0, 0 },
    { "MD5", GNUTLS_DIG_MD5, GNUTLS_SIGN_RSA_MD5, 0, GNUTLS_E_INSUFFICIENT_SECURITY },
    { "MD5, allowed", GNUTLS_DIG_MD5, GNUTLS_SIGN_RSA_MD5, GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5, 0 },
    { "MD5, all allowed", GNUTLS_DIG_MD5, GNUTLS_SIGN_RSA_MD5, GNUTLS_VERIFY_ALLOW_BROKEN, 0 },
    { "MD5, SHA-1 allowed", GNUTLS_DIG_MD5, GNUTLS_SIGN_RSA_MD5, GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1,
      GNUTLS_E_INSUFFICIENT_SECURITY },
    { "another hash", GNUTLS_DIG_SHA384, GNUTLS_SIGN_RSA_SHA256, 0, GNUTLS_E_PK_SIG_VERIFY_FAILED },
    { "another padding", GNUTLS_DIG_SHA256, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, 0,
      GNUTLS_E_PK_SIG_VERIFY_FAILED },
    { "another key", GNUTLS_DIG_SHA256, GNUTLS_SIGN_ECDSA_SHA256, 0,
      GNUTLS_E_INCOMPATIBLE_SIG_WITH_KEY },
    { "no algorithm", GNUTLS_DIG_SHA256, GNUTLS_SIGN_UNKNOWN, 0, GNUTLS_E_INVALID_REQUEST },
    { "an unknown algorithm", GNUTLS_DIG_SHA256, 9999, 0, GNUTLS_E_INVALID_REQUEST },
};

static void test_verification(void **state)
{
    const struct verify_row *row = *state;
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_datum_t signature;

    assert_code(gnutls_privkey_sign_data(key, row->signed_with, 0, &said, &signature), 0);
    int result = gnutls_pubkey_verify_data2(half, row->algorithm, row->flags, &said, &signature);
    assert_code(result > 0 ? 0 : result, row->expected);
    gnutls_free(signature.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_pkcs1_without_the_name_of_a_hash(void **state)
{
    unsigned char bytes[32] = { 1, 2, 3 };
    gnutls_datum_t hash = { bytes, sizeof bytes }, signature;
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    unsigned flags = GNUTLS_PRIVKEY_SIGN_FLAG_TLS1_RSA, check = GNUTLS_VERIFY_USE_TLS1_RSA;

    assert_code(gnutls_privkey_sign_hash(key, GNUTLS_DIG_SHA256, flags, &hash, &signature), 0);
    assert_true(gnutls_pubkey_verify_hash2(half, 0, check, &hash, &signature) >= 0);
    assert_code(gnutls_pubkey_verify_hash2(half, GNUTLS_SIGN_RSA_SHA256, 0, &hash, &signature),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    bytes[0] ^= 1;
    assert_code(gnutls_pubkey_verify_hash2(half, 0, check, &hash, &signature),
                GNUTLS_E_PK_SIG_VERIFY_FAILED);
    gnutls_free(signature.data);
    assert_code(gnutls_privkey_sign_hash2(key, GNUTLS_SIGN_RSA_RAW, 0, &hash, &signature), 0);
    assert_true(gnutls_pubkey_verify_hash2(half, 0, check, &hash, &signature) >= 0);
    gnutls_free(signature.data);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_signing_with_what_does_not_fit(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_datum_t signature;

    assert_code(gnutls_privkey_sign_data(key, GNUTLS_DIG_UNKNOWN, 0, &said, &signature),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_sign_data(key, 999, 0, &said, &signature), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_ECDSA_SHA256, 0, &said, &signature),
                GNUTLS_E_CONSTRAINT_ERROR);
    assert_code(gnutls_privkey_sign_data2(key, 9999, 0, &said, &signature),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_sign_data2(key, GNUTLS_SIGN_RSA_RAW, 0, &said, &signature),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_privkey_deinit(key);
}

static void test_two_numbers_make_a_signature(void **state)
{
    gnutls_datum_t r = { (unsigned char *)"\x80\x01", 2 }, s = { (unsigned char *)"\0\0\1", 3 };
    gnutls_datum_t value, out_r, out_s;
    gnutls_datum_t longer = { (unsigned char *)"\x30\x06\2\1\1\2\1\2\0", 9 };

    assert_code(gnutls_encode_rs_value(&value, &r, &s), 0);
    assert_int_equal(value.size, 10);
    assert_memory_equal(value.data, "\x30\x08\x02\x03\x00\x80\x01\x02\x01\x01", 10);
    assert_code(gnutls_decode_rs_value(&value, &out_r, &out_s), 0);
    assert_int_equal(out_r.size, 3);
    assert_memory_equal(out_r.data, "\0\x80\1", 3);
    assert_int_equal(out_s.size, 1);
    gnutls_free(out_r.data);
    gnutls_free(out_s.data);
    value.size--;
    assert_code(gnutls_decode_rs_value(&value, &out_r, &out_s), GNUTLS_E_ASN1_DER_ERROR);
    assert_code(gnutls_decode_rs_value(&longer, &out_r, &out_s), GNUTLS_E_ASN1_DER_ERROR);
    gnutls_free(value.data);
}

static void test_a_hash_and_its_name(void **state)
{
    gnutls_datum_t digest = { (unsigned char *)"01234567890123456789012345678901", 32 }, info;
    gnutls_digest_algorithm_t hash = GNUTLS_DIG_NULL;
    unsigned char room[64];
    unsigned size = sizeof room;

    assert_code(gnutls_encode_ber_digest_info(GNUTLS_DIG_SHA256, &digest, &info), 0);
    assert_int_equal(info.size, 51);
    /* RFC 8017, 9.2, note 1 */
    assert_memory_equal(info.data,
                        "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04"
                        "\x20",
                        19);
    assert_code(gnutls_decode_ber_digest_info(&info, &hash, room, &size), 0);
    assert_int_equal(hash, GNUTLS_DIG_SHA256);
    assert_int_equal(size, 32);
    assert_memory_equal(room, digest.data, 32);
    size = 5;
    assert_code(gnutls_decode_ber_digest_info(&info, &hash, room, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 32);
    info.size--;
    size = sizeof room;
    assert_code(gnutls_decode_ber_digest_info(&info, &hash, room, &size), GNUTLS_E_ASN1_DER_ERROR);
    assert_code(gnutls_encode_ber_digest_info(999, &digest, &info), GNUTLS_E_INVALID_REQUEST);
    gnutls_free(info.data);
}

static void test_the_older_way_to_sign(void **state)
{
    gnutls_privkey_t key = load_key("server-rsa");
    gnutls_pubkey_t half = public_half(key);
    gnutls_x509_privkey_t x509;
    unsigned char room[300];
    size_t size = 10;

    assert_code(gnutls_privkey_export_x509(key, &x509), 0);
    assert_code(gnutls_x509_privkey_sign_data(x509, GNUTLS_DIG_SHA256, 0, &said, room, &size),
                GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 256);
    size = sizeof room;
    assert_code(gnutls_x509_privkey_sign_data(x509, GNUTLS_DIG_SHA256, 0, &said, room, &size), 0);
    gnutls_datum_t signature = { room, (unsigned)size };
    assert_true(gnutls_pubkey_verify_data2(half, GNUTLS_SIGN_RSA_SHA256, 0, &said, &signature) >=
                0);
    gnutls_x509_privkey_deinit(x509);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

int main(void)
{
    ADD(test_rsa_goes_through_its_numbers);
    ADD(test_the_numbers_of_rsa_are_those_of_pkcs1);
    ADD(test_what_rsa_lacks_is_computed);
    ADD(test_numbers_of_two_keys_make_no_key);
    ADD(test_a_public_rsa_key_from_its_numbers);
    ADD_ROWS(curve_rows, test_a_curve_goes_through_its_numbers);
    ADD(test_an_unknown_curve_is_no_request);
    ADD(test_the_form_of_x962);
    ADD(test_dsa_goes_through_its_numbers);
    ADD(test_what_is_encrypted_is_decrypted);
    ADD(test_what_can_not_be_decrypted_changes_nothing);
    ADD(test_eleven_bytes_of_padding_must_fit);
    ADD(test_parameters_bind_a_key_to_pss);
    ADD(test_a_key_of_pss_that_is_bound_to_nothing_has_no_parameters);
    ADD(test_a_key_bound_to_pss_signs_with_its_hash_only);
    ADD_ROWS(verify_rows, test_verification);
    ADD(test_pkcs1_without_the_name_of_a_hash);
    ADD(test_signing_with_what_does_not_fit);
    ADD(test_two_numbers_make_a_signature);
    ADD(test_a_hash_and_its_name);
    ADD(test_the_older_way_to_sign);
    return suite_run("key_parts");
}
