/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_repeated_waits.c - the wait for a ticket, over more than one call */

#include "session_data.h"

static const struct pair_options plain = { .tickets = true };

static void test_each_call_waits_anew(void **state)
{
    begin_settled_pair(&(struct pair_options){ .tickets = false });
    end_forget_asked(&pair.client);

    assert_gives_dummy(&pair.client);
    assert_gives_dummy(&pair.client);

    assert_int_equal(pair.client.asked.waits, 2);
    assert_int_equal(pair.client.asked.wait_ms[0], pair.client.asked.wait_ms[1]);
}

static void test_with_a_ticket_nothing_is_asked(void **state)
{
    begin_settled_pair(&plain);
    end_forget_asked(&pair.client);

    assert_gives_ticket(&pair.client);

    assert_int_equal(pair.client.asked.waits, 0);
    assert_int_equal(pair.client.asked.pulls, 0);
}

static int wait_longer(gnutls_transport_ptr_t pointer, unsigned ms)
{
    return end_wait(pointer, ms + 500);
}

static void send_a_ticket(void *server)
{
    end_turn(server);
    assert_code(gnutls_session_ticket_send(((struct sim_end *)server)->session, 1, 0), 0);
}

static void test_a_ticket_that_a_late_callback_brings_is_used(void **state)
{
    begin_settled_pair(
        &(struct pair_options){ .tickets = true, .server_flags = GNUTLS_NO_AUTO_SEND_TICKET });
    gnutls_transport_set_pull_timeout_function(pair.client.session, wait_longer);
    sim_after(&sim, 400, send_a_ticket, &pair.server);

    assert_gives_ticket(&pair.client);
}

static void test_data_left_in_the_buffer_is_no_obstacle(void **state)
{
    char bytes[16];
    gnutls_datum_t data = { NULL, 0 };
    begin_settled_pair(
        &(struct pair_options){ .tickets = true, .server_flags = GNUTLS_NO_AUTO_SEND_TICKET });
    assert_code(gnutls_record_send(pair.server.session, "0123456789", 10), 10);
    assert_int_equal(pair_receive(&pair.client, bytes, 4), 4);
    assert_code(gnutls_session_ticket_send(pair.server.session, 1, 0), 0);
    sim_pass(&sim, 20);

    int code = gnutls_session_get_data2(pair.client.session, &data);

    gnutls_free(data.data);
    assert_code(code, library_under_test() == REFERENCE ? GNUTLS_E_UNEXPECTED_PACKET : 0);
    if (code != 0)
        return;
    assert_false(is_dummy(&data));
    assert_int_equal(gnutls_record_recv(pair.client.session, bytes, sizeof bytes), 6);
    assert_memory_equal(bytes, "456789", 6);
}

static void test_a_close_is_told_once(void **state)
{
    char byte;
    gnutls_datum_t data = { NULL, 0 };
    begin_settled_pair(&(struct pair_options){ .tickets = false });
    assert_code(gnutls_bye(pair.server.session, GNUTLS_SHUT_WR), 0);
    sim_pass(&sim, 20);

    int code = gnutls_session_get_data2(pair.client.session, &data);

    assert_code(code, library_under_test() == REFERENCE ? GNUTLS_E_SESSION_EOF : 0);
    gnutls_free(data.data);
    end_forget_asked(&pair.client);
    assert_gives_dummy(&pair.client);
    assert_int_equal(pair.client.asked.waits, 0);
    assert_int_equal(gnutls_record_recv(pair.client.session, &byte, 1), 0);
}

int main(void)
{
    ADD(test_each_call_waits_anew);
    ADD(test_with_a_ticket_nothing_is_asked);
    ADD(test_a_ticket_that_a_late_callback_brings_is_used);
    ADD(test_data_left_in_the_buffer_is_no_obstacle);
    ADD(test_a_close_is_told_once);
    return suite_run("getting session data");
}
