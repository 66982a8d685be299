/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* anti_replay.c - a guard against replayed early data that processes share */

#include "api/behind_reprise.h"

/**
 * reprise_anti_replay_shared_init:
 * @anti_replay: receives the guard; release it with gnutls_anti_replay_deinit()
 * @path: a file, or %NULL for memory without a name
 * @max_entries: how many hellos with early data are taken per window, to 2^24
 * @flags: 0
 *
 * Makes a guard against replayed early data with a record of its own, in
 * memory that processes share: no add function is needed.
 *
 * Without a path, processes that fork afterwards share the record. With one,
 * all who name the same file do; it should be on a file system in memory.
 * The file is made if it is not there. It must belong to the caller and be
 * open to nobody else, in a directory where nobody else may put files; it is
 * not overwritten if it was never a record. Nobody may cut it short.
 *
 * Each hello is taken once by all processes together, with no wait: one that
 * dies or stops holds nobody up. When the record is full, early data is
 * refused until the window is over. An entry takes between 48 and 96 bytes.
 *
 * A record begins when it is made, and again when a file is opened that
 * nobody else has open. For one window from then on no early data is taken:
 * what was taken before is not known. Who joins a record takes its
 * size and window as they are.
 *
 * gnutls_anti_replay_set_window() acts for all who share the record, until
 * the first early data is taken; then the window is settled. If an add
 * function is set as well, both must agree.
 *
 * Returns: %GNUTLS_E_SUCCESS; %GNUTLS_E_INVALID_REQUEST for no entries, too
 *   many, or unknown flags; %GNUTLS_E_FILE_ERROR for a file that cannot be
 *   opened or is not the caller's alone; %GNUTLS_E_DB_ERROR for one that
 *   holds something else.
 **/
API int reprise_anti_replay_shared_init(gnutls_anti_replay_t *anti_replay, const char *path,
                                        size_t max_entries, unsigned int flags)
{
    return _reprise_anti_replay_shared_init(anti_replay, path, max_entries, flags);
}
