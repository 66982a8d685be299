/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_chain.c - one thing wrong in a chain, one bit in its status
 *
 * The expected statuses are those that GnuTLS 3.7.9 gives for the same certificates and flags,
 * but for the rows that say so.
 */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "pki/trust.h"

#include <gnutls/x509.h>

enum {
    GOOD = 0,
    UNKNOWN = GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND,
    NOT_CA = GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_CA,
    CONSTRAINTS = GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE,
    EXPIRED = GNUTLS_CERT_INVALID | GNUTLS_CERT_EXPIRED,
    FUTURE = GNUTLS_CERT_INVALID | GNUTLS_CERT_NOT_ACTIVATED,
    INSECURE = GNUTLS_CERT_INVALID | GNUTLS_CERT_INSECURE_ALGORITHM,
    BAD_SIGNATURE = GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNATURE_FAILURE,
    CRITICAL = GNUTLS_CERT_INVALID | GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS,
    PURPOSE = GNUTLS_CERT_INVALID | GNUTLS_CERT_PURPOSE_MISMATCH,
    OWNER = GNUTLS_CERT_INVALID | GNUTLS_CERT_UNEXPECTED_OWNER,
};

/* 2030-01-01 */
enum { NOW = 1893456000 };

#define SERVER        GNUTLS_KP_TLS_WWW_SERVER
#define PROFILE(name) GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_##name)

struct row {
    const char *trusted, *chain; /* names in data/pki/, separated by blanks */
    const char *hostname, *purpose;
    unsigned flags, status;
};

/* clang-format off */
static const struct row rows[] = {
    /* where the chain ends */
    { "root", "good ca", NULL, NULL, 0, GOOD },
    { "root", "good", NULL, NULL, 0, UNKNOWN },
    { "root", "ca", NULL, NULL, 0, GOOD },
    { "ca", "good", NULL, NULL, 0, GOOD },
    { "ca", "good ca", NULL, NULL, 0, GOOD },
    { "good", "good", NULL, NULL, 0, GOOD },
    { "good", "good", NULL, NULL, GNUTLS_VERIFY_DO_NOT_ALLOW_SAME, UNKNOWN },
    { "root", "root", NULL, NULL, GNUTLS_VERIFY_DO_NOT_ALLOW_SAME, GOOD },
    { "ca", "ca", NULL, NULL, GNUTLS_VERIFY_DO_NOT_ALLOW_SAME, UNKNOWN },
    { "root", "good ca root", NULL, NULL, 0, GOOD },
    { "root", "good root ca", NULL, NULL, 0, GOOD },
    { "root", "good root ca", NULL, NULL, GNUTLS_VERIFY_DO_NOT_ALLOW_UNSORTED_CHAIN, UNKNOWN },
    { "root", "good ca", NULL, NULL, GNUTLS_VERIFY_DO_NOT_ALLOW_UNSORTED_CHAIN, GOOD },
    { "root-0", "good ca", NULL, NULL, 0, UNKNOWN },
    { "", "good ca root", NULL, NULL, 0, UNKNOWN },
    { "root", "host-names", NULL, NULL, 0, UNKNOWN },
    { "host-names", "host-names", NULL, NULL, 0, GOOD },
    /* names and purposes */
    { "root", "good ca", "host.example.test", SERVER, 0, GOOD },
    { "root", "good ca", "x.test", NULL, 0, OWNER },
    { "root", "good", "x.test", NULL, 0, OWNER | UNKNOWN },
    { "root", "client ca", NULL, SERVER, 0, PURPOSE },
    { "root", "client ca", NULL, NULL, 0, GOOD },
    { "root", "any-purpose ca", NULL, SERVER, 0, GOOD },
    { "root", "under-client ca-client", NULL, SERVER, 0, PURPOSE },
    /* who may sign */
    { "root", "under-ca-false ca-false", NULL, NULL, 0, NOT_CA },
    { "root", "under-ca-silent ca-silent", NULL, NULL, 0, NOT_CA },
    { "ca-false", "under-ca-false", NULL, NULL, 0, NOT_CA },
    { "root", "under-ca-usage ca-usage", NULL, NULL, 0, CONSTRAINTS },
    { "ca-usage", "under-ca-usage", NULL, NULL, 0, CONSTRAINTS },
    { "root-0", "two-under-0 ca-under-0", NULL, NULL, 0, CONSTRAINTS },
    { "root-0", "one-under-0", NULL, NULL, 0, GOOD },
    /* time */
    { "root", "under-expired ca-expired", NULL, NULL, 0, EXPIRED },
    { "root", "expired ca", NULL, NULL, 0, EXPIRED },
    { "root", "future ca", NULL, NULL, 0, FUTURE },
    { "expired", "expired", NULL, NULL, 0, EXPIRED },
    { "root-0", "expired ca", NULL, NULL, 0, UNKNOWN },
    { "root", "expired ca", NULL, NULL, GNUTLS_VERIFY_DISABLE_TIME_CHECKS, GOOD },
    { "ca-expired", "under-expired", NULL, NULL, 0, EXPIRED },
    { "ca-expired", "under-expired", NULL, NULL, GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS, GOOD },
    /* signatures */
    { "root", "other-key ca", NULL, NULL, 0, BAD_SIGNATURE },
    { "root", "other-key ca-impostor", NULL, NULL, 0, GOOD },
    { "root", "other-key ca ca-impostor", NULL, NULL, 0, GOOD },
    { "root", "sha1 ca", NULL, NULL, 0, INSECURE },
    { "root", "sha1 ca", NULL, NULL, GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1, GOOD },
    { "root", "under-sha1 ca-sha1", NULL, NULL, 0, INSECURE },
    { "root-sha1", "under-root-sha1", NULL, NULL, 0, GOOD },
    { "root", "good ca", NULL, NULL, PROFILE(HIGH), GOOD },
    { "root", "good ca", NULL, NULL, PROFILE(ULTRA), INSECURE },
    { "root", "good ca", NULL, NULL, PROFILE(SUITEB128), GOOD },
    { "root", "good ca", NULL, NULL, PROFILE(SUITEB192), INSECURE },
    /* extensions */
    { "root", "critical ca", NULL, NULL, 0, CRITICAL },
    { "root", "critical ca", NULL, NULL, GNUTLS_VERIFY_IGNORE_UNKNOWN_CRIT_EXTENSIONS, GOOD },
    { "root", "uncritical ca", NULL, NULL, 0, GOOD },
    { "root", "under-critical ca-critical", NULL, NULL, 0, CRITICAL },
    /* name constraints: example.test without bad.example.test, 10.0.0.0/8, O=Test */
    { "root", "named-within ca-named", NULL, NULL, 0, GOOD },
    { "root", "named-itself ca-named", NULL, NULL, 0, GOOD },
    { "root", "named-outside ca-named", NULL, NULL, 0, CONSTRAINTS },
    { "root", "named-suffix ca-named", NULL, NULL, 0, CONSTRAINTS },
    { "root", "named-excluded ca-named", NULL, NULL, 0, CONSTRAINTS },
    { "root", "named-address ca-named", NULL, NULL, 0, CONSTRAINTS },
    { "root", "named-common ca-named", NULL, NULL, 0, CONSTRAINTS },
    { "root", "named-authority ca-named", NULL, NULL, 0, CONSTRAINTS },
    { "root", "under-title named-title ca-named", NULL, NULL, 0, GOOD },
    /* GnuTLS takes these two: it passes over wildcards and over directory names. */
    { "root", "named-wildcard ca-named", NULL, NULL, 0, CONSTRAINTS },
    { "root", "named-subject ca-named", NULL, NULL, 0, CONSTRAINTS },
    /* loops, and more than one way up */
    { "root", "under-loop loop-a loop-b", NULL, NULL, 0, UNKNOWN },
    { "root", "under-loop loop-a loop-b loop-a0", NULL, NULL, 0, UNKNOWN },
    { "loop-b", "under-loop loop-a", NULL, NULL, 0, GOOD },
    { "root", "good ca cross loop-b", NULL, NULL, 0, GOOD },
    /* GnuTLS follows the first way only. */
    { "root", "good cross loop-b ca", NULL, NULL, 0, GOOD },
};
/* clang-format on */

enum { CHAIN_MAX = 8 };

static size_t load_all(const char *names, struct gnutls_x509_crt_int **out)
{
    char list[256], *save = NULL;
    size_t count = 0;
    snprintf(list, sizeof list, "%s", names);
    for (char *name = strtok_r(list, " ", &save); name; name = strtok_r(NULL, " ", &save)) {
        char path[128];
        snprintf(path, sizeof path, "pki/%s", name);
        out[count++] = load_certificate(path);
    }
    return count;
}

static void free_all(struct gnutls_x509_crt_int **certificates, size_t count)
{
    for (size_t i = 0; i < count; i++)
        certificate_free(certificates[i]);
}

static unsigned status_of(const struct row *row)
{
    struct gnutls_x509_crt_int *chain[CHAIN_MAX], *trusted[CHAIN_MAX];
    struct gnutls_x509_trust_list_st *list = NULL;
    unsigned status = ~0u;
    size_t trusted_count = load_all(row->trusted, trusted), count = load_all(row->chain, chain);
    assert_int_equal(trust_new(&list), 0);
    for (size_t i = 0; i < trusted_count; i++)
        assert_int_equal(trust_add(list, trusted[i]), 0);
    struct chain_question question = { chain, count, row->hostname, NULL, row->purpose, row->flags,
                                       0,     NOW };

    assert_int_equal(trust_check(list, &question, &status), 0);

    trust_free(list);
    free_all(trusted, trusted_count);
    free_all(chain, count);
    return status;
}

static void test_each_fault_has_its_status(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        unsigned status = status_of(&rows[i]);
        if (status != rows[i].status)
            fail_msg("%s | %s | %s: %#x instead of %#x", rows[i].trusted, rows[i].chain,
                     rows[i].hostname ? rows[i].hostname : "", status, rows[i].status);
    }
}

static void test_chains_of_every_key_are_good(void **state)
{
    static const char *const names[] = {
        "server-rsa",     "server-rsapss", "server-p256", "server-p384",    "server-p521",
        "server-ed25519", "server-ed448",  "client-rsa",  "client-ed25519",
    };
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *root = load_certificate("root-cert");
    assert_int_equal(trust_new(&list), 0);
    assert_int_equal(trust_add(list, root), 0);

    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        char name[64];
        snprintf(name, sizeof name, "%s-cert", names[i]);
        struct gnutls_x509_crt_int *chain[] = { load_certificate(name),
                                                load_certificate("inter-cert") };
        struct chain_question question = { .chain = chain, .count = 2, .now_s = NOW };
        unsigned status = ~0u;
        assert_int_equal(trust_check(list, &question, &status), 0);
        assert_int_equal(status, 0);
        free_all(chain, 2);
    }
    trust_free(list);
    certificate_free(root);
}

static void test_an_rsa_authority_is_believed_when_trusted(void **state)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *authority = load_certificate("other-ca-cert");
    struct gnutls_x509_crt_int *leaf = load_certificate("other-p256-cert");
    struct chain_question question = { .chain = &leaf, .count = 1, .now_s = NOW };
    unsigned before = ~0u, after = ~0u;
    assert_int_equal(trust_new(&list), 0);

    assert_int_equal(trust_check(list, &question, &before), 0);
    assert_int_equal(trust_add(list, authority), 0);
    assert_int_equal(trust_check(list, &question, &after), 0);

    assert_int_equal(before, UNKNOWN);
    assert_int_equal(after, GOOD);
    trust_free(list);
    certificate_free(authority);
    certificate_free(leaf);
}

/* The signature's own bytes, and some of what it signs. */
static void test_a_changed_byte_breaks_the_signature(void **state)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *root = load_certificate("pki/root");
    struct gnutls_x509_crt_int *ca = load_certificate("pki/ca");
    SCOPED(buffer) struct buffer der = load_der("pki/good");
    assert_int_equal(trust_new(&list), 0);
    assert_int_equal(trust_add(list, root), 0);

    for (size_t at = der.size - 80; at < der.size; at++) {
        struct gnutls_x509_crt_int *chain[] = { NULL, ca };
        der.data[at] ^= 0x10;
        if (certificate_new(buffer_bytes(&der), &chain[0]) == 0) {
            struct chain_question question = { .chain = chain, .count = 2, .now_s = NOW };
            unsigned status = 0;
            assert_int_equal(trust_check(list, &question, &status), 0);
            assert_int_not_equal(status, 0);
            certificate_free(chain[0]);
        }
        der.data[at] ^= 0x10;
    }
    trust_free(list);
    certificate_free(ca);
    certificate_free(root);
}

static void test_a_distrusted_certificate_spoils_its_chains(void **state)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *root = load_certificate("pki/root");
    struct gnutls_x509_crt_int *chain[] = { load_certificate("pki/good"),
                                            load_certificate("pki/ca") };
    struct chain_question question = { .chain = chain, .count = 2, .now_s = NOW };
    unsigned status = 0;
    assert_int_equal(trust_new(&list), 0);
    assert_int_equal(trust_add(list, root), 0);

    assert_int_equal(trust_distrust(list, chain[1]), 0);
    assert_int_equal(trust_check(list, &question, &status), 0);

    assert_int_equal(status, GNUTLS_CERT_INVALID | GNUTLS_CERT_REVOKED);
    trust_free(list);
    certificate_free(root);
    free_all(chain, 2);
}

static void test_a_path_keeps_to_its_depth(void **state)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *root = load_certificate("pki/root");
    struct gnutls_x509_crt_int *chain[] = { load_certificate("pki/good"),
                                            load_certificate("pki/ca") };
    struct chain_question question = { .chain = chain, .count = 2, .now_s = NOW };
    unsigned status = 0;
    assert_int_equal(trust_new(&list), 0);
    assert_int_equal(trust_add(list, root), 0);

    question.max_depth = 3;
    assert_int_equal(trust_check(list, &question, &status), 0);
    assert_int_equal(status, GOOD);
    question.max_depth = 2;
    assert_int_equal(trust_check(list, &question, &status), 0);
    assert_int_equal(status, UNKNOWN);

    trust_free(list);
    certificate_free(root);
    free_all(chain, 2);
}

static void test_an_empty_chain_is_no_question(void **state)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct chain_question question = { .now_s = NOW };
    unsigned status = 0;
    assert_int_equal(trust_new(&list), 0);

    assert_int_equal(trust_check(list, &question, &status), GNUTLS_E_NO_CERTIFICATE_FOUND);

    trust_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_fault_has_its_status),
        cmocka_unit_test(test_chains_of_every_key_are_good),
        cmocka_unit_test(test_an_rsa_authority_is_believed_when_trusted),
        cmocka_unit_test(test_a_changed_byte_breaks_the_signature),
        cmocka_unit_test(test_a_distrusted_certificate_spoils_its_chains),
        cmocka_unit_test(test_a_path_keeps_to_its_depth),
        cmocka_unit_test(test_an_empty_chain_is_no_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
