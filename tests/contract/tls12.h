/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tls12.h - sessions of TLS 1.2, made and resumed */
#ifndef TESTS_CONTRACT_TLS12_H
#define TESTS_CONTRACT_TLS12_H

#include "suite.h"

#define P12      "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define WITH_KEY .client_priority = P12, .server_priority = P12, .ticket_key = &pair_ticket_key

static const struct pair_options by_ticket = { WITH_KEY };

static inline void begin(void)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
}

static inline gnutls_datum_t first_session(const struct pair_options *options)
{
    gnutls_datum_t data = { NULL, 0 };

    begin();
    assert_code(pair_first_session(&sim, options, &data), 0);
    return data;
}

/* Connects with the data, which is freed. */
static inline void resume(gnutls_datum_t data, struct pair_options options, bool resumed)
{
    options.session_data = &data;
    connect_pair(&options);
    gnutls_free(data.data);
    assert_int_equal(was_resumed(), resumed);
    assert_code(pair_ping(&pair), 0);
}

#endif
