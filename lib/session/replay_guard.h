/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* replay_guard.h - a bounded record of hellos in memory that processes share
 *
 * Processes that fork after it was made share it, or all that open the same file. Each hello is
 * taken once by all of them together. Nobody waits for anybody, so a process may die at any
 * moment.
 */

#ifndef SESSION_REPLAY_GUARD_H
#define SESSION_REPLAY_GUARD_H

#include "session/anti_replay.h"

struct replay_guard;

enum { REPLAY_GUARD_ENTRIES_MAX = 1 << 24 };

/* Without a path the memory has no name and goes to forked processes only. A file that nobody
 * else has open begins anew; else its record is joined, whatever `max_entries` says.
 * GNUTLS_E_INVALID_REQUEST for no entries or too many; GNUTLS_E_FILE_ERROR for what cannot be
 * opened, is no file or is not ours alone; GNUTLS_E_DB_ERROR for a file that is no record. */
int replay_guard_new(const char *path_or_null, size_t max_entries, int64_t now_ms,
                     struct replay_guard **out) MUST_USE;
void replay_guard_free(struct replay_guard *);

/* For all processes. It is settled by the first hello that is recorded; later calls do nothing. */
void replay_guard_set_window(struct replay_guard *, uint32_t window_ms);
uint32_t replay_guard_window_ms(struct replay_guard *);

int64_t replay_guard_start_ms(const struct replay_guard *);

/* Gives the greatest time that any process has told. False if ours is well behind it. */
bool replay_guard_tell_time(struct replay_guard *, int64_t now_ms, int64_t *out_latest_ms);

/* Records a hello that is in time for this window. REPLAY_FRESH once for each binder. */
enum replay_verdict replay_guard_add(struct replay_guard *, struct bytes binder,
                                     int64_t expected_ms, uint32_t window_ms) MUST_USE;

#endif
