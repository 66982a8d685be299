/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_corpus_revocation.c - one good chain, and what staples and revocation lists make of it
 *
 * What is expected is said by tests/data/chains/make_revocation.py, with the clause that says so.
 */

#include "unit/pki/corpus.h"

enum { NAME, TRUSTED, CHAIN, STAPLES, LISTS, VERDICT, UNCHECKED, ALONE, CLAUSE, FIELDS };

static struct corpus corpus;

static int load(void **state)
{
    corpus_load(&corpus, "chains/revocation.bin");
    return 0;
}

static int unload(void **state)
{
    buffer_wipe(&corpus.content);
    return 0;
}

/* A line of the file, read. */
struct scene {
    struct gnutls_x509_crt_int *trusted[CHAIN_MAX], *chain[CHAIN_MAX];
    struct bytes staples[CHAIN_MAX];
    struct gnutls_x509_crl_int *lists[CHAIN_MAX];
    size_t trusted_count, chain_count, staple_count, list_count;
};

static void scene_wipe(struct scene *scene)
{
    for (size_t i = 0; i < scene->trusted_count; i++)
        certificate_free(scene->trusted[i]);
    for (size_t i = 0; i < scene->chain_count; i++)
        certificate_free(scene->chain[i]);
    for (size_t i = 0; i < scene->list_count; i++)
        crl_free(scene->lists[i]);
}

static void scene_read(char *fields[], struct scene *scene)
{
    struct bytes ders[CHAIN_MAX];
    size_t count = corpus_take(&corpus, fields[TRUSTED], ders);
    scene->trusted_count = corpus_certificates(ders, count, scene->trusted);
    count = corpus_take(&corpus, fields[CHAIN], ders);
    scene->chain_count = corpus_certificates(ders, count, scene->chain);
    scene->staple_count = corpus_take(&corpus, fields[STAPLES], scene->staples);
    scene->list_count = corpus_take(&corpus, fields[LISTS], ders);
    for (size_t i = 0; i < scene->list_count; i++)
        assert_int_equal(crl_new(ders[i], &scene->lists[i]), 0);
}

/* The chain, with lists that are taken in under these flags. */
static unsigned chain_status(const struct scene *scene, unsigned flags)
{
    struct gnutls_x509_trust_list_st *list = NULL;
    struct crl_terms terms = { .flags = flags, .now_s = NOW };
    struct chain_staples staples = { scene->staples, scene->staple_count, .wanted = true };
    struct chain_question question = {
        .chain = scene->chain,
        .count = scene->chain_count,
        .now_s = NOW,
        .staples = &staples,
    };
    unsigned status = 0;
    assert_int_equal(trust_new(&list), 0);
    for (size_t i = 0; i < scene->trusted_count; i++)
        assert_int_equal(trust_add(list, scene->trusted[i]), 0);
    for (size_t i = 0; i < scene->list_count; i++)
        assert_true(trust_add_crl(list, scene->lists[i], &terms) >= 0);
    assert_int_equal(trust_check(list, &question, &status), 0);
    trust_free(list);
    return status;
}

/* The first list: held against everybody who could have signed it. */
static unsigned list_status(const struct scene *scene)
{
    struct gnutls_x509_crt_int *issuers[2 * CHAIN_MAX];
    size_t count = scene->trusted_count;
    memcpy(issuers, scene->trusted, count * sizeof *issuers);
    memcpy(issuers + count, scene->chain, scene->chain_count * sizeof *issuers);
    return crl_check(scene->lists[0], issuers, count + scene->chain_count, 0, NOW);
}

static bool is_as_expected(char *fields[], const char *what, unsigned status, const char *verdict)
{
    unsigned expected = corpus_status(verdict);
    if (status != expected)
        fprintf(stderr, "%s: %s: expected %s (%s), got %x\n", fields[NAME], what, verdict,
                fields[CLAUSE], status);
    return status == expected;
}

static bool judge(char *fields[])
{
    SCOPED(scene) struct scene scene = { 0 };
    const char *unchecked = fields[UNCHECKED][0] != '\0' ? fields[UNCHECKED] : fields[VERDICT];
    scene_read(fields, &scene);
    bool right = is_as_expected(
        fields, "the chain", chain_status(&scene, GNUTLS_TL_VERIFY_CRL | GNUTLS_TL_NO_DUPLICATES),
        fields[VERDICT]);
    right &= is_as_expected(fields, "the list unchecked",
                            chain_status(&scene, GNUTLS_TL_NO_DUPLICATES), unchecked);
    if (scene.list_count > 0)
        right &= is_as_expected(fields, "the list by itself", list_status(&scene), fields[ALONE]);
    return right;
}

static void test_each_case_has_its_verdict(void **state)
{
    assert_true(corpus_each("chains/revocation.txt", FIELDS, judge) >= 140);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_case_has_its_verdict),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
