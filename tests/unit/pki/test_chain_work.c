/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_chain_work.c - names and constraints of a chain are compared so often and no oftener
 *
 * The certificates are not signed: whoever sends a chain can have this work done before a signature
 * is looked at.
 */

#include "unit/test.h"

#include "base/errors.h"
#include "pki/internal.h"
#include "pki/trust.h"

#include <gnutls/x509.h>
#include <stdio.h>

enum {
    CHAIN_MAX = 16,
    NAMES = 1000,
    BASES = 256,
    NAME_SIZE = 12,
    BASE_SIZE = 14,
    NOW = 1893456000,
};

/* CN=A, CN=B and so on. */
enum { SUBJECT_SIZE = 14 };
static uint8_t subjects[CHAIN_MAX + 1][SUBJECT_SIZE];
static uint8_t names[NAMES * NAME_SIZE];
static uint8_t constraints[BASES * BASE_SIZE + 4];

static void fill(void)
{
    const uint8_t subject[SUBJECT_SIZE] = { 0x30, 12, 0x31, 10, 0x30, 8, 0x06,
                                            3,    85, 4,    3,  0x0c, 1, 'A' };
    const unsigned size = BASES * BASE_SIZE;
    char text[BASE_SIZE + 1];
    for (size_t i = 0; i <= CHAIN_MAX; i++) {
        memcpy(subjects[i], subject, sizeof subject);
        subjects[i][SUBJECT_SIZE - 1] = (uint8_t)('A' + i);
    }
    for (unsigned i = 0; i < NAMES; i++) {
        snprintf(text, sizeof text, "\x82\x0a%05u.test", i % BASES);
        memcpy(names + (size_t)i * NAME_SIZE, text, NAME_SIZE);
    }
    memcpy(constraints, (uint8_t[]){ 0xa0, 0x82, (uint8_t)(size >> 8), (uint8_t)size }, 4);
    for (unsigned i = 0; i < BASES; i++) {
        snprintf(text, sizeof text, "\x30\x0c\x82\x0a%05u.test", i);
        memcpy(constraints + 4 + (size_t)i * BASE_SIZE, text, BASE_SIZE);
    }
}

static struct gnutls_x509_crt_int *make(size_t place)
{
    struct gnutls_x509_crt_int *made = NULL;
    assert_int_equal(certificate_new_empty(&made), 0);
    made->facts = (struct certificate_facts){
        .version = 3,
        .is_authority = true,
        .has_basic_constraints = true,
        .path_length = -1,
        .not_after_s = INT64_MAX,
        .subject = bytes_of(subjects[place], SUBJECT_SIZE),
        .issuer = bytes_of(subjects[place + 1], SUBJECT_SIZE),
        .alternative_names = bytes_of(names, sizeof names),
        .has_alternative_names = true,
        .name_constraints = bytes_of(constraints, sizeof constraints),
        .has_name_constraints = true,
    };
    assert_int_equal(buffer_set(&made->der, made->facts.subject), 0);
    return made;
}

static unsigned status_of_chain(size_t count)
{
    struct gnutls_x509_crt_int *chain[CHAIN_MAX];
    struct gnutls_x509_trust_list_st *list = NULL;
    struct chain_question question = { .chain = chain, .count = count, .now_s = NOW };
    unsigned status = 0;
    for (size_t i = 0; i < count; i++)
        chain[i] = make(i);
    assert_int_equal(trust_new(&list), 0);
    assert_int_equal(trust_add(list, chain[count - 1]), 0);
    assert_int_equal(trust_check(list, &question, &status), 0);
    trust_free(list);
    for (size_t i = 0; i < count; i++)
        certificate_free(chain[i]);
    return status;
}

static void test_names_of_a_long_chain_are_too_much(void **state)
{
    const unsigned not_signed = GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNATURE_FAILURE;
    (void)state;
    fill();
    assert_int_equal(status_of_chain(3), not_signed);
    assert_int_equal(status_of_chain(CHAIN_MAX),
                     not_signed | GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_a_long_chain_are_too_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
