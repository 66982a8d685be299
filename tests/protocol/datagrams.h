/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* datagrams.h - a pair over datagrams, in a world of its own */
#ifndef TESTS_PROTOCOL_DATAGRAMS_H
#define TESTS_PROTOCOL_DATAGRAMS_H

#include "evil.h"
#include "pair.h"
#include "record/datagram.h"

#include "unit/test.h"

static const struct sim_options network = { .rtt_ms = 20, .datagrams = { .on = true } };

struct world {
    struct sim sim;
    struct pair pair;
};

static inline void begin(struct world *w, const struct pair_options *options)
{
    sim_init(&w->sim, &network);
    assert_int_equal(pair_open(&w->pair, &w->sim, options), 0);
}

static inline void finish(struct world *w)
{
    evil = (struct evil){ 0 };
    pair_close(&w->pair);
    sim_end(&w->sim);
}

#endif
