/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_general_names.c - names that are made to deceive: each is refused, or shown as it is */

#include "unit/test.h"

#include "base/attributes.h"
#include "base/errors.h"
#include "pki/der.h"
#include "pki/extension_list.h"
#include "pki/name_constraints.h"

#include <gnutls/x509.h>

static void test_name_with_a_zero_byte_is_not_written(void **state)
{
    SCOPED(general_names) struct general_names names = { 0 };

    assert_int_equal(general_names_add(&names, GNUTLS_SAN_DNSNAME, bytes_of("a\0b", 3), NULL),
                     GNUTLS_E_INVALID_REQUEST);

    assert_int_equal(names.count, 0);
}

static void test_name_with_a_zero_byte_is_read_whole(void **state)
{
    static const uint8_t value[] = { 0x30, 0x07, 0x82, 0x05, 'a', 0, 'b', '.', 'c' };
    SCOPED(general_names) struct general_names names = { 0 };

    assert_int_equal(alternative_names_read(bytes_of(value, sizeof value), &names), 0);

    assert_bytes_equal(names.items[0].value.data, names.items[0].value.size, "a\0b.c", 5);
}

static void test_address_of_another_size_is_not_written(void **state)
{
    SCOPED(general_names) struct general_names names = { 0 };

    for (size_t size = 0; size <= 17; size++) {
        static const uint8_t address[17];
        int expected = size == 4 || size == 16 ? 0 : GNUTLS_E_INVALID_REQUEST;
        assert_int_equal(
            general_names_add(&names, GNUTLS_SAN_IPADDRESS, bytes_of(address, size), NULL),
            expected);
    }
}

static void test_other_name_that_is_cut_inside_changes_nothing(void **state)
{
    static const uint8_t whole[] = { 0x30, 0x03, 0x82, 0x01, 'a' };
    static const uint8_t cut[] = { 0x30, 0x0b, 0xa0, 0x09, 0x06, 0x02, 0x2a,
                                   0x03, 0xa0, 0x03, 0x0c, 0x05, 'x' };
    SCOPED(general_names) struct general_names names = { 0 };
    assert_int_equal(alternative_names_read(bytes_of(whole, sizeof whole), &names), 0);

    assert_int_equal(alternative_names_read(bytes_of(cut, sizeof cut), &names),
                     GNUTLS_E_ASN1_DER_ERROR);

    assert_int_equal(names.count, 1);
    assert_bytes_equal(names.items[0].value.data, names.items[0].value.size, "a", 1);
}

static void test_more_constraints_than_can_be_checked_are_refused(void **state)
{
    static const uint8_t subtree[] = { 0x30, 0x03, 0x82, 0x01, 'a' };
    enum { MOST = 256 };
    for (unsigned extra = 0; extra < 2; extra++) {
        SCOPED(name_constraints) struct name_constraints constraints = { { 0 }, { 0 } };
        SCOPED(buffer) struct buffer value = { 0 };
        for (unsigned i = 0; i < MOST + extra; i++)
            assert_int_equal(buffer_append(&value, bytes_of(subtree, sizeof subtree)), 0);
        assert_int_equal(der_wrap(&value, DER_CONTEXT_DEEP(1)), 0);
        assert_int_equal(der_wrap(&value, DER_SEQUENCE), 0);

        assert_int_equal(name_constraints_read(buffer_bytes(&value), &constraints),
                         extra > 0 ? GNUTLS_E_ASN1_DER_ERROR : 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_name_with_a_zero_byte_is_not_written),
        cmocka_unit_test(test_name_with_a_zero_byte_is_read_whole),
        cmocka_unit_test(test_address_of_another_size_is_not_written),
        cmocka_unit_test(test_other_name_that_is_cut_inside_changes_nothing),
        cmocka_unit_test(test_more_constraints_than_can_be_checked_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
