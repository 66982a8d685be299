/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* clock.h - the one clock
 *
 * Only connection/ and api/ ask it; the rooms below take time as an argument.
 */

#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

struct clock {
    int64_t (*wall_ms)(void *ctx);   /* for lifetimes and ticket ages */
    int64_t (*steady_ms)(void *ctx); /* for timeouts and round trips */
    void *ctx;
};

/* Reads libc's clocks, or for wall_ms the application's time function where one is set. */
const struct clock *clock_system(void);

/* gnutls_global_set_time_function(); NULL restores libc's clock. */
void clock_set_time_function(time_t (*now)(time_t *));

static inline int64_t clock_wall_ms(const struct clock *clock)
{
    return clock->wall_ms(clock->ctx);
}

static inline int64_t clock_steady_ms(const struct clock *clock)
{
    return clock->steady_ms(clock->ctx);
}

#endif
