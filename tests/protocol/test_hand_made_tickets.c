/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hand_made_tickets.c - NewSessionTicket messages that no server of ours would send
 *
 * RFC 8446, 4.6.1. The server's keys seal what the test has made by hand.
 */

#include "strict.h"

#include "base/errors.h"
#include "base/text.h"

#include "unit/test.h"

struct hand_made {
    uint32_t lifetime_s;
    size_t nonce_size, ticket_size;
    const char *extensions; /* with their length; NULL: the field is missing */
    const char *tail;       /* behind the message's body */
};

static void write_ticket(const struct hand_made *t, struct buffer *out)
{
    SCOPED(buffer) struct buffer bytes = { 0 };
    SCOPED(buffer) struct buffer extensions = { 0 };
    struct wire_writer w = wire_writer(out);
    struct wire_mark message, field;

    assert_int_equal(hex_decode(bytes_of_text(t->extensions ? t->extensions : ""), &extensions), 0);
    wire_write_u8(&w, NEW_SESSION_TICKET);
    message = wire_open_vec24(&w);
    wire_write_u32(&w, t->lifetime_s);
    wire_write_u32(&w, 0x01020304);
    field = wire_open_vec8(&w);
    wire_write_zeros(&w, t->nonce_size);
    wire_close(&w, field);
    field = wire_open_vec16(&w);
    wire_write_zeros(&w, t->ticket_size);
    wire_close(&w, field);
    wire_write_bytes(&w, buffer_bytes(&extensions));
    assert_int_equal(hex_decode(bytes_of_text(t->tail ? t->tail : ""), &bytes), 0);
    wire_write_bytes(&w, buffer_bytes(&bytes));
    wire_close(&w, message);
    assert_int_equal(wire_write_end(&w), 0);
}

static void open_without_tickets(struct strict_run *run, const struct sim_options *network)
{
    struct pair_options o = { .server_flags = GNUTLS_NO_AUTO_SEND_TICKET,
                              .tickets = true,
                              .ticket_key = &pair_ticket_key };

    memset(run, 0, sizeof *run);
    sim_init(&run->sim, network);
    assert_int_equal(pair_open(&run->pair, &run->sim, &o), 0);
    assert_int_equal(pair_handshake(&run->pair), 0);
    pair_settle(&run->pair);
}

/* In records of at most `cut` bytes of content. */
static void send_sealed(struct sim_end *from, uint8_t type, struct bytes content, size_t cut)
{
    struct record_keys *keys = &from->session->keys.out;
    SCOPED(buffer) struct buffer records = { 0 };

    while (content.size > 0) {
        size_t size = content.size < cut ? content.size : cut;

        assert_int_equal(
            keys->protection->seal(keys, type, bytes_of(content.data, size), 0, &records), 0);
        content = bytes_from(content, size);
    }
    sim_link_push(&from->out, records.data, records.size);
}

static int read_at(struct sim_end *end)
{
    char byte;
    ssize_t got = pair_receive(end, &byte, 1);

    return got == GNUTLS_E_AGAIN ? 0 : (int)got;
}

struct row {
    const char *name;
    struct hand_made ticket;
    int result;
    bool kept, seen;
};

#define NO_EXTENSIONS "0000"

/* clang-format off */
static const struct row rows[] = {
    { "plain",                        { 100, 4, 32, NO_EXTENSIONS, NULL }, 0, true, true },
    { "nonce of no bytes",            { 100, 0, 32, NO_EXTENSIONS, NULL }, 0, true, true },
    { "nonce of 255 bytes",           { 100, 255, 32, NO_EXTENSIONS, NULL }, 0, true, true },
    { "ticket of one byte",           { 100, 4, 1, NO_EXTENSIONS, NULL }, 0, true, true },
    { "ticket of 65535 bytes",        { 100, 4, 65535, NO_EXTENSIONS, NULL }, 0, true, true },
    { "unknown extension",            { 100, 4, 32, "00061a2a0002aabb", NULL }, 0, true, true },
    { "early data allowed",           { 100, 4, 32, "0008002a000400004000", NULL }, 0, true, true },
    { "lifetime over seven days",     { 604801, 4, 32, NO_EXTENSIONS, NULL }, 0, true, true },
    { "lifetime of all ones",         { 0xffffffff, 4, 32, NO_EXTENSIONS, NULL }, 0, true, true },
    { "lifetime 0 is not kept",       { 0, 4, 32, NO_EXTENSIONS, NULL }, 0, false, true },
    { "ticket of no bytes is not kept", { 100, 4, 0, NO_EXTENSIONS, NULL }, 0, false, true },
    { "early data of 3 bytes",        { 100, 4, 32, "0007002a0003000040", NULL }, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, false, false },
    { "early data of 5 bytes",        { 100, 4, 32, "0009002a00050000400000", NULL }, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, false, false },
    { "early data twice",             { 100, 4, 32, "0010002a000400004000002a000400004000", NULL }, GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER, false, false },
    { "no field of extensions",       { 100, 4, 32, NULL, NULL }, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, false, false },
    { "extensions cut",               { 100, 4, 32, "00081a2a0006aabb", NULL }, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, false, false },
    { "bytes behind the extensions",  { 100, 4, 32, NO_EXTENSIONS, "00" }, GNUTLS_E_UNEXPECTED_PACKET_LENGTH, false, false },
};
/* clang-format on */

static void assert_row(const struct row *row, const struct sim_options *network, size_t cut)
{
    SCOPED(buffer) struct buffer message = { 0 };
    struct strict_run run;
    gnutls_session_t client;
    int result;

    open_without_tickets(&run, network);
    client = run.pair.client.session;
    write_ticket(&row->ticket, &message);
    send_sealed(&run.pair.server, CONTENT_HANDSHAKE, buffer_bytes(&message), cut);
    result = read_at(&run.pair.client);

    if (result != row->result)
        fail_msg("%s: %d instead of %d", row->name, result, row->result);
    if ((client->resumption.tickets.count > 0) != row->kept)
        fail_msg("%s: %u kept", row->name, client->resumption.tickets.count);
    if (((gnutls_session_get_flags(client) & GNUTLS_SFLAGS_SESSION_TICKET) != 0) != row->seen)
        fail_msg("%s: the flag is wrong", row->name);
    strict_end(&run);
}

static void test_cve_2019_3836_hand_made_tickets_are_taken_or_refused(void **state)
{
    static const size_t cuts[] = { 16384, 1000, 3 };

    for (size_t n = 0; n < strict_network_count; n++) {
        for (size_t c = 0; c < ARRAY_SIZE(cuts); c++) {
            for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
                if (rows[i].ticket.ticket_size > 1000 && (n > 0 || cuts[c] < 1000))
                    continue; /* the same again, only slower */
                assert_row(&rows[i], &strict_networks[n], cuts[c]);
            }
        }
    }
}

static void test_every_cut_of_a_ticket_is_refused(void **state)
{
    const struct hand_made ticket = { 100, 4, 32, "00061a2a0002aabb", NULL };
    SCOPED(buffer) struct buffer whole = { 0 };

    write_ticket(&ticket, &whole);
    for (size_t size = HANDSHAKE_HEADER_SIZE; size < whole.size; size++) {
        SCOPED(buffer) struct buffer cut = { 0 };
        struct strict_run run;

        open_without_tickets(&run, &strict_networks[0]);
        assert_int_equal(buffer_append(&cut, bytes_of(whole.data, size)), 0);
        cut.data[3] = (uint8_t)(size - HANDSHAKE_HEADER_SIZE);
        send_sealed(&run.pair.server, CONTENT_HANDSHAKE, buffer_bytes(&cut), 16384);
        assert_int_equal(read_at(&run.pair.client), GNUTLS_E_UNEXPECTED_PACKET_LENGTH);
        strict_end(&run);
    }
}

/* As in a read, and the ticket is not kept. */
static void test_a_broken_ticket_ends_the_wait_with_its_error(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(buffer) struct buffer message = { 0 };
        gnutls_datum_t data = { NULL, 0 };
        struct strict_run run;
        int result;

        open_without_tickets(&run, &strict_networks[0]);
        write_ticket(&rows[i].ticket, &message);
        send_sealed(&run.pair.server, CONTENT_HANDSHAKE, buffer_bytes(&message), 16384);
        result = gnutls_session_get_data2(run.pair.client.session, &data);

        if (result != rows[i].result)
            fail_msg("%s: %s", rows[i].name, gnutls_strerror_name(result));
        if (result < 0)
            assert_int_equal(gnutls_session_get_data2(run.pair.client.session, &data),
                             GNUTLS_E_INVALID_SESSION);
        gnutls_free(data.data);
        strict_end(&run);
    }
}

/* Two in one record; then four more than are kept. */
static void test_many_tickets_are_taken_and_the_newest_kept(void **state)
{
    SCOPED(buffer) struct buffer all = { 0 };
    struct hand_made ticket = { 100, 4, 32, NO_EXTENSIONS, NULL };
    struct strict_run run;

    open_without_tickets(&run, &strict_networks[0]);
    for (size_t i = 0; i < 8; i++) {
        ticket.ticket_size = 10 + i;
        write_ticket(&ticket, &all);
    }
    send_sealed(&run.pair.server, CONTENT_HANDSHAKE, buffer_bytes(&all), 16384);

    assert_int_equal(read_at(&run.pair.client), 0);
    assert_int_equal(run.pair.client.session->resumption.tickets.received, 8);
    assert_int_equal(run.pair.client.session->resumption.tickets.count, TICKET_STORE_MAX);
    assert_int_equal(
        ticket_store_newest(&run.pair.client.session->resumption.tickets)->facts.ticket.size, 17);
    strict_end(&run);
}

static void test_data_between_the_parts_of_a_ticket_is_refused(void **state)
{
    const struct hand_made ticket = { 100, 4, 32, NO_EXTENSIONS, NULL };
    SCOPED(buffer) struct buffer whole = { 0 };
    struct strict_run run;

    open_without_tickets(&run, &strict_networks[0]);
    write_ticket(&ticket, &whole);
    send_sealed(&run.pair.server, CONTENT_HANDSHAKE, bytes_of(whole.data, 20), 16384);
    send_sealed(&run.pair.server, CONTENT_APPLICATION_DATA, bytes_of("a", 1), 16384);

    assert_int_equal(read_at(&run.pair.client), GNUTLS_E_UNEXPECTED_PACKET);
    strict_end(&run);
}

static void test_ticket_for_a_server_is_unexpected(void **state)
{
    const struct hand_made ticket = { 100, 4, 32, NO_EXTENSIONS, NULL };
    SCOPED(buffer) struct buffer whole = { 0 };
    struct strict_run run;

    open_without_tickets(&run, &strict_networks[0]);
    write_ticket(&ticket, &whole);
    send_sealed(&run.pair.client, CONTENT_HANDSHAKE, buffer_bytes(&whole), 16384);

    assert_int_equal(read_at(&run.pair.server), GNUTLS_E_UNEXPECTED_PACKET);
    strict_end(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cve_2019_3836_hand_made_tickets_are_taken_or_refused),
        cmocka_unit_test(test_a_broken_ticket_ends_the_wait_with_its_error),
        cmocka_unit_test(test_every_cut_of_a_ticket_is_refused),
        cmocka_unit_test(test_many_tickets_are_taken_and_the_newest_kept),
        cmocka_unit_test(test_data_between_the_parts_of_a_ticket_is_refused),
        cmocka_unit_test(test_ticket_for_a_server_is_unexpected),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
