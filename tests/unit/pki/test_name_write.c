/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_name_write.c - distinguished names made: attribute by attribute, or from text */

#include "unit/test.h"

#include "base/attributes.h"
#include "base/errors.h"
#include "base/text.h"
#include "pki/der.h"
#include "pki/name.h"
#include "pki/name_write.h"
#include "pki/oid.h"

static const struct bytes common_name = OID("\x55\x04\x03");
static const struct bytes country = OID("\x55\x04\x06");
static const struct bytes foreign = OID("\x2a\x03\x04");

static void test_texts_of_names_are_read(void **state)
{
    static const struct {
        const char *text, *printed;
    } rows[] = {
        /* RFC 4514, 4 */
        { "UID=jsmith,DC=example,DC=net", "UID=jsmith,DC=example,DC=net" },
        { "OU=Sales+CN=J.  Smith,DC=example,DC=net", "OU=Sales+CN=J.  Smith,DC=example,DC=net" },
        { "CN=James \\\"Jim\\\" Smith\\, III,DC=net", "CN=James \\\"Jim\\\" Smith\\, III,DC=net" },
        { "CN=Before\\0dAfter,DC=net", "CN=Before\rAfter,DC=net" },
        { "CN=Lu\\C4\\8Di\\C4\\87", "CN=Lu\xc4\x8di\xc4\x87" },
        { "1.3.6.1.4.1.1466.0=#04024869", "1.3.6.1.4.1.1466.0=#04024869" },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer name = { 0 }, text = { 0 };
        const char *wrong;
        assert_int_equal(name_parse(rows[i].text, &name, &wrong), 0);
        assert_int_equal(name_print(buffer_bytes(&name), true, &text), 0);
        assert_bytes_equal(text.data, text.size, rows[i].printed, strlen(rows[i].printed));
    }
}

static void test_wrong_text_is_pointed_at_and_changes_nothing(void **state)
{
    SCOPED(buffer) struct buffer name = { 0 };
    const char *text = "CN=a,O=b\\zz", *wrong;
    assert_int_equal(buffer_set(&name, bytes_of_text("before")), 0);

    assert_int_equal(name_parse(text, &name, &wrong), GNUTLS_E_PARSING_ERROR);

    assert_string_equal(wrong, "zz");
    assert_bytes_equal(name.data, name.size, "before", 6);
}

static void test_parts_are_added_in_order(void **state)
{
    SCOPED(buffer) struct buffer name = { 0 }, text = { 0 };

    assert_int_equal(name_add_text(&name, country, bytes_of_text("GR")), 0);
    assert_int_equal(name_add_text(&name, common_name, bytes_of_text("a*")), 0);
    assert_int_equal(name_add_element(&name, foreign, bytes_of("\x0c\x01x", 3)), 0);

    assert_int_equal(name_print(buffer_bytes(&name), false, &text), 0);
    assert_bytes_equal(text.data, text.size, "C=GR,CN=a*,1.2.3.4=#0c0178", 26);
}

static void test_part_that_cannot_be_written_changes_nothing(void **state)
{
    static const uint8_t cut[] = { 0x0c, 0x05, 'x' };
    SCOPED(buffer) struct buffer name = { 0 };
    assert_int_equal(name_add_text(&name, country, bytes_of_text("GR")), 0);
    size_t size = name.size;

    assert_int_equal(name_add_text(&name, foreign, bytes_of_text("x")),
                     GNUTLS_E_X509_UNSUPPORTED_OID);
    assert_int_equal(name_add_text(&name, common_name, bytes_of_text("\xff")),
                     GNUTLS_E_INVALID_UTF8_STRING);
    assert_int_equal(name_add_text(&name, common_name, bytes_none()), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(name_add_element(&name, foreign, bytes_of(cut, sizeof cut)),
                     GNUTLS_E_ASN1_DER_ERROR);

    assert_int_equal(name.size, size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_of_names_are_read),
        cmocka_unit_test(test_wrong_text_is_pointed_at_and_changes_nothing),
        cmocka_unit_test(test_parts_are_added_in_order),
        cmocka_unit_test(test_part_that_cannot_be_written_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
