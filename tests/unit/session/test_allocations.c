/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_allocations.c - few of them, and each may fail */

#include "base/memory.h"
#include "session/serialize.h"
#include "session/ticket.h"

#include "unit/session/samples.h"

#include <stdlib.h>

#define NOW_MS (INT64_C(1700000000) * 1000)

static const struct session_params nothing;

/* ---- an allocator that counts, and fails at the one it is told to ---- */

static unsigned taken, failing_at; /* from 1; 0: none fails */

static void *counted(size_t size)
{
    taken++;
    return taken == failing_at ? NULL : malloc(size);
}

static void count_from_now(unsigned fail_at)
{
    static const struct memory_functions counting = { counted, counted, realloc, free };
    memory_set_functions(&counting);
    taken = 0;
    failing_at = fail_at;
}

static unsigned end_of_counting(void)
{
    static const struct memory_functions usual = { malloc, malloc, realloc, free };
    memory_set_functions(&usual);
    return taken;
}

static struct stek_master a_master(void)
{
    uint8_t key[STEK_MASTER_SIZE];
    struct stek_master master = { .lifetime_s = 21600 };
    count_up(0, sizeof(key), key);
    assert_int_equal(stek_master_set(&master, bytes_of(key, sizeof(key))), 0);
    return master;
}

/* ---- how many ---- */

/* A server's session without a client certificate: its name is all that it owns. */
static void sample_light(struct session_params *params)
{
    sample_params(SESSION_SERVER13, params);
    buffer_wipe(&params->peer_chain);
}

static void test_a_ticket_costs_one_allocation_to_issue_and_two_to_accept(void **state)
{
    struct stek_master master = a_master();
    SCOPED(session_params) struct session_params params = { 0 }, back = { 0 };
    SCOPED(buffer) struct buffer ticket = { 0 };
    sample_light(&params);

    count_from_now(0);
    assert_int_equal(ticket_issue(&master, &params, NOW_MS, &ticket), 0);
    assert_int_equal(end_of_counting(), 1);

    count_from_now(0);
    assert_int_equal(ticket_accept(&master, buffer_bytes(&ticket), NOW_MS, &back), 0);
    assert_int_equal(end_of_counting(), 2);
}

static void test_a_blob_costs_one_allocation_and_one_per_long_field(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 }, back = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 };
    sample_params(SESSION_CLIENT13, &params);
    buffer_wipe(&params.alpn);
    buffer_wipe(&params.peer_ocsp);

    count_from_now(0);
    assert_int_equal(session_pack(&params, &blob), 0);
    assert_int_equal(end_of_counting(), 1);

    count_from_now(0);
    assert_int_equal(session_unpack(buffer_bytes(&blob), &back), 0);
    assert_int_equal(end_of_counting(), 3); /* name, chain, ticket */
}

/* ---- each may fail ---- */

static int copy_it(struct session_params *params, struct bytes blob, struct buffer *out)
{
    SCOPED(session_params) struct session_params copy = { 0 };
    int result = session_params_copy(params, &copy);
    if (result < 0)
        assert_memory_equal(&copy, &nothing, sizeof(copy));
    return result;
}

static int pack_it(struct session_params *params, struct bytes blob, struct buffer *out)
{
    return session_pack(params, out);
}

static int unpack_it(struct session_params *params, struct bytes blob, struct buffer *out)
{
    SCOPED(session_params) struct session_params back = { 0 };
    int result = session_unpack(blob, &back);
    if (result < 0)
        assert_memory_equal(&back, &nothing, sizeof(back));
    return result;
}

static int receive_it(struct session_params *params, struct bytes blob, struct buffer *out)
{
    struct ticket_facts facts = { 0 };
    const struct new_session_ticket message = { .lifetime_s = 1, .ticket = blob };
    int result = ticket_receive(&message, NOW_MS, &facts);
    buffer_wipe(&facts.ticket);
    return result;
}

static void fail_each(enum session_kind kind,
                      int (*call)(struct session_params *, struct bytes, struct buffer *))
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(buffer) struct buffer blob = { 0 };
    sample_params(kind, &params);
    assert_int_equal(session_pack(&params, &blob), 0);

    for (unsigned fail_at = 1;; fail_at++) {
        SCOPED(buffer) struct buffer out = { 0 };
        count_from_now(fail_at);
        int result = call(&params, buffer_bytes(&blob), &out);
        bool all_given = end_of_counting() < fail_at;
        assert_int_equal(result, all_given ? 0 : GNUTLS_E_MEMORY_ERROR);
        if (all_given)
            break;
        assert_int_equal(out.size, 0);
        assert_true(fail_at < 20);
    }
}

static void test_a_failed_allocation_is_an_error_and_changes_nothing(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(every_kind); i++) {
        fail_each(every_kind[i], copy_it);
        fail_each(every_kind[i], pack_it);
        fail_each(every_kind[i], unpack_it);
        fail_each(every_kind[i], receive_it);
    }
}

static void test_a_ticket_survives_each_failed_allocation(void **state)
{
    struct stek_master master = a_master();
    SCOPED(session_params) struct session_params params = { 0 }, back = { 0 };
    SCOPED(buffer) struct buffer ticket = { 0 };
    sample_params(SESSION_SERVER13, &params);

    count_from_now(1);
    assert_int_equal(ticket_issue(&master, &params, NOW_MS, &ticket), GNUTLS_E_MEMORY_ERROR);
    end_of_counting();
    assert_int_equal(ticket.size, 0);
    assert_int_equal(ticket_issue(&master, &params, NOW_MS, &ticket), 0);

    for (unsigned fail_at = 1; fail_at <= 3; fail_at++) {
        count_from_now(fail_at);
        int result = ticket_accept(&master, buffer_bytes(&ticket), NOW_MS, &back);
        end_of_counting();
        assert_int_equal(result, GNUTLS_E_MEMORY_ERROR);
        assert_memory_equal(&back, &nothing, sizeof(back));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_ticket_costs_one_allocation_to_issue_and_two_to_accept),
        cmocka_unit_test(test_a_blob_costs_one_allocation_and_one_per_long_field),
        cmocka_unit_test(test_a_failed_allocation_is_an_error_and_changes_nothing),
        cmocka_unit_test(test_a_ticket_survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
