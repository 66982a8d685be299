/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_early_start.c - servers that write before the client's last word */

#include "session_data.h"

#include <errno.h>

#define P12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

struct early_row {
    const char *name;
    struct pair_options options;
    bool resumed;
    bool early;
    bool first; /* the server is done before the client */
};

#define EARLY .ticket_key = &pair_ticket_key, .server_flags = GNUTLS_ENABLE_EARLY_START

static const struct early_row early_rows[] = {
    { "a server that may start early", { EARLY }, false, true, true },
    { "a server that may, with a retry",
      { EARLY, .server_priority = PAIR_PRIORITY ":-GROUP-ALL:+GROUP-SECP521R1" },
      false,
      true,
      true },
    { "a server that may, and asks who the client is",
      { EARLY, .request = GNUTLS_CERT_REQUEST },
      false,
      false },
    { "a server that may, and resumes", { EARLY }, true, false },
    { "a server that may, in TLS 1.2",
      { EARLY, .client_priority = P12, .server_priority = P12 },
      false,
      false,
      true },
    { "a server that may not", { .ticket_key = &pair_ticket_key }, false, false },
};

/* Until the server is done, or needs more than the client's first flights. */
static void run_server(void)
{
    for (int i = 0; i < 1000 && !pair.server.done && !pair.client.done; i++) {
        end_turn(&pair.client);
        if (pair.client.done)
            return;
        sim_pass(&sim, 10);
        end_turn(&pair.server);
        sim_pass(&sim, 10);
    }
}

static void test_early_start(void **state)
{
    const struct early_row *row = *state;
    struct pair_options options = row->options;
    gnutls_datum_t data = { NULL, 0 };
    char got[8];

    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    if (row->resumed)
        assert_code(pair_first_session(&sim, &options, &data), 0);
    options.session_data = row->resumed ? &data : NULL;
    assert_code(pair_open(&pair, &sim, &options), 0);
    gnutls_free(data.data);
    run_server();

    assert_int_equal(pair.server.done && !pair.client.done, row->first);
    if (row->early) {
        assert_code(pair_send(&pair.server, "early", 5), 0);
        if (library_under_test() == REPRISE) /* the original reads for it */
            assert_code(give(&pair.server), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    }
    assert_code(pair_handshake(&pair), 0);
    if (row->early)
        assert_int_equal(pair_receive(&pair.client, got, sizeof got), 5);
    assert_code(pair_ping(&pair), 0);
    assert_int_equal((flags_of(&pair.server) & GNUTLS_SFLAGS_EARLY_START) != 0, row->early);
    assert_int_equal(flags_of(&pair.client) & GNUTLS_SFLAGS_EARLY_START, 0);
}

/* What the client says instead of its Finished is told by the first read. */
static void test_a_client_that_gives_up_on_an_early_server_is_heard(void **state)
{
    char byte;

    begin_pair(&(struct pair_options){ EARLY });
    gnutls_session_set_verify_cert(pair.client.session, "another.test", 0);
    run_server();
    assert_code(pair.server.result, 0);
    pair_handshake(&pair);
    assert_true(pair.client.result < 0);

    assert_code(pair_receive(&pair.server, &byte, 1), GNUTLS_E_FATAL_ALERT_RECEIVED);
    assert_true(gnutls_record_send(pair.server.session, "x", 1) < 0);
}

int main(void)
{
    ADD_ROWS(early_rows, test_early_start);
    ADD(test_a_client_that_gives_up_on_an_early_server_is_heard);
    return suite_run("early_start");
}
