/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_registered_extensions.c - extensions are registered, named, and keep data */

#include "suite.h"

enum { TYPE = 0xff00 };

static int receive(gnutls_session_t session, const unsigned char *data, size_t size)
{
    return 0;
}

static int send(gnutls_session_t session, gnutls_buffer_t out)
{
    return 0;
}

static void open_session(gnutls_session_t *session)
{
    assert_code(gnutls_init(session, GNUTLS_CLIENT), 0);
    assert_code(gnutls_set_default_priority(*session), 0);
}

/* What a function that is asked for content does. */
enum sending { SEND, SEND_NOTHING, SEND_EMPTY, SEND_TOO_MUCH };

/* ---- one extension ---- */

struct row {
    const char *name;
    const char *priority;
    unsigned flags;
    gnutls_ext_parse_type_t order;
    bool not_at_client, not_at_server;
    enum sending client, server;
    int client_sends, server_sends, client_receives, server_receives; /* what functions return */
    int client_code[LIBRARIES], server_code[LIBRARIES];
    const char *client_trace, *server_trace;
};

/* ---- registering ---- */

struct register_row {
    const char *name;
    int type;
    unsigned flags;
    int code[LIBRARIES];
};

static const struct register_row register_rows[] = {
    { "a new type", 0x7777, 0, BOTH(0) },
    { "server_name", 0, 0, BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "server_name, replaced", 0, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL,
      BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "ALPN, replaced", 16, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL, BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "key_share, replaced", 51, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL,
      BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "pre_shared_key, replaced", 41, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL,
      EACH(0, GNUTLS_E_ALREADY_REGISTERED) },
    { "supported_versions, replaced", 43, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL,
      BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "max_fragment_length", 1, 0, BOTH(GNUTLS_E_ALREADY_REGISTERED) },
    { "max_fragment_length, replaced", 1, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL, BOTH(0) },
    { "record_size_limit, replaced", 28, GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL, BOTH(0) },
    { "more than a type", 0x10000, 0, EACH(0, GNUTLS_E_INVALID_REQUEST) },
};

static void test_register(void **state)
{
    const struct register_row *row = *state;
    gnutls_session_t session;

    open_session(&session);
    assert_code(gnutls_session_ext_register(session, "name", row->type, GNUTLS_EXT_TLS, receive,
                                            send, NULL, NULL, NULL, row->flags),
                row->code[library_under_test()]);
    if (row->code[REPRISE] == 0)
        assert_code(gnutls_session_ext_register(session, "name", row->type, GNUTLS_EXT_TLS, receive,
                                                send, NULL, NULL, NULL, row->flags),
                    GNUTLS_E_ALREADY_REGISTERED);
    gnutls_deinit(session);
}

static void test_there_is_an_end_to_registering(void **state)
{
    gnutls_session_t session;
    int code = 0, count = 0;

    open_session(&session);
    while (code == 0 && count < 1000)
        code = gnutls_session_ext_register(session, NULL, 0x8000 + count++, GNUTLS_EXT_TLS, receive,
                                           send, NULL, NULL, NULL, 0);

    assert_code(code, GNUTLS_E_MEMORY_ERROR);
    assert_true(count > 16);
    gnutls_deinit(session);
}

/* ---- data ---- */

static char released[32];

static void release(gnutls_ext_priv_data_t data)
{
    strncat(released, data, sizeof released - strlen(released) - 1);
}

static void test_data_is_kept_and_released(void **state)
{
    static char a[] = "a", b[] = "b", c[] = "c";
    gnutls_session_t session;
    gnutls_ext_priv_data_t data = NULL;

    released[0] = 0;
    open_session(&session);
    assert_code(gnutls_session_ext_register(session, "one", TYPE, GNUTLS_EXT_TLS, receive, send,
                                            release, NULL, NULL, 0),
                0);
    assert_code(gnutls_ext_get_data(session, TYPE, &data), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);

    gnutls_ext_set_data(session, TYPE, a);
    assert_code(gnutls_ext_get_data(session, TYPE, &data), 0);
    assert_string_equal(data, "a");
    gnutls_ext_set_data(session, TYPE, b);
    assert_string_equal(released, "a");
    gnutls_ext_set_data(session, TYPE, NULL);
    assert_string_equal(released, "ab");
    gnutls_ext_set_data(session, TYPE, c);
    gnutls_deinit(session);

    assert_string_equal(released, "abc");
}

static void test_data_needs_an_extension(void **state)
{
    gnutls_session_t session;
    gnutls_ext_priv_data_t data = NULL;

    open_session(&session);
    gnutls_ext_set_data(session, 0x7777, &session);

    assert_code(gnutls_ext_get_data(session, 0x7777, &data), GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
    gnutls_deinit(session);
}

/* ---- names ---- */

static void test_extensions_have_names_by_type_and_kind(void **state)
{
    gnutls_session_t session;

    open_session(&session);
    assert_code(gnutls_session_ext_register(session, "mine", TYPE, GNUTLS_EXT_TLS, receive, send,
                                            NULL, NULL, NULL, 0),
                0);

    assert_int_equal(gnutls_ext_get_current_msg(session), 0);
    assert_string_equal(gnutls_ext_get_name(0), "Server Name Indication");
    assert_string_equal(gnutls_ext_get_name(41), "Pre Shared Key");
    assert_string_equal(gnutls_ext_get_name(0xff01), "Safe Renegotiation");
    assert_null(gnutls_ext_get_name(TYPE));
    assert_string_equal(gnutls_ext_get_name2(session, TYPE, GNUTLS_EXT_ANY), "mine");
    assert_string_equal(gnutls_ext_get_name2(session, TYPE, GNUTLS_EXT_TLS), "mine");
    assert_null(gnutls_ext_get_name2(session, TYPE, GNUTLS_EXT_APPLICATION));
    assert_string_equal(gnutls_ext_get_name2(session, 16, GNUTLS_EXT_MANDATORY), "ALPN");
    assert_null(gnutls_ext_get_name2(session, 16, GNUTLS_EXT_TLS));
    gnutls_deinit(session);
}

int main(void)
{
    ADD_ROWS(register_rows, test_register);
    ADD(test_there_is_an_end_to_registering);
    ADD(test_data_is_kept_and_released);
    ADD(test_data_needs_an_extension);
    ADD(test_extensions_have_names_by_type_and_kind);
    return suite_run("registered_extensions");
}
