/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_replay_guard_file.c - a guard in a file that processes share, and what is no such file */

#include "unit/session/guards.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

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
        cmocka_unit_test(test_eight_processes_share_a_file),
        cmocka_unit_test(test_a_file_is_joined_by_others_and_begun_anew_by_the_first),
        cmocka_unit_test(test_what_was_never_a_record_is_not_overwritten),
        cmocka_unit_test(test_files_of_others_links_and_directories_are_refused),
        cmocka_unit_test(test_a_damaged_head_is_refused_or_does_no_harm),
        cmocka_unit_test(test_a_file_of_another_size_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
