/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_threads.c - what threads may share, and what the children of a fork may not
 *
 * Threads report a code and never assert: cmocka knows the main thread only. What they share
 * without a lock shows under the thread sanitizer.
 */

#include "unit/test.h"

#include "pair.h"

#include <fcntl.h>
#include <gnutls/crypto.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    THREADS = 4,
    ROUNDS = 6,
    MESSAGES = 300,
    MESSAGE_SIZE = 700,
    UPDATE_EACH = 50,
    TICKET_EACH = 7
};

/* What all sessions of a test have in common. */
struct shared {
    gnutls_certificate_credentials_t client, server;
    gnutls_priority_t priorities;
    gnutls_datum_t session;     /* that clients offer; empty: none */
    gnutls_anti_replay_t guard; /* of early data; NULL: there is none */
    unsigned server_flags;
};

struct duo {
    gnutls_session_t client, server;
    int fds[2];
};

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

static int duo_open(struct duo *duo, const struct shared *shared)
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

static void duo_close(struct duo *duo)
{
    gnutls_deinit(duo->client);
    gnutls_deinit(duo->server);
    close(duo->fds[0]);
    close(duo->fds[1]);
}

/* Both ends in this thread, turn by turn. */
static int duo_handshake(struct duo *duo)
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

static int setup(void **state)
{
    static struct shared shared;

    shared = (struct shared){ .client = NULL };
    assert_int_equal(pair_credentials(&shared.client, NULL), 0);
    assert_int_equal(pair_credentials(&shared.server, "server-p256"), 0);
    assert_int_equal(gnutls_priority_init(&shared.priorities, PAIR_PRIORITY, NULL), 0);
    *state = &shared;
    return 0;
}

static int teardown(void **state)
{
    struct shared *shared = *state;

    gnutls_certificate_free_credentials(shared->client);
    gnutls_certificate_free_credentials(shared->server);
    gnutls_priority_deinit(shared->priorities);
    gnutls_free(shared->session.data);
    return 0;
}

/* ---- many sessions ---- */

struct worker {
    pthread_t thread;
    const struct shared *shared;
    unsigned resumed; /* rounds that took the session up */
    unsigned early;   /* and the early data */
    int result;
};

static bool early_data_came(gnutls_session_t server)
{
    char bytes[16];

    return (gnutls_session_get_flags(server) & GNUTLS_SFLAGS_EARLY_DATA) != 0 &&
           gnutls_record_recv_early_data(server, bytes, sizeof bytes) == 5 &&
           memcmp(bytes, "early", 5) == 0;
}

static void *connect_often(void *context)
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

static void connect_in_threads(const struct shared *shared, unsigned expected_resumed)
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

static void test_full_handshakes_in_threads_share_credentials_and_priorities(void **state)
{
    connect_in_threads(*state, 0);
}

static void make_session(struct shared *shared)
{
    struct duo duo = { 0 };

    assert_int_equal(duo_open(&duo, shared), 0);
    assert_int_equal(duo_handshake(&duo), 0);
    assert_int_equal(gnutls_session_get_data2(duo.client, &shared->session), 0);
    duo_close(&duo);
}

static void test_threads_resume_one_session_under_one_ticket_key(void **state)
{
    make_session(*state);

    connect_in_threads(*state, ROUNDS);
}

/* What the guard remembers is the application's to keep, and to lock. */
static struct {
    pthread_mutex_t lock;
    unsigned count;
    unsigned sizes[THREADS * ROUNDS];
    unsigned char keys[THREADS * ROUNDS][80];
} seen = { .lock = PTHREAD_MUTEX_INITIALIZER };

static bool was_seen(const gnutls_datum_t *key)
{
    for (unsigned i = 0; i < seen.count; i++)
        if (seen.sizes[i] == key->size && memcmp(seen.keys[i], key->data, key->size) == 0)
            return true;
    return false;
}

static int remember(void *ptr, time_t expires, const gnutls_datum_t *key,
                    const gnutls_datum_t *data)
{
    int result = GNUTLS_E_DB_ENTRY_EXISTS;

    pthread_mutex_lock(&seen.lock);
    if (seen.count < THREADS * ROUNDS && key->size <= sizeof seen.keys[0] && !was_seen(key)) {
        memcpy(seen.keys[seen.count], key->data, key->size);
        seen.sizes[seen.count++] = key->size;
        result = 0;
    }
    pthread_mutex_unlock(&seen.lock);
    return result;
}

/* No guard knows what was before it: the session is made a while later. */
static void test_threads_share_a_guard_against_replay(void **state)
{
    struct shared *shared = *state;
    struct sim sim;
    sim_init(&sim, &(struct sim_options){ 0 });
    assert_int_equal(gnutls_anti_replay_init(&shared->guard), 0);
    gnutls_anti_replay_set_add_function(shared->guard, remember);
    sim_pass(&sim, 30000);
    make_session(shared);
    sim_pass(&sim, 1000);

    connect_in_threads(shared, ROUNDS);

    assert_int_equal(seen.count, THREADS * ROUNDS);
    gnutls_anti_replay_deinit(shared->guard);
    shared->guard = NULL;
    sim_end(&sim);
}

/* ---- one session, a reader and a writer ---- */

static void fill_message(unsigned char *message, int number)
{
    for (int i = 0; i < MESSAGE_SIZE; i++)
        message[i] = (unsigned char)(number + i);
}

static int send_all(gnutls_session_t session, const unsigned char *data, size_t size)
{
    while (size > 0) {
        ssize_t sent = gnutls_record_send(session, data, size);

        if (sent < 0)
            return (int)sent;
        data += sent;
        size -= (size_t)sent;
    }
    return 0;
}

static int receive_all(gnutls_session_t session, unsigned char *out, size_t size)
{
    while (size > 0) {
        ssize_t got = gnutls_record_recv(session, out, size);

        if (got == GNUTLS_E_AGAIN) /* a message of the handshake came, no data */
            continue;
        if (got <= 0)
            return got < 0 ? (int)got : GNUTLS_E_PREMATURE_TERMINATION;
        out += got;
        size -= (size_t)got;
    }
    return 0;
}

struct side {
    pthread_t thread;
    gnutls_session_t session;
    bool tickets; /* a writer sends them in between; a reader asks for its session */
    int result;
};

static void *write_messages(void *context)
{
    struct side *side = context;
    unsigned char message[MESSAGE_SIZE];

    for (int i = 0; i < MESSAGES && side->result == 0; i++) {
        fill_message(message, i);
        side->result = send_all(side->session, message, sizeof message);
        if (side->result == 0 && i % UPDATE_EACH == UPDATE_EACH - 1)
            side->result = gnutls_session_key_update(side->session, GNUTLS_KU_PEER);
        if (side->result == 0 && side->tickets && i % TICKET_EACH == 0)
            side->result = gnutls_session_ticket_send(side->session, 1, 0);
    }
    return NULL;
}

/* It counts as reading. */
static int ask_for_session(gnutls_session_t session)
{
    gnutls_datum_t data = { NULL, 0 };
    int result = gnutls_session_get_data2(session, &data);

    gnutls_free(data.data);
    return result;
}

static void *read_messages(void *context)
{
    struct side *side = context;
    unsigned char expected[MESSAGE_SIZE], got[MESSAGE_SIZE];

    for (int i = 0; i < MESSAGES && side->result == 0; i++) {
        fill_message(expected, i);
        side->result = receive_all(side->session, got, sizeof got);
        if (side->result == 0 && memcmp(got, expected, sizeof got) != 0)
            side->result = GNUTLS_E_DECRYPTION_FAILED;
        if (side->result == 0 && side->tickets)
            side->result = ask_for_session(side->session);
    }
    return NULL;
}

static void make_blocking(int fd)
{
    assert_int_equal(fcntl(fd, F_SETFL, 0), 0);
}

static void talk_both_ways(struct duo *duo, bool tickets)
{
    struct side sides[] = {
        { .session = duo->client },
        { .session = duo->server, .tickets = tickets }, /* write */
        { .session = duo->client, .tickets = tickets },
        { .session = duo->server }, /* read */
    };

    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&sides[i].thread, NULL,
                                        i < 2 ? write_messages : read_messages, &sides[i]),
                         0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_join(sides[i].thread, NULL), 0);

    for (int i = 0; i < 4; i++)
        assert_int_equal(sides[i].result, 0);
}

static void connect_blocking(struct duo *duo, const struct shared *shared)
{
    assert_int_equal(duo_open(duo, shared), 0);
    assert_int_equal(duo_handshake(duo), 0);
    make_blocking(duo->fds[0]);
    make_blocking(duo->fds[1]);
}

/* Both ends have a thread that reads and one that writes, and both change keys in between. */
static void test_one_thread_reads_while_another_writes(void **state)
{
    struct duo duo = { 0 };
    connect_blocking(&duo, *state);

    talk_both_ways(&duo, false);

    duo_close(&duo);
}

/* Its handshake is not over: who reads completes it. */
static void test_a_server_that_started_early_writes_while_another_reads(void **state)
{
    struct shared *shared = *state;
    struct duo duo = { 0 };
    shared->server_flags = GNUTLS_ENABLE_EARLY_START;
    connect_blocking(&duo, shared);

    talk_both_ways(&duo, false);

    assert_int_not_equal(gnutls_session_get_flags(duo.server) & GNUTLS_SFLAGS_EARLY_START, 0);
    duo_close(&duo);
}

static void test_tickets_arrive_while_one_thread_reads_and_another_writes(void **state)
{
    struct shared *shared = *state;
    struct duo duo = { 0 };
    connect_blocking(&duo, shared);

    talk_both_ways(&duo, true);

    assert_int_not_equal(gnutls_session_get_flags(duo.client) & GNUTLS_SFLAGS_SESSION_TICKET, 0);
    assert_int_equal(gnutls_session_get_data2(duo.client, &shared->session), 0);
    duo_close(&duo);
    connect_in_threads(shared, ROUNDS);
}

static void *write_until_it_fails(void *context)
{
    struct side *side = context;
    unsigned char message[MESSAGE_SIZE] = { 0 };

    while (side->result == 0)
        side->result = send_all(side->session, message, sizeof message);
    return NULL;
}

static void *read_until_it_fails(void *context)
{
    struct side *side = context;
    unsigned char message[MESSAGE_SIZE];

    while (side->result == 0)
        side->result = receive_all(side->session, message, sizeof message);
    return NULL;
}

/* The alert of the reader stands whole between two records of the writer, and under the next
 * number: the peer can open it. */
static void test_a_reader_that_fails_tells_the_peer_while_another_writes(void **state)
{
    static const unsigned char forged[5 + 32] = { 23, 3, 3, 0, 32 };
    unsigned char message[MESSAGE_SIZE];
    struct duo duo = { 0 };
    connect_blocking(&duo, *state);
    struct side writer = { .session = duo.client }, reader = writer;
    struct side peer = { .session = duo.server };

    assert_int_equal(pthread_create(&writer.thread, NULL, write_until_it_fails, &writer), 0);
    assert_int_equal(pthread_create(&reader.thread, NULL, read_until_it_fails, &reader), 0);
    assert_int_equal(receive_all(peer.session, message, sizeof message), 0);
    assert_int_equal(write(duo.fds[1], forged, sizeof forged), sizeof forged);
    read_until_it_fails(&peer);
    assert_int_equal(pthread_join(reader.thread, NULL), 0);
    assert_int_equal(pthread_join(writer.thread, NULL), 0);

    assert_int_equal(reader.result, GNUTLS_E_DECRYPTION_FAILED);
    assert_int_equal(peer.result, GNUTLS_E_FATAL_ALERT_RECEIVED);
    assert_int_equal(gnutls_alert_get(duo.server), GNUTLS_A_BAD_RECORD_MAC);
    assert_true(writer.result < 0);
    duo_close(&duo);
}

/* ---- fork ---- */

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
            test_full_handshakes_in_threads_share_credentials_and_priorities, setup, teardown),
        cmocka_unit_test_setup_teardown(test_threads_resume_one_session_under_one_ticket_key, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_threads_share_a_guard_against_replay, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_thread_reads_while_another_writes, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_server_that_started_early_writes_while_another_reads,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_tickets_arrive_while_one_thread_reads_and_another_writes, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_reader_that_fails_tells_the_peer_while_another_writes, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_children_of_a_fork_make_randoms_and_tickets_of_their_own, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_child_of_a_fork_resumes_what_the_parent_began, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
