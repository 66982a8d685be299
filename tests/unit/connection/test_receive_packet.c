/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_receive_packet.c - records given out as packets, and what memory they hold */

#include "unit/connection/open_pair.h"

#include "base/memory.h"

#include <stdlib.h>

/* ---- packets, memory ---- */

static void test_a_packet_is_a_record_with_its_number(void **state)
{
    static const uint8_t second[8] = { 0, 0, 0, 0, 0, 0, 0, 1 };
    struct mbuffer_st *packet;

    pair_open();
    server_sends("first");
    server_sends("second");
    assert_int_equal(connection_receive_packet(pair.client, &packet), 0);
    packet_free(packet);

    assert_int_equal(connection_receive_packet(pair.client, &packet), 0);

    assert_bytes_equal(packet->data.data, packet->data.size, "second", 6);
    assert_memory_equal(packet->sequence, second, 8);
    packet_free(packet);
    assert_int_equal(connection_receive_packet(pair.client, &packet), GNUTLS_E_AGAIN);
    assert_null(packet);
    pair_close();
}

static void test_what_a_short_read_left_is_a_packet_too(void **state)
{
    struct mbuffer_st *packet;
    char got[2];
    size_t size;

    pair_open();
    server_sends("abcdef");
    assert_int_equal(connection_receive(pair.client, got, 2, &size), 0);

    assert_int_equal(connection_receive_packet(pair.client, &packet), 0);

    assert_bytes_equal(packet->data.data, packet->data.size, "cdef", 4);
    packet_free(packet);
    pair_close();
}

static void test_an_idle_connection_holds_no_buffers(void **state)
{
    pair_open();
    server_sends("small");
    assert_int_equal(client_reads("small"), 0);
    assert_int_equal(client_reads(""), GNUTLS_E_AGAIN);
    assert_int_equal(client_sends("answer"), 0);

    assert_int_equal(pair.client->in.raw.room, 0);
    assert_int_equal(pair.client->in.application.room, 0);
    assert_true(pair.client->out.queue.room <= 512);
    pair_close();
}

/* ---- memory that runs out ---- */

static unsigned allocations_left;

static void *few(size_t size)
{
    return allocations_left-- > 0 ? malloc(size) : NULL;
}

static void allow_allocations(unsigned count)
{
    const struct memory_functions functions = { few, malloc, realloc, free };

    allocations_left = count;
    memory_set_functions(&functions);
}

static void allow_all_allocations(void)
{
    const struct memory_functions functions = { malloc, malloc, realloc, free };

    memory_set_functions(&functions);
}

/* Whatever is the allocation that fails: either the connection has failed, or the data waits. */
static void test_a_packet_without_memory_loses_no_data(void **state)
{
    int result = GNUTLS_E_MEMORY_ERROR;

    for (unsigned count = 0; result != 0; count++) {
        struct mbuffer_st *packet;

        pair_open();
        server_sends("data");
        allow_allocations(count);
        result = connection_receive_packet(pair.client, &packet);
        allow_all_allocations();
        if (result == GNUTLS_E_MEMORY_ERROR && connection_state(pair.client) == CONNECTION_OPEN)
            assert_int_equal(connection_receive_packet(pair.client, &packet), 0);
        if (packet != NULL)
            assert_bytes_equal(packet->data.data, packet->data.size, "data", 4);
        packet_free(packet);
        pair_close();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_packet_is_a_record_with_its_number),
        cmocka_unit_test(test_what_a_short_read_left_is_a_packet_too),
        cmocka_unit_test(test_an_idle_connection_holds_no_buffers),
        cmocka_unit_test(test_a_packet_without_memory_loses_no_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
