/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_gost_numbers.c - keys of GOST R 34.10 from numbers and into numbers */

#include "gost.h"

/* The base point of CryptoPro-A, RFC 4357, 11.4, which the private key 1 gives; and of TC26-512-A,
 * RFC 7836, A.1. Little endian. */
#define X_256 "01"
#define Y_256 "141e9f9e9cc9ac22b1e323df2d4f2935762b3f455a50df27da9c98e071e4918d"
#define X_512 "03"
#define Y_512                                                                                      \
    "a4f21552cb89a589b8f535c25ffe2880e9413a0ea5e6753de936d04fbe2616df"                             \
    "21a9efcbfd648077c1abf1ac931c5ecee65054e216881ba6e36a837ae8cf0375"
#define X_2   "95fdffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
#define Y_2   "83df6061633653dd4e1cdc20d2b0d6ca89d4c0baa5af20d82563671f8e1b6e72"
#define FF_32 "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

struct gost_numbers {
    gnutls_ecc_curve_t curve;
    gnutls_digest_algorithm_t digest;
    gnutls_gost_paramset_t paramset;
    gnutls_datum_t n[3]; /* x, y and the private key */
};

static void assert_numbers(struct gost_numbers *given, gnutls_ecc_curve_t curve,
                           gnutls_digest_algorithm_t digest, gnutls_gost_paramset_t paramset)
{
    assert_int_equal(given->curve, curve);
    assert_int_equal(given->digest, digest);
    assert_int_equal(given->paramset, paramset);
}

#define CPA  GNUTLS_ECC_CURVE_GOST256CPA
#define CPXA GNUTLS_ECC_CURVE_GOST256CPXA
#define B256 GNUTLS_ECC_CURVE_GOST256B
#define A512 GNUTLS_ECC_CURVE_GOST512A

static const struct numbers_row {
    const char *name;
    gnutls_ecc_curve_t curve;
    gnutls_digest_algorithm_t digest;
    gnutls_gost_paramset_t paramset, given_paramset;
    gnutls_pk_algorithm_t pk;
    unsigned bits;
    const char *x, *y, *k, *given_x;
} numbers_rows[] = {
    /* clang-format off */
    { "2001 on CryptoPro-A", CPA, GNUTLS_DIG_GOSTR_94, GNUTLS_GOST_PARAMSET_UNKNOWN,
      GNUTLS_GOST_PARAMSET_CP_A, GNUTLS_PK_GOST_01, 256, X_256, Y_256, "01", X_256 },
    { "2001 on CryptoPro-XchA, with another set", CPXA, GNUTLS_DIG_GOSTR_94,
      GNUTLS_GOST_PARAMSET_CP_D, GNUTLS_GOST_PARAMSET_CP_D, GNUTLS_PK_GOST_01, 256, X_256, Y_256,
      "01", X_256 },
    { "2012-256 on CryptoPro-A", CPA, GNUTLS_DIG_STREEBOG_256, GNUTLS_GOST_PARAMSET_UNKNOWN,
      GNUTLS_GOST_PARAMSET_TC26_Z, GNUTLS_PK_GOST_12_256, 256, X_2, Y_2, "02", X_2 },
    { "2012-256 on TC26-256-B", B256, GNUTLS_DIG_STREEBOG_256, GNUTLS_GOST_PARAMSET_UNKNOWN,
      GNUTLS_GOST_PARAMSET_TC26_Z, GNUTLS_PK_GOST_12_256, 256, X_2, Y_2, "02", X_2 },
    { "2012-512 on TC26-512-A", A512, GNUTLS_DIG_STREEBOG_512, GNUTLS_GOST_PARAMSET_UNKNOWN,
      GNUTLS_GOST_PARAMSET_TC26_Z, GNUTLS_PK_GOST_12_512, 512, X_512, Y_512, "01", X_512 },
    { "numbers with zeros behind them", CPA, GNUTLS_DIG_GOSTR_94, GNUTLS_GOST_PARAMSET_UNKNOWN,
      GNUTLS_GOST_PARAMSET_CP_A, GNUTLS_PK_GOST_01, 256, "0100000000", Y_256 "00", "010000",
      X_256 },
    /* clang-format on */
};

static void check_public_half(const struct numbers_row *row, const gnutls_datum_t *x,
                              const gnutls_datum_t *y)
{
    struct gost_numbers given = { 0 };
    gnutls_pubkey_t half;
    unsigned bits = 0;

    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_pubkey_import_gost_raw(half, row->curve, row->digest, row->paramset, x, y),
                0);
    assert_code(gnutls_pubkey_verify_params(half), 0);
    assert_code(gnutls_pubkey_export_gost_raw2(half, &given.curve, &given.digest, &given.paramset,
                                               &given.n[0], &given.n[1], 0),
                0);
    assert_numbers(&given, row->curve, row->digest, row->given_paramset);
    assert_hex(given.n[0].data, given.n[0].size, row->given_x);
    free_all(given.n, 2);
    /* The reference tells no size of a public key that came as numbers. */
    gnutls_pubkey_get_pk_algorithm(half, &bits);
    assert_int_equal(bits, library_under_test() == REPRISE ? row->bits : 0);
    gnutls_pubkey_deinit(half);
}

static void test_a_key_goes_through_its_numbers(void **state)
{
    const struct numbers_row *row = *state;
    gnutls_datum_t x = unhex(row->x), y = unhex(row->y), k = unhex(row->k);
    struct gost_numbers given = { 0 };
    gnutls_x509_privkey_t x509;
    gnutls_privkey_t key;
    unsigned bits = 0;

    assert_code(gnutls_x509_privkey_init(&x509), 0);
    assert_code(gnutls_x509_privkey_import_gost_raw(x509, row->curve, row->digest, row->paramset,
                                                    &x, &y, &k),
                0);
    assert_int_equal(gnutls_x509_privkey_get_pk_algorithm(x509), row->pk);
    assert_code(gnutls_x509_privkey_verify_params(x509), 0);
    assert_code(gnutls_x509_privkey_export_gost_raw(x509, &given.curve, &given.digest,
                                                    &given.paramset, &given.n[0], &given.n[1],
                                                    &given.n[2]),
                0);
    assert_numbers(&given, row->curve, row->digest, row->given_paramset);
    assert_hex(given.n[0].data, given.n[0].size, row->given_x);
    assert_int_equal(given.n[2].size, 1);
    free_all(given.n, 3);
    assert_code(gnutls_x509_privkey_export_gost_raw(x509, NULL, NULL, NULL, NULL, NULL, NULL), 0);

    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(
        gnutls_privkey_import_gost_raw(key, row->curve, row->digest, row->paramset, &x, &y, &k), 0);
    given = (struct gost_numbers){ 0 };
    assert_code(gnutls_privkey_export_gost_raw2(key, &given.curve, &given.digest, &given.paramset,
                                                &given.n[0], &given.n[1], &given.n[2],
                                                GNUTLS_EXPORT_FLAG_NO_LZ),
                0);
    assert_numbers(&given, row->curve, row->digest, row->given_paramset);
    assert_hex(given.n[0].data, given.n[0].size, row->given_x);
    free_all(given.n, 3);
    assert_int_equal(gnutls_privkey_get_pk_algorithm(key, &bits), row->pk);
    assert_int_equal(bits, row->bits);

    check_public_half(row, &x, &y);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(x509);
    gnutls_free(x.data);
    gnutls_free(y.data);
    gnutls_free(k.data);
}

/* What the reference takes it checks later or not at all: see doc/differences.md. */
static const struct refused_row {
    const char *name;
    gnutls_ecc_curve_t curve;
    gnutls_digest_algorithm_t digest;
    gnutls_gost_paramset_t paramset;
    const char *x, *y, *k;
    int private_code[LIBRARIES], public_code[LIBRARIES];
} refused_rows[] = {
    /* clang-format off */
    { "a private key of zero", CPA, GNUTLS_DIG_GOSTR_94, 0, X_256, Y_256, "00",
      EACH(GNUTLS_E_PK_INVALID_PRIVKEY, ILLEGAL), BOTH(0) },
    { "a private key beyond the order", CPA, GNUTLS_DIG_GOSTR_94, 0, X_256, Y_256, FF_32,
      EACH(GNUTLS_E_PK_INVALID_PRIVKEY, ILLEGAL), BOTH(0) },
    { "a private key that is too long", CPA, GNUTLS_DIG_GOSTR_94, 0, X_256, Y_256, FF_32 "ff",
      EACH(0, ILLEGAL), BOTH(0) },
    { "halves that do not belong together", CPA, GNUTLS_DIG_GOSTR_94, 0, X_256, Y_256, "02",
      EACH(0, ILLEGAL), BOTH(0) },
    { "a point off the curve", CPA, GNUTLS_DIG_GOSTR_94, 0, "02", Y_256, "01",
      EACH(0, ILLEGAL), EACH(0, ILLEGAL) },
    { "a coordinate that is too long", CPA, GNUTLS_DIG_GOSTR_94, 0, FF_32 "ff", Y_256, "01",
      EACH(0, ILLEGAL), EACH(0, ILLEGAL) },
    { "a hash of another kind", CPA, GNUTLS_DIG_SHA256, 0, X_256, Y_256, "01",
      EACH(0, ILLEGAL), BOTH(ILLEGAL) },
    { "a set that is none", CPA, GNUTLS_DIG_GOSTR_94, 6, X_256, Y_256, "01",
      EACH(0, ILLEGAL), EACH(0, ILLEGAL) },
    { "a curve that is none", 99, GNUTLS_DIG_GOSTR_94, 0, X_256, Y_256, "01",
      BOTH(UNSUPPORTED), EACH(0, UNSUPPORTED) },
    { "a curve of ECDSA", GNUTLS_ECC_CURVE_SECP256R1, GNUTLS_DIG_GOSTR_94, 0, X_256, Y_256, "01",
      BOTH(UNSUPPORTED), EACH(0, UNSUPPORTED) },
    { "a curve that is only known by its name", GNUTLS_ECC_CURVE_GOST256CPB, GNUTLS_DIG_GOSTR_94, 0,
      X_256, Y_256, "01", BOTH(UNSUPPORTED), EACH(0, UNSUPPORTED) },
    { "a curve that is shorter than the hash", CPA, GNUTLS_DIG_STREEBOG_512, 0, X_256, Y_256, "01",
      EACH(0, UNSUPPORTED), EACH(0, UNSUPPORTED) },
    { "a curve that is longer than the hash", A512, GNUTLS_DIG_STREEBOG_256, 0, X_512, Y_512, "01",
      EACH(0, UNSUPPORTED), EACH(0, UNSUPPORTED) },
    /* clang-format on */
};

static void test_what_makes_no_key(void **state)
{
    const struct refused_row *row = *state;
    gnutls_datum_t x = unhex(row->x), y = unhex(row->y), k = unhex(row->k);
    gnutls_x509_privkey_t x509;
    gnutls_privkey_t key;
    gnutls_pubkey_t half;

    assert_code(gnutls_x509_privkey_init(&x509), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_x509_privkey_import_gost_raw(x509, row->curve, row->digest, row->paramset,
                                                    &x, &y, &k),
                row->private_code[library_under_test()]);
    assert_code(
        gnutls_privkey_import_gost_raw(key, row->curve, row->digest, row->paramset, &x, &y, &k),
        row->private_code[library_under_test()]);
    assert_code(gnutls_pubkey_import_gost_raw(half, row->curve, row->digest, row->paramset, &x, &y),
                row->public_code[library_under_test()]);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(x509);
    gnutls_free(x.data);
    gnutls_free(y.data);
    gnutls_free(k.data);
}

/* The reference reads numbers that are not there. */
static void test_a_public_half_may_be_missing(void **state)
{
    gnutls_datum_t k = unhex("01"), none = { 0 }, x, y;
    gnutls_x509_privkey_t key;
    gnutls_pubkey_t half;

    if (library_under_test() != REPRISE)
        skip();
    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(
        gnutls_x509_privkey_import_gost_raw(key, CPA, GNUTLS_DIG_GOSTR_94, 0, NULL, NULL, &k), 0);
    assert_code(gnutls_x509_privkey_export_gost_raw(key, NULL, NULL, NULL, &x, &y, NULL), 0);
    assert_hex(x.data, x.size, X_256);
    assert_hex(y.data, y.size, Y_256);
    assert_code(gnutls_x509_privkey_import_gost_raw(key, CPA, GNUTLS_DIG_GOSTR_94, 0, &x, &y, NULL),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_privkey_import_gost_raw(key, CPA, GNUTLS_DIG_GOSTR_94, 0, &x, NULL, &k),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_pubkey_import_gost_raw(half, CPA, GNUTLS_DIG_GOSTR_94, 0, NULL, &y),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_pubkey_import_gost_raw(half, CPA, GNUTLS_DIG_GOSTR_94, 0, &x, &none),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_pubkey_deinit(half);
    gnutls_x509_privkey_deinit(key);
    gnutls_free(x.data);
    gnutls_free(y.data);
    gnutls_free(k.data);
}

static void test_a_key_that_is_none_has_no_numbers(void **state)
{
    gnutls_x509_privkey_t x509;
    gnutls_privkey_t key;
    gnutls_pubkey_t half;
    gnutls_datum_t x;

    assert_code(gnutls_x509_privkey_init(&x509), 0);
    assert_code(gnutls_privkey_init(&key), 0);
    assert_code(gnutls_pubkey_init(&half), 0);
    assert_code(gnutls_x509_privkey_export_gost_raw(x509, NULL, NULL, NULL, &x, NULL, NULL),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_privkey_export_gost_raw(NULL, NULL, NULL, NULL, &x, NULL, NULL),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_export_gost_raw2(key, NULL, NULL, NULL, &x, NULL, NULL, 0),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_privkey_export_gost_raw2(NULL, NULL, NULL, NULL, &x, NULL, NULL, 0),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_pubkey_export_gost_raw2(half, NULL, NULL, NULL, &x, NULL, 0),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_pubkey_export_gost_raw2(NULL, NULL, NULL, NULL, &x, NULL, 0),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
    gnutls_x509_privkey_deinit(x509);
}

/* What the functions say of keys that are not GOST's. The reference takes the first numbers of RSA
 * for coordinates. */
static const struct other_row {
    const char *name;
    int private_code[LIBRARIES];
} other_rows[] = {
    { "server-p256", BOTH(0) },
    { "server-rsa", EACH(0, GNUTLS_E_INVALID_REQUEST) },
    { "server-ed25519", BOTH(GNUTLS_E_INVALID_REQUEST) },
};

static void test_numbers_of_another_key(void **state)
{
    const struct other_row *row = *state;
    gnutls_privkey_t key = load_key(row->name);
    gnutls_pubkey_t half = public_half(key);
    gnutls_x509_crt_t crt = certificate_in("%s-cert.pem", row->name);
    gnutls_datum_t x;

    int code = gnutls_privkey_export_gost_raw2(key, NULL, NULL, NULL, &x, NULL, NULL, 0);
    assert_code(code, row->private_code[library_under_test()]);
    if (code == 0)
        gnutls_free(x.data);
    assert_code(gnutls_pubkey_export_gost_raw2(half, NULL, NULL, NULL, &x, NULL, 0),
                GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_crt_get_pk_gost_raw(crt, NULL, NULL, NULL, &x, NULL),
                GNUTLS_E_INVALID_REQUEST);
    gnutls_x509_crt_deinit(crt);
    gnutls_pubkey_deinit(half);
    gnutls_privkey_deinit(key);
}

static void test_ecdsa_is_given_the_other_way_round(void **state)
{
    gnutls_privkey_t key = load_key("server-p256");
    struct gost_numbers given;
    gnutls_datum_t k;

    assert_code(gnutls_privkey_export_ecc_raw2(key, NULL, NULL, NULL, &k, GNUTLS_EXPORT_FLAG_NO_LZ),
                0);
    assert_code(gnutls_privkey_export_gost_raw2(key, &given.curve, &given.digest, &given.paramset,
                                                &given.n[0], &given.n[1], &given.n[2], 0),
                0);
    assert_numbers(&given, GNUTLS_ECC_CURVE_SECP256R1, 0, 0);
    assert_int_equal(given.n[2].size, k.size);
    for (unsigned i = 0; i < k.size; i++)
        assert_int_equal(given.n[2].data[i], k.data[k.size - 1 - i]);
    free_all(given.n, 3);
    gnutls_free(k.data);
    gnutls_privkey_deinit(key);
}

int main(void)
{
    ADD_ROWS(numbers_rows, test_a_key_goes_through_its_numbers);
    ADD_ROWS(refused_rows, test_what_makes_no_key);
    ADD(test_a_public_half_may_be_missing);
    ADD(test_a_key_that_is_none_has_no_numbers);
    ADD_ROWS(other_rows, test_numbers_of_another_key);
    ADD(test_ecdsa_is_given_the_other_way_round);
    return suite_run("gost_numbers");
}
