/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_transport.c - the application's transport: pointers, errors, timeouts */

#include "suite.h"

#include <errno.h>
#include <gnutls/socket.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct pair_options plain = { .tickets = false };

/* ---- pointers ---- */

static void test_pointers_come_back(void **state)
{
    int one, two;
    gnutls_transport_ptr_t receive = NULL, send = NULL;
    gnutls_session_t session;
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);

    gnutls_transport_set_ptr(session, &one);
    assert_ptr_equal(gnutls_transport_get_ptr(session), &one);
    gnutls_transport_set_ptr2(session, &one, &two);
    gnutls_transport_get_ptr2(session, &receive, &send);

    assert_ptr_equal(receive, &one);
    assert_ptr_equal(send, &two);
    gnutls_deinit(session);
}

static void test_descriptors_come_back(void **state)
{
    int receive = -1, send = -1;
    gnutls_session_t session;
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);

    gnutls_transport_set_int(session, 7);
    assert_int_equal(gnutls_transport_get_int(session), 7);
    gnutls_transport_set_int2(session, 8, 9);
    gnutls_transport_get_int2(session, &receive, &send);

    assert_int_equal(receive, 8);
    assert_int_equal(send, 9);
    gnutls_deinit(session);
}

static void test_the_application_keeps_a_pointer(void **state)
{
    int thing;
    gnutls_session_t session;
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);
    assert_null(gnutls_session_get_ptr(session));

    gnutls_session_set_ptr(session, &thing);

    assert_ptr_equal(gnutls_session_get_ptr(session), &thing);
    gnutls_deinit(session);
}

/* ---- errors of the transport ---- */

static ssize_t pull_with_own_errno(gnutls_transport_ptr_t pointer, void *data, size_t size)
{
    struct sim_end *end = pointer;
    ssize_t result = end_pull(pointer, data, size);
    if (result < 0) {
        gnutls_transport_set_errno(end->session, errno);
        errno = EBADF;
    }
    return result;
}

static void test_errno_can_be_set_in_the_session(void **state)
{
    char byte;
    begin_connected_pair(&plain);
    gnutls_transport_set_pull_function(pair.client.session, pull_with_own_errno);

    assert_code(gnutls_record_recv(pair.client.session, &byte, 1), GNUTLS_E_AGAIN);
    pair.client.fault.pull = (struct sim_fault){ 0, EINTR };
    assert_code(gnutls_record_recv(pair.client.session, &byte, 1), GNUTLS_E_INTERRUPTED);
    assert_code(pair_ping(&pair), 0);
}

static int errno_of_the_end(gnutls_transport_ptr_t pointer)
{
    return EAGAIN;
}

static void test_errno_can_come_from_a_function(void **state)
{
    char byte;
    begin_connected_pair(&plain);
    gnutls_transport_set_errno_function(pair.client.session, errno_of_the_end);
    pair.client.fault.pull = (struct sim_fault){ 0, EBADF };

    assert_code(gnutls_record_recv(pair.client.session, &byte, 1), GNUTLS_E_AGAIN);
}

struct fault_row {
    const char *name;
    bool on_push;
    int error, code;
};

static const struct fault_row fault_rows[] = {
    { "a pull that fails", false, EBADF, GNUTLS_E_PULL_ERROR },
    { "a pull that finds the connection reset", false, ECONNRESET, GNUTLS_E_PULL_ERROR },
    { "a pull that would block", false, EAGAIN, GNUTLS_E_AGAIN },
    { "a pull that was interrupted", false, EINTR, GNUTLS_E_INTERRUPTED },
    { "a push that fails", true, EBADF, GNUTLS_E_PUSH_ERROR },
    { "a push into a broken pipe", true, EPIPE, GNUTLS_E_PUSH_ERROR },
    { "a push that finds the connection reset", true, ECONNRESET, GNUTLS_E_PREMATURE_TERMINATION },
    { "a push that would block", true, EAGAIN, GNUTLS_E_AGAIN },
    { "a push that was interrupted", true, EINTR, GNUTLS_E_INTERRUPTED },
};

static void test_fault(void **state)
{
    const struct fault_row *row = *state;
    char byte = 'x';
    struct sim_fault fault = { 0, row->error };
    begin_connected_pair(&plain);

    if (row->on_push) {
        pair.client.fault.push = fault;
        assert_code(gnutls_record_send(pair.client.session, &byte, 1), row->code);
    } else {
        pair.client.fault.pull = fault;
        assert_code(gnutls_record_recv(pair.client.session, &byte, 1), row->code);
    }
}

/* ---- timeouts ---- */

static void test_a_read_times_out(void **state)
{
    char byte;
    begin_connected_pair(&plain);
    gnutls_record_set_timeout(pair.client.session, 500);
    int64_t begin_ms = sim_now_ms();

    assert_code(gnutls_record_recv(pair.client.session, &byte, 1), GNUTLS_E_TIMEDOUT);

    assert_int_equal(sim_now_ms() - begin_ms, 500);
    gnutls_record_set_timeout(pair.client.session, 0);
    assert_code(pair_ping(&pair), 0);
}

static void test_half_a_record_is_kept_over_a_timeout(void **state)
{
    char bytes[8];
    if (library_under_test() == REFERENCE)
        skip();
    begin_connected_pair(&plain);
    sim_link_hold_after(&pair.server.out, 10, 1000);
    assert_code(gnutls_record_send(pair.server.session, "data", 4), 4);
    gnutls_record_set_timeout(pair.client.session, 500);

    assert_code(gnutls_record_recv(pair.client.session, bytes, sizeof bytes), GNUTLS_E_TIMEDOUT);
    sim_pass(&sim, 1000);

    assert_int_equal(gnutls_record_recv(pair.client.session, bytes, sizeof bytes), 4);
    assert_memory_equal(bytes, "data", 4);
}

static void test_a_handshake_without_answer_times_out(void **state)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });
    assert_code(pair_open(&pair, &sim, &plain), 0);
    pair.server.work = NULL;
    gnutls_handshake_set_timeout(pair.client.session, 3000);

    int code;
    do
        code = gnutls_handshake(pair.client.session);
    while (code == GNUTLS_E_AGAIN);

    assert_code(code, GNUTLS_E_TIMEDOUT);
    assert_in_range(sim_now_ms(), 2900, 3100);
}

static void test_a_handshake_in_time_does_not_time_out(void **state)
{
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 500 });
    assert_code(pair_open(&pair, &sim, &plain), 0);
    gnutls_handshake_set_timeout(pair.client.session, 3000);

    assert_code(gnutls_handshake(pair.client.session), 0);
}

static void test_the_built_in_wait_watches_a_descriptor(void **state)
{
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    gnutls_transport_ptr_t pointer = (gnutls_transport_ptr_t)(intptr_t)ends[0];

    assert_int_equal(gnutls_system_recv_timeout(pointer, 0), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_true(gnutls_system_recv_timeout(pointer, 0) > 0);

    close(ends[0]);
    close(ends[1]);
}

/* ---- connecting ---- */

static ssize_t never_ready(gnutls_transport_ptr_t ptr, void *data, size_t size)
{
    errno = EAGAIN;
    return -1;
}

static void test_the_handshake_connects_the_socket(void **state)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof(address);
    int server = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
    unsigned char first;
    gnutls_session_t session;
    gnutls_certificate_credentials_t credentials;
    assert_int_equal(bind(server, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(server, 1), 0);
    assert_int_equal(getsockname(server, (struct sockaddr *)&address, &size), 0);
    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);
    assert_code(gnutls_init(&session, GNUTLS_CLIENT | GNUTLS_NONBLOCK), 0);
    assert_code(gnutls_set_default_priority(session), 0);
    assert_code(gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials), 0);
    gnutls_transport_set_fastopen(session, client, (struct sockaddr *)&address, size, 0);
    gnutls_transport_set_pull_function(session, never_ready);

    assert_code(gnutls_handshake(session), GNUTLS_E_AGAIN);

    int accepted = accept(server, NULL, NULL);
    assert_true(accepted >= 0);
    assert_int_equal(recv(accepted, &first, 1, 0), 1);
    assert_int_equal(first, 22); /* a record of the handshake */
    gnutls_deinit(session);
    gnutls_certificate_free_credentials(credentials);
    close(accepted);
    close(client);
    close(server);
}

int main(void)
{
    ADD(test_pointers_come_back);
    ADD(test_descriptors_come_back);
    ADD(test_the_application_keeps_a_pointer);
    ADD(test_errno_can_be_set_in_the_session);
    ADD(test_errno_can_come_from_a_function);
    ADD_ROWS(fault_rows, test_fault);
    ADD(test_a_read_times_out);
    ADD(test_half_a_record_is_kept_over_a_timeout);
    ADD(test_a_handshake_without_answer_times_out);
    ADD(test_a_handshake_in_time_does_not_time_out);
    ADD(test_the_built_in_wait_watches_a_descriptor);
    ADD(test_the_handshake_connects_the_socket);
    return suite_run("transport and records by other ways");
}
