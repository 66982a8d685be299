/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_blind.c - nothing here branches on a secret, or uses one as an index
 *
 * With -Dpoison_secrets=true and under valgrind the poisoned bytes are reported wherever they
 * decide something. Without, this only shows that the calls work.
 */

#include "base/memory.h"
#include "session/binder.h"
#include "session/serialize.h"
#include "session/ticket.h"

#include "unit/session/samples.h"

#define NOW_MS (INT64_C(1700000000) * 1000)

static void poison(struct secret *secret)
{
    memory_poison(secret->bytes, secret->size);
}

static void test_packing_and_unpacking_do_not_look_at_the_secret(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 }, back = { 0 }, copy = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 };
    sample_params(SESSION_CLIENT13, &params);
    poison(&params.secret);

    assert_int_equal(session_pack(&params, &blob), 0);
    assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);
    assert_int_equal(session_params_copy(&back, &copy), 0);

    assert_true(session_params_equal(&params, &copy));
}

static void test_sealing_and_opening_do_not_look_at_the_secret(void **state)
{
    struct stek_master master = { .lifetime_s = 21600 };
    SCOPED(session_params) struct session_params params = { 0 }, back = { 0 };
    SCOPED(buffer) struct buffer ticket = { 0 };
    uint8_t key[STEK_MASTER_SIZE];
    count_up(0, sizeof(key), key);
    assert_int_equal(stek_master_set(&master, bytes_of(key, sizeof(key))), 0);
    sample_params(SESSION_SERVER13, &params);
    poison(&params.secret);

    assert_int_equal(ticket_issue(&master, &params, NOW_MS, &ticket), 0);
    assert_int_equal(ticket_accept(&master, buffer_bytes(&ticket), NOW_MS, &back), 0);

    assert_true(session_params_equal(&params, &back));
}

static void test_keys_are_derived_without_looking(void **state)
{
    struct secret master = { .size = 32, .bytes = { 1, 2, 3 } }, psk = { 0 };
    const struct digest hello = { .size = 32 };
    struct digest binder;
    poison(&master);

    ticket_psk(&hash_sha256, &master, bytes_of("\0\0", 2), &psk);
    binder_make(&hash_sha256, &psk, PSK_FROM_TICKET, &hello, &binder);

    assert_int_equal(psk.size, 32);
    assert_true(binder_matches(&binder, digest_bytes(&binder)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_packing_and_unpacking_do_not_look_at_the_secret),
        cmocka_unit_test(test_sealing_and_opening_do_not_look_at_the_secret),
        cmocka_unit_test(test_keys_are_derived_without_looking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
