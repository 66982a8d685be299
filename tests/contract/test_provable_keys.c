/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_provable_keys.c - RSA keys made from seeds: FIPS 186-4, App. B.3.2 */

#include "suite.h"

#include <gnutls/abstract.h>

enum { SEED_MAX = 300 };

/* Byte i is 7i + 1. */
static unsigned char seed[SEED_MAX];

static int make(gnutls_x509_privkey_t key, gnutls_pk_algorithm_t algorithm, unsigned bits,
                unsigned size, gnutls_digest_algorithm_t digest)
{
    const gnutls_keygen_data_st hints[] = { { GNUTLS_KEYGEN_SEED, seed, size },
                                            { GNUTLS_KEYGEN_DIGEST, NULL, digest } };

    return gnutls_x509_privkey_generate2(key, algorithm, bits, GNUTLS_PRIVKEY_FLAG_PROVABLE, hints,
                                         digest != GNUTLS_DIG_UNKNOWN ? 2 : 1);
}

static gnutls_x509_privkey_t new_key(void)
{
    gnutls_x509_privkey_t key;

    assert_code(gnutls_x509_privkey_init(&key), 0);
    return key;
}

/* The one that most tests speak of. */
static gnutls_x509_privkey_t small_key(void)
{
    gnutls_x509_privkey_t key = new_key();

    assert_code(make(key, GNUTLS_PK_RSA, 1024, 20, GNUTLS_DIG_UNKNOWN), 0);
    return key;
}

/* Was it made from so many bytes of the seed, and does it know? */
static bool has_seed(gnutls_x509_privkey_t key, size_t expected)
{
    gnutls_digest_algorithm_t digest = GNUTLS_DIG_UNKNOWN;
    unsigned char kept[64];
    size_t size = sizeof kept;

    return gnutls_x509_privkey_get_seed(key, &digest, kept, &size) == 0 &&
           digest == GNUTLS_DIG_SHA384 && size == expected && memcmp(kept, seed, size) == 0;
}

/* ---- the same seed, the same key ---- */

struct key_row {
    const char *name;
    unsigned bits, seed_size;
    unsigned char id[20], end_of_exponent[4];
};

static const struct key_row key_rows[] = {
    { "1024 bits",
      1024,
      20,
      { 0xc9, 0xd2, 0x45, 0xfc, 0x3f, 0x98, 0xfe, 0xbf, 0xcf, 0xc7,
        0x22, 0xf4, 0x53, 0x9f, 0xd5, 0x8f, 0x68, 0x9f, 0xed, 0xa7 },
      { 0x5e, 0xe3, 0xa1, 0xab } },
    { "2048 bits",
      2048,
      28,
      { 0xd7, 0xdc, 0x7f, 0x19, 0x8e, 0x18, 0x63, 0x96, 0x79, 0x87,
        0xe6, 0x6a, 0x41, 0xe3, 0xcb, 0x33, 0x46, 0x74, 0x7a, 0x29 },
      { 0xe5, 0x5f, 0x6b, 0x45 } },
    { "2048 bits from a longer seed",
      2048,
      32,
      { 0xb6, 0xdb, 0x2a, 0x10, 0x79, 0x84, 0xa5, 0x64, 0x76, 0x6c,
        0x10, 0x41, 0xef, 0x1c, 0x5f, 0x1e, 0x42, 0xb4, 0xc3, 0x06 },
      { 0x25, 0x72, 0x14, 0xc1 } },
    { "2432 bits",
      2432,
      28,
      { 0xc3, 0xdf, 0x0a, 0x51, 0x75, 0x31, 0xd0, 0x0b, 0x2e, 0x9b,
        0x04, 0x3f, 0xdc, 0xcc, 0xed, 0xd6, 0x44, 0xd4, 0xd2, 0x1d },
      { 0x68, 0xd3, 0x23, 0x11 } },
    { "3072 bits",
      3072,
      32,
      { 0x31, 0x0a, 0xbc, 0x95, 0xe3, 0x20, 0xae, 0xb1, 0x1a, 0x0f,
        0xda, 0x60, 0x71, 0x8c, 0x8f, 0xe3, 0xcd, 0x1f, 0x6e, 0xaa },
      { 0xcb, 0xd1, 0x46, 0x01 } },
};

static void test_a_seed_gives_its_key(void **state)
{
    const struct key_row *row = *state;
    gnutls_x509_privkey_t key = new_key();
    unsigned char id[20];
    size_t id_size = sizeof id;
    gnutls_datum_t d;

    assert_code(make(key, GNUTLS_PK_RSA, row->bits, row->seed_size, GNUTLS_DIG_SHA384), 0);
    assert_code(gnutls_x509_privkey_get_key_id(key, 0, id, &id_size), 0);
    assert_memory_equal(id, row->id, sizeof id);
    assert_code(
        gnutls_x509_privkey_export_rsa_raw2(key, NULL, NULL, &d, NULL, NULL, NULL, NULL, NULL), 0);
    assert_memory_equal(d.data + d.size - 4, row->end_of_exponent, 4);
    assert_code(gnutls_x509_privkey_verify_params(key), 0);
    assert_true(has_seed(key, row->seed_size));
    gnutls_free(d.data);
    gnutls_x509_privkey_deinit(key);
}

/* ---- what can not be made ---- */

struct refusal_row {
    const char *name;
    gnutls_pk_algorithm_t algorithm;
    unsigned bits, seed_size;
    gnutls_digest_algorithm_t digest;
    int expected[LIBRARIES];
};

static const struct refusal_row refusal_rows[] = {
    { "another hash", GNUTLS_PK_RSA, 2048, 28, GNUTLS_DIG_SHA256, BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "an odd number of bits", GNUTLS_PK_RSA, 2047, 28, GNUTLS_DIG_UNKNOWN,
      BOTH(GNUTLS_E_PK_GENERATION_ERROR) },
    { "a curve", GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 28,
      GNUTLS_DIG_UNKNOWN, BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "Ed25519", GNUTLS_PK_EDDSA_ED25519, 0, 32, GNUTLS_DIG_UNKNOWN,
      BOTH(GNUTLS_E_INVALID_REQUEST) },
    { "DSA", GNUTLS_PK_DSA, 2048, 28, GNUTLS_DIG_UNKNOWN,
      EACH(GNUTLS_E_PK_GENERATION_ERROR, GNUTLS_E_UNIMPLEMENTED_FEATURE) },
};

static void test_refusal(void **state)
{
    const struct refusal_row *row = *state;
    gnutls_x509_privkey_t key = new_key();

    assert_code(make(key, row->algorithm, row->bits, row->seed_size, row->digest),
                row->expected[library_under_test()]);
    gnutls_x509_privkey_deinit(key);
}

/* ---- seeds and keys ---- */

static void test_a_seed_is_held_against_a_key(void **state)
{
    gnutls_x509_privkey_t key = small_key(), other = new_key();
    gnutls_privkey_t handle;

    assert_code(gnutls_privkey_init(&handle), 0);
    assert_code(gnutls_privkey_import_x509(handle, key, GNUTLS_PRIVKEY_IMPORT_COPY), 0);
    assert_code(gnutls_x509_privkey_generate(other, GNUTLS_PK_RSA, 1024, 0), 0);
    assert_code(gnutls_x509_privkey_verify_seed(key, GNUTLS_DIG_SHA384, NULL, 0), 0);
    assert_code(gnutls_x509_privkey_verify_seed(key, GNUTLS_DIG_SHA384, seed, 20), 0);
    assert_code(gnutls_privkey_verify_seed(handle, GNUTLS_DIG_SHA384, NULL, 0), 0);
    assert_code(gnutls_privkey_verify_seed(handle, GNUTLS_DIG_SHA384, seed, 20), 0);
    assert_code(gnutls_x509_privkey_verify_seed(key, GNUTLS_DIG_SHA384, seed, 19),
                GNUTLS_E_PRIVKEY_VERIFICATION_ERROR);
    assert_code(gnutls_x509_privkey_verify_seed(key, GNUTLS_DIG_SHA384, seed + 1, 20),
                GNUTLS_E_PRIVKEY_VERIFICATION_ERROR);
    assert_code(gnutls_x509_privkey_verify_seed(other, GNUTLS_DIG_SHA384, seed, 20),
                GNUTLS_E_PRIVKEY_VERIFICATION_ERROR);
    assert_code(gnutls_x509_privkey_verify_seed(other, GNUTLS_DIG_SHA384, NULL, 0),
                GNUTLS_E_PK_NO_VALIDATION_PARAMS);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(other);
    gnutls_privkey_deinit(handle);
}

static void test_other_keys_have_no_seed(void **state)
{
    gnutls_x509_privkey_t key = new_key();
    unsigned char kept[64];
    size_t size = sizeof kept;

    assert_code(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                             GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
                0);
    assert_code(gnutls_x509_privkey_get_seed(key, NULL, kept, &size), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_x509_privkey_verify_seed(key, GNUTLS_DIG_SHA384, seed, 20),
                GNUTLS_E_UNIMPLEMENTED_FEATURE);
    gnutls_x509_privkey_deinit(key);
}

static void test_a_seed_wants_room(void **state)
{
    gnutls_x509_privkey_t key = small_key();
    unsigned char kept[20];
    size_t size = 19;

    assert_code(gnutls_x509_privkey_get_seed(key, NULL, kept, &size), GNUTLS_E_SHORT_MEMORY_BUFFER);
    assert_int_equal(size, 20);
    assert_code(gnutls_x509_privkey_get_seed(key, NULL, kept, &size), 0);
    gnutls_x509_privkey_deinit(key);
}

static void test_a_seed_is_drawn_where_none_is_given(void **state)
{
    gnutls_x509_privkey_t key = new_key();
    gnutls_privkey_t handle;
    unsigned char kept[64];
    size_t size = sizeof kept;

    assert_code(gnutls_privkey_init(&handle), 0);
    assert_code(gnutls_privkey_generate2(handle, GNUTLS_PK_RSA, 2048, GNUTLS_PRIVKEY_FLAG_PROVABLE,
                                         NULL, 0),
                0);
    assert_code(gnutls_privkey_get_seed(handle, NULL, kept, &size), 0);
    assert_int_equal(size, 28);
    assert_code(make(key, GNUTLS_PK_RSA, 2048, 0, GNUTLS_DIG_UNKNOWN), 0);
    size = sizeof kept;
    assert_code(gnutls_x509_privkey_get_seed(key, NULL, kept, &size), 0);
    assert_int_equal(size, 28);
    gnutls_privkey_deinit(handle);
    gnutls_x509_privkey_deinit(key);
}

/* ---- out and in ---- */

static void test_pkcs8_keeps_the_seed(void **state)
{
    gnutls_x509_privkey_t key = small_key();

    for (unsigned locked = 0; locked < 2; locked++) {
        gnutls_x509_privkey_t again = new_key();
        gnutls_datum_t out;
        const char *password = locked ? "password" : NULL;
        unsigned flags = locked ? GNUTLS_PKCS_PBES2_AES_256 : GNUTLS_PKCS_PLAIN;

        assert_code(
            gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, password, flags, &out), 0);
        assert_code(gnutls_x509_privkey_import2(again, &out, GNUTLS_X509_FMT_PEM, password, 0), 0);
        assert_true(has_seed(again, 20));
        gnutls_free(out.data);
        gnutls_x509_privkey_deinit(again);
    }
    gnutls_x509_privkey_deinit(key);
}

static void test_pkcs1_has_no_place_for_it(void **state)
{
    gnutls_x509_privkey_t key = small_key(), again = new_key();
    gnutls_datum_t out;

    assert_code(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &out), 0);
    assert_code(gnutls_x509_privkey_import(again, &out, GNUTLS_X509_FMT_PEM), 0);
    assert_false(has_seed(again, 20));
    gnutls_free(out.data);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(again);
}

static void test_copies_keep_it(void **state)
{
    gnutls_x509_privkey_t key = small_key(), copy = new_key(), back;
    gnutls_privkey_t handle;

    assert_code(gnutls_x509_privkey_cpy(copy, key), 0);
    assert_true(has_seed(copy, 20));
    assert_code(gnutls_privkey_init(&handle), 0);
    assert_code(gnutls_privkey_import_x509(handle, key, GNUTLS_PRIVKEY_IMPORT_COPY), 0);
    assert_code(gnutls_privkey_export_x509(handle, &back), 0);
    assert_true(has_seed(back, 20));
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(copy);
    gnutls_x509_privkey_deinit(back);
    gnutls_privkey_deinit(handle);
}

int main(void)
{
    for (size_t i = 0; i < sizeof seed; i++)
        seed[i] = (unsigned char)(7 * i + 1);
    ADD_ROWS(key_rows, test_a_seed_gives_its_key);
    ADD_ROWS(refusal_rows, test_refusal);
    ADD(test_a_seed_is_held_against_a_key);
    ADD(test_other_keys_have_no_seed);
    ADD(test_a_seed_wants_room);
    ADD(test_a_seed_is_drawn_where_none_is_given);
    ADD(test_pkcs8_keeps_the_seed);
    ADD(test_pkcs1_has_no_place_for_it);
    ADD(test_copies_keep_it);
    return suite_run("provable_keys");
}
