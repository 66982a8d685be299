/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_transport.c - what the application's functions say, and what it means */

#include "unit/record/link.h"

#include "base/errors.h"

/* Does nothing but what it is told. */
struct puppet {
    ssize_t result;
    int error;
    int own_error; /* for the session's own errno */
    struct transport *transport;
    unsigned asked_ms, calls;
};

static ssize_t puppet_act(struct puppet *puppet)
{
    puppet->calls++;
    errno = puppet->error;
    if (puppet->own_error != 0)
        puppet->transport->set_error = puppet->own_error;
    return puppet->result;
}

static ssize_t puppet_push(gnutls_transport_ptr_t ptr, const void *data, size_t size)
{
    return puppet_act(ptr);
}

static ssize_t puppet_pull(gnutls_transport_ptr_t ptr, void *data, size_t size)
{
    return puppet_act(ptr);
}

static int puppet_wait(gnutls_transport_ptr_t ptr, unsigned ms)
{
    ((struct puppet *)ptr)->asked_ms = ms;
    return (int)puppet_act(ptr);
}

static int says_too_large(gnutls_transport_ptr_t ptr)
{
    return EMSGSIZE;
}

static void puppet_open(struct puppet *puppet, struct transport *transport)
{
    *puppet = (struct puppet){ .result = -1, .transport = transport };
    *transport = (struct transport){
        .push = puppet_push,
        .pull = puppet_pull,
        .pull_timeout = puppet_wait,
        .push_ptr = puppet,
        .pull_ptr = puppet,
    };
}

struct row {
    int error, push, pull, wait;
};

/* clang-format off */
static const struct row rows[] = {
    { EAGAIN,      GNUTLS_E_AGAIN,                 GNUTLS_E_AGAIN,                 GNUTLS_E_AGAIN },
    { EWOULDBLOCK, GNUTLS_E_AGAIN,                 GNUTLS_E_AGAIN,                 GNUTLS_E_AGAIN },
    { EINTR,       GNUTLS_E_INTERRUPTED,           GNUTLS_E_INTERRUPTED,           GNUTLS_E_INTERRUPTED },
    { EMSGSIZE,    GNUTLS_E_LARGE_PACKET,          GNUTLS_E_LARGE_PACKET,          GNUTLS_E_LARGE_PACKET },
    { ECONNRESET,  GNUTLS_E_PREMATURE_TERMINATION, GNUTLS_E_PULL_ERROR,            GNUTLS_E_PREMATURE_TERMINATION },
    { EPIPE,       GNUTLS_E_PUSH_ERROR,            GNUTLS_E_PULL_ERROR,            GNUTLS_E_PUSH_ERROR },
    { EBADF,       GNUTLS_E_PUSH_ERROR,            GNUTLS_E_PULL_ERROR,            GNUTLS_E_PUSH_ERROR },
};
/* clang-format on */

static int push_of(struct transport *transport)
{
    size_t sent;

    return transport_push(transport, bytes_of_text("abc"), &sent);
}

static int pull_of(struct transport *transport)
{
    uint8_t out[3];
    size_t got;

    return transport_pull(transport, out, sizeof(out), &got);
}

static void test_each_errno_has_its_code(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        struct puppet puppet;
        struct transport transport;

        puppet_open(&puppet, &transport);
        puppet.error = rows[i].error;

        assert_int_equal(push_of(&transport), rows[i].push);
        assert_int_equal(pull_of(&transport), rows[i].pull);
        assert_int_equal(transport_wait(&transport, 1), rows[i].wait);
    }
}

static void test_the_errno_of_the_session_goes_before_that_of_libc(void **state)
{
    struct puppet puppet;
    struct transport transport;

    puppet_open(&puppet, &transport);
    puppet.error = EBADF;
    puppet.own_error = EINTR;

    assert_int_equal(push_of(&transport), GNUTLS_E_INTERRUPTED);
    assert_int_equal(pull_of(&transport), GNUTLS_E_INTERRUPTED);
    assert_int_equal(transport_wait(&transport, 1), GNUTLS_E_INTERRUPTED);
    assert_int_equal(transport.set_error, 0);
}

static void test_an_errno_set_before_the_call_counts_for_nothing(void **state)
{
    struct puppet puppet;
    struct transport transport;

    puppet_open(&puppet, &transport);
    puppet.error = EAGAIN;
    transport.set_error = EBADF;

    assert_int_equal(pull_of(&transport), GNUTLS_E_AGAIN);
}

static void test_the_errno_function_is_asked(void **state)
{
    struct puppet puppet;
    struct transport transport;

    puppet_open(&puppet, &transport);
    puppet.error = EBADF;
    transport.last_error = says_too_large;

    assert_int_equal(push_of(&transport), GNUTLS_E_LARGE_PACKET);
    assert_int_equal(pull_of(&transport), GNUTLS_E_LARGE_PACKET);
}

static void test_more_than_was_asked_for_is_an_error(void **state)
{
    struct puppet puppet;
    struct transport transport;

    puppet_open(&puppet, &transport);
    puppet.result = 4;

    assert_int_equal(push_of(&transport), GNUTLS_E_PUSH_ERROR);
    assert_int_equal(pull_of(&transport), GNUTLS_E_PULL_ERROR);
}

static void test_a_push_that_takes_nothing_is_to_be_repeated(void **state)
{
    struct puppet puppet;
    struct transport transport;

    puppet_open(&puppet, &transport);
    puppet.result = 0;

    assert_int_equal(push_of(&transport), GNUTLS_E_AGAIN);
}

static void test_the_end_is_remembered(void **state)
{
    struct puppet puppet;
    struct transport transport;

    puppet_open(&puppet, &transport);
    puppet.result = 0;

    assert_int_equal(pull_of(&transport), 0);
    assert_true(transport.at_end);
}

static void test_a_wait_tells_readable_from_too_late(void **state)
{
    struct puppet puppet;
    struct transport transport;

    puppet_open(&puppet, &transport);
    puppet.result = 7;
    assert_int_equal(transport_wait(&transport, 123), 0);
    assert_int_equal(puppet.asked_ms, 123);
    puppet.result = 0;
    assert_int_equal(transport_wait(&transport, 1), GNUTLS_E_TIMEDOUT);
}

static void test_who_can_wait(void **state)
{
    static const struct {
        bool nonblock, pull_replaced, timeout_replaced, can;
    } cases[] = {
        { false, false, false, true }, { false, true, false, false }, { false, true, true, true },
        { false, false, true, true },  { true, false, false, false }, { true, true, true, false },
    };

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct transport transport;

        transport_init(&transport, 0);
        transport.nonblock = cases[i].nonblock;
        transport.pull_replaced = cases[i].pull_replaced;
        transport.timeout_replaced = cases[i].timeout_replaced;

        assert_int_equal(transport_can_wait(&transport), cases[i].can);
    }
}

static void test_the_flags_of_init_choose_the_functions(void **state)
{
    struct transport transport;

    transport_init(&transport, GNUTLS_CLIENT);
    assert_ptr_equal(transport.push, socket_push);
    assert_false(transport.nonblock);

    transport_init(&transport, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL | GNUTLS_NONBLOCK);
    assert_ptr_equal(transport.push, socket_push_quietly);
    assert_true(transport.nonblock);
}

static ssize_t vec_push(gnutls_transport_ptr_t ptr, const giovec_t *parts, int count)
{
    assert_int_equal(count, 1);
    assert_bytes_equal(parts[0].iov_base, parts[0].iov_len, "abc", 3);
    ((struct puppet *)ptr)->calls += 100;
    return 3;
}

static void test_the_vector_function_goes_before_push(void **state)
{
    struct puppet puppet;
    struct transport transport;

    puppet_open(&puppet, &transport);
    transport.vec_push = vec_push;

    assert_int_equal(push_of(&transport), 0);
    assert_int_equal(puppet.calls, 100);
}

static int refuse(void *ctx)
{
    ++*(unsigned *)ctx;
    return GNUTLS_E_TIMEDOUT;
}

static void test_nothing_is_pulled_when_the_time_is_up(void **state)
{
    struct puppet puppet;
    struct transport transport;
    unsigned asked = 0;

    puppet_open(&puppet, &transport);
    transport.before_pull = refuse;
    transport.before_pull_ctx = &asked;

    assert_int_equal(pull_of(&transport), GNUTLS_E_TIMEDOUT);
    assert_int_equal(asked, 1);
    assert_int_equal(puppet.calls, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_errno_has_its_code),
        cmocka_unit_test(test_the_errno_of_the_session_goes_before_that_of_libc),
        cmocka_unit_test(test_an_errno_set_before_the_call_counts_for_nothing),
        cmocka_unit_test(test_the_errno_function_is_asked),
        cmocka_unit_test(test_more_than_was_asked_for_is_an_error),
        cmocka_unit_test(test_a_push_that_takes_nothing_is_to_be_repeated),
        cmocka_unit_test(test_the_end_is_remembered),
        cmocka_unit_test(test_a_wait_tells_readable_from_too_late),
        cmocka_unit_test(test_who_can_wait),
        cmocka_unit_test(test_the_flags_of_init_choose_the_functions),
        cmocka_unit_test(test_the_vector_function_goes_before_push),
        cmocka_unit_test(test_nothing_is_pulled_when_the_time_is_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
