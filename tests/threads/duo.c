/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* duo.c - connections over a pair of sockets, and threads that make them */

#include "duo.h"

#include <sys/socket.h>
#include <unistd.h>

static int open_end(gnutls_session_t *out, unsigned flags, gnutls_priority_t priorities,
                    gnutls_certificate_credentials_t credentials, int fd)
{
    int result = gnutls_init(out, flags | GNUTLS_NO_SIGNAL);

    if (result < 0)
        return result;
    gnutls_transport_set_int(*out, fd);
    gnutls_credentials_set(*out, GNUTLS_CRD_CERTIFICATE, credentials);
    return gnutls_priority_set(*out, priorities);
}

int duo_open(struct duo *duo, const struct shared *shared)
{
    unsigned early = shared->guard != NULL ? GNUTLS_ENABLE_EARLY_DATA : 0;
    int result;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, duo->fds) < 0)
        return GNUTLS_E_FILE_ERROR;
    result = open_end(&duo->client, GNUTLS_CLIENT | early, shared->priorities, shared->client,
                      duo->fds[0]);
    if (result == 0)
        result = open_end(&duo->server, GNUTLS_SERVER | early | shared->server_flags,
                          shared->priorities, shared->server, duo->fds[1]);
    if (shared->guard != NULL && result == 0)
        gnutls_anti_replay_enable(duo->server, shared->guard);
    if (result == 0)
        result = gnutls_session_ticket_enable_server(duo->server, &pair_ticket_key);
    if (result == 0)
        result = gnutls_server_name_set(duo->client, GNUTLS_NAME_DNS, "localhost", 9);
    gnutls_session_set_verify_cert(duo->client, "localhost", 0);
    if (result == 0 && shared->session.size > 0)
        result = gnutls_session_set_data(duo->client, shared->session.data, shared->session.size);
    if (result == 0 && shared->guard != NULL && shared->session.size > 0)
        result = (int)gnutls_record_send_early_data(duo->client, "early", 5);
    return result;
}

void duo_close(struct duo *duo)
{
    gnutls_deinit(duo->client);
    gnutls_deinit(duo->server);
    close(duo->fds[0]);
    close(duo->fds[1]);
}

int duo_handshake(struct duo *duo)
{
    int client = GNUTLS_E_AGAIN, server = GNUTLS_E_AGAIN;

    while (client != 0 || server != 0) {
        if (client != 0)
            client = gnutls_handshake(duo->client);
        if (client < 0 && client != GNUTLS_E_AGAIN)
            return client;
        if (server != 0)
            server = gnutls_handshake(duo->server);
        if (server < 0 && server != GNUTLS_E_AGAIN)
            return server;
    }
    return 0;
}

int setup(void **state)
{
    static struct shared shared;

    shared = (struct shared){ .client = NULL };
    assert_int_equal(pair_credentials(&shared.client, NULL), 0);
    assert_int_equal(pair_credentials(&shared.server, "server-p256"), 0);
    assert_int_equal(gnutls_priority_init(&shared.priorities, PAIR_PRIORITY, NULL), 0);
    *state = &shared;
    return 0;
}

int teardown(void **state)
{
    struct shared *shared = *state;

    gnutls_certificate_free_credentials(shared->client);
    gnutls_certificate_free_credentials(shared->server);
    gnutls_priority_deinit(shared->priorities);
    gnutls_free(shared->session.data);
    return 0;
}

static bool early_data_came(gnutls_session_t server)
{
    char bytes[16];

    return (gnutls_session_get_flags(server) & GNUTLS_SFLAGS_EARLY_DATA) != 0 &&
           gnutls_record_recv_early_data(server, bytes, sizeof bytes) == 5 &&
           memcmp(bytes, "early", 5) == 0;
}

void *connect_often(void *context)
{
    struct worker *worker = context;

    for (int round = 0; round < ROUNDS && worker->result == 0; round++) {
        struct duo duo = { 0 };

        worker->result = duo_open(&duo, worker->shared);
        if (worker->result == 0)
            worker->result = duo_handshake(&duo);
        if (worker->result == 0 && gnutls_session_is_resumed(duo.client) &&
            gnutls_session_is_resumed(duo.server))
            worker->resumed++;
        if (worker->result == 0 && early_data_came(duo.server))
            worker->early++;
        duo_close(&duo);
    }
    return NULL;
}

void connect_in_threads(const struct shared *shared, unsigned expected_resumed)
{
    struct worker workers[THREADS] = { 0 };

    for (int i = 0; i < THREADS; i++) {
        workers[i].shared = shared;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, connect_often, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(workers[i].result, 0);
        assert_int_equal(workers[i].resumed, expected_resumed);
        assert_int_equal(workers[i].early, shared->guard != NULL ? expected_resumed : 0);
    }
}

void make_session(struct shared *shared)
{
    struct duo duo = { 0 };

    assert_int_equal(duo_open(&duo, shared), 0);
    assert_int_equal(duo_handshake(&duo), 0);
    assert_int_equal(gnutls_session_get_data2(duo.client, &shared->session), 0);
    duo_close(&duo);
}
