/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* guards.h - hellos that many processes show to one guard */
#ifndef TESTS_UNIT_SESSION_GUARDS_H
#define TESTS_UNIT_SESSION_GUARDS_H

#include "session/replay_guard.h"

#include "unit/test.h"

#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WINDOW_MS = REPLAY_WINDOW_MS, ENTRIES = 1000, PROCESSES = 8, BINDERS = 100 };
#define START_MS (INT64_C(1700000000) * 1000)
#define OPEN_MS  (START_MS + WINDOW_MS + REPLAY_TOLERANCE_MS + 1)

static inline struct gnutls_anti_replay_st *guard_at(const char *path, size_t entries,
                                                     int64_t now_ms)
{
    struct gnutls_anti_replay_st *guard = NULL;
    assert_int_equal(anti_replay_new_shared(path, entries, now_ms, &guard), 0);
    return guard;
}

/* A hello that comes at its time. */
static inline enum replay_verdict check_late(struct gnutls_anti_replay_st *guard, uint32_t number,
                                             int64_t expected_ms, int64_t now_ms)
{
    uint8_t binder[32] = { 0 };
    memcpy(binder, &number, sizeof(number));
    struct replay_question question = { expected_ms - 500, 500, bytes_of(binder, sizeof(binder)) };
    return anti_replay_check(guard, &question, now_ms);
}

static inline enum replay_verdict check(struct gnutls_anti_replay_st *guard, uint32_t number,
                                        int64_t now_ms)
{
    return check_late(guard, number, now_ms, now_ms);
}

static inline void assert_verdict(enum replay_verdict is, enum replay_verdict should)
{
    assert_string_equal(replay_verdict_name(is), replay_verdict_name(should));
}

struct tally {
    _Atomic unsigned fresh[BINDERS];
    _Atomic unsigned done;
};

static inline struct tally *tally_new(void)
{
    void *memory =
        mmap(NULL, sizeof(struct tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(memory != MAP_FAILED);
    return memory;
}

/* Each begins elsewhere, so that they meet from all sides. */
static inline void hammer(struct gnutls_anti_replay_st *guard, struct tally *tally, unsigned from)
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
static inline void hammer_in_processes(const char *path, struct gnutls_anti_replay_st *inherited,
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

static inline void assert_each_once(struct tally *tally, unsigned done)
{
    assert_int_equal(tally->done, done);
    for (unsigned i = 0; i < BINDERS; i++)
        assert_int_equal(tally->fresh[i], 1);
    munmap(tally, sizeof(*tally));
}

#endif
