/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_params.c - copy, move, wipe, compare, age */

#include "session/fields.h"

#include "unit/session/samples.h"

static const struct session_params nothing;

static void test_a_copy_is_equal_and_owns_its_bytes(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(every_kind); i++) {
        SCOPED(session_params) struct session_params params = { 0 };
        SCOPED(session_params) struct session_params copy = { 0 };
        sample_params(every_kind[i], &params);

        assert_int_equal(session_params_copy(&params, &copy), 0);

        assert_true(session_params_equal(&params, &copy));
        if (params.peer_chain.size > 0)
            assert_ptr_not_equal(params.peer_chain.data, copy.peer_chain.data);
    }
}

static void test_a_copy_replaces_what_was_there(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(session_params) struct session_params copy = { 0 };
    sample_params(SESSION_SERVER12, &params);
    sample_params(SESSION_CLIENT13, &copy);

    assert_int_equal(session_params_copy(&params, &copy), 0);
    assert_int_equal(session_params_copy(&copy, &copy), 0);

    assert_true(session_params_equal(&params, &copy));
}

static void test_a_copy_of_nothing_allocates_nothing(void **state)
{
    struct session_params copy = { 0 };

    assert_int_equal(session_params_copy(&nothing, &copy), 0);

    assert_memory_equal(&copy, &nothing, sizeof(copy));
}

static void test_random_sessions_are_copied_whole(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(session_params) struct session_params copy = { 0 };
    uint64_t seed = 11;
    for (int round = 0; round < 200; round++) {
        random_params(&seed, &params);
        assert_int_equal(session_params_copy(&params, &copy), 0);
        assert_true(session_params_equal(&params, &copy));
    }
}

static void test_moving_leaves_nothing_behind(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(session_params) struct session_params copy = { 0 };
    SCOPED(session_params) struct session_params out = { 0 };
    sample_params(SESSION_CLIENT13, &params);
    sample_params(SESSION_CLIENT13, &copy);
    sample_params(SESSION_SERVER13, &out);

    session_params_move(&params, &out);

    assert_true(session_params_equal(&out, &copy));
    assert_memory_equal(&params, &nothing, sizeof(params));
    session_params_move(&out, &out);
    assert_true(session_params_equal(&out, &copy));
}

static void test_wiping_leaves_nothing(void **state)
{
    struct session_params params = { 0 };
    sample_params(SESSION_CLIENT13, &params);

    session_params_wipe(&params);

    assert_memory_equal(&params, &nothing, sizeof(params));
}

/* Changes the fact of one row to another that its form can hold. */
static void change(const struct session_field *field, struct session_params *params)
{
    uint8_t scratch[8], other[1] = { 1 };
    struct bytes value = session_field_value(field, params, scratch);
    if (value.size == 1 && value.data[0] == 1)
        other[0] = 0;
    size_t size = field->form == FIELD_NUMBER && other[0] == 0 ? 0 : 1;
    assert_int_equal(session_field_set(field, bytes_of(other, size), params), 0);
}

static void test_sessions_that_differ_in_one_fact_are_not_equal(void **state)
{
    SCOPED(session_params) struct session_params params = { 0 };
    SCOPED(session_params) struct session_params other = { 0 };
    for (size_t i = 0; i < SESSION_FIELD_COUNT; i++) {
        sample_params(SESSION_CLIENT13, &params);
        sample_params(SESSION_CLIENT13, &other);
        change(&session_fields[i], &other);
        assert_false(session_params_equal(&params, &other));
        assert_false(session_params_equal(&other, &params));
    }
}

static void test_sessions_of_other_kind_or_time_are_not_equal(void **state)
{
    struct session_params params = { .kind = SESSION_CLIENT13, .lifetime_s = 5 };
    struct session_params other = params;
    assert_true(session_params_equal(&params, &other));

    other.kind = SESSION_SERVER13;
    assert_false(session_params_equal(&params, &other));
    other = params;
    other.datagram = true;
    assert_false(session_params_equal(&params, &other));
    other = params;
    other.established_ms = 1;
    assert_false(session_params_equal(&params, &other));
    other = params;
    other.lifetime_s = 6;
    assert_false(session_params_equal(&params, &other));
}

/* ---- age ---- */

#define AT  SAMPLE_ESTABLISHED_MS
#define GOT SAMPLE_RECEIVED_MS

static void test_lifetimes_end_and_begin_to_the_millisecond(void **state)
{
    /* clang-format off */
    static const struct {
        enum session_kind kind; int64_t now_ms; bool expired, future; uint32_t left_s;
    } cases[] = {
        /* lifetime 21600 from establishment */
        { SESSION_SERVER13, AT,                    false, false, 21600 },
        { SESSION_SERVER13, AT + 1,                false, false, 21599 },
        { SESSION_SERVER13, AT + 1000,             false, false, 21599 },
        { SESSION_SERVER13, AT + 21600000 - 1000,  false, false, 1 },
        { SESSION_SERVER13, AT + 21600000,         false, false, 0 },
        { SESSION_SERVER13, AT + 21600001,         true,  false, 0 },
        { SESSION_SERVER13, INT64_MAX,             true,  false, 0 },
        { SESSION_SERVER13, AT - 1,                false, false, 21600 },
        { SESSION_SERVER13, AT - 60000,            false, false, 21600 },
        { SESSION_SERVER13, AT - 60001,            false, true,  21600 },
        { SESSION_SERVER13, INT64_MIN,             false, true,  21600 },
        { SESSION_SERVER12, AT + 21600000,         false, false, 0 },
        { SESSION_SERVER12, AT + 21600001,         true,  false, 0 },
        { SESSION_CLIENT12, AT + 21600001,         true,  false, 0 },
        { SESSION_CLIENT12, AT - 60001,            false, true,  21600 },
        /* the ticket's 7200 from its arrival */
        { SESSION_CLIENT13, GOT,                   false, false, 7200 },
        { SESSION_CLIENT13, GOT + 7200000,         false, false, 0 },
        { SESSION_CLIENT13, GOT + 7200001,         true,  false, 0 },
        { SESSION_CLIENT13, GOT - 60000,           false, false, 7200 },
        { SESSION_CLIENT13, GOT - 60001,           false, true,  7200 },
    };
    /* clang-format on */
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        SCOPED(session_params) struct session_params params = { 0 };
        sample_params(cases[i].kind, &params);
        int64_t now_ms = cases[i].now_ms;

        assert_int_equal(session_is_expired(&params, now_ms), cases[i].expired);
        assert_int_equal(session_is_from_future(&params, now_ms), cases[i].future);
        assert_int_equal(session_lifetime_left_s(&params, now_ms), cases[i].left_s);
    }
}

static void test_a_client_doubts_a_session_established_after_now(void **state)
{
    struct session_params params = { .kind = SESSION_CLIENT13, .established_ms = 70000 };
    params.ticket.lifetime_s = 10;

    assert_true(session_is_from_future(&params, 9999));
    assert_false(session_is_from_future(&params, 10000));
}

static void test_times_at_the_ends_of_their_range_do_not_overflow(void **state)
{
    struct session_params params = { .kind = SESSION_SERVER13, .lifetime_s = 604800 };

    params.established_ms = INT64_MAX;
    assert_true(session_is_from_future(&params, INT64_MIN));
    assert_false(session_is_expired(&params, INT64_MIN));
    params.established_ms = INT64_MIN;
    assert_false(session_is_from_future(&params, INT64_MAX));
    assert_true(session_is_expired(&params, INT64_MAX));
    assert_int_equal(session_lifetime_left_s(&params, INT64_MAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_copy_is_equal_and_owns_its_bytes),
        cmocka_unit_test(test_a_copy_replaces_what_was_there),
        cmocka_unit_test(test_a_copy_of_nothing_allocates_nothing),
        cmocka_unit_test(test_random_sessions_are_copied_whole),
        cmocka_unit_test(test_moving_leaves_nothing_behind),
        cmocka_unit_test(test_wiping_leaves_nothing),
        cmocka_unit_test(test_sessions_that_differ_in_one_fact_are_not_equal),
        cmocka_unit_test(test_sessions_of_other_kind_or_time_are_not_equal),
        cmocka_unit_test(test_lifetimes_end_and_begin_to_the_millisecond),
        cmocka_unit_test(test_a_client_doubts_a_session_established_after_now),
        cmocka_unit_test(test_times_at_the_ends_of_their_range_do_not_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
