/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_web_server.c - a web server: looks into the hello before it is acted upon, turns tickets off */

#include "suite.h"

/* Default priorities as the program sets them; only TLS 1.3 is left. */
#define DEFAULT_13 "NORMAL:-VERS-ALL:+VERS-TLS1.3:%COMPAT"

static struct {
    unsigned hellos;
    char name[64];
    bool has_alpn;
} web;

enum { SERVER_NAME = 0, ALPN = 16 };

static int look_at_extension(void *context, unsigned type, const unsigned char *data, unsigned size)
{
    if (type == ALPN)
        web.has_alpn = true;
    if (type != SERVER_NAME || size < 5)
        return 0;
    /* list length, type, name length, name (RFC 6066, 3) */
    size_t length = (size_t)data[3] << 8 | data[4];
    assert_true(length + 5 <= size && length < sizeof web.name);
    memcpy(web.name, data + 5, length);
    return 0;
}

static int look_at_hello(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                         const gnutls_datum_t *message)
{
    web.hellos++;
    return gnutls_ext_raw_parse(NULL, look_at_extension, message,
                                GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO);
}

static void watch_hello(struct sim_end *client, struct sim_end *server, void *context)
{
    const gnutls_datum_t http = { (unsigned char *)(uintptr_t) "http/1.1", 8 };
    gnutls_alpn_set_protocols(client->session, &http, 1, 0);
    gnutls_alpn_set_protocols(server->session, &http, 1, 0);
    gnutls_handshake_set_hook_function(server->session, GNUTLS_HANDSHAKE_CLIENT_HELLO,
                                       GNUTLS_HOOK_PRE, look_at_hello);
}

static void test_a_web_server_reads_the_hello_in_a_hook(void **state)
{
    memset(&web, 0, sizeof web);
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });

    connect_pair(&(struct pair_options){ .ticket_key = &pair_ticket_key,
                                         .server_name = "example.test",
                                         .server_priority = DEFAULT_13 ":%SERVER_PRECEDENCE",
                                         .prepare = watch_hello });

    assert_int_equal(web.hellos, 1);
    assert_string_equal(web.name, "example.test");
    assert_true(web.has_alpn);
}

static void test_a_web_server_turns_tickets_off(void **state)
{
    gnutls_datum_t data = { NULL, 0 };
    struct pair_options options = {
        .server_priority = "NORMAL:%NO_TICKETS:%SERVER_PRECEDENCE:-VERS-ALL:+VERS-TLS1.3"
    };
    sim_init(&sim, &(struct sim_options){ .rtt_ms = 20 });

    assert_code(pair_first_session(&sim, &options, &data), 0);

    assert_int_equal(data.size, 4);
    gnutls_free(data.data);
}

int main(void)
{
    ADD(test_a_web_server_reads_the_hello_in_a_hook);
    ADD(test_a_web_server_turns_tickets_off);
    return suite_run("how programs resume");
}
