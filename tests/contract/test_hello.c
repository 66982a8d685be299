/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_hello.c - what a client's hello says of resumption, by its settings
 *
 * RFC 5077, 3.2 and RFC 8446, 4.2.9. The server looks at the hello in a hook.
 */

#include "suite.h"

#include <stdio.h>

#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

enum { SESSION_TICKET = 35, PSK_KEY_EXCHANGE_MODES = 45, NOT_THERE = -1 };

/* Of one extension: how many bytes, and what they are. */
struct seen {
    unsigned wanted;
    int size;
    char hex[32];
};

static struct seen seen;

static int note(void *context, unsigned type, const unsigned char *data, unsigned size)
{
    if (type != seen.wanted)
        return 0;
    assert_true(size * 2 < sizeof seen.hex);
    seen.size = (int)size;
    for (unsigned i = 0; i < size; i++)
        snprintf(seen.hex + 2 * (size_t)i, 3, "%02x", data[i]);
    return 0;
}

static int look(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                const gnutls_datum_t *message)
{
    return gnutls_ext_raw_parse(NULL, note, message, GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO);
}

static void look_at_hello(struct sim_end *client, struct sim_end *server, void *context)
{
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_CLIENT_HELLO,
                                       GNUTLS_HOOK_PRE, look);
}

struct hello_row {
    const char *name;
    const char *priority;
    unsigned flags;
    unsigned extension;
    int size;
    const char *hex; /* NULL: whatever it is */
};

/* clang-format off */
static const struct hello_row rows[] = {
    { "session_ticket is in each hello",     TLS13, 0, SESSION_TICKET, 0, "" },
    { "session_ticket, TLS 1.2 alone",       "NORMAL:-VERS-ALL:+VERS-TLS1.2", 0, SESSION_TICKET, 0, "" },
    { "session_ticket, both versions",       "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", 0, SESSION_TICKET, 0, "" },
    { "not with GNUTLS_NO_TICKETS",          TLS13, GNUTLS_NO_TICKETS, SESSION_TICKET, NOT_THERE, NULL },
    { "not with GNUTLS_NO_TICKETS_TLS12",    TLS13, GNUTLS_NO_TICKETS_TLS12, SESSION_TICKET, NOT_THERE, NULL },
    { "not with %NO_TICKETS",                TLS13 ":%NO_TICKETS", 0, SESSION_TICKET, NOT_THERE, NULL },
    { "not with %NO_TICKETS_TLS12",          TLS13 ":%NO_TICKETS_TLS12", 0, SESSION_TICKET, NOT_THERE, NULL },
    { "session_ticket with GNUTLS_NO_EXTENSIONS", TLS13, GNUTLS_NO_EXTENSIONS, SESSION_TICKET, 0, "" },
    { "modes where none was named",          TLS13, 0, PSK_KEY_EXCHANGE_MODES, 3, "020100" },
    { "modes with GNUTLS_NO_TICKETS_TLS12",  TLS13, GNUTLS_NO_TICKETS_TLS12, PSK_KEY_EXCHANGE_MODES, 3, "020100" },
    { "mode of PSK",                         TLS13 ":+PSK", 0, PSK_KEY_EXCHANGE_MODES, 2, "0100" },
    { "mode of DHE-PSK",                     TLS13 ":+DHE-PSK", 0, PSK_KEY_EXCHANGE_MODES, 2, "0101" },
    { "mode of ECDHE-PSK",                   TLS13 ":+ECDHE-PSK", 0, PSK_KEY_EXCHANGE_MODES, 2, "0101" },
    { "modes in the order of the priorities", TLS13 ":+PSK:+ECDHE-PSK", 0, PSK_KEY_EXCHANGE_MODES, 3, "020001" },
    { "modes in the other order",            TLS13 ":+ECDHE-PSK:+PSK", 0, PSK_KEY_EXCHANGE_MODES, 3, "020100" },
    { "no modes without tickets or keys",    TLS13, GNUTLS_NO_TICKETS, PSK_KEY_EXCHANGE_MODES, NOT_THERE, NULL },
    { "modes of keys without tickets",       TLS13 ":+PSK", GNUTLS_NO_TICKETS, PSK_KEY_EXCHANGE_MODES, 2, "0100" },
};
/* clang-format on */

static void test_hello(void **state)
{
    const struct hello_row *row = *state;
    struct pair_options options = { .client_priority = row->priority,
                                    .server_priority = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
                                    .client_flags = row->flags,
                                    .prepare = look_at_hello };
    seen = (struct seen){ .wanted = row->extension, .size = NOT_THERE };
    sim_init(&sim, &(struct sim_options){ 0 });

    connect_pair(&options);

    assert_int_equal(seen.size, row->size);
    if (row->hex != NULL)
        assert_string_equal(seen.hex, row->hex);
}

/* ---- the record of the first hello, RFC 8446, 5.1 ---- */

struct record_row {
    const char *name;
    const char *priority;
    unsigned version[LIBRARIES];
};

/* The original's first record has the lowest version that its hello offers, but TLS 1.3. */
static const struct record_row record_rows[] = {
    { "record: both versions, as is usual", "NORMAL", BOTH(0x0301) },
    { "record: TLS 1.3 alone", TLS13, BOTH(0x0301) },
    { "record: no other than these two", "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
      EACH(0x0303, 0x0301) },
    { "record: TLS 1.2 alone", "NORMAL:-VERS-ALL:+VERS-TLS1.2", BOTH(0x0303) },
    { "record: the latest, as asked for", "NORMAL:%LATEST_RECORD_VERSION", BOTH(0x0303) },
    { "record: never that of SSL 3.0", "NORMAL:%SSL3_RECORD_VERSION", BOTH(0x0301) },
};

static ssize_t keep_version(gnutls_transport_ptr_t kept, const void *data, size_t size)
{
    const unsigned char *record = data;
    unsigned *version = kept;

    assert_true(size > 3);
    if (*version == 0)
        *version = (unsigned)record[1] << 8 | record[2];
    return (ssize_t)size;
}

static ssize_t nothing_comes(gnutls_transport_ptr_t kept, void *data, size_t size)
{
    return 0;
}

static void test_record_of_the_first_hello(void **state)
{
    const struct record_row *row = *state;
    gnutls_certificate_credentials_t credentials;
    gnutls_session_t session;
    unsigned version = 0;

    assert_code(gnutls_certificate_allocate_credentials(&credentials), 0);
    assert_code(gnutls_init(&session, GNUTLS_CLIENT), 0);
    assert_code(gnutls_priority_set_direct(session, row->priority, NULL), 0);
    assert_code(gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials), 0);
    gnutls_transport_set_ptr(session, &version);
    gnutls_transport_set_push_function(session, keep_version);
    gnutls_transport_set_pull_function(session, nothing_comes);
    assert_code(gnutls_handshake(session), GNUTLS_E_PREMATURE_TERMINATION);
    gnutls_deinit(session);
    gnutls_certificate_free_credentials(credentials);
    assert_int_equal(version, row->version[library_under_test()]);
}

int main(void)
{
    ADD_ROWS(rows, test_hello);
    ADD_ROWS(record_rows, test_record_of_the_first_hello);
    return suite_run("hellos and resumption");
}
