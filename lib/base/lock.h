/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lock.h - mutex, once, fork detection, the end of a thread */

#ifndef BASE_LOCK_H
#define BASE_LOCK_H

#include <pthread.h>
#include <stdbool.h>

struct lock {
    pthread_mutex_t mutex;
};

#define LOCK_INIT                                                                                  \
    {                                                                                              \
        PTHREAD_MUTEX_INITIALIZER                                                                  \
    }

void lock_init(struct lock *);
/* Whoever has it may take it again, and gives it back as often. */
void lock_init_recursive(struct lock *);
void lock_wipe(struct lock *);
void lock_take(struct lock *);
void lock_give(struct lock *);

struct once {
    pthread_once_t state;
};

#define ONCE_INIT                                                                                  \
    {                                                                                              \
        PTHREAD_ONCE_INIT                                                                          \
    }

void once_run(struct once *, void (*function)(void));

/* Something that threads do when they end: those that were marked. */
struct thread_end {
    pthread_key_t key;
    bool made;
};

/* Where the system has no room for one more, threads end without it. */
void thread_end_make(struct thread_end *, void (*function)(void *unused));
void thread_end_mark(const struct thread_end *); /* the thread that calls */
/* Before the function is gone. */
void thread_end_drop(struct thread_end *);

/* Rises in the child of each fork; compare with the value kept from before. */
unsigned fork_generation(void);

#endif
