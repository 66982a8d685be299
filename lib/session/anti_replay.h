/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* anti_replay.h - early data: has this hello been here before?
 *
 * A hello with early data can be recorded and sent again. What it says is fixed by its binder:
 * when its ticket was issued and how old it claimed to be, thus the moment at which it expected
 * to arrive. It is taken from shortly before that moment until one window after it, and at most
 * once: a store remembers it until it would be too late anyway (RFC 8446, 8.2 and 8.3).
 *
 * The store is the application's function, or a table in shared memory. One guard serves many
 * sessions and threads.
 */

#ifndef SESSION_ANTI_REPLAY_H
#define SESSION_ANTI_REPLAY_H

#include "base/attributes.h"
#include "base/bytes.h"

struct gnutls_anti_replay_st;

enum {
    REPLAY_WINDOW_MS = 10000,   /* unless the application says otherwise */
    REPLAY_TOLERANCE_MS = 1000, /* of a hello that comes too early: clocks run apart */
    REPLAY_ENTRY_SIZE = 12,     /* of what the application's function stores */
};

enum replay_verdict {
    REPLAY_FRESH, /* the only one with which early data may be accepted */
    REPLAY_NO_GUARD,
    REPLAY_NO_STORE,     /* neither an add function nor a shared table */
    REPLAY_BAD_BINDER,   /* of a size that no binder has */
    REPLAY_CLOCK_BACK,   /* our clock went back: what the store forgot could come again */
    REPLAY_TOO_EARLY,    /* claims a greater age than the ticket has */
    REPLAY_TOO_LATE,     /* more than a window behind its time, or a window over */
    REPLAY_BEFORE_START, /* could have been accepted before our record began */
    REPLAY_QUIET,        /* the shared table is younger than a window */
    REPLAY_SEEN,         /* has been here before */
    REPLAY_STORE_FAILED, /* the add function says so */
    REPLAY_STORE_FULL,
    REPLAY_VERDICT_COUNT
};

struct replay_question {
    int64_t issued_ms;       /* when we made the ticket */
    uint32_t claimed_age_ms; /* after taking off age_add */
    struct bytes binder;     /* checked already */
};

/* The record begins now. */
int anti_replay_new(int64_t now_ms, struct gnutls_anti_replay_st **out) MUST_USE;

/* With a store in shared memory, see session/replay_guard.h; its record begins with a window in
 * which everything is refused. */
int anti_replay_new_shared(const char *path_or_null, size_t max_entries, int64_t now_ms,
                           struct gnutls_anti_replay_st **out) MUST_USE;
void anti_replay_free(struct gnutls_anti_replay_st *);

/* A greater window begins the record anew: the store may have forgotten what fits again. That of
 * a shared store is settled by the first hello in it. */
void anti_replay_set_window(struct gnutls_anti_replay_st *, uint32_t window_ms, int64_t now_ms);
void anti_replay_set_ptr(struct gnutls_anti_replay_st *, void *ptr);
void anti_replay_set_add_function(struct gnutls_anti_replay_st *, gnutls_db_add_func);

/* Asks once per hello, after its binder was checked, and remembers it. The guard may be NULL. The
 * application's function is called without a lock held. */
enum replay_verdict anti_replay_check(struct gnutls_anti_replay_st *,
                                      const struct replay_question *, int64_t now_ms) MUST_USE;

/* "fresh", "seen before", ...: for the log. */
const char *replay_verdict_name(enum replay_verdict);

/* Of an entry that the application's function was given; seconds; 0 for foreign bytes. */
int64_t replay_entry_made_s(struct bytes entry);
int64_t replay_entry_expires_s(struct bytes entry);

#endif
