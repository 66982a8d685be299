/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_store.c - each certificate that the distribution trusts: read, printed, given back as it was
 *
 * Skipped where the system has no such file.
 */

#include "suite.h"

#include <gnutls/x509.h>
#include <stdio.h>

enum { SKIPPED = 77, FEWEST = 20 };

static const char *const stores[] = {
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
};
static const char begin[] = "-----BEGIN CERTIFICATE-----\n";
static const char end[] = "-----END CERTIFICATE-----\n";

static gnutls_datum_t store;

static bool find_store(void)
{
    for (unsigned i = 0; i < COUNT(stores); i++) {
        if (gnutls_load_file(stores[i], &store) == 0)
            return true;
    }
    return false;
}

/* The next certificate of the text, armour and all; false behind the last. */
static bool take_armoured(const char **at, gnutls_datum_t *out)
{
    const char *from = strstr(*at, begin), *to = from != NULL ? strstr(from, end) : NULL;

    if (to == NULL)
        return false;
    *at = to + strlen(end);
    *out = (gnutls_datum_t){ (unsigned char *)(uintptr_t)from, (unsigned)(*at - from) };
    return true;
}

static void assert_same(const gnutls_datum_t *got, const gnutls_datum_t *expected)
{
    assert_int_equal(got->size, expected->size);
    assert_memory_equal(got->data, expected->data, got->size);
}

static void check_certificate(const gnutls_datum_t *armoured)
{
    gnutls_x509_crt_t certificate, again;
    gnutls_datum_t der, expected, pem, text;

    assert_code(gnutls_x509_crt_init(&certificate), 0);
    assert_code(gnutls_x509_crt_import(certificate, armoured, GNUTLS_X509_FMT_PEM), 0);

    assert_code(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &pem), 0);
    assert_same(&pem, armoured);
    assert_code(gnutls_pem_base64_decode2("CERTIFICATE", armoured, &expected), 0);
    assert_code(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, &der), 0);
    assert_same(&der, &expected);

    assert_code(gnutls_x509_crt_init(&again), 0);
    assert_code(gnutls_x509_crt_import(again, &der, GNUTLS_X509_FMT_DER), 0);
    assert_true(gnutls_x509_crt_equals(certificate, again) != 0);

    assert_code(gnutls_x509_crt_print(certificate, GNUTLS_CRT_PRINT_FULL, &text), 0);
    assert_non_null(strstr((char *)text.data, "Subject Public Key Algorithm: "));
    assert_null(strstr((char *)text.data, "error: "));

    gnutls_free(text.data);
    gnutls_free(pem.data);
    gnutls_free(der.data);
    gnutls_free(expected.data);
    gnutls_x509_crt_deinit(again);
    gnutls_x509_crt_deinit(certificate);
}

static void test_each_certificate_is_given_back_as_it_was(void **state)
{
    const char *at = (const char *)store.data;
    gnutls_datum_t one;
    unsigned count = 0;

    for (; take_armoured(&at, &one); count++)
        check_certificate(&one);
    assert_true(count >= FEWEST);
}

/* Who is trusted and issued itself signed itself, as far as its signature is strong enough to say. */
static void test_each_root_is_trusted_by_itself(void **state)
{
    gnutls_x509_trust_list_t list;
    gnutls_x509_crt_t *all;
    unsigned count, status, good = 0;

    assert_code(gnutls_x509_crt_list_import2(&all, &count, &store, GNUTLS_X509_FMT_PEM, 0), 0);
    assert_code(gnutls_x509_trust_list_init(&list, 0), 0);
    assert_code(gnutls_x509_trust_list_add_cas(list, all, count, 0), (int)count);
    for (unsigned i = 0; i < count; i++) {
        assert_code(gnutls_x509_trust_list_verify_crt(
                        list, &all[i], 1, GNUTLS_VERIFY_DISABLE_TIME_CHECKS, &status, NULL),
                    0);
        good += status == 0;
    }
    assert_int_equal(good, count);
    gnutls_x509_trust_list_deinit(list, 1);
    gnutls_free(all);
}

int main(void)
{
    if (!find_store()) {
        printf("the system has no file of authorities\n");
        return SKIPPED;
    }
    ADD(test_each_certificate_is_given_back_as_it_was);
    ADD(test_each_root_is_trusted_by_itself);
    int failed = suite_run("store");
    gnutls_free(store.data);
    return failed;
}
