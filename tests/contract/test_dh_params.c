/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_dh_params.c - parameters of Diffie-Hellman: from DSA keys, from files, into files */

#include "suite.h"

#include <gnutls/x509.h>

/* A group that is small enough to be made at once; 160 is the size of its order. */
enum { PRIME_BITS = 1024, ORDER_BITS = 160 };

static gnutls_x509_privkey_t dsa_key, ec_key, empty_key;

static void make_keys(void)
{
    gnutls_x509_privkey_init(&empty_key);
    gnutls_x509_privkey_init(&ec_key);
    gnutls_x509_privkey_init(&dsa_key);
    gnutls_x509_privkey_generate(ec_key, GNUTLS_PK_ECDSA,
                                 GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
    gnutls_x509_privkey_generate(dsa_key, GNUTLS_PK_DSA, PRIME_BITS, 0);
}

static void drop_keys(void)
{
    gnutls_x509_privkey_deinit(empty_key);
    gnutls_x509_privkey_deinit(ec_key);
    gnutls_x509_privkey_deinit(dsa_key);
}

static gnutls_dh_params_t new_params(void)
{
    gnutls_dh_params_t params;

    assert_code(gnutls_dh_params_init(&params), 0);
    return params;
}

/* The same number: DSA's are given with a zero byte in front where the sign would be. */
static void assert_same(const gnutls_datum_t *number, const gnutls_datum_t *padded)
{
    size_t zeros = padded->data[0] == 0;

    assert_int_equal(number->size, padded->size - zeros);
    assert_memory_equal(number->data, padded->data + zeros, number->size);
}

/* The numbers of these parameters are those; and the size of private keys. */
static void assert_group(gnutls_dh_params_t params, const gnutls_datum_t *prime,
                         const gnutls_datum_t *generator, unsigned key_bits)
{
    gnutls_datum_t p, g;
    unsigned bits;

    assert_code(gnutls_dh_params_export_raw(params, &p, &g, &bits), 0);
    assert_same(&p, prime);
    assert_same(&g, generator);
    assert_int_equal(bits, key_bits);
    gnutls_free(p.data);
    gnutls_free(g.data);
}

static void test_the_group_of_a_dsa_key_is_taken(void **state)
{
    gnutls_dh_params_t params = new_params();
    gnutls_datum_t p, q, g, y, x;

    assert_code(gnutls_x509_privkey_export_dsa_raw(dsa_key, &p, &q, &g, &y, &x), 0);
    assert_code(gnutls_dh_params_import_dsa(params, dsa_key), 0);
    assert_group(params, &p, &g, ORDER_BITS);
    gnutls_free(p.data);
    gnutls_free(q.data);
    gnutls_free(g.data);
    gnutls_free(y.data);
    gnutls_free(x.data);
    gnutls_dh_params_deinit(params);
}

static void test_other_keys_have_no_group(void **state)
{
    gnutls_dh_params_t params = new_params();
    gnutls_datum_t p, g;

    assert_code(gnutls_dh_params_import_dsa(params, empty_key), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_dh_params_import_dsa(params, ec_key), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_dh_params_export_raw(params, &p, &g, NULL), GNUTLS_E_INVALID_REQUEST);
    gnutls_dh_params_deinit(params);
}

static void test_what_was_there_gives_way(void **state)
{
    gnutls_dh_params_t params = new_params();
    gnutls_datum_t p, g;
    unsigned bits;

    assert_code(gnutls_dh_params_generate2(params, 2048), 0);
    assert_code(gnutls_dh_params_import_dsa(params, ec_key), GNUTLS_E_INVALID_REQUEST);
    assert_code(gnutls_dh_params_import_dsa(params, dsa_key), 0);
    assert_code(gnutls_dh_params_export_raw(params, &p, &g, &bits), 0);
    assert_in_range(p.size, PRIME_BITS / 8, PRIME_BITS / 8 + 1);
    gnutls_free(p.data);
    gnutls_free(g.data);
    gnutls_dh_params_deinit(params);
}

struct format_row {
    const char *name;
    gnutls_x509_crt_fmt_t format;
};
static const struct format_row formats[] = {
    { "DER", GNUTLS_X509_FMT_DER },
    { "PEM", GNUTLS_X509_FMT_PEM },
};

static void test_a_file_keeps_the_group_and_the_size_of_keys(void **state)
{
    gnutls_x509_crt_fmt_t format = ((const struct format_row *)*state)->format;
    gnutls_dh_params_t params = new_params(), again = new_params();
    gnutls_datum_t file, p, g;

    assert_code(gnutls_dh_params_import_dsa(params, dsa_key), 0);
    assert_code(gnutls_dh_params_export2_pkcs3(params, format, &file), 0);
    assert_code(gnutls_dh_params_import_pkcs3(again, &file, format), 0);
    assert_code(gnutls_dh_params_export_raw(params, &p, &g, NULL), 0);
    assert_group(again, &p, &g, ORDER_BITS);
    gnutls_free(p.data);
    gnutls_free(g.data);
    gnutls_free(file.data);
    gnutls_dh_params_deinit(again);
    gnutls_dh_params_deinit(params);
}

int main(void)
{
    make_keys();
    ADD(test_the_group_of_a_dsa_key_is_taken);
    ADD(test_other_keys_have_no_group);
    ADD(test_what_was_there_gives_way);
    ADD_ROWS(formats, test_a_file_keeps_the_group_and_the_size_of_keys);
    int failed = suite_run("dh_params");
    drop_keys();
    return failed;
}
