/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* resume_hook.c - what can be learnt by watching the handshake messages
 *
 * The hook sees the bodies of messages, in both directions. The client's hello
 * tells whether the library offered the session; a ticket's message tells its
 * lifetime. A message that cannot be read is noted without those facts: to
 * judge it is the library's business.
 */

#include "resume.h"

#include <string.h>

enum { EXTENSION_TICKET = 35, EXTENSION_PSK = 41, EXTENSION_EARLY_DATA = 42 };

/* A reader that turns empty at the first lack of bytes. */
struct reader {
    const unsigned char *at;
    size_t left;
    bool failed;
};

static const unsigned char *take(struct reader *reader, size_t size)
{
    if (reader->failed || reader->left < size) {
        reader->failed = true;
        return NULL;
    }
    const unsigned char *start = reader->at;
    reader->at += size;
    reader->left -= size;
    return start;
}

static uint32_t take_number(struct reader *reader, size_t size)
{
    const unsigned char *bytes = take(reader, size);
    uint32_t value = 0;

    for (size_t i = 0; bytes != NULL && i < size; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* A vector with a length of length_size bytes before it. */
static struct reader take_vector(struct reader *reader, size_t length_size)
{
    size_t size = take_number(reader, length_size);
    const unsigned char *bytes = take(reader, size);

    if (bytes == NULL)
        return (struct reader){ .failed = true };
    return (struct reader){ .at = bytes, .left = size };
}

static void read_client_hello(struct connection *connection, struct reader hello)
{
    take(&hello, 2 + 32);
    take_vector(&hello, 1);
    take_vector(&hello, 2);
    take_vector(&hello, 1);
    struct reader extensions = take_vector(&hello, 2);

    connection->psk_in_hello = false;
    connection->ticket_in_hello = false;
    while (!extensions.failed && extensions.left > 0) {
        uint32_t type = take_number(&extensions, 2);
        struct reader content = take_vector(&extensions, 2);
        if (content.failed)
            return;
        if (type == EXTENSION_PSK)
            connection->psk_in_hello = true;
        if (type == EXTENSION_TICKET && content.left > 0)
            connection->ticket_in_hello = true;
    }
}

/* RFC 8446, 4.1.3: the random that marks a HelloRetryRequest. */
static bool is_retry(const gnutls_datum_t *message)
{
    static const unsigned char mark[32] = {
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
        0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
        0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
    };

    return message->size >= 34 && memcmp(message->data + 2, mark, sizeof mark) == 0;
}

static void read_ticket13(struct ticket *ticket, struct reader message)
{
    ticket->lifetime_s = take_number(&message, 4);
    take(&message, 4);
    take_vector(&message, 1);
    ticket->size = take_vector(&message, 2).left;
    struct reader extensions = take_vector(&message, 2);

    while (!extensions.failed && extensions.left > 0) {
        uint32_t type = take_number(&extensions, 2);
        struct reader content = take_vector(&extensions, 2);
        if (type == EXTENSION_EARLY_DATA && content.left == 4) {
            ticket->has_early_data = true;
            ticket->early_data_size = take_number(&content, 4);
        }
    }
}

static void read_ticket12(struct ticket *ticket, struct reader message)
{
    ticket->lifetime_s = take_number(&message, 4);
    ticket->size = take_vector(&message, 2).left;
}

/* What the ticket says, before the library takes the message apart. */
static void read_ticket(gnutls_session_t session, struct connection *connection,
                        struct reader message)
{
    if (connection->ticket_count == MAX_TICKETS)
        return;
    struct ticket *ticket = &connection->ticket[connection->ticket_count++];
    *ticket = (struct ticket){ .at_ms = now_ms() };
    if (gnutls_protocol_get_version(session) == GNUTLS_TLS1_3)
        read_ticket13(ticket, message);
    else
        read_ticket12(ticket, message);
}

/* The library has the ticket now: keep the session that goes with it. */
static void store_ticket(gnutls_session_t session, struct connection *connection)
{
    gnutls_datum_t data = { NULL, 0 };

    if (gnutls_protocol_get_version(session) != GNUTLS_TLS1_3 || connection->ticket_count == 0 ||
        gnutls_session_get_data2(session, &data) < 0)
        return;
    connection->ticket[connection->ticket_count - 1].stored =
        session_list_add(&connection->sessions, &data);
    explicit_bzero(data.data, data.size);
    gnutls_free(data.data);
}

int hook_message(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                 const gnutls_datum_t *message)
{
    struct connection *connection = gnutls_session_get_ptr(session);
    struct reader body = { .at = message->data, .left = message->size };

    if (when == GNUTLS_HOOK_POST) {
        if (type == GNUTLS_HANDSHAKE_NEW_SESSION_TICKET)
            store_ticket(session, connection);
        return 0;
    }
    if (type == GNUTLS_HANDSHAKE_CLIENT_HELLO)
        read_client_hello(connection, body);
    if (type == GNUTLS_HANDSHAKE_SERVER_HELLO && is_retry(message))
        type = GNUTLS_HANDSHAKE_HELLO_RETRY_REQUEST;
    if (type == GNUTLS_HANDSHAKE_HELLO_RETRY_REQUEST)
        connection->retried = true;
    if (type == GNUTLS_HANDSHAKE_NEW_SESSION_TICKET)
        read_ticket(session, connection, body);

    if (connection->message_count < MAX_MESSAGES)
        connection->message[connection->message_count++] =
            (struct message){ now_ms() - connection->start_ms, type, incoming != 0, message->size };
    return 0;
}

const char *message_name(unsigned type)
{
    switch (type) {
    case GNUTLS_HANDSHAKE_CLIENT_HELLO:
        return "ClientHello";
    case GNUTLS_HANDSHAKE_SERVER_HELLO:
        return "ServerHello";
    case GNUTLS_HANDSHAKE_HELLO_RETRY_REQUEST:
        return "HelloRetryRequest";
    case GNUTLS_HANDSHAKE_NEW_SESSION_TICKET:
        return "NewSessionTicket";
    case GNUTLS_HANDSHAKE_END_OF_EARLY_DATA:
        return "EndOfEarlyData";
    case GNUTLS_HANDSHAKE_ENCRYPTED_EXTENSIONS:
        return "EncryptedExtensions";
    case GNUTLS_HANDSHAKE_CERTIFICATE_PKT:
        return "Certificate";
    case GNUTLS_HANDSHAKE_CERTIFICATE_REQUEST:
        return "CertificateRequest";
    case GNUTLS_HANDSHAKE_CERTIFICATE_VERIFY:
        return "CertificateVerify";
    case GNUTLS_HANDSHAKE_CERTIFICATE_STATUS:
        return "CertificateStatus";
    case GNUTLS_HANDSHAKE_SERVER_KEY_EXCHANGE:
        return "ServerKeyExchange";
    case GNUTLS_HANDSHAKE_SERVER_HELLO_DONE:
        return "ServerHelloDone";
    case GNUTLS_HANDSHAKE_CLIENT_KEY_EXCHANGE:
        return "ClientKeyExchange";
    case GNUTLS_HANDSHAKE_FINISHED:
        return "Finished";
    case GNUTLS_HANDSHAKE_KEY_UPDATE:
        return "KeyUpdate";
    default:
        return "other";
    }
}
