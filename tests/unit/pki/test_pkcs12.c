/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_pkcs12.c - as many bags as are read, and not one more */

#include "unit/test.h"

#include "base/errors.h"
#include "pki/der.h"
#include "pki/pkcs12.h"

/* A PFX without a MAC, of so many empty bags. */
static void make_pfx(size_t bags, struct buffer *out)
{
    static const char bag[] = "\x30\x13\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
                              "\xa0\x06\x04\x04\x30\x02\x05\x00";
    static const char oid_data[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
    SCOPED(buffer) struct buffer safe = { 0 }, info = { 0 };
    for (size_t i = 0; i < bags; i++)
        assert_int_equal(buffer_append(&safe, bytes_of(bag, sizeof bag - 1)), 0);
    assert_int_equal(der_wrap(&safe, DER_SEQUENCE), 0);
    assert_int_equal(der_wrap(&safe, DER_OCTET_STRING), 0);
    assert_int_equal(der_wrap(&safe, DER_CONTEXT_DEEP(0)), 0);
    assert_int_equal(buffer_append(&info, bytes_of(oid_data, sizeof oid_data - 1)), 0);
    assert_int_equal(buffer_append(&info, buffer_bytes(&safe)), 0);
    assert_int_equal(der_write_small(out, 3), 0);
    assert_int_equal(der_write(out, DER_SEQUENCE, buffer_bytes(&info)), 0);
    assert_int_equal(der_wrap(out, DER_SEQUENCE), 0);
}

static int read_pfx_of(size_t bags)
{
    SCOPED(buffer) struct buffer pfx = { 0 };
    struct gnutls_pkcs12_int read = { 0 };
    make_pfx(bags, &pfx);
    int result = pkcs12_read(&read, buffer_bytes(&pfx));
    pkcs12_wipe(&read);
    return result;
}

/* Each bag is looked for from the first on: their number bounds the work. */
static void test_bags_are_counted(void **state)
{
    (void)state;
    assert_int_equal(read_pfx_of(0), 0);
    assert_int_equal(read_pfx_of(1), 0);
    assert_int_equal(read_pfx_of(PKCS12_COUNT_MAX), 0);
    assert_int_equal(read_pfx_of(PKCS12_COUNT_MAX + 1), GNUTLS_E_ASN1_DER_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bags_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
