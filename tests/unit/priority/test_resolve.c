/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_resolve.c - the lists that strings lead to
 *
 * Ciphers, key exchanges, MACs and suites stand in the order that programs get from libgnutls,
 * without static RSA and SHA-1 signatures; groups begin with X25519.
 */

#include "unit/test.h"

#include "algorithms/names.h"
#include "base/text.h"
#include "priority/resolve.h"

#include <pthread.h>

static struct gnutls_priority_st *resolved(const char *string)
{
    struct gnutls_priority_st *priority = NULL;
    const char *error_at;
    assert_int_equal(priority_new(string, &error_at, &priority), 0);
    return priority;
}

/* All lists as words; `what` is one of "VCKMSGX". */
static void write_list(const struct gnutls_priority_st *p, char what, struct text *out)
{
    for (size_t i = 0; what == 'V' && i < p->version_count; i++)
        text_add(out, "%s ", p->versions[i]->name);
    for (size_t i = 0; what == 'C' && i < p->cipher_count; i++)
        text_add(out, "%s ", algorithm_name(ALGORITHM_CIPHER, (int)p->ciphers[i]));
    for (size_t i = 0; what == 'K' && i < p->kx_count; i++)
        text_add(out, "%s ", algorithm_name(ALGORITHM_KX, (int)p->kx[i]));
    for (size_t i = 0; what == 'M' && i < p->mac_count; i++)
        text_add(out, "%s ", algorithm_name(ALGORITHM_MAC, (int)p->macs[i]));
    for (size_t i = 0; what == 'S' && i < p->scheme_count; i++)
        text_add(out, "%04x ", p->schemes[i]->id);
    for (size_t i = 0; what == 'G' && i < p->group_count; i++)
        text_add(out, "%s ", p->groups[i]->name);
    for (size_t i = 0; what == 'X' && i < p->suite_count; i++)
        text_add(out, "%04x ", p->suites[i]->id);
}

#define NORMAL_CIPHERS                                                                             \
    "AES-256-GCM CHACHA20-POLY1305 AES-256-CCM AES-256-CBC AES-128-GCM AES-128-CCM AES-128-CBC "
#define TLS13_NORMAL "1302 1303 1301 1304 "
#define SIGNS_384    "0501 080a 0805 0503 0808 0601 080b 0806 0603 "
#define ALL_GROUPS                                                                                 \
    "X25519 SECP256R1 SECP384R1 X448 SECP521R1 FFDHE2048 FFDHE3072 FFDHE4096 FFDHE6144 "           \
    "FFDHE8192 "

static const struct {
    const char *string;
    char what;
    const char *expected;
} cases[] = {
    { "NORMAL", 'V', "TLS1.3 TLS1.2 DTLS1.2 " },
    { "NORMAL", 'C', NORMAL_CIPHERS },
    { "NORMAL", 'K', "ECDHE-ECDSA ECDHE-RSA DHE-RSA " },
    { "NORMAL", 'M', "SHA1 AEAD " },
    { "NORMAL", 'S', "0401 0809 0804 0403 0807 " SIGNS_384 },
    { "NORMAL", 'G', ALL_GROUPS },
    { "NORMAL", 'X',
      TLS13_NORMAL "c02c cca9 c0ad c00a c02b c0ac c009 c030 cca8 c014 c02f c013 "
                   "009f ccaa c09f 0039 009e c09e 0033 " },
    { NULL, 'X',
      TLS13_NORMAL "c02c cca9 c0ad c00a c02b c0ac c009 c030 cca8 c014 c02f c013 "
                   "009f ccaa c09f 0039 009e c09e 0033 " },
    { "PERFORMANCE", 'C',
      "AES-128-GCM AES-256-GCM CHACHA20-POLY1305 AES-128-CCM AES-256-CCM AES-128-CBC "
      "AES-256-CBC " },
    { "SECURE128", 'C',
      "AES-256-GCM CHACHA20-POLY1305 AES-256-CBC AES-256-CCM AES-128-GCM AES-128-CBC "
      "AES-128-CCM " },
    { "SECURE192", 'C', "AES-256-GCM CHACHA20-POLY1305 AES-256-CBC AES-256-CCM " },
    { "SECURE192", 'M', "AEAD " },
    { "SECURE192", 'S', SIGNS_384 },
    { "SECURE192", 'G', "SECP384R1 SECP521R1 FFDHE8192 " },
    { "SECURE256", 'X', "1302 1303 c02c cca9 c0ad c030 cca8 009f ccaa c09f " },
    { "SUITEB128", 'V', "TLS1.2 " },
    { "SUITEB128", 'X', "c02c c02b " },
    { "SUITEB192", 'S', "0503 " },
    { "SUITEB192", 'G', "SECP384R1 " },
    { "PFS", 'K', "ECDHE-ECDSA ECDHE-RSA DHE-RSA " },
    { "LEGACY", 'K', "ECDHE-ECDSA ECDHE-RSA RSA DHE-RSA " },
    { "LEGACY", 'S', "0401 0809 0804 0403 0807 " SIGNS_384 "0201 0203 " },
    { "NORMAL:+RSA", 'K', "ECDHE-ECDSA ECDHE-RSA DHE-RSA RSA " },
    { "NORMAL:-KX-ALL", 'X', TLS13_NORMAL },
    { "NORMAL:+SHA256:-AEAD", 'X', "c00a c009 c023 c014 c013 c027 0039 006b 0033 0067 " },
    { "NORMAL:-CIPHER-ALL:+AES-128-GCM", 'X', "1301 c02b c02f 009e " },
    { "NORMAL:+3DES-CBC:+ARCFOUR-128", 'C', NORMAL_CIPHERS },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3", 'V', "TLS1.2 TLS1.3 " },
    { "NORMAL:-VERS-TLS-ALL", 'V', "DTLS1.2 " },
    { "NORMAL:-VERS-TLS1.3", 'X',
      "c02c cca9 c0ad c00a c02b c0ac c009 c030 cca8 c014 c02f c013 009f ccaa c09f 0039 009e c09e "
      "0033 " },
    { "NORMAL:+VERS-TLS1.0", 'V', "TLS1.3 TLS1.2 DTLS1.2 " },
    { "NORMAL:-GROUP-ALL", 'V', "TLS1.2 DTLS1.2 " },
    { "NORMAL:%NO_EXTENSIONS", 'V', "TLS1.2 DTLS1.2 " },
    { "NORMAL:-CIPHER-ALL:+AES-256-CBC", 'V', "TLS1.2 DTLS1.2 " },
    { "NORMAL:-GROUP-ALL:+GROUP-SECP384R1:+CURVE-X25519", 'G', "SECP384R1 X25519 " },
    { "NORMAL:-GROUP-DH-ALL", 'G', "X25519 SECP256R1 SECP384R1 X448 SECP521R1 " },
    { "SECURE192:+GROUP-ALL", 'G',
      "SECP384R1 SECP521R1 FFDHE8192 X25519 SECP256R1 X448 FFDHE2048 FFDHE3072 FFDHE4096 "
      "FFDHE6144 " },
    { "NORMAL:-SIGN-ALL:+SIGN-ECDSA-SHA256:+SIGN-ECDSA-SECP256R1-SHA256", 'S', "0403 " },
    { "NORMAL:-SIGN-ALL:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA3-256:+SIGN-DSA-SHA256", 'S', "0201 " },
    { "NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD:+GROUP-X25519:+SIGN-ALL", 'X', "1301 " },
    { "NONE:+VERS-TLS1.2:+PSK:+AES-128-CCM-8:+AEAD:+SIGN-ALL", 'X', "c0a8 " },
    { "NORMAL:+PSK:+DHE-PSK:+ECDHE-PSK:-ECDHE-RSA:-ECDHE-ECDSA:-DHE-RSA:-CIPHER-ALL:+AES-128-GCM",
      'X', "1301 00a8 00aa " },
};

static void test_strings_lead_to_their_lists(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        char memory[1000];
        struct text text = text_in(memory, sizeof(memory));
        struct gnutls_priority_st *priority = resolved(cases[i].string);

        write_list(priority, cases[i].what, &text);

        if (strcmp(memory, cases[i].expected) != 0)
            fail_msg("%s, %c: %s", cases[i].string, cases[i].what, memory);
        priority_free(priority);
    }
}

static void test_a_choice_of_nothing_is_no_priority(void **state)
{
    static const char *const empty[] = {
        "NONE",
        "+RSA",
        "%COMPAT",
        "NONE:+NORMAL",
        "NORMAL:-VERS-ALL",
        "NORMAL:-CIPHER-ALL",
        "NORMAL:-MAC-ALL",
        "NORMAL:-SIGN-ALL",
        "NORMAL:-VERS-ALL:+VERS-TLS1.1",
        "NORMAL:-VERS-ALL:+VERS-SSL3.0",
        "NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD:+SIGN-ALL",
        "NONE:+VERS-TLS1.3:+AES-128-GCM:+GROUP-X25519:+SIGN-ALL",
        "NONE:+VERS-TLS1.2:+RSA:+AES-128-CBC:+SHA1",
    };

    for (size_t i = 0; i < ARRAY_SIZE(empty); i++) {
        struct gnutls_priority_st *priority = NULL;
        const char *error_at = NULL;
        assert_int_equal(priority_new(empty[i], &error_at, &priority),
                         GNUTLS_E_NO_PRIORITIES_WERE_SET);
        assert_ptr_equal(error_at, empty[i]);
        assert_null(priority);
    }
}

static void test_the_lists_of_the_api_are_the_same_as_ids(void **state)
{
    struct gnutls_priority_st *p = resolved("NORMAL:+SIGN-ECDSA-SHA3-256");

    for (size_t i = 0; i < p->version_count; i++)
        assert_int_equal(p->version_ids[i], p->versions[i]->id);
    for (size_t i = 0; i < p->group_count; i++)
        assert_int_equal(p->group_ids[i], p->groups[i]->api_id);
    assert_int_equal(p->curve_count, 5);
    assert_int_equal(p->curve_ids[0], GNUTLS_ECC_CURVE_X25519);
    assert_int_equal(p->sign_count, 18);
    assert_int_equal(p->sign_ids[17], GNUTLS_SIGN_ECDSA_SHA3_256);
    priority_free(p);
}

static void test_questions_are_answered_from_the_lists(void **state)
{
    struct gnutls_priority_st *p = resolved("NORMAL:-GROUP-X448:-SIGN-RSA-SHA512");

    assert_true(priority_has_version(p, version_by_id(GNUTLS_TLS1_3)));
    assert_false(priority_has_version(p, version_by_id(GNUTLS_TLS1_1)));
    assert_true(priority_has_suite(p, suite_by_id(0x1301)));
    assert_false(priority_has_suite(p, suite_by_id(0x1305)));
    assert_true(priority_has_group(p, group_by_api_id(GNUTLS_GROUP_X25519)));
    assert_false(priority_has_group(p, group_by_api_id(GNUTLS_GROUP_X448)));
    assert_true(priority_has_scheme(p, scheme_by_id(0x0804)));
    assert_false(priority_has_scheme(p, scheme_by_id(0x0601)));
    assert_true(priority_has_kx(p, GNUTLS_KX_DHE_RSA));
    assert_false(priority_has_kx(p, GNUTLS_KX_RSA));
    priority_free(p);
}

static void test_highest_and_lowest_are_told_by_kind(void **state)
{
    struct gnutls_priority_st *p = resolved("NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3");

    assert_int_equal(priority_highest(p, false)->id, GNUTLS_TLS1_3);
    assert_int_equal(priority_lowest(p, false)->id, GNUTLS_TLS1_2);
    assert_null(priority_highest(p, true));
    assert_null(priority_lowest(p, true));
    priority_free(p);
}

static void test_the_default_is_one_object(void **state)
{
    struct gnutls_priority_st *first = NULL, *second = NULL;

    assert_int_equal(priority_default(&first), 0);
    assert_int_equal(priority_default(&second), 0);

    assert_ptr_equal(first, second);
    priority_free(first);
    assert_int_equal(second->suite_count, 23);
    priority_free(second);
}

static void *hold_and_free(void *priority)
{
    for (int i = 0; i < 20000; i++)
        priority_free(priority_hold(priority));
    return NULL;
}

static void test_threads_share_references(void **state)
{
    struct gnutls_priority_st *p = resolved("NORMAL");
    pthread_t threads[4];

    for (size_t i = 0; i < ARRAY_SIZE(threads); i++)
        pthread_create(&threads[i], NULL, hold_and_free, p);
    for (size_t i = 0; i < ARRAY_SIZE(threads); i++)
        pthread_join(threads[i], NULL);

    assert_int_equal(p->references, 1);
    priority_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings_lead_to_their_lists),
        cmocka_unit_test(test_a_choice_of_nothing_is_no_priority),
        cmocka_unit_test(test_the_lists_of_the_api_are_the_same_as_ids),
        cmocka_unit_test(test_questions_are_answered_from_the_lists),
        cmocka_unit_test(test_highest_and_lowest_are_told_by_kind),
        cmocka_unit_test(test_the_default_is_one_object),
        cmocka_unit_test(test_threads_share_references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
