/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lock.c - mutex, once, fork detection
 *
 * A lock that cannot be taken means broken memory or a lock used after its end. To go on without
 * it would be worse than to stop.
 */

#include "base/lock.h"

#include <stdatomic.h>
#include <stdlib.h>

static void demand(int result)
{
    if (result != 0)
        abort();
}

void lock_init(struct lock *lock)
{
    demand(pthread_mutex_init(&lock->mutex, NULL));
}

void lock_wipe(struct lock *lock)
{
    demand(pthread_mutex_destroy(&lock->mutex));
}

void lock_take(struct lock *lock)
{
    demand(pthread_mutex_lock(&lock->mutex));
}

void lock_give(struct lock *lock)
{
    demand(pthread_mutex_unlock(&lock->mutex));
}

void once_run(struct once *once, void (*function)(void))
{
    demand(pthread_once(&once->state, function));
}

static atomic_uint generation;
static struct once watch_is_set = ONCE_INIT;

static void note_fork(void)
{
    atomic_fetch_add(&generation, 1);
}

static void watch_forks(void)
{
    demand(pthread_atfork(NULL, NULL, note_fork));
}

unsigned fork_generation(void)
{
    once_run(&watch_is_set, watch_forks);
    return atomic_load(&generation);
}
