/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_stek.c - which key when */

#include "base/text.h"
#include "session/stek.h"

#include "unit/test.h"

#include <pthread.h>

enum { SIX_HOURS_S = 21600, PERIOD_S = 3 * SIX_HOURS_S };
#define NOW_MS (INT64_C(1700000000) * 1000)

static struct stek_master master_of(uint8_t first, uint32_t lifetime_s)
{
    uint8_t key[STEK_MASTER_SIZE];
    struct stek_master master = { .lifetime_s = lifetime_s };
    for (size_t i = 0; i < sizeof(key); i++)
        key[i] = (uint8_t)(first + i);
    assert_int_equal(stek_master_set(&master, bytes_of(key, sizeof(key))), 0);
    return master;
}

static bool same(const struct stek *a, const struct stek *b)
{
    return memcmp(a->name, b->name, STEK_NAME_SIZE) == 0 && secret_equal(&a->key, &b->key);
}

static void assert_stek(const struct stek *stek, const char *name, const char *key)
{
    SCOPED(buffer) struct buffer expected = { 0 };
    assert_int_equal(hex_decode(bytes_of_text(name), &expected), 0);
    assert_bytes_equal(stek->name, STEK_NAME_SIZE, expected.data, expected.size);
    buffer_clear(&expected);
    assert_int_equal(hex_decode(bytes_of_text(key), &expected), 0);
    assert_bytes_equal(stek->key.bytes, stek->key.size, expected.data, expected.size);
}

/* Expected values from tests/data/blobs/make.py. */
static void test_keys_are_those_of_the_second_implementation(void **state)
{
    struct stek_master master = master_of(0, SIX_HOURS_S);
    struct stek_pair pair;

    stek_at(&master, NOW_MS, &pair);

    assert_int_equal(pair.period, 1700000000 / PERIOD_S);
    assert_stek(&pair.current, "ae0658422fa975c826eba6fcdf7496af",
                "e1600bdb4b8f43c71ec612aba263decfa0939e586997ef98d0847bd00bed9993");
    assert_stek(&pair.previous, "554f98100254b7d5e75304270fd6455a",
                "44ecca12b76d24c2dded1db2f9a2e687b4fa7f5a4246b286bde4a15b01faa294");
    stek_pair_wipe(&pair);
}

static void test_the_first_period_has_a_predecessor_too(void **state)
{
    struct stek_master master = master_of(0, 1);
    struct stek_pair pair;

    stek_at(&master, 0, &pair);

    assert_int_equal(pair.period, 0);
    assert_stek(&pair.previous, "842905e72cbd1cefc73bebeedf2157e5",
                "75507a90126c200ea57f0f0bd0ec08a650b58da4fd37dcfe1680fba1483ccb2e");
}

static void test_keys_change_at_the_border_of_a_period(void **state)
{
    struct stek_master master = master_of(7, SIX_HOURS_S);
    struct stek_pair last, first, end;
    int64_t border_ms = INT64_C(1000) * 5 * PERIOD_S;

    stek_at(&master, border_ms - 1, &last);
    stek_at(&master, border_ms, &first);
    stek_at(&master, border_ms + INT64_C(1000) * PERIOD_S - 1, &end);

    assert_int_equal(last.period, 4);
    assert_int_equal(first.period, 5);
    assert_true(same(&first.previous, &last.current));
    assert_false(same(&first.current, &last.current));
    assert_true(same(&first.current, &end.current));
    assert_true(same(&first.previous, &end.previous));
}

static void test_other_masters_and_lifetimes_have_other_keys(void **state)
{
    struct stek_master one = master_of(7, SIX_HOURS_S);
    struct stek_master other = master_of(8, SIX_HOURS_S);
    struct stek_master shorter = master_of(7, SIX_HOURS_S - 1);
    struct stek_pair pair, of_other, of_shorter;

    stek_at(&one, 0, &pair);
    stek_at(&other, 0, &of_other);
    stek_at(&shorter, 0, &of_shorter);

    assert_false(same(&pair.current, &of_other.current));
    assert_false(same(&pair.current, &of_shorter.current));
    assert_false(same(&pair.current, &pair.previous));
}

static void test_a_lifetime_of_nothing_or_too_much_still_has_a_period(void **state)
{
    struct {
        uint32_t lifetime_s, period_s;
    } cases[] = {
        { 0, PERIOD_S },
        { 1, 3 },
        { 604800, 3 * 604800 },
        { 604801, 3 * 604800 },
        { UINT32_MAX, 3 * 604800 },
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct stek_master master = master_of(7, cases[i].lifetime_s);
        struct stek_pair pair;
        stek_at(&master, NOW_MS, &pair);
        assert_int_equal(pair.period, 1700000000 / cases[i].period_s);
    }
}

static void test_a_clock_before_its_epoch_is_taken_as_the_epoch(void **state)
{
    struct stek_master master = master_of(7, SIX_HOURS_S);
    struct stek_pair before, at;

    stek_at(&master, INT64_MIN, &before);
    stek_at(&master, 0, &at);

    assert_int_equal(before.period, 0);
    assert_true(same(&before.current, &at.current));
}

/* CVE-2020-13777: tickets under a key that was never set. */
static void test_a_key_of_one_repeated_byte_is_refused(void **state)
{
    uint8_t key[STEK_MASTER_SIZE];
    struct stek_master master = { 0 };
    for (int byte = 0; byte < 256; byte++) {
        memset(key, byte, sizeof(key));
        assert_int_equal(stek_master_set(&master, bytes_of(key, sizeof(key))),
                         GNUTLS_E_INVALID_REQUEST);
    }
    assert_false(stek_master_is_set(&master));

    for (size_t i = 0; i < sizeof(key); i++) {
        memset(key, 0, sizeof(key));
        key[i] = 1;
        assert_int_equal(stek_master_set(&master, bytes_of(key, sizeof(key))), 0);
        assert_true(stek_master_is_set(&master));
    }
}

static void test_a_key_of_another_size_is_refused(void **state)
{
    uint8_t key[2 * STEK_MASTER_SIZE];
    struct stek_master master = master_of(9, 1), before = master;
    for (size_t i = 0; i < sizeof(key); i++)
        key[i] = (uint8_t)i;

    for (size_t size = 0; size <= sizeof(key); size++) {
        if (size == STEK_MASTER_SIZE)
            continue;
        assert_int_equal(stek_master_set(&master, bytes_of(key, size)), GNUTLS_E_INVALID_REQUEST);
    }
    assert_int_equal(stek_master_set(&master, bytes_of(NULL, STEK_MASTER_SIZE)),
                     GNUTLS_E_INVALID_REQUEST);
    assert_memory_equal(&master, &before, sizeof(master));
}

static void test_wiping_leaves_nothing(void **state)
{
    static const struct stek_master no_master;
    static const struct stek_pair no_pair;
    struct stek_master master = master_of(7, SIX_HOURS_S);
    struct stek_pair pair;
    stek_at(&master, NOW_MS, &pair);

    stek_pair_wipe(&pair);
    stek_master_wipe(&master);

    assert_memory_equal(&pair, &no_pair, sizeof(pair));
    assert_memory_equal(&master, &no_master, sizeof(master));
}

static void assert_recalled(const struct stek_master *master, int64_t now_ms)
{
    const struct stek_pair *recalled = stek_recall(master, now_ms);
    struct stek_pair expected;

    stek_at(master, now_ms, &expected);
    assert_int_equal(recalled->period, expected.period);
    assert_true(same(&recalled->current, &expected.current));
    assert_true(same(&recalled->previous, &expected.previous));
    stek_pair_wipe(&expected);
}

/* What is kept serves the same master, lifetime and period, and nothing else. */
static void test_keys_kept_are_those_asked_for(void **state)
{
    struct stek_master one = master_of(0, SIX_HOURS_S), two = master_of(1, SIX_HOURS_S);
    struct stek_master longer = master_of(0, 2 * SIX_HOURS_S);

    for (int turn = 0; turn < 2; turn++) {
        assert_recalled(&one, NOW_MS);
        assert_recalled(&one, NOW_MS + 1000);
        assert_recalled(&two, NOW_MS);
        assert_recalled(&longer, NOW_MS);
        assert_recalled(&one, NOW_MS + INT64_C(1000) * PERIOD_S);
        assert_recalled(&one, NOW_MS - INT64_C(1000) * PERIOD_S);
        assert_recalled(&one, 0);
        assert_recalled(&one, -1);
        stek_forget();
    }
    stek_master_wipe(&one);
    stek_master_wipe(&two);
    stek_master_wipe(&longer);
}

/* Looks at a thread's keys when all others have done what they do at its end: in the second round. */
static struct late_look {
    pthread_key_t key;
    const struct stek_pair *kept;
    unsigned rounds;
    bool wiped;
} late_look;

static void look(void *unused)
{
    static const struct stek_pair no_pair;

    if (++late_look.rounds == 1)
        assert_int_equal(pthread_setspecific(late_look.key, &late_look), 0);
    else
        late_look.wiped = memcmp(late_look.kept, &no_pair, sizeof(no_pair)) == 0;
}

static void *recall(void *master)
{
    assert_int_equal(pthread_setspecific(late_look.key, &late_look), 0);
    late_look.kept = stek_recall(master, NOW_MS);
    return NULL;
}

static void test_a_thread_takes_its_keys_with_it(void **state)
{
    struct stek_master master = master_of(0, SIX_HOURS_S);
    pthread_t thread;

    assert_int_equal(pthread_key_create(&late_look.key, look), 0);
    assert_int_equal(pthread_create(&thread, NULL, recall, &master), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);

    assert_int_equal(late_look.rounds, 2);
    assert_true(late_look.wiped);
    pthread_key_delete(late_look.key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_those_of_the_second_implementation),
        cmocka_unit_test(test_the_first_period_has_a_predecessor_too),
        cmocka_unit_test(test_keys_change_at_the_border_of_a_period),
        cmocka_unit_test(test_other_masters_and_lifetimes_have_other_keys),
        cmocka_unit_test(test_a_lifetime_of_nothing_or_too_much_still_has_a_period),
        cmocka_unit_test(test_a_clock_before_its_epoch_is_taken_as_the_epoch),
        cmocka_unit_test(test_a_key_of_one_repeated_byte_is_refused),
        cmocka_unit_test(test_a_key_of_another_size_is_refused),
        cmocka_unit_test(test_wiping_leaves_nothing),
        cmocka_unit_test(test_keys_kept_are_those_asked_for),
        cmocka_unit_test(test_a_thread_takes_its_keys_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
