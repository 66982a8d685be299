/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pkcs7.c - who is behind a signature, among all that came along */

#include "unit/pki/files.h"

#include "pki/pkcs7_people.h"

static void add(struct gnutls_pkcs7_int *pkcs7, const char *name, unsigned times)
{
    SCOPED(buffer) struct buffer der = load_der(name);
    for (unsigned i = 0; i < times; i++)
        assert_int_equal(der_list_add(&pkcs7->certificates, buffer_bytes(&der)), 0);
}

/* How many certificates are found from the signer's up, where so many have the name of its issuer and
 * not its key, before the one that has both. */
static size_t find_behind(unsigned impostors)
{
    struct gnutls_x509_crt_int *leaf = load_certificate("pki/other-key");
    const struct certificate_facts *facts = certificate_facts(leaf);
    const struct pkcs7_signer signer = { .issuer = facts->issuer, .serial = facts->serial };
    struct gnutls_pkcs7_int pkcs7 = { 0 };
    struct gnutls_x509_trust_list_st *nobody = NULL;
    struct pkcs7_people people = { 0 };
    add(&pkcs7, "pki/other-key", 1);
    add(&pkcs7, "pki/ca", impostors);
    add(&pkcs7, "pki/ca-impostor", 1);
    assert_int_equal(trust_new(&nobody), 0);

    assert_int_equal(pkcs7_find_people(&pkcs7, &signer, nobody, &people), 0);
    size_t found = people.count;

    pkcs7_people_wipe(&people);
    pkcs7_wipe(&pkcs7);
    trust_free(nobody);
    certificate_free(leaf);
    return found;
}

static void test_signatures_that_are_checked_are_counted(void **state)
{
    (void)state;
    assert_int_equal(find_behind(0), 2);
    assert_int_equal(find_behind(31), 2);
    assert_int_equal(find_behind(32), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signatures_that_are_checked_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
