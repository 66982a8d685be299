/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_der_time.c - times are written as RFC 5280, 4.1.2.5 wants them */

#include "unit/test.h"

#include "base/attributes.h"
#include "base/errors.h"
#include "pki/der.h"

/* Seconds from `date -u -d … +%s`. */
static const struct {
    int64_t seconds;
    const char *text;
} samples[] = {
    { 0, "700101000000Z" },
    { -1, "691231235959Z" },
    { -631152000, "500101000000Z" },
    { 951782399, "000228235959Z" },
    { 951782400, "000229000000Z" },
    { 1000000000, "010909014640Z" },
    { 1709164800, "240229000000Z" },
    { 1735689599, "241231235959Z" },
    { 2524607999, "491231235959Z" },
    { 2524608000, "20500101000000Z" },
    { 4107542399, "21000228235959Z" },
    { 4107542400, "21000301000000Z" },
    { 253402300799, "99991231235959Z" },
};

static void test_times_before_2050_have_two_digits_of_the_year(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
        SCOPED(buffer) struct buffer out = { 0 };

        assert_int_equal(der_write_time(&out, samples[i].seconds), 0);

        size_t size = strlen(samples[i].text);
        assert_int_equal(out.data[0], size == 13 ? DER_UTC_TIME : DER_GENERALIZED_TIME);
        assert_int_equal(out.data[1], size);
        assert_bytes_equal(out.data + 2, out.size - 2, samples[i].text, size);
    }
}

static void test_what_is_written_is_read_as_the_same(void **state)
{
    for (int64_t seconds = -631152000; seconds < 253402300799; seconds += 10007 * 86399) {
        SCOPED(buffer) struct buffer out = { 0 };

        assert_int_equal(der_write_time(&out, seconds), 0);

        struct wire_reader reader = wire_reader(buffer_bytes(&out));
        assert_int_equal(der_read_time(&reader), seconds);
        assert_int_equal(der_end(&reader), 0);
    }
}

static void test_time_ends_with_the_year_9999(void **state)
{
    static const int64_t late[] = { 253402300800, INT64_MAX };
    for (size_t i = 0; i < ARRAY_SIZE(late); i++) {
        SCOPED(buffer) struct buffer out = { 0 };

        assert_int_equal(der_write_time(&out, late[i]), 0);

        assert_bytes_equal(out.data + 2, out.size - 2, "99991231235959Z", 15);
    }
}

static void test_years_that_have_no_form_are_refused(void **state)
{
    SCOPED(buffer) struct buffer out = { 0 };

    assert_int_equal(der_write_time(&out, -631152001), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(der_write_time(&out, INT64_MIN), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(der_write_generalized_time(&out, DER_GENERALIZED_TIME, -62135596801),
                     GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(out.size, 0);
}

static void test_a_generalized_time_takes_any_tag(void **state)
{
    SCOPED(buffer) struct buffer out = { 0 };

    assert_int_equal(der_write_generalized_time(&out, DER_CONTEXT(0), -62135596800), 0);

    assert_bytes_equal(out.data, out.size,
                       "\x80\x0f"
                       "00010101000000Z",
                       17);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_before_2050_have_two_digits_of_the_year),
        cmocka_unit_test(test_what_is_written_is_read_as_the_same),
        cmocka_unit_test(test_time_ends_with_the_year_9999),
        cmocka_unit_test(test_years_that_have_no_form_are_refused),
        cmocka_unit_test(test_a_generalized_time_takes_any_tag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
