/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_versions.c - the numbers of RFC 8446, RFC 6347 and their predecessors */

#include "unit/test.h"

#include "algorithms/algorithms.h"
#include "wire/tls.h"

static void test_versions_are_found_by_id_by_number_and_by_name(void **state)
{
    static const struct {
        gnutls_protocol_t id;
        uint16_t wire;
        const char *name;
    } known[] = {
        { GNUTLS_TLS1_3, WIRE_TLS13, "TLS1.3" },    { GNUTLS_TLS1_2, WIRE_TLS12, "TLS1.2" },
        { GNUTLS_TLS1_1, 0x0302, "TLS1.1" },        { GNUTLS_TLS1_0, WIRE_TLS10, "TLS1.0" },
        { GNUTLS_SSL3, 0x0300, "SSL3.0" },          { GNUTLS_DTLS1_2, WIRE_DTLS12, "DTLS1.2" },
        { GNUTLS_DTLS1_0, WIRE_DTLS10, "DTLS1.0" },
    };

    for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
        const struct version *version = version_by_id(known[i].id);
        assert_non_null(version);
        assert_int_equal(version->wire, known[i].wire);
        assert_string_equal(version->name, known[i].name);
        assert_ptr_equal(version_by_wire(known[i].wire), version);
        assert_ptr_equal(version_by_name(known[i].name), version);
    }
}

static void test_unknown_versions_are_not_found(void **state)
{
    assert_null(version_by_wire(0x0305));
    assert_null(version_by_wire(0x0a0a));
    assert_null(version_by_id((gnutls_protocol_t)6));
    assert_null(version_by_name("TLS1.4"));
}

static void test_only_safe_versions_are_spoken_and_listed(void **state)
{
    const gnutls_protocol_t *list = version_list();
    size_t spoken = 0, listed = 0;

    for (size_t i = 0; version_at(i) != NULL; i++)
        spoken += version_at(i)->spoken;
    for (; list[listed] != 0; listed++)
        assert_true(version_by_id(list[listed])->spoken);

    assert_int_equal(spoken, 3);
    assert_int_equal(listed, 3);
    assert_false(version_by_id(GNUTLS_TLS1_1)->spoken);
    assert_false(version_by_id(GNUTLS_DTLS1_0)->spoken);
}

static void test_properties_are_those_of_the_version(void **state)
{
    assert_true(version_by_id(GNUTLS_TLS1_3)->tls13_or_later);
    assert_false(version_by_id(GNUTLS_TLS1_2)->tls13_or_later);
    assert_true(version_by_id(GNUTLS_DTLS1_2)->datagram);
    assert_false(version_by_id(GNUTLS_TLS1_3)->datagram);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions_are_found_by_id_by_number_and_by_name),
        cmocka_unit_test(test_unknown_versions_are_not_found),
        cmocka_unit_test(test_only_safe_versions_are_spoken_and_listed),
        cmocka_unit_test(test_properties_are_those_of_the_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
