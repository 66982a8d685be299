/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_name_constraints.c - what names an authority may vouch for
 *
 * What is expected is RFC 5280, 4.2.1.10. The reference does not look at URIs and directory names.
 */

#include "suite.h"

#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

#define BYTES(literal)                                                                             \
    {                                                                                              \
        (unsigned char *)(literal), sizeof(literal) - 1                                            \
    }

/* CN=a; CN=a and O=b below it; CN=A as UTF8String; C=GR. */
#define NAME_A "\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x13\x01\x61"
#define NAME_BELOW                                                                                 \
    "\x30\x18\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x13\x01\x61\x31\x0a\x30\x08\x06\x03\x55\x04\x0a" \
    "\x13\x01\x62"
#define NAME_UPPER "\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01\x41"
#define NAME_OTHER "\x30\x0d\x31\x0b\x30\x09\x06\x03\x55\x04\x06\x13\x02\x47\x52"

struct row {
    const char *label;
    gnutls_x509_subject_alt_name_t type;
    gnutls_datum_t base, name;
    bool is_below[LIBRARIES];
    bool unlike; /* what is excluded is not all else than what is permitted */
};

/* clang-format off */
static const struct row rows[] = {
    { "the host", GNUTLS_SAN_DNSNAME, BYTES("example.com"), BYTES("example.com"), BOTH(true) },
    { "a host below", GNUTLS_SAN_DNSNAME, BYTES("example.com"), BYTES("a.b.example.com"), BOTH(true) },
    { "in another case", GNUTLS_SAN_DNSNAME, BYTES("example.com"), BYTES("EXAMPLE.com"), BOTH(true) },
    { "a host that ends alike", GNUTLS_SAN_DNSNAME, BYTES("example.com"), BYTES("xexample.com"), BOTH(false) },
    { "a host above", GNUTLS_SAN_DNSNAME, BYTES("example.com"), BYTES("com"), BOTH(false) },
    { "a dot: below", GNUTLS_SAN_DNSNAME, BYTES(".example.com"), BYTES("a.example.com"), BOTH(true) },
    { "a dot: itself", GNUTLS_SAN_DNSNAME, BYTES(".example.com"), BYTES("example.com"), BOTH(false) },
    { "all hosts", GNUTLS_SAN_DNSNAME, BYTES(""), BYTES("example.com"), BOTH(true) },
    { "mail of a host", GNUTLS_SAN_RFC822NAME, BYTES("example.com"), BYTES("a@example.com"), BOTH(true) },
    { "mail of a host below", GNUTLS_SAN_RFC822NAME, BYTES("example.com"), BYTES("a@x.example.com"), BOTH(false) },
    { "mail of a domain", GNUTLS_SAN_RFC822NAME, BYTES(".example.com"), BYTES("a@x.example.com"), BOTH(true) },
    { "a mailbox", GNUTLS_SAN_RFC822NAME, BYTES("a@example.com"), BYTES("a@EXAMPLE.com"), BOTH(true) },
    { "another mailbox", GNUTLS_SAN_RFC822NAME, BYTES("a@example.com"), BYTES("b@example.com"), BOTH(false) },
    { "a mailbox in another case", GNUTLS_SAN_RFC822NAME, BYTES("a@example.com"), BYTES("A@example.com"), BOTH(false) },
    { "an address", GNUTLS_SAN_IPADDRESS, BYTES("\x0a\0\0\0\xff\0\0\0"), BYTES("\x0a\1\2\3"), BOTH(true) },
    { "an address outside", GNUTLS_SAN_IPADDRESS, BYTES("\x0a\0\0\0\xff\0\0\0"), BYTES("\x0b\1\2\3"), BOTH(false) },
    { "an address of the other family", GNUTLS_SAN_IPADDRESS, BYTES("\x0a\0\0\0\xff\0\0\0"),
      BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1"), EACH(true, false), true },
    { "the host of a URI", GNUTLS_SAN_URI, BYTES("example.com"), BYTES("http://u@example.com:80/x"), BOTH(true) },
    { "a host of URIs below", GNUTLS_SAN_URI, BYTES("example.com"), BYTES("http://a.example.com/"), EACH(true, false) },
    { "a domain of URIs", GNUTLS_SAN_URI, BYTES(".example.com"), BYTES("http://a.example.com/"), BOTH(true) },
    { "a host hidden behind a slash", GNUTLS_SAN_URI, BYTES("example.com"),
      BYTES("http://evil.test/@example.com"), EACH(true, false) },
    { "the directory name", GNUTLS_SAN_DN, BYTES(NAME_A), BYTES(NAME_A), BOTH(true) },
    { "a directory name below", GNUTLS_SAN_DN, BYTES(NAME_A), BYTES(NAME_BELOW), BOTH(true) },
    { "a directory name in another case", GNUTLS_SAN_DN, BYTES(NAME_A), BYTES(NAME_UPPER), BOTH(true) },
    { "another directory name", GNUTLS_SAN_DN, BYTES(NAME_A), BYTES(NAME_OTHER), EACH(true, false) },
    /* Without a host's name there is nothing to hold against the base: it is refused either way. */
    { "a URI without a host", GNUTLS_SAN_URI, BYTES("example.com"), BYTES("urn:x"), EACH(true, false), true },
    { "a URI with an address", GNUTLS_SAN_URI, BYTES("example.com"), BYTES("http://10.0.0.1/"), EACH(true, false), true },
};
/* clang-format on */

static void test_name_is_held_to_its_base(void **state)
{
    const struct row *row = *state;
    bool is_below = row->is_below[library_under_test()];
    gnutls_x509_name_constraints_t permitted, excluded;
    assert_code(gnutls_x509_name_constraints_init(&permitted), 0);
    assert_code(gnutls_x509_name_constraints_init(&excluded), 0);

    assert_code(gnutls_x509_name_constraints_add_permitted(permitted, row->type, &row->base), 0);
    assert_code(gnutls_x509_name_constraints_add_excluded(excluded, row->type, &row->base), 0);

    assert_int_equal(gnutls_x509_name_constraints_check(permitted, row->type, &row->name) != 0,
                     is_below);
    if (!row->unlike && (row->type != GNUTLS_SAN_DN || library_under_test() == REPRISE))
        assert_int_equal(gnutls_x509_name_constraints_check(excluded, row->type, &row->name) != 0,
                         !is_below);
    gnutls_x509_name_constraints_deinit(permitted);
    gnutls_x509_name_constraints_deinit(excluded);
}

static void test_other_types_are_not_constrained(void **state)
{
    gnutls_datum_t base = BYTES("example.com"), mail = BYTES("a@b.test");
    gnutls_x509_name_constraints_t constraints;
    assert_code(gnutls_x509_name_constraints_init(&constraints), 0);
    assert_code(gnutls_x509_name_constraints_add_permitted(constraints, GNUTLS_SAN_DNSNAME, &base),
                0);

    assert_int_not_equal(
        gnutls_x509_name_constraints_check(constraints, GNUTLS_SAN_RFC822NAME, &mail), 0);

    gnutls_x509_name_constraints_deinit(constraints);
}

/* ---- two authorities ---- */

struct narrow_row {
    const char *label, *first, *second; /* DER of NameConstraints */
    gnutls_datum_t name;
    bool is_allowed;
};

/* clang-format off */
#define PERMIT(letter) "\x30\x07\xa0\x05\x30\x03\x82\x01" letter
static const struct narrow_row narrow_rows[] = {
    { "both permit", PERMIT("e"), PERMIT("e"), BYTES("a.e"), true },
    { "the first alone", PERMIT("e"), PERMIT("f"), BYTES("a.e"), false },
    { "the second alone", PERMIT("e"), PERMIT("f"), BYTES("a.f"), false },
    { "neither", PERMIT("e"), PERMIT("f"), BYTES("a.g"), false },
};
/* clang-format on */

static void test_both_authorities_count(void **state)
{
    const struct narrow_row *row = *state;
    gnutls_datum_t first = { (unsigned char *)row->first, 9 };
    gnutls_datum_t second = { (unsigned char *)row->second, 9 };
    gnutls_x509_name_constraints_t constraints;
    assert_code(gnutls_x509_name_constraints_init(&constraints), 0);

    assert_code(gnutls_x509_ext_import_name_constraints(&first, constraints, 0), 0);
    assert_code(
        gnutls_x509_ext_import_name_constraints(&second, constraints, GNUTLS_EXT_FLAG_APPEND), 0);

    assert_int_equal(
        gnutls_x509_name_constraints_check(constraints, GNUTLS_SAN_DNSNAME, &row->name) != 0,
        row->is_allowed);
    gnutls_x509_name_constraints_deinit(constraints);
}

/* ---- minimum and maximum ---- */

struct distance_row {
    const char *label;
    gnutls_datum_t value; /* DER of NameConstraints */
    int code[LIBRARIES];
};

/* clang-format off */
static const struct distance_row distance_rows[] = {
    { "neither", BYTES("\x30\x07\xa0\x05\x30\x03\x82\x01" "e"), BOTH(0) },
    { "minimum 0 written out", BYTES("\x30\x0a\xa0\x08\x30\x06\x82\x01" "e\x80\x01\x00"), BOTH(0) },
    { "minimum 1", BYTES("\x30\x0a\xa0\x08\x30\x06\x82\x01" "e\x80\x01\x01"), BOTH(0) },
    { "maximum 5", BYTES("\x30\x0a\xa0\x08\x30\x06\x82\x01" "e\x81\x01\x05"), BOTH(0) },
    { "both", BYTES("\x30\x0d\xa0\x0b\x30\x09\x82\x01" "e\x80\x01\x00\x81\x01\x05"), BOTH(0) },
    { "in the other order", BYTES("\x30\x0d\xa0\x0b\x30\x09\x82\x01" "e\x81\x01\x05\x80\x01\x00"), BOTH(GNUTLS_E_ASN1_DER_ERROR) },
    { "something else", BYTES("\x30\x0a\xa0\x08\x30\x06\x82\x01" "e\x82\x01\x05"), BOTH(GNUTLS_E_ASN1_DER_ERROR) },
};
/* clang-format on */

/* The base is given, whatever stands behind it. */
static void test_distances_are_passed_over(void **state)
{
    const struct distance_row *row = *state;
    gnutls_x509_name_constraints_t constraints;
    gnutls_datum_t base;
    unsigned type;

    assert_code(gnutls_x509_name_constraints_init(&constraints), 0);
    assert_code(gnutls_x509_ext_import_name_constraints(&row->value, constraints, 0),
                row->code[library_under_test()]);
    if (row->code[library_under_test()] == 0) {
        assert_code(gnutls_x509_name_constraints_get_permitted(constraints, 0, &type, &base), 0);
        assert_int_equal(type, GNUTLS_SAN_DNSNAME);
        assert_int_equal(base.size, 1);
    }
    gnutls_x509_name_constraints_deinit(constraints);
}

/* ---- networks ---- */

struct network_row {
    const char *text;
    int code;
    gnutls_datum_t bytes;
    int ours; /* where it is another than `code` */
};

/* clang-format off */
static const struct network_row network_rows[] = {
    { "10.0.0.1/8", 0, BYTES("\x0a\0\0\0\xff\0\0\0") },
    { "1.2.3.4/32", 0, BYTES("\1\2\3\4\xff\xff\xff\xff") },
    { "10.0.0.0/12", 0, BYTES("\x0a\0\0\0\xff\xf0\0\0") },
    { "2001:db8::/32", 0, BYTES("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0") },
    { "10.0.0.0/8.0.0.0", 0, BYTES("\x0a\0\0\0\xff\0\0\0"), GNUTLS_E_MALFORMED_CIDR },
    { "10.0.0.0/8,11.0.0.0/8", 0, BYTES("\x0a\0\0\0\xff\0\0\0"), GNUTLS_E_MALFORMED_CIDR },
    { "10.0.0.0", GNUTLS_E_MALFORMED_CIDR },
    { "10.0.0.0/33", GNUTLS_E_MALFORMED_CIDR },
    { "10.0.0.0/-1", GNUTLS_E_MALFORMED_CIDR },
    { "::1/129", GNUTLS_E_MALFORMED_CIDR },
    { "x/8", GNUTLS_E_MALFORMED_CIDR },
};
/* clang-format on */

static void test_network_becomes_address_and_mask(void **state)
{
    const struct network_row *row = *state;
    gnutls_datum_t bytes;
    int code = library_under_test() == REPRISE && row->ours != 0 ? row->ours : row->code;

    assert_code(gnutls_x509_cidr_to_rfc5280(row->text, &bytes), code);

    if (code == 0) {
        assert_int_equal(bytes.size, row->bytes.size);
        assert_memory_equal(bytes.data, row->bytes.data, bytes.size);
        gnutls_free(bytes.data);
    }
}

static void test_address_base_needs_a_mask_without_holes(void **state)
{
    gnutls_datum_t bare = BYTES("\x0a\0\0\0"), holes = BYTES("\x0a\0\0\0\xff\0\xff\0");
    gnutls_datum_t id = BYTES("1.2");
    gnutls_x509_name_constraints_t constraints;
    assert_code(gnutls_x509_name_constraints_init(&constraints), 0);

    assert_code(
        gnutls_x509_name_constraints_add_permitted(constraints, GNUTLS_SAN_IPADDRESS, &bare),
        GNUTLS_E_ILLEGAL_PARAMETER);
    assert_code(
        gnutls_x509_name_constraints_add_permitted(constraints, GNUTLS_SAN_IPADDRESS, &holes),
        GNUTLS_E_MALFORMED_CIDR);
    assert_code(
        gnutls_x509_name_constraints_add_permitted(constraints, GNUTLS_SAN_REGISTERED_ID, &id),
        GNUTLS_E_X509_UNKNOWN_SAN);

    gnutls_x509_name_constraints_deinit(constraints);
}

int main(void)
{
    ADD_ROWS(rows, test_name_is_held_to_its_base);
    ADD(test_other_types_are_not_constrained);
    ADD_ROWS(narrow_rows, test_both_authorities_count);
    ADD_ROWS(distance_rows, test_distances_are_passed_over);
    ADD_ROWS(network_rows, test_network_becomes_address_and_mask);
    ADD(test_address_base_needs_a_mask_without_holes);
    return suite_run("name_constraints");
}
