/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* session_data.h - what gnutls_session_get_data2() gives */
#ifndef TESTS_CONTRACT_SESSION_DATA_H
#define TESTS_CONTRACT_SESSION_DATA_H

#include "suite.h"

static inline void assert_gives_dummy(struct sim_end *end)
{
    gnutls_datum_t data = { NULL, 0 };
    assert_code(gnutls_session_get_data2(end->session, &data), 0);
    assert_true(is_dummy(&data));
    gnutls_free(data.data);
}

static inline void assert_gives_ticket(struct sim_end *end)
{
    gnutls_datum_t data = { NULL, 0 };
    assert_code(gnutls_session_get_data2(end->session, &data), 0);
    assert_false(is_dummy(&data));
    gnutls_free(data.data);
}

static inline void begin_settled_pair(const struct pair_options *options)
{
    begin_pair(options);
    assert_code(pair_handshake(&pair), 0);
    assert_int_equal(pair_settle(&pair), 0);
}

/* The code of gnutls_session_get_data2(); the dummy counts as none. */
static inline int give(struct sim_end *end)
{
    gnutls_datum_t data = { NULL, 0 };
    int code = gnutls_session_get_data2(end->session, &data);
    bool dummy = code == 0 && is_dummy(&data);

    if (code < 0)
        assert_null(data.data); /* nothing to release */
    gnutls_free(data.data);
    return dummy ? GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE : code;
}

#endif
