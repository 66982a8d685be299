/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_inbound.c - from the transport to content: order, stalls, memory */

#include "unit/record/link.h"
#include "unit/record/rfc8448_records.h"
#include "unit/record/suite.h"

#include "record/inbound.h"

struct setup {
    struct inbound in;
    struct link link;
    struct transport transport;
    struct record_keys keys, peer;
    struct record record;
};

static void set_up(struct setup *setup)
{
    *setup = (struct setup){ 0 };
    inbound_init(&setup->in);
    link_open(&setup->link, &setup->transport);
    keys_of_hex(client_application_secret, &setup->keys);
    keys_of_hex(client_application_secret, &setup->peer);
    setup->in.expect_tls13 = true;
}

static void tear_down(struct setup *setup)
{
    inbound_wipe(&setup->in);
    link_close(&setup->link);
}

static void put(struct setup *setup, uint8_t type, const char *text)
{
    assert_int_equal(
        protect_tls13.seal(&setup->peer, type, bytes_of_text(text), 0, &setup->link.bytes), 0);
}

static int next(struct setup *setup)
{
    return inbound_next(&setup->in, &setup->transport, &setup->keys, &setup->record);
}

static void expect(struct setup *setup, uint8_t type, const char *text)
{
    assert_int_equal(next(setup), 0);
    assert_int_equal(setup->record.type, type);
    assert_bytes_equal(setup->record.data, setup->record.size, text, strlen(text));
}

static int next_over_stalls(struct setup *setup)
{
    int result;

    do
        result = next(setup);
    while (result == GNUTLS_E_AGAIN);
    return result;
}

static void expect_hex(struct setup *setup, uint8_t type, const char *hex)
{
    assert_int_equal(next_over_stalls(setup), 0);
    assert_int_equal(setup->record.type, type);
    assert_hex(bytes_of(setup->record.data, setup->record.size), hex);
}

/* The client of RFC 8448 reads the hello, the flight, the ticket, the data and the alert. */
static void read_rfc_8448(size_t chunk, bool stalls, bool look_ahead)
{
    struct setup s;

    set_up(&s);
    s.link.chunk = chunk;
    s.link.stalls = stalls;
    s.in.look_ahead = look_ahead;
    s.in.expect_tls13 = false;
    record_keys_none(&s.keys);
    link_put_hex(&s.link, server_hello_record);
    link_put_hex(&s.link, server_flight_record);
    link_put_hex(&s.link, ticket_record);
    link_put_hex(&s.link, server_data_record);
    link_put_hex(&s.link, server_alert_record);

    expect_hex(&s, CONTENT_HANDSHAKE, server_hello_plain);
    s.in.expect_tls13 = true;
    keys_of_hex(server_handshake_secret, &s.keys);
    expect_hex(&s, CONTENT_HANDSHAKE, server_flight_plain);
    keys_of_hex(server_application_secret, &s.keys);
    expect_hex(&s, CONTENT_HANDSHAKE, ticket_plain);
    expect_hex(&s, CONTENT_APPLICATION_DATA, server_data_plain);
    expect_hex(&s, CONTENT_ALERT, server_alert_plain);
    assert_int_equal(next(&s), GNUTLS_E_AGAIN);
    tear_down(&s);
}

static void test_records_of_rfc_8448_are_read_in_every_chunking(void **state)
{
    for (size_t chunk = 0; chunk < 120; chunk++) {
        read_rfc_8448(chunk, false, false);
        read_rfc_8448(chunk, true, false);
        read_rfc_8448(chunk, false, true);
        read_rfc_8448(chunk, true, true);
    }
}

static void test_without_look_ahead_not_a_byte_behind_the_record_is_pulled(void **state)
{
    struct setup s;

    set_up(&s);
    put(&s, CONTENT_APPLICATION_DATA, "one");
    size_t first = s.link.bytes.size;
    put(&s, CONTENT_APPLICATION_DATA, "two");

    expect(&s, CONTENT_APPLICATION_DATA, "one");

    assert_int_equal(s.link.pulled, first);
    assert_int_equal(s.link.pulls, 2);
    tear_down(&s);
}

static void test_with_look_ahead_the_next_header_comes_along(void **state)
{
    struct setup s;

    set_up(&s);
    s.in.look_ahead = true;
    put(&s, CONTENT_HANDSHAKE, "one");
    size_t first = s.link.bytes.size;
    put(&s, CONTENT_HANDSHAKE, "two");

    expect(&s, CONTENT_HANDSHAKE, "one");
    assert_int_equal(s.link.pulled, first + RECORD_HEADER_SIZE);
    expect(&s, CONTENT_HANDSHAKE, "two");

    assert_int_equal(s.link.pulls, 3);
    assert_false(inbound_has_record(&s.in));
    tear_down(&s);
}

/* The heaviest loss there could be: a time limit that falls inside a record. */
static unsigned pulls_allowed;

static int limited(void *ctx)
{
    return pulls_allowed-- > 0 ? 0 : GNUTLS_E_TIMEDOUT;
}

static void test_a_time_limit_inside_a_record_loses_nothing(void **state)
{
    for (unsigned allowed = 0; allowed < 40; allowed++) {
        struct setup s;
        int result;

        set_up(&s);
        put(&s, CONTENT_APPLICATION_DATA, "hello, hello");
        s.link.chunk = 1;
        s.transport.before_pull = limited;
        pulls_allowed = allowed;

        result = next(&s);
        if (allowed >= s.link.bytes.size) {
            assert_int_equal(result, 0);
        } else {
            assert_int_equal(result, GNUTLS_E_TIMEDOUT);
            assert_int_equal(inbound_is_partial(&s.in), allowed > 0);
            s.transport.before_pull = NULL;
            expect(&s, CONTENT_APPLICATION_DATA, "hello, hello");
        }
        tear_down(&s);
    }
}

/* M8. */
static void test_the_end_of_the_stream_is_premature_wherever_it_comes(void **state)
{
    for (size_t cut = 0; cut < 27; cut++) {
        struct setup s;

        set_up(&s);
        put(&s, CONTENT_APPLICATION_DATA, "hello");
        assert_int_equal(s.link.bytes.size, 27);
        buffer_cut(&s.link.bytes, cut);
        s.link.closed = true;

        assert_int_equal(next(&s), GNUTLS_E_PREMATURE_TERMINATION);
        unsigned pulls = s.link.pulls;
        assert_int_equal(next(&s), GNUTLS_E_PREMATURE_TERMINATION);
        assert_int_equal(s.link.pulls, pulls);
        tear_down(&s);
    }
}

/* ---- application data kept for later ---- */

static void expect_taken(struct inbound *in, size_t size, const char *text)
{
    uint8_t out[64] = { 0 };

    assert_true(size <= sizeof(out));
    assert_bytes_equal(out, inbound_take_application(in, out, size), text, strlen(text));
}

static void test_what_is_left_of_a_record_is_taken_in_pieces(void **state)
{
    struct setup s;

    set_up(&s);
    put(&s, CONTENT_APPLICATION_DATA, "abcdef");
    expect(&s, CONTENT_APPLICATION_DATA, "abcdef");
    inbound_leave_application(&s.in, bytes_of(s.record.data + 1, 5));

    assert_int_equal(inbound_application_size(&s.in), 5);
    expect_taken(&s.in, 2, "bc");
    expect_taken(&s.in, 10, "def");
    assert_int_equal(inbound_application_size(&s.in), 0);
    expect_taken(&s.in, 10, "");
    tear_down(&s);
}

static void test_what_is_left_outlives_the_next_record(void **state)
{
    struct setup s;

    set_up(&s);
    put(&s, CONTENT_APPLICATION_DATA, "abcdef");
    put(&s, CONTENT_HANDSHAKE, "ticket");
    put(&s, CONTENT_APPLICATION_DATA, "ghi");
    expect(&s, CONTENT_APPLICATION_DATA, "abcdef");
    inbound_leave_application(&s.in, bytes_of(s.record.data + 3, 3));

    expect(&s, CONTENT_HANDSHAKE, "ticket");
    expect(&s, CONTENT_APPLICATION_DATA, "ghi");
    inbound_leave_application(&s.in, bytes_of(s.record.data, 3));

    expect_taken(&s.in, 4, "defg");
    expect_taken(&s.in, 4, "hi");
    tear_down(&s);
}

static void test_kept_data_is_bounded(void **state)
{
    static const uint8_t block[RECORD_PLAIN_MAX];
    struct inbound in;

    inbound_init(&in);
    for (int i = 0; i < 4; i++)
        assert_int_equal(inbound_keep_application(&in, bytes_of(block, sizeof(block))), 0);

    assert_int_equal(inbound_keep_application(&in, bytes_of(block, 1)), GNUTLS_E_LARGE_PACKET);
    uint8_t one;
    assert_int_equal(inbound_take_application(&in, &one, 1), 1);
    assert_int_equal(inbound_keep_application(&in, bytes_of(block, 1)), 0);
    inbound_wipe(&in);
}

static void test_idle_gives_memory_back_but_no_byte_that_is_held(void **state)
{
    struct setup s;

    set_up(&s);
    put(&s, CONTENT_APPLICATION_DATA, "abc");
    expect(&s, CONTENT_APPLICATION_DATA, "abc");
    inbound_leave_application(&s.in, bytes_of(s.record.data, 3));
    inbound_idle(&s.in);
    expect_taken(&s.in, 3, "abc");

    inbound_idle(&s.in);
    assert_int_equal(s.in.raw.room, 0);

    put(&s, CONTENT_APPLICATION_DATA, "def");
    size_t whole = s.link.bytes.size;
    s.link.bytes.size -= 4;
    assert_int_equal(next(&s), GNUTLS_E_AGAIN);
    inbound_idle(&s.in);
    s.link.bytes.size = whole;
    expect(&s, CONTENT_APPLICATION_DATA, "def");
    tear_down(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_of_rfc_8448_are_read_in_every_chunking),
        cmocka_unit_test(test_without_look_ahead_not_a_byte_behind_the_record_is_pulled),
        cmocka_unit_test(test_with_look_ahead_the_next_header_comes_along),
        cmocka_unit_test(test_a_time_limit_inside_a_record_loses_nothing),
        cmocka_unit_test(test_the_end_of_the_stream_is_premature_wherever_it_comes),
        cmocka_unit_test(test_what_is_left_of_a_record_is_taken_in_pieces),
        cmocka_unit_test(test_what_is_left_outlives_the_next_record),
        cmocka_unit_test(test_kept_data_is_bounded),
        cmocka_unit_test(test_idle_gives_memory_back_but_no_byte_that_is_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
