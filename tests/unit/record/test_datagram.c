/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_datagram.c - datagrams to records: what is dropped, and what is not, RFC 6347, 4.1 */

#include "unit/test.h"

#include "base/errors.h"
#include "base/text.h"
#include "record/datagram.h"

#include <errno.h>

/* ---- the window ---- */

static void test_a_number_comes_once(void **state)
{
    struct replay_window w = { 0 };

    assert_true(replay_window_is_new(&w, 0));
    replay_window_mark(&w, 0);
    assert_false(replay_window_is_new(&w, 0));
    assert_true(replay_window_is_new(&w, 1));
}

static void test_the_window_bears_any_order(void **state)
{
    static const uint64_t order[] = { 5, 3, 9, 4, 60, 1, 63, 0, 2 };
    struct replay_window w = { 0 };

    for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
        assert_true(replay_window_is_new(&w, order[i]));
        replay_window_mark(&w, order[i]);
        for (size_t k = 0; k <= i; k++)
            assert_false(replay_window_is_new(&w, order[k]));
    }
    assert_true(replay_window_is_new(&w, 6));
}

static void test_the_window_is_64_wide(void **state)
{
    struct replay_window w = { 0 };

    replay_window_mark(&w, 100);
    assert_true(replay_window_is_new(&w, 37));
    assert_false(replay_window_is_new(&w, 36));
    replay_window_mark(&w, 37);
    assert_false(replay_window_is_new(&w, 37));
    replay_window_mark(&w, 101);
    assert_false(replay_window_is_new(&w, 37));
    assert_false(replay_window_is_new(&w, 100));
    assert_true(replay_window_is_new(&w, 99));
}

static void test_a_leap_forgets_what_is_far_behind(void **state)
{
    static const uint64_t leaps[] = { 63, 64, 65, 1000, (UINT64_C(1) << 48) - 2 };

    for (size_t i = 0; i < ARRAY_SIZE(leaps); i++) {
        struct replay_window w = { 0 };

        replay_window_mark(&w, 1);
        replay_window_mark(&w, 1 + leaps[i]);
        assert_false(replay_window_is_new(&w, 1 + leaps[i]));
        assert_true(replay_window_is_new(&w, leaps[i]));
        assert_false(replay_window_is_new(&w, 1));
    }
}

/* ---- records ---- */

enum { DATAGRAMS_MAX = 40 };

static struct inbound in;
static struct record_keys keys, peer;
static struct transport transport;
static struct buffer waiting[DATAGRAMS_MAX];
static size_t count, taken;

static ssize_t pull(gnutls_transport_ptr_t ptr, void *out, size_t size)
{
    size_t given;

    if (taken == count) {
        errno = EAGAIN;
        return -1;
    }
    given = waiting[taken].size < size ? waiting[taken].size : size;
    if (given > 0)
        memcpy(out, waiting[taken].data, given);
    taken++;
    return (ssize_t)given;
}

static int set_up(void **state)
{
    inbound_init(&in);
    assert_int_equal(inbound_use_datagrams(&in), 0);
    record_keys_none_datagram(&keys);
    record_keys_none_datagram(&peer);
    transport = (struct transport){ .pull = pull };
    count = taken = 0;
    return 0;
}

static int clean_up(void **state)
{
    for (size_t i = 0; i < count; i++)
        buffer_wipe(&waiting[i]);
    inbound_wipe(&in);
    return 0;
}

static void use_keys(struct record_keys *out, uint16_t epoch)
{
    uint8_t bytes[KEY_BLOCK_MAX] = { 0 };

    record_keys_tls12(out,
                      &(struct key_block){ .suite = suite_by_id(0xc02b),
                                           .bytes = bytes_of(bytes, sizeof(bytes)),
                                           .datagram = true,
                                           .epoch = epoch },
                      CLIENT_WRITES);
}

/* Adds a record of the peer to the datagram that is last. */
static void add(uint8_t type, const char *text)
{
    assert_int_equal(
        peer.protection->seal(&peer, type, bytes_of_text(text), 0, &waiting[count - 1]), 0);
}

static void put(uint8_t type, const char *text)
{
    count++;
    add(type, text);
}

static void put_hex(const char *hex)
{
    assert_int_equal(hex_decode(bytes_of_text(hex), &waiting[count++]), 0);
}

static void put_copy_of(size_t which)
{
    assert_int_equal(buffer_append(&waiting[count++], buffer_bytes(&waiting[which])), 0);
}

static void assert_comes(const char *text)
{
    struct record record;

    assert_int_equal(inbound_next(&in, &transport, &keys, &record), 0);
    assert_bytes_equal(record.data, record.size, text, strlen(text));
}

static void assert_nothing_comes(unsigned discarded)
{
    struct record record;

    assert_int_equal(inbound_next(&in, &transport, &keys, &record), GNUTLS_E_AGAIN);
    assert_int_equal(in.datagrams->discarded, discarded);
}

static void test_a_datagram_may_hold_many_records(void **state)
{
    put(CONTENT_HANDSHAKE, "one");
    add(CONTENT_HANDSHAKE, "two");
    put(CONTENT_ALERT, "three");

    assert_comes("one");
    assert_comes("two");
    assert_comes("three");
    assert_nothing_comes(0);
}

/* Each is dropped, and what comes behind it is read. */
static const struct bad_row {
    const char *what, *hex;
} bad_rows[] = {
    { "no header", "16fefd0000" },
    { "a header alone", "16fefd00000000000000070005" },
    { "less than it says", "16fefd0000000000000007000501020304" },
    { "no content", "16fefd00000000000000070000" },
    { "TLS", "1603030000000000000007000101" },
    { "DTLS 1.3, one day", "16fefc0000000000000007000101" },
    { "a type that there is not", "63fefd0000000000000007000101" },
    { "a heartbeat", "18fefd0000000000000007000101" },
    { "data before there are keys", "17fefd0000000000000007000101" },
    { "a ChangeCipherSpec of two", "14fefd0000000000000007000102" },
    { "a ChangeCipherSpec that is long", "14fefd000000000000000700020101" },
    { "an epoch far ahead", "16fefd0002000000000007000101" },
    { "the last epoch", "16fefdffff000000000007000101" },
    { "nobody's words", "48656c6c6f2c20776f726c6421" },
};

static void test_what_is_wrong_is_dropped_in_silence(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(bad_rows); i++) {
        print_message("%s\n", bad_rows[i].what);
        put_hex(bad_rows[i].hex);
        put(CONTENT_HANDSHAKE, "good");

        assert_comes("good");
        assert_nothing_comes(1);
        clean_up(NULL);
        set_up(NULL);
    }
}

static void test_a_forged_record_does_not_move_the_window(void **state)
{
    use_keys(&keys, 1);
    use_keys(&peer, 1);
    put(CONTENT_APPLICATION_DATA, "first");
    put_hex("17fefd0001ffffffffff00001a00112233445566778899aabbccddeeff00112233445566778899");
    put(CONTENT_APPLICATION_DATA, "second");

    assert_comes("first");
    assert_comes("second");
    assert_nothing_comes(1);
}

static void test_a_replay_is_dropped(void **state)
{
    use_keys(&keys, 1);
    use_keys(&peer, 1);
    put(CONTENT_APPLICATION_DATA, "first");
    put(CONTENT_APPLICATION_DATA, "second");
    put_copy_of(0);
    put_copy_of(1);
    put(CONTENT_APPLICATION_DATA, "third");

    assert_comes("first");
    assert_comes("second");
    assert_comes("third");
    assert_nothing_comes(2);
}

static void test_records_of_an_old_epoch_are_dropped(void **state)
{
    put(CONTENT_HANDSHAKE, "in the clear");
    use_keys(&keys, 1);
    use_keys(&peer, 1);
    put(CONTENT_APPLICATION_DATA, "sealed");

    assert_comes("sealed");
    assert_nothing_comes(1);
}

static void test_records_of_the_next_epoch_wait_for_their_keys(void **state)
{
    in.datagrams->hold = true;
    use_keys(&peer, 1);
    put(CONTENT_HANDSHAKE, "finished");
    record_keys_none_datagram(&peer);
    put(CONTENT_HANDSHAKE, "before");

    assert_comes("before");
    use_keys(&keys, 1);
    assert_int_equal(datagrams_new_epoch(&in), 0);

    assert_comes("finished");
    assert_nothing_comes(0);
}

static void test_records_that_wait_are_bounded(void **state)
{
    static char text[1001];

    memset(text, 'x', sizeof(text) - 1);
    in.datagrams->hold = true;
    use_keys(&peer, 1);
    for (int i = 0; i < 30; i++)
        put(CONTENT_HANDSHAKE, text);

    assert_nothing_comes(27);
    assert_true(in.datagrams->held.size <= HELD_MAX);
}

static void test_without_a_handshake_nothing_waits(void **state)
{
    use_keys(&keys, 1);
    use_keys(&peer, 2);
    put(CONTENT_HANDSHAKE, "early");

    assert_nothing_comes(1);
    assert_int_equal(in.datagrams->held.size, 0);
}

static void test_a_datagram_of_no_bytes_is_not_the_end(void **state)
{
    count++;
    put(CONTENT_HANDSHAKE, "good");

    assert_comes("good");
    assert_nothing_comes(1);
}

static void test_the_end_of_another_transport_is_one(void **state)
{
    struct record record;

    transport.pull_replaced = true;
    count++;

    assert_int_equal(inbound_next(&in, &transport, &keys, &record), GNUTLS_E_PREMATURE_TERMINATION);
}

/* RFC 6347, 4.1: an epoch ends before its numbers do. */
static void test_the_last_number_of_an_epoch_is_not_used(void **state)
{
    struct buffer sealed = { 0 };

    use_keys(&peer, 1);
    peer.sequence = sequence_of_epoch(2) - 2;
    assert_int_equal(peer.protection->seal(&peer, CONTENT_ALERT, bytes_of_text("ab"), 0, &sealed),
                     0);
    assert_int_equal(peer.protection->seal(&peer, CONTENT_ALERT, bytes_of_text("ab"), 0, &sealed),
                     GNUTLS_E_RECORD_LIMIT_REACHED);
    buffer_wipe(&sealed);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, clean_up)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_number_comes_once),
        cmocka_unit_test(test_the_window_bears_any_order),
        cmocka_unit_test(test_the_window_is_64_wide),
        cmocka_unit_test(test_a_leap_forgets_what_is_far_behind),
        TEST(test_a_datagram_may_hold_many_records),
        TEST(test_what_is_wrong_is_dropped_in_silence),
        TEST(test_a_forged_record_does_not_move_the_window),
        TEST(test_a_replay_is_dropped),
        TEST(test_records_of_an_old_epoch_are_dropped),
        TEST(test_records_of_the_next_epoch_wait_for_their_keys),
        TEST(test_records_that_wait_are_bounded),
        TEST(test_without_a_handshake_nothing_waits),
        TEST(test_a_datagram_of_no_bytes_is_not_the_end),
        TEST(test_the_end_of_another_transport_is_one),
        TEST(test_the_last_number_of_an_epoch_is_not_used),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
