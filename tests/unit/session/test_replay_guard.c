/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_replay_guard.c - many processes, each hello once */

#include "unit/session/guards.h"

#include <pthread.h>
#include <signal.h>

/* ---- one process ---- */

static void test_each_binder_is_taken_once(void **state)
{
    struct gnutls_anti_replay_st *guard = guard_at(NULL, ENTRIES, START_MS);

    for (uint32_t i = 0; i < ENTRIES; i++)
        assert_verdict(check(guard, i, OPEN_MS), REPLAY_FRESH);
    for (uint32_t i = 0; i < ENTRIES / 2; i++)
        assert_int_not_equal(check(guard, i, OPEN_MS), REPLAY_FRESH);
    anti_replay_free(guard);
}

static void test_nothing_is_taken_in_the_first_window(void **state)
{
    struct gnutls_anti_replay_st *guard = guard_at(NULL, ENTRIES, START_MS);

    assert_verdict(check(guard, 1, START_MS), REPLAY_QUIET);
    assert_verdict(check(guard, 1, START_MS + WINDOW_MS), REPLAY_QUIET);
    /* An older record may have taken this one before its time. */
    assert_verdict(check_late(guard, 1, START_MS + 300, START_MS + WINDOW_MS + 1),
                   REPLAY_BEFORE_START);
    assert_verdict(check(guard, 1, START_MS + WINDOW_MS + 1), REPLAY_FRESH);
    assert_verdict(check(guard, 1, START_MS + WINDOW_MS + 1), REPLAY_SEEN);
    anti_replay_free(guard);
}

static void test_a_copy_is_refused_whenever_it_comes(void **state)
{
    for (int64_t offset_ms = 0; offset_ms < 2 * WINDOW_MS; offset_ms += 777) {
        struct gnutls_anti_replay_st *guard = guard_at(NULL, ENTRIES, START_MS);
        int64_t expected_ms = OPEN_MS + offset_ms + REPLAY_TOLERANCE_MS;
        uint32_t other = 1000;

        assert_verdict(check_late(guard, 7, expected_ms, expected_ms - REPLAY_TOLERANCE_MS),
                       REPLAY_FRESH);
        for (int64_t later_ms = 0; later_ms < 5 * WINDOW_MS; later_ms += 333) {
            assert_verdict(check_late(guard, 7, expected_ms, expected_ms + later_ms),
                           later_ms <= WINDOW_MS ? REPLAY_SEEN : REPLAY_TOO_LATE);
            assert_verdict(check(guard, other++, expected_ms + later_ms), REPLAY_FRESH);
        }
        anti_replay_free(guard);
    }
}

static void test_a_full_window_takes_nothing_and_the_next_one_does(void **state)
{
    struct gnutls_anti_replay_st *guard = guard_at(NULL, 50, START_MS);
    int64_t now_ms = START_MS + 10 * WINDOW_MS;

    for (int round = 0; round < 10; round++, now_ms += WINDOW_MS) {
        for (uint32_t i = 0; i < 50; i++)
            assert_verdict(check(guard, i, now_ms), REPLAY_FRESH);
        assert_verdict(check(guard, 50, now_ms), REPLAY_STORE_FULL);
        assert_verdict(check(guard, 50, now_ms + WINDOW_MS - 1), REPLAY_STORE_FULL);
    }
    anti_replay_free(guard);
}

/* A process that was stopped between its look at the clock and its look at the record. */
static enum replay_verdict record(struct replay_guard *guard, uint8_t number, int64_t expected_ms)
{
    uint8_t binder[32] = { number };
    return replay_guard_add(guard, bytes_of(binder, sizeof(binder)), expected_ms, WINDOW_MS);
}

static void test_who_comes_after_two_windows_is_refused_by_the_record_itself(void **state)
{
    enum { FULL = 32 };
    struct replay_guard *guard = NULL;
    int64_t expected_ms = START_MS + 5 * WINDOW_MS;
    assert_int_equal(replay_guard_new(NULL, FULL, START_MS, &guard), 0);

    for (uint8_t i = 0; i < FULL; i++)
        assert_verdict(record(guard, i, expected_ms), REPLAY_FRESH);
    for (uint8_t i = 0; i < FULL; i++) {
        assert_verdict(record(guard, FULL + i, expected_ms + 3 * WINDOW_MS), REPLAY_FRESH);
        for (uint8_t copy = 0; copy < FULL; copy++)
            assert_int_not_equal(record(guard, copy, expected_ms), REPLAY_FRESH);
    }
    replay_guard_free(guard);
}

static void test_the_window_is_settled_by_the_first_hello(void **state)
{
    struct gnutls_anti_replay_st *guard = guard_at(NULL, ENTRIES, START_MS);

    anti_replay_set_window(guard, 2 * WINDOW_MS, START_MS);
    assert_verdict(check(guard, 1, OPEN_MS), REPLAY_QUIET);
    assert_verdict(check(guard, 1, START_MS + 2 * WINDOW_MS + 1), REPLAY_FRESH);
    anti_replay_set_window(guard, 60 * WINDOW_MS, START_MS);

    assert_verdict(check_late(guard, 1, START_MS + 2 * WINDOW_MS + 1, START_MS + 5 * WINDOW_MS),
                   REPLAY_TOO_LATE);
    anti_replay_free(guard);
}

static void test_a_window_of_nothing_is_one_millisecond(void **state)
{
    struct gnutls_anti_replay_st *guard = guard_at(NULL, ENTRIES, START_MS);

    anti_replay_set_window(guard, 0, START_MS);

    assert_verdict(check(guard, 1, OPEN_MS), REPLAY_FRESH);
    assert_verdict(check_late(guard, 1, OPEN_MS, OPEN_MS + 1), REPLAY_SEEN);
    assert_verdict(check_late(guard, 1, OPEN_MS, OPEN_MS + 2), REPLAY_TOO_LATE);
    /* When the numbers of windows are used up, nothing is taken any more. */
    assert_verdict(check(guard, 1, START_MS + UINT32_MAX), REPLAY_STORE_FULL);
    anti_replay_free(guard);
}

static int refuse(void *ptr, time_t expires, const gnutls_datum_t *key, const gnutls_datum_t *data)
{
    return GNUTLS_E_DB_ENTRY_EXISTS;
}

static void test_an_add_function_must_agree_too(void **state)
{
    struct gnutls_anti_replay_st *guard = guard_at(NULL, ENTRIES, START_MS);

    anti_replay_set_add_function(guard, refuse);

    assert_verdict(check(guard, 1, OPEN_MS), REPLAY_SEEN);
    anti_replay_free(guard);
}

static void test_sizes_out_of_range_are_refused(void **state)
{
    static const size_t sizes[] = { 0, REPLAY_GUARD_ENTRIES_MAX + 1, SIZE_MAX / 2, SIZE_MAX };
    struct gnutls_anti_replay_st *guard = NULL;

    for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
        assert_int_equal(anti_replay_new_shared(NULL, sizes[i], START_MS, &guard),
                         GNUTLS_E_INVALID_REQUEST);
    assert_null(guard);
}

/* ---- processes ---- */

static void test_eight_forked_processes_take_each_hello_once(void **state)
{
    struct gnutls_anti_replay_st *guard = guard_at(NULL, ENTRIES, START_MS);
    struct tally *tally = tally_new();

    hammer_in_processes(NULL, guard, tally);

    assert_each_once(tally, PROCESSES);
    anti_replay_free(guard);
}

/* Killed at any moment: what a child said it took stays taken, and nobody hangs. */
static void test_a_killed_process_holds_nobody_up(void **state)
{
    enum { DEATHS = 20, SPACE = 1 << 20 };
    struct gnutls_anti_replay_st *guard = guard_at(NULL, SPACE, START_MS);

    for (uint32_t death = 0; death < DEATHS; death++) {
        uint32_t number = death << 20, taken = 0;
        int news[2];
        assert_int_equal(pipe(news), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            for (;; number++)
                if (check(guard, number, OPEN_MS) != REPLAY_FRESH ||
                    write(news[1], &number, sizeof(number)) != sizeof(number))
                    _exit(1);
        }
        close(news[1]);
        for (uint32_t i = 0; i <= death; i++)
            assert_int_equal(read(news[0], &taken, sizeof(taken)), sizeof(taken));
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        while (read(news[0], &taken, sizeof(taken)) == sizeof(taken))
            continue;
        close(news[0]);

        for (number = death << 20; number <= taken; number++)
            assert_verdict(check(guard, number, OPEN_MS), REPLAY_SEEN);
        /* The one after may have been taken and not told. */
        assert_verdict(check(guard, taken + 2, OPEN_MS), REPLAY_FRESH);
    }
    anti_replay_free(guard);
}

static void *hammer_in_thread(void *ptr)
{
    void **arguments = ptr;
    hammer(arguments[0], arguments[1], (unsigned)(uintptr_t)arguments[2]);
    return NULL;
}

static void test_threads_take_each_hello_once(void **state)
{
    enum { THREADS = 4 };
    struct gnutls_anti_replay_st *guard = guard_at(NULL, ENTRIES, START_MS);
    struct tally *tally = tally_new();
    pthread_t threads[THREADS];
    void *arguments[THREADS][3];

    for (uintptr_t i = 0; i < THREADS; i++) {
        arguments[i][0] = guard;
        arguments[i][1] = tally;
        arguments[i][2] = (void *)i;
        assert_int_equal(pthread_create(&threads[i], NULL, hammer_in_thread, arguments[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);

    assert_each_once(tally, THREADS);
    anti_replay_free(guard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_binder_is_taken_once),
        cmocka_unit_test(test_nothing_is_taken_in_the_first_window),
        cmocka_unit_test(test_a_copy_is_refused_whenever_it_comes),
        cmocka_unit_test(test_a_full_window_takes_nothing_and_the_next_one_does),
        cmocka_unit_test(test_who_comes_after_two_windows_is_refused_by_the_record_itself),
        cmocka_unit_test(test_the_window_is_settled_by_the_first_hello),
        cmocka_unit_test(test_a_window_of_nothing_is_one_millisecond),
        cmocka_unit_test(test_an_add_function_must_agree_too),
        cmocka_unit_test(test_sizes_out_of_range_are_refused),
        cmocka_unit_test(test_eight_forked_processes_take_each_hello_once),
        cmocka_unit_test(test_a_killed_process_holds_nobody_up),
        cmocka_unit_test(test_threads_take_each_hello_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
