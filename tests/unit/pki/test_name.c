/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_name.c - distinguished names and object identifiers as text */

#include "unit/test.h"

#include "base/attributes.h"
#include "base/errors.h"
#include "pki/der.h"
#include "pki/name.h"
#include "pki/oid.h"

static const struct bytes common_name = OID("\x55\x04\x03");
static const struct bytes foreign = OID("\x2a\x03\x04");

/* Appends SET { SEQUENCE { oid, value } }. */
static void append_part(struct buffer *sets, struct bytes oid, uint8_t tag, struct bytes value)
{
    SCOPED(buffer) struct buffer fields = { 0 };
    assert_int_equal(der_write(&fields, DER_OID, oid), 0);
    assert_int_equal(der_write(&fields, tag, value), 0);
    assert_int_equal(der_wrap(&fields, DER_SEQUENCE), 0);
    assert_int_equal(der_write(sets, DER_SET, buffer_bytes(&fields)), 0);
}

static void assert_prints(const struct buffer *name, bool reversed, const char *text)
{
    SCOPED(buffer) struct buffer out = { 0 };
    assert_int_equal(name_print(buffer_bytes(name), reversed, &out), 0);
    assert_bytes_equal(out.data, out.size, text, strlen(text));
}

static void test_values_are_escaped(void **state)
{
    static const struct {
        const char *value, *text;
    } rows[] = {
        /* RFC 4514, 4 */
        { "James \"Jim\" Smith, III", "CN=James \\\"Jim\\\" Smith\\, III" },
        { "#x", "CN=\\#x" },
        { " x ", "CN=\\ x\\ " },
        { "a+b;c<d>e\\f", "CN=a\\+b\\;c\\<d\\>e\\\\f" },
        { "", "CN=" },
        { "a#b c", "CN=a#b c" },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer name = { 0 };
        append_part(&name, common_name, DER_UTF8_STRING, bytes_of_text(rows[i].value));
        assert_int_equal(der_wrap(&name, DER_SEQUENCE), 0);
        assert_prints(&name, true, rows[i].text);
    }
}

static void test_strings_of_every_type_become_utf8(void **state)
{
    static const struct {
        uint8_t tag;
        const char *value;
        size_t size;
        const char *text;
    } rows[] = {
        { DER_PRINTABLE_STRING, "abc", 3, "CN=abc" },
        { DER_TELETEX_STRING, "\xe4", 1, "CN=\xc3\xa4" },
        { DER_BMP_STRING, "\x00\x61\x20\xac", 4, "CN=a\xe2\x82\xac" },
        { DER_BMP_STRING, "\xd8\x3d\xde\x00", 4, "CN=\xf0\x9f\x98\x80" },
        { DER_UNIVERSAL_STRING, "\x00\x01\xf6\x00", 4, "CN=\xf0\x9f\x98\x80" },
        /* What is no right text is its DER in hex. */
        { DER_BMP_STRING, "\xd8\x3d", 2, "CN=#1e02d83d" },
        { DER_BMP_STRING, "\x00", 1, "CN=#1e0100" },
        { DER_UNIVERSAL_STRING, "\x00\x11\x00\x00", 4, "CN=#1c0400110000" },
        { DER_INTEGER, "\x05", 1, "CN=#020105" },
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer name = { 0 };
        append_part(&name, common_name, rows[i].tag, bytes_of(rows[i].value, rows[i].size));
        assert_int_equal(der_wrap(&name, DER_SEQUENCE), 0);
        assert_prints(&name, true, rows[i].text);
    }
}

static void test_parts_are_in_either_order(void **state)
{
    SCOPED(buffer) struct buffer name = { 0 };
    append_part(&name, foreign, DER_UTF8_STRING, bytes_of_text("x"));
    append_part(&name, common_name, DER_UTF8_STRING, bytes_of_text("a"));
    assert_int_equal(der_wrap(&name, DER_SEQUENCE), 0);

    assert_prints(&name, true, "CN=a,1.2.3.4=#0c0178");
    assert_prints(&name, false, "1.2.3.4=#0c0178,CN=a");
}

static void test_the_empty_name_is_the_empty_text(void **state)
{
    SCOPED(buffer) struct buffer name = { 0 };
    assert_int_equal(der_wrap(&name, DER_SEQUENCE), 0);

    assert_prints(&name, true, "");
}

static void test_oids_go_to_text_and_back(void **state)
{
    static const struct {
        const char *text, *der;
    } rows[] = {
        { "2.5.4.3", "\x55\x04\x03" },
        { "1.2.840.113549.1.1.11", "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b" },
        { "0.9.2342.19200300.100.1.25", "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19" },
        { "2.999.3", "\x88\x37\x03" }, /* X.690, 8.19.5 */
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer text = { 0 }, der = { 0 };
        assert_int_equal(oid_print(bytes_of_text(rows[i].der), &text), 0);
        assert_int_equal(oid_parse(rows[i].text, &der), 0);
        assert_bytes_equal(text.data, text.size, rows[i].text, strlen(rows[i].text));
        assert_bytes_equal(der.data, der.size, rows[i].der, strlen(rows[i].der));
    }
}

static void test_texts_that_are_no_oid_are_refused(void **state)
{
    static const char *const rows[] = {
        "", "1", "1.", ".1.2", "3.1", "1.40", "1..2", "1.2.x", "1.2.3.", "1.2.99999999999999999999"
    };
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer der = { 0 };
        assert_int_equal(oid_parse(rows[i], &der), GNUTLS_E_X509_UNSUPPORTED_OID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_escaped),
        cmocka_unit_test(test_strings_of_every_type_become_utf8),
        cmocka_unit_test(test_parts_are_in_either_order),
        cmocka_unit_test(test_the_empty_name_is_the_empty_text),
        cmocka_unit_test(test_oids_go_to_text_and_back),
        cmocka_unit_test(test_texts_that_are_no_oid_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
