/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* clock.c - the one clock
 *
 * clock_gettime() is called through libc, so that a program that replaces it is obeyed.
 */

#include "base/clock.h"

#include <stdatomic.h>
#include <stddef.h>

typedef time_t time_function(time_t *);

static _Atomic(time_function *) application_time;

static int64_t read_ms(clockid_t id)
{
    struct timespec now = { 0 };
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t system_wall_ms(void *ctx)
{
    time_function *now = atomic_load_explicit(&application_time, memory_order_acquire);
    if (now != NULL)
        return (int64_t)now(NULL) * 1000;
    return read_ms(CLOCK_REALTIME);
}

static int64_t system_steady_ms(void *ctx)
{
    return read_ms(CLOCK_MONOTONIC);
}

static const struct clock system_clock = { system_wall_ms, system_steady_ms, NULL };

const struct clock *clock_system(void)
{
    return &system_clock;
}

void clock_set_time_function(time_t (*now)(time_t *))
{
    atomic_store_explicit(&application_time, now, memory_order_release);
}
