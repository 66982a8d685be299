/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lock.h - mutex, once, fork detection */

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

/* Rises in the child of each fork; compare with the value kept from before. */
unsigned fork_generation(void);

#endif
