/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_gost.c - GOST R 34.10 and 34.11: hashes, codes and signatures
 *
 * Where no RFC has the bytes, they are the reference's.
 */

#include "gost.h"

/* ---- hashes ---- */

/* RFC 6986, 10.1, and RFC 7836, A.1 and A.2; those of GOST R 34.11-94 are the reference's. */
static const struct hash_row {
    const char *name;
    gnutls_digest_algorithm_t hash;
    size_t size;
    const char *of_m1, *hmac;
} hash_rows[] = {
    { "GOSTR341194", GNUTLS_DIG_GOSTR_94, 32,
      "ed4693785c993d3396f5ec0ea21df299024f970a43729c7fa326dafc7d95a25b",
      "bad70b61c41095bc47e1141cfaed42726a5ceebd62ce75dbbb9ad76cda9f72f7" },
    { "STREEBOG-256", GNUTLS_DIG_STREEBOG_256, 32,
      "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500",
      "a1aa5f7de402d7b3d323f2991c8d4534013137010a83754fd0af6d7cd4922ed9" },
    { "STREEBOG-512", GNUTLS_DIG_STREEBOG_512, 64,
      "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
      "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48",
      "a59bab22ecae19c65fbde6e5f4e9f5d8549d31f037f9df9b905500e171923a77"
      "3d5f1530f2ed7e964cb2eedc29e9ad2f3afe93b2814f79f5000ffc0366c251e6" },
};

static void test_hash(void **state)
{
    static const char m1[] = "012345678901234567890123456789012345678901234567890123456789012";
    static const char message[] =
        "\x01\x26\xbd\xb8\x78\x00\xaf\x21\x43\x41\x45\x65\x63\x78\x01\x00";
    const struct hash_row *row = *state;
    unsigned char key[32], out[64];
    gnutls_mac_algorithm_t mac = gnutls_mac_get_id(row->name);

    for (unsigned char i = 0; i < sizeof key; i++)
        key[i] = i;
    assert_int_equal(gnutls_digest_get_id(row->name), row->hash);
    assert_int_equal(gnutls_hash_get_len(row->hash), row->size);
    assert_code(gnutls_hash_fast(row->hash, m1, 63, out), 0);
    assert_hex(out, row->size, row->of_m1);
    assert_int_equal(gnutls_hmac_get_len(mac), row->size);
    assert_code(gnutls_hmac_fast(mac, key, sizeof key, message, 16, out), 0);
    assert_hex(out, row->size, row->hmac);
}

/* ---- signatures as numbers ---- */

static const struct value_row {
    const char *name, *r, *s;
    int code;
    const char *value;
} value_rows[] = {
    { "two bytes", "01", "02", 0, "0201" },
    { "zeros count", "0001", "0203", 0, "02030001" },
    { "nothing", "", "", 0, "" },
    { "r is longer", "8102", "03", ILLEGAL, NULL },
    { "s is longer", "01", "020304", ILLEGAL, NULL },
    { "no r", "", "01", ILLEGAL, NULL },
};

static void test_a_signature_of_two_numbers(void **state)
{
    const struct value_row *row = *state;
    gnutls_datum_t r = unhex(row->r), s = unhex(row->s), value = { 0 }, r_again, s_again;

    assert_code(gnutls_encode_gost_rs_value(&value, &r, &s), row->code);
    if (row->code == 0) {
        assert_hex(value.data, value.size, row->value);
        assert_code(gnutls_decode_gost_rs_value(&value, &r_again, &s_again), 0);
        assert_hex(r_again.data, r_again.size, row->r);
        assert_hex(s_again.data, s_again.size, row->s);
        gnutls_free(r_again.data);
        gnutls_free(s_again.data);
    }
    gnutls_free(value.data);
    gnutls_free(r.data);
    gnutls_free(s.data);
}

static void test_what_has_no_halves_is_no_signature(void **state)
{
    gnutls_datum_t odd = { (unsigned char *)"abc", 3 }, r, s;

    assert_code(gnutls_decode_gost_rs_value(&odd, &r, &s), GNUTLS_E_PARSING_ERROR);
    odd.size = 1;
    assert_code(gnutls_decode_gost_rs_value(&odd, &r, &s), GNUTLS_E_PARSING_ERROR);
}

/* Their sum would be nothing: whoever does not look reads beyond the end of the address space. */
static void test_numbers_that_are_too_long_together(void **state)
{
    gnutls_datum_t r = { (unsigned char *)"r", 0x80000000U },
                   s = { (unsigned char *)"s", 0x80000000U };
    gnutls_datum_t value;

    if (library_under_test() != REPRISE)
        skip();
    assert_code(gnutls_encode_gost_rs_value(&value, &r, &s), ILLEGAL);
}

int main(void)
{
    ADD_ROWS(hash_rows, test_hash);
    ADD_ROWS(value_rows, test_a_signature_of_two_numbers);
    ADD(test_what_has_no_halves_is_no_signature);
    ADD(test_numbers_that_are_too_long_together);
    return suite_run("gost");
}
