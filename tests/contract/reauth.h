/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reauth.h - a client that is asked after the handshake who it is */
#ifndef TESTS_CONTRACT_REAUTH_H
#define TESTS_CONTRACT_REAUTH_H

#include "suite.h"

#define LATER GNUTLS_POST_HANDSHAKE_AUTH

static unsigned verified, seen_by_verify;
static int verify_result;

static inline int verify(gnutls_session_t session)
{
    int result = verify_result;

    verified++;
    gnutls_certificate_get_peers(session, &seen_by_verify);
    if (result == GNUTLS_E_AGAIN)
        verify_result = 0;
    return result;
}

static inline void open_pair(const char *client_identity, unsigned client_flags,
                             unsigned server_flags)
{
    sim_init(&sim, &(struct sim_options){ 0 });
    connect_pair(&(struct pair_options){ .client_identity = client_identity,
                                         .client_flags = client_flags,
                                         .server_flags = server_flags,
                                         .tickets = true,
                                         .ticket_key = &pair_ticket_key });
    pair_settle(&pair);
    verified = seen_by_verify = 0;
    verify_result = 0;
    gnutls_session_set_verify_function(pair.server.session, verify);
    gnutls_certificate_server_set_request(pair.server.session, GNUTLS_CERT_REQUIRE);
}

static inline bool is_pause(int result)
{
    return result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED;
}

/* The client reads until it is asked. */
static inline int await_request(void)
{
    char byte;
    ssize_t got = GNUTLS_E_AGAIN;

    for (int i = 0; i < 3000 && is_pause((int)got); i++)
        got = gnutls_record_recv(pair.client.session, &byte, 1);
    return (int)got;
}

/* The server asks; what it says before the client has read a byte. */
static inline int ask(void)
{
    int result = GNUTLS_E_AGAIN;

    for (int i = 0; i < 3000 && is_pause(result); i++)
        result = gnutls_reauth(pair.server.session, 0);
    return result;
}

/* The whole exchange; the server's result. `*out_client` is the client's. */
static inline int authenticate(int *out_client)
{
    assert_code(ask(), GNUTLS_E_AGAIN);
    assert_code(await_request(), GNUTLS_E_REAUTH_REQUEST);
    *out_client = INSIST(gnutls_reauth(pair.client.session, 0));
    return ask();
}

static inline void assert_authenticated(void)
{
    int client;

    assert_code(authenticate(&client), 0);
    assert_code(client, 0);
}

static inline unsigned peers_at_server(void)
{
    unsigned count = 0;

    gnutls_certificate_get_peers(pair.server.session, &count);
    return count;
}

#endif
