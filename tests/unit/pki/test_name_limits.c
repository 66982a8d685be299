/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_name_limits.c - what a base of name constraints stands for, RFC 5280, 4.2.1.10 */

#include "unit/test.h"

#include "base/errors.h"
#include "pki/der.h"
#include "pki/internal.h"

struct row {
    const char *name;
    uint8_t base_size, address_size;
    bool permitted, excluded; /* may the name stand where the base permits, where it excludes? */
};

/* Ranges of no size hold nothing. All bytes of bases, masks and addresses are zero: whatever fits is within. */
static const struct row rows[] = {
    { "IPv4", 8, 4, true, false },
    { "IPv6", 32, 16, true, false },
    { "IPv4 under a range of IPv6", 32, 4, false, true },
    { "IPv6 under a range of IPv4", 8, 16, false, true },
    { "IPv6 under half a range", 16, 16, false, false },
    { "IPv4 under half a range", 4, 4, false, false },
    { "IPv4 under nothing", 0, 4, false, false },
    { "IPv4 under a range and a byte", 9, 4, false, false },
};

static void test_ranges_of_addresses(void **state)
{
    static const uint8_t zeros[32];

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        uint8_t subtree[36] = { 0x30, (uint8_t)(rows[i].base_size + 2), 0x87, rows[i].base_size };
        struct bytes list = bytes_of(subtree, (size_t)rows[i].base_size + 4);
        struct general_name name = { NAME_IP, bytes_of(zeros, rows[i].address_size) };
        const struct name_limits permitted = { .permitted = list }, excluded = { .excluded = list };

        if (name_limits_allow(&permitted, &name) != rows[i].permitted ||
            name_limits_allow(&excluded, &name) != rows[i].excluded)
            fail_msg("%s", rows[i].name);
    }
}

static bool is_excluded(const char *base, const char *host)
{
    SCOPED(buffer) struct buffer subtree = { 0 };
    const struct general_name name = { NAME_DNS, bytes_of_text(host) };
    assert_int_equal(der_write(&subtree, DER_CONTEXT(NAME_DNS), bytes_of_text(base)), 0);
    assert_int_equal(der_wrap(&subtree, DER_SEQUENCE), 0);
    const struct name_limits limits = { .excluded = buffer_bytes(&subtree) };
    return !name_limits_allow(&limits, &name);
}

/* A program may ask for a host with the dot of the root behind it, and finds the name that has it. */
static void test_the_dot_of_the_root_changes_no_name(void **state)
{
    (void)state;
    assert_true(is_excluded("bad.test", "www.bad.test"));
    assert_true(is_excluded("bad.test", "www.bad.test."));
    assert_true(is_excluded("bad.test", "bad.test."));
    assert_true(is_excluded("bad.test", "*.bad.test."));
    assert_true(is_excluded("www.bad.test", "*.bad.test."));
    assert_true(is_excluded("bad.test.", "www.bad.test"));
    assert_false(is_excluded("bad.test", "notbad.test."));
    assert_false(is_excluded("bad.test", "test."));
}

static int check_excluded(struct bytes element)
{
    SCOPED(buffer) struct buffer content = { 0 };
    assert_int_equal(der_write(&content, DER_SEQUENCE, element), 0);
    assert_int_equal(der_wrap(&content, DER_CONTEXT_DEEP(1)), 0);
    return name_constraints_check(buffer_bytes(&content));
}

static void test_a_base_that_is_no_name_is_refused(void **state)
{
    /* A Name, and one whose set is empty. */
    static const uint8_t whole[] = { 0xa4, 2, 0x30, 0 }, broken[] = { 0xa4, 4, 0x30, 2, 0x31, 0 };
    (void)state;
    assert_int_equal(check_excluded(bytes_of(whole, sizeof whole)), 0);
    assert_int_equal(check_excluded(bytes_of(broken, sizeof broken)), GNUTLS_E_ASN1_DER_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges_of_addresses),
        cmocka_unit_test(test_a_base_that_is_no_name_is_refused),
        cmocka_unit_test(test_the_dot_of_the_root_changes_no_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
