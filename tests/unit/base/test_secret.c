/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_secret.c - secrets are set, compared and wiped whole */

#include "unit/test.h"

#include "base/attributes.h"
#include "base/secret.h"

static void test_a_shorter_secret_leaves_nothing_of_a_longer(void **state)
{
    struct secret secret = { 0 };
    const uint8_t zeros[SECRET_MAX] = { 0 };

    secret_set(&secret, bytes_of_text("a long secret of many bytes"));
    secret_set(&secret, bytes_of_text("short"));

    assert_bytes_equal(secret.bytes, secret.size, "short", 5);
    assert_memory_equal(secret.bytes + 5, zeros, SECRET_MAX - 5);
}

static void test_secrets_are_equal_in_size_and_bytes(void **state)
{
    struct secret a = { 0 }, b = { 0 };

    assert_true(secret_equal(&a, &b));
    secret_set(&a, bytes_of("ab\0", 3));
    secret_set(&b, bytes_of("ab", 2));
    assert_false(secret_equal(&a, &b));
    secret_set(&b, bytes_of("ab\1", 3));
    assert_false(secret_equal(&a, &b));
    secret_set(&b, bytes_of("ab\0", 3));
    assert_true(secret_equal(&a, &b));
}

static void test_wiping_zeroes_all(void **state)
{
    const struct secret empty = { 0 };
    struct secret secret = { 0 };
    secret_set(&secret, bytes_of_text("gone soon"));

    secret_wipe(&secret);

    assert_memory_equal(&secret, &empty, sizeof(empty));
}

static unsigned wiped;

struct counted {
    int value;
};

static void counted_wipe(struct counted *counted)
{
    wiped += (unsigned)counted->value;
}

static int leave_early(void)
{
    SCOPED(counted) struct counted first = { 1 };
    if (first.value == 1)
        return 7;
    SCOPED(counted) struct counted second = { 10 };
    return second.value;
}

static void test_scoped_is_wiped_on_an_early_way_out(void **state)
{
    wiped = 0;

    assert_int_equal(leave_early(), 7);

    assert_int_equal(wiped, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_shorter_secret_leaves_nothing_of_a_longer),
        cmocka_unit_test(test_secrets_are_equal_in_size_and_bytes),
        cmocka_unit_test(test_wiping_zeroes_all),
        cmocka_unit_test(test_scoped_is_wiped_on_an_early_way_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
