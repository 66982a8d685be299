/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lock.c - mutex, once, fork detection, the end of a thread
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

void lock_init_recursive(struct lock *lock)
{
    pthread_mutexattr_t attributes;

    demand(pthread_mutexattr_init(&attributes));
    demand(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE));
    demand(pthread_mutex_init(&lock->mutex, &attributes));
    demand(pthread_mutexattr_destroy(&attributes));
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

void thread_end_make(struct thread_end *end, void (*function)(void *unused))
{
    end->made = pthread_key_create(&end->key, function) == 0;
}

/* The function is called where the value is not NULL; what it is does not matter. */
void thread_end_mark(const struct thread_end *end)
{
    if (end->made)
        (void)pthread_setspecific(end->key, end);
}

void thread_end_drop(struct thread_end *end)
{
    if (end->made)
        demand(pthread_key_delete(end->key));
    end->made = false;
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
