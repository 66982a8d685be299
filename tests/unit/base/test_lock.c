/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_lock.c - exclusion, doing once, noticing a fork */

#include "unit/test.h"

#include "base/lock.h"

#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 4, ROUNDS = 20000 };

static struct lock lock = LOCK_INIT;
static unsigned counter;

static void *count_up(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        lock_take(&lock);
        counter++;
        lock_give(&lock);
    }
    return NULL;
}

static void test_a_lock_lets_one_thread_in(void **state)
{
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count_up, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);

    assert_int_equal(counter, THREADS * ROUNDS);
}

static void test_a_lock_in_place_is_made_and_wiped(void **state)
{
    struct lock own;

    lock_init(&own);
    lock_take(&own);

    assert_int_not_equal(pthread_mutex_trylock(&own.mutex), 0);
    lock_give(&own);
    lock_wipe(&own);
}

static unsigned runs;

static void run(void)
{
    runs++;
}

static void test_once_runs_once(void **state)
{
    static struct once once = ONCE_INIT;

    once_run(&once, run);
    once_run(&once, run);

    assert_int_equal(runs, 1);
}

static void test_only_the_child_sees_a_new_generation(void **state)
{
    unsigned before = fork_generation();

    pid_t child = fork();
    if (child == 0)
        _exit(fork_generation() == before + 1 ? 0 : 1);
    int status = -1;
    waitpid(child, &status, 0);

    assert_int_equal(status, 0);
    assert_int_equal(fork_generation(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_lock_lets_one_thread_in),
        cmocka_unit_test(test_a_lock_in_place_is_made_and_wiped),
        cmocka_unit_test(test_once_runs_once),
        cmocka_unit_test(test_only_the_child_sees_a_new_generation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
