/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* traced_extensions.h - extensions of the application that write down each call
 *
 * A call is a word in the trace of its end: `s1@2` is that extension 1 was asked for its content in
 * message 2 (a flag of gnutls_ext_flags_t), `r1(srv)@16` that it was given "srv" in message 16.
 */
#ifndef TESTS_CONTRACT_TRACED_EXTENSIONS_H
#define TESTS_CONTRACT_TRACED_EXTENSIONS_H

#include "suite.h"

#include <stdio.h>

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

enum {
    TYPE = 0xff00,
    HELLOS = GNUTLS_EXT_FLAG_TLS | GNUTLS_EXT_FLAG_CLIENT_HELLO,
    ALL = HELLOS | GNUTLS_EXT_FLAG_EE | GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO,
    TRACE = 512,
};

enum end { CLIENT, SERVER, ENDS };

/* What a function that is asked for content does. */
enum sending { SEND, SEND_NOTHING, SEND_EMPTY, SEND_TOO_MUCH };

static struct {
    char trace[TRACE];
    enum sending sending;
    int send_result, receive_result;
} ends[ENDS];

static inline enum end end_of(gnutls_session_t session)
{
    return session == pair.server.session ? SERVER : CLIENT;
}

__attribute__((format(printf, 2, 3))) static void trace(gnutls_session_t session,
                                                        const char *format, ...)
{
    char *at = ends[end_of(session)].trace;
    size_t used = strlen(at);
    va_list arguments;

    if (used > 0)
        at[used++] = ' ';
    va_start(arguments, format);
    assert_true((size_t)vsnprintf(at + used, TRACE - used, format, arguments) < TRACE - used);
    va_end(arguments);
}

static inline int receive(gnutls_session_t session, int number, const unsigned char *data,
                          size_t size)
{
    trace(session, "r%d(%.*s)@%u", number, (int)size, (const char *)data,
          gnutls_ext_get_current_msg(session));
    return ends[end_of(session)].receive_result;
}

static inline int append_much(gnutls_buffer_t out)
{
    static const unsigned char piece[1 << 12];

    for (int i = 0; i < 17; i++)
        assert_code(gnutls_buffer_append_data(out, piece, sizeof piece), 0);
    return 0;
}

static inline int send(gnutls_session_t session, int number, gnutls_buffer_t out)
{
    enum end end = end_of(session);

    trace(session, "s%d@%u", number, gnutls_ext_get_current_msg(session));
    if (ends[end].sending == SEND_EMPTY)
        return GNUTLS_E_INT_RET_0;
    if (ends[end].sending == SEND_TOO_MUCH)
        return append_much(out);
    if (ends[end].sending == SEND)
        assert_code(gnutls_buffer_append_data(out, end == SERVER ? "srv" : "cli", 3), 0);
    return ends[end].send_result;
}

#define FUNCTIONS(number)                                                                          \
    static inline int receive##number(gnutls_session_t session, const unsigned char *data,         \
                                      size_t size)                                                 \
    {                                                                                              \
        return receive(session, number, data, size);                                               \
    }                                                                                              \
    static inline int send##number(gnutls_session_t session, gnutls_buffer_t out)                  \
    {                                                                                              \
        return send(session, number, out);                                                         \
    }

FUNCTIONS(1)
FUNCTIONS(2)
FUNCTIONS(3)

/* ---- one extension at one end, or at both ---- */

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

static inline void register_one(gnutls_session_t session, const struct row *row)
{
    assert_code(gnutls_session_ext_register(session, "one", TYPE, row->order, receive1, send1, NULL,
                                            NULL, NULL, row->flags),
                0);
}

static inline void register_as_the_row_says(struct sim_end *client, struct sim_end *server,
                                            void *context)
{
    const struct row *row = context;

    memset(ends, 0, sizeof ends);
    ends[CLIENT].sending = row->client;
    ends[CLIENT].send_result = row->client_sends;
    ends[CLIENT].receive_result = row->client_receives;
    ends[SERVER].sending = row->server;
    ends[SERVER].send_result = row->server_sends;
    ends[SERVER].receive_result = row->server_receives;
    if (!row->not_at_client)
        register_one(client->session, row);
    if (!row->not_at_server)
        register_one(server->session, row);
}

#endif
