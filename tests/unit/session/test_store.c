/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_store.c - newest first, bounded, each taken at most once */

#include "session/store.h"

#include "unit/test.h"

enum { LIFETIME_S = 100 };

/* Tickets are told apart by their age_add. */
static void put(struct ticket_store *store, uint32_t which, int64_t received_ms)
{
    struct stored_ticket ticket = { 0 };
    ticket.facts.age_add = which;
    ticket.facts.lifetime_s = LIFETIME_S;
    ticket.facts.received_ms = received_ms;
    assert_int_equal(buffer_set(&ticket.facts.ticket, bytes_of(&which, sizeof(which))), 0);
    secret_set(&ticket.psk, bytes_of(&which, sizeof(which)));

    ticket_store_put(store, &ticket);

    static const struct stored_ticket nothing;
    assert_memory_equal(&ticket, &nothing, sizeof(ticket));
}

static uint32_t take(struct ticket_store *store, int64_t now_ms)
{
    SCOPED(stored_ticket) struct stored_ticket ticket = { 0 };
    if (!ticket_store_take(store, now_ms, &ticket))
        return 0;
    uint32_t which = ticket.facts.age_add;
    assert_bytes_equal(ticket.facts.ticket.data, ticket.facts.ticket.size, &which, sizeof(which));
    assert_bytes_equal(ticket.psk.bytes, ticket.psk.size, &which, sizeof(which));
    return which;
}

static void test_an_empty_store_has_no_ticket(void **state)
{
    struct ticket_store store = { 0 };

    assert_null(ticket_store_newest(&store));
    assert_int_equal(take(&store, 0), 0);
    ticket_store_wipe(&store);
}

static void test_tickets_are_taken_newest_first_and_once_each(void **state)
{
    struct ticket_store store = { 0 };
    for (uint32_t which = 1; which <= 3; which++)
        put(&store, which, 0);

    assert_int_equal(ticket_store_newest(&store)->facts.age_add, 3);
    assert_int_equal(take(&store, 0), 3);
    assert_int_equal(take(&store, 0), 2);
    put(&store, 4, 0);
    assert_int_equal(take(&store, 0), 4);
    assert_int_equal(take(&store, 0), 1);
    assert_int_equal(take(&store, 0), 0);
    assert_int_equal(store.received, 4);
    ticket_store_wipe(&store);
}

static void test_the_oldest_goes_when_the_store_is_full(void **state)
{
    struct ticket_store store = { 0 };
    for (uint32_t which = 1; which <= TICKET_STORE_MAX + 2; which++)
        put(&store, which, 0);

    assert_int_equal(store.count, TICKET_STORE_MAX);
    assert_int_equal(store.received, TICKET_STORE_MAX + 2);
    for (uint32_t which = TICKET_STORE_MAX + 2; which > 2; which--)
        assert_int_equal(take(&store, 0), which);
    assert_int_equal(take(&store, 0), 0);
    ticket_store_wipe(&store);
}

static void test_expired_tickets_are_dropped_wherever_they_stand(void **state)
{
    struct ticket_store store = { 0 };
    put(&store, 1, 1000);
    put(&store, 2, 0);
    put(&store, 3, 1000);
    put(&store, 4, 0);

    assert_int_equal(take(&store, LIFETIME_S * 1000 + 1), 3);
    assert_int_equal(store.count, 1);
    assert_int_equal(take(&store, LIFETIME_S * 1000 + 1000), 1);
    put(&store, 5, 0);
    assert_int_equal(take(&store, LIFETIME_S * 1000 + 1), 0);
    assert_int_equal(store.count, 0);
    ticket_store_wipe(&store);
}

static void test_exactly_the_lifetime_is_not_yet_past_it(void **state)
{
    struct ticket_store store = { 0 };
    put(&store, 1, 0);

    assert_int_equal(take(&store, LIFETIME_S * 1000), 1);
    ticket_store_wipe(&store);
}

static void test_what_was_in_the_output_is_replaced(void **state)
{
    struct ticket_store store = { 0 };
    SCOPED(stored_ticket) struct stored_ticket out = { 0 };
    put(&store, 1, 0);
    put(&store, 2, 0);

    assert_true(ticket_store_take(&store, 0, &out));
    assert_true(ticket_store_take(&store, 0, &out));

    assert_int_equal(out.facts.age_add, 1);
    ticket_store_wipe(&store);
}

static void test_wiping_leaves_nothing(void **state)
{
    static const struct ticket_store nothing;
    struct ticket_store store = { 0 };
    put(&store, 1, 0);
    put(&store, 2, 0);

    ticket_store_wipe(&store);

    assert_memory_equal(&store, &nothing, sizeof(store));
}

static void test_the_count_of_received_tickets_stays_at_its_end(void **state)
{
    struct ticket_store store = { .received = UINT32_MAX };
    put(&store, 1, 0);

    assert_int_equal(store.received, UINT32_MAX);
    ticket_store_wipe(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_store_has_no_ticket),
        cmocka_unit_test(test_tickets_are_taken_newest_first_and_once_each),
        cmocka_unit_test(test_the_oldest_goes_when_the_store_is_full),
        cmocka_unit_test(test_expired_tickets_are_dropped_wherever_they_stand),
        cmocka_unit_test(test_exactly_the_lifetime_is_not_yet_past_it),
        cmocka_unit_test(test_what_was_in_the_output_is_replaced),
        cmocka_unit_test(test_wiping_leaves_nothing),
        cmocka_unit_test(test_the_count_of_received_tickets_stays_at_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
