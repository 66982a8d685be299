/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_threads.c - one thread reads while another writes the same connection, at both ends
 *
 * What is asserted is order and completeness; under a thread sanitizer it also shows that the two
 * ways share nothing they should not.
 */

#include "unit/connection/open_pair.h"

#include <pthread.h>

enum { ROUNDS = 400, UPDATE_EACH = 50 };

/* A pipe that blocks its reader, like a socket. */
struct pipe {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    struct buffer bytes;
    size_t pulled;
};

static struct pipe to_client = { .mutex = PTHREAD_MUTEX_INITIALIZER,
                                 .filled = PTHREAD_COND_INITIALIZER };
static struct pipe to_server = { .mutex = PTHREAD_MUTEX_INITIALIZER,
                                 .filled = PTHREAD_COND_INITIALIZER };

static ssize_t pipe_push(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    struct pipe *out = ptr;

    pthread_mutex_lock(&out->mutex);
    int result = buffer_append(&out->bytes, bytes_of(data, size));
    pthread_cond_signal(&out->filled);
    pthread_mutex_unlock(&out->mutex);
    return result < 0 ? -1 : (ssize_t)size;
}

static ssize_t pipe_pull(gnutls_transport_ptr_t ptr, void *data, size_t size)
{
    struct pipe *in = ptr;

    pthread_mutex_lock(&in->mutex);
    while (in->bytes.size == in->pulled)
        pthread_cond_wait(&in->filled, &in->mutex);
    size_t here = in->bytes.size - in->pulled;
    if (size > here)
        size = here;
    memcpy(data, in->bytes.data + in->pulled, size);
    in->pulled += size;
    pthread_mutex_unlock(&in->mutex);
    return (ssize_t)size;
}

static void use_pipes(struct gnutls_session_int *session, struct pipe *in, struct pipe *out)
{
    session->transport.push = pipe_push;
    session->transport.push_ptr = out;
    session->transport.pull = pipe_pull;
    session->transport.pull_ptr = in;
}

/* Threads count their failures: a test may only fail in its own. */
static unsigned failures;

static void count_failure(void)
{
    __atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED);
}

static void *write_all(void *ptr)
{
    struct gnutls_session_int *session = ptr;

    for (uint32_t i = 0; i < ROUNDS; i++) {
        size_t sent;

        if (connection_send(session, bytes_of(&i, sizeof(i)), 0, &sent) != 0)
            count_failure();
        if (i % UPDATE_EACH == 0 && connection_update_keys(session, true) != 0)
            count_failure();
    }
    if (connection_close(session, false) != 0)
        count_failure();
    return NULL;
}

static void *read_all(void *ptr)
{
    struct gnutls_session_int *session = ptr;
    uint32_t expected = 0, got;
    size_t size;
    int result;

    do {
        result = connection_receive(session, &got, sizeof(got), &size);
        if (result == 0 && size == sizeof(got) && got == expected)
            expected++;
        else if (result != GNUTLS_E_AGAIN && size > 0)
            count_failure();
    } while (result == GNUTLS_E_AGAIN || (result == 0 && size > 0));
    if (result != 0 || expected != ROUNDS)
        count_failure();
    return NULL;
}

static void test_both_ways_at_once_lose_and_mix_nothing(void **state)
{
    pthread_t threads[4];

    pair_open();
    use_pipes(pair.client, &to_client, &to_server);
    use_pipes(pair.server, &to_server, &to_client);

    assert_int_equal(pthread_create(&threads[0], NULL, read_all, pair.client), 0);
    assert_int_equal(pthread_create(&threads[1], NULL, read_all, pair.server), 0);
    assert_int_equal(pthread_create(&threads[2], NULL, write_all, pair.client), 0);
    assert_int_equal(pthread_create(&threads[3], NULL, write_all, pair.server), 0);
    for (size_t i = 0; i < ARRAY_SIZE(threads); i++)
        pthread_join(threads[i], NULL);

    assert_int_equal(failures, 0);
    buffer_wipe(&to_client.bytes);
    buffer_wipe(&to_server.bytes);
    pair_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_ways_at_once_lose_and_mix_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
