/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* renegotiation.h - a further handshake of TLS 1.2, and what came of it at both ends */
#ifndef TESTS_PROTOCOL_RENEGOTIATION_H
#define TESTS_PROTOCOL_RENEGOTIATION_H

#include "strict.h"

#include "base/errors.h"

#include "unit/test.h"

enum { TURNS_MAX = 20000 };

static inline bool is_over(int result)
{
    return result == 0 || gnutls_error_is_fatal(result);
}

/* One turn of an end in a further handshake; data that comes is read and counted. */
static inline void turn(struct sim_end *end, int *result, size_t *data)
{
    char bytes[64];

    if (is_over(*result) && *result != GNUTLS_E_GOT_APPLICATION_DATA)
        return;
    *result = gnutls_handshake(end->session);
    while (*result == GNUTLS_E_GOT_APPLICATION_DATA) {
        ssize_t got = gnutls_record_recv(end->session, bytes, sizeof(bytes));

        assert_true(got > 0);
        *data += (size_t)got;
        *result = GNUTLS_E_AGAIN;
    }
}

struct outcome {
    int client, server;
    size_t data; /* bytes that came meanwhile */
};

/* The client begins, and the server joins in. */
static inline struct outcome renegotiate(struct strict_run *run)
{
    struct outcome o = { GNUTLS_E_AGAIN, GNUTLS_E_AGAIN, 0 };

    for (int i = 0; i < TURNS_MAX && !(is_over(o.client) && is_over(o.server)); i++) {
        turn(&run->pair.client, &o.client, &o.data);
        turn(&run->pair.server, &o.server, &o.data);
        sim_pass(&run->sim, 1);
    }
    return o;
}

static inline void begin(struct strict_run *run, const struct sim_options *network)
{
    strict_begin(run, SCENE12_FULL, network);
    assert_int_equal(pair_handshake(&run->pair), 0);
    assert_int_equal(pair_ping(&run->pair), 0);
}

#endif
