/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_anti_replay.c - early data once, and in time */

#include "base/lock.h"

#include "unit/session/guards.h"

#include <pthread.h>

enum { EARLY_MS = REPLAY_TOLERANCE_MS, DAY_MS = 86400000 };

/* ---- a store, as an application may have one ---- */

enum { KEYS = 512, KEY_MAX = 12 + 64 };

struct store {
    struct lock lock;
    size_t count, asked;
    struct {
        uint8_t key[KEY_MAX];
        size_t size;
        time_t expires;
    } kept[KEYS];
    time_t last_expiry;
    uint8_t last_key[KEY_MAX], last_entry[REPLAY_ENTRY_SIZE];
    size_t last_key_size, last_entry_size;
    int answer; /* not 0: always this one */
};

static int find_or_keep(struct store *store, time_t expires, const gnutls_datum_t *key)
{
    for (size_t i = 0; i < store->count; i++)
        if (store->kept[i].size == key->size &&
            memcmp(store->kept[i].key, key->data, key->size) == 0)
            return GNUTLS_E_DB_ENTRY_EXISTS;
    memcpy(store->kept[store->count].key, key->data, key->size);
    store->kept[store->count].size = key->size;
    store->kept[store->count++].expires = expires;
    return 0;
}

static int add(void *ptr, time_t expires, const gnutls_datum_t *key, const gnutls_datum_t *entry)
{
    struct store *store = ptr;

    lock_take(&store->lock);
    store->asked++;
    store->last_expiry = expires;
    memcpy(store->last_key, key->data, key->size);
    store->last_key_size = key->size;
    memcpy(store->last_entry, entry->data, entry->size);
    store->last_entry_size = entry->size;
    int answer = store->answer != 0 ? store->answer : find_or_keep(store, expires, key);
    lock_give(&store->lock);
    return answer;
}

/* What a store does that keeps entries no longer than it must. */
static void drop_expired(struct store *store, int64_t now_ms)
{
    size_t left = 0;
    for (size_t i = 0; i < store->count; i++)
        if (store->kept[i].expires > now_ms / 1000)
            store->kept[left++] = store->kept[i];
    store->count = left;
}

struct fixture {
    struct gnutls_anti_replay_st *guard;
    struct store store;
    uint8_t binder[48];
};

static void begin(struct fixture *f)
{
    memset(f, 0, sizeof(*f));
    lock_init(&f->store.lock);
    for (size_t i = 0; i < sizeof(f->binder); i++)
        f->binder[i] = (uint8_t)(i + 1);
    assert_int_equal(anti_replay_new(START_MS, &f->guard), 0);
    anti_replay_set_add_function(f->guard, add);
    anti_replay_set_ptr(f->guard, &f->store);
}

static void end(struct fixture *f)
{
    anti_replay_free(f->guard);
    lock_wipe(&f->store.lock);
}

static enum replay_verdict judge(struct fixture *f, int64_t issued_ms, uint32_t age_ms,
                                 int64_t now_ms)
{
    struct replay_question question = { issued_ms, age_ms, bytes_of(f->binder, sizeof(f->binder)) };
    return anti_replay_check(f->guard, &question, now_ms);
}

/* ---- tests ---- */

/* Expected verdicts from RFC 8446, 8.2 and 8.3. */
static void test_each_refusal_has_a_name(void **state)
{
    static const struct {
        int64_t issued_ms; /* after the start */
        uint32_t age_ms;
        int64_t now_ms; /* after the start */
        enum replay_verdict verdict;
    } rows[] = {
        /* A ticket of our own time. */
        { 0, 0, 0, REPLAY_FRESH },
        { 0, 5000, 5000, REPLAY_FRESH },
        { 0, 5000, 5080, REPLAY_FRESH },
        { 0, 5000, 5000 + WINDOW_MS, REPLAY_FRESH },
        { 0, 5000, 5001 + WINDOW_MS, REPLAY_TOO_LATE },
        { 0, 5000 + EARLY_MS, 5000, REPLAY_FRESH },
        { 0, 5001 + EARLY_MS, 5000, REPLAY_TOO_EARLY },
        { 0, UINT32_MAX, 5000, REPLAY_TOO_EARLY },
        /* One from the future. */
        { EARLY_MS, 0, 0, REPLAY_FRESH },
        { EARLY_MS + 1, 0, 0, REPLAY_TOO_EARLY },
        { INT64_MAX - START_MS, UINT32_MAX, 0, REPLAY_TOO_EARLY },
        /* One from before the record, used after its start. */
        { -7 * (int64_t)DAY_MS, 7 * (uint32_t)DAY_MS + 5000, 5000, REPLAY_FRESH },
        { -1, EARLY_MS + 1, EARLY_MS + 1, REPLAY_BEFORE_START },
        { -1, EARLY_MS + 2, EARLY_MS + 2, REPLAY_FRESH },
        { -DAY_MS, DAY_MS - 1, 10, REPLAY_BEFORE_START },
        { -DAY_MS, DAY_MS, WINDOW_MS, REPLAY_BEFORE_START },
        /* No time at all. */
        { -1 - START_MS, 0, 0, REPLAY_TOO_LATE },
        { INT64_MIN, 0, 0, REPLAY_TOO_LATE },
    };

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct fixture f;
        begin(&f);
        int64_t issued_ms =
            rows[i].issued_ms == INT64_MIN ? INT64_MIN : START_MS + rows[i].issued_ms;

        print_message("row %zu\n", i);
        assert_verdict(judge(&f, issued_ms, rows[i].age_ms, START_MS + rows[i].now_ms),
                       rows[i].verdict);
        assert_int_equal(f.store.asked, rows[i].verdict == REPLAY_FRESH ? 1 : 0);
        end(&f);
    }
}

static void test_without_guard_or_store_nothing_is_accepted(void **state)
{
    struct fixture f, unguarded = { 0 };
    begin(&f);

    assert_verdict(judge(&unguarded, START_MS, 0, START_MS), REPLAY_NO_GUARD);
    anti_replay_set_add_function(f.guard, NULL);
    assert_verdict(judge(&f, START_MS, 0, START_MS), REPLAY_NO_STORE);
    end(&f);
}

static void test_only_binders_are_taken_for_binders(void **state)
{
    static const size_t sizes[] = { 0, 1, 31, 65, 255 };
    uint8_t binder[255] = { 1 };
    struct fixture f;
    begin(&f);

    for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
        struct replay_question question = { START_MS, 0, bytes_of(binder, sizes[i]) };
        assert_verdict(anti_replay_check(f.guard, &question, START_MS), REPLAY_BAD_BINDER);
    }
    assert_int_equal(f.store.asked, 0);
    end(&f);
}

static void test_the_store_decides(void **state)
{
    static const struct {
        int answer;
        enum replay_verdict verdict;
    } rows[] = {
        { 1, REPLAY_FRESH },
        { GNUTLS_E_DB_ENTRY_EXISTS, REPLAY_SEEN },
        { GNUTLS_E_DB_ERROR, REPLAY_STORE_FAILED },
        { -1, REPLAY_STORE_FAILED },
    };
    struct fixture f;
    begin(&f);

    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        f.store.answer = rows[i].answer;
        assert_verdict(judge(&f, START_MS, 0, START_MS), rows[i].verdict);
    }
    end(&f);
}

static void test_the_store_is_given_moment_and_binder(void **state)
{
    /* 1700000007 and 345 ms, big endian. */
    static const uint8_t moment[12] = {
        0, 0, 0, 0, 0x65, 0x53, 0xf1, 0x07, 0x14, 0x90, 0x48, 0x40
    };
    struct fixture f;
    begin(&f);

    assert_verdict(judge(&f, START_MS + 345, 7000, START_MS + 9000), REPLAY_FRESH);

    assert_bytes_equal(f.store.last_key, 12, moment, 12);
    assert_bytes_equal(f.store.last_key + 12, f.store.last_key_size - 12, f.binder,
                       sizeof(f.binder));
    assert_int_equal(f.store.last_expiry, START_MS / 1000 + 7 + WINDOW_MS / 1000 + 1);
    struct bytes entry = bytes_of(f.store.last_entry, f.store.last_entry_size);
    assert_int_equal(entry.size, REPLAY_ENTRY_SIZE);
    assert_int_equal(replay_entry_made_s(entry), START_MS / 1000 + 9);
    assert_int_equal(replay_entry_expires_s(entry), f.store.last_expiry);
    end(&f);
}

static void test_foreign_entries_have_no_time(void **state)
{
    static const uint8_t foreign[REPLAY_ENTRY_SIZE] = { 0x52, 0x65, 0x50, 0x72, 1, 1, 1, 1 };
    static const uint8_t ours[REPLAY_ENTRY_SIZE] = {
        0x52, 0x65, 0x50, 0x61, 1, 1, 1, 1, 0, 0, 0, 9
    };

    assert_int_equal(replay_entry_expires_s(bytes_of(ours, sizeof(ours))), 0x0101010a);
    assert_int_equal(replay_entry_made_s(bytes_of(foreign, sizeof(foreign))), 0);
    assert_int_equal(replay_entry_expires_s(bytes_of(foreign, sizeof(foreign))), 0);
    for (size_t size = 0; size < sizeof(ours); size++)
        assert_int_equal(replay_entry_expires_s(bytes_of(ours, size)), 0);
}

/* A window rolls over every ten seconds; the copies come at every moment of forty. */
static void test_a_copy_is_refused_whenever_it_comes(void **state)
{
    for (int64_t offset_ms = 0; offset_ms < 2 * WINDOW_MS; offset_ms += 777) {
        struct fixture f;
        begin(&f);
        int64_t now_ms = START_MS + DAY_MS + offset_ms, issued_ms = now_ms - 3000;

        assert_verdict(judge(&f, issued_ms, 3000, now_ms - EARLY_MS), REPLAY_FRESH);
        for (int64_t later_ms = -EARLY_MS; later_ms < 4 * WINDOW_MS; later_ms += 111) {
            drop_expired(&f.store, now_ms + later_ms);
            assert_verdict(judge(&f, issued_ms, 3000, now_ms + later_ms),
                           later_ms <= WINDOW_MS ? REPLAY_SEEN : REPLAY_TOO_LATE);
        }
        end(&f);
    }
}

static void test_a_ticket_of_any_age_keeps_its_early_data(void **state)
{
    struct fixture f;
    begin(&f);

    /* Each ten seconds of an hour, more than a window apart and not, with an old ticket. */
    for (uint32_t i = 1; i < 360; i++) {
        uint32_t age_ms = DAY_MS + i * 9990;
        f.binder[0] = (uint8_t)i;
        f.binder[1] = (uint8_t)(i >> 8);
        assert_verdict(judge(&f, START_MS - DAY_MS, age_ms, START_MS - DAY_MS + age_ms + 40),
                       REPLAY_FRESH);
    }
    end(&f);
}

static void test_a_clock_that_goes_back_lets_nothing_in_again(void **state)
{
    struct fixture f;
    begin(&f);
    int64_t now_ms = START_MS + DAY_MS, later_ms = now_ms + DAY_MS;

    assert_verdict(judge(&f, now_ms, 0, now_ms), REPLAY_FRESH);
    assert_verdict(judge(&f, now_ms, 0, later_ms), REPLAY_TOO_LATE);
    drop_expired(&f.store, later_ms);
    assert_int_equal(f.store.count, 0);

    assert_verdict(judge(&f, now_ms, 0, now_ms), REPLAY_CLOCK_BACK);
    assert_verdict(judge(&f, later_ms, 0, later_ms - EARLY_MS - 1), REPLAY_CLOCK_BACK);
    assert_verdict(judge(&f, later_ms, 0, later_ms - EARLY_MS), REPLAY_FRESH);
    end(&f);
}

static void test_a_longer_window_lets_nothing_in_again(void **state)
{
    struct fixture f;
    begin(&f);
    int64_t first_ms = START_MS + DAY_MS, now_ms = first_ms + 2 * WINDOW_MS;

    assert_verdict(judge(&f, first_ms, 0, first_ms), REPLAY_FRESH);
    drop_expired(&f.store, now_ms);
    anti_replay_set_window(f.guard, 4 * WINDOW_MS, now_ms);

    assert_verdict(judge(&f, first_ms, 0, now_ms), REPLAY_BEFORE_START);
    assert_verdict(judge(&f, now_ms + 1, 0, now_ms + 1), REPLAY_FRESH);
    end(&f);
}

static void test_a_window_set_before_the_first_hello_costs_nothing(void **state)
{
    struct fixture f;
    begin(&f);

    anti_replay_set_window(f.guard, 60000, START_MS + 500);

    assert_verdict(judge(&f, START_MS, 0, START_MS + 60000), REPLAY_FRESH);
    assert_int_equal(f.store.last_expiry, START_MS / 1000 + 61);
    end(&f);
}

static void test_a_window_of_nothing_takes_what_is_exactly_in_time(void **state)
{
    struct fixture f;
    begin(&f);

    anti_replay_set_window(f.guard, 0, START_MS);

    assert_verdict(judge(&f, START_MS, 5, START_MS + 5), REPLAY_FRESH);
    assert_verdict(judge(&f, START_MS, 5, START_MS + 6), REPLAY_TOO_LATE);
    assert_verdict(judge(&f, START_MS, 7, START_MS + 6), REPLAY_TOO_EARLY);
    end(&f);
}

/* ---- threads ---- */

enum { THREADS = 4, HELLOS = 200 };

struct worker {
    struct fixture *fixture;
    unsigned fresh[HELLOS];
    pthread_t thread;
};

static void *hammer_in_thread(void *ptr)
{
    struct worker *worker = ptr;

    for (unsigned i = 0; i < HELLOS; i++) {
        uint8_t binder[32] = { (uint8_t)i };
        struct replay_question question = { START_MS, 5000, bytes_of(binder, sizeof(binder)) };
        if (anti_replay_check(worker->fixture->guard, &question, START_MS + 5000) == REPLAY_FRESH)
            worker->fresh[i]++;
        anti_replay_set_ptr(worker->fixture->guard, &worker->fixture->store);
        anti_replay_set_window(worker->fixture->guard, WINDOW_MS, START_MS + 5000);
    }
    return NULL;
}

static void test_threads_take_each_hello_once(void **state)
{
    struct worker workers[THREADS] = { 0 };
    struct fixture f;
    begin(&f);

    for (size_t i = 0; i < THREADS; i++) {
        workers[i].fixture = &f;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, hammer_in_thread, &workers[i]),
                         0);
    }
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(workers[i].thread, NULL);

    for (size_t hello = 0; hello < HELLOS; hello++) {
        unsigned fresh = 0;
        for (size_t i = 0; i < THREADS; i++)
            fresh += workers[i].fresh[hello];
        assert_int_equal(fresh, 1);
    }
    end(&f);
}

static void test_unknown_verdicts_have_a_name_too(void **state)
{
    assert_string_equal(replay_verdict_name(REPLAY_VERDICT_COUNT), "unknown");
    for (int i = 0; i < REPLAY_VERDICT_COUNT; i++)
        assert_non_null(replay_verdict_name((enum replay_verdict)i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_refusal_has_a_name),
        cmocka_unit_test(test_without_guard_or_store_nothing_is_accepted),
        cmocka_unit_test(test_only_binders_are_taken_for_binders),
        cmocka_unit_test(test_the_store_decides),
        cmocka_unit_test(test_the_store_is_given_moment_and_binder),
        cmocka_unit_test(test_foreign_entries_have_no_time),
        cmocka_unit_test(test_a_copy_is_refused_whenever_it_comes),
        cmocka_unit_test(test_a_ticket_of_any_age_keeps_its_early_data),
        cmocka_unit_test(test_a_clock_that_goes_back_lets_nothing_in_again),
        cmocka_unit_test(test_a_longer_window_lets_nothing_in_again),
        cmocka_unit_test(test_a_window_set_before_the_first_hello_costs_nothing),
        cmocka_unit_test(test_a_window_of_nothing_takes_what_is_exactly_in_time),
        cmocka_unit_test(test_threads_take_each_hello_once),
        cmocka_unit_test(test_unknown_verdicts_have_a_name_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
