/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_corpus.c - several hundred chains with one property changed each
 *
 * What is expected is said by tests/data/chains/make.py, with the clause that says so.
 */

#include "unit/pki/corpus.h"

enum { FIELDS = 7 };

static struct corpus corpus;
static struct gnutls_x509_crt_int *certificates[OBJECTS_MAX];

static int load(void **state)
{
    corpus_load(&corpus, "chains/chains.bin");
    corpus_certificates(corpus.objects, corpus.count, certificates);
    return 0;
}

static int unload(void **state)
{
    for (size_t i = 0; i < corpus.count; i++)
        certificate_free(certificates[i]);
    buffer_wipe(&corpus.content);
    return 0;
}

static size_t take(char *text, struct gnutls_x509_crt_int **out)
{
    struct bytes ders[CHAIN_MAX];
    size_t count = corpus_take(&corpus, text, ders);
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (corpus.objects[at].data != ders[i].data)
            at++;
        out[i] = certificates[at];
    }
    return count;
}

static unsigned status_of(char *fields[])
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct gnutls_x509_crt_int *trusted[CHAIN_MAX], *chain[CHAIN_MAX];
    size_t trusted_count = take(fields[1], trusted);
    struct chain_question question = {
        .chain = chain,
        .count = take(fields[2], chain),
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

static bool judge(char *fields[])
{
    unsigned expected = corpus_status(fields[5]), status = status_of(fields);
    if (status != expected)
        fprintf(stderr, "%s: expected %s (%s), got %x\n", fields[0], fields[5], fields[6], status);
    return status == expected;
}

static void test_each_chain_has_its_verdict(void **state)
{
    assert_true(corpus_each("chains/chains.txt", FIELDS, judge) >= 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_chain_has_its_verdict),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
