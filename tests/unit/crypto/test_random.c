/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_random.c - the generator over a system whose bytes are known
 *
 * getrandom() is replaced here, so that seeding can be counted, repeated and made to fail.
 */

#include "crypto/random.h"

#include "unit/crypto/vectors.h"

#include <errno.h>
#include <pthread.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    _Atomic unsigned calls;
    uint8_t next;
    int failure, interruptions;
    size_t at_most;
} source = { .at_most = 256 };

ssize_t getrandom(void *out, size_t size, unsigned flags)
{
    source.calls++;
    if (source.failure) {
        errno = source.failure;
        return -1;
    }
    if (source.interruptions > 0) {
        source.interruptions--;
        errno = EINTR;
        return -1;
    }
    if (size > source.at_most)
        size = source.at_most;
    for (size_t i = 0; i < size; i++)
        ((uint8_t *)out)[i] = source.next++;
    return (ssize_t)size;
}

static void fill(enum random_grade grade, void *out, size_t size)
{
    assert_int_equal(random_fill(grade, out, size), 0);
}

static void test_the_system_is_not_asked_for_each_nonce(void **state)
{
    uint8_t out[96];
    fill(RANDOM_NONCE, out, sizeof(out));
    unsigned before = source.calls;

    for (int i = 0; i < 1000; i++)
        fill(RANDOM_NONCE, out, sizeof(out));

    assert_int_equal(source.calls, before);
}

static void test_the_system_is_asked_again_after_much_output(void **state)
{
    static uint8_t out[1 << 20];
    fill(RANDOM_NONCE, out, 1);
    unsigned before = source.calls;

    fill(RANDOM_NONCE, out, sizeof(out));
    fill(RANDOM_NONCE, out, sizeof(out));

    assert_in_range(source.calls - before, 1, 4);
}

static void test_no_block_comes_twice(void **state)
{
    enum { BLOCK = 16, COUNT = 4096 };
    static uint8_t blocks[COUNT][BLOCK];

    fill(RANDOM_SECRET, blocks, sizeof(blocks));

    for (size_t i = 0; i < COUNT; i += 7)
        for (size_t k = i + 1; k < COUNT; k++)
            assert_memory_not_equal(blocks[i], blocks[k], BLOCK);
}

static void test_bits_are_set_as_often_as_not(void **state)
{
    static uint8_t out[1 << 16];
    size_t set = 0;

    fill(RANDOM_NONCE, out, sizeof(out));

    for (size_t i = 0; i < sizeof(out); i++)
        set += (size_t)__builtin_popcount(out[i]);
    /* Half of the bits, give or take six standard deviations. */
    assert_in_range(set, sizeof(out) * 4 - 6 * 362, sizeof(out) * 4 + 6 * 362);
}

static void test_all_of_the_output_is_filled(void **state)
{
    static const size_t sizes[] = { 1, 31, 32, 33, 479, 480, 481, 512, 960, 961, 5000 };

    for (enum random_grade grade = RANDOM_NONCE; grade <= RANDOM_KEY; grade++) {
        for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
            uint8_t out[5002] = { 0 };
            bool last_was_set = false;

            for (int attempt = 0; attempt < 8; attempt++) {
                fill(grade, out, sizes[i]);
                last_was_set = last_was_set || out[sizes[i] - 1] != 0;
            }
            assert_true(last_was_set);
            assert_int_equal(out[sizes[i]], 0);
        }
    }
}

static void test_keys_come_from_the_system_each_time(void **state)
{
    uint8_t key[64];
    fill(RANDOM_KEY, key, sizeof(key));
    unsigned before = source.calls;

    fill(RANDOM_KEY, key, sizeof(key));

    assert_true(source.calls > before);
}

static void test_a_known_system_does_not_give_away_keys(void **state)
{
    uint8_t key[64];

    source.next = 0;
    fill(RANDOM_KEY, key, sizeof(key));

    size_t same = 0;
    for (size_t i = 0; i < sizeof(key); i++)
        same += key[i] == i;
    assert_true(same < 16);
}

static void test_a_refresh_asks_the_system(void **state)
{
    uint8_t out[16];
    fill(RANDOM_SECRET, out, sizeof(out));
    unsigned before = source.calls;

    random_refresh();
    fill(RANDOM_SECRET, out, sizeof(out));
    unsigned after = source.calls;
    fill(RANDOM_SECRET, out, sizeof(out));

    assert_int_equal(after, before + 1);
    assert_int_equal(source.calls, after);
}

static void test_a_child_goes_its_own_way(void **state)
{
    uint8_t of_parent[32], of_child[32];
    int ends[2];
    fill(RANDOM_NONCE, of_parent, sizeof(of_parent));
    assert_int_equal(pipe(ends), 0);

    pid_t child = fork();
    if (child == 0) {
        bool done = random_fill(RANDOM_NONCE, of_child, sizeof(of_child)) == 0 &&
                    write(ends[1], of_child, sizeof(of_child)) == sizeof(of_child);
        _exit(done ? 0 : 1);
    }
    fill(RANDOM_NONCE, of_parent, sizeof(of_parent));
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);

    assert_int_equal(read(ends[0], of_child, sizeof(of_child)), sizeof(of_child));
    assert_memory_not_equal(of_parent, of_child, sizeof(of_child));
    close(ends[0]);
    close(ends[1]);
}

static void *fill_in_thread(void *out)
{
    return random_fill(RANDOM_SECRET, out, 32) == 0 ? out : NULL;
}

static void test_each_thread_is_seeded(void **state)
{
    uint8_t here[32], there[32] = { 0 };
    pthread_t thread;
    fill(RANDOM_SECRET, here, sizeof(here));
    unsigned before = source.calls;

    void *result = NULL;
    assert_int_equal(pthread_create(&thread, NULL, fill_in_thread, there), 0);
    assert_int_equal(pthread_join(thread, &result), 0);

    assert_ptr_equal(result, there);
    assert_int_equal(source.calls, before + 1);
    assert_memory_not_equal(here, there, sizeof(here));
}

static void test_interrupted_and_short_answers_are_asked_for_again(void **state)
{
    uint8_t out[16];
    random_refresh();
    source.interruptions = 3;
    source.at_most = 5;

    fill(RANDOM_SECRET, out, sizeof(out));

    assert_int_equal(source.interruptions, 0);
    source.at_most = 256;
}

static void test_no_seed_is_an_error_and_not_weak_output(void **state)
{
    uint8_t out[16];
    source.failure = ENOSYS;
    random_refresh();

    assert_int_equal(random_fill(RANDOM_NONCE, out, sizeof(out)), GNUTLS_E_RANDOM_FAILED);
    assert_int_equal(random_fill(RANDOM_SECRET, out, sizeof(out)), GNUTLS_E_RANDOM_FAILED);
    assert_int_equal(random_fill(RANDOM_KEY, out, sizeof(out)), GNUTLS_E_RANDOM_FAILED);

    source.failure = 0;
    fill(RANDOM_NONCE, out, sizeof(out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_system_is_not_asked_for_each_nonce),
        cmocka_unit_test(test_the_system_is_asked_again_after_much_output),
        cmocka_unit_test(test_no_block_comes_twice),
        cmocka_unit_test(test_bits_are_set_as_often_as_not),
        cmocka_unit_test(test_all_of_the_output_is_filled),
        cmocka_unit_test(test_keys_come_from_the_system_each_time),
        cmocka_unit_test(test_a_known_system_does_not_give_away_keys),
        cmocka_unit_test(test_a_refresh_asks_the_system),
        cmocka_unit_test(test_a_child_goes_its_own_way),
        cmocka_unit_test(test_each_thread_is_seeded),
        cmocka_unit_test(test_interrupted_and_short_answers_are_asked_for_again),
        cmocka_unit_test(test_no_seed_is_an_error_and_not_weak_output),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
