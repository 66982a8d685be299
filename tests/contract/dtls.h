/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dtls.h - connections over datagrams */
#ifndef TESTS_CONTRACT_DTLS_H
#define TESTS_CONTRACT_DTLS_H

#include "suite.h"

#include <gnutls/dtls.h>

static const struct sim_options lossless = { .rtt_ms = 40, .datagrams = { .on = true } };

static inline void connect_over(const struct sim_options *network,
                                const struct pair_options *options)
{
    sim_init(&sim, network);
    connect_pair(options);
}

static inline void connect_plainly(void)
{
    connect_over(&lossless, &(struct pair_options){ 0 });
}

#endif
