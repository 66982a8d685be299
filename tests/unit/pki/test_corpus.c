/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_corpus.c - some three hundred chains with one property changed each
 *
 * What is expected is said by tests/data/chains/make.py, with the clause that says so.
 */

#include "unit/pki/files.h"

#include "base/errors.h"
#include "pki/trust.h"
#include "wire/reader.h"

#include <gnutls/x509.h>

/* 2030-01-01 */
enum { NOW = 1893456000, CERTIFICATES_MAX = 2048, FIELDS = 7, CHAIN_MAX = 32 };

static struct gnutls_x509_crt_int *certificates[CERTIFICATES_MAX];
static size_t certificate_count;

static int load_certificates(void **state)
{
    SCOPED(buffer) struct buffer content = load_file("chains/chains.bin");
    struct wire_reader reader = wire_reader(buffer_bytes(&content));
    while (wire_more(&reader) && certificate_count < CERTIFICATES_MAX) {
        struct bytes der = wire_read_vec24(&reader);
        assert_int_equal(certificate_new(der, &certificates[certificate_count++]), 0);
    }
    assert_int_equal(wire_read_end(&reader), 0);
    return 0;
}

static int free_certificates(void **state)
{
    while (certificate_count > 0)
        certificate_free(certificates[--certificate_count]);
    return 0;
}

static const struct {
    const char *name;
    unsigned bit;
} verdicts[] = {
    { "GOOD", 0 },
    { "EXPIRED", GNUTLS_CERT_EXPIRED },
    { "FUTURE", GNUTLS_CERT_NOT_ACTIVATED },
    { "CONSTRAINTS", GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE },
    { "NOT_CA", GNUTLS_CERT_SIGNER_NOT_CA },
    { "UNKNOWN", GNUTLS_CERT_SIGNER_NOT_FOUND },
    { "PURPOSE", GNUTLS_CERT_PURPOSE_MISMATCH },
    { "OWNER", GNUTLS_CERT_UNEXPECTED_OWNER },
    { "SIGNATURE", GNUTLS_CERT_SIGNATURE_FAILURE },
    { "INSECURE", GNUTLS_CERT_INSECURE_ALGORITHM },
    { "CRITICAL", GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS },
};

static unsigned status_of(const char *name)
{
    for (size_t i = 0; i < ARRAY_SIZE(verdicts); i++) {
        if (strcmp(verdicts[i].name, name) == 0)
            return verdicts[i].bit != 0 ? verdicts[i].bit | GNUTLS_CERT_INVALID : 0;
    }
    fail_msg("no verdict: %s", name);
    return 0;
}

static size_t take_numbers(char *text, struct gnutls_x509_crt_int **out)
{
    char *save = NULL;
    size_t count = 0;
    for (char *word = strtok_r(text, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
        size_t number = strtoul(word, NULL, 10);
        assert_true(number < certificate_count && count < CHAIN_MAX);
        out[count++] = certificates[number];
    }
    return count;
}

static unsigned judge(char *fields[FIELDS])
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *trusted[CHAIN_MAX], *chain[CHAIN_MAX];
    size_t trusted_count = take_numbers(fields[1], trusted);
    struct chain_question question = {
        .chain = chain,
        .count = take_numbers(fields[2], chain),
        .purpose = fields[3][0] != '\0' ? fields[3] : NULL,
        .hostname = fields[4][0] != '\0' ? fields[4] : NULL,
        .now_s = NOW,
    };
    unsigned status = 0;
    assert_int_equal(trust_new(&list), 0);
    for (size_t i = 0; i < trusted_count; i++)
        assert_int_equal(trust_add(list, trusted[i]), 0);
    assert_int_equal(trust_check(list, &question, &status), 0);
    trust_free(list);
    return status;
}

/* "a | b |  | d": what stands between, without blanks around. */
static void split(char *line, char *fields[FIELDS])
{
    for (size_t i = 0; i < FIELDS; i++) {
        char *end = strstr(line, " |");
        fields[i] = line;
        if (i + 1 == FIELDS)
            break;
        assert_non_null(end);
        *end = '\0';
        line = end + 2;
        line += *line == ' ';
    }
}

static void test_each_chain_has_its_verdict(void **state)
{
    SCOPED(buffer) struct buffer content = load_file("chains/chains.txt");
    char *save = NULL, *text = (char *)(uintptr_t)buffer_text(&content);
    unsigned wrong = 0, count = 0;
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *fields[FIELDS];
        split(line, fields);
        unsigned expected = status_of(fields[5]), status = judge(fields);
        count++;
        if (status == expected)
            continue;
        wrong++;
        fprintf(stderr, "%s: expected %s (%s), got %x\n", fields[0], fields[5], fields[6], status);
    }
    assert_int_equal(wrong, 0);
    assert_true(count >= 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_chain_has_its_verdict),
    };
    return cmocka_run_group_tests(tests, load_certificates, free_certificates);
}
