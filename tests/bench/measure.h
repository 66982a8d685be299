/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* measure.h - processor time, and calls that must not fail */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static inline void must(int code, const char *what)
{
    if (code >= 0)
        return;
    fprintf(stderr, "%s: %s\n", what, gnutls_strerror(code));
    exit(1);
}

#endif
