/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_quic_failures.c - handshakes without a transport that go wrong */

#include "quic.h"

#define COMPAT_OFF ":%DISABLE_TLS13_COMPAT_MODE"
#define LAST_GROUP "NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-SECP384R1" COMPAT_OFF
#define ONLY_TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

struct failure_row {
    const char *name;
    const char *client_priority, *server_priority;
    gnutls_certificate_request_t request;
    int client_code, server_code; /* 0: it waits, or is done */
    unsigned client_alert, server_alert;
};

static const struct failure_row failures[] = {
    { "a client certificate that is required stays away", .request = GNUTLS_CERT_REQUIRE,
      .server_code = GNUTLS_E_CERTIFICATE_REQUIRED, .server_alert = GNUTLS_A_CERTIFICATE_REQUIRED },
    { "no group in common", .server_priority = LAST_GROUP,
      .server_code = GNUTLS_E_NO_COMMON_KEY_SHARE, .server_alert = GNUTLS_A_HANDSHAKE_FAILURE },
};

static void test_failure(void **state)
{
    const struct failure_row *row = *state;

    quic_begin(NULL);
    quic_open(&(struct quic_options){ .client_priority = row->client_priority,
                                      .server_priority = row->server_priority,
                                      .request = row->request });

    quic_run(0);

    assert_code(quic_server.result, row->server_code);
    assert_int_equal(quic_server.alert, row->server_alert);
    assert_int_equal(quic_server.alerts, 1);
    quic_end();
}

/* Nothing but TLS 1.3: RFC 9001, 4.2. The reference sends messages, and fails later. */
static void test_an_older_version_is_not_agreed_on(void **state)
{
    quic_begin(NULL);
    quic_open(&(struct quic_options){ .client_priority = "NORMAL", .server_priority = ONLY_TLS12 });

    quic_run(0);

    assert_true(quic_server.result < 0);
    assert_false(quic_client.done && quic_client.result == 0);
    quic_end();
}

struct refusal_row {
    const char *name;
    bool by_server;
    int secret, message; /* what the function returns */
    int code[LIBRARIES];
    const char *trace;
};

static const struct refusal_row refusals[] = {
    { "the client refuses a secret", false, -1, 0, BOTH(-1), "I>1 H=rw" },
    { "the server refuses a secret", true, -1, 0, BOTH(-1), "H=rw" },
    { "the client refuses a message", false, 0, -1, BOTH(-1), "I>1" },
    { "the server refuses a message", true, 0, -5, BOTH(-5), "H=rw I>2" },
    { "a positive result is no refusal", true, 5, 5, BOTH(0),
      "H=rw I>2 H>8 H>11 H>15 H>20 A=w A=r done" },
};

static void test_refusal(void **state)
{
    const struct refusal_row *row = *state;
    struct quic_end *who = row->by_server ? &quic_server : &quic_client;

    quic_begin(NULL);
    quic_open(&(struct quic_options){ 0 });
    who->refuse_secret = row->secret;
    who->refuse_message = row->message;

    quic_run(0);

    assert_int_equal(who->result, row->code[library_under_test()]);
    assert_string_equal(who->trace, row->trace);
    if (row->code[0] < 0)
        assert_int_equal(who->alert, GNUTLS_A_INTERNAL_ERROR);
    quic_end();
}

/* These functions cannot stall: it would be an error that asks for another try. */
static void test_a_function_that_stalls_ends_the_handshake(void **state)
{
    if (library_under_test() == REFERENCE)
        return;
    quic_begin(NULL);
    quic_open(&(struct quic_options){ 0 });
    quic_server.refuse_secret = GNUTLS_E_AGAIN;

    quic_run(0);

    assert_code(quic_server.result, GNUTLS_E_USER_ERROR);
    quic_end();
}

int main(void)
{
    ADD_ROWS(failures, test_failure);
    ADD(test_an_older_version_is_not_agreed_on);
    ADD_ROWS(refusals, test_refusal);
    ADD(test_a_function_that_stalls_ends_the_handshake);
    return suite_run("quic_failures");
}
