/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* clock.c - libc's clocks, replaced by virtual time
 *
 * A definition in the executable goes before libc's for every library that is
 * loaded. The executable must export these names (export_dynamic in meson).
 */

#include "clock.h"

#include "sim.h"

#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

/* The steady clock begins at an hour: code that takes zero for "never" stays honest. */
enum { STEADY_START_S = 3600 };

static int64_t now_us;
static int64_t wall_offset_us;

void sim_clock_reset(void)
{
    now_us = 0;
    wall_offset_us = 0;
}

void sim_clock_set_us(int64_t us)
{
    now_us = us;
}

int64_t sim_now_us(void)
{
    return now_us;
}

int64_t sim_now_ms(void)
{
    return now_us / 1000;
}

void sim_turn_wall_clock(int64_t ms)
{
    wall_offset_us += ms * 1000;
}

static struct timespec from_us(int64_t us)
{
    return (struct timespec){ .tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000 };
}

static int64_t wall_us(void)
{
    return SIM_EPOCH_S * 1000000 + now_us + wall_offset_us;
}

time_t sim_time(time_t *out)
{
    time_t now = (time_t)(wall_us() / 1000000);
    if (out != NULL)
        *out = now;
    return now;
}

int clock_gettime(clockid_t id, struct timespec *out)
{
    switch (id) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
        *out = from_us(wall_us());
        return 0;
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_BOOTTIME:
        *out = from_us(INT64_C(1000000) * STEADY_START_S + now_us);
        return 0;
    default:
        return (int)syscall(SYS_clock_gettime, id, out);
    }
}

time_t time(time_t *out)
{
    return sim_time(out);
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    struct timespec now = from_us(wall_us());
    *out = (struct timeval){ .tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000 };
    return 0;
}
