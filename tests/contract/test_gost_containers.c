/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_gost_containers.c - keys of GOST R 34.10 in SubjectPublicKeyInfo and PKCS#8, whole and broken
 *
 * RFC 4491, 2.3; RFC 9215, 4. The private key is 1 and the point the curve's base point.
 */

#include "gost.h"

#include <stdio.h>

/* OBJECT IDENTIFIERs: of keys, curves, hashes, ciphers. */
#define KEY_01   "06062a8503020213"
#define KEY_256  "06082a85030701010101"
#define KEY_512  "06082a85030701010102"
#define CPA      "06072a850302022301"
#define CPB      "06072a850302022302"
#define CPXA     "06072a850302022400"
#define B256     "06092a8503070102010102"
#define A512     "06092a8503070102010201"
#define B512     "06092a8503070102010202"
#define HASH_94  "06072a850302021e01"
#define HASH_94T "06072a850302021e00"
#define HASH_256 "06082a85030701010202"
#define HASH_512 "06082a85030701010203"
#define CIPHER_A "06072a850302021f01"
#define CIPHER_B "06072a850302021f02"

#define ZEROS_31 "00000000000000000000000000000000000000000000000000000000000000"
#define X_256    "01" ZEROS_31
#define Y_256    "141e9f9e9cc9ac22b1e323df2d4f2935762b3f455a50df27da9c98e071e4918d"
#define X_512    "03" ZEROS_31 "00" ZEROS_31
#define Y_512                                                                                      \
    "a4f21552cb89a589b8f535c25ffe2880e9413a0ea5e6753de936d04fbe2616df"                             \
    "21a9efcbfd648077c1abf1ac931c5ecee65054e216881ba6e36a837ae8cf0375"
#define POINT_256 "0440" X_256 Y_256
#define POINT_512 "048180" X_512 Y_512

/* What is written from the end, with the headers of elements in front. */
struct text {
    char hex[1024];
};

static void wrap(struct text *text, const char *tag)
{
    char content[sizeof text->hex];
    size_t size = strlen(text->hex) / 2;

    strcpy(content, text->hex);
    int used = size < 128
                   ? snprintf(text->hex, sizeof text->hex, "%s%02zx%s", tag, size, content)
                   : snprintf(text->hex, sizeof text->hex, "%s81%02zx%s", tag, size, content);
    assert_true(used > 0 && (size_t)used < sizeof text->hex);
}

static void put(struct text *text, const char *hex)
{
    assert_true(strlen(text->hex) + strlen(hex) < sizeof text->hex);
    strcat(text->hex, hex);
}

static struct text algorithm_of(const char *oid, const char *parameters)
{
    struct text inner = { "" }, whole = { "" };

    put(&inner, parameters);
    wrap(&inner, "30");
    put(&whole, oid);
    put(&whole, inner.hex);
    wrap(&whole, "30");
    return whole;
}

static gnutls_datum_t spki_of(const char *oid, const char *parameters, const char *point)
{
    struct text bits = { "00" }, whole = algorithm_of(oid, parameters);

    put(&bits, point);
    wrap(&bits, "03");
    put(&whole, bits.hex);
    wrap(&whole, "30");
    return unhex(whole.hex);
}

static gnutls_datum_t pkcs8_of(const char *oid, const char *parameters, const char *number)
{
    struct text whole = { "020100" }, inner = { "" }, algorithm = algorithm_of(oid, parameters);

    put(&whole, algorithm.hex);
    put(&inner, number);
    wrap(&inner, "04");
    put(&whole, inner.hex);
    wrap(&whole, "30");
    return unhex(whole.hex);
}

/* ---- public keys ---- */

#define UNKNOWN GNUTLS_E_UNKNOWN_PK_ALGORITHM
#define BROKEN  GNUTLS_E_ASN1_DER_ERROR
#define NO_TAG  GNUTLS_E_ASN1_TAG_ERROR
#define NO_PART GNUTLS_E_ASN1_ELEMENT_NOT_FOUND
#define ODD     GNUTLS_E_PARSING_ERROR

static const struct spki_row {
    const char *name, *oid, *parameters, *point;
    int code[LIBRARIES];
    gnutls_ecc_curve_t curve;
    gnutls_digest_algorithm_t digest;
    gnutls_gost_paramset_t paramset;
    const char *written; /* other parameters; NULL: the same */
} spki_rows[] = {
    /* clang-format off */
    { "2001", KEY_01, CPA HASH_94, POINT_256, BOTH(0),
      GNUTLS_ECC_CURVE_GOST256CPA, GNUTLS_DIG_GOSTR_94, GNUTLS_GOST_PARAMSET_CP_A, NULL },
    { "2001 with a cipher", KEY_01, CPXA HASH_94 CIPHER_B, POINT_256, BOTH(0),
      GNUTLS_ECC_CURVE_GOST256CPXA, GNUTLS_DIG_GOSTR_94, GNUTLS_GOST_PARAMSET_CP_B, NULL },
    { "2001 with the usual cipher", KEY_01, CPA HASH_94 CIPHER_A, POINT_256, BOTH(0),
      GNUTLS_ECC_CURVE_GOST256CPA, GNUTLS_DIG_GOSTR_94, GNUTLS_GOST_PARAMSET_CP_A, CPA HASH_94 },
    { "2012-256 on a curve of 2001", KEY_256, CPA HASH_256, POINT_256, BOTH(0),
      GNUTLS_ECC_CURVE_GOST256CPA, GNUTLS_DIG_STREEBOG_256, GNUTLS_GOST_PARAMSET_TC26_Z, NULL },
    { "2012-256 without its hash", KEY_256, CPXA, POINT_256, BOTH(0),
      GNUTLS_ECC_CURVE_GOST256CPXA, GNUTLS_DIG_STREEBOG_256, GNUTLS_GOST_PARAMSET_TC26_Z,
      CPXA HASH_256 },
    { "2012-256 on a curve of 2012", KEY_256, B256, POINT_256, BOTH(0),
      GNUTLS_ECC_CURVE_GOST256B, GNUTLS_DIG_STREEBOG_256, GNUTLS_GOST_PARAMSET_TC26_Z, NULL },
    { "2012-256 on a curve of 2012, with its hash", KEY_256, B256 HASH_256, POINT_256, BOTH(0),
      GNUTLS_ECC_CURVE_GOST256B, GNUTLS_DIG_STREEBOG_256, GNUTLS_GOST_PARAMSET_TC26_Z, B256 },
    { "2012-512", KEY_512, A512 HASH_512, POINT_512, BOTH(0),
      GNUTLS_ECC_CURVE_GOST512A, GNUTLS_DIG_STREEBOG_512, GNUTLS_GOST_PARAMSET_TC26_Z, NULL },
    { "2012-512 without its hash", KEY_512, A512, POINT_512, BOTH(0),
      GNUTLS_ECC_CURVE_GOST512A, GNUTLS_DIG_STREEBOG_512, GNUTLS_GOST_PARAMSET_TC26_Z,
      A512 HASH_512 },

    { "no parameters", KEY_01, "", POINT_256, EACH(NO_PART, BROKEN) },
    { "2001 without a hash", KEY_01, CPA, POINT_256, EACH(NO_TAG, BROKEN) },
    { "2001 with four parameters", KEY_01, CPA HASH_94 CIPHER_A CIPHER_A, POINT_256, BOTH(BROKEN) },
    { "2012 with a cipher", KEY_256, CPA HASH_256 CIPHER_A, POINT_256, BOTH(BROKEN) },
    { "a curve that is only known by its name", KEY_01, CPB HASH_94, POINT_256, BOTH(UNSUPPORTED) },
    { "a longer curve of that kind", KEY_512, B512, POINT_512, BOTH(UNSUPPORTED) },
    { "a curve that is no curve", KEY_01, HASH_94 HASH_94, POINT_256, BOTH(UNSUPPORTED) },
    { "no octets around the point", KEY_01, CPA HASH_94, X_256 Y_256, EACH(ODD, BROKEN) },
    { "a point with an end", KEY_01, CPA HASH_94, POINT_256 "00", EACH(ODD, BROKEN) },
    { "a point that is too short", KEY_01, CPA HASH_94, "043f" ZEROS_31 Y_256,
      EACH(ODD, GNUTLS_E_PK_INVALID_PUBKEY) },
    { "no point", KEY_01, CPA HASH_94, "0400", EACH(ODD, GNUTLS_E_PK_INVALID_PUBKEY) },
    /* What the reference takes: see doc/differences.md. */
    { "2001 with the hash of the test", KEY_01, CPA HASH_94T, POINT_256, EACH(0, UNKNOWN) },
    { "2001 with the hash of 2012", KEY_01, CPA HASH_256, POINT_256, EACH(0, UNKNOWN) },
    { "2012 with the hash of 2001", KEY_256, CPA HASH_94, POINT_256, EACH(0, UNKNOWN) },
    { "2001 with a cipher that is none", KEY_01, CPA HASH_94 CPA, POINT_256, EACH(0, UNKNOWN) },
    { "a curve that is longer than the hash", KEY_256, A512, POINT_512, EACH(0, UNSUPPORTED) },
    { "a curve that is shorter than the hash", KEY_512, B256, POINT_256, EACH(0, UNSUPPORTED) },
    { "a point that is too long", KEY_256, B256, POINT_512, EACH(0, GNUTLS_E_PK_INVALID_PUBKEY) },
    { "a point off the curve", KEY_01, CPA HASH_94, "0440" Y_256 Y_256, EACH(0, ILLEGAL) },
    /* clang-format on */
};

static void check_public(const struct spki_row *row, gnutls_pubkey_t key)
{
    gnutls_ecc_curve_t curve;
    gnutls_digest_algorithm_t digest, preferred;
    gnutls_gost_paramset_t paramset;
    gnutls_datum_t written, expected;
    unsigned mandatory;

    assert_code(gnutls_pubkey_export_gost_raw2(key, &curve, &digest, &paramset, NULL, NULL, 0), 0);
    assert_int_equal(curve, row->curve);
    assert_int_equal(digest, row->digest);
    assert_int_equal(paramset, row->paramset);
    assert_code(gnutls_pubkey_get_preferred_hash_algorithm(key, &preferred, &mandatory), 0);
    assert_int_equal(preferred, row->digest);
    assert_int_equal(mandatory, 1);
    assert_code(gnutls_pubkey_verify_params(key), 0);
    expected = spki_of(row->oid, row->written ? row->written : row->parameters, row->point);
    assert_code(gnutls_pubkey_export2(key, GNUTLS_X509_FMT_DER, &written), 0);
    assert_int_equal(written.size, expected.size);
    assert_memory_equal(written.data, expected.data, expected.size);
    gnutls_free(written.data);
    gnutls_free(expected.data);
}

static void test_public_key(void **state)
{
    const struct spki_row *row = *state;
    gnutls_datum_t der = spki_of(row->oid, row->parameters, row->point);
    gnutls_pubkey_t key;

    assert_code(gnutls_pubkey_init(&key), 0);
    assert_code(gnutls_pubkey_import(key, &der, GNUTLS_X509_FMT_DER),
                row->code[library_under_test()]);
    if (row->curve != GNUTLS_ECC_CURVE_INVALID)
        check_public(row, key);
    gnutls_pubkey_deinit(key);
    gnutls_free(der.data);
}

/* ---- private keys ---- */

static const struct pkcs8_row {
    const char *name, *oid, *parameters, *number;
    int code[LIBRARIES];
} pkcs8_rows[] = {
    /* clang-format off */
    { "octets, 2001", KEY_01, CPA HASH_94, "042001" ZEROS_31, BOTH(0) },
    { "octets, 2012-256", KEY_256, B256, "042001" ZEROS_31, BOTH(0) },
    { "octets, 2012-512", KEY_512, A512 HASH_512, "044001" ZEROS_31 "00" ZEROS_31, BOTH(0) },
    { "octets without zeros", KEY_01, CPA HASH_94, "040101", BOTH(0) },
    { "an integer", KEY_01, CPA HASH_94, "020101", BOTH(0) },
    { "bare octets", KEY_256, CPA HASH_256, "01" ZEROS_31, BOTH(0) },
    { "zero", KEY_01, CPA HASH_94, "042000" ZEROS_31, EACH(NO_TAG, ILLEGAL) },
    { "more than the order", KEY_01, CPA HASH_94,
      "0420ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      EACH(NO_TAG, ILLEGAL) },
    { "nothing", KEY_01, CPA HASH_94, "", EACH(NO_TAG, BROKEN) },
    { "no octets", KEY_01, CPA HASH_94, "0400", EACH(NO_TAG, BROKEN) },
    { "octets with an end", KEY_01, CPA HASH_94, "04010100", EACH(NO_TAG, BROKEN) },
    { "a sequence", KEY_01, CPA HASH_94, "3003040101", EACH(NO_TAG, BROKEN) },
    { "a curve that is only known by its name", KEY_256, CPB, "040101", EACH(NO_TAG, UNSUPPORTED) },
    /* What the reference takes: see doc/differences.md. */
    { "a negative integer", KEY_01, CPA HASH_94, "0201ff", EACH(0, BROKEN) },
    { "too many octets", KEY_01, CPA HASH_94, "042101" ZEROS_31 "00", EACH(0, BROKEN) },
    { "a key behind a mask", KEY_01, CPA HASH_94, "044001" ZEROS_31 "01" ZEROS_31,
      EACH(0, BROKEN) },
    /* clang-format on */
};

static void test_private_key(void **state)
{
    const struct pkcs8_row *row = *state;
    gnutls_datum_t der = pkcs8_of(row->oid, row->parameters, row->number), k, y;
    gnutls_x509_privkey_t key, again;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_init(&again), 0);
    int code = gnutls_x509_privkey_import2(key, &der, GNUTLS_X509_FMT_DER, NULL, 0);
    assert_code(code, row->code[library_under_test()]);
    gnutls_free(der.data);
    if (row->code[REPRISE] == 0) {
        assert_code(gnutls_x509_privkey_export_gost_raw(key, NULL, NULL, NULL, NULL, &y, &k), 0);
        assert_hex(k.data, k.size, "01");
        assert_hex(y.data, y.size, strcmp(row->oid, KEY_512) == 0 ? Y_512 : Y_256);
        gnutls_free(k.data);
        gnutls_free(y.data);
        assert_code(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, "password",
                                                      GNUTLS_PKCS_PBES2_AES_256, &der),
                    0);
        assert_code(
            gnutls_x509_privkey_import_pkcs8(again, &der, GNUTLS_X509_FMT_PEM, "password", 0), 0);
        assert_code(gnutls_x509_privkey_verify_params(again), 0);
        gnutls_free(der.data);
    }
    gnutls_x509_privkey_deinit(again);
    gnutls_x509_privkey_deinit(key);
}

/* The numbers fill the octets, whatever they are (RFC 9215, 4.3); the reference leaves zeros out. */
static void test_a_private_key_is_written_as_long_as_its_curve(void **state)
{
    gnutls_datum_t der = pkcs8_of(KEY_01, CPA HASH_94, "042001" ZEROS_31), written;
    gnutls_x509_privkey_t key;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_import(key, &der, GNUTLS_X509_FMT_DER), 0);
    assert_code(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_DER, &written), 0);
    if (library_under_test() == REPRISE) {
        assert_int_equal(written.size, der.size);
        assert_memory_equal(written.data, der.data, der.size);
    } else {
        assert_int_equal(written.size, der.size - 31);
    }
    gnutls_free(written.data);
    gnutls_free(der.data);
    gnutls_x509_privkey_deinit(key);
}

/* ---- made ---- */

#define CURVE(name) GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_##name)

static const struct made_row {
    const char *name;
    gnutls_pk_algorithm_t pk;
    unsigned bits;
    int code[LIBRARIES];
    gnutls_ecc_curve_t curve;
} made_rows[] = {
    /* clang-format off */
    { "2001 of 256 bits", GNUTLS_PK_GOST_01, 256, BOTH(0), GNUTLS_ECC_CURVE_GOST256CPA },
    { "2012-256 of some bits", GNUTLS_PK_GOST_12_256, 1, BOTH(0), GNUTLS_ECC_CURVE_GOST256CPA },
    { "2012-512 of 256 bits", GNUTLS_PK_GOST_12_512, 256, BOTH(0), GNUTLS_ECC_CURVE_GOST512A },
    { "2001 on CryptoPro-XchA", GNUTLS_PK_GOST_01, CURVE(GOST256CPXA), BOTH(0),
      GNUTLS_ECC_CURVE_GOST256CPXA },
    { "2012-256 on TC26-256-B", GNUTLS_PK_GOST_12_256, CURVE(GOST256B), BOTH(0),
      GNUTLS_ECC_CURVE_GOST256B },
    { "2001 on the longer curve", GNUTLS_PK_GOST_01, CURVE(GOST512A),
      BOTH(GNUTLS_E_INVALID_REQUEST), 0 },
    { "2012-512 on a shorter curve", GNUTLS_PK_GOST_12_512, CURVE(GOST256B),
      BOTH(GNUTLS_E_INVALID_REQUEST), 0 },
    { "2012-256 on a curve known by its name", GNUTLS_PK_GOST_12_256, CURVE(GOST256A),
      EACH(UNSUPPORTED, GNUTLS_E_INVALID_REQUEST), 0 },
    { "2012-256 on P-256", GNUTLS_PK_GOST_12_256, CURVE(SECP256R1),
      EACH(UNSUPPORTED, GNUTLS_E_INVALID_REQUEST), 0 },
    /* clang-format on */
};

static void test_a_key_is_made(void **state)
{
    const struct made_row *row = *state;
    gnutls_ecc_curve_t curve;
    gnutls_x509_privkey_t key;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    assert_code(gnutls_x509_privkey_generate(key, row->pk, row->bits, 0),
                row->code[library_under_test()]);
    if (row->curve != GNUTLS_ECC_CURVE_INVALID) {
        assert_int_equal(gnutls_x509_privkey_get_pk_algorithm(key), row->pk);
        assert_code(gnutls_x509_privkey_export_gost_raw(key, &curve, NULL, NULL, NULL, NULL, NULL),
                    0);
        assert_int_equal(curve, row->curve);
        assert_code(gnutls_x509_privkey_verify_params(key), 0);
    }
    gnutls_x509_privkey_deinit(key);
}

/* ---- damaged ---- */

/* Whatever is read can be written, and is read again. */
static void try_public(gnutls_datum_t der)
{
    gnutls_pubkey_t key;
    gnutls_datum_t written;

    assert_code(gnutls_pubkey_init(&key), 0);
    if (gnutls_pubkey_import(key, &der, GNUTLS_X509_FMT_DER) == 0) {
        assert_code(gnutls_pubkey_export2(key, GNUTLS_X509_FMT_DER, &written), 0);
        assert_code(gnutls_pubkey_import(key, &written, GNUTLS_X509_FMT_DER), 0);
        gnutls_free(written.data);
    }
    gnutls_pubkey_deinit(key);
}

static void try_private(gnutls_datum_t der)
{
    gnutls_x509_privkey_t key;
    gnutls_datum_t written;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    if (gnutls_x509_privkey_import(key, &der, GNUTLS_X509_FMT_DER) == 0) {
        assert_code(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_DER, &written), 0);
        assert_code(gnutls_x509_privkey_import(key, &written, GNUTLS_X509_FMT_DER), 0);
        assert_code(gnutls_x509_privkey_verify_params(key), 0);
        gnutls_free(written.data);
    }
    gnutls_x509_privkey_deinit(key);
}

/* Each byte is changed in several ways, and each beginning is tried; the reference takes much of it,
 * and writes what nobody reads. */
static void damage(gnutls_datum_t der, void (*try)(gnutls_datum_t))
{
    static const unsigned char differences[] = { 0x01, 0x02, 0x10, 0x80, 0xff };

    try(der);
    for (unsigned at = 0; at < der.size; at++) {
        gnutls_datum_t beginning = { der.data, at };
        try(beginning);
        for (unsigned i = 0; i < COUNT(differences); i++) {
            der.data[at] ^= differences[i];
            try(der);
            der.data[at] ^= differences[i];
        }
    }
    gnutls_free(der.data);
}

static void test_damaged_keys_are_refused_or_stay_keys(void **state)
{
    if (library_under_test() != REPRISE)
        skip();
    damage(spki_of(KEY_01, CPA HASH_94 CIPHER_B, POINT_256), try_public);
    damage(spki_of(KEY_256, B256, POINT_256), try_public);
    damage(spki_of(KEY_512, A512 HASH_512, POINT_512), try_public);
    damage(pkcs8_of(KEY_01, CPA HASH_94 CIPHER_B, "042001" ZEROS_31), try_private);
    damage(pkcs8_of(KEY_256, B256, "020101"), try_private);
    damage(pkcs8_of(KEY_512, A512 HASH_512, "01" ZEROS_31 "00" ZEROS_31), try_private);
}

int main(void)
{
    ADD_ROWS(spki_rows, test_public_key);
    ADD_ROWS(pkcs8_rows, test_private_key);
    ADD(test_a_private_key_is_written_as_long_as_its_curve);
    ADD_ROWS(made_rows, test_a_key_is_made);
    ADD(test_damaged_keys_are_refused_or_stay_keys);
    return suite_run("gost_containers");
}
