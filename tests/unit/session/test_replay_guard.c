/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_replay_guard.c - many processes, each hello once */

#include "session/replay_guard.h"

#include "unit/test.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WINDOW_MS = REPLAY_WINDOW_MS, ENTRIES = 1000, PROCESSES = 8, BINDERS = 100 };
#define START_MS (INT64_C(1700000000) * 1000)
#define OPEN_MS  (START_MS + WINDOW_MS + REPLAY_TOLERANCE_MS + 1)

static struct gnutls_anti_replay_st *guard_at(const char *path, size_t entries, int64_t now_ms)
{
    struct gnutls_anti_replay_st *guard = NULL;
    assert_int_equal(anti_replay_new_shared(path, entries, now_ms, &guard), 0);
    return guard;
}

/* A hello that comes at its time. */
static enum replay_verdict check_late(struct gnutls_anti_replay_st *guard, uint32_t number,
                                      int64_t expected_ms, int64_t now_ms)
{
    uint8_t binder[32] = { 0 };
    memcpy(binder, &number, sizeof(number));
    struct replay_question question = { expected_ms - 500, 500, bytes_of(binder, sizeof(binder)) };
    return anti_replay_check(guard, &question, now_ms);
}

static enum replay_verdict check(struct gnutls_anti_replay_st *guard, uint32_t number,
                                 int64_t now_ms)
{
    return check_late(guard, number, now_ms, now_ms);
}

static void assert_verdict(enum replay_verdict is, enum replay_verdict should)
{
    assert_string_equal(replay_verdict_name(is), replay_verdict_name(should));
}

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

struct tally {
    _Atomic unsigned fresh[BINDERS];
    _Atomic unsigned done;
};

static struct tally *tally_new(void)
{
    void *memory =
        mmap(NULL, sizeof(struct tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(memory != MAP_FAILED);
    return memory;
}

/* Each begins elsewhere, so that they meet from all sides. */
static void hammer(struct gnutls_anti_replay_st *guard, struct tally *tally, unsigned from)
{
    for (unsigned round = 0; round < 3; round++)
        for (unsigned i = 0; i < BINDERS; i++) {
            unsigned number = (from * (round > 0 ? 13 : 0) + i) % BINDERS;
            if (check(guard, number, OPEN_MS) == REPLAY_FRESH)
                atomic_fetch_add(&tally->fresh[number], 1);
        }
    atomic_fetch_add(&tally->done, 1);
}

/* Children wait at a pipe until all are there. With a path each opens the record itself. */
static void hammer_in_processes(const char *path, struct gnutls_anti_replay_st *inherited,
                                struct tally *tally)
{
    pid_t children[PROCESSES];
    int gate[2];
    char none;
    assert_int_equal(pipe(gate), 0);

    for (unsigned i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] > 0)
            continue;
        struct gnutls_anti_replay_st *guard = inherited;
        close(gate[1]);
        if (read(gate[0], &none, 1) != 0 ||
            (path != NULL && anti_replay_new_shared(path, 1, OPEN_MS, &guard) < 0))
            _exit(1);
        hammer(guard, tally, i);
        _exit(0);
    }
    close(gate[0]);
    close(gate[1]);
    for (unsigned i = 0; i < PROCESSES; i++)
        assert_int_equal(waitpid(children[i], NULL, 0), children[i]);
}

static void assert_each_once(struct tally *tally, unsigned done)
{
    assert_int_equal(tally->done, done);
    for (unsigned i = 0; i < BINDERS; i++)
        assert_int_equal(tally->fresh[i], 1);
    munmap(tally, sizeof(*tally));
}

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

/* ---- a file ---- */

struct place {
    char directory[64], path[80];
};

static void place_make(struct place *place)
{
    strcpy(place->directory, "/tmp/replay-guard-XXXXXX");
    assert_non_null(mkdtemp(place->directory));
    snprintf(place->path, sizeof(place->path), "%s/record", place->directory);
}

static void place_remove(const struct place *place)
{
    unlink(place->path);
    assert_int_equal(rmdir(place->directory), 0);
}

static void write_file(const char *path, const void *data, size_t size, mode_t mode)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
    assert_true(file >= 0);
    assert_int_equal(fchmod(file, mode), 0);
    assert_int_equal(write(file, data, size), size);
    close(file);
}

static void test_eight_processes_share_a_file(void **state)
{
    struct tally *tally = tally_new();
    struct place place;
    place_make(&place);
    struct gnutls_anti_replay_st *guard = guard_at(place.path, ENTRIES, START_MS);

    hammer_in_processes(place.path, NULL, tally);

    assert_verdict(check(guard, 5, OPEN_MS), REPLAY_SEEN);
    assert_each_once(tally, PROCESSES);
    anti_replay_free(guard);
    place_remove(&place);
}

static void test_a_file_is_joined_by_others_and_begun_anew_by_the_first(void **state)
{
    struct place place;
    struct stat facts;
    place_make(&place);
    struct gnutls_anti_replay_st *first = guard_at(place.path, 10, START_MS);
    struct gnutls_anti_replay_st *second = guard_at(place.path, ENTRIES, OPEN_MS);

    assert_int_equal(stat(place.path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
    assert_verdict(check(first, 1, OPEN_MS), REPLAY_FRESH);
    assert_verdict(check(second, 1, OPEN_MS), REPLAY_SEEN);
    anti_replay_free(first);
    struct gnutls_anti_replay_st *third = guard_at(place.path, ENTRIES, OPEN_MS);
    assert_verdict(check(third, 1, OPEN_MS), REPLAY_SEEN);
    anti_replay_free(second);
    anti_replay_free(third);

    struct gnutls_anti_replay_st *fourth = guard_at(place.path, ENTRIES, OPEN_MS);
    assert_verdict(check(fourth, 2, OPEN_MS + WINDOW_MS), REPLAY_QUIET);
    assert_verdict(check(fourth, 1, OPEN_MS + WINDOW_MS + 1), REPLAY_FRESH);
    anti_replay_free(fourth);
    place_remove(&place);
}

static void test_what_was_never_a_record_is_not_overwritten(void **state)
{
    static const char text[] = "-----BEGIN PRIVATE KEY-----";
    struct gnutls_anti_replay_st *guard = NULL;
    char back[sizeof(text)] = { 0 };
    struct place place;
    place_make(&place);

    for (size_t size = 1; size <= sizeof(text); size++) {
        write_file(place.path, text, size, 0600);
        assert_int_equal(anti_replay_new_shared(place.path, ENTRIES, START_MS, &guard),
                         GNUTLS_E_DB_ERROR);
    }

    int file = open(place.path, O_RDONLY);
    assert_int_equal(read(file, back, sizeof(back)), sizeof(back));
    assert_string_equal(back, text);
    close(file);
    place_remove(&place);
}

static void test_files_of_others_links_and_directories_are_refused(void **state)
{
    struct gnutls_anti_replay_st *guard = NULL;
    struct place place;
    place_make(&place);

    write_file(place.path, "", 0, 0640);
    assert_int_equal(anti_replay_new_shared(place.path, ENTRIES, START_MS, &guard),
                     GNUTLS_E_FILE_ERROR);
    unlink(place.path);
    assert_int_equal(symlink("/dev/null", place.path), 0);
    assert_int_equal(anti_replay_new_shared(place.path, ENTRIES, START_MS, &guard),
                     GNUTLS_E_FILE_ERROR);
    assert_int_equal(anti_replay_new_shared(place.directory, ENTRIES, START_MS, &guard),
                     GNUTLS_E_FILE_ERROR);
    assert_int_equal(anti_replay_new_shared("/dev/null", ENTRIES, START_MS, &guard),
                     GNUTLS_E_FILE_ERROR);
    assert_int_equal(anti_replay_new_shared("/nowhere/at/all", ENTRIES, START_MS, &guard),
                     GNUTLS_E_FILE_ERROR);
    place_remove(&place);
}

static int open_changed(const struct place *place, size_t at, uint8_t mask)
{
    struct gnutls_anti_replay_st *joined = NULL;
    uint8_t byte;
    int file = open(place->path, O_RDWR);

    assert_int_equal(pread(file, &byte, 1, (off_t)at), 1);
    byte ^= mask;
    assert_int_equal(pwrite(file, &byte, 1, (off_t)at), 1);
    int result = anti_replay_new_shared(place->path, ENTRIES, OPEN_MS, &joined);
    if (result == 0) {
        /* Whatever is in it: a verdict, and nothing outside the mapping. */
        for (uint32_t i = 0; i < 5; i++)
            (void)!check(joined, i, OPEN_MS);
        anti_replay_free(joined);
    }
    byte ^= mask;
    assert_int_equal(pwrite(file, &byte, 1, (off_t)at), 1);
    close(file);
    return result;
}

static void test_a_damaged_head_is_refused_or_does_no_harm(void **state)
{
    enum { MARK_AND_SIZE = 16, HEAD = 128 };
    struct place place;
    place_make(&place);
    struct gnutls_anti_replay_st *holder = guard_at(place.path, 100, START_MS);

    for (size_t at = 0; at < HEAD; at++)
        for (int bit = 0; bit < 8; bit++) {
            int result = open_changed(&place, at, (uint8_t)(1 << bit));
            if (at < 8)
                assert_int_equal(result, GNUTLS_E_DB_ERROR);
            assert_true(result == 0 || result == GNUTLS_E_DB_ERROR);
        }
    for (size_t at = MARK_AND_SIZE; at < HEAD; at++)
        (void)open_changed(&place, at, 0xff);

    anti_replay_free(holder);
    place_remove(&place);
}

static void test_a_file_of_another_size_is_refused(void **state)
{
    struct gnutls_anti_replay_st *joined = NULL;
    struct stat facts;
    struct place place;
    place_make(&place);
    struct gnutls_anti_replay_st *holder = guard_at(place.path, 100, START_MS);
    assert_int_equal(stat(place.path, &facts), 0);
    const off_t sizes[] = { facts.st_size * 2, facts.st_size + 1, facts.st_size - 1, 100, 8 };

    for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
        assert_int_equal(truncate(place.path, sizes[i]), 0);
        assert_int_equal(anti_replay_new_shared(place.path, 100, START_MS, &joined),
                         GNUTLS_E_DB_ERROR);
    }

    /* Left behind like this, it is begun anew. */
    anti_replay_free(holder);
    joined = guard_at(place.path, 100, START_MS);
    assert_int_equal(stat(place.path, &facts), 0);
    assert_verdict(check(joined, 1, OPEN_MS), REPLAY_FRESH);
    anti_replay_free(joined);
    place_remove(&place);
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
        cmocka_unit_test(test_eight_processes_share_a_file),
        cmocka_unit_test(test_a_file_is_joined_by_others_and_begun_anew_by_the_first),
        cmocka_unit_test(test_what_was_never_a_record_is_not_overwritten),
        cmocka_unit_test(test_files_of_others_links_and_directories_are_refused),
        cmocka_unit_test(test_a_damaged_head_is_refused_or_does_no_harm),
        cmocka_unit_test(test_a_file_of_another_size_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
