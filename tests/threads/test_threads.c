/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_threads.c - what threads may share
 *
 * What they share without a lock shows under the thread sanitizer.
 */

#include "duo.h"

#include <fcntl.h>
#include <unistd.h>

enum { MESSAGES = 300, MESSAGE_SIZE = 700, UPDATE_EACH = 50, TICKET_EACH = 7 };

/* ---- many sessions ---- */

static void test_full_handshakes_in_threads_share_credentials_and_priorities(void **state)
{
    connect_in_threads(*state, 0);
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
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
