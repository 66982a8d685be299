/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_ticket_seal.c - sealed and opened again, and nothing else opened */

#include "session/ticket_seal.h"

#include "unit/session/samples.h"

#define NOW_MS (INT64_C(1700000000) * 1000)

static struct stek_master master_counting_from(uint8_t first)
{
    uint8_t key[STEK_MASTER_SIZE];
    struct stek_master master = { .lifetime_s = 21600 };
    count_up(first, sizeof(key), key);
    assert_int_equal(stek_master_set(&master, bytes_of(key, sizeof(key))), 0);
    return master;
}

static struct stek_pair pair_at(uint8_t first, int64_t now_ms)
{
    struct stek_master master = master_counting_from(first);
    struct stek_pair pair;
    stek_at(&master, now_ms, &pair);
    return pair;
}

static void seal_text(const struct stek *stek, const char *text, struct buffer *out)
{
    buffer_clear(out);
    assert_int_equal(ticket_seal(stek, bytes_of_text(text), out), 0);
}

static int open_code(const struct stek_pair *pair, struct bytes ticket)
{
    SCOPED(buffer) struct buffer plain = { 0 };
    set_text(&plain, "before");
    int code = ticket_open(pair, ticket, &plain);
    if (code < 0)
        assert_bytes_equal(plain.data, plain.size, "before", 6);
    return code;
}

static void test_what_is_sealed_is_opened(void **state)
{
    struct stek_pair pair = pair_at(1, NOW_MS);
    SCOPED(buffer) struct buffer ticket = { 0 }, plain = { 0 };
    set_text(&ticket, "<");
    set_text(&plain, ">");

    assert_int_equal(ticket_seal(&pair.current, bytes_of_text("a session"), &ticket), 0);
    assert_int_equal(ticket.size, 1 + TICKET_HEAD_SIZE + 9 + TICKET_TAG_SIZE);
    assert_int_equal(ticket_open(&pair, bytes_from(buffer_bytes(&ticket), 1), &plain), 0);

    assert_bytes_equal(plain.data, plain.size, ">a session", 10);
}

static void test_sealing_in_place_is_the_same(void **state)
{
    struct stek_pair pair = pair_at(1, NOW_MS);
    SCOPED(buffer) struct buffer ticket = { 0 }, plain = { 0 };
    set_counting(&ticket, 0, 5 + TICKET_HEAD_SIZE);
    assert_int_equal(buffer_append(&ticket, bytes_of_text("a session")), 0);

    assert_int_equal(ticket_seal_in_place(&pair.current, &ticket, 5), 0);
    assert_int_equal(ticket_open(&pair, bytes_from(buffer_bytes(&ticket), 5), &plain), 0);

    assert_bytes_equal(plain.data, plain.size, "a session", 9);
}

static void test_each_ticket_differs_and_hides_its_text(void **state)
{
    struct stek_pair pair = pair_at(1, NOW_MS);
    SCOPED(buffer) struct buffer one = { 0 }, other = { 0 };
    static const char text[] = "the same session, long enough to be seen";

    seal_text(&pair.current, text, &one);
    seal_text(&pair.current, text, &other);

    assert_memory_equal(one.data, pair.current.name, STEK_NAME_SIZE);
    assert_memory_equal(other.data, pair.current.name, STEK_NAME_SIZE);
    assert_memory_not_equal(one.data + STEK_NAME_SIZE, other.data + STEK_NAME_SIZE,
                            TICKET_SALT_SIZE);
    assert_memory_not_equal(one.data + TICKET_HEAD_SIZE, other.data + TICKET_HEAD_SIZE,
                            sizeof(text) - 1);
    assert_null(memmem(one.data, one.size, "same", 4));
}

static void test_the_predecessors_tickets_are_opened_and_no_older(void **state)
{
    int64_t period_ms = INT64_C(1000) * 3 * 21600;
    struct stek_pair then = pair_at(1, NOW_MS);
    struct stek_pair next = pair_at(1, NOW_MS + period_ms);
    struct stek_pair after_next = pair_at(1, NOW_MS + 2 * period_ms);
    struct stek_pair before = pair_at(1, NOW_MS - period_ms);
    SCOPED(buffer) struct buffer ticket = { 0 };
    seal_text(&then.current, "a session", &ticket);

    assert_int_equal(open_code(&then, buffer_bytes(&ticket)), 0);
    assert_int_equal(open_code(&next, buffer_bytes(&ticket)), 0);
    assert_int_equal(open_code(&after_next, buffer_bytes(&ticket)), GNUTLS_E_DECRYPTION_FAILED);
    assert_int_equal(open_code(&before, buffer_bytes(&ticket)), GNUTLS_E_DECRYPTION_FAILED);
}

static void test_another_masters_ticket_is_not_opened(void **state)
{
    struct stek_pair pair = pair_at(1, NOW_MS), other = pair_at(2, NOW_MS);
    SCOPED(buffer) struct buffer ticket = { 0 };
    seal_text(&other.current, "a session", &ticket);

    assert_int_equal(open_code(&pair, buffer_bytes(&ticket)), GNUTLS_E_DECRYPTION_FAILED);
    memcpy(ticket.data, pair.current.name, STEK_NAME_SIZE);
    assert_int_equal(open_code(&pair, buffer_bytes(&ticket)), GNUTLS_E_DECRYPTION_FAILED);
}

static void test_any_other_byte_anywhere_is_not_opened(void **state)
{
    struct stek_pair pair = pair_at(1, NOW_MS);
    SCOPED(buffer) struct buffer ticket = { 0 };
    seal_text(&pair.current, "a session", &ticket);

    for (size_t at = 0; at < ticket.size; at++) {
        for (int change = 1; change < 256; change++) {
            ticket.data[at] ^= (uint8_t)change;
            assert_int_equal(open_code(&pair, buffer_bytes(&ticket)), GNUTLS_E_DECRYPTION_FAILED);
            ticket.data[at] ^= (uint8_t)change;
        }
    }
    assert_int_equal(open_code(&pair, buffer_bytes(&ticket)), 0);
}

static void test_a_ticket_cut_or_extended_is_not_opened(void **state)
{
    struct stek_pair pair = pair_at(1, NOW_MS);
    SCOPED(buffer) struct buffer ticket = { 0 };
    seal_text(&pair.current, "a session", &ticket);
    size_t whole = ticket.size;
    assert_int_equal(buffer_append(&ticket, bytes_of("\0\0\0\0\0\0\0\0", 8)), 0);

    for (size_t size = 0; size <= ticket.size; size++) {
        int expected = size == whole ? 0 : GNUTLS_E_DECRYPTION_FAILED;
        assert_int_equal(open_code(&pair, bytes_of(ticket.data, size)), expected);
    }
    assert_int_equal(open_code(&pair, bytes_none()), GNUTLS_E_DECRYPTION_FAILED);
}

static void test_a_ticket_around_nothing_is_not_opened(void **state)
{
    struct stek_pair pair = pair_at(1, NOW_MS);
    SCOPED(buffer) struct buffer ticket = { 0 };
    seal_text(&pair.current, "", &ticket);

    assert_int_equal(open_code(&pair, buffer_bytes(&ticket)), GNUTLS_E_DECRYPTION_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_sealed_is_opened),
        cmocka_unit_test(test_sealing_in_place_is_the_same),
        cmocka_unit_test(test_each_ticket_differs_and_hides_its_text),
        cmocka_unit_test(test_the_predecessors_tickets_are_opened_and_no_older),
        cmocka_unit_test(test_another_masters_ticket_is_not_opened),
        cmocka_unit_test(test_any_other_byte_anywhere_is_not_opened),
        cmocka_unit_test(test_a_ticket_cut_or_extended_is_not_opened),
        cmocka_unit_test(test_a_ticket_around_nothing_is_not_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
