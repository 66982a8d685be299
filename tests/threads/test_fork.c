/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_fork.c - what the children of a fork may share, and what they may not */

#include "duo.h"

#include <gnutls/crypto.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RANDOM_SIZE = 32, SALT_SIZE = 32, KEY_NAME_SIZE = 16 };

/* What one process makes of randomness. */
struct traces {
    unsigned char nonce[RANDOM_SIZE], random[RANDOM_SIZE], key[RANDOM_SIZE];
    unsigned char client_random[RANDOM_SIZE], server_random[RANDOM_SIZE];
    unsigned char salt[SALT_SIZE]; /* of the first ticket, doc/formats.md */
    int result;
};

static int on_ticket(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                     const gnutls_datum_t *body)
{
    struct traces *traces = gnutls_session_get_ptr(session);
    /* lifetime, age_add, nonce behind its length, length of the ticket, format and key name */
    size_t at = 4 + 4 + 1 + body->data[8] + 2;

    memcpy(traces->salt, body->data + at + KEY_NAME_SIZE, SALT_SIZE);
    return 0;
}

static void trace(const struct shared *shared, struct traces *out)
{
    struct duo duo = { 0 };
    gnutls_datum_t client, server;

    gnutls_rnd(GNUTLS_RND_NONCE, out->nonce, RANDOM_SIZE);
    gnutls_rnd(GNUTLS_RND_RANDOM, out->random, RANDOM_SIZE);
    gnutls_rnd(GNUTLS_RND_KEY, out->key, RANDOM_SIZE);
    out->result = duo_open(&duo, shared);
    gnutls_session_set_ptr(duo.server, out);
    gnutls_handshake_set_hook_function(duo.server, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET,
                                       GNUTLS_HOOK_POST, on_ticket);
    if (out->result == 0)
        out->result = duo_handshake(&duo);
    gnutls_session_get_random(duo.client, &client, &server);
    memcpy(out->client_random, client.data, RANDOM_SIZE);
    memcpy(out->server_random, server.data, RANDOM_SIZE);
    duo_close(&duo);
}

static void trace_in_child(const struct shared *shared, struct traces *out)
{
    int fds[2], status;
    assert_int_equal(pipe(fds), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct traces traces = { .result = -1 };

        trace(shared, &traces);
        _exit(write(fds[1], &traces, sizeof traces) == sizeof traces ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(read(fds[0], out, sizeof *out), sizeof *out);
    close(fds[0]);
    close(fds[1]);
    assert_int_equal(out->result, 0);
}

static void assert_all_different(const struct traces *a, const struct traces *b)
{
    static const unsigned char none[SALT_SIZE];

    assert_memory_not_equal(a->salt, none, SALT_SIZE);
    assert_memory_not_equal(a->nonce, b->nonce, RANDOM_SIZE);
    assert_memory_not_equal(a->random, b->random, RANDOM_SIZE);
    assert_memory_not_equal(a->key, b->key, RANDOM_SIZE);
    assert_memory_not_equal(a->client_random, b->client_random, RANDOM_SIZE);
    assert_memory_not_equal(a->server_random, b->server_random, RANDOM_SIZE);
    assert_memory_not_equal(a->salt, b->salt, SALT_SIZE);
}

/* The parent's generators are in use when it forks: all three begin in the same state. */
static void test_children_of_a_fork_make_randoms_and_tickets_of_their_own(void **state)
{
    struct traces before = { 0 }, children[2], parent = { 0 };
    trace(*state, &before);
    assert_int_equal(before.result, 0);

    trace_in_child(*state, &children[0]);
    trace_in_child(*state, &children[1]);
    trace(*state, &parent);

    assert_all_different(&children[0], &children[1]);
    assert_all_different(&children[0], &parent);
    assert_all_different(&children[1], &parent);
}

/* A server that forks for each connection: its key and the session are of the parent. */
static void test_a_child_of_a_fork_resumes_what_the_parent_began(void **state)
{
    make_session(*state);

    for (int i = 0; i < 3; i++) {
        int status;
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct worker worker = { .shared = *state };

            connect_often(&worker);
            _exit(worker.result == 0 && worker.resumed == ROUNDS ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
    }
    connect_in_threads(*state, ROUNDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_children_of_a_fork_make_randoms_and_tickets_of_their_own, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_child_of_a_fork_resumes_what_the_parent_began, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
