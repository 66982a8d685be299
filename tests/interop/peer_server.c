/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* peer_server.c - serves a number of connections, one after the other, and echoes */

#include "peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile int listening = -1;

/* Ends the wait for the next connection, also one that has yet to begin. */
static void stop_listening(int signal_number)
{
    (void)signal_number;
    shutdown(listening, SHUT_RD);
}

static int listen_loopback(const char *port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((unsigned short)atoi(port)),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 16) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
        perror("listen");
        close(fd);
        return -1;
    }
    printf("port=%u\n", ntohs(address.sin_port));
    return fd;
}

/* The key of an earlier run, or a new one that is kept for a later run. */
static bool ticket_key_get(const struct options *options, gnutls_datum_t *out)
{
    gnutls_datum_t stored = { NULL, 0 };

    if (gnutls_session_ticket_key_generate(out) < 0)
        return false;
    if (options->ticket_key == NULL)
        return true;
    if (!file_read(options->ticket_key, &stored))
        return file_write(options->ticket_key, out);
    bool good = stored.size == out->size;
    if (good)
        memcpy(out->data, stored.data, out->size);
    free(stored.data);
    return good;
}

/* Data that the client sent before it is asked for more than data waits in the session. */
static void ask_later(gnutls_session_t session)
{
    unsigned count = 0, status = 1;
    int code;

    gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE);
    do
        code = gnutls_reauth(session, 0);
    while (code < 0 && code != GNUTLS_E_GOT_APPLICATION_DATA && !gnutls_error_is_fatal(code));
    gnutls_certificate_get_peers(session, &count);
    gnutls_certificate_verify_peers2(session, &status);
    printf("reauth=%d\nlate_certificates=%u\nlate_status=%u\n", code, count, status);
}

static void echo(gnutls_session_t session, const struct options *options)
{
    bool asked = false;

    char data[16384];
    size_t total = 0;
    ssize_t n;

    for (;;) {
        n = gnutls_record_recv(session, data, sizeof data);
        if (n == 0 || (n < 0 && gnutls_error_is_fatal((int)n)))
            break;
        if (n > 0 && options->later && !asked) {
            ask_later(session);
            asked = true;
        }
        for (ssize_t sent = 0; n > 0 && sent < n;) {
            ssize_t m = gnutls_record_send(session, data + sent, (size_t)(n - sent));
            if (m < 0 && gnutls_error_is_fatal((int)m)) {
                print_error("send", (int)m);
                return;
            }
            sent += m > 0 ? m : 0;
        }
        total += n > 0 ? (size_t)n : 0;
    }
    if (n < 0)
        give_up(session, "receive", (int)n);
    printf("echoed=%zu\n", total);
}

static bool serve(const struct options *options, gnutls_certificate_credentials_t credentials,
                  const gnutls_datum_t *ticket_key, int fd)
{
    struct connection connection;
    gnutls_session_t session = session_new(options, GNUTLS_SERVER, credentials, &connection);

    if (session == NULL)
        return false;
    int code = 0;
    if (options->database)
        database_use(session);
    else
        code = gnutls_session_ticket_enable_server(session, ticket_key);
    if (code < 0)
        print_error("ticket_enable", code);
    if (options->request_certificate)
        gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUEST);
    if (options->require_certificate)
        gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE);
    if (options->take_early)
        early_allow(session);
    gnutls_transport_set_int(session, fd);

    code = handshake(session);
    if (code >= 0) {
        print_facts(session, &connection);
        early_print(session, true);
        echo(session, options);
        gnutls_bye(session, GNUTLS_SHUT_WR);
        printf("tickets=%u\n", connection.tickets);
    }
    gnutls_deinit(session);
    return code >= 0;
}

int peer_server(const struct options *options)
{
    gnutls_datum_t ticket_key = { NULL, 0 };
    gnutls_certificate_credentials_t credentials = credentials_new(options);
    int listener = credentials ? listen_loopback(options->port) : -1;
    bool good = listener >= 0 && early_guard_open() && ticket_key_get(options, &ticket_key);

    listening = listener;
    signal(SIGTERM, stop_listening);
    for (long i = 1; good && i <= options->connections; i++) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        printf("connection=%ld\n", i);
        bool served = serve(options, credentials, &ticket_key, fd);
        close(fd);
        printf("end=%ld %d\n", i, served);
    }
    database_close();
    early_guard_close();
    gnutls_free(ticket_key.data);
    if (credentials != NULL)
        gnutls_certificate_free_credentials(credentials);
    other_credentials_free();
    if (listener >= 0)
        close(listener);
    return good ? 0 : 1;
}
