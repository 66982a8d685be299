/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_trust.c - filling and emptying a trust list; a status in words */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "pki/trust.h"
#include "pki/verify_status.h"

#define DATA(name) TEST_DATA "/" name

static void test_files_count_what_they_bring(void **state)
{
    static const struct {
        const char *path;
        gnutls_x509_crt_fmt_t format;
        int result;
        unsigned count;
    } rows[] = {
        { DATA("root-cert.pem"), GNUTLS_X509_FMT_PEM, 0, 1 },
        { DATA("root-cert.der"), GNUTLS_X509_FMT_DER, 0, 1 },
        { DATA("server-rsa-chain.pem"), GNUTLS_X509_FMT_PEM, 0, 2 },
        { DATA("root-key.pem"), GNUTLS_X509_FMT_PEM, 0, 0 },
        { DATA("root-cert.pem"), GNUTLS_X509_FMT_DER, GNUTLS_E_ASN1_DER_ERROR, 0 },
        { DATA("no-such-file"), GNUTLS_X509_FMT_PEM, GNUTLS_E_FILE_ERROR, 0 },
        { TEST_DATA, GNUTLS_X509_FMT_PEM, GNUTLS_E_FILE_ERROR, 0 },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct gnutls_x509_trust_list_st *list = NULL;
        unsigned count = 0;
        assert_int_equal(trust_new(&list), 0);
        assert_int_equal(trust_add_file(list, rows[i].path, rows[i].format, &count),
                         rows[i].result);
        assert_int_equal(count, rows[i].count);
        assert_int_equal(trust_count(list), rows[i].count);
        trust_free(list);
    }
}

static void test_a_folder_is_taken_without_what_is_no_certificate(void **state)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *good = load_certificate("pki/good");
    unsigned count = 0;
    assert_int_equal(trust_new(&list), 0);

    assert_int_equal(trust_add_folder(list, DATA("pki"), GNUTLS_X509_FMT_PEM, &count), 0);
    assert_int_equal(trust_add_folder(list, DATA("none"), GNUTLS_X509_FMT_PEM, &count),
                     GNUTLS_E_FILE_ERROR);

    assert_true(count > 30);
    assert_true(trust_has(list, good));
    trust_free(list);
    certificate_free(good);
}

static void test_a_certificate_is_there_once(void **state)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *one = load_certificate("root-cert");
    struct gnutls_x509_crt_int *same = load_certificate("root-cert");
    assert_int_equal(trust_new(&list), 0);

    assert_int_equal(trust_add(list, one), 0);
    assert_int_equal(trust_add(list, same), 0);
    assert_int_equal(trust_count(list), 1);
    assert_true(trust_remove(list, same));
    assert_false(trust_remove(list, same));
    assert_int_equal(trust_count(list), 0);
    assert_false(trust_has(list, one));

    trust_free(list);
    certificate_free(one);
    certificate_free(same);
}

static void test_a_walk_meets_all_or_those_of_a_name(void **state)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *ca = load_certificate("pki/ca");
    unsigned count = 0, all = 0, named = 0;
    struct trust_walk walk = { 0 };
    assert_int_equal(trust_new(&list), 0);
    assert_int_equal(trust_add_folder(list, DATA("pki"), GNUTLS_X509_FMT_PEM, &count), 0);

    while (trust_next(list, bytes_none(), &walk) != NULL)
        all++;
    walk = (struct trust_walk){ 0 };
    while (trust_next(list, certificate_subject(ca), &walk) != NULL)
        named++;

    assert_int_equal(all, trust_count(list));
    assert_int_equal(named, 3); /* ca, ca-impostor, cross */
    trust_free(list);
    certificate_free(ca);
}

static void assert_says(unsigned status, const char *text)
{
    SCOPED(buffer) struct buffer out = { 0 };
    assert_int_equal(verify_status_print(status, &out), 0);
    assert_bytes_equal(out.data, out.size, text, strlen(text));
}

static void test_a_status_is_said_in_sentences(void **state)
{
    assert_says(0, "The certificate is trusted. ");
    assert_says(GNUTLS_CERT_INVALID, "The certificate is NOT trusted. ");
    assert_says(GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND | GNUTLS_CERT_EXPIRED,
                "The certificate is NOT trusted. The certificate issuer is unknown. "
                "The certificate chain uses an expired certificate. ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_count_what_they_bring),
        cmocka_unit_test(test_a_folder_is_taken_without_what_is_no_certificate),
        cmocka_unit_test(test_a_certificate_is_there_once),
        cmocka_unit_test(test_a_walk_meets_all_or_those_of_a_name),
        cmocka_unit_test(test_a_status_is_said_in_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
