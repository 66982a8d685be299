/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_fragments.c - messages out of fragments, and fragments that are meant to do harm */

#include "unit/test.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "handshake/dtls/fragments.h"
#include "wire/tls.h"
#include "wire/writer.h"

enum { MAX_SIZE = 10000, TYPE = CERTIFICATE };

static struct fragments fragments;

static int set_up(void **state)
{
    fragments = (struct fragments){ 0 };
    return 0;
}

static int clean_up(void **state)
{
    fragments_wipe(&fragments);
    return 0;
}

/* As on the wire; `claimed` is the fragment length in the header, which need not be true. */
struct piece {
    uint8_t type;
    uint32_t size;
    uint16_t sequence;
    uint32_t offset, claimed;
    const char *body;
};

static void write_piece(struct buffer *out, const struct piece *p)
{
    struct wire_writer w = wire_writer(out);

    wire_write_u8(&w, p->type);
    wire_write_u24(&w, p->size);
    wire_write_u16(&w, p->sequence);
    wire_write_u24(&w, p->offset);
    wire_write_u24(&w, p->claimed);
    wire_write_bytes(&w, bytes_of_text(p->body));
    assert_int_equal(wire_write_end(&w), 0);
}

static int take_pieces(const struct piece *pieces, size_t count)
{
    struct buffer content = { 0 };
    int result;

    for (size_t i = 0; i < count; i++)
        write_piece(&content, &pieces[i]);
    result = fragments_take(&fragments, buffer_bytes(&content), MAX_SIZE);
    buffer_wipe(&content);
    return result;
}

/* One fragment of a message of this size, with what stands there. */
static void take(uint16_t sequence, uint32_t size, uint32_t offset, const char *body)
{
    struct piece piece = { TYPE, size, sequence, offset, (uint32_t)strlen(body), body };

    assert_int_equal(take_pieces(&piece, 1), 0);
}

static void assert_next_is(const char *body)
{
    struct bytes whole = fragments_peek(&fragments);

    assert_true(whole.size >= FRAGMENT_HEADER_SIZE);
    assert_bytes_equal(whole.data + FRAGMENT_HEADER_SIZE, whole.size - FRAGMENT_HEADER_SIZE, body,
                       strlen(body));
}

static void assert_nothing_is_there(void)
{
    assert_int_equal(fragments_peek(&fragments).size, 0);
}

/* RFC 6347, 4.2.6. */
static void test_a_message_has_the_header_of_one_fragment(void **state)
{
    static const uint8_t expected[] = { TYPE, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 4, 'a', 'b', 'c', 'd' };
    struct bytes whole;

    take(0, 4, 2, "cd");
    assert_nothing_is_there();
    take(0, 4, 0, "ab");

    whole = fragments_peek(&fragments);
    assert_bytes_equal(whole.data, whole.size, expected, sizeof(expected));
}

static void test_messages_come_in_the_order_of_their_numbers(void **state)
{
    take(1, 3, 0, "two");
    assert_nothing_is_there();
    take(0, 3, 0, "one");

    assert_next_is("one");
    fragments_done(&fragments);
    assert_next_is("two");
    fragments_done(&fragments);
    assert_nothing_is_there();
}

static void test_a_record_may_hold_many_fragments(void **state)
{
    const struct piece pieces[] = {
        { TYPE, 2, 0, 0, 2, "ab" },
        { SERVER_HELLO_DONE, 0, 1, 0, 0, "" },
        { TYPE, 2, 2, 1, 1, "d" },
    };

    assert_int_equal(take_pieces(pieces, ARRAY_SIZE(pieces)), 0);

    assert_next_is("ab");
    fragments_done(&fragments);
    assert_next_is("");
    fragments_done(&fragments);
    assert_nothing_is_there();
}

/* What was there first stays, so that nobody changes it later. */
static void test_overlapping_fragments_keep_the_bytes_that_came_first(void **state)
{
    take(0, 8, 2, "CDE");
    take(0, 8, 0, "abxxxfg");
    assert_nothing_is_there();
    take(0, 8, 1, "xxxxxxh");

    assert_next_is("abCDEfgh");
}

static void test_a_fragment_within_another_adds_nothing(void **state)
{
    take(0, 6, 0, "abcd");
    take(0, 6, 1, "xx");
    assert_nothing_is_there();
    take(0, 6, 4, "ef");

    assert_next_is("abcdef");
}

/* Each row alone does not make a message, and does not keep the right one from coming. */
static const struct bad_row {
    const char *what;
    struct piece piece;
} bad_rows[] = {
    { "a body behind the end of the message", { TYPE, 4, 0, 2, 3, "cde" } },
    { "an offset behind the end", { TYPE, 4, 0, 5, 0, "" } },
    { "a body larger than the message", { TYPE, 4, 0, 0, 5, "abcde" } },
    { "offset and size that wrap around", { TYPE, 4, 0, 0xffffff, 0xffffff, "" } },
    { "less than was claimed", { TYPE, 4, 0, 0, 4, "abc" } },
    { "no bytes of a message that has some", { TYPE, 4, 0, 2, 0, "" } },
    { "a number far ahead", { TYPE, 4, FRAGMENTS_AHEAD, 0, 4, "late" } },
    { "the farthest number", { TYPE, 4, 0xffff, 0, 4, "late" } },
    { "a message ahead that is too large", { TYPE, MAX_SIZE + 1, 1, 0, 1, "x" } },
    { "a request in a handshake", { HELLO_REQUEST, 0, 0, 0, 0, "" } },
};

static void test_fragments_that_are_wrong_are_dropped(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(bad_rows); i++) {
        print_message("%s\n", bad_rows[i].what);
        set_up(NULL);

        assert_int_equal(take_pieces(&bad_rows[i].piece, 1), 0);
        assert_nothing_is_there();
        take(0, 4, 0, "good");
        assert_next_is("good");
        clean_up(NULL);
    }
}

static void test_what_is_behind_a_broken_fragment_is_dropped(void **state)
{
    const struct piece pieces[] = {
        { TYPE, 4, 0, 2, 3, "cde" },
        { TYPE, 4, 0, 0, 4, "abcd" },
    };

    assert_int_equal(take_pieces(pieces, ARRAY_SIZE(pieces)), 0);

    assert_nothing_is_there();
}

static void test_another_total_length_is_not_believed(void **state)
{
    take(0, 4, 0, "ab");
    take(0, 3, 2, "c");
    take(0, 5, 2, "cde");
    assert_nothing_is_there();
    take(0, 4, 2, "cd");

    assert_next_is("abcd");
}

static void test_another_type_is_not_believed(void **state)
{
    const struct piece other = { FINISHED, 4, 0, 2, 2, "cd" };

    take(0, 4, 0, "ab");
    assert_int_equal(take_pieces(&other, 1), 0);
    assert_nothing_is_there();
    take(0, 4, 2, "cd");

    assert_next_is("abcd");
}

static void test_a_message_over_the_limit_is_refused_before_it_is_kept(void **state)
{
    const struct piece large = { TYPE, MAX_SIZE + 1, 0, 0, 1, "x" };

    assert_int_equal(take_pieces(&large, 1), GNUTLS_E_HANDSHAKE_TOO_LARGE);
    assert_int_equal(fragments.messages[0].whole.size, 0);
}

/* Every other byte: as many gaps as there can be. */
static void test_gaps_are_bounded_and_closed_when_all_comes(void **state)
{
    char all[101] = "";

    for (uint32_t i = 0; i < 100; i++)
        all[i] = (char)('a' + i % 26);
    for (uint32_t i = 0; i < 100; i += 2) {
        char one[2] = { all[i], 0 };

        take(0, 100, i, one);
        assert_true(fragments.messages[0].range_count <= FRAGMENT_RANGES_MAX);
    }
    assert_nothing_is_there();
    take(0, 100, 0, all);

    assert_next_is(all);
}

static size_t kept(void)
{
    size_t sum = 0;

    for (size_t i = 0; i < FRAGMENTS_AHEAD; i++)
        sum += fragments.messages[i].whole.size;
    return sum;
}

static void test_a_flood_of_messages_ahead_is_bounded(void **state)
{
    static char body[9001];

    memset(body, 'x', sizeof(body) - 1);
    for (uint16_t round = 0; round < 50; round++)
        for (uint16_t sequence = 1; sequence < 30; sequence++)
            take(sequence, 9000, 0, body);

    assert_true(kept() <= FRAGMENTS_AHEAD_SIZE);
    assert_nothing_is_there();
    take(0, 4, 0, "good");
    assert_next_is("good");
}

static void test_an_old_message_shows_that_the_peer_lacks_our_flight(void **state)
{
    take(0, 1, 0, "a");
    fragments_done(&fragments);
    assert_false(fragments.repeated);

    take(0, 1, 0, "a");

    assert_true(fragments.repeated);
    assert_nothing_is_there();
}

static void test_a_change_of_keys_drops_what_is_under_way(void **state)
{
    take(0, 1, 0, "a");
    fragments_done(&fragments);
    take(1, 4, 0, "ab");
    take(2, 1, 0, "z");

    fragments_drop(&fragments);

    take(1, 4, 2, "cd");
    assert_nothing_is_there();
    take(1, 4, 0, "AB");
    assert_next_is("ABcd");
    fragments_done(&fragments);
    assert_nothing_is_there();
}

static void test_without_a_handshake_only_its_beginning_counts(void **state)
{
    const struct piece finished = { FINISHED, 4, 3, 0, 4, "done" };
    const struct piece hello = { CLIENT_HELLO, 4, 0, 0, 4, "halo" };

    fragments.idle = true;
    take(0, 4, 0, "cert");
    assert_nothing_is_there();
    assert_false(fragments.repeated);
    assert_int_equal(take_pieces(&finished, 1), 0);
    assert_nothing_is_there();
    assert_true(fragments.repeated);

    assert_int_equal(take_pieces(&hello, 1), 0);

    assert_next_is("halo");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, clean_up)
    const struct CMUnitTest tests[] = {
        TEST(test_a_message_has_the_header_of_one_fragment),
        TEST(test_messages_come_in_the_order_of_their_numbers),
        TEST(test_a_record_may_hold_many_fragments),
        TEST(test_overlapping_fragments_keep_the_bytes_that_came_first),
        TEST(test_a_fragment_within_another_adds_nothing),
        TEST(test_fragments_that_are_wrong_are_dropped),
        TEST(test_what_is_behind_a_broken_fragment_is_dropped),
        TEST(test_another_total_length_is_not_believed),
        TEST(test_another_type_is_not_believed),
        TEST(test_a_message_over_the_limit_is_refused_before_it_is_kept),
        TEST(test_gaps_are_bounded_and_closed_when_all_comes),
        TEST(test_a_flood_of_messages_ahead_is_bounded),
        TEST(test_an_old_message_shows_that_the_peer_lacks_our_flight),
        TEST(test_a_change_of_keys_drops_what_is_under_way),
        TEST(test_without_a_handshake_only_its_beginning_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
